"""A response from its request: envelope, content, and what our strict layer says of it before it leaves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from carbonfoot.cbam.model import Result
from carbonfoot.declarations.catenax_cbam.content import Content
from carbonfoot.declarations.catenax_cbam.fields import RESPONSE_CONTEXT
from carbonfoot.declarations.catenax_cbam.request import Request, read_request
from carbonfoot.declarations.catenax_cbam.strict import check
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.declarations.options import Declared, DeclareOptions
from carbonfoot.documents.json_found import Found
from carbonfoot.findings.finding import Finding, path_text

_NAMES = uuid5(NAMESPACE_URL, "urn:samm:io.catenax.cbam:1.0.0")
SUFFIX = ".json"


def response(result: Result, options: DeclareOptions) -> Declared:
    """The message, or findings."""
    request: Request | None = None
    read: list[Finding] = []
    if options.request is not None:
        request, read = read_request(options.request)
        if request is None:
            return Declared("", read, SUFFIX)
    talk = Talk(options.document, "" if request is None else request.file)
    if request is None:
        said = "no request is answered: the message has no header, and its masses are what was made in the period"
        talk.ours("CF852", said, ("processes",), "name the request with `--request`", on="key")
    if request is not None and request.header is not None:
        _addressed(result, request, talk)
    maker = Content(result, options, request, talk)
    content = maker.made()
    message = None if content is None else _enveloped(content, request, options.issued)
    if message is not None:
        talk.findings += _checked(message, maker, options.document)
    findings = [*read, *(talk.findings if request is None else request.placed(talk.findings))]
    return Declared("" if message is None else to_text(message), findings, SUFFIX)


def _addressed(result: Result, request: Request, talk: Talk) -> None:
    """A warning where the request went to another company than the operator of the document."""
    operator = result.installation.installation.operator
    own = None if operator is None else operator.bpn
    header = request.header or {}
    if own is not None and own != header["receiverBpn"]:
        said = f"the request is addressed to `{header['receiverBpn']}`, and the operator of the document is `{own}`"
        help = "it is answered as goods of another operator: is this the right document?"
        talk.asked("CF852", said, ("header", "receiverBpn"), help)


def to_text(message: dict[str, Any]) -> str:
    """The message as it is sent; the same message gives the same bytes."""
    return json.dumps(message, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _enveloped(content: dict[str, Any], request: Request | None, issued: datetime) -> dict[str, Any]:
    """The content in its envelope, where the request has one; its id is made of all that it says."""
    if request is None or request.header is None:
        return content
    asked = request.header
    header = {
        "messageId": "",
        "relatedMessageId": asked["messageId"],
        "context": RESPONSE_CONTEXT,
        "senderBpn": asked["receiverBpn"],
        "receiverBpn": asked["senderBpn"],
        "sentDateTime": issued.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": asked["version"],
    }
    message = {"header": header, "content": content}
    header["messageId"] = str(uuid5(_NAMES, to_text(message)))
    return message


def _checked(message: dict[str, Any], maker: Content, document: str) -> list[Finding]:
    """What the strict layer says of our own message, told at the document: nobody can open the message yet."""
    found = Found("")
    check(message, found, "response")
    incomplete = any(
        one.code == "CF851" for one in maker.talk.findings
    )  # told where the document would state it
    told = []
    for one in found.all():
        if one.code == "CF102" and incomplete:
            continue
        if one.path[-1:] == ("requestReferencePeriodEnd",):  # as it was asked, and told there
            continue
        if one.path[-1:] == ("requestNetMass",) and maker.staged:
            help = "the other installations of the request answer for the rest"
            told.append(_at(one._replace(code="CF852", help=help), document))
        else:
            told.append(_at(one, document))
    return told


def _at(finding: Finding, document: str) -> Finding:
    said = f"{finding.message} (message: {path_text(finding.path)})"
    return finding._replace(message=said, file=document, path=("installation",), on="key")
