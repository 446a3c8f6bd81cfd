"""What the user typed is printed, and can neither drive the terminal nor leave the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "\x1b[31mred"],
        ["--set", "\x1b[31mname=1 kg"],
        ["--set", "\x1b[31mname"],
        ["--output", "no/such/\x1b[31m"],
    ],
)
def test_escape_codes_in_arguments(run: Run, part: Path, words: list[str]) -> None:
    code, _, err = run("calc", str(part), *words)
    assert code == 2
    assert "\x1b" not in err
    assert "\\x1b[31m" in err


@pytest.mark.parametrize(
    "name", ["../../evil.yaml", "folder/evil.yaml", "..", "", "a\\b.yaml", "C:evil.yaml"]
)
def test_init_takes_a_plain_file_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    here = tmp_path / "one" / "two"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    code, out, err = run("init", "--name", name)
    assert (code, out) == (2, "")
    assert "plain file name" in err
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_result_goes_over_no_file_that_it_is_made_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbonfoot.cli import main

    head = (
        "carbonfoot: part/1\nproduct: {id: A, name: A, declared_unit: 1 piece, made_in: KR}\nperiod: 2025\n"
    )
    step = "processes: [{name: S, electricity: '= lookup(t, e, k=\"a\")'}]\n"
    (tmp_path / "b.yaml").write_text(
        head.replace("id: A", "id: B") + "processes: [{name: S, electricity: 1 kWh}]\n"
    )
    link = "inputs: [{name: B, amount: 1 piece, product: b.yaml}]\n"
    (tmp_path / "a.yaml").write_text(head + "tables: {t: {file: t.csv}}\n" + link + step)
    (tmp_path / "t.csv").write_text("k,e [kWh]\na,1\n")
    (tmp_path / "carbonfoot.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    for name in before:
        monkeypatch.setattr("sys.argv", ["carbonfoot", "calc", "a.yaml", "-o", name])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert stopped.value.code == 2, name
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    capsys.readouterr()
