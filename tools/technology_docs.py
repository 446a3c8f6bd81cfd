"""Write `docs/technology-sources.md`: the technology cards that ship, and where every one of their numbers is from.

python tools/technology_docs.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "technology-sources.md"

if TYPE_CHECKING:
    from carbonfoot.documents.technology import Source
    from carbonfoot.programmes.technologies.figures import Placed
    from carbonfoot.programmes.technologies.shelf import Kept

HEAD = """\
# Technology cards and their sources

The cards that ship with carbonfoot and what each rests on; generated from them by `tools/technology_docs.py`. They hold single
facts, each cited, and no table of any publication. *read* says whether the document itself (or its abstract) was read, or
another that cites it. What no public source says is a question: `carbonfoot programme technologies show CARD` prints numbers
and questions, `apply` asks them.
"""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _where(one: Placed) -> str:
    """A figure in few words: where in the card, and where in the source."""
    steps = [str(step) for step in one.path if not isinstance(step, int)]
    place = steps[-1] if steps[0] in ("before", "after", "demonstrations") else " ".join(steps)
    return f"{place} ({one.figure.where})" if one.figure.where else place


def _cited(source: Source) -> str:
    title = f"[{_cell(source.title)}]({source.url})" if source.url else _cell(source.title)
    year = f", {source.year}" if source.year else ""
    return f"{title}; {_cell(source.publisher)}{year}"


def section(kept: Kept) -> str:
    """One card: its sources, what was read, and what stands on each."""
    from carbonfoot.programmes.technologies.figures import every

    head = kept.card.technology
    used: dict[str, list[str]] = {}
    for one in every(kept.card):
        if one.figure.source is not None:
            used.setdefault(one.figure.source, []).append(_where(one))
    lines = [
        f"## {kept.id}",
        "",
        f"{head.name} ({head.name_ko}). In place of: {_cell(head.replaces)}.",
        "",
        "| source | read | what stands on it |",
        "|---|---|---|",
    ]
    for key, source in kept.card.sources.items():
        on = "; ".join(dict.fromkeys(used.get(key, []))) or "what the card says in words"
        lines.append(f"| {_cited(source)} | {source.read} | {_cell(on)} |")
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page."""
    sys.path.insert(0, str(ROOT / "src"))
    from carbonfoot.programmes.technologies.shelf import shelf

    return "\n".join([HEAD, *(section(kept) for _, kept in sorted(shelf(None).cards.items()))])


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the page is not up to date")
    check = parser.parse_args().check
    text = page()
    same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
    if check:
        print(f"docs/{PAGE.name} is {'up to date' if same else 'out of date'}")
    elif not same:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0 if same or not check else 1


if __name__ == "__main__":
    raise SystemExit(main())
