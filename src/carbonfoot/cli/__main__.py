"""`python -m carbonfoot.cli`."""

from carbonfoot.cli import main

main()
