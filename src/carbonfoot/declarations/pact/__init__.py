"""WBCSD PACT 3.0.3: a product footprint as one JSON object."""

from carbonfoot.declarations.pact.identity import FORMAT as NAME
from carbonfoot.declarations.pact.identity import earlier
from carbonfoot.declarations.pact.message import write

__all__ = ["NAME", "TITLE", "earlier", "write"]

TITLE = "PACT product footprint 3.0.3 (JSON)"
