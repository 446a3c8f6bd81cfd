"""What PACT 2 asks for beside its schema: what became mandatory, details that do not fit, what is not taken over.

Source: technical specifications 2.3.3, tables of properties (fields marked O* are mandatory for reference periods that
include the beginning of 2025 or later). What both versions ask for is judged as in version 3.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, localcontext
from typing import Any

from carbonfoot.documents.received.kinds import moment
from carbonfoot.documents.received.pact3_rules import EXACT, Rules, number_text
from carbonfoot.documents.received.table import table
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown

_STARRED = datetime(2025, 1, 1, tzinfo=UTC)
_WORDS_ONLY = ("crossSectoralStandards",)
"""Mandatory by the text, and not by the schema of the same version."""


MOST_EXEMPTED = 5
"""Percent that may be left out (technical specifications 2.3, `exemptedEmissionsPercent`); the schema takes any."""


class Rules2(Rules):
    """The rules for one message of version 2; `strict` makes errors of what is only doubtful on reading."""

    uptake = "biogenicCarbonWithdrawal"

    def all(self) -> None:
        """What can be judged whatever stands in the message."""
        self._place()
        self._periods()
        self._both_ends()
        self._ids()
        self._operators()
        self._versions()
        with localcontext(prec=EXACT):
            self._uptake()
            self._carbon()
        self._inside()
        self._boundary()

    def asked(self) -> None:
        """What is missing or not taken over, of a message whose keys and kinds are right."""
        self._since()
        self._touching_2025()
        self._left()

    def _both_ends(self) -> None:
        stated = [
            key for key in ("validityPeriodStart", "validityPeriodEnd") if self.message.get(key) is not None
        ]
        if len(stated) == 1:
            said = "one end of the validity period is stated, and the other is not"
            self._doubt(said, (*self.path, stated[0]), "the rules ask for both or none", on="key")

    def _versions(self) -> None:
        created, updated = moment(self.message.get("created")), moment(self.message.get("updated"))
        if created is not None and updated is not None and updated < created:
            self._doubt("it was updated before it was created", (*self.path, "updated"))
        sets, named = (
            self.pcf.get("ipccCharacterizationFactorsSources"),
            self.pcf.get("characterizationFactors"),
        )
        if isinstance(sets, list) and isinstance(named, str) and sets and named not in sets:
            listed = ", ".join(shown(one) for one in sets if isinstance(one, str))
            said = f"`characterizationFactors` is {shown(named)}, and the sources name {listed}"
            self._doubt(said, (*self.at, "characterizationFactors"), "the sources are taken")

    def _carbon(self) -> None:
        """Carbon is part of the mass."""
        numbers = self.numbers
        mass = numbers.get("productMassPerDeclaredUnit")
        if self.pcf.get("declaredUnit") == "kilogram":
            if mass and mass != 1:
                said = f"one kilogram of the product weighs {number_text(mass)} kg"
                help = "the mass is that of one declared unit: 1 kg is taken"
                self._doubt(said, (*self.at, "productMassPerDeclaredUnit"), help)
            mass = Decimal(1)
        carbon = numbers.get("fossilCarbonContent", Decimal()) + numbers.get(
            "biogenicCarbonContent", Decimal()
        )
        if mass and carbon > mass:
            said = f"{number_text(carbon)} kg of carbon does not fit into {number_text(mass)} kg of product"
            self._doubt(said, (*self.at, "fossilCarbonContent"))

    def _inside(self) -> None:
        """Details are not more than what they are part of, and what is left out not more than the method allows."""
        numbers = self.numbers
        exempted = self.pcf.get("exemptedEmissionsPercent")
        if isinstance(exempted, int | float) and exempted > MOST_EXEMPTED:
            said = f"{exempted:g} percent of the footprint are left out; version 2 allows {MOST_EXEMPTED}"
            self._doubt(said, (*self.at, "exemptedEmissionsPercent"))
        fossil, total = numbers.get("fossilGhgEmissions"), numbers.get("pCfExcludingBiogenic")
        plane, packaging = numbers.get("aircraftGhgEmissions"), numbers.get("packagingGhgEmissions")
        if plane is not None and fossil is not None and plane > fossil:
            said = f"aircraft emissions of {number_text(plane)} are more than all that is fossil, {number_text(fossil)}"
            self._doubt(said, (*self.at, "aircraftGhgEmissions"))
        at = (*self.at, "packagingGhgEmissions")
        if packaging is not None and self.pcf.get("packagingEmissionsIncluded") is False:
            said = "`packagingGhgEmissions` is stated although `packagingEmissionsIncluded` is false"
            self._doubt(said, at, "one of the two is wrong", on="key")
        elif packaging is not None and total is not None and packaging > total:
            self._doubt(
                f"packaging of {number_text(packaging)} is more than the whole, {number_text(total)}", at
            )

    def _since(self) -> None:
        """Fields that a later version of 2 made mandatory."""
        version = _numbered(self.message["specVersion"].partition("-")[0])
        objects: tuple[tuple[str, Any, Path], ...] = (
            ("CarbonFootprint", self.pcf, self.at),
            ("Assurance", self.pcf.get("assurance"), (*self.at, "assurance")),
        )
        for name, given, at in objects:
            for key, field in table("pact2")[name].items():
                since = field.rule.partition("SHALL ")[2]
                if not since or given is None or given.get(key) is not None or version < _numbered(since):
                    continue
                help = f"mandatory since version {since}"
                if key in _WORDS_ONLY:
                    self._lacks(f"`{key}` is missing", at, help)
                else:
                    self.found.add("CF102", f"`{key}` is missing", at, help)

    def _touching_2025(self) -> None:
        end = moment(self.pcf["referencePeriodEnd"])
        starred = [key for key, field in table("pact2")["CarbonFootprint"].items() if field.rule == "2025"]
        absent = [key for key in starred if self.pcf.get(key) is None]
        if end is not None and end > _STARRED and absent:
            said = f"the data reach into 2025 or later, and these are missing: {', '.join(absent)}"
            self._lacks(said, self.at, "ask the supplier; nothing of it is taken to be zero")
        elif {"primaryDataShare", "dqi"} <= {*absent}:
            said = "neither `primaryDataShare` nor `dqi` is stated"
            self._lacks(said, self.at, "the rules ask for one of them")

    def _lacks(self, said: str, at: Path, help: str) -> None:
        self.found.add("CF906", said, at, help, severity="error" if self.strict else "")

    def _left(self) -> None:
        """What is read in another way than people may think."""
        amount = self.numbers.get("unitaryProductAmount")
        if amount is not None and amount != 1:
            said = f"numbers count per 1 {self.pcf['declaredUnit']}, not per the {number_text(amount)} in a product"
            help = "in version 2 this amount multiplies nothing; suppliers confuse it: ask where in doubt"
            self.found.add("CF904", said, (*self.at, "unitaryProductAmount"), help, severity="note")
        if self.pcf.get("dqi") is not None:
            said = "data quality ratings of version 2 run from 1 to 3, and are not taken over"
            help = "nothing defines what they are on the scale of 1 to 5"
            self.found.add("CF904", said, (*self.at, "dqi"), help, on="key", severity="note")


def _numbered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])
