"""JSON Schema of the targets of a programme."""

from __future__ import annotations

from carbonfoot.programmes.told.schema_parts import (
    BY_YEAR,
    COUNT,
    MAYBE,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    TEXTS,
    TONNES,
    one_of,
    or_null,
    whole,
)

TARGET = whole(
    id=(TEXT, "Short id."),
    product=({"type": ["integer", "null"]}, "Number of the product; null for the whole programme."),
    source=(MAYBE_TEXT, "Who set it."),
    spend_at_most=(MAYBE_TEXT, "Investment that may be spent to close the gap, as written."),
    unit=(TEXT, "Of limit, before, after and gap."),
    beyond=(
        {"type": "array", "items": COUNT},
        "Years of the target behind the last of the programme: not judged.",
    ),
    stated=({"type": "array", "items": COUNT}, "Years whose limit must be kept."),
    limit=(BY_YEAR, "At most, from the first stated year on."),
    before=(BY_YEAR, "Without measures."),
    after=(BY_YEAR, "With measures, candidates left out."),
    gap=(BY_YEAR, "After less limit: above zero is too much."),
    verdict=(
        {"type": "object", "additionalProperties": one_of("pass", "fail", "open")},
        "Of the stated years; open where a number is missing.",
    ),
    cumulative=(
        or_null(
            whole(
                budget=(TONNES, "At most, t CO2e of all years after the base year."),
                before=(TONNES, "Without measures."),
                after=(TONNES, "With measures."),
                gap=(NUMBER, "After less budget."),
            )
        ),
        "Against the budget; null without one.",
    ),
    closing=(
        or_null(
            whole(
                measures=(
                    or_null(TEXTS),
                    "The cheapest ones that keep it, beside the fixed; null where none do.",
                ),
                fixed=(TEXTS, "Measures that nobody chooses any more."),
                without_money=(TEXTS, "Candidates that state no money and so cannot be chosen."),
                investment=(MAYBE, "Of `measures`."),
                net_present_cost=(MAYBE, "Of `measures`: less their `npv`."),
                achieved=(BY_YEAR, "What stated years come to with them."),
                proven_optimal=(
                    {"type": ["boolean", "null"]},
                    "Whether no cheaper choice exists; null without a choice.",
                ),
                proven_infeasible=(
                    {"type": ["boolean", "null"]},
                    "Whether it is proven that no choice keeps it; null where one does.",
                ),
                how=(one_of("tried", "solver", "none"), "How it was found."),
                because=(
                    or_null(
                        one_of("not with all measures", "no choice", "spend", "solver", "drawn", "undecided")
                    ),
                    "Why there is no choice; unproven where no solver is installed, sets were drawn, or it is undecided.",
                ),
            )
        ),
        "What closes the gap; null without money, or where a number is missing.",
    ),
)
