"""Who and where, in the words of the message: companies, operator, installation."""

from __future__ import annotations

from typing import Any

from carbonfoot.cbam.shapes.head import Head
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.factors.library import Library

Object = dict[str, Any]


def without_none(**values: Any) -> Object:
    """An object of what is stated; what is not, and what is empty, is left out."""
    return {key: value for key, value in values.items() if value is not None and value not in ({}, [])}


def alpha3(library: Library, country: str | None) -> str | None:
    """ISO 3166-1 alpha-3 of a country or of a part of one; None where there is none."""
    rows = library.rows("select alpha3 from region where code = ?", (country or "").partition("-")[0])
    return rows[0][0] or None if rows else None


def company_ids(head: Head, asked: Object, receiver: str | None) -> tuple[Object, Object]:
    """Ids of the company that asks, and of the one that answers."""
    ids = asked.get("companyIds") or {}
    responding = list(ids.get("respondingCompanyIds") or [])
    bpn = receiver or (head.operator.bpn if head.operator is not None else None)
    if bpn is not None and bpn not in [one["value"] for one in responding]:
        responding.append({"key": "BPNL", "value": bpn})
    return (
        without_none(requestingCompanyIds=list(ids.get("requestingCompanyIds") or [])),
        without_none(respondingCompanyIds=responding),
    )


def operator(head: Head, library: Library, receiver: str | None) -> Object:
    """The operator; whether it is the supplier is said where both numbers are known."""
    own = head.operator
    if own is None:
        return {}
    address = own.address
    place = without_none(
        countryCode=alpha3(library, (address.country if address is not None else None) or head.country),
        city=address.city if address is not None else None,
        street=address.street if address is not None else None,
    )
    registered = own.registration_number
    return without_none(
        operatorIsSupplier=None if own.bpn is None or receiver is None else own.bpn == receiver,
        operatorIds=without_none(
            operatorBpnl=own.bpn,
            operatorCbamId=own.registry_id,
            otherIds=[] if registered is None else [{"key": "registrationNumber", "value": registered}],
        ),
        operatorName=own.name,
        operatorContactEmailAddress=own.contact.email if own.contact is not None else None,
        address=place,
    )


def installation(head: Head, library: Library, talk: Talk) -> Object:
    """The installation; its address needs a city."""
    address, place = head.address, head.coordinates
    code = alpha3(library, (address.country if address is not None else None) or head.country)
    where: Object = {}
    if address is None or address.city is None or code is None:
        said = "the message leaves the address of the installation out: it needs a country and a city"
        talk.ours("CF852", said, ("installation",), "add `address: {city: ...}` to `installation`", on="key")
    else:
        where = without_none(
            country=code,
            city=address.city,
            longitude=place.longitude if place is not None else None,
            latitude=place.latitude if place is not None else None,
            unLoCode=None if head.unlocode is None else head.unlocode.replace(" ", "").upper(),
        )
    return without_none(
        installationIds=without_none(
            installationCbamId=head.registry_id, otherIds=[{"key": "installationId", "value": head.id}]
        ),
        installationName=head.name,
        address=where,
    )
