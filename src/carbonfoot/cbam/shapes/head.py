"""Who and where: the operator, the installation, its address, its verifier."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, DAY, TEXT
from carbonfoot.documents.shape import Shape, nested, optional, required
from carbonfoot.methods.needs import counted, share

_DEGREES = share(low=-180.0, high=180.0)


class Address(Shape):
    """A place, in English as the registry wants it."""

    street = optional(TEXT, "Street and number.", "12 Haean-ro")
    postcode = optional(TEXT, "Postal code.", "15434")
    po_box = optional(TEXT, "Post office box.", "214")
    city = optional(TEXT, "City.", "Ansan")
    region = optional(TEXT, "State or province.", "Gyeonggi-do")
    country = optional(COUNTRY, "ISO 3166 code, where it is not that of the installation.", "KR")


class Contact(Shape):
    """Whom to ask."""

    name = optional(TEXT, "Name.", "Kim Jiwon")
    email = optional(TEXT, "Email address.", "cbam@hanil.example")
    phone = optional(TEXT, "Telephone.", "+82 31 000 0000")


class Operator(Shape):
    """The company that runs the installation."""

    name = required(TEXT, "Name, in English.", "Hanil Fastener Co., Ltd.")
    name_ko = optional(TEXT, "Korean name.", "한일볼트")
    registration_number = optional(TEXT, "Corporate or activity registration number.", "134-81-00000")
    registry_id = optional(TEXT, "Its id in the CBAM registry.", "KR-OP-000123")
    bpn = optional(TEXT, "Business partner number of Catena-X, BPNL and 12 characters.", "BPNL0000000001AB")
    address = optional(nested(lambda: Address), "Its address.", {"city": "Ansan"})
    contact = optional(nested(lambda: Contact), "Whom to ask.", {"email": "cbam@hanil.example"})


class Coordinates(Shape):
    """The main emission source, in decimal degrees."""

    latitude = required(share(low=-90.0, high=90.0), "North is positive.", "37.321500")
    longitude = required(_DEGREES, "East is positive.", "126.830800")


class Verification(Shape):
    """An accredited verifier's statement on the numbers of a period."""

    verifier = required(TEXT, "Name of the verifier.", "Verify Co.")
    accreditation = optional(TEXT, "Accreditation number.", "KAB-V-07")
    body = optional(TEXT, "Accreditation body.", "KAB")
    standard = optional(TEXT, "What it was verified against.", "Implementing Regulation (EU) 2025/2546")
    statement = optional(TEXT, "Number of the verification report.", "VR-2026-118")
    date = optional(DAY, "Date of the statement.", "2027-03-14")
    link = optional(TEXT, "Where it can be read.", "https://verify.example/118")


class Head(Shape):
    """Which installation it is."""

    id = required(TEXT, "Its number or short name.", "ANSAN-1")
    name = required(TEXT, "Name, in English.", "Ansan works")
    name_ko = optional(TEXT, "Korean name.", "안산공장")
    country = required(COUNTRY, "Where it is: ISO 3166 code.", "KR")
    operator = optional(nested(lambda: Operator), "Who runs it.", {"name": "Hanil Fastener Co., Ltd."})
    registry_id = optional(TEXT, "Unique id of the installation in the CBAM registry.", "KR-IN-000456")
    unlocode = optional(TEXT, "UN/LOCODE of the place.", "KR ASN")
    address = optional(nested(lambda: Address), "Where it stands.", {"city": "Ansan"})
    coordinates = optional(
        nested(lambda: Coordinates),
        "Of the main emission source.",
        {"latitude": "37.32", "longitude": "126.83"},
    )
    economic_activity = optional(TEXT, "What is done there.", "Iron & steel production")
    author = optional(nested(lambda: Contact), "Who filled in the data.", {"name": "Kim Jiwon"})
    verification = optional(
        nested(lambda: Verification), "The verification of these data.", {"verifier": "Verify Co."}
    )
    monitoring_plan = optional(TEXT, "Which monitoring plan the data follow.", "MP Ansan, version 3")
    data_quality = optional(
        TEXT, "How the data were obtained.", "Mostly measurements & standard factors for the emission factor"
    )
    default_values_because = optional(TEXT, "Why default values were used.", "supplier sent no data")
    quality_assurance = optional(TEXT, "Who checks the data.", "Internal audits")
    data_gaps = optional(TEXT, "Gaps in the data, and what filled them.", "none")
    months_monitored = optional(
        counted("months", "month", high=12.0), "A new installation: months that were monitored.", "7 months"
    )
    note = optional(TEXT, "Free text.", "first report")
