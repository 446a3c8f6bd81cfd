"""Rules between the fields of a PACT 3 footprint that its schema does not have: sums, periods, flags, names.

Source: technical specifications 3.0.3 (formulas in the descriptions of the two totals; packaging, capture, validity) and the
PACT methodology. What contradicts itself is doubtful on reading (CF904) and refused where a writer is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, datetime, timedelta
from decimal import Decimal, localcontext
from itertools import combinations
from typing import Any

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.claims import words_of
from carbonfoot.documents.received.kinds import decimal, moment
from carbonfoot.findings.finding import Path, Related
from carbonfoot.quantities.numbers import shown

PARTS = {
    "fossilGhgEmissions": "fossil",
    "landUseChangeGhgEmissions": "land_use_change",
    "landManagementBiogenicCO2Emissions": "land_management",
    "landManagementBiogenicCO2Removals": "removals",
    "technologicalCO2Removals": "technological_removals",
    "ccsTechnologicalCO2Capture": "captured",
    "biogenicNonCO2Emissions": "biogenic_non_co2",
}
"""The terms of the total without uptake, by the words of `system.model.CATEGORIES`."""

TOTAL, WITH_UPTAKE, UPTAKE = "pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake", "biogenicCO2Uptake"
_INSIDE = ("landManagementFossilGhgEmissions", "aircraftGhgEmissions", "packagingGhgEmissions")
_OUTSIDE = ("outboundLogisticsGhgEmissions", "landCarbonLeakage")
_DIGITS = 40
"""Characters of a number in a message."""
EXACT = 2000
"""Digits that hold the sum of any numbers that are read."""
CO2_PER_C = Decimal(44) / Decimal(12)
_NEAR = Decimal("0.05")
"""Uptake agrees with the carbon content to this part of it: both are rounded, and 44/12 is taken in many ways."""
YEARS = 3
_DAY = timedelta(days=1)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:.+", re.IGNORECASE | re.DOTALL)


class Rules:
    """The rules for one message; `strict` makes errors of what is only doubtful on reading."""

    uptake = UPTAKE
    """The key of biogenic uptake, kg CO2 (<= 0)."""

    def __init__(self, message: dict[str, Any], found: Found, path: Path, *, strict: bool) -> None:
        pcf = message.get("pcf")
        self.message = message
        self.pcf: dict[str, Any] = pcf if isinstance(pcf, dict) else {}
        self.found = found
        self.path = path
        self.at = (*path, "pcf")
        self.strict = strict
        self.numbers = {
            key: number for key, given in self.pcf.items() if (number := decimal(given)) is not None
        }

    def all(self) -> None:
        """Every rule."""
        with localcontext(prec=EXACT):
            self._sums()
            self._details()
            self._uptake()
        self._flags()
        self._place()
        self._periods()
        self._ids()
        self._operators()
        self._biogenic()
        self._boundary()

    def _doubt(
        self,
        said: str,
        at: Path,
        help: str = "",
        related: Iterable[Related] = (),
        mild: str = "",
        on: str = "value",
    ) -> None:
        grave = "error" if self.strict else mild
        self.found.add("CF904", said, at, help, on=on, related=related, severity=grave)

    def _sums(self) -> None:
        if any(self.pcf.get(key) is not None and key not in self.numbers for key in (*PARTS, UPTAKE)):
            return
        declared, whole = self.numbers.get(TOTAL), self.numbers.get(WITH_UPTAKE)
        if declared is None or "fossilGhgEmissions" not in self.numbers:
            return
        parts = sum((self.numbers.get(key, Decimal()) for key in PARTS), Decimal())
        with_uptake = parts + self.numbers.get(UPTAKE, Decimal())
        second = (
            f"`{WITH_UPTAKE}` is {number_text(whole)}, its parts sum to {number_text(with_uptake)}"
            if whole is not None
            else ""
        )
        differs = whole is not None and whole != with_uptake
        if declared == parts:
            if differs:
                help = f"reading takes {number_text(declared)} and `{UPTAKE}`, not this number"
                self._doubt(second, (*self.at, WITH_UPTAKE), help)
            return
        rest = declared - parts
        said = f"`{TOTAL}` is {number_text(declared)}, its parts sum to {number_text(parts)}{self._why(rest)}"
        related = [self.found.related((*self.at, WITH_UPTAKE), second)] if differs else []
        fossil = self.numbers["fossilGhgEmissions"]
        if fossil + rest < 0:
            help = f"the total is below its parts by {number_text(-rest)}, more than is fossil: nothing can be taken from it"
            self.found.add("CF904", said, (*self.at, TOTAL), help, related=related, severity="error")
            return
        done = (
            f"counts {number_text(rest)} more as fossil"
            if rest > 0
            else f"counts {number_text(-rest)} less as fossil"
        )
        help = f"reading takes the declared {number_text(declared)} and {done}"
        self._doubt(said, (*self.at, TOTAL), help, related)

    def _why(self, rest: Decimal) -> str:
        """Which terms, added a second time or left out, make the difference."""
        terms = [(self.numbers[key], f"`{key}` counted twice") for key in _INSIDE if self.numbers.get(key)]
        terms += [
            (self.numbers[key], f"`{key}` added") for key in (*_OUTSIDE, UPTAKE) if self.numbers.get(key)
        ]
        terms += [(-self.numbers[key], f"`{key}` left out") for key in PARTS if self.numbers.get(key)]
        for count in (1, 2):
            for some in combinations(terms, count):
                if sum((number for number, _ in some), Decimal()) == rest:
                    return f", as with {' and '.join(said for _, said in some)}"
        return ""

    def _details(self) -> None:
        """What is part of something is not more than it."""
        numbers = self.numbers
        fossil = numbers.get("fossilGhgEmissions")
        gross = sum((max(numbers.get(key, Decimal()), Decimal()) for key in PARTS), Decimal())
        bounds = [
            ("aircraftGhgEmissions", fossil, "the fossil emissions that they are part of"),
            ("landManagementFossilGhgEmissions", fossil, "the fossil emissions that they are part of"),
            ("packagingGhgEmissions", max(gross, numbers.get(TOTAL, gross)), "the whole footprint"),
        ]
        for key, most, what in bounds:
            if most is not None and numbers.get(key, most) > most:
                self._doubt(
                    f"`{key}` is {number_text(numbers[key])}, more than {what} ({number_text(most)})",
                    (*self.at, key),
                )
        if self.pcf.get("declaredUnitOfMeasurement") == "kilogram":
            mass, amount = numbers.get("productMassPerDeclaredUnit"), numbers.get("declaredUnitAmount")
            if mass and amount and mass != amount:
                said = f"{number_text(amount)} kilogram of the product weigh {number_text(mass)} kg"
                help = "`productMassPerDeclaredUnit` is the mass of the declared amount"
                self._doubt(said, (*self.at, "productMassPerDeclaredUnit"), help)

    def _uptake(self) -> None:
        uptake, carbon = self.numbers.get(self.uptake), self.numbers.get("biogenicCarbonContent")
        if uptake is None or carbon is None:
            return
        packed = self.numbers.get("packagingBiogenicCarbonContent", Decimal())
        rounding = _half(self.pcf[self.uptake]) + _half(self.pcf["biogenicCarbonContent"]) * CO2_PER_C
        for content in {carbon, carbon + packed}:
            expected = content * CO2_PER_C
            if abs(expected + uptake) <= max(_NEAR * max(expected, -uptake), min(rounding, expected)):
                return
        said = f"an uptake of {number_text(uptake)} kg CO2 does not fit {number_text(carbon)} kg biogenic carbon in the product"
        help = f"the carbon holds {float(carbon * CO2_PER_C):.4g} kg CO2 (x 44/12)"
        related = [self.found.related((*self.at, "biogenicCarbonContent"), "the carbon content")]
        self._doubt(said, (*self.at, self.uptake), help, related)

    def _flags(self) -> None:
        """What is said not to be included is not stated."""
        pcf = self.pcf
        for flag, keys in _FLAGS.items():
            if pcf.get(flag) is not False:
                continue
            for key in keys:
                if pcf.get(key) is not None and (self.strict or self.numbers.get(key, True)):
                    said = f"`{key}` is stated although `{flag}` is false"
                    related = [self.found.related((*self.at, flag), "said not to be included")]
                    self._doubt(said, (*self.at, key), "one of the two is wrong", related, on="key")
        if pcf.get("ccuCalculationApproach") == "Credit" and not pcf.get("ccuCreditCertification"):
            help = "`ccuCreditCertification`: the address of the certificate, against counting it twice"
            said = "captured carbon is counted as a credit without a certificate"
            self._doubt(said, (*self.at, "ccuCalculationApproach"), help)

    def _place(self) -> None:
        keys = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision")
        given = [key for key in keys if self.pcf.get(key) is not None]
        if len(given) > 1:
            related = [self.found.related((*self.at, key), "and here", "key") for key in given[:-1]]
            said = f"{len(given)} places are stated, and a footprint is of one"
            help = f"keep the narrowest: `{given[-1]}`"
            self.found.add("CF106", said, (*self.at, given[-1]), help, on="key", related=related)

    def _periods(self) -> None:
        start, end = (
            self._moment(self.pcf, "referencePeriodStart"),
            self._moment(self.pcf, "referencePeriodEnd"),
        )
        at = (*self.at, "referencePeriodEnd")
        if start and end and start > end:
            said = f"the reference period ends ({end:%Y-%m-%d}) before it begins ({start:%Y-%m-%d})"
            self.found.add("CF107", said, at, "the two are the wrong way round, or a year is wrong")
        elif start and end and start == end:
            self._doubt("the reference period begins and ends in the same moment", at)
        first = self._moment(self.message, "validityPeriodStart")
        last = self._moment(self.message, "validityPeriodEnd")
        if first and last and first >= last:
            said = f"the declaration is valid from {first:%Y-%m-%d} until {last:%Y-%m-%d}, never"
            self._doubt(said, (*self.path, "validityPeriodEnd"), "the two are the wrong way round")
        if first and end and first < end:
            said = f"it is valid from {first:%Y-%m-%d}, before its data end ({end:%Y-%m-%d})"
            help = "use begins where the reference period has ended"
            self._doubt(said, (*self.path, "validityPeriodStart"), help, mild="note")
        limit = _years_on(end, YEARS) if end else None
        if last and limit and last > limit + (timedelta() if self.strict else _DAY):
            said = f"it is valid until {last:%Y-%m-%d}, longer than {YEARS} years behind its data ({limit:%Y-%m-%d})"
            help = "reading keeps to what is declared"
            self._doubt(said, (*self.path, "validityPeriodEnd"), help, mild="note")

    def _moment(self, of: dict[str, Any], key: str) -> datetime | None:
        return moment(of.get(key))

    def _ids(self) -> None:
        own = self.message.get("id")
        for number, one in _entries(self.message, "precedingPfIds"):
            if isinstance(one, str) and isinstance(own, str) and one.lower() == own.lower():
                said = "the declaration says that it replaces itself"
                help = "ids of earlier declarations; leave the key out where there are none"
                self._doubt(said, (*self.path, "precedingPfIds", number), help)
        for key in ("companyIds", "productIds", "productClassifications"):
            for number, one in _entries(self.message, key):
                if isinstance(one, str) and one[:4].lower() == "urn:" and not _URN.fullmatch(one):
                    help = "`urn:`, a namespace, and what it names: urn:gtin:4712345060507"
                    self._doubt(f"{shown(one)} is an unfinished URN", (*self.path, key, number), help)

    def _operators(self) -> None:
        """A rule of another operator names it; known operators have their name."""
        elsewhere = any(of.get("otherOperatorName") is not None for of in (self.message, self.pcf))
        for number, rule in _entries(self.pcf, "productOrSectorSpecificRules"):
            if not isinstance(rule, dict):
                continue
            operator, other = rule.get("operator"), rule.get("otherOperatorName")
            at = (*self.at, "productOrSectorSpecificRules", number)
            if operator == "Other" and other is None and not (elsewhere and not self.strict):
                self._doubt("`otherOperatorName` is missing, and the operator is another one", at)
            if operator in ("PEF", "EPD International") and other is not None:
                said = f"the operator is {operator}, and `otherOperatorName` names another"
                self._doubt(said, (*at, "otherOperatorName"), "one of the two is wrong")

    def _boundary(self) -> None:
        """PACT is cradle-to-gate: words that say another boundary are doubtful, and no rule of the format is broken."""
        places = [
            (self.pcf, (*self.at, "boundaryProcessesDescription")),
            (self.message, (*self.path, "productDescription")),
        ]
        for of, at in places:
            text = of.get(str(at[-1]))
            if not isinstance(text, str) or words_of("cradle-to-gate", text):
                continue
            for boundary, help in _BOUNDARIES.items():
                words = words_of(boundary, text)
                if words:
                    said = f"the text says {shown(words)}, and a footprint of PACT is cradle-to-gate"
                    self.found.add("CF904", said, at, help)

    def _biogenic(self) -> None:
        """What is left blank beside biogenic flows is unknown, not zero: worth knowing."""
        if not any(self.numbers.get(key) for key in _BIOGENIC):
            return
        blank = [key for key in _BIOGENIC[:4] if self.pcf.get(key) is None]
        if blank:
            said = f"biogenic carbon or land is involved, and {', '.join(f'`{key}`' for key in blank)} stand blank"
            help = 'blank is unknown; "0" is what does not apply'
            self.found.add("CF906", said, self.at, help, severity="note")


_FLAGS = {
    "packagingEmissionsIncluded": ("packagingGhgEmissions", "packagingBiogenicCarbonContent"),
    "ccsTechnologicalCO2CaptureIncluded": ("ccsTechnologicalCO2Capture", "technologicalCO2Removals"),
}
_BOUNDARIES = {
    "gate-to-gate": "what is bought may be left out of its number: ask the supplier for the cradle-to-gate footprint",
    "cradle-to-grave": "use and end of life may be in its number: ask the supplier for the cradle-to-gate footprint",
}
_BIOGENIC = (
    *("biogenicCarbonContent", "landUseChangeGhgEmissions", "biogenicCO2Uptake", "biogenicNonCO2Emissions"),
    *("landManagementBiogenicCO2Emissions", "landManagementBiogenicCO2Removals"),
)


def _entries(of: dict[str, Any], key: str) -> Iterator[tuple[int, Any]]:
    given = of.get(key)
    return iter(enumerate(given)) if isinstance(given, list) else iter(())


def _years_on(day: datetime, years: int) -> datetime | None:
    """The same day some years on; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28) if day.year + years <= MAXYEAR else None


def _half(written: str) -> Decimal:
    """Half a unit of the last place that is written; zero is exact."""
    if not Decimal(written):
        return Decimal()
    return Decimal(5).scaleb(-1 - len(written.partition(".")[2]))


def number_text(number: Decimal) -> str:
    """A number in a message: as it is, without exponent."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if len(text) <= _DIGITS else f"{text[:_DIGITS]}..."
