"""What `carbonfoot init --programme` writes beside a first part."""

from __future__ import annotations

from carbonfoot.cli.init import PROGRAMME

SCHEMA_FILE = "programme-1.schema.json"

STARTER = """\
# yaml-language-server: $schema=./{schema}
# Members, measures, money and a target. A measure is a change of its member's own documents; all amounts here are invented.
# `carbonfoot explain {file}:measures/press` shows the way to a number; `carbonfoot schema programme` has every key.
carbonfoot: programme/1
programme:
  id: PROGRAMME-1
  name: My programme
  years: {base}-{last}                  # the base year, before any measure, and the last year
members:
  - id: us
    name: My company
    role: supplier                      # oem, supplier, material-maker, energy-supplier, public, bank or other
    tier: 1                             # 0 makes the finished product
    products:
      - {{document: {part}, volume: 200000 piece}}   # a year, for all customers; or by year
  - {{id: ministry, name: A ministry, role: public}}
measures:
  - id: press
    name: Servo press
    member: us
    start: {start}-07                    # a year or a month; then `lifetime:` and `ramp:`
    lifetime: 12 yr
    data: illustrative
    changes:
      {part}:
        change: {{processes/Stamping/electricity: -20 %}}
    money: {{investment: 90000000 KRW, saving: 14000000 KRW}}   # of a full year
  - id: nesting
    name: Blanks nested closer
    member: us
    start: {start}
    status: candidate                   # counts nowhere unless a target needs it; `planned` without this line
    data: illustrative
    changes:
      {part}:
        change: {{inputs/Hot-rolled coil/amount: 0.96 kg, outputs/Steel scrap/amount: 0.16 kg}}
    money: {{investment: 25000000 KRW, saving: 6000000 KRW}}
money:
  currency: KRW
  price_year: {base}
  discount_rate: 4.5 %
  payments:
    - {{id: P1, from: ministry, to: us, amount: 30000000 KRW, year: {start}, kind: subsidy, funds: press}}
targets:
  - {{id: part, product: {part}, reduction: {{{last}: 1 %}}}}
"""


def starter(part: str, base: int) -> str:
    """A programme of a part, from a base year on for ten years."""
    return STARTER.format(
        schema=SCHEMA_FILE, file=PROGRAMME, part=part, base=base, start=base + 1, last=base + 10
    )
