"""`carbonfoot init`: a first document that already gives a result, with the line that editors need."""

from __future__ import annotations

import os
from collections.abc import Callable

import typer

from carbonfoot.cli import output
from carbonfoot.cli.choices import DEBUG, one_of

PART = "part.yaml"
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
# budgets: [{{name: customer, total: 3 kg CO2e}}]   # a limit for `carbonfoot check`, without the first `#`
"""

PROGRAMME = "programme.yaml"

SITE = "site.yaml"
SITE_SCHEMA_FILE = "site-1.schema.json"

SITE_STARTER = """\
# yaml-language-server: $schema=./{schema}
# Everything here is for the whole period: bills, what was bought, what was made.
carbonfoot: site/1
site:
  id: PLANT-1
  name: My plant
  located_in: KR
period: {year}
allocation: mass                    # how what no step says otherwise is shared; `machine hours` or any key below
meters:
  - name: Main meter
    carrier: electricity
    readings:                       # the bills, by month or any from..to; or one `amount:`
      {year}-01..{year}-06: 61 MWh
      {year}-07..{year}-12: 66 MWh
inputs:
  - name: Hot-rolled coil
    amount: 100 t
    factor: steel/hot-rolled-coil   # `carbonfoot factors search 강판` finds others
    route: bf-bof
    origin: KR
    data: illustrative              # measured, estimated or illustrative
processes:
  - name: Press line                # a step with a meter of its own; the rest of the main meter is shared
    electricity: 80 MWh
    allocation: machine hours
  - name: Washing
    natural_gas: 200 GJ (net)
outputs:
  - name: Steel scrap
    amount: 20 t
    treatment: recycling
products:                           # everything that was made
  - id: PART-001
    name: My part
    amount: 60000 piece
    mass: 48 t
    keys: {{machine hours: 700 h}}
  - id: OTHERS
    name: All other parts
    amount: 32 t
    keys: {{machine hours: 300 h}}
"""

INSTALLATION = "installation.yaml"
INSTALLATION_SCHEMA_FILE = "installation-1.schema.json"

INSTALLATION_STARTER = """\
# yaml-language-server: $schema=./{schema}
# The monitoring data of a plant for the EU's border adjustment (CBAM). Every amount is of the whole year, and all are invented:
# write what your meters, bills and suppliers say. `carbonfoot explain {file}:goods/73181588` shows the way to a number.
carbonfoot: installation/1
installation:
  id: PLANT-1
  name: My works                      # in English, as the registry wants it
  name_ko: 우리 공장
  country: KR
period: {year}                          # a calendar year

source_streams:                       # what is burned; factors not stated are those of the act's tables
  - name: Natural gas
    method: combustion
    fuel: Natural gas
    amount: 1110000 Nm3               # or t, or GJ (net); gross values of a bill are no net ones
    net_calorific_value: 38.9 MJ/Nm3  # of a Nm3; in t it is that of the table
    shares: {{Bolts and nuts: 85 %, Plating: 15 %}}   # of each process; plating lies outside the boundary of these goods

electricity:
  - name: Grid
    kind: grid
    emission_factor: 0.45 t CO2/MWh   # yours to state, with its source
    basis: other
    source: invented for this example

precursors:                           # goods of the mechanism that you buy, each with its CN code
  - name: Wire rod
    name_ko: 선재
    cn: 7213 91 10
    supplies:
      - supplier: Beta Steel Co.      # sent values that a verifier confirmed
        country: KR
        amount: 6000 t
        direct: 1.92 t CO2e/t
        electricity: 0.35 MWh/t
        electricity_factor: 0.45 t CO2/MWh
        route: C                      # carbon steel from a blast furnace: picks the benchmark of `carbonfoot cbam cost`
        verified: yes
      - supplier: Gamma Wire Co.      # sent nothing: the default value of its country, with the mark-up
        country: CN
        amount: 2000 t
        default: yes

processes:
  - name: Bolts and nuts              # cold heading and heat treatment; goods of one kind are one process
    name_ko: 볼트·너트
    electricity: 4200 MWh             # consumed by this process alone
    precursors:
      - {{name: Wire rod, amount: 8000 t}}   # all that went in, scrap and cut-off included
    goods:                            # saleable goods of the year
      - {{cn: 7318 15 88, name: Hexagon bolts, name_ko: 육각 볼트, amount: 5200 t}}
      - {{cn: 7318 16 92, name: Nuts, name_ko: 너트, amount: 1600 t}}

other_processes:                      # makes nothing covered, but uses what is shared
  - {{name: Plating}}
"""

MADE_STARTER = """\
# yaml-language-server: $schema=./{schema}
# Takes its share of the plant; lines of its own, such as packaging, may stand beside.
carbonfoot: part/1
product:
  id: PART-001
  name: My part
  declared_unit: 1 piece
  mass: 0.80 kg
  made_in: KR
