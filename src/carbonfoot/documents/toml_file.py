"""TOML as documents are read: every scalar is text."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.yaml_reader import nfc


def texts(given: Any) -> Any:
    """TOML values as the scalars of a document, which are text."""
    if isinstance(given, dict):
        return {nfc(key): texts(value) for key, value in given.items()}
    if isinstance(given, list):
        return [texts(value) for value in given]
    if isinstance(given, bool):
        return str(given).lower()
    return nfc(str(given))
