"""The settings of a project, `carbonfoot.toml`: read strictly, or refused with the reason."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

LANGUAGES = ("en", "ko")
GWP_SETS = ("AR4", "AR5", "AR6")

_KNOWN = {"lang": LANGUAGES, "gwp": GWP_SETS}
_TABLES = "factors.packs, uncertainty, company, declare, budgets"


class SettingsError(Exception):
    """The settings cannot be used; the message names the file and says why."""


class Settings(NamedTuple):
    """What the nearest `carbonfoot.toml` says; `root` is its folder, or that of the file asked about.

    packs  folders of factor packs of one's own, as written
    uncertainty, pedigree  what counts as uncertain, and the matrix for quality scores
    declarations  its tables `company` and `declare` as they are written
    """

    root: str
    lang: str | None = None
    gwp: str | None = None
    packs: tuple[str, ...] = ()
    uncertainty: str | None = None
    pedigree: str | None = None
    declarations: Mapping[str, Any] = MappingProxyType({})


def read_settings(root: str) -> Settings:
    """The settings of a root; those of a folder without `carbonfoot.toml` say nothing. Raises `SettingsError`."""
    from carbonfoot.documents.roots import ROOT_FILE  # the command line imports this module at its start

    path = os.path.join(root, ROOT_FILE)
    if not os.path.isfile(path):
        return Settings(root)
    import tomllib

    try:
        with open(path, "rb") as stream:
            table = tomllib.load(stream)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from None
    factors = table.pop("factors", {})
    uncertain = table.pop("uncertainty", {})
    told = {key: table.pop(key, None) for key in ("company", "declare")}
    table.pop("budgets", None)  # read where they are held against footprints, with places
    for key, value in table.items():
        if key not in _KNOWN:
            raise SettingsError(f"{path}: `{key}` is not a setting (known: {', '.join(_KNOWN)}, {_TABLES})")
        if value not in _KNOWN[key]:
            raise SettingsError(f"{path}: {key} = {value!r}: choose {' or '.join(_KNOWN[key])}")
    packs = factors.get("packs", []) if isinstance(factors, dict) else None
    if packs is None or [*factors] not in ([], ["packs"]) or not isinstance(packs, list):
        raise SettingsError(f"{path}: [factors] holds one key, packs = [...], a list of folders")
    if not all(isinstance(pack, str) and pack.strip() for pack in packs):
        raise SettingsError(f"{path}: factors.packs = {packs!r}: a list of folders, each a text")
    keys = ("counts", "pedigree")
    if not isinstance(uncertain, dict) or not {*uncertain} <= {*keys}:
        raise SettingsError(f"{path}: [uncertainty] holds counts = ... and pedigree = ...")
    if not all(isinstance(word, str) for word in uncertain.values()):
        raise SettingsError(f"{path}: [uncertainty] holds texts")
    counts, matrix = (uncertain.get(key) for key in keys)
    found = Settings(root, table.get("lang"), table.get("gwp"), tuple(packs), counts, matrix)
    tables = {key: value for key, value in told.items() if value is not None}
    return found._replace(declarations=tables)
