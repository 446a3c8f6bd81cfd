"""`python -m carbonfoot`."""

from carbonfoot.cli import main

main()
