"""An installation, calculated: streams, heat, electricity, attribution, precursors, goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.cbam.model import Outcome
from carbonfoot.cbam.read import read_installation

if TYPE_CHECKING:
    from carbonfoot.documents.fields import Value
    from carbonfoot.factors.library import Library


def calculate(
    file: str, library: Library, root: str | None = None, overrides: dict[str, Value] | None = None
) -> Outcome:
    """The result of the installation document at `file`; None with findings where it is refused."""
    read = read_installation(file, library, root, overrides)
    text = {} if read.source is None else {read.display: read.source.text}
    return Outcome(None, read.findings, [read.file, *read.tables], text)
