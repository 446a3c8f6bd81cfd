"""The pieces of the schema of `calc`: lines, factors, co-products, intervals, data quality."""

from __future__ import annotations

from typing import Any

NUMBER: dict[str, Any] = {"type": "number"}
COUNT: dict[str, Any] = {"type": "integer"}
MAYBE: dict[str, Any] = {"type": ["number", "null"]}
TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}


def closed(
    properties: dict[str, Any], optional: tuple[str, ...] = (), description: str = ""
) -> dict[str, Any]:
    """An object with these keys; all but `optional` are required. Further keys may come within a major version."""
    body: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
    }
    if description:
        body["description"] = description
    return body


def groups(key: str, kind: dict[str, Any] = TEXT) -> dict[str, Any]:
    """Totals under headings: a list of objects with `key` and kg CO2e."""
    return {"type": "array", "items": closed({key: kind, "kg_co2e": NUMBER})}


AMOUNT = {"anyOf": [{"type": "null"}, closed({"value": NUMBER, "unit": TEXT})]}

RECORD = closed(
    {
        "id": TEXT,
        "item": TEXT,
        "route": MAYBE_TEXT,
        "name": TEXT,
        "region": TEXT,
        "year": {"type": "integer"},
        "boundary": TEXT,
        "trust": {"enum": ["A", "B", "C", "X"]},
        "pack": TEXT,
    }
)

FACTOR = closed(
    {
        "label": TEXT,
        "number": {**NUMBER, "description": "Units of the factor per reference of the line's document."},
        "unit": TEXT,
        "kg_co2e_per_unit": {**MAYBE, "description": "null for a factor of a private pack."},
        "gwp_set": TEXT,
        "parts": TEXTS,
        "conversion": MAYBE_TEXT,
        "proxy": {"type": "boolean"},
        "record": {"anyOf": [{"type": "null"}, {"$ref": "#/definitions/record"}]},
    }
)

LINE = closed(
    {
        "path": TEXT,
        "file": TEXT,
        "name": TEXT,
        "name_ko": MAYBE_TEXT,
        "stage": TEXT,
        "counts_under": {**TEXT, "description": "The stage of the product that it counts under."},
        "tier": {"type": "integer"},
        "kind": TEXT,
        "amount": AMOUNT,
        "per_declared_unit": {**NUMBER, "description": "How often the line is needed per declared unit."},
        "multipliers": TEXTS,
        "kg_co2e": {**MAYBE, "description": "null while the line, or one behind it, is missing."},
        "share": MAYBE,
        "country": MAYBE_TEXT,
        "supplier": MAYBE_TEXT,
        "data": MAYBE_TEXT,
        "tags": TEXTS,
        "missing": {"type": "boolean"},
        "rule": MAYBE_TEXT,
        "not_assessed": TEXTS,
        "stated": {
            "type": "object",
            "description": "Bounds, quality scores, codes and notes of the line.",
            "properties": {"declaration": {"$ref": "#/definitions/declaration"}},
            "additionalProperties": True,
        },
        "allocated": {
            **NUMBER,
            "description": "Share of the line that this product bears; 1 where it is left out.",
        },
        "credit": {**TEXT, "description": "What is avoided; only such lines may be below zero."},
        "worked": {"$ref": "#/definitions/worked"},
        "factors": {"type": "array", "items": {"$ref": "#/definitions/factor"}},
        "loop": {"const": True, "description": "It draws on what it stands behind; nothing is listed again."},
        "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
    },
    optional=("allocated", "credit", "worked", "loop"),
)

DECLARATION = {
    **closed(
        {
            "file": TEXT,
            "format": TEXT,
            "version": TEXT,
            "id": TEXT,
            "status": MAYBE_TEXT,
            "company": TEXT,
            "product": TEXT,
            "declared": {**TEXT, "description": "The amount that its numbers are for, with the unit."},
            "mass_kg": {**MAYBE, "description": "kg of the declared amount."},
            "period": TEXTS,
            "valid_from": MAYBE_TEXT,
            "valid_until": MAYBE_TEXT,
            "gwp": TEXTS,
            "exempted": {**MAYBE, "description": "Share of emissions left out, 0 to 1."},
            "verified": MAYBE_TEXT,
            "claims": {
                "type": "array",
                "items": closed({"kind": TEXT, "said": TEXT}),
                "description": "Offsets and mass balances: beside the footprint, in no number.",
            },
        }
    ),
    "description": "The supplier's declaration behind the line.",
}

WORKED = closed(
    {
        "method": {
            **TEXT,
            "description": "The emission method behind the line, as `carbonfoot methods` names it.",
        },
        "tier": TEXT,
        "formula": TEXTS,
        "reference": TEXT,
        "working": MAYBE_TEXT,
        "values": {
            "type": "array",
            "items": closed({"key": TEXT, "value": TEXT, "from": TEXT}),
            "description": "Every number that the method took, and where it is from.",
        },
    }
)

SCOPES = {
    **closed(
        {
            "1": NUMBER,
            "2": {**NUMBER, "description": "By contracts where there are any."},
            "2_by_place": {**NUMBER, "description": "By the place of the grid."},
            "3": {**NUMBER, "description": "As far as the site lists it."},
            "by_contracts": {"type": "boolean"},
            "2_with_upstream": {
                **NUMBER,
                "description": "Part of 2 by factors that hold upstream parts too.",
            },
            "biogenic_co2": {**NUMBER, "description": "Released by the site itself; in no scope."},
            "credits": {**NUMBER, "description": "Declared as avoided, below zero; in no scope."},
        }
    ),
    "description": "Of a site: kg CO2e of the period by scope of the GHG Protocol.",
}

