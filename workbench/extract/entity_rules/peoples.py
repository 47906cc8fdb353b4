"""Peoples, faiths and currents: nisba adjectives and the plurals that stand for them.

Invariant: one word is one span («المغربي الاسباني» is two), save the few peoples that two words
name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import is_definite, is_nisba, phrase_at
from workbench.extract.entity_rules.match import Match, Reason

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.entity_rules.words import Reading, Words

_SIDES = ("جنوبي", "شمالي", "جنوبيه", "شماليه", "جنوبيين", "شماليين")
_KOREANS = ("كوري", "كوريه", "كوريين", "كوريون")


def people_at(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """The people that word `i` names or is an adjective of."""
    form, limit = reading.form, words.limits[i]
    following = words.form(i + 1, limit)
    if _two_worded(lex, form, following):
        return Match(i, i + 2, "NORP", 0.85, Reason.PEOPLE, reading.cut)
    if not reading.cut and is_accusative(words, lex, i, form):
        return Match(i, i + 1, "NORP", 0.8, Reason.PEOPLE, reading.cut)
    if not is_nisba(lex, form, words.surface(i)):
        return None
    # «مغربية الصحراء» is a quality of the place.
    abstract = form.endswith("يه") and not is_definite(form)
    if abstract and phrase_at(words, lex, i + 1, limit, "GPE", "LOC"):
        return None
    return Match(i, i + 1, "NORP", 0.85, Reason.PEOPLE, reading.cut)


def is_adjective(words: Words, lex: Lexicon, i: int, reading: Reading) -> bool:
    """Whether a country's name is the adjective of a noun: «الشركات السعودية»."""
    if reading.cut or not (is_definite(reading.form) and is_nisba(lex, reading.form)):
        return False
    before = words.forms[i - 1] if i and words.limits[i - 1] > i else ""
    return is_definite(before) and before not in lex["stop"]


def _two_worded(lex: Lexicon, form: str, following: str) -> bool:
    """«الجنوب إفريقي», «الشرق أوسطي», «الكوري الجنوبي»."""
    bare = form.removeprefix("ال")
    if bare == "شرق":
        return following.startswith("اوسطي")
    if bare == "جنوب":
        return following.startswith("افريقي") and is_nisba(lex, following)
    return bare in _KOREANS and following.removeprefix("ال") in _SIDES


def is_accusative(words: Words, lex: Lexicon, i: int, form: str) -> bool:
    """Whether a word is the nisba of an accusative noun: «مواطنا سوريا» is no country.

    Without such a noun it is a country or an adverb («الأولى عربيا»).
    """
    if not form.endswith("يا") or form[:-1] not in lex.nisbas:
        return False
    before = words.forms[i - 1] if i and words.limits[i - 1] > i else ""
    if not before.endswith("ا") or before in lex["adverb"]:
        return False
    person = before[:-1] in lex["person noun"] or before[:-1] in lex["role"]
    return person or (form not in lex.phrases and before not in lex["stop"])
