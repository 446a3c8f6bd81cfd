"""`carbonfoot init`: a first part document that already gives a result, with the line that editors need."""

from __future__ import annotations

import os

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG

SCHEMA_FILE = "part-1.schema.json"

STARTER = """\
# yaml-language-server: $schema=./{schema}
carbonfoot: part/1
product:
  id: PART-001
  name: My part
  declared_unit: 1 piece
  mass: 0.80 kg
  made_in: KR
period: {year}
inputs:
  - name: Hot-rolled coil
    amount: 1.00 kg
    factor: steel/hot-rolled-coil   # `carbonfoot factors search 강판` finds others
    route: bf-bof
    origin: KR
    data: illustrative              # measured, estimated or illustrative
    transport: [{{mode: road/hgv, distance: 100 km}}]
processes:
  - name: Stamping
    electricity: 0.5 kWh
    data: illustrative
outputs:
  - name: Steel scrap
    amount: 0.20 kg
    treatment: recycling
"""


def init(
    folder: str = typer.Argument(".", metavar="FOLDER", help="Where to write."),
    name: str = typer.Option("part.yaml", "--name", metavar="FILE", help="Name of the document."),
    debug: bool = DEBUG,
) -> None:
    """Write a first part document and its schema; existing files stay."""
    import json
    import time

    from carbonfoot.documents.part import part_schema
    from carbonfoot.methods.schema import with_methods
    from carbonfoot.reports.width import safe

    if name in ("", ".", "..") or any(mark in name for mark in "/\\:"):
        output.fail(f"cannot write {name}: --name is a plain file name; the folder stands before it")
    target = os.path.join(folder, name)
    beside = os.path.join(folder, SCHEMA_FILE)
    if os.path.exists(target):
        output.fail(f"{target} exists already; choose another name with --name")
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        output.fail(f"cannot write {target}: {error.strerror}")
    year = time.gmtime().tm_year - 1
    output.result(STARTER.format(schema=SCHEMA_FILE, year=year), target)
    if not os.path.exists(beside):
        output.result(json.dumps(with_methods(part_schema()), ensure_ascii=False, indent=2) + "\n", beside)
    output.talk(f"wrote {safe(target)} and {safe(beside)}")
    output.talk(f"next: carbonfoot calc {safe(target)}")
