"""An archive that was built here, unpacked: the filter of Python 3.12, which 3.11 has from its fourth release on."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any


def unpacked(archive: Path, folder: Path) -> None:
    """Unpack a `.tar.gz` into a folder."""
    safe: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(archive) as opened:
        opened.extractall(folder, **safe)
