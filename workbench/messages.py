"""The one gettext catalogue of every text that a user reads.

`_` translates now, `ngettext` chooses a plural, and `N_` only marks a text that is translated
later, where it is shown. The source language is English; catalogues are
`locales/LANGUAGE/LC_MESSAGES/workbench.mo`.
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"
_FROM_THE_RIGHT = frozenset(("ar",))  # languages whose interface is mirrored

WESTERN, ARABIC_INDIC = "western", "arabic"
NUMERALS = (WESTERN, ARABIC_INDIC)
"""The digits that the interface can count with: 0123456789 or ٠١٢٣٤٥٦٧٨٩."""

_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DATA = re.compile("(\u2068[^\u2068\u2069]*\u2069)")

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_numerals = WESTERN


def languages() -> tuple[str, ...]:
    """The languages that the interface can speak, the source language first."""
    translated = sorted(p.parent.parent.name for p in LOCALES.glob("*/LC_MESSAGES/workbench.mo"))
    return (SOURCE_LANGUAGE, *translated)


def use_language(language: str | None) -> None:
    """Speak `language`; None takes it from the environment, and falls back on English."""
    global _catalogue  # noqa: PLW0603 - the one process-wide setting: the language of the interface
    chosen = [language] if language else None
    _catalogue = gettext.translation("workbench", LOCALES, chosen, fallback=True)


def use_numerals(numerals: str) -> None:
    """Count with the digits that are so called, one of `NUMERALS`."""
    global _numerals  # noqa: PLW0603 - goes with the language
    _numerals = numerals


def counted(text: str) -> str:
    """A text of the interface with the digits that were chosen.

    What stands in isolates (U+2068 … U+2069) is data, and stays as it is.
    """
    if _numerals == WESTERN:
        return text
    parts = _DATA.split(text)
    parts[::2] = [part.translate(_DIGITS) for part in parts[::2]]
    return "".join(parts)


def language() -> str:
    """The language that the interface speaks."""
    return _catalogue.info().get("language", SOURCE_LANGUAGE)


def is_rtl() -> bool:
    """Whether the interface reads from right to left."""
    return language() in _FROM_THE_RIGHT


def _(message: str) -> str:
    """`message` in the language of the interface."""
    return _catalogue.gettext(message)


@cache
def _catalogue_of(language: str) -> gettext.NullTranslations:
    return gettext.translation("workbench", LOCALES, [language], fallback=True)


def said_in(language: str, message: str) -> str:
    """`message` in a language, whatever that of the interface is."""
    return _catalogue_of(language).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a text that fits the count `n`."""
    return _catalogue.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark `message` for the catalogue without translating it yet."""
    return message
