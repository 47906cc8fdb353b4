"""Words that figures hang on, and how proclitics are cut from them.

Invariant: a word that is in a lexicon whole is never cut («واحد» is one, not و + أحد). All words
are folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.arabic.fold import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
_PROCLITIC_LETTERS = frozenset("وفبلك")
_CONJUNCTIONS = frozenset("وف")
_PREPOSED = frozenset("بلك")
ARTICLES = frozenset(("ال", "وال", "بال", "لل", "فال", "كال", "وبال", "ولل"))
"""What stands before a numeral in place of «ال»."""

_NEVER_CUT = frozenset(
    fold(before + word) for before in ("", "و", "ف", "ب", "ل") for word in ["كمية", "لست"]
)
"""Words that begin with a proclitic and a number word by chance: «كمية», «ولست»."""

ATTACHED = frozenset((*_PROCLITICS, *ARTICLES))
"""Letters that may stand directly before a numeral."""


def words(*texts: str) -> frozenset[str]:
    """The folded words of `texts`."""
    return frozenset(fold(word) for text in texts for word in text.split())


def article_cut(key: str) -> int:
    """How many letters of a member of `ARTICLES` are proclitics: «لل» is ل + ال."""
    return len(key) - (1 if key.endswith("لل") else 2)


def with_proclitics(stems: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Every word that is one of `stems` with proclitics: how much to cut, and the stem."""
    table = {stem: (0, stem) for stem in stems}
    for stem in list(table):
        for proclitic in _PROCLITICS:
            if proclitic + stem not in _NEVER_CUT:
                table.setdefault(proclitic + stem, (len(proclitic), stem))
            if stem.startswith("ال") and proclitic.endswith("ل"):
                table.setdefault(proclitic + stem[1:], (len(proclitic), stem))
    return table


def stem_in(stems: Container[str], key: str) -> tuple[int, str] | None:
    """The cut and the stem if `key` is one of `stems` with or without proclitics."""
    if key in stems:
        return 0, key
    first = key[:1]
    if first not in _PROCLITIC_LETTERS or key in _NEVER_CUT:
        return None
    found = _cut_stem(stems, key, 1)
    if found is None and first in _CONJUNCTIONS and key[1:2] in _PREPOSED:
        found = _cut_stem(stems, key, 2)
    return found


def _cut_stem(stems: Container[str], key: str, size: int) -> tuple[int, str] | None:
    """The stem after `size` letters of proclitics; «للـ» is ل before a word with the article."""
    rest = key[size:]
    if rest in stems:
        return size, rest
    if key[size - 1] == "ل" and rest[:1] == "ل" and "ا" + rest in stems:
        return size, "ا" + rest
    return None


def stem_or_whole(stems: Container[str], key: str) -> tuple[int, str]:
    """As `stem_in`, with `key` itself where it is none of `stems`."""
    return stem_in(stems, key) or (0, key)


PREPOSITIONS = words(
    "في من إلى على عن مع بين خلال منذ حتى قبل بعد عند لدى ضمن حول ضد نحو دون وفق عبر أمام خلف"
    " فوق تحت ما أن لا لم لن قد كما أو أم ثم بل لكن و ف ب ل ك حسب إثر غداة طيلة برسم سوى إلا"
    " بحسب"
)
"""Words after which no noun is counted, and which are no counted nouns."""
