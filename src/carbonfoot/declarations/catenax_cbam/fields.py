"""The message model of Catena-X CBAM 1.0.0, as we read it: every key, and where it must stand.

Source: `io.catenax.cbam` 1.0.0 of the Eclipse Tractus-X models and the CBAM KIT (CC-BY-4.0), in words of our own. One model
serves requests and responses. `M`: must stand where its object does; `O`: may; `-`: is no part of that message.
"""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.declarations.catenax_cbam.kinds import (
    Kind,
    bpnl,
    cn_code,
    country,
    currency,
    date_time,
    degrees,
    mass,
    one_of,
    text,
    uuid,
    version,
    yes_no,
    zoned,
)

VERSION = "1.0.0"
REQUEST_CONTEXT = f"CarbonBorderAdjustmentMechanism-CBAMAPI-Request:{VERSION}"
RESPONSE_CONTEXT = f"CarbonBorderAdjustmentMechanism-CBAMAPI-Response:{VERSION}"

ELEMENTS = (
    *("respondingCompanyIds", "requestingCompanyIds", "cnCode", "productIds", "productDescription"),
    *("businessTransactionDetails", "transactionReferenceDocumentLink", "operatorIdentification"),
    *("operatorNetMass", "installationIdentification", "installationNetMass", "activityData"),
    *("productionMethod", "directEmissions", "indirectEmissions", "freeAllocationFactor"),
    *("attestationOfConformance", "carbonPricePaid"),
)
"""What a request may ask for."""


class Key(NamedTuple):
    """A key: whether it must stand in a request and in a response, and what stands there.

    kind   of a value, or the keys of an object
    many   a list of such
    """

    request: str
    response: str
    kind: Kind | dict[str, Key]
    many: bool = False


_OM, _MM, _OO, _NM, _NO = (("O", "M"), ("M", "M"), ("O", "O"), ("-", "M"), ("-", "O"))

PAIR = {"key": Key(*_MM, text), "value": Key(*_MM, text)}

