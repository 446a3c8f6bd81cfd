"""The formats of `carbonfoot check`, each a module with `render(checked, style)`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from carbonfoot.checks.model import Checked
from carbonfoot.reports.style import Style

Render = Callable[[Checked, Style], str]


class Format(NamedTuple):
    """A format and its module; `for_people` ones also have their findings on standard error."""

    name: str
    module: str
    for_people: bool = False


FORMATS = (
    Format("text", "check_text", for_people=True),
    Format("concise", "check_concise"),
    Format("json", "check_json"),
    Format("sarif", "check_sarif"),
    Format("github", "check_github"),
    Format("gitlab", "check_gitlab"),
    Format("junit", "check_junit"),
)


def renderer(name: str) -> Render:
    """The function that writes a format."""
    module = next(one.module for one in FORMATS if one.name == name)
    render: Render = import_module(f"carbonfoot.reports.{module}").render
    return render
