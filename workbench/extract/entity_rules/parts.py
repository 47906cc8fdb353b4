"""What single words are worth inside a personal name, judged by lists and by their shape.

Invariant: a verdict depends on the word alone; what stands around it is weighed by `names`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import is_arabic, is_definite, is_everyday, is_nisba

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon

_NOT_A_START = ("ي", "ست", "سي", "است", "مست")  # verbs and participles
_NOT_AN_END = ("ها", "هم", "هما", "كم", "وا", "ته", "تين")  # suffixes
_PLURAL_ENDS = ("ات", "ون")
_FAMILY_STARTS = ("بن", "بو", "ايت", "اوه")
_FAMILY_ENDS = ("اوي", "اني", "وفيتش", "وغلو", "يتش", "شفيلي", "يان", "وف", "يف", "سكي", "ييف")
_NAMES_IN_T = ("يت", "وت", "ات", "رت", "ست")
_SHORTEST_SHAPED = 5


class Announced(IntEnum):
    """What stands before a place where a name may begin."""

    NO = 0
    SPEECH = 1
    ROLE = 2
    BYLINE = 3
    QUOTES = 4


class Part(IntEnum):
    """How a word may take part in a name, from not at all to surely."""

    NONE = 0
    PLURAL = 1
    UNKNOWN = 2
    DEFINITE = 3
    NISBA = 4
    WEAK = 5
    PATTERN = 6
    FAMILY = 7
    GIVEN = 8


_LISTS = (
    (Part.GIVEN, "given"),
    (Part.FAMILY, "family"),
    (Part.WEAK, "weak given"),
)


def part_of_name(lex: Lexicon, form: str, surface: str) -> Part:
    """What a word is worth as a later part of a name."""
    if not is_arabic(form) or (form == "علي" and surface.endswith("ى")):
        return Part.NONE
    for part, section in _LISTS:
        if form in lex[section]:
            return part
    if is_double_given(lex, form):
        return Part.GIVEN
    if is_nisba(lex, form):
        return Part.NISBA
    if is_everyday(lex, form) or form in lex["speech"]:
        return Part.NONE
    return _by_shape(lex, form)


def _by_shape(lex: Lexicon, form: str) -> Part:
    long = len(form) >= _SHORTEST_SHAPED
    if is_definite(form):
        return Part.PATTERN if long and form.endswith("ي") else Part.DEFINITE
    if long and form.startswith(_FAMILY_STARTS) and not _is_attached_noun(lex, form):
        return Part.PATTERN
    if _is_of_sentence(lex, form):
        return Part.NONE
    if form.endswith(_PLURAL_ENDS):
        return Part.PLURAL
    if long and form.endswith(_FAMILY_ENDS):
        return Part.PATTERN
    if _is_attached_noun(lex, form) or _is_past(lex, form):
        return Part.NONE
    return Part.UNKNOWN if len(form) > 1 else Part.NONE


def _is_of_sentence(lex: Lexicon, form: str) -> bool:
    """Whether a word is a verb, carries a suffix or a proclitic, or is an accusative noun."""
    shaped = form.startswith(_NOT_A_START) or form.endswith(_NOT_AN_END)
    accusative = form.endswith("ا") and is_everyday(lex, form[:-1])
    return shaped or accusative or has_proclitic(lex, form)


def _is_attached_noun(lex: Lexicon, form: str) -> bool:
    """Whether a word is ب with a noun: «بنتيجة», «بمرارة», «بهدوء»."""
    if not form.startswith("ب"):
        return False
    known = form.endswith("ه") and is_everyday(lex, form[1:])
    long = len(form) >= _SHORTEST_SHAPED and not form.startswith(_FAMILY_STARTS)
    return known or (long and form.endswith(("ه", "ء")))


def _is_past(lex: Lexicon, form: str) -> bool:
    """Whether a word ends like a verb in the feminine past: «قبلت»."""
    verb = form.endswith("ت") and form[0] != "ت" and not form.endswith(_NAMES_IN_T)
    return len(form) > 3 and verb and form not in lex.phrases


def has_proclitic(lex: Lexicon, form: str) -> bool:
    """Whether a word is a proclitic with an everyday word, or with a name of its own."""
    rest = form[1:]
    if len(rest) < 2 or form[0] not in "وفبلك" or form in lex["unsplit"]:
        return False
    if form.startswith("لل"):
        return True
    named = rest in lex["given"] or rest in lex["family"] or rest in lex.phrases
    return form[0] == "و" or named or is_everyday(lex, rest) or is_nisba(lex, rest)


def is_double_given(lex: Lexicon, form: str) -> bool:
    """Whether a double given name is written as one word: «عبدالله», «نورالدين»."""
    if form.startswith("عبدال") and len(form) > 6:
        return True
    first = form.removesuffix("الدين")
    return first != form and is_listed_name(lex, first)


def is_listed_name(lex: Lexicon, form: str) -> bool:
    """Whether a word is in one of the lists of names."""
    return any(form in lex[section] for _, section in _LISTS)
