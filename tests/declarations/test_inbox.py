"""`carbonfoot declare --inbox`: what came, what is valid, what changed, what it moves; nothing is written."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft7Validator

ROOT = Path(__file__).resolve().parents[2]
DAY = "1790000000"  # 2026-09-21
STEEL = {
    "company": "Taebaek Steel Co., Ltd.",
    "company_id": "urn:pact:taebaek.example:company-id:taebaek",
    "product": "Hot-rolled coil",
    "product_id": "urn:pact:taebaek.example:product-id:HRC-235",
    "unit": "kilogram",
    "mass": "1",
}
NOW = ("2025-12-31", "2028-12-31")

BRACKET = """\
carbonfoot: part/1
product: {id: BR-1, name: Bracket, declared_unit: 1 piece, made_in: KR}
period: 2025
inputs:
  - {name: Coil, amount: 2 kg, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR}
  - name: M10 bolt
    amount: 4 piece
    declaration: received/bolt.json
"""
SEAT = """\
carbonfoot: part/1
product: {id: SEAT, name: Seat, declared_unit: 1 piece, made_in: KR}
period: 2025
inputs: [{name: Bracket, amount: 3 piece, product: bracket.yaml}]
"""
CAR = SEAT.replace("SEAT", "CAR").replace("bracket.yaml", "seat.yaml").replace("3 piece", "5 piece")

Look = Callable[..., Any]


def _messages() -> ModuleType:
    file = Path(__file__).with_name("pact_messages.py")
    spec = importlib.util.spec_from_file_location("pact_messages", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pact = _messages()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bracket with declared bolts, in a seat, in a car; an empty inbox."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "carbonfoot.toml").write_text("", encoding="utf-8")
    for name, text in (("bracket", BRACKET), ("seat", SEAT), ("car", CAR)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    pact.written(tmp_path / "received" / "bolt.json", pact.message("bolt-2024", total="0.07"))
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture
def look(run: Any, project: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """The answer as data, judged by its schema, for messages that came: name of the file to one or several."""
    schema = Draft7Validator(json.loads(run("schema", "declare-inbox").out))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)

    def looked(came: dict[str, Any], *options: str, code: int = 0) -> Any:
        for name, messages in came.items():
            given = messages if isinstance(messages, list) else [messages]
            pact.written(project / "inbox" / name, *given)
        answer = run("declare", "--inbox", "inbox", "--format", "json", *options)
        assert answer.code == code, answer.err
        data = json.loads(answer.out)
        schema.validate(data)
        return data

    return looked


def newer(**more: Any) -> Any:
    """The bolt of a year later, which names the one before it."""
    return pact.message(
        **{
            "name": "bolt-2025",
            "year": 2025,
            "total": "0.06",
            "preceding": ("bolt-2024",),
            "valid": NOW,
            **more,
        }
    )


def of_product(product: str, name: str, **more: Any) -> Any:
    """A declaration of another product."""
    return pact.message(name, product_id=f"urn:pact:hanil.example:product-id:{product}", **more)


def codes(answer: Any) -> list[str]:
    return sorted(one["code"] for one in answer["findings"])


def moved(answer: Any) -> dict[str, float]:
    return {one["id"]: one["delta"] for one in answer["data"]["products"]["moved"]}


def states(answer: Any) -> dict[str, str]:
    return {one["id"]: one["state"] for one in answer["data"]["declarations"]}


def test_a_newer_version_moves_every_product_above_it_and_says_what_to_write(
    look: Look, project: Path
) -> None:
    before = {file: file.read_bytes() for file in project.rglob("*.*") if file.is_file()}
    answer = look({"2026/bolt.json": newer()})
    assert moved(answer) == pytest.approx({"BR-1": -0.04, "SEAT": -0.12, "CAR": -0.6})
    (bracket, car, seat) = answer["data"]["products"]["moved"]
    assert [one["path"] for one in bracket["lines"]] == ["inputs/1"]
    assert seat["lines"][0]["through"] == "bracket.yaml"
    assert car["after"]["total"] - car["before"]["total"] == pytest.approx(-0.6)
    (edit,) = answer["data"]["edits"]
    assert (edit["file"], edit["line"], edit["edit"]) == (
        "bracket.yaml",
        8,
        "declaration: inbox/2026/bolt.json",
    )
    assert codes(answer) == []
    assert all(file.read_bytes() == data for file, data in before.items())
    # what is printed can be written, and gives the number that was foretold
    text = BRACKET.replace("declaration: received/bolt.json", edit["edit"])
    (project / "bracket.yaml").write_text(text, encoding="utf-8")
    assert look({})["data"]["edits"] == []


def test_the_number_that_is_foretold_is_that_of_the_edited_document(
    run: Any, look: Look, project: Path
) -> None:
    answer = look({"bolt.json": newer(amount="100", total="6.1", mass="2.4")})
    (edit,) = answer["data"]["edits"]
    text = BRACKET.replace("declaration: received/bolt.json", edit["edit"])
    (project / "bracket.yaml").write_text(text, encoding="utf-8")
    totals = {one["id"]: one["after"]["total"] for one in answer["data"]["products"]["moved"]}
    for name, id in (("bracket", "BR-1"), ("seat", "SEAT"), ("car", "CAR")):
        alone = json.loads(run("calc", f"{name}.yaml", "--format", "json", "--quiet").out)
        assert alone["data"]["total"] == pytest.approx(totals[id], rel=1e-11)


def test_loops_of_products_move_as_a_whole(look: Look, project: Path) -> None:
    text = BRACKET.replace(
        "inputs:\n", "inputs:\n  - {name: Seat back, amount: 0.01 piece, product: seat.yaml}\n"
    )
    (project / "bracket.yaml").write_text(text, encoding="utf-8")
    answer = look({"bolt.json": newer()})
    assert moved(answer)["BR-1"] == pytest.approx(-0.04 / (1 - 0.03))
    (bracket,) = (one for one in answer["data"]["products"]["moved"] if one["id"] == "BR-1")
    assert sum(line["delta"] for line in bracket["lines"]) == pytest.approx(bracket["delta"])


def test_what_does_not_hold_in_the_period_of_the_product_waits(look: Look) -> None:
    later = newer(valid=("2026-01-01", "2028-12-31"))
    answer = look({"bolt.json": later})
    assert moved(answer) == {} and answer["data"]["edits"] == []
    (waiting,) = answer["data"]["waiting"]
    assert (waiting["why"], waiting["day"], waiting["newer"]) == ("not-yet", "2025-12-31", [later["id"]])
    assert set(moved(look({}, "--on", "2026-03-01"))) == {"BR-1", "SEAT", "CAR"}


def test_states_on_a_day(look: Look) -> None:
    given = {
        "old.json": of_product("A", "a-1", year=2020, valid=("2021-01-01", "2023-12-31")),
        "first.json": of_product("B", "b-1", year=2023),
        "second.json": of_product("B", "b-2", year=2024, preceding=("b-1",)),
        "gone.json": of_product("C", "c-1", status="Deprecated"),
        "soon.json": of_product("D", "d-1", year=2026),
    }
    answer = look(given)
    assert {pact.uuid(name): state for name, state in {
        "a-1": "expired", "b-1": "replaced", "b-2": "valid", "c-1": "deprecated", "d-1": "not-yet"}.items()
    } == states(answer)  # fmt: skip
    assert codes(answer) == ["CF938"]
    assert answer["data"]["day"] == "2026-09-21"
    assert states(look({}, "--on", "2027-02-01"))[pact.uuid("d-1")] == "valid"


def test_the_newest_of_a_chain_that_holds_is_taken(look: Look) -> None:
    answer = look(
        {
            "all.json": [
                newer(name="bolt-2025a", total="0.065"),
                newer(name="bolt-2025b", total="0.06", preceding=("bolt-2025a",)),
                newer(name="bolt-2026", year=2026, total="0.01", preceding=("bolt-2025b",), valid=("2026-12-31", "2029-12-31")),
            ]
        }
    )  # fmt: skip
    assert moved(answer)["BR-1"] == pytest.approx(-0.04)
    (edit,) = answer["data"]["edits"]
    assert edit["edit"] == f"declaration: inbox/all.json#{pact.uuid('bolt-2025b')}"
    assert answer["data"]["unused"] == []


def test_a_later_one_without_a_link_only_probably_replaces(look: Look) -> None:
    answer = look({"bolt.json": newer(preceding=())})
    assert codes(answer) == ["CF935"]
    assert moved(answer)["BR-1"] == pytest.approx(-0.04)
    assert [one["linked_by_id"] for one in answer["data"]["edits"]] == [False]
    assert [one["linked_by_id"] for one in answer["data"]["changes"]] == [False]


@pytest.mark.parametrize(
    "other",
    [
        {"country": "CN"},
        {"product_id": "urn:pact:hanil.example:product-id:OTHER"},
        {"company_id": "urn:pact:else.example:company-id:else"},
    ],
)
def test_another_place_product_or_company_replaces_nothing(look: Look, other: dict[str, str]) -> None:
    answer = look({"bolt.json": newer(preceding=(), **other)})
    assert codes(answer) == [] and moved(answer) == {}
    assert len(answer["data"]["unused"]) == 1


def test_a_fork_is_asked_about_and_nothing_is_taken(look: Look) -> None:
    answer = look({"a.json": newer(name="a"), "b.json": newer(name="b", total="0.05")})
    assert codes(answer) == ["CF937"] and moved(answer) == {}
    assert [one["why"] for one in answer["data"]["waiting"]] == ["fork"]
    withdrawn = look({"b.json": newer(name="b", total="0.05", status="Deprecated")})
    assert moved(withdrawn)["BR-1"] == pytest.approx(-0.04)


def test_a_circle_is_asked_about_and_orders_nothing(look: Look) -> None:
    answer = look({"a.json": newer(name="a", preceding=("b",)), "b.json": newer(name="b", preceding=("a",))})
    assert "CF937" in codes(answer)
    assert set(states(answer).values()) == {"valid"}


def test_one_id_with_two_contents_is_refused_and_all_others_are_told(look: Look) -> None:
    answer = look(
        {"a.json": newer(), "b.json": newer(total="0.061"), "c.json": pact.message("c", **STEEL)}, code=3
    )
    assert codes(answer) == ["CF409"]
    assert [one["id"] for one in answer["data"]["declarations"]] == [pact.uuid("c")]
    assert answer["data"]["files"]["refused"] == ["inbox/a.json", "inbox/b.json"] and moved(answer) == {}


def test_one_id_with_another_content_than_the_project_has_is_refused(look: Look) -> None:
    answer = look({"a.json": pact.message("bolt-2024", total="0.01")}, code=3)
    assert codes(answer) == ["CF409"] and moved(answer) == {}


def test_the_same_twice_is_one(look: Look) -> None:
    answer = look({"a.json": newer(), "b/a.json": newer()})
    assert [one["also_in"] for one in answer["data"]["declarations"]] == [["inbox/b/a.json"]]
    assert codes(answer) == [] and moved(answer)["BR-1"] == pytest.approx(-0.04)


def test_a_withdrawal_of_what_a_line_draws_on(look: Look) -> None:
    answer = look({"gone.json": pact.message("bolt-2024", total="0.07", status="Deprecated")})
    assert [(one["file"], one["state"]) for one in answer["data"]["lapsed"]] == [
        ("bracket.yaml", "deprecated")
    ]
    assert codes(answer) == ["CF938", "CF938"]
    at = next(one for one in answer["findings"] if one["file"] == "bracket.yaml")
    assert (at["line"], at["path"]) == (8, "inputs/1/declaration")


def test_what_changed_in_units_that_meet(look: Look) -> None:
    answer = look({"bolt.json": newer(unit="kilogram", total="2", mass="1", primary="80")})
    (change,) = answer["data"]["changes"]
    (total, fossil, primary) = change["numbers"]
    assert change["per"] == "1 kg" and change["converted_by"] and change["above_10_percent"]
    assert total["before"] == pytest.approx(0.07 / 0.024) and total["after"] == 2
    assert total["share"] == pytest.approx(2 / (0.07 / 0.024) - 1, abs=1e-11)
    assert fossil["what"] == "fossil" and primary["delta"] == pytest.approx(0.3)
    assert {"what": "unit", "before": "1 piece", "after": "1 kg"} in change["texts"]


def test_units_that_do_not_meet_are_not_compared(look: Look) -> None:
    answer = look({"bolt.json": newer(unit="square meter", mass="0")})
    (change,) = answer["data"]["changes"]
    assert "do not meet" in change["not_compared"] and not change["above_10_percent"]
    assert not [one for one in change["numbers"] if one["unit"] == "kg CO2e"]
    (bracket, *_) = answer["data"]["products"]["moved"]
    assert bracket["after"]["total"] is None and bracket["because"]


def test_a_proposal_where_supplier_and_product_are_named(look: Look, project: Path) -> None:
    text = BRACKET.replace("name: Coil,", 'name: Hot-rolled coil, supplier: "TAEBAEK STEEL (주)",')
    (project / "bracket.yaml").write_text(text, encoding="utf-8")
    answer = look({"coil.json": pact.message("coil", total="2.1", **STEEL)})
    (proposed,) = answer["data"]["proposed"]
    assert (proposed["line"], proposed["edit"]) == (5, "declaration: inbox/coil.json")
    assert moved(answer) == {} and answer["data"]["unused"] == [pact.uuid("coil")]


def test_rubbish_between_is_counted_and_bad_files_do_not_stop_the_rest(
    run: Any, look: Look, project: Path
) -> None:
    inbox = project / "inbox"
    (inbox / "letter.md").write_text("{{ salutation }}", encoding="utf-8")
    (inbox / "scan.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    (inbox / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    (inbox / "cut.json").write_text(json.dumps(newer(name="cut"))[:400], encoding="utf-8")
    (inbox / "latin.json").write_bytes(
        json.dumps({"specVersion": "3.0.3"}).encode()[:-1] + b', "a": "\xe9\xff"}'
    )
    (inbox / ".hidden.json").write_text("{", encoding="utf-8")
    (inbox / "away.json").symlink_to(project / "received" / "bolt.json")
    (inbox / "folder").symlink_to(project / "received")
    os.mkfifo(inbox / "pipe.json")
    with (inbox / "huge.json").open("wb") as stream:
        stream.write(b'{"specVersion": "3.0.3", "id": "')
        stream.truncate(100_000_000)
    with (inbox / "film.bin").open("wb") as stream:
        stream.truncate(100_000_000)
    answer = look({"bolt.json": newer()}, code=3)
    files = answer["data"]["files"]
    assert sorted(files["refused"]) == ["inbox/cut.json", "inbox/huge.json", "inbox/latin.json"]
    assert sorted(files["other"]) == [
        f"inbox/{name}" for name in ("film.bin", "letter.md", "package.json", "pipe.json", "scan.pdf")
    ]
    assert files["links"] == 2 and moved(answer)["BR-1"] == pytest.approx(-0.04)
    assert {"CF007", "CF421"} <= set(codes(answer))
    text = run("declare", "--inbox", "inbox")
    assert text.code == 3 and "inbox/cut.json" in text.out and "error[CF421]" in text.err


def test_a_file_that_may_not_be_read_is_told(look: Look, project: Path) -> None:
    file = pact.written(project / "inbox" / "secret.json", newer(name="x"))
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read every file")
    answer = look({"bolt.json": newer()}, code=3)
    assert codes(answer) == ["CF001"] and moved(answer)


def test_nothing_to_do_and_calls_that_make_no_sense(run: Any, project: Path) -> None:
    empty = run("declare", "--inbox", "inbox")
    assert empty.code == 5 and "no declaration in it" in empty.out
    (project / "inbox" / "note.txt").write_text("hello", encoding="utf-8")
    assert run("declare", "--inbox", "inbox").code == 5
    for words in (
        ["--inbox", "nowhere"],
        ["--inbox", "bracket.yaml"],
        ["--inbox", "inbox", "--on", "soon"],
        ["--inbox", "inbox", "--on", "2026-02-30"],
        ["--inbox", "inbox", "--project", "nowhere"],
        ["--inbox", "inbox", "bracket.yaml"],
        ["--on", "2026-01-01", "bracket.yaml", "--as", "pact-3.0.3"],
    ):
        assert run("declare", *words).code == 2, words


def test_without_products_the_table_stands_alone(run: Any, look: Look, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "carbonfoot.toml").write_text("", encoding="utf-8")
    answer = look({"bolt.json": newer()}, "--project", "elsewhere")
    assert answer["data"]["project"] is None and moved(answer) == {}
    assert "There are no part documents" in run("declare", "--inbox", "inbox", "--project", "elsewhere").out


def test_a_refused_document_is_counted_and_its_users_say_so(look: Look, project: Path) -> None:
    wrong = CAR.replace("seat.yaml}", "seat.yaml}, {name: Wheel, amount: 4 kg, factor: steel/of-nowhere}")
    (project / "car.yaml").write_text(wrong, encoding="utf-8")
    answer = look({"bolt.json": newer()})
    car = next(one for one in answer["data"]["products"]["moved"] if one["id"] == "CAR")
    assert car["before"]["total"] is None and car["because"] == "car.yaml"
    assert answer["data"]["products"]["refused"] == 1 and "SEAT" in moved(answer)


def test_an_inbox_outside_of_the_project_names_what_to_put_inside(run: Any, project: Path) -> None:
    (project / "plant").mkdir()
    (project / "plant" / "carbonfoot.toml").write_text("", encoding="utf-8")
    pact.written(project / "plant" / "received" / "bolt.json", pact.message("bolt-2024", total="0.07"))
    (project / "plant" / "b.yaml").write_text(BRACKET, encoding="utf-8")
    pact.written(project / "inbox" / "bolt.json", newer())
    answer = json.loads(run("declare", "--inbox", "inbox", "--project", "plant", "-f", "json").out)
    (edit,) = answer["data"]["edits"]
    there = f"received/{pact.uuid('bolt-2025')[:8]}.json"
    assert edit["put"] == {"file": "inbox/bolt.json", "as": there}
    assert edit["edit"] == f"declaration: {there}"


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_hostile_names_are_harmless_and_lines_fit(
    run: Any, project: Path, monkeypatch: pytest.MonkeyPatch, lang: str, columns: int
) -> None:
    from carbonfoot.reports.width import display_width

    monkeypatch.setenv("COLUMNS", str(columns))
    name = "=cmd|'/c calc'!A1 \x1b[31mred\u202e<b>볼트</b> " + "가" * 90
    pact.written(project / "inbox" / "a\x1b[2Jb.json", newer(product=name, company="Evil\x07 Co\r\nfine"))
    answer = run("declare", "--inbox", "inbox", "--lang", lang)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", answer.out + answer.err)
    assert all(display_width(line) <= columns for line in answer.out.splitlines())


def test_only_the_output_file_is_written(run: Any, project: Path) -> None:
    pact.written(project / "inbox" / "bolt.json", newer())
    there = set(project.rglob("*"))
    assert run("declare", "--inbox", "inbox", "-o", "report.txt").code == 0
    assert {file.name for file in {*project.rglob("*")} - there} == {"report.txt"}
    assert run("declare", "--inbox", "inbox", "-o", "inbox/bolt.json").code == 2


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_the_example(
    run: Any, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, lang: str, columns: int
) -> None:
    monkeypatch.chdir(ROOT / "examples" / "seat-bracket-declared")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    answer = run("declare", "--inbox", "inbox", "--project", ".", "--lang", lang)
    said = f"{answer.out}--- standard error\n{answer.err}--- exit code {answer.code}\n"
    golden(f"declarations/inbox/seat-bracket.{columns}.{lang}.txt", said)


def test_the_example_as_data(
    run: Any, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "examples" / "seat-bracket-declared")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    answer = run("declare", "--inbox", "inbox", "--project", ".", "--format", "json")
    text = re.sub(r'"version": "[0-9.]+"\n', '"version": "..."\n', answer.out, count=1)
    golden("declarations/inbox/seat-bracket.json.txt", text)


def test_every_place_of_a_document_moves_and_the_lines_add_up(look: Look, project: Path) -> None:
    text = """\