SHARED = {
    "type": "array",
    "items": closed(
        {
            "path": TEXT,
            "name": TEXT,
            "by": {**MAYBE_TEXT, "description": "The key; null where one product bears the line."},
            "shares": {"type": "array", "items": closed({"id": TEXT, "share": NUMBER})},
        }
    ),
    "description": "Of a site: how each of its lines is shared among the products.",
}

LINES_AT = {
    **TEXT,
    "description": "Lines behind this one stand at the product of this document, in the same answer.",
}

SPLIT = closed(
    dict.fromkeys(
        (
            "fossil",
            "land_use_change",
            "land_management",
            "removals",
            "biogenic_non_co2",
            "technological_removals",
            "captured",
            "biogenic_uptake",
            "biogenic_co2",
            "aircraft",
            "packaging",
            "distribution",
        ),
        NUMBER,
    ),
    description="fossil to captured add up to the total; the others stand beside it or inside one of them.",
)

FINDING = closed(
    {
        "code": {"type": "string", "pattern": "^CF[0-9]{3}$"},
        "name": TEXT,
        "severity": {"enum": ["error", "incomplete", "warning", "note"]},
        "message": TEXT,
        "file": MAYBE_TEXT,
        "path": MAYBE_TEXT,
        "line": {"type": ["integer", "null"]},
        "column": {"type": ["integer", "null"]},
        "end_line": {"type": ["integer", "null"]},
        "end_column": {"type": ["integer", "null"]},
        "help": MAYBE_TEXT,
        "notes": TEXTS,
        "related": {"type": "array"},
    }
)

CONSERVATIVE = closed(
    {
        "saving": {
            **NUMBER,
            "description": "kg CO2e if every datum were supplied and gave the lowest answer.",
        },
        "saving_to_median": NUMBER,
        "ask_first": {
            "type": "array",
            "items": closed(
                {
                    "file": TEXT,
                    "path": TEXT,
                    "name": TEXT,
                    "missing": {"type": "array", "items": {"enum": ["origin", "route", "record"]}},
                    "records": TEXTS,
                    "lowest": {**TEXTS, "description": "Main records of the lowest answer."},
                    "answers": {"type": "integer"},
                    "kg_co2e": NUMBER,
                    "saving": NUMBER,
                    "saving_to_median": NUMBER,
                    "share": MAYBE,
                }
            ),
        },
    },
    description="With --conservative: what is missing and was taken at its worst, the largest saving first.",
)

PRODUCTS = {
    "type": "array",
    "items": closed(
        {
            "id": TEXT,
            "name": TEXT,
            "amount": closed({"value": NUMBER, "unit": TEXT}),
            "kg_co2e": NUMBER,
            "share": MAYBE,
        }
    ),
    "description": "All products of the document, as they come with one declared unit; they add up to the whole.",
}

CREDITS = closed(
    {"gross": NUMBER, "credits": NUMBER, "net": NUMBER, "avoided": TEXTS},
    description="The total without declared credits, the credits, and both together.",
)

ALLOCATIONS = {
    "type": "array",
    "items": closed(
        {
            "method": TEXT,
            "stated": {"type": "boolean"},
            "total": MAYBE,
            "lacks": MAYBE_TEXT,
            "products": PRODUCTS,
        }
    ),
    "description": "With --allocation all: the total under every method, or what the documents lack for it.",
}
UNCERTAINTY = closed(
    {
        "method": {"const": "first-order"},
        "counts": {"type": "array", "items": {"enum": ["sourced", "pedigree", "assumed"]}},
        "pedigree": {"type": "object"},
        "not_counted": TEXTS,
        "covered": {**NUMBER, "description": "Share of the footprint that meets something uncertain."},
        "mean": MAYBE,
        "sd": MAYBE,
        "interval": {
            "anyOf": [
                {"type": "null"},
                closed({"level": NUMBER, "low": NUMBER, "high": NUMBER, "shape": TEXT}),
            ]
        },
        "drivers": {
            "type": "array",
            "items": closed(
                {
                    "key": TEXT,
                    "label": TEXT,
                    "origin": {"enum": ["sourced", "pedigree", "assumed"]},
                    "share": {**NUMBER, "description": "Share of the variance."},
                    "sd": {**NUMBER, "description": "kg CO2e that it alone spreads the total by."},
                    "slope": {
                        **NUMBER,
                        "description": "Relative change of the total for one of the driver.",
                    },
                }
            ),
        },
        "by_origin": {"type": "object", "additionalProperties": NUMBER},
        "warning": {
            "anyOf": [
                {"type": "null"},
                closed({"reason": {"enum": ["loop", "curved", "shape"]}, "off": NUMBER}),
            ]
        },
    },
    description="How far the total may be off; docs/quality.md.",
)

_BY_DIMENSION = closed(dict.fromkeys(("technology", "time", "geography"), MAYBE))

QUALITY = closed(
    {
        "pds_percent": {**NUMBER, "description": "Primary data share of the total, 0 to 100."},
        "pds_not_stated_percent": NUMBER,
        "dqr": closed(dict.fromkeys(("technology", "time", "geography", "overall"), MAYBE)),
        "coverage": _BY_DIMENSION,
        "derived": _BY_DIMENSION,
        "by_line": {
            "type": "array",
            "items": closed(
                {
                    "file": TEXT,
                    "path": TEXT,
                    "name": TEXT,
                    "kg_co2e": {**NUMBER, "description": "Its weight, in absolute numbers."},
                    "primary_share": MAYBE,
                    "scores": _BY_DIMENSION,
                    "origins": {
                        "type": "object",
                        "additionalProperties": {"enum": ["stated", "derived", "unknown"]},
                    },
                }
            ),
        },
    },
    description="Primary data share and data quality rating, 1 best to 5 worst; docs/quality.md.",
)
