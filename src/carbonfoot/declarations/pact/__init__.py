"""WBCSD PACT 3.0.3: a product footprint as one JSON object."""

from carbonfoot.declarations.pact.identity import earlier
from carbonfoot.declarations.pact.message import write

__all__ = ["NAME", "TITLE", "earlier", "write"]

NAME = "pact-3.0.3"
TITLE = "PACT product footprint 3.0.3 (JSON)"
