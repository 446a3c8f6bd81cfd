"""Every format, read as its consumers read it, holds the same findings, whatever stands in names and messages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml

from carbonfoot.checks.model import Checked
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.reports.check_formats import renderer
from carbonfoot.reports.check_rows import Paths
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import safe

TEXT = "inputs:\n" + "".join(f"  - {{name: 볼트 𝔹, amount: {number} kg}}\n" for number in range(6))
HOSTILE = [
    "\n",
    "\r\n",
    "%0A::error file=x::",
    "]]>",
    "\x1b[31m",
    "\u202e",
    "\x00",
    "\ud800",
    "<a b='\"'>",
    "::",
    ",",
    "|",
]
WORDS = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE), st.text(max_size=5), st.sampled_from(["볼트", "𝔹", "&amp;", "##[error]"])
    ),
    max_size=4,
).map("".join)


def _fileable(name: str) -> str:
    """What a file may be called: bytes that are no text come as the surrogates that Python reads them as."""
    return re.sub("[\ud800-\udfff]", "\udcff", name.replace("/", "").replace("\0", ""))


FILES = st.one_of(
    st.sampled_from(
        ["part.yaml", "a/b c.yaml", "부품/ü%20.yaml", "a:b.yaml", "::error::.yaml", "x,y\n.yaml"]
    ),
    WORDS.map(lambda name: "f/" + _fileable(name) + ".yaml"),
)
CODES = ["CF202", "CF940", "CF408", "CF310", "CF306", "CF954", "CF941"]
PLACES = st.one_of(
    st.just(((), None)),
    st.integers(0, 5).map(lambda number: (("inputs", number, "amount"), None)),
    st.tuples(st.integers(1, 9), st.integers(1, 9)).map(lambda point: ((), point)),
)
FINDINGS = st.lists(
    st.builds(
        lambda code, message, file, place, help: Finding(
            code, "said: " + message, file, place[0], help=help.strip(), point=place[1]
        ),
        st.sampled_from(CODES),
        WORDS,
        FILES,
        PLACES,
        WORDS,
    ),
    max_size=9,
    unique=True,
)
Told = tuple[str, str, str, int, str]
"""Code, severity, path, line (1 for a whole file), message."""


def _expected(checked: Checked) -> Counter[Told]:
    from carbonfoot.documents.places import place_of

    paths = Paths("")
    told = []
    for one in checked.findings:
        place = place_of(one, checked.text_of(one.file))
        line = place.line if place else 1
        told.append((one.code, severity(one), safe(paths.of(one.file)), line, safe(one.message)))
    return Counter(told)


def _grave(code: str) -> str:
    return CATALOGUE[code].severity


_LINE = re.compile(
    r"^(?:(.*?):(?:(\d+):\d+:)? )?(error|incomplete|warning|note)\[(CF\d{3})\] (said: .*)$", re.DOTALL
)


def _of_line(line: str) -> Told:
    match = _LINE.match(line)
    assert match is not None, line
    return match[4], match[3], match[1] or "", int(match[2] or 1), match[5]


def _concise(text: str) -> list[Told]:
    return [_of_line(line) for line in text.splitlines()[:-1]]


def _json(text: str) -> list[Told]:
    return [
        (one["code"], one["severity"], safe(one["file"]), one["line"] or 1, safe(one["message"]))
        for one in json.loads(text)["findings"]
    ]


def _sarif(text: str) -> list[Told]:
    (run,) = json.loads(text)["runs"]
    told = []
    for one in run["results"]:
        physical = one["locations"][0]["physicalLocation"]
        path = unquote(physical["artifactLocation"]["uri"], errors="surrogateescape")
        path = path.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
        line = physical["region"]["startLine"]
        message = one["message"]["text"].split("\nhelp: ")[0]
        told.append((one["ruleId"], one["properties"]["severity"], safe(path), line, message))
    return told


def _runner(text: str) -> list[Told]:
    """Workflow commands as the runner of GitHub reads them: data and properties are unescaped, `%25` last."""
    told = []
    for line in text.splitlines():
        match = re.match(r"^::(\w+) (.*?)::(.*)$", line)
        if match is None:
            assert not line.lstrip().startswith("::")
            continue
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        values = {key: _unescaped(value, ":,") for key, value in properties.items()}
        code = values["title"].split()[0]
        message = _unescaped(match[3], "").split("\nhelp: ")[0]
        kind = {"error": "error", "warning": "warning", "notice": "note"}[match[1]]
        assert kind == {"incomplete": "error"}.get(_grave(code), _grave(code))
        assert ("col" in values) <= (values.get("line") == values.get("endLine"))
        told.append((code, _grave(code), safe(values.get("file", "")), int(values.get("line", 1)), message))
    return told


def _unescaped(text: str, more: str) -> str:
    for one in "\r\n" + more:
        text = text.replace(f"%{ord(one):02X}", one)
    return text.replace("%25", "%")


def _gitlab(text: str) -> list[Told]:
    found = json.loads(text)
    assert len({one["fingerprint"] for one in found}) == len(found)
    graves = {"critical": "error", "major": "incomplete", "minor": "warning", "info": "note"}
    return [
        (
            one["check_name"],
            graves[one["severity"]],
            safe(one["location"]["path"]),
            one["location"]["lines"]["begin"],
            one["description"].split(": ", 1)[1],
        )
        for one in found
    ]


def _junit(text: str) -> list[Told]:
    told = []
    report = JUnitXml.fromstring(text.encode("utf-8"))
    for suite in report:
        assert suite.tests == len(list(suite))
        for case in suite:
            (said,) = [*(one.text for one in case.result), *filter(None, [case.system_out])]
            told.append(_of_line(said.split("\nhelp: ")[0]))
            assert bool(case.result) == (_grave(told[-1][0]) in ("error", "incomplete"))
    return told


READERS: dict[str, Callable[[str], list[Told]]] = {
    "concise": _concise,
    "json": _json,
    "sarif": _sarif,
    "github": _runner,
    "gitlab": _gitlab,
    "junit": _junit,
}


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(findings=FINDINGS)
def test_the_same_findings_come_back(
    checked: Callable[..., Checked], format: str, findings: list[Finding]
) -> None:
    texts = {one.file: TEXT for one in findings}
    answer = checked(findings, texts)
    text = renderer(format)(answer, Style())
    text.encode("utf-8", "backslashreplace")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e\ud800]", text)
    assert Counter(READERS[format](text)) == _expected(answer)


@pytest.mark.parametrize("format", READERS)
def test_nothing_found_is_a_report_without_findings(checked: Callable[..., Checked], format: str) -> None:
    text = renderer(format)(checked([]), Style())
    assert READERS[format](text) == []


@pytest.mark.parametrize("format", READERS)
def test_an_accepted_finding_does_not_count(checked: Callable[..., Checked], format: str) -> None:
    one = Finding("CF310", "said: x", "part.yaml", ("inputs", 1))
    answer = checked([], {"part.yaml": TEXT}, accepted=[one])
    text = renderer(format)(answer, Style())
    if format == "sarif":
        (result,) = json.loads(text)["runs"][0]["results"]
        (said,) = result["suppressions"]
        assert (said["kind"], said["status"], said["justification"]) == ("inSource", "accepted", "agreed")
    elif format == "junit":
        (suite,) = JUnitXml.fromstring(text.encode())
        assert (suite.tests, suite.skipped, suite.failures, suite.errors) == (1, 1, 0, 0)
    elif format == "json":
        (said,) = json.loads(text)["data"]["accepted"]
        assert (said["code"], said["reason"], said["line"]) == ("CF310", "agreed", 3)
        assert json.loads(text)["findings"] == []
    else:
        assert "said: x" not in text
