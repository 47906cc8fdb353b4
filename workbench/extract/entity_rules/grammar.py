"""Questions about single words and short phrases that several rules ask.

Invariant: nothing here looks further than the limit it is given, and every step is bounded, so
that a rule costs the same on any text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.extract.entity_rules.words import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.extract.entity_rules.lexicon import Lexicon, Phrase
    from workbench.extract.entity_rules.words import Reading, Words

_NISBA_ENDINGS = ("يه", "يون", "يين", "يات", "يتين", "يتان", "يان", "ي")
_SHORT_PEOPLE = 3


def is_definite(form: str) -> bool:
    """Whether a word carries the article."""
    return form.startswith("ال") and len(form) > 3


def is_arabic(form: str) -> bool:
    """Whether a folded word is a run of Arabic letters."""
    return bool(form) and "ء" <= form[0] <= "ي"


def is_nisba(lex: Lexicon, form: str, surface: str = "") -> bool:
    """Whether a word is a nisba or the name of a people, in any number, gender or case."""
    # «اليد اليمنى» is no nationality.
    return _inflects(lex, form) and not surface.endswith("يمنى")


@lru_cache(maxsize=1 << 16)
def _inflects(lex: Lexicon, form: str) -> bool:
    definite = form.startswith("ال")
    for bare in (form[2:], form) if definite else (form,):
        if bare in lex.peoples and (definite or len(bare) > _SHORT_PEOPLE):
            return True
        for ending in _NISBA_ENDINGS:
            if bare.endswith(ending) and bare[: -len(ending)] + "ي" in lex.nisbas:
                return True
    return form in lex.peoples and definite


def is_feminine(form: str) -> bool:
    """Whether a singular word or an inanimate plural takes feminine adjectives."""
    return form.endswith(("ه", "ات")) or form == "الخطوط"


def is_topic(lex: Lexicon, form: str) -> bool:
    """Whether names of bodies are made of this noun, with or without article."""
    topics = lex["topic"]
    return form in topics or (is_definite(form) and form[2:] in topics)


def is_everyday(lex: Lexicon, form: str) -> bool:
    """Whether a word belongs to the running text rather than to a name."""
    if form in lex["stop"] or form in lex["adjective"] or form in lex["shown before name"]:
        return True
    return (form[2:] if is_definite(form) else form) in lex["everyday"]


def proclitic(words: Words, i: int, reading: Reading) -> str:
    """The letters that a reading leaves out, folded."""
    return fold(words.surface(i)[: reading.cut])


def attached(words: Words, i: int, letters: str) -> Iterator[Reading]:
    """The readings of a word whose proclitics are exactly `letters`."""
    for reading in words.readings(i):
        if reading.cut and proclitic(words, i, reading) == letters:
            yield reading


def phrases_at(
    words: Words, lex: Lexicon, i: int, form: str, limit: int
) -> Iterator[tuple[Phrase, int]]:
    """The listed names that begin with `form` at word `i`, longest first, with their ends."""
    for phrase in lex.phrases.get(form, ()):
        at = i + 1
        for word in phrase.words[1:]:
            if at + 1 < limit and words.forms[at] in HYPHENS:
                at += 1
            if at >= limit or words.forms[at] != word:
                break
            at += 1
        else:
            yield phrase, at


def phrase_at(
    words: Words, lex: Lexicon, i: int, limit: int, *labels: str
) -> tuple[Phrase, int] | None:
    """The longest listed name with one of `labels` that begins at the whole word `i`."""
    if i >= limit:
        return None
    for phrase, stop in phrases_at(words, lex, i, words.forms[i], limit):
        if phrase.label in labels:
            return phrase, stop
    return None
