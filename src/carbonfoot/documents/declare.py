"""What a declaration says that no number tells: the company (in `carbonfoot.toml`), goal, validity, rules, verification.

`declare:` of a part document and `[declare]` of the project hold the same keys; those of the document go first.
"""

from __future__ import annotations

from carbonfoot.documents.budgets import Budget
from carbonfoot.documents.fields import COUNTRY, DAY, SHARE, TEXT, YES_NO
from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required

_RULE = {"operator": "PEF", "names": ["PEFCR for batteries"]}
_VERIFIED = {"coverage": "product level", "provider": "KTR", "completed": "2026-02-10"}


class Company(Shape):
    """Who declares; `[company]` in `carbonfoot.toml`."""

    name = required(TEXT, "Legal name.", "Hanil Fastener Co., Ltd.")
    name_ko = optional(TEXT, "Name in Korean.", "한일화스너(주)")
    ids = optional(
        list_of(TEXT, wrap=True),
        "URNs of the company, such as `urn:lei:...` or `urn:pact:<domain>:company-id:...`.",
        ["urn:lei:988400AKVF4Q8CXCWH55"],
    )
    domain = optional(
        TEXT, "Internet domain; ids of products are made with it where they state none.", "hanil.example"
    )
    address = optional(TEXT, "Postal address.", "12 Haean-ro, Ansan, Korea")
    contact = optional(TEXT, "Who answers questions.", "Kim Minji, carbon@hanil.example")


class Rule(Shape):
    """Rules of a product category or a sector."""

    operator = required(choice("PEF", "EPD International", "Other"), "Who publishes them.", "Other")
    names = required(list_of(TEXT, wrap=True), "Which.", ["Catena-X PCF Rulebook v4"])
    other_operator = optional(TEXT, "With `operator: Other`: who that is.", "Catena-X")


class Verification(Shape):
    """A verification by somebody else; absent, nothing is verified."""

    coverage = required(
        choice("PCF calculation model", "PCF program", "product level"), "What was verified.", "product level"
    )
    provider = optional(TEXT, "By whom.", "KTR")
    completed = optional(DAY, "When.", "2026-02-10")
    standard = optional(TEXT, "By which standard.", "ISO 14064-3:2019")
    comments = optional(TEXT, "What else is to be said.", "limited assurance")


class Declare(Shape):
    """What a declaration of the product says besides its numbers."""

    description = optional(TEXT, "What the product is.", "hexagon bolt M10 x 30, 10.9, phosphated")
    product_ids = optional(
        list_of(TEXT, wrap=True),
        "URNs of the product; `urn:pact:<domain>:product-id:<id>` unless stated.",
        ["urn:gtin:5695872369587"],
    )
    classifications = optional(
        list_of(TEXT, wrap=True),
        "URNs of classes of the product.",
        ["urn:pact:productclassification:un-cpc:42944"],
    )
    application = optional(TEXT, "What the study is for.", "answer to requests of car makers")
    audience = optional(TEXT, "Whom it is for.", "purchasing of the customer")
    reasons = optional(TEXT, "Why it was made.", "contract of 2025-11")
    comparison = optional(YES_NO, "Whether it is meant for comparisons that are made public.", "no")
    processes = optional(TEXT, "The processes inside the boundary, in words.", "wire drawing, forging")
    allocation = optional(TEXT, "How burdens are shared, in words.", "one product, nothing is shared")
    limits = optional(list_of(TEXT, wrap=True), "What a reader should not conclude.", ["one year of data"])
    value_choices = optional(
        list_of(TEXT, wrap=True), "Choices that others could make otherwise.", ["grid average of the country"]
    )
    conclusions = optional(list_of(TEXT, wrap=True), "What follows from it.", ["wire rod is most of it"])
    comment = optional(TEXT, "Anything else.", "amounts of 2025, audited")
    standards = optional(
        list_of(TEXT, wrap=True),
        "Cross-sectoral standards that it follows.",
        ["PACT-3.0", "ISO14067"],
    )
    rules = optional(list_of(nested(lambda: Rule)), "Rules of the product category or sector.", [_RULE])
    valid_from = optional(DAY, "First day of use; the day after the period unless stated.", "2026-01-01")
    valid_until = optional(DAY, "Last day of use; three years after the period unless stated.", "2028-12-31")
    place = optional(COUNTRY, "Country or subdivision that it stands for; `made_in:` unless stated.", "KR-41")
    pays_distribution = optional(
        YES_NO, "Whether the company pays the transport to the customer, as `distribution:` says.", "no"
    )
    captured_origin = optional(TEXT, "Where captured CO2 comes from.", "ammonia plant")
    carbon_capture_use = optional(
        choice("Cut-off", "Credit"), "How captured carbon in the product is calculated.", "Cut-off"
    )
    captured_content = optional(SHARE, "kg of captured carbon per kg of product.", "0.1")
    capture_certificate = optional(TEXT, "URI of the certificate, with `Credit`.", "https://example.org/c/1")
    verification = optional(nested(lambda: Verification), "Verification by a third party.", _VERIFIED)


class Packs(Shape):
    """Where the project's own factor packs are, besides its folder `packs/`."""

    packs = optional(list_of(TEXT), "Folders.", ["../company-packs"])


class Counts(Shape):
    """How uncertainty is counted."""

    counts = optional(
        choice("all", "stated", "sourced-only", "none"),
        "What counts as uncertain, as `--uncertainty`.",
        "stated",
    )
    pedigree = optional(TEXT, "The matrix that turns quality scores into variance.", "pedigree")


class Project(Shape):
    """The settings of a project, `carbonfoot.toml` in its top folder; the file may be empty."""

    lang = optional(choice("en", "ko"), "Language of reports.", "ko")
    gwp = optional(choice("AR4", "AR5", "AR6"), "GWP set of documents that state none.", "AR6")
    factors = optional(nested(lambda: Packs), "Factor packs.", {"packs": ["../company-packs"]})
    uncertainty = optional(nested(lambda: Counts), "Uncertainty.", {"counts": "stated"})
    company = optional(nested(lambda: Company), "Who declares.", {"name": "Hanil Fastener Co., Ltd."})
    declare = optional(
        nested(lambda: Declare),
        "What declarations say where a document does not.",
        {"application": "answer to requests of car makers"},
    )
    budgets: list[Budget] | None = optional(
        list_of(nested(lambda: Budget)),
        "Limits that `carbonfoot check` holds footprints against: `[[budgets]]`.",
        [{"name": "brackets", "tag": "seat", "total": "3.2 kg CO2e"}],
    )


def project_schema() -> dict[str, object]:
    """The JSON Schema of `carbonfoot.toml`, for editors."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Project, "carbonfoot.toml")
