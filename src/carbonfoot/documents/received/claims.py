"""What a declaration says of offsets, credits and mass balances under keys that its format does not know."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.received.model import Claim
from carbonfoot.findings.finding import Path

WORDS = {
    "offset": "offset",
    "compensat": "offset",
    "neutrali": "offset",
    "carboncredit": "offset",
    "massbalance": "mass-balance",
    "bookandclaim": "mass-balance",
}
"""Parts of keys, in small letters without `_` and `-`, and the kind of claim that they tell of."""

MAX_SAID = 200
"""Letters of a claim that are kept."""


def claims_in(given: dict[str, Any], path: Path) -> tuple[Claim, ...]:
    """The claims among the keys of one object, in its order; what is empty, zero or false claims nothing."""
    found = []
    for key, value in given.items():
        plain = key.lower().replace("_", "").replace("-", "")
        kind = next((kind for word, kind in WORDS.items() if word in plain), "")
        if kind and value not in (None, "", "0", False, 0):
            said = value if isinstance(value, str) else repr(value)
            found.append(Claim(kind, f"{key}: {said}"[:MAX_SAID], (*path, key)))
    return tuple(found)
