"""Events, laws and products by the nouns that head them.

Invariant: the head noun belongs to the name of an event or a law, and stays outside a product.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.extract.entity_rules.bodies import definite_end
from workbench.extract.entity_rules.grammar import (
    is_arabic,
    is_definite,
    is_everyday,
    is_nisba,
    is_topic,
    phrase_at,
)
from workbench.extract.entity_rules.match import Match, Reason

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.entity_rules.words import Reading, Words

_LONGEST = 10
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AGAINST = ("علي", "ضد")  # «حرب المغرب على الإرهاب» is only described
_LAW_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?")


def event_at(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """«مهرجان X», «كأس العالم 2030», «قمة الدوحة»."""
    at, limit = i + 1, min(words.limits[i], i + _LONGEST)
    form = words.form(at, limit)
    if is_definite(reading.form):
        nation = words.form(at, limit)
        if nation in lex["adjective"] and not is_nisba(lex, nation):
            at += 1
            nation = words.form(at, limit)
        league = reading.form in lex["league"] and is_definite(nation) and is_nisba(lex, nation)
        gathering = reading.form[2:] in lex["gathering"]
        stop = at + 1 if league else definite_end(words, lex, i, reading) if gathering else 0
        return Match(i, stop, "EVENT", 0.75, Reason.EVENT, reading.cut) if stop else None
    if reading.form not in lex["named event"] or not form:
        return None
    labels = ("GPE", "LOC", "PER") if reading.form == "كاس" else ("GPE", "LOC")
    name = phrase_at(words, lex, at, limit, *labels)
    if not name or name[0].weak > 1 or words.form(name[1], limit) in _AGAINST:
        return None
    stop = hosted(words, lex, name[1], limit)
    while stop < limit and is_definite(words.forms[stop]):
        if words.forms[stop] not in lex["adjective"] and not is_nisba(lex, words.forms[stop]):
            break
        stop += 1
    return Match(i, edition(words, stop, limit), "EVENT", 0.7, Reason.EVENT, reading.cut)


def edition(words: Words, stop: int, limit: int) -> int:
    """The end of an event's name with the year that belongs to it."""
    return stop + 1 if stop < limit and _YEAR.fullmatch(words.forms[stop]) else stop


def hosted(words: Words, lex: Lexicon, stop: int, limit: int) -> int:
    """The end of a tournament's name with its host and year: «كأس العالم قطر 2022»."""
    if words.form(stop, limit) == "لكره" and words.form(stop + 1, limit) == "القدم":
        stop += 2
    if words.form(stop, limit) in lex["audience"]:
        stop += 1
    place = phrase_at(words, lex, stop, limit, "GPE")
    after = edition(words, place[1], limit) if place else stop
    return after if place and after > place[1] else edition(words, stop, limit)


def model(words: Words, lex: Lexicon, stop: int, limit: int) -> int:
    """The end of a product's name with its number («آيفون 15»), unless that counts something."""
    number, after = words.form(stop, limit), words.form(stop + 1, limit)
    alone = not is_arabic(after) or after in lex["stop"]
    return stop + 1 if number.isdecimal() and len(number) < 4 and alone else stop


def law_at(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """«القانون رقم 27.14», «قانون الصحافة», «اتفاقية جنيف»."""
    limit = min(words.limits[i], i + _LONGEST)
    if reading.form in lex["numbered law"]:
        stop = _numbered(words, lex, i + 1, limit)
        if stop:
            return Match(i, stop, "LAW", 0.85, Reason.LAW, reading.cut)
    if reading.form not in lex["law head"]:
        return None
    form = words.form(i + 1, limit)
    if reading.form in {"قانون", "مدونه", "ميثاق"}:
        if not is_definite(form) or not is_topic(lex, form) or form in lex["adjective"]:
            return None
        return Match(i, i + 2, "LAW", 0.65, Reason.LAW, reading.cut)
    place = phrase_at(words, lex, i + 1, limit, "GPE")
    if place and place[0].weak == 0 and not is_everyday(lex, form):
        return Match(i, place[1], "LAW", 0.6, Reason.LAW, reading.cut)
    return None


def _numbered(words: Words, lex: Lexicon, at: int, limit: int) -> int:
    while at < limit and (words.forms[at] in lex["kind of law"] or words.forms[at] == "-"):
        at += 1
    called = words.form(at, limit) == "رقم"
    number = words.form(at + called, limit)
    if not _LAW_NUMBER.fullmatch(number):
        return 0
    return at + called + 1 if called or "." in number or len(number) == 4 else 0


def product_after(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """The model in Latin letters after the kind of product at word `i`: «طائرة من طراز F-16»."""
    bare = reading.form[2:] if is_definite(reading.form) else reading.form
    if bare not in lex["outside product"]:
        return None
    at, limit = i + 1, min(words.limits[i], i + _LONGEST)
    while at < limit and (words.forms[at] == "من" or words.forms[at] in lex["outside product"]):
        at += 1
    stop = at
    while stop < limit and words.forms[stop].isascii() and words.forms[stop][:1].isalnum():
        stop += 1
    if stop == at or not words.forms[at][0].isalpha():
        return None
    return Match(at, stop, "PRODUCT", 0.8, Reason.PRODUCT)
