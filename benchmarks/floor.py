"""The floor that start-up is measured against: the least that a Typer program can be that reads YAML and checks it.

Two commands, PyYAML's C loader, one pydantic model with one field. It computes nothing. Whatever `carbonfoot calc`
takes beyond this program is ours; whatever both take is the price of the libraries.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
import yaml
from pydantic import BaseModel

app = typer.Typer(pretty_exceptions_enable=False)


class Part(BaseModel):
    """The one field; other keys of the file are ignored."""

    product: dict[str, Any]


@app.command()
def calc(part: Path) -> None:
    """Read a part document and print the name of the product."""
    with part.open(encoding="utf-8") as stream:
        data = yaml.load(stream, Loader=yaml.CSafeLoader)
    typer.echo(Part.model_validate(data).product["name"])


@app.command()
def version() -> None:
    """The second command, so that Typer builds a group as a real program does."""
    typer.echo("0")


if __name__ == "__main__":
    app()
