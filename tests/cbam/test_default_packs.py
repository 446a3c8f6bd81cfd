"""Default values of a pack of the project, laid over those of the library."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.cbam.default_variants import variants
from carbonfoot.cbam.defaults import NoDefault, default_value
from carbonfoot.factors.layout import PACK_KEYS
from carbonfoot.factors.library import Library, open_library
from carbonfoot.factors.overlay import lay_over
from carbonfoot.factors.rules import TABLES

KEYS = {
    "title": "EU carbon border adjustment mechanism: default values by country",
    "publisher": "European Commission",
    "licence": "reuse with attribution",
    "share_class": "private",
    "attribution": "European Union",
    "date_read": "2026-11-22",
    "gwp_set": "none",
    "review_by": "2028-11-22",
    "preference": "80",
}
Lay = Callable[..., Library]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """The library with packs laid over it: name, edition of the pack, edition of its rows, (country, code, total) ..."""

    def packs(*stated: tuple[str, str, str, list[tuple[str, str, str]]]) -> Library:
        folders = [_write(tmp_path / name, edition, act, lines) for name, edition, act, lines in stated]
        return _over(open_library(), folders)

    return packs


def _over(library: Library, folders: list[str]) -> Library:
    lay_over(library, folders)
    return library


def _write(folder: Path, edition: str, act: str, lines: list[tuple[str, str, str]]) -> str:
    folder.mkdir()
    keys = dict.fromkeys(PACK_KEYS, "") | KEYS | {"id": folder.name, "edition": edition}
    text = "".join(f'{key}: "{value}"\n' for key, value in keys.items())
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    with (folder / "cbam_defaults.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, TABLES["cbam_defaults.csv"], restval="", lineterminator="\n")
        table.writeheader()
        for at, (country, code, total) in enumerate(lines):
            said = "" if total else "total: –"
            table.writerow(
                {"id": f"{folder.name}:default-{country.lower()}-{code}-{at}", "country": country}
                | {"sector": "iron-steel", "cn_code": code, "cn_code_published": code, "total": total}
                | {"unit": "t CO2e/t", "published_text": said, "verified": "workbook"}
                | {"act": "Implementing Regulation (EU) 2025/2621", "annex": "Annex I", "edition": act}
            )
    return str(folder)


def _total(library: Library, code: str, country: str, year: int) -> float:
    return default_value(library, code, country, year).total


def test_a_new_act_counts_from_its_year(lay: Lay) -> None:
    whole = [
        ("KR", "731815", "3.1"),
        ("KR", "731816", ""),
        ("other", "731815", "6.5"),
        ("other", "731816", "6.6"),
    ]
    library = lay(("cbam-2027", "2027/900, for 2027", "2027/900", whole))
    assert _total(library, "73181542", "KR", 2026) == 3.474
    assert _total(library, "73181542", "KR", 2027) == 3.1
    found = default_value(library, "73181699", "KR", 2027)
    assert (found.total, found.table, found.edition, found.verified) == (6.6, "other", "2027/900", "workbook")
    assert _total(library, "73181542", "CN", 2027) == 6.5, "a whole annex without China: the other countries"
    (old,) = variants(library, "73181542", "KR", 2027, "cbam-2027:default-kr-731815-0")
    assert (old.kind, old.row, old.total) == ("pack", "cbam-2026:default-kr-731815", 3.474)
    with pytest.raises(NoDefault, match="no default value for 7326 90 98"):
        default_value(library, "73269098", "KR", 2027)


def test_the_workbook_of_an_act_before_never_counts(lay: Lay) -> None:
    library = lay(
        (
            "cbam-old",
            "2025/2621, for 2026",
            "2025/2621",
            [("KR", "731815", "9.9"), ("other", "731815", "9.9")],
        )
    )
    assert _total(library, "73181542", "KR", 2026) == 3.474
    (old,) = variants(library, "73181542", "KR", 2026, "cbam-2026:default-kr-731815")
    assert (old.kind, old.total, old.value) == ("pack", 9.9, 10.89)


def test_some_lines_of_the_same_act_replace_those_alone(lay: Lay) -> None:
    library = lay(("mine", "2026/1740", "2026/1740", [("KR", "731815", "3.5")]))
    assert _total(library, "73181542", "KR", 2026) == 3.5
    assert _total(library, "73181699", "KR", 2026) == 4.104
    assert _total(library, "73181542", "TV", 2026) == 4.801


def test_two_values_of_one_pack_are_asked_about(lay: Lay) -> None:
    library = lay(("mine", "2026/1740", "2026/1740", [("KR", "731815", "3.5"), ("KR", "731815", "3.6")]))
    with pytest.raises(NoDefault) as refused:
        default_value(library, "73181542", "KR", 2026)
    assert [one.total for one in refused.value.rows] == [3.5, 3.6]
