"""A report as one HTML file that needs nothing else: no script, no request, one style sheet inside."""

from __future__ import annotations

from carbonfoot.declarations.html.skeleton import html as html
