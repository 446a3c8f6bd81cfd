"""What is left of a refused document tells what else is wrong, and nothing that follows from the first error."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.salvage import salvage
from carbonfoot.documents.sources import read_source
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.system.salvaged import OF_A_WHOLE_ENTRY, OF_NAMES, OF_ONE_VALUE, OF_SEVERAL_DOCUMENTS

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "seat-bracket" / "bracket.yaml"

PART = """\
carbonfoot: part/1
product: {id: P1, name: Bracket, declared_unit: 1 piece, mass: 2 kg, made_in: KR}
period: 2025
inputs:
  - {name: Coil, amount: 2 kg, factor: steel/hot-rolled-coil, origin: KR, route: bf-bof}
processes:
  - {name: Stamping, electricity: 0.9 kWh}
"""

BOLT = """\
carbonfoot: part/1
product: {id: B1, name: Bolt, declared_unit: 1 piece, mass: 20 g, made_in: KR}
period: 2025
inputs:
  - {name: Wire, amount: 21 g, factor: steel/hot-roled-coil, origin: KR, route: bf-bof}
"""


def _calculate(folder: Path, text: str) -> Outcome:
    file = folder / "part.yaml"
    file.write_text(text, encoding="utf-8")
    return calculate(str(file), Options())


def _errors(outcome: Outcome) -> set[tuple[str, str]]:
    return {
        (one.code, Path(one.file).name)
        for one in outcome.findings
        if severity(one) in ("error", "incomplete")
    }


def _with(*changes: tuple[str, str]) -> str:
    text = PART
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


COMMA = ("0.9 kWh", "'0,9 kWh'")


def test_the_part_itself_has_no_error(tmp_path: Path) -> None:
    assert _errors(_calculate(tmp_path, PART)) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("steel/hot-rolled-coil", "steel/hot-roled-coil"), "CF301"),
        (("route: bf-bof", "route: bf-bofo"), "CF304"),
        (("amount: 2 kg", "amount: -2 kg"), "CF207"),
        (("amount: 2 kg", "amount: 2 kWh"), "CF209"),
        (("amount: 2 kg", 'amount: "= nothing"'), "CF221"),
        (("amount: 2 kg", "amount: 2"), "CF205"),
    ],
)
def test_a_second_error_is_found_beside_a_refused_value(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    outcome = _calculate(tmp_path, _with(COMMA, change))
    assert _errors(outcome) == {("CF201", "part.yaml"), (code, "part.yaml")}
    assert outcome.footprint is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("factor:", "facter:"), "CF101"),
        (("origin: KR", "orgin: KR"), "CF101"),
        (("route:", "rute:"), "CF101"),
        (("amount: 2 kg", "amount: 2,5 kg"), "CF101"),
        (("amount: 2 kg", "amount: 2, unt: kg"), "CF101"),
        (("name: Coil, ", ""), "CF102"),
        (("mass: 2 kg", "mass: 2 flurb"), "CF202"),
        (("declared_unit: 1 piece", "declared_unit: one"), "CF201"),
        (("made_in: KR", "made_in: KOR"), "CF108"),
        (("period: 2025", "period: soon"), "CF107"),
        (("period: 2025\n", ""), "CF102"),
        (("inputs:", "imputs:"), "CF101"),
        (("electricity: 0.9 kWh", "electricity: "), "CF104"),
    ],
)
def test_nothing_is_said_that_follows_from_a_refused_value(
    tmp_path: Path, change: tuple[str, str], code: str
) -> None:
    assert _errors(_calculate(tmp_path, _with(change))) == {(code, "part.yaml")}


def test_a_misspelt_parameters_key_does_not_make_every_name_unknown(tmp_path: Path) -> None:
    text = _with(("period: 2025\n", "period: 2025\nparamters: {m: 2 kg}\n"), ("amount: 2 kg", "amount: = m"))
    assert _errors(_calculate(tmp_path, text)) == {("CF101", "part.yaml")}


def test_linked_documents_of_a_refused_one_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "bolt.yaml").write_text(BOLT.replace("21 g", "21 flurb"), encoding="utf-8")
    text = _with(COMMA, ("processes:", "  - {name: Bolt, amount: 1 piece, product: bolt.yaml}\nprocesses:"))
    expected = {("CF201", "part.yaml"), ("CF202", "bolt.yaml"), ("CF301", "bolt.yaml")}
    assert _errors(_calculate(tmp_path, text)) == expected


def test_a_refused_linked_document_tells_all_its_errors(tmp_path: Path) -> None:
    (tmp_path / "bolt.yaml").write_text(BOLT.replace("21 g", "21 flurb"), encoding="utf-8")
    text = _with(("processes:", "  - {name: Bolt, amount: 1 piece, product: bolt.yaml}\nprocesses:"))
    expected = {("CF405", "part.yaml"), ("CF202", "bolt.yaml"), ("CF301", "bolt.yaml")}
    assert _errors(_calculate(tmp_path, text)) == expected


def _paths(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield from _paths(value, (*path, key))


@pytest.mark.parametrize("bad", ["?!", None, [], {}, ["a", {}], {"no": "key"}], ids=repr)
def test_no_damage_stops_it_and_the_document_is_left_alone(bad: Any) -> None:
    source, _ = read_source(str(EXAMPLE))
    assert source is not None
    kept = 0
    for path in _paths(source.data):
        data = copy.deepcopy(source.data)
        holder = data
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = bad
        before = copy.deepcopy(data)
        kept += salvage(data) is not None
        assert data == before
    assert kept > 0.9 * sum(1 for _ in _paths(source.data))


def test_every_code_that_refuses_was_thought_about() -> None:
    """A new code is handed on, or stands here because reading reports it or because it follows from what is missing."""
    of_reading = {
        f"CF{number:03}" for number in [*range(1, 11), 101, 102, 103, 104, 105, 107, 108, 109, 111, 201]
    }
    of_reading |= {"CF901", "CF902", "CF908"}  # of a supplier's declaration, and of naming one in it
    of_reading |= {"CF826", "CF863"}  # of reading an installation; one where a footprint is wanted
    of_tables = {code for code in CATALOGUE if code.startswith("CF6")} | {"CF840"}  # not of documents
    of_the_whole = {"CF110", "CF206", "CF401", "CF406", "CF501", "CF505", "CF506"}
    of_the_whole |= {
        f"CF{number}" for number in (430, 431, 432, 433, 435, 437, 438, 439)
    }  # of other entries too
    of_the_whole |= {f"CF{number}" for number in (750, 751, 752, 757, 758, 760)}  # of other entries of a site
    of_the_whole |= {"CF735", "CF737"}  # of several amounts of a method, of several lines
    of_the_whole |= {"CF930", "CF931"}  # of a declaration that is verified
    of_the_whole |= {"CF965", "CF966", "CF967", "CF969", "CF970", "CF971"}  # of a programme
    of_the_whole |= {f"CF{number}" for number in range(973, 981)}  # of its money
    of_the_whole |= {
        "CF981",
        "CF982",
        "CF983",
        "CF984",
        "CF994",
        "CF995",
        "CF997",
    }  # of its credits and targets
    of_the_whole |= {"CF940", "CF941", "CF942", "CF943", "CF947"}  # of a footprint that is checked
    of_the_whole |= {
        "CF987",
        "CF988",
        "CF989",
        "CF990",
        "CF991",
    }  # of a technology card, and of where it is applied
    of_the_whole |= {"CF960", "CF961", "CF962"}  # of a project, of a process
    of_the_whole |= {"CF951", "CF952", "CF953"}  # of comments, which speak to a check
    of_the_whole |= {"CF827"}  # of a cost, when it is asked for
    of_scenarios = {f"CF{number}" for number in range(460, 466)}  # computed when they are asked for
    of_the_whole |= {
        "CF447",
        "CF470",
        "CF471",
        "CF490",
        "CF491",
        "CF850",
        "CF851",
    }  # of two documents, of what is written
    of_the_whole |= {
        code for code in CATALOGUE if "CF801" <= code <= "CF815"
    }  # of installations, never left over
    of_the_whole |= {"CF911", "CF916", "CF919"}  # of a declaration that is written
    of_the_whole |= {"CF835", "CF836"}  # of a form that is filled in
    of_systems = {
        f"CF{number}" for number in [*range(410, 413), *range(421, 428), 440, 441]
    }  # of system files
    handed_on = OF_ONE_VALUE | OF_A_WHOLE_ENTRY | OF_NAMES | OF_SEVERAL_DOCUMENTS
    refusing = {code for code, entry in CATALOGUE.items() if entry.severity in ("error", "incomplete")}
    assert refusing - of_reading == (handed_on - of_reading) | (of_the_whole & refusing) | of_scenarios | (
        (of_tables | of_systems) & refusing
    )
