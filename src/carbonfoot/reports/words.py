"""Labels of the reports for people, by language. Machine formats are English and do not come here."""

from __future__ import annotations


def words(lang: str) -> dict[str, str]:
    """All labels of a language, `en` or `ko`."""
    if lang == "ko":
        from carbonfoot.reports.words_ko import WORDS as KOREAN

        return KOREAN
    from carbonfoot.reports.words_en import WORDS as ENGLISH

    return ENGLISH


def cbam_words(lang: str) -> dict[str, str]:
    """Labels of the border adjustment, which few reports need; their keys begin with `cbam `."""
    if lang == "ko":
        from carbonfoot.reports.words_cbam_ko import WORDS as KOREAN

        return KOREAN
    from carbonfoot.reports.words_cbam_en import WORDS as ENGLISH

    return ENGLISH


def word(key: str, lang: str) -> str:
    """The label in a language; the key itself when it is a name of the user's."""
    found = words(lang).get(key)
    if found is None and key.startswith("cbam "):
        found = cbam_words(lang).get(key)
    return key if found is None else found
