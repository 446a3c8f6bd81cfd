"""The content of a response: what was asked for, and what a response must have whatever was asked for."""

from __future__ import annotations

from math import fsum
from typing import Any

from carbonfoot.cbam.model import Result
from carbonfoot.declarations.catenax_cbam import parties, values
from carbonfoot.declarations.catenax_cbam.allocation import free_allocation
from carbonfoot.declarations.catenax_cbam.matching import (
    Answer,
    Record,
    Share,
    answer,
    every_good,
    method_of,
    stated,
)
from carbonfoot.declarations.catenax_cbam.parties import Object, without_none
from carbonfoot.declarations.catenax_cbam.prices import carbon_price
from carbonfoot.declarations.catenax_cbam.request import Request
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.declarations.options import DeclareOptions
from carbonfoot.declarations.rounding import see
from carbonfoot.quantities.numbers import round_digits

OF_RECORD = (
    *("activityData", "productionMethod", "directEmissions", "indirectEmissions"),
    *("freeAllocationFactor", "attestationOfConformance", "carbonPricePaid"),
)
OF_INSTALLATION = ("installationIdentification", "installationNetMass", *OF_RECORD)
OF_OPERATOR = (
    *("transactionReferenceDocumentLink", "operatorIdentification", "operatorNetMass"),
    *OF_INSTALLATION,
)
UNASKED = "netMass is what was made in the reporting period: no request is answered."