carbonfoot: part/1
product: {id: BR-1, name: Bracket, declared_unit: 1 piece, made_in: KR}
period: 2025
inputs:
  - name: Sub-assembly
    amount: 2 piece
    inputs: [{name: Bolt, amount: 3 piece, declaration: received/bolt.json}]
packaging: [{name: Bolt of the box, amount: 1 piece, declaration: received/bolt.json}]
processes:
  - name: Fixing
    electricity: 1 kWh
    yield: 0.8
    inputs: [{name: Bolt of the jig, amount: 1 piece, declaration: received/bolt.json}]
"""
    (project / "bracket.yaml").write_text(text, encoding="utf-8")
    answer = look({"bolt.json": newer()})
    (bracket, *_) = answer["data"]["products"]["moved"]
    assert bracket["delta"] == pytest.approx(-0.01 * ((2 * 3 + 1) / 0.8 + 1))
    assert sum(line["delta"] for line in bracket["lines"]) == pytest.approx(bracket["delta"])
    assert [(one["line"], one["name"]) for one in answer["data"]["edits"]] == [
        (7, "Bolt"),
        (8, "Bolt of the box"),
        (13, "Bolt of the jig"),
    ]


def test_an_incomplete_product_moves_by_what_is_known_and_has_no_total(look: Look, project: Path) -> None:
    (project / "seat.yaml").write_text(SEAT.replace("]", ", {name: Foam, amount: 1 kg}]"), encoding="utf-8")
    answer = look({"bolt.json": newer()})
    seat = next(one for one in answer["data"]["products"]["moved"] if one["id"] == "SEAT")
    assert seat["after"]["total"] is None and seat["after"]["state"] == "incomplete"
    assert seat["delta"] == pytest.approx(-0.12)


def test_an_expired_one_with_a_newer_to_come_waits_and_is_not_called_abandoned(
    look: Look, project: Path
) -> None:
    old = pact.message("bolt-2021", year=2021, total="0.07", valid=("2022-01-01", "2024-12-31"))
    pact.written(project / "received" / "bolt.json", old)
    answer = look({"bolt.json": newer(preceding=("bolt-2021",), valid=("2026-01-01", "2028-12-31"))})
    assert [one["why"] for one in answer["data"]["waiting"]] == ["not-yet"]
    assert answer["data"]["lapsed"] == [] and codes(answer) == []


def test_a_name_that_yaml_would_read_otherwise_is_quoted(run: Any, look: Look, project: Path) -> None:
    answer = look({"new #1/M10 볼트.json": newer()})
    (edit,) = answer["data"]["edits"]
    # `#` begins the id in a reference, so a path with one has to be put elsewhere first
    assert edit["put"]["file"] == "inbox/new #1/M10 볼트.json"
    plain = look({"new #1/M10 볼트.json": pact.message("x", **STEEL), "M10 볼트, neu.json": newer()})
    (edit,) = plain["data"]["edits"]
    (project / "bracket.yaml").write_text(
        BRACKET.replace("declaration: received/bolt.json", edit["edit"]), encoding="utf-8"
    )
    assert run("calc", "bracket.yaml", "--quiet").code == 0


def test_results_of_our_own_come_as_well_and_other_answers_pass(run: Any, look: Look, project: Path) -> None:
    answer = run("calc", "bracket.yaml", "--format", "json", "--quiet", "-o", "inbox/ours.json")
    assert answer.code == 0
    report = look({"bolt.json": newer()})
    (project / "inbox" / "report.json").write_text(json.dumps(report), encoding="utf-8")
    again = look({})
    formats = {one["format"] for one in again["data"]["declarations"]}
    assert formats == {"pact-3", "carbonfoot"}
    assert again["data"]["files"]["other"] == ["inbox/report.json"]
    assert "supplier not named: Bracket" in run("declare", "--inbox", "inbox").out


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_tables_show_the_largest_and_count_the_rest(run: Any, look: Look, project: Path, lang: str) -> None:
    for number in range(30):
        named = {"product": f"Part {number}", "product_id": f"urn:pact:hanil.example:product-id:P{number}"}
        one = pact.message(f"p{number}-2024", total="0.05", **named)
        later = {"total": f"0.{60 + number}", "preceding": (f"p{number}-2024",)}
        two = newer(name=f"p{number}-2025", **later, **named)
        pact.written(project / "received" / f"p{number}.json", one)
        pact.written(project / "inbox" / f"p{number}.json", two)
        text = BRACKET.replace("BR-1", f"Q-{number}").replace("bolt.json", f"p{number}.json")
        (project / f"q{number}.yaml").write_text(text, encoding="utf-8")
    assert len(look({})["data"]["edits"]) == 30
    shown = run("declare", "--inbox", "inbox", "--lang", lang, "-q").out
    assert shown.count("`--top`") == 4  # what came, what changed, products, edits
    assert "Q-29 " in shown
    assert "Q-3 " not in shown  # of the smallest moves
    assert len(shown.splitlines()) < 330
    few = run("declare", "--inbox", "inbox", "--top", "2", "-q").out
    assert few.count("and 28 more") == 4
    assert "--top" not in run("declare", "--inbox", "inbox", "--top", "30", "-q").out
    assert run("declare", "q1.yaml", "--as", "pact-3.0.3", "--top", "3").code == 2


PACT_2 = {
    "specVersion": "2.3.0",
    "version": 0,
    "created": "2025-01-15T09:00:00Z",
    "status": "Active",
    "companyName": "Hanil Fastener (fictitious)",
    "companyIds": ["urn:pact:hanil.example:company-id:hanil"],
    "productDescription": "bolts by the kilogram",
    "productIds": ["urn:pact:hanil.example:product-id:HF-M10X30"],
    "productCategoryCpc": "42944",
    "productNameCompany": "Hexagon bolt M10 x 30",
    "comment": "made up",
    "pcf": {
        "declaredUnit": "kilogram",
        "unitaryProductAmount": "1",
        "pCfExcludingBiogenic": "2.5",
        "pCfIncludingBiogenic": "2.5",
        "fossilGhgEmissions": "2.5",
        "fossilCarbonContent": "0",
        "biogenicCarbonContent": "0",
        "characterizationFactors": "AR6",
        "ipccCharacterizationFactorsSources": ["AR6"],
        "crossSectoralStandardsUsed": ["ISO Standard 14067"],
        "boundaryProcessesDescription": "cradle to gate",
        "referencePeriodStart": "2024-01-01T00:00:00Z",
        "referencePeriodEnd": "2024-12-31T00:00:00Z",
        "geographyCountry": "KR",
        "exemptedEmissionsPercent": 0,
        "exemptedEmissionsDescription": "",
        "packagingEmissionsIncluded": False,
        "primaryDataShare": 40,
    },
}


def test_a_message_of_pact_2_goes_on_in_one_of_pact_3(run: Any, look: Look, project: Path) -> None:
    old = {**PACT_2, "id": pact.uuid("bolt-2")}
    pact.written(project / "received" / "bolt.json", old)
    text = BRACKET.replace("amount: 4 piece", "amount: 0.1 kg")
    (project / "bracket.yaml").write_text(text, encoding="utf-8")
    answer = look({"bolt.json": newer(preceding=("bolt-2",), total="0.05")})  # a piece of 0.024 kg
    (edit,) = answer["data"]["edits"]
    assert edit["linked_by_id"]
    assert moved(answer)["BR-1"] == pytest.approx(0.1 / 0.024 * 0.05 - 0.25)
    (change,) = answer["data"]["changes"]
    total = next(one for one in change["numbers"] if one["what"] == "total")
    assert (total["before"], total["after"]) == pytest.approx((2.5 * 0.024, 0.05))


def test_a_message_of_pact_2_in_the_inbox_is_newer_where_it_says_so(look: Look, project: Path) -> None:
    two = {**PACT_2, "id": pact.uuid("two"), "precedingPfIds": [pact.uuid("bolt-2024")]}
    text = BRACKET.replace("amount: 4 piece", "amount: 4 piece\n    mass: 0.1 kg")
    (project / "bracket.yaml").write_text(text, encoding="utf-8")
    answer = look({"bolt.json": two})
    (one,) = answer["data"]["declarations"]
    assert one["format"] == "pact-2"
    assert [each["declaration"] for each in answer["data"]["edits"]] == [pact.uuid("bolt-2024")]
    assert moved(answer)["BR-1"] == pytest.approx(4 * (0.1 * 2.5 - 0.07))  # the mass of a piece
