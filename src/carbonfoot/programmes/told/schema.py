"""JSON Schemas (draft-07) of the answers of `programme report` and `programme check`. Within a major version only additions."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.programme import MEASURE_DATA, MEASURE_KINDS, ROLES
from carbonfoot.documents.programme_credits import USES
from carbonfoot.programmes.told.money_schema import LEDGER
from carbonfoot.programmes.told.schema_parts import (
    ACCEPTED,
    BASIS,
    BY_YEAR,
    COUNT,
    MAYBE,
    MAYBE_TEXT,
    MONEY,
    NUMBER,
    ROUTES,
    TEXT,
    TEXTS,
    TONNES,
    answer,
    one_of,
    or_null,
    rows,
    said,
    whole,
)
from carbonfoot.programmes.told.schema_targets import TARGET

_MEMBER = whole(
    id=(TEXT, "Short id."),
    name=(TEXT, "Name in English."),
    name_ko=(MAYBE_TEXT, "Name in Korean."),
    role=(one_of(*ROLES), "What it does in the programme."),
    tier=({"type": ["integer", "null"]}, "How far from the finished product; 0 makes it."),
    sector=(MAYBE_TEXT, "Sector, in words."),
    country=(MAYBE_TEXT, "ISO 3166 code."),
)

PLACE = (
    one_of("tier", "no_tier", "bought", "beyond"),
    "Plants of members (of a tier, or without one), what is bought from outside, or what comes behind the gate.",
)
PLACE_TIER = ({"type": ["integer", "null"]}, "The tier of the members whose plants they are.")

_PRODUCT = whole(
    number=(COUNT, "Its place in this list; targets and flows name it so."),
    member=(TEXT, "Who makes it, by id."),
    file=(TEXT, "Its document."),
    id=(TEXT, "Id of the product."),
    name=(TEXT, "Name in English."),
    name_ko=(MAYBE_TEXT, "Name in Korean."),
    unit=(TEXT, "Declared unit."),
    finished=({"type": "boolean"}, "Whether no other product of the programme uses it."),
    complete=({"type": "boolean"}, "False where a line behind it is missing: its emissions are null then."),
    before=(BY_YEAR, "kg CO2e per declared unit without measures."),
    after=(BY_YEAR, "kg CO2e per declared unit with measures."),
    volume=(BY_YEAR, "Declared units made, for all customers."),
    volume_stated=({"type": "boolean"}, "Whether the volume is written, or what the others here use."),
    inside=(BY_YEAR, "Declared units that other products here use; the rest leaves the programme."),
    by_tier=(
        or_null(
            rows(
                whole(
                    place=PLACE,
                    tier=PLACE_TIER,
                    before=(NUMBER, "kg CO2e per declared unit without measures."),
                    after=(NUMBER, "The same with measures."),
                )
            )
        ),
        "Where it is emitted in the last year; null for parts, and where it is not known.",
    ),
    by_place=(
        or_null(
            rows(
                whole(
                    place=PLACE,
                    tier=PLACE_TIER,
                    before=(BY_YEAR, "kg CO2e per declared unit without measures."),
                    after=(BY_YEAR, "The same with measures."),
                )
            )
        ),
        "The same in every year; null for parts.",
    ),
    declarations=(
        or_null(
            whole(
                before=(whole(id=(TEXT, "Its id.")), "Without the measures."),
                after=(whole(id=(TEXT, "Its id.")), "With them; it replaces the other."),
            )
        ),
        "Declarations that were written before; null where none are named.",
    ),
    by_measure=(
        rows(
            whole(
                measure=(TEXT, "The measure, by id."),
                kg=(BY_YEAR, "kg CO2e per declared unit, after less before: below zero is a reduction."),
            )
        ),
        "What each measure does to it; measures that do nothing are left out.",
    ),
)

_MEASURE = whole(
    number=(COUNT, "Its place in this list."),
    id=(TEXT, "Short id."),
    name=(TEXT, "Name in English."),
    name_ko=(MAYBE_TEXT, "Name in Korean."),
    member=(TEXT, "Who takes it, by id."),
    tier=({"type": ["integer", "null"]}, "Tier of that member."),
    kind=({"enum": [*MEASURE_KINDS, None]}, "What is changed."),
    technology=(MAYBE_TEXT, "Technology card."),
    status=(MAYBE_TEXT, "How far it is; a candidate counts nowhere; planned where null."),
    data=({"enum": [*MEASURE_DATA, None]}, "Where its numbers are from."),
    source=(MAYBE_TEXT, "The same in words."),
    first=(COUNT, "Year of its start."),
    last=(COUNT, "Last year in which it works."),
    share=(BY_YEAR, "Part of production with it, 0 to 1."),
    avoided=(BY_YEAR, "t CO2e avoided in all that leaves the programme, no tonne twice."),
    avoided_in_finished=(BY_YEAR, "Of `avoided`, what is in finished products."),
    avoided_total=(TONNES, "`avoided` of all years."),
)

_CREDIT = whole(
    id=(TEXT, "Short id."),
    measure=(MAYBE_TEXT, "The measure behind it, by id."),
    scheme=(TEXT, "Scheme and kind of unit."),
    project=(MAYBE_TEXT, "Name or number of the project."),
    verifier=(MAYBE_TEXT, "Who verified it."),
    owner=(TEXT, "Member that owns it, by id."),
    status=(one_of("planned", "monitored", "issued"), "How far it is."),
    period=(or_null(whole(**{"from": (TEXT, "First day.")}, to=(TEXT, "Last day."))), "Monitoring period."),
    baseline=(TONNES, "Emissions of the baseline."),
    project_emissions=(TONNES, "Emissions of the project."),
    leakage=(TONNES, "Emissions elsewhere."),
    reduced=(NUMBER, "Baseline less project less leakage."),
    amount=(TONNES, "What is claimed."),
    serials=(MAYBE_TEXT, "Serial numbers, as written."),
    additionality=(TEXT, "Why it would not have happened without the scheme."),
    uses=(
        rows(
            whole(
                by=(TEXT, "Member, by id."),
                use=(one_of(*USES), "What it did."),
                amount=(TONNES, "How much."),
                year=(COUNT, "When."),
                to=(MAYBE_TEXT, "Buyer of what is sold."),
            )
        ),
        "What became of it, the earliest first.",
    ),
    held=(TONNES, "What the owner still has."),
    avoided_by_measure=(MAYBE, "t CO2e that its measure avoids in the period, by the programme."),
    value=(MAYBE, "At its price, in the currency of the programme."),
    double_claim=(
        or_null(
            whole(
                tonnes=(TONNES, "How many are claimed twice."),
                credit_of=(TEXTS, "Who has or had the credit."),
                lower_footprint_of=(
                    rows(
                        whole(
                            member=(TEXT, "Member, by id."), products=(TEXTS, "Its lighter products, by id.")
                        )
                    ),
                    "Whose products are lighter by the same measure.",
                ),
            )
        ),
        "Claimed by two sides, never netted; null without one, and where it is not known: no measure, no period.",
    ),
)

_CREDITS = whole(
    unit=({"const": "t CO2e"}, "Of all amounts here."),
    credits=(rows(_CREDIT), "Every credit."),
    issued=(TONNES, "Of status issued."),
    not_yet_issued=(TONNES, "Of all others."),
    claimed_twice=(TONNES, "Double claims that are known, planned credits left out."),
    netted=({"const": 0.0}, "What was taken off footprints: nothing, ever."),
)

_TRADING = whole(
    currency=(TEXT, "Of prices and costs."),
    positions=(
        rows(
            whole(
                member=(TEXT, "Member, by id."),
                scheme=(TEXT, "Which scheme."),
                covered=(NUMBER, "Share of the tonnes its own measures avoid that the scheme counts."),
                before=(BY_YEAR, "t CO2e in the scheme without measures."),
                after=(BY_YEAR, "t CO2e with its own measures."),
                allocation=(BY_YEAR, "Free allowances, t CO2e."),
                price=(BY_YEAR, "Of an allowance."),
                cost_before=(BY_YEAR, "Missing allowances at the price; below zero those left over."),
                cost_after=(BY_YEAR, "The same with measures."),
                cbam=(
                    or_null(BY_YEAR),
                    "Cost of certificates, beside; a year that cannot be told is left out.",
                ),
            )
        ),
        "A member in a scheme each.",
    ),
)

_REPORT = whole(
    programme=(
        whole(
            id=(TEXT, "Short id."), name=(TEXT, "Name in English."), name_ko=(MAYBE_TEXT, "Name in Korean.")
        ),
        "What the programme is.",
    ),
    basis=(BASIS, "What holds for all numbers."),
    years=({"type": "array", "items": COUNT}, "The base year and all after it."),
    members=(rows(_MEMBER), "Who takes part."),
    products=(rows(_PRODUCT), "What they make."),
    measures=(rows(_MEASURE), "What is done."),
    totals=(
        whole(
            complete=({"type": "boolean"}, "False where a number is missing behind some product."),
            emitted_before=(BY_YEAR, "t CO2e of all that leaves the programme, without measures."),
            emitted_after=(BY_YEAR, "t CO2e with measures."),
            avoided=(BY_YEAR, "t CO2e: the first less the second, and the sum over measures."),
        ),
        "Of the whole programme.",
    ),
    cascade=(
        whole(
            tiers=(
                rows(
                    whole(
                        ("invested", "received", "passed_on"),
                        tier=(COUNT, "The tier."),
                        members=(COUNT, "How many are in it."),
                        avoided=(BY_YEAR, "t CO2e avoided by its measures."),
                        invested=(MONEY, "In its measures; left out without a ledger."),
                        received=(MONEY, "From others; left out without a ledger."),
                        passed_on=(MONEY, "Of that, what is handed on; left out without a ledger."),
                    )
                ),
                "By tier of who acts.",
            ),
            emitted=(
                rows(
                    whole(
                        place=PLACE,
                        tier=PLACE_TIER,
                        before=(BY_YEAR, "t CO2e of all that leaves the programme, without measures."),
                        after=(BY_YEAR, "t CO2e with measures."),
                    )
                ),
                "Where it is emitted.",
            ),
            avoided_at=(
                rows(
                    whole(
                        place=PLACE,
                        tier=PLACE_TIER,
                        by_tier=({"type": ["integer", "null"]}, "Tier of who acts."),
                        avoided=(
                            BY_YEAR,
                            "t CO2e avoided there by their measures; all rows add up to the total.",
                        ),
                    )
                ),
                "What is avoided, by where it would be emitted and by who acts.",
            ),
            not_placed=(
                {"type": "array", "items": COUNT},
                "Years left out of the two above: a measure works on part of production, and orders were drawn.",
            ),
            moved=(
                rows(
                    whole(
                        by=(TEXT, "Member that takes the measures, by id."),
                        footprint_of=(TEXT, "Member whose products are lighter, by id."),
                        avoided=(
                            BY_YEAR,
                            "t CO2e in what leaves that member; counted for every member it passes.",
                        ),
                    )
                ),
                "Whose footprint moved because of whose measures.",
            ),
            flows=(
                rows(
                    whole(
                        from_tier=({"type": ["integer", "null"]}, "Tier of who takes the measures."),
                        product=(COUNT, "Number of the finished product."),
                        tonnes=(NUMBER, "t CO2e that reach it in the last year."),
                    )
                ),
                "From tiers to finished products.",
            ),
            routes=(ROUTES, "The way of every tonne: in where its measure acts, through products, out."),
        ),
        "How reductions cascade up.",
    ),
    money=(or_null(LEDGER), "The ledger; null where none is kept."),
    credits=(or_null(_CREDITS), "Credits, beside footprints; null without any."),
    trading=(or_null(_TRADING), "Trading schemes, beside footprints; null without any."),
    targets=(or_null(rows(TARGET)), "Targets; null without any."),
)

_CHECKED = whole(
    programme=(TEXT, "Id of the programme."),
    complete=({"type": "boolean"}, "False where a number is missing behind some product."),
    members=(COUNT, "How many."),
    products=(COUNT, "How many."),
    measures=(COUNT, "How many."),
    targets=(or_null(rows(TARGET)), "Every target; null without any."),
    accepted=(rows(ACCEPTED), "Findings that a comment in a document accepts; they do not count."),
)


def report_schema() -> dict[str, Any]:
    """The answer of `carbonfoot programme report --format json`."""
    return answer(
        "programme", "report", said(or_null(_REPORT), "null where the programme could not be computed.")
    )


def check_schema() -> dict[str, Any]:
    """The answer of `carbonfoot programme check --format json`."""
    return answer("programme-check", "check", said(or_null(_CHECKED), "null where it could not be computed."))