class Content:
    """Puts the content together; findings go to `talk`."""

    def __init__(self, result: Result, options: DeclareOptions, request: Request | None, talk: Talk) -> None:
        self.result = result
        self.options = options
        self.library = options.library
        self.request = request
        self.talk = talk
        self.elements = None if request is None else request.elements
        self.staged = False
        self.head = result.installation.installation
        header = request.header if request is not None else None
        self.receiver = None if header is None else str(header["receiverBpn"])

    def made(self) -> Object | None:
        """The content; None where a good of the request cannot be answered."""
        answers = self._answers()
        if answers is None:
            return None
        asked = {} if self.request is None else self.request.content
        requesting, responding = parties.company_ids(self.head, asked, self.receiver)
        ids = {
            **(requesting if self.wants("requestingCompanyIds") else {}),
            **(responding if self.wants("respondingCompanyIds") else {}),
        }
        return without_none(companyIds=ids, good=[self._good(one) for one in answers])

    def wants(self, *elements: str) -> bool:
        """Whether one of them is to come back."""
        return self.elements is None or any(one in self.elements for one in elements)

    def due(self, element: str) -> bool:
        """Whether it is asked for by name."""
        return self.elements is not None and element in self.elements

    def _answers(self) -> list[Answer] | None:
        if self.request is None:
            return every_good(self.result)
        found = [
            answer(self.result, good, (*self.request.path, "good", number), self.talk)
            for number, good in enumerate(self.request.goods)
        ]
        self._twice()
        self.staged = any(one.staged for one in found if one is not None)
        return None if None in found else [one for one in found if one is not None]

    def _twice(self) -> None:
        """A warning for each good that is asked for with the same words as another one."""
        goods = [] if self.request is None else self.request.goods
        for number, good in enumerate(goods):
            if good in goods[:number] and self.request is not None:
                said = (
                    f"the same is asked for twice (good {goods.index(good)} and {number}), and answered twice"
                )
                help = "the receiver must not add the two up, unless both were delivered: then name their documents"
                self.talk.asked("CF852", said, (*self.request.path, "good", number), help)

    def _good(self, one: Answer) -> Object:
        first = one.shares[0].records[0].good
        asked = one.asked
        own = stated(self.result, first).id
        ids = asked.get("productIds") or (
            [{"key": "articleNumber", "value": own}] if own and not asked else []
        )
        wants = self.wants
        return without_none(
            cnCode=asked.get("cnCode", first.cn[:8]),
            productIds=ids if wants("productIds") else None,
            productDescription=(asked.get("productDescription") or first.name)
            if wants("productDescription")
            else None,
            businessTransactionDetails=asked.get("businessTransactionDetails")
            if wants("businessTransactionDetails")
            else None,
            operator=[self._operator(one, share) for share in one.shares] if wants(*OF_OPERATOR) else None,
        )

    def _operator(self, one: Answer, share: Share) -> Object:
        wants, mass = self.wants, self._mass(share)
        return without_none(
            transactionReferenceDocumentLink=self._link(one, share)
            if wants("transactionReferenceDocumentLink")
            else None,
            operatorIdentification=parties.operator(self.head, self.library, self.receiver)
            if wants("operatorIdentification")
            else None,
            operatorNetMass=mass if wants("operatorNetMass") else None,
            installation=[self._installation(one, share, mass)] if wants(*OF_INSTALLATION) else None,
        )

    def _installation(self, one: Answer, share: Share, mass: float | None) -> Object:
        wants = self.wants
        return without_none(
            installationIdentification=parties.installation(self.head, self.library, self.talk)
            if wants("installationIdentification")
            else None,
            installationNetMass=mass if wants("installationNetMass") else None,
            emissionsRecords=[self._record(one, each) for each in share.records]
            if wants(*OF_RECORD)
            else None,
        )

    def _record(self, one: Answer, record: Record) -> Object:
        """One record; method, dates and mass are due in every one."""
        result, good, talk = self.result, record.good, self.talk
        found: Object = {
            "productionMethod": self._method(record),
            "activityData": self._activity(one, record),
        }
        if self.wants("directEmissions"):
            found["directEmissions"] = values.direct(result, good, self._note(record))
        if self.wants("indirectEmissions"):
            found["indirectEmissions"] = values.indirect(
                result, good, talk, due=self.due("indirectEmissions")
            )
        if self.wants("freeAllocationFactor"):
            found["freeAllocationFactor"] = free_allocation(
                result, good, self.options, talk, due=self.due("freeAllocationFactor")
            )
        if self.wants("attestationOfConformance"):
            found["attestationOfConformance"] = values.attestation(result, talk)
        prices = None
        if self.wants("carbonPricePaid"):
            prices = carbon_price(result, good, record.mass, self.library, talk)
        found = without_none(**found)
        return found if prices is None else {**found, "carbonPricePaid": prices}

    def _note(self, record: Record) -> str:
        """What a reader of the numbers has to know."""
        more = see(values.of_precursors(self.result, record.good))
        told = [] if self.request is not None else [UNASKED]
        if more > 0:
            told.append(f"Of the indirect emissions, {more:.5f} t CO2e/t came in with precursors.")
        return " ".join(told)

    def _method(self, record: Record) -> Object:
        good = record.good
        ours = method_of(self.result, good)
        code = ours or record.method
        if ours is None and code is not None:
            said = f"the production method `{code}` is taken from the request: the document states none"
            self.talk.ours(
                "CF852", said, good.path, f"add `production_method: {code}` to the good or its process"
            )
        if code is None:
            process = self.result.processes[good.process]
            said = f"the production method of `{process.name}` is missing: a response must have its code (methodId)"
            help = (
                "copy the code that the CBAM registry (O3CI portal) lists for the installation, such as P24, as"
                " `production_method:` of the process or of each good; the list is published nowhere else, so without access"
                " ask the importer, who may name it in the request, at `emissionsRecords[].productionMethod.methodId`"
            )
            self.talk.ours("CF851", said, process.path, help)
            return {}
        return without_none(
            methodId=code,
            specificSteelMillId=stated(self.result, good).steel_mill,
            additionalInformation=good.route or None,
        )

    def _activity(self, one: Answer, record: Record) -> Object:
        period = self.result.installation.period
        if record.mass is None:
            said = f"nothing states the mass of `{record.good.name}`"
            if self.request is None:
                self.talk.ours("CF851", said, record.good.path, "add `amount:` to the good")
            else:
                self.talk.asked("CF851", said, one.path, "ask for `requestNetMass`, in tonnes")
            return {}
        return without_none(
            referencePeriodStart=f"{period.start}T00:00:00Z",
            referencePeriodEnd=f"{period.end}T23:59:59Z",
            netMass=record.mass,
        )

    def _mass(self, share: Share) -> float | None:
        """Tonnes of all records; None where one is not known."""
        known = [each.mass for each in share.records if each.mass is not None]
        return round_digits(fsum(known)) if len(known) == len(share.records) else None

    def _link(self, one: Answer, share: Share) -> Any:
        """The document that the request links; the only one it lists; None where it lists several."""
        given = share.operator.get("transactionReferenceDocumentLink")
        if given is not None:
            return given
        deal = one.asked.get("businessTransactionDetails") or {}
        listed = deal.get("transactionReferenceDocuments") or []
        if len(listed) == 1:
            return {"refDocKey": listed[0]["key"], "refDocValue": listed[0]["value"]}
        if listed:
            said = "several documents are listed, and nothing says which one this mass belongs to: no link is sent"
            help = "link one in `transactionReferenceDocumentLink` of the operator that is asked"
            self.talk.asked("CF852", said, one.path, help)
        return None