_TRANSACTION = {
    "transactionReferenceDocuments": Key(*_OO, PAIR, many=True),
    "requestReferencePeriodStart": Key(*_MM, date_time),  # the schema asks for both in a response too
    "requestReferencePeriodEnd": Key(*_MM, date_time),
    "requestNetMass": Key(*_OO, mass),
}
_LINK = {
    "refDocKey": Key(*_MM, text),
    "refDocValue": Key(*_MM, text),
    "refDocElement": Key(*_OO, PAIR),
}
_OPERATOR = {
    "operatorIsSupplier": Key(*_OO, yes_no),
    "operatorIds": Key(
        *_OO,
        {
            "operatorBpnl": Key(*_OO, bpnl),
            "operatorCbamId": Key(*_OO, text),
            "otherIds": Key(*_OO, PAIR, many=True),
        },
    ),
    "operatorName": Key(*_OO, text),
    "operatorContactEmailAddress": Key(*_OO, text),
    "address": Key(
        *_OO, {"countryCode": Key(*_OO, country), "city": Key(*_OO, text), "street": Key(*_OO, text)}
    ),
}
_INSTALLATION = {
    "installationIds": Key(
        *_OO, {"installationCbamId": Key(*_OO, text), "otherIds": Key(*_OO, PAIR, many=True)}
    ),
    "installationName": Key(*_OO, text),
    "address": Key(
        *_OO,
        {
            "country": Key(*_MM, country),
            "city": Key(*_MM, text),
            "longitude": Key(*_OO, degrees(180.0)),
            "latitude": Key(*_OO, degrees(90.0)),
            "typeOfCoordinates": Key(*_OO, one_of("01", "02")),
            "plotOrParcelNumber": Key(*_OO, text),
            "unLoCode": Key(*_OO, text),
        },
    ),
}
_METHOD = {
    "methodId": Key(*_MM, text),
    "specificSteelMillId": Key(*_OO, text),
    "additionalInformation": Key(*_OO, text),
}
_ACTIVITY = {
    "referencePeriodStart": Key(*_OM, date_time),
    "referencePeriodEnd": Key(*_OM, date_time),
    "netMass": Key(*_MM, mass),
}
_DIRECT = {
    "specificEmbeddedEmissionsDirect": Key(*_NM, mass),
    "additionalInformation": Key(*_NO, text),
}
_INDIRECT = {
    "specificEmbeddedEmissionsIndirect": Key(*_NM, mass),
    "electricityConsumedMwhPerTonnesGood": Key(*_NM, mass),
    "emissionFactorTonnesCo2PerMwh": Key(*_NM, mass),
    "sourceOfEmissionFactor": Key(*_NM, one_of("01", "02")),
    "sourceOfEmissionFactorValue": Key(*_NM, text),
    "sourceOfElectricity": Key(*_NM, one_of("SOE01", "SOE02", "SOE03")),
}
_ATTESTATION = {
    "attestationType": Key(*_NM, text),
    "attestationStandard": Key(*_NM, text),
    "standardName": Key(*_NM, text),
    "attestationOfConformanceId": Key(*_NM, text),
    "providerName": Key(*_NM, text),
    "providerId": Key(*_NO, text),
    "attestationOfConformanceLink": Key(*_NO, text),
    "completedAt": Key(*_NO, date_time),
}
_PRICE = {
    "independentPersonId": Key(*_NM, PAIR),
    "typeOfInstrument": Key(*_NO, one_of("01", "02", "03", "04", "05", "06")),
    "descriptionAndIndicationOfLegalAct": Key(*_NO, text),
    # ours: an amount says nothing without the others
    "amountOfCarbonPricePaid": Key(*_NM, mass),
    "currency": Key(*_NM, currency),
    "countryCode": Key(*_NM, country),
}
_RECORD = {
    "productionMethod": Key(*_OM, _METHOD),
    "activityData": Key(*_OM, _ACTIVITY),  # ours: it carries the mass
    "directEmissions": Key(*_NO, _DIRECT),
    "indirectEmissions": Key(*_NO, _INDIRECT),
    "freeAllocationFactor": Key(*_NO, mass),
    "attestationOfConformance": Key(*_NO, _ATTESTATION, many=True),
    "carbonPricePaid": Key(*_NO, _PRICE, many=True),
}
_GOOD = {
    "cnCode": Key(*_MM, cn_code),
    "productIds": Key(*_OO, PAIR, many=True),
    "productDescription": Key(*_OO, text),
    "businessTransactionDetails": Key(*_OO, _TRANSACTION),
    "operator": Key(
        *_OO,
        {
            "transactionReferenceDocumentLink": Key(*_OO, _LINK),
            "operatorIdentification": Key(*_OO, _OPERATOR),
            "operatorNetMass": Key(*_OO, mass),
            "installation": Key(
                *_OO,
                {
                    "installationIdentification": Key(*_OO, _INSTALLATION),
                    "installationNetMass": Key(*_OO, mass),
                    "emissionsRecords": Key(*_OO, _RECORD, many=True),
                },
                many=True,
            ),
        },
        many=True,
    ),
}
CONTENT = {
    "requestedElements": Key("O", "-", one_of(*ELEMENTS), many=True),
    "companyIds": Key(
        *_OO,
        {
            "requestingCompanyIds": Key(*_OO, PAIR, many=True),
            "respondingCompanyIds": Key(*_OO, PAIR, many=True),
        },
    ),
    "good": Key(*_MM, _GOOD, many=True),
}
HEADER = {
    "messageId": Key(*_MM, uuid),
    "relatedMessageId": Key("O", "M", uuid),
    "context": Key(*_MM, text),
    "senderBpn": Key(*_MM, bpnl),
    "receiverBpn": Key(*_MM, bpnl),
    "sentDateTime": Key(*_MM, zoned),
    "version": Key(*_MM, version),
    "senderFeedbackUrl": Key(*_OO, text),
    "expectedResponseBy": Key(*_OO, zoned),
}
