"""Who reports, for which installation, over which time."""

from __future__ import annotations

import unicodedata

from carbonfoot.cbam.shapes.head import Address
from carbonfoot.declarations.cbam_operator_report.about import NOT_STATED, About, or_gap
from carbonfoot.declarations.content import Absent, Block, Cell, Facts, Gap, Number, text
from carbonfoot.declarations.digits import amount
from carbonfoot.reports.style import fixed

_OPERATOR = "installation/operator"


def operator(about: About) -> list[Block]:
    """Name, number and address of the operator."""
    one = about.head.operator
    address = None if one is None else one.address
    return [
        Facts(
            (
                (
                    "Name",
                    or_gap(None if one is None else one.name, "name of the operator", f"{_OPERATOR}/name"),
                ),
                ("Registration number", _number(about)),
                *_address(address, about.head.country, "address of the operator", f"{_OPERATOR}/address"),
                ("Contact", _contact(about)),
            )
        )
    ]


def installation(about: About) -> list[Block]:
    """Name, registry id, place, address and coordinates of the installation."""
    head = about.head
    return [
        Facts(
            (
                ("Name", head.name),
                (
                    "Id in the CBAM registry",
                    or_gap(
                        head.registry_id,
                        "id of the installation in the CBAM registry",
                        "installation/registry_id",
                    ),
                ),
                (
                    "UN/LOCODE",
                    or_gap(head.unlocode, "UN/LOCODE of the installation", "installation/unlocode"),
                ),
                *_address(head.address, head.country, "address of the installation", "installation/address"),
                ("Coordinates of the main emission source", _coordinates(about)),
                ("Reporting period", f"{about.document.period.start} to {about.document.period.end}"),
                ("Verifier", NOT_STATED if head.verification is None else head.verification.verifier),
            )
        )
    ]


def new_installation(about: About) -> list[Block]:
    """The months of monitoring, where the installation is new."""
    months = about.head.months_monitored
    if months is None:
        return [
            Absent(
                "the document does not call the installation new; a new one states installation/months_monitored"
            )
        ]
    return [text("Emissions were monitored for ", Number(amount(months), "months"), " of the period.")]


def _number(about: About) -> Cell:
    one = about.head.operator
    number = None if one is None else one.registration_number
    return or_gap(number, "registration number of the operator", f"{_OPERATOR}/registration_number")


def _contact(about: About) -> Cell:
    contact = None if about.head.operator is None else about.head.operator.contact
    if contact is None:
        return NOT_STATED
    return ", ".join(one for one in (contact.name, contact.email, contact.phone) if one) or NOT_STATED


def _address(given: Address | None, country: str, what: str, key: str) -> list[tuple[str, Cell]]:
    """One line, and what is missing of a full address."""
    if given is None:
        return [("Address", Gap(what, (key,)))]
    place = " ".join(one for one in (given.postcode, given.city) if one)
    box = f"P.O. box {given.po_box}" if given.po_box else None
    parts = (given.street, box, place, given.region, given.country or country)
    facts: list[tuple[str, Cell]] = [("Address", ", ".join(one for one in parts if one))]
    parts_stated = (given.street, given.po_box, given.postcode, given.city, given.region)
    if any(not _latin(one) for one in parts_stated if one):
        facts.append(("Address in English", Gap(f"{what} in English", (key,))))
    missing = [part for part in ("street", "city") if not getattr(given, part)]
    return facts + [(f"Address: {part}", Gap(f"{what}: {part}", (f"{key}/{part}",))) for part in missing]


def _latin(text: str) -> bool:
    """Whether every letter is a Latin one, as an English transcript has them."""
    return all("LATIN" in unicodedata.name(letter, "") for letter in text if letter.isalpha())


def _coordinates(about: About) -> Cell:
    given = about.head.coordinates
    if given is None:
        return Gap("coordinates of the main emission source", ("installation/coordinates",))
    return f"latitude {fixed(given.latitude, 6)}, longitude {fixed(given.longitude, 6)}"