period: {year}
made_at: {site}
"""


def init(
    folder: str = typer.Argument(".", metavar="FOLDER", help="Where to write."),
    name: str | None = typer.Option(
        None,
        "--name",
        metavar="FILE",
        help="Name of the document; part.yaml or installation.yaml unless given.",
    ),
    site: bool = typer.Option(
        False, "--site", help="Also a plant with its bills, which the part is made at."
    ),
    installation: bool = typer.Option(
        False,
        "--installation",
        help="Instead an installation with its goods, for the EU's border adjustment (CBAM).",
    ),
    programme: bool = typer.Option(
        False, "--programme", help="Also a reduction programme, with measures of the part."
    ),
    ci: str | None = typer.Option(
        None,
        "--ci",
        metavar="github|gitlab|pre-commit",
        help="Instead budgets, and the job that runs `carbonfoot check`.",
    ),
    debug: bool = DEBUG,
) -> None:
    """Write a first part, plant, programme or installation, with its schema. Existing files stay."""
    import time

    if ci is not None:
        if site or installation or programme or name is not None:
            output.fail("--ci writes no document: give it alone, or with a folder")
        _write_job(folder, ci)
        return
    chosen = {"--site": site, "--installation": installation, "--programme": programme}
    if sum(chosen.values()) > 1:
        output.fail(f"{' and '.join(name for name, wanted in chosen.items() if wanted)}: choose one")
    if name is None:
        name = INSTALLATION if installation else PART
    if name in ("", ".", "..") or any(mark in name for mark in "/\\:"):
        output.fail(f"cannot write {name}: --name is a plain file name; the folder stands before it")
    if site and name == SITE:
        output.fail(f"cannot write {name}: that is the name of the plant; choose another with --name")
    if programme and name == PROGRAMME:
        output.fail(f"cannot write {name}: that is the name of the programme; choose another with --name")
    from carbonfoot.cli import init_programme

    year = time.gmtime().tm_year - 1
    starters = {name: STARTER.format(schema=SCHEMA_FILE, year=year)}
    if site:
        starters = {
            SITE: SITE_STARTER.format(schema=SITE_SCHEMA_FILE, year=year),
            name: MADE_STARTER.format(schema=SCHEMA_FILE, year=year, site=SITE),
        }
    elif installation:
        this = time.gmtime().tm_year  # the year of the first import, or a later one
        text = INSTALLATION_STARTER.format(schema=INSTALLATION_SCHEMA_FILE, year=this, file=name)
        starters = {name: text}
    elif programme:
        starters = {PROGRAMME: init_programme.starter(name, year), **starters}
    for file in starters:
        if os.path.exists(os.path.join(folder, file)):
            help = "choose another name with --name" if file == name else "choose another folder"
            output.fail(f"{os.path.join(folder, file)} exists already; {help}")
    then = "programme report" if programme else "calc"
    schemas = _installation_schemas if installation else lambda: _schemas(site, programme)
    _write(folder, starters, schemas, then)


def _write_job(folder: str, host: str) -> None:
    """The job, and settings and budgets that are not there yet."""
    from carbonfoot import __version__
    from carbonfoot.cli.init_ci import BUDGETS, HOSTS, SETTINGS, job
    from carbonfoot.documents.budgets import FILE
    from carbonfoot.documents.roots import ROOT_FILE
    from carbonfoot.reports.width import safe

    name, text = job(one_of(host, HOSTS, "--ci"), __version__)
    target = os.path.normpath(os.path.join(folder, name))
    if os.path.lexists(target):
        output.fail(
            f"{target} exists already; `carbonfoot init --ci {host} FOLDER` writes it elsewhere, to copy from"
        )
    try:
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    except OSError as error:
        output.fail(f"cannot write {target}: {error.strerror}")
    texts = {target: text}
    for file, given in ((ROOT_FILE, SETTINGS), (FILE, BUDGETS)):
        beside = os.path.normpath(os.path.join(folder, file))
        if not os.path.lexists(beside):
            texts[beside] = given
    for file, given in texts.items():
        output.result(given, file)
    output.talk(f"wrote {', '.join(map(safe, texts))}")
    output.talk(f"next: carbonfoot check {safe(folder)}")


def _write(folder: str, starters: dict[str, str], schemas: Callable[[], dict[str, str]], then: str) -> None:
    """The documents, and the schemas that are not there yet."""
    from carbonfoot.reports.width import safe

    first = os.path.join(folder, next(iter(starters)))
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        output.fail(f"cannot write {first}: {error.strerror}")
    written = [os.path.join(folder, file) for file in starters]
    for text, target in zip(starters.values(), written, strict=True):
        output.result(text, target)
    for file, text in schemas().items():
        beside = os.path.join(folder, file)
        written.append(beside)
        if not os.path.exists(beside):
            output.result(text, beside)
    output.talk(f"wrote {', '.join(map(safe, written[:-1]))} and {safe(written[-1])}")
    output.talk(f"next: carbonfoot {then} {safe(first)}")


def _schemas(site: bool, programme: bool) -> dict[str, str]:
    import json

    from carbonfoot.documents.part import part_schema
    from carbonfoot.methods.schema import with_methods

    found = {SCHEMA_FILE: with_methods(part_schema())}
    if site:
        from carbonfoot.documents.site import site_schema

        found[SITE_SCHEMA_FILE] = with_methods(site_schema())
    if programme:
        from carbonfoot.cli import init_programme
        from carbonfoot.documents.programme import programme_schema

        found[init_programme.SCHEMA_FILE] = programme_schema()
    return {file: json.dumps(one, ensure_ascii=False, indent=2) + "\n" for file, one in found.items()}


def _installation_schemas() -> dict[str, str]:
    from carbonfoot.cbam.shapes.installation import installation_schema
    from carbonfoot.reports.envelope import to_text

    return {INSTALLATION_SCHEMA_FILE: to_text(installation_schema())}
