"""`check` as pipelines call it: files of all kinds, links, exit codes of several things at once, logs that read commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.checks.conftest import PART

Write = Callable[[dict[str, str]], Path]

KEPT = PART + "budgets:\n  - total: 3.2 kg CO2e\n"
BROKEN_LIMIT = PART + "budgets:\n  - total: 3.1 kg CO2e\n"
OPEN = KEPT.replace("    footprint: {value: 2 kg CO2e", "    # {value: 2 kg CO2e")
REFUSED = KEPT.replace("amount: 2 kg", "amount: 2 kWh")
WARNED = PART + "budgets:\n  - {name: nothing}\n"


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        ([KEPT], (), 0),
        ([KEPT, BROKEN_LIMIT], (), 1),
        ([KEPT, OPEN], (), 4),
        ([KEPT, REFUSED], (), 3),
        ([BROKEN_LIMIT, OPEN], (), 1),
        ([OPEN, BROKEN_LIMIT, REFUSED], (), 3),
        ([REFUSED, OPEN], (), 3),
        ([WARNED], (), 0),
        ([WARNED], ("--strict",), 1),
        ([WARNED, OPEN], ("--strict",), 1),
        ([WARNED, REFUSED], ("--strict",), 3),
        ([OPEN, BROKEN_LIMIT, REFUSED], ("--exit-zero",), 0),
        ([], (), 5),
        ([], ("--strict",), 1),
        ([], ("--exit-zero",), 0),
        ([REFUSED], ("--format", "none"), 2),
        ([REFUSED], ("--format", "none", "--exit-zero"), 2),
    ],
)
def test_the_worst_of_all_decides(
    write: Write, check: Any, files: list[str], options: tuple[str, ...], code: int
) -> None:
    write({f"p{number}.yaml": text.replace("HF-1", f"HF-{number}") for number, text in enumerate(files)})
    assert check(".", *options, text=True).code == code


def test_a_file_of_several_names_is_checked_once(write: Write, check: Any) -> None:
    folder = write({"part.yaml": KEPT})
    (folder / "link.yaml").symlink_to("part.yaml")
    answer = check("link.yaml", "part.yaml", "./part.yaml", str(folder / "part.yaml"), ".")
    assert [one["product"] for one in answer.checks] == ["part.yaml"]
    assert answer.code == 0


OTHERS = {
    "other.yaml": "services: {web: {image: nginx}}\n",
    "budgets.yaml": "carbonfoot: budgets/1\nbudgets:\n  - {name: all, total: 3.1 kg CO2e}\n",
    "map.yaml": "carbonfoot: import-map/1\n",
    "empty.yaml": "",
    "broken.yaml": "a: [\n",
}


def test_files_that_are_no_parts_are_passed_over_where_that_is_asked_for(write: Write, check: Any) -> None:
    write({**OTHERS, "part.yaml": PART})
    (Path("binary.yaml")).write_bytes(b"\xff\xfe\x00\x01")
    given = [*OTHERS, "binary.yaml"]
    assert check("part.yaml", *given).code == 3
    answer = check("part.yaml", *given, "--skip-others")
    assert answer.code == 1
    assert [(one["product"], one["verdict"]) for one in answer.checks] == [("part.yaml", "fail")]
    assert {one["file"] for one in answer.said["findings"]} == {"part.yaml"}


def test_nothing_left_is_fine_for_files_and_not_for_folders(write: Write, check: Any) -> None:
    write(OTHERS)
    nothing = check(*OTHERS, "--skip-others", text=True)
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "")
    assert check("other.yaml", "--skip-others", "--format", "concise", "--strict", text=True).code == 0
    assert check(".", "--skip-others").code == 5


@pytest.mark.parametrize(
    "text",
    [
        "carbonfoot: part/2\n",
        "carbonfoot: part/1\nproduct: [\n",
        '{"carbonfoot": "part/1"}\n',
        "carbonfoot: site/1\n",
        "\ufeffcarbonfoot: part/1\n",
    ],
)
def test_what_may_be_a_part_is_never_passed_over(write: Write, check: Any, text: str) -> None:
    write({"part.yaml": text})
    assert check("part.yaml", "--skip-others").code == 3


def test_a_file_that_is_not_there_is_no_other_file(check: Any, write: Write) -> None:
    write({})
    assert check("none.yaml", "--skip-others").code == 3


def test_names_are_no_commands_in_logs(write: Write, check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "::error::a ##[group]b ##vso[task.complete].yaml"
    write({name: BROKEN_LIMIT.replace("name: Bolt", 'name: "::stop-commands::x"')})
    assert "::error::a ##[group]b" in check(f"./{name}", text=True).out
    for host in ("GITHUB_ACTIONS", "TF_BUILD"):
        with monkeypatch.context() as patch:
            patch.setenv(host, "true")
            for format in ("text", "concise"):
                answer = check(f"./{name}", "--format", format, text=True)
                said = answer.out + answer.err
                assert "error: :a" in said.replace("\n", "") or ": :error" in said
                assert "##[" not in said
                assert "##vso[" not in said
                assert not any(line.lstrip().startswith("::") for line in said.splitlines())
            assert [one["product"] for one in check(f"./{name}").checks] == [name]


def test_an_id_of_a_co_product_is_told(write: Write, check: Any) -> None:
    co = "co_products:\n  - {name: Chips, id: CH-1, amount: 1 kg, mass: 1 kg}\nallocation: mass\n"
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {name: chips, id: CH-*, total: 1 kg CO2e}\n"
    write({"part.yaml": PART + co, "budgets.yaml": budgets})
    told = [one for one in check(".").said["findings"] if one["code"] == "CF944"]
    assert [one["message"] for one in told] == ["`chips` selects no product"]
    assert told[0]["help"].startswith("`CH-1` is a co-product of `part.yaml`")


def test_without_a_lock_the_way_out_is_to_write_one(write: Write, check: Any) -> None:
    write({"part.yaml": PART + "budgets:\n  - none_of: drift\n"})
    answer = check("part.yaml")
    assert answer.code == 4
    assert [one["help"] for one in answer.said["findings"] if one["code"] == "CF941"] == [
        "`carbonfoot lock FILE...` writes one"
    ]


ACCEPTED = BROKEN_LIMIT.replace(
    "total: 3.1 kg CO2e", "total: 3.1 kg CO2e # carbonfoot: ignore[CF940] agreed with the customer"
).replace("carbonfoot: part/1", "carbonfoot: part/1 # carbonfoot: ignore[CF310] no split is needed", 1)


@pytest.mark.parametrize(("lang", "word"), [("en", "ACCEPTED"), ("ko", "수용")])
def test_an_accepted_limit_reads_so_with_its_reason(write: Write, check: Any, lang: str, word: str) -> None:
    write({"part.yaml": ACCEPTED})
    answer = check("part.yaml", "--lang", lang, text=True)
    assert answer.code == 0
    assert f"{word} " in answer.out
    assert "agreed with the customer" in answer.out
    assert "FAIL" not in answer.out
    assert "위반  합계" not in answer.out
    markdown = check("part.yaml", "--lang", lang, "--format", "markdown", text=True).out
    assert f"**{word}**<br><code>agreed with the customer</code>" in markdown
    assert [one["accepted"] for one in check("part.yaml").checks] == ["agreed with the customer"]


def test_quiet_says_nothing_of_what_is_accepted(write: Write, check: Any) -> None:
    write({"part.yaml": ACCEPTED})
    answer = check("part.yaml", "--quiet", text=True)
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_a_line_of_several_products_is_told_once(write: Write, check: Any, run_main: Any) -> None:
    co = "co_products:\n  - {name: Chips, id: CH-1, amount: 1 kg, mass: 1 kg}\nallocation: mass\n"
    coil = "  - {name: Coil, amount: 1 kg, factor: steel/hot-rolled-coil, route: bf-bof, origin: TW}\n"
    write({"part.yaml": PART + coil + co + "budgets:\n  - none_of: drift\n", "carbonfoot.toml": ""})
    run_main("lock", "part.yaml")
    lock = Path("carbonfoot.lock")
    lock.write_text(lock.read_text().replace("hot-rolled-coil-bf-bof", "hot-rolled-coil-gone"))
    answer = check("part.yaml")
    told = [one for one in answer.checks if "Coil" in (one["why"] or "")]
    assert len(told) == 1
    assert answer.code == 1
