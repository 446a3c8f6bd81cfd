"""A part that a supplier's numbers are known of, declared in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carbonfoot.cli.declare_part import subject_of
from carbonfoot.declarations.options import DeclareOptions, Earlier
from carbonfoot.declarations.pact import write
from carbonfoot.findings.finding import Finding

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = ROOT.parent / "shared" / "standards" / "pact" / "v3" / "openapi.yaml"

SETTINGS = """\
[company]
name = "Hanil Fastener Co., Ltd."
ids = ["urn:lei:988400AKVF4Q8CXCWH55"]
domain = "hanil.example"
"""

HEAD = """\
carbonfoot: part/1
product:
  id: HF-1
  name: Bolt
  declared_unit: 1 piece
  mass: 2 kg
  made_in: KR
  carbon_content: {fossil: 0.1 kg/kg}
period: 2025
"""

WIRE = """\
inputs:
  - name: Wire
    amount: 2 kg
    transport: []
    footprint: {value: 1.5 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}
"""

ISSUED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


class Message(NamedTuple):
    """What became of a declaration: the message, None where it is refused, and what was said of it."""

    body: Any
    text: str
    findings: list[Finding]

    @property
    def pcf(self) -> Any:
        return self.body["pcf"]

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.findings]

    def said(self, code: str) -> str:
        return "\n".join(f"{one.message} | {one.help}" for one in self.findings if one.code == code)


Declare = Callable[..., Message]


def declared(file: Path, earlier: Earlier | None = None, issued: datetime = ISSUED) -> Message:
    """The message of a part document."""
    calculated = subject_of(str(file))
    assert calculated.subject is not None, calculated.outcome.findings
    options = DeclareOptions(str(file), calculated.outcome.library, issued, ".json", earlier=earlier)
    made = write(calculated.subject, options)
    assert isinstance(made.content, str)
    return Message(json.loads(made.content) if made.content else None, made.content, made.findings)


@pytest.fixture
def declare_file() -> Callable[..., Message]:
    """Declare a part document: its file, what it replaces, when."""
    return declared


@pytest.fixture
def declare(tmp_path: Path) -> Declare:
    """Declare a part: its lines, with `change`d text of its head, in a project with a company."""

    def made(
        body: str = WIRE,
        change: dict[str, str] | None = None,
        settings: str = SETTINGS,
        earlier: Earlier | None = None,
        issued: datetime = ISSUED,
        **files: str,
    ) -> Message:
        head = HEAD
        for old, new in (change or {}).items():
            assert old in head
            head = head.replace(old, new)
        (tmp_path / "carbonfoot.toml").write_text(settings, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / name.replace("__", ".")).write_text(text, encoding="utf-8")
        part = tmp_path / "part.yaml"
        part.write_text(head + body, encoding="utf-8")
        return declared(part, earlier, issued)

    return made


@pytest.fixture(scope="session")
def official() -> Callable[[Any], list[str]]:
    """What the official schema says of a message, where the schema is there."""
    if not OFFICIAL.is_file():
        pytest.skip("the official schema is not there")
    import yaml
    from jsonschema import Draft202012Validator, FormatChecker

    class Loader(yaml.SafeLoader):
        """Times stay text, as in JSON."""

    resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.yaml_implicit_resolvers = resolvers
    document = yaml.load(OFFICIAL.read_text(encoding="utf-8"), Loader)  # noqa: S506  # a safe loader
    schema = {"$ref": "#/components/schemas/ProductFootprint", "components": document["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return lambda message: [
        f"{'/'.join(map(str, one.absolute_path))}: {one.message}" for one in validator.iter_errors(message)
    ]


@pytest.fixture
def wire() -> str:
    """The lines of the part, for cases that add to them."""
    return WIRE
