"""Slugs of names: Latin letters and digits as they are, Hangul in the letters of the Revised Romanization."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

_FIRST = "g,kk,n,d,tt,r,m,b,pp,s,ss,,j,jj,ch,k,t,p,h".split(",")  # noqa: SIM905
_VOWEL = "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,wo,we,wi,yu,eu,ui,i".split(",")  # noqa: SIM905
_LAST = ",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t".split(",")  # noqa: SIM905
_SYLLABLES, _BEGIN = 11_172, 0xAC00
_VOWELS, _LASTS = 21, 28
_ALLOWED = re.compile(r"[^a-z0-9.]+")


def romanised(text: str) -> str:
    """Hangul syllables letter by letter, without the changes of sound between them; all else as it stands."""
    out = []
    for letter in normalize("NFC", text):
        place = ord(letter) - _BEGIN
        if 0 <= place < _SYLLABLES:
            first, rest = divmod(place, _VOWELS * _LASTS)
            vowel, last = divmod(rest, _LASTS)
            out.append(_FIRST[first] + _VOWEL[vowel] + _LAST[last])
        else:
            out.append(letter)
    return "".join(out)


@lru_cache(maxsize=16_384)
def slug_of(text: str) -> str:
    """The slug of a name; "" where a letter of it has no Latin spelling here."""
    plain = normalize("NFKD", romanised(normalize("NFKC", text)).lower())
    plain = "".join(letter for letter in plain if not combining(letter))
    if any(letter.isalpha() and not letter.isascii() for letter in plain):
        return ""
    slug = _ALLOWED.sub("-", plain).strip("-.")
    return re.sub(r"[.-]*-[.-]*|\.{2,}", lambda match: "-" if "-" in match[0] else ".", slug)
