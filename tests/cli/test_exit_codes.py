"""Exit codes are a promise to scripts: each one, and which wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import carbonfoot.pipeline

Run = Callable[..., tuple[int, str, str]]


def test_0_for_a_complete_part_with_warnings(run: Run, part: Path) -> None:
    code, out, err = run("calc", "part.yaml")
    assert code == 0
    assert "kg CO2e per 1 piece" in out
    assert "warning[CF305]" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["calc", "part.yaml", "--colour"], "--colour"),
        (["calc"], "PART"),
        (["weigh", "part.yaml"], "weigh"),
        (["calc", "part.yaml", "--gwp", "AR3"], "error: --gwp AR3: choose AR4, AR5 or AR6"),
        (["calc", "part.yaml", "--gwp", ""], "error: --gwp : choose"),
        (["calc", "part.yaml", "--format", "xml"], "error: --format xml: choose text or json"),
        (["calc", "part.yaml", "--lang", "de"], "error: --lang de: choose en or ko"),
        (["calc", "part.yaml", "--set", "shot=1 kg"], "has no parameter `shot` (it has: none)"),
        (["calc", "part.yaml", "--set", "shot"], "write it as name=value"),
        (["calc", "part.yaml", "--set", "shot=1,5 kg"], "1,5"),
        (["explain", "part.yaml:inputs/9"], "no line of part.yaml stands at `inputs/9`; lines: inputs/0"),
        (["explain", "CF999"], "CF999 is not a code"),
        (["explain", "part.yaml", "--format", "xml"], "--format xml"),
        (
            ["schema", "house"],
            ("error: schema house: choose part, site, "),
        ),
        (["factors", "search", "steel", "--region", "korea"], "--region korea: not a region code"),
        (["factors", "search", "steel", "--kind", "metal"], "--kind metal: choose fuel"),
        (["factors", "list", "--pack", "ecoinvent"], "--pack ecoinvent: choose"),
        (["factors", "show", "steel/hot-rolled-coill"], "did you mean steel/hot-rolled-coil"),
        (["factors", "search", "steel", "--limit", "0"], "--limit"),
        (["init", "."], "part.yaml exists already"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_2_for_a_call_that_cannot_be_meant(run: Run, part: Path, words: list[str], said: str) -> None:
    before = part.read_bytes()
    code, out, err = run(*words)
    assert code == 2
    assert not out, "talk belongs on standard error"
    assert said in err
    assert part.read_bytes() == before


def test_2_for_no_command_at_all_which_shows_the_help(run: Run) -> None:
    code, out, err = run()
    assert code == 2
    assert "Commands:" in out + err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "language = 'ko'\n",
            "`language` is not a setting (known: lang, gwp, factors.packs, uncertainty, company, declare, budgets)",
        ),
        ("lang = 'de'\n", "lang = 'de': choose en or ko"),
        ("gwp = 6\n", "gwp = 6: choose AR4 or AR5 or AR6"),
        ("gwp = ['AR6']\n", "gwp = ['AR6']"),
        ("lang = \n", "carbonfoot.toml: "),
        ("lang = '\udcff'\n", "carbonfoot.toml: "),
    ],
)
def test_2_for_a_configuration_that_cannot_be_read(run: Run, part: Path, text: str, said: str) -> None:
    (part.parent / "carbonfoot.toml").write_bytes(text.encode(errors="surrogateescape"))
    for words in (["calc", "part.yaml"], ["explain", "part.yaml"]):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert said in err


def test_3_for_a_document_that_is_not_there(run: Run, part: Path) -> None:
    code, out, err = run("calc", "prt.yaml")
    assert (code, out) == (3, "")
    assert "error[CF001]" in err
    assert "did you mean `part.yaml`?" in err


def test_3_for_a_document_with_an_error_and_no_total_is_shown(run: Run, part: Path) -> None:
    part.write_text(
        part.read_text(encoding="utf-8").replace("1 kg, factor", "1 ton, factor"), encoding="utf-8"
    )
    code, out, err = run("calc", "part.yaml")
    assert code == 3
    assert "kg CO2e" not in out
    assert "error[CF203]" in err


def test_3_also_when_what_is_known_may_be_shown(run: Run, incomplete: Path) -> None:
    text = incomplete.read_text(encoding="utf-8").replace("steel/hot-rolled-coil", "steel/no-such-coil")
    incomplete.write_text(text, encoding="utf-8")
    code, _, err = run("calc", "part.yaml", "--allow-incomplete")
    assert code == 3, "an error outweighs what is missing"
    assert "error[CF301]" in err
    assert "incomplete[CF307]" in err


@pytest.mark.parametrize("more", [[], ["--allow-incomplete"], ["--quiet"], ["--format", "json"]])
def test_4_while_a_line_is_missing(run: Run, incomplete: Path, more: list[str]) -> None:
    code, _, err = run("calc", "part.yaml", *more)
    assert code == 4
    assert ("incomplete[CF307]" in err) == ("json" not in more)


def test_4_from_explain_too(run: Run, incomplete: Path) -> None:
    assert run("explain", "part.yaml:inputs/0")[0] == 4


@pytest.mark.parametrize(
    "words",
    [
        ["factors", "search", "xyzzyqwv"],
        ["factors", "search", "coil", "--kind", "refrigerant"],
        ["factors", "list", "no/such/folder"],
        ["factors", "show", "steel/hot-rolled-coil", "--region", "KR"],
    ],
    ids=" ".join,
)
def test_5_when_nothing_is_found(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (5, "")
    assert err.strip()


def _fail(*_: object) -> None:
    raise ValueError("what\nhappens \x1b[31m when it is ours")


def test_70_for_our_own_bug_in_one_line_with_a_report(
    run: Run, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carbonfoot.pipeline, "build", _fail)
    code, out, err = run("calc", "part.yaml")
    lines = err.splitlines()
    assert (code, out) == (70, "")
    assert len(lines) == 3
    assert lines[0].startswith("bug in carbonfoot: ValueError: what happens \\x1b[31m when it is ours (")
    assert re.search(r"\(test_exit_codes\.py:\d+ in _fail\)$", lines[0])
    assert re.fullmatch(
        r"  carbonfoot [\d.]+, \w+ 3\.\d+\.\d+ on \w+, command: carbonfoot calc part.yaml", lines[2]
    )
    assert "Traceback" not in err


def test_70_shows_the_traceback_with_debug(run: Run, part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carbonfoot.pipeline, "build", _fail)
    with pytest.raises(ValueError, match="what"):
        run("calc", "part.yaml", "--debug")


def test_130_when_the_user_stops_it(run: Run, part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(carbonfoot.pipeline, "build", stop)
    code, out, err = run("calc", "part.yaml")
    assert (code, out) == (130, "")
    assert "Traceback" not in err


def test_2_for_factor_packs_that_do_not_compile(
    run: Run, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbonfoot.factors.library import LibraryError

    def broken() -> None:
        raise LibraryError("the factor packs do not compile")

    monkeypatch.setattr(carbonfoot.pipeline, "open_library", broken)
    assert run("calc", "part.yaml") == (2, "", "error: the factor packs do not compile\n")


def test_2_for_settings_of_declarations_that_cannot_be_read_all_told_at_once(run: Run, part: Path) -> None:
    (part.parent / "carbonfoot.toml").write_text(
        '[company]\nname = ""\nids = [1]\nlegal = "x"\n[declare]\nvalid_until = "2028-13-01"\ncomparison = true\n',
        encoding="utf-8",
    )
    code, out, err = run("declare", str(part), "--as", "pact-3.0.3")
    assert code == 2 and not out
    for said in (
        "[company] name: ",
        "[company] legal: ",
        "[declare] valid_until: `2028-13-01` is not a date",
    ):
        assert said in err
    assert run("calc", str(part))[0] == 0, "a calculation does not ask who declares"
