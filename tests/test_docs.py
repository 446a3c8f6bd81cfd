"""What README and the pages say about commands, options and codes is what the program has."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import carbonfoot
from carbonfoot.cli.app import app
from carbonfoot.factors.library import open_library

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    file
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/carbonfoot/**/*.md")]
    if "pages" not in file.parts
)


def commands(group: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its words, groups left out."""
    group = group or typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands())


def test_the_commands_of_this_version() -> None:
    assert set(COMMANDS) == {
        "init",
        "batch",
        "calc",
        "check",
        "declare",
        "cbam compare",
        "cbam cost",
        "cbam default",
        "cbam read",
        "cbam scope",
        "diff",
        "explain",
        "export",
        "import",
        "lock",
        "programme check",
        "programme declare",
        "programme report",
        "programme technologies add",
        "programme technologies apply",
        "programme technologies list",
        "programme technologies pack",
        "programme technologies show",
        "verify",
        "schema",
        "methods list",
        "methods search",
        "methods show",
        "factors add",
        "factors import",
        "factors search",
        "factors match",
        "factors list",
        "factors show",
        "factors stats",
        "factors check",
        "factors expired",
        "factors diff",
    }


@pytest.mark.parametrize("words", sorted(COMMANDS))
def test_every_command_stands_in_the_readme(words: str) -> None:
    assert f"carbonfoot {words}" in README


@pytest.mark.parametrize("words", sorted(COMMANDS))
def test_every_command_and_every_option_has_a_line_of_help(words: str) -> None:
    command = COMMANDS[words]
    assert command.help and command.help.endswith(".")
    for parameter in command.params:
        if not getattr(parameter, "hidden", False):
            assert getattr(parameter, "help", None), f"{words} {parameter.name}"
            assert parameter.metavar or parameter.is_flag, f"{words} {parameter.name} shows a type of Python"


@pytest.mark.parametrize("words", sorted(COMMANDS))
def test_options_that_are_everywhere_are_everywhere(words: str) -> None:
    options = {name for parameter in COMMANDS[words].params for name in parameter.opts}
    assert "--debug" in options
    if words != "init":
        assert {"--output", "-o"} <= options
    if words not in ("init", "schema"):
        assert {"--format", "-f"} <= options


def _said() -> list[tuple[str, str]]:
    """Every command line of the documentation, with the page it stands on."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()]
        lines += re.findall(r"`((?:\.venv/bin/)?carbonfoot [^`]+)`", " ".join(text.split()))
        for line in lines:
            for part in line.split("&&"):
                words = part.strip().removeprefix(".venv/bin/")
                if words.startswith("carbonfoot "):
                    found.append((page.relative_to(ROOT).as_posix(), words))
    return found


@pytest.mark.parametrize(("page", "line"), sorted(set(_said())))
def test_a_command_line_of_the_documentation_could_be_typed(page: str, line: str) -> None:
    words = shlex.split(line.partition("...")[0])[1:]
    if not words or words[0].startswith("-") or words[0].isupper():
        return
    known = [name for name in COMMANDS if name.split() == words[: len(name.split())]]
    groups = {name.split()[0] for name in COMMANDS if " " in name}
    if not known:
        assert words[0].split("|")[0] in groups, f"{page}: {line}"
        return
    options = {name for parameter in COMMANDS[known[0]].params for name in parameter.opts}
    assert [word for word in words if word.startswith("--") and word.split("=")[0] not in options] == []


def test_the_output_in_the_readme_and_the_pages_is_what_the_program_prints() -> None:
    pages = [README, *(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))]
    blocks = [
        block
        for page in pages
        for block in re.findall(
            r"<!-- carbonfoot ((?:calc|check|methods|cbam|declare|programme|explain) [^\n]*) -->\n```text\n(.*?)```",
            page,
            re.DOTALL,
        )
    ]
    marks = sum(page.count("<!-- carbonfoot ") for page in pages)
    assert len(blocks) == marks >= 8
    for words, shown in blocks:
        environment = {
            **os.environ,
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "SOURCE_DATE_EPOCH": "1795000000",
            "TERM": "xterm",
            "PYTHONPATH": str(Path(carbonfoot.__file__).parents[1]),
        }
        environment.pop("CARBONFOOT_ASCII", None)
        done = subprocess.run(
            [sys.executable, "-m", "carbonfoot", *words.split()],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode().replace("\r\n", "\n") == shown, "tools/readme_output.py writes it"


def test_the_readme_names_every_pack_and_no_other() -> None:
    library = open_library()
    rows = re.findall(r"^\| (`[a-z0-9.-]+`(?:, `[a-z0-9.-]+`)*) \|", README, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([a-z0-9.-]+)`", row)]
    assert sorted(named) == [pack for pack in library.packs() if pack != "regions"]
    library.close()


def test_the_exit_codes_of_the_readme_are_those_that_are_tested() -> None:
    tested = (ROOT / "tests" / "cli" / "test_exit_codes.py").read_text(encoding="utf-8")
    for code in ("0", "2", "3", "4", "5", "70"):
        assert re.search(rf"\b{code} [a-z]", " ".join(README.split()))
        assert f"def test_{code}_" in tested


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize(
    "room",
    sorted(file.parent for file in (ROOT / "src" / "carbonfoot").glob("*/__init__.py")),
    ids=lambda room: room.name,
)
def test_every_room_has_a_page_of_one_screen(room: Path) -> None:
    page = (room / "docs.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {room.name}")
    assert 3 <= len(page.splitlines()) <= 60


@pytest.mark.parametrize("tool", ["format_docs", "method_docs", "technology_docs"])
def test_the_generated_pages_are_what_the_code_says(tool: str) -> None:
    command = [sys.executable, str(ROOT / "tools" / f"{tool}.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: tools/{tool}.py writes it"
