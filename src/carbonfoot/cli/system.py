"""`carbonfoot calc --system FILE.json`: the demands of a neutral technosphere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from carbonfoot.cli import output

if TYPE_CHECKING:
    from carbonfoot.findings.finding import Finding
    from carbonfoot.technosphere.contributions import Branch, Contribution
    from carbonfoot.technosphere.read import Reading
    from carbonfoot.technosphere.solve import Solved

FEWEST_DRAWS = 100


class Asked(NamedTuple):
    """What is asked for besides the totals."""

    contributions: str | None
    draws: int | None
    seed: int | None


def system(
    file: str,
    format: str,
    output_file: str | None,
    quiet: bool,
    contributions: str | None = None,
    draws: int | None = None,
    seed: int | None = None,
) -> NoReturn:
    """Read, solve, print, and leave with the exit code of the findings."""
    import gc

    collecting = gc.isenabled()
    gc.disable()  # a solved system has no cycles, and collections would walk all of it again and again
    try:
        code = _answer(file, format, output_file, quiet, Asked(contributions, draws, seed))
    finally:
        if collecting:
            gc.enable()
    raise SystemExit(code)


def _answer(file: str, format: str, output_file: str | None, quiet: bool, asked: Asked) -> int:
    from carbonfoot.findings.finding import exit_code
    from carbonfoot.technosphere.read import read
    from carbonfoot.technosphere.solve import solve

    reading = read(file)
    solved, found = solve(reading)
    findings = [*reading.findings, *found]
    done = None
    contributions, draws, seed = asked.contributions, asked.draws, 1 if asked.seed is None else asked.seed
    if draws is not None or asked.seed is not None:
        _judge(reading, draws, seed)
    if solved is not None and solved.system.uncertain:
        from carbonfoot.technosphere.spread import spread

        done, doubts = spread(solved, reading, draws, seed)
        findings += doubts
        solved = None if exit_code(doubts) else solved
    parts = None
    if solved is not None and contributions is not None:
        parts, faults = _parts(solved, reading, contributions)
        findings += faults
        solved = None if faults else solved
    if format == "json":
        from carbonfoot.reports.envelope import to_text
        from carbonfoot.reports.system_json import report

        options: dict[str, Any] = {"system": reading.display} | (
            {"contributions": contributions} if contributions else {}
        )
        if draws is not None:
            options |= {"draws": draws, "seed": seed}
        text = to_text(report(solved, reading.name, findings, reading.text_of, options, parts, done))
        output.result(text, output_file, [file])
    else:
        if solved is not None:
            from carbonfoot.reports.style import Style
            from carbonfoot.reports.system_text import render

            coloured = output.colour(sys.stdout) and output_file is None
            style = Style(output.width(), "en", coloured, output.ascii_only())
            output.result(render(solved, reading.name, style, parts, done), output_file, [file])
        _show(reading, findings, quiet)
    return exit_code(findings)


def _judge(reading: Reading, draws: int | None, seed: int) -> None:
    """Leaves for draws that cannot be made."""
    if draws is None:
        output.fail("--seed is of --draws")
    if draws < FEWEST_DRAWS:
        output.fail(f"--draws {draws}: at least {FEWEST_DRAWS} are needed")
    if seed < 0:
        output.fail(f"--seed {seed}: 0 or more")
    if reading.system is not None and not reading.system.uncertain:
        output.fail("--draws: no number of the system has an `uncertainty`")


def _parts(
    solved: Solved, reading: Reading, id_: str
) -> tuple[tuple[int, list[Contribution], Branch] | None, list[Finding]]:
    """One demand taken apart; None with a finding (CF206, CF412) where levels leave what a float holds."""
    from carbonfoot.technosphere.contributions import taken_apart

    asked = [one for one in solved.answers if solved.system.ids[one.activity] == id_]
    if not asked:
        output.fail(f"--contributions {id_}: no demand of the system has this id")
    measure = solved.total or 0
    one = asked[0]
    parts, faults = taken_apart(solved, reading, one.activity, one.amount, measure)
    return None if parts is None else (measure, *parts), faults


def _show(reading: Reading, findings: list[Finding], quiet: bool) -> None:
    from carbonfoot.findings.finding import severity

    shown = [one for one in findings if not quiet or severity(one) in ("error", "incomplete")]
    if shown:
        from carbonfoot.reports.finding_text import render

        text = render(shown, reading.text_of, output.width(), output.colour(sys.stderr))
        output.talk("\n" + text)
