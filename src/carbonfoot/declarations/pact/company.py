"""Who declares, and of what: names, and ids as URNs (RFC 8141; technical specifications 3.0.3, product identifiers)."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from carbonfoot.declarations.pact.ground import PRODUCT, Ground
from carbonfoot.declarations.plain import plain
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.numbers import shown

_CHARACTER = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_URN = re.compile(
    rf"[uU][rR][nN]:[A-Za-z0-9][A-Za-z0-9\-]{{0,30}}[A-Za-z0-9]:{_CHARACTER}(?:{_CHARACTER}|/)*"
    rf"(?:\?[+=](?:{_CHARACTER}|[/?])+)*(?:#(?:{_CHARACTER}|[/?])*)?"
)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z0-9\-]{2,63}", re.ASCII)

SETTINGS = "carbonfoot.toml"
BLOCK = """\
[company]
name = "..."
ids = ["urn:pact:<domain>:company-id:<id>"]
domain = "..."
contact = "..."
""".strip()
"""What a project says of its company; as long as it stands there unchanged, nothing is declared (`placeholders`)."""


def clean(text: str) -> str:
    """A text of the document for a message: composed (NFC), in one line, what cannot be seen written out."""
    return plain(re.sub(r"\s*[\t\r\n]\s*", " ", normalize("NFC", text).strip()))


def about_company(ground: Ground) -> dict[str, Any]:
    """`companyName` and `companyIds`; what is missing or no URN is told."""
    company, says = ground.subject.company, ground.says
    if company is None:
        says.missing(
            "PACT needs to know who declares, and the project does not say",
            f"write into {SETTINGS}, in the top folder of the project, as it is with you:\n{BLOCK}",
        )
        return {}
    if not company.ids:
        says.missing(
            "PACT needs an id of the company, and the project states none",
            f'write into `[company]` of {SETTINGS}: ids = ["urn:lei:..."], or "urn:pact:<domain>:company-id:<id>"',
        )
    ids = _urns(ground, company.ids or [], f"`[company] ids` of {SETTINGS}", ())
    return {"companyName": clean(company.name), "companyIds": ids}


def about_product(ground: Ground) -> dict[str, Any]:
    """Names, description, ids and classes of the product."""
    product, declare = ground.part.product, ground.declare
    found: dict[str, Any] = {
        "productDescription": clean(declare.description or product.description or product.name),
        "productIds": product_ids(ground),
    }
    classes = _urns(ground, declare.classifications or [], "`classifications:`", ("declare",))
    if product.cn_code:
        code = re.sub(r"\D", "", product.cn_code)
        classes = list(dict.fromkeys([*classes, f"urn:pact:productclassification:cn:{code}"]))
    if classes:
        found["productClassifications"] = classes
    return {**found, "productNameCompany": clean(product.name)}


def product_ids(ground: Ground) -> list[str]:
    """The URNs of the product: as stated, else one made of the company's domain and the part number."""
    stated = ground.declare.product_ids
    if stated:
        return _urns(ground, stated, "`product_ids:`", ("declare", "product_ids"))
    company, says = ground.subject.company, ground.says
    if company is None:
        return []  # told
    domain = (company.domain or "").strip().lower()
    if not domain:
        says.missing(
            "PACT needs an id of the product as a URN, and there is no domain to make one with",
            f'write `domain = "..."` into `[company]` of {SETTINGS}, or `declare: {{product_ids: "urn:..."}}`',
        )
        return []
    if not _DOMAIN.fullmatch(domain):
        says.refuse(
            f"{shown(domain)} is no domain",
            f'write `domain = "hanil.example"` into `[company]` of {SETTINGS}',
        )
        return []
    id = quote(normalize("NFC", ground.part.product.id).strip(), safe="")
    return [f"urn:pact:{domain}:product-id:{id}"]


def _urns(ground: Ground, stated: list[str], where: str, path: Path) -> list[str]:
    """Ids, each once and each a URN; others are told."""
    found = []
    for one in stated:
        urn = one.strip()
        if _URN.fullmatch(urn):
            found.append(urn)
        else:
            help = (
                "write `urn:lei:...`, `urn:gtin:...`, `urn:uuid:...` or `urn:pact:<domain>:<kind of id>:<id>`"
            )
            escape = (
                "; spaces and letters beyond ASCII are written as %20, %EA" if "urn:" in urn.lower() else ""
            )
            ground.says.refuse(f"{shown(one)} in {where} is no URN", help + escape, path or PRODUCT[:0])
    return list(dict.fromkeys(found))
