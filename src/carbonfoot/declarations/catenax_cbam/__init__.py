"""The response of Catena-X CBAM 1.0.0 to a request: see `docs.md` of this folder."""

from __future__ import annotations

from carbonfoot.cbam.model import Result
from carbonfoot.declarations.options import Declared, DeclareOptions

NAME = "catenax-cbam-1.0.0"
TITLE = "Catena-X CBAM 1.0.0: the response message to a request"


def write(result: Result, options: DeclareOptions) -> Declared:
    """The response to `options.request`; without one, the content alone for every good of the installation."""
    from carbonfoot.declarations.catenax_cbam.message import response

    return response(result, options)
