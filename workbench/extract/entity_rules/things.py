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
_OF_YEAR = ("لسنه", "لعام")
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
        if league:
            stop = hosted(words, lex, stop, limit)
        if reading.form == "الحرب" and is_nisba(lex, nation) and is_definite(nation):
            other = words.form(at + 1, limit)
            stop = at + 2 if is_definite(other) and is_nisba(lex, other) else 0
        return Match(i, stop, "EVENT", 0.75, Reason.EVENT, reading.cut) if stop else None
    if reading.form not in lex["named event"] or not form:
        return None
    labels = ("GPE", "LOC", "PER") if reading.form == "كاس" else ("GPE", "LOC")
    name = phrase_at(words, lex, at, limit, *labels)
    if not name or name[0].weak > 1 or words.form(name[1], limit) in _AGAINST:
        return None
    stop = name[1]
    while stop < limit and is_definite(words.forms[stop]):
        if words.forms[stop] not in lex["adjective"] and not is_nisba(lex, words.forms[stop]):
            break
        stop += 1
    stop = hosted(words, lex, stop, limit)
    return Match(i, edition(words, stop, limit), "EVENT", 0.7, Reason.EVENT, reading.cut)


def edition(words: Words, stop: int, limit: int) -> int:
    """The end of an event's name with the year that belongs to it."""
    if stop < limit and _YEAR.fullmatch(words.forms[stop]):
        return stop + 1
    return stop


def numbered(words: Words, lex: Lexicon, stop: int, limit: int) -> int:
    """The end of an event's name with its number: «كوب 29», «مؤتمر باريس 3»."""
    number, after = words.form(stop, limit), words.form(stop + 1, limit)
    counts = is_arabic(after) and after not in lex["stop"]
    return stop + 1 if number.isdecimal() and len(number) < 3 and not counts else stop


def hosted(words: Words, lex: Lexicon, stop: int, limit: int) -> int:
    """The end of a tournament's name with its host and year: «كأس العالم قطر 2022»."""
    form, following = words.form(stop, limit), words.form(stop + 1, limit)
    if form in {"لكره", "لالعاب"} and is_definite(following):
        stop += 2
    elif form.startswith("لل") and form[2:] in lex["discipline"]:
        stop += 1
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
    """«القانون رقم 27.14», «دستور 2011», «قانون الصحافة», «اتفاقية جنيف»."""
    limit = min(words.limits[i], i + _LONGEST)
    stop, score = 0, 0.85
    if reading.form in lex["numbered law"]:
        stop = _numbered(words, lex, i + 1, limit)
    if not stop and reading.form in lex["definite law"]:
        stop, score = _definite_law(words, lex, i, limit), 0.7
    if not stop and reading.form in lex["index"]:
        index = phrase_at(words, lex, i + 1, limit, "LAW", "ORG")
        stop, score = (index[1] if index and index[0].weak < 2 else 0), 0.75
    if not stop and reading.form == "دستور" and _YEAR.fullmatch(words.form(i + 1, limit)):
        stop = i + 1
    if not stop and reading.form in lex["law head"]:
        stop, score = _headed(words, lex, i, reading, limit), 0.65
    if not stop:
        return None
    return Match(i, dated(words, stop, limit), "LAW", score, Reason.LAW, reading.cut)


def _headed(words: Words, lex: Lexicon, i: int, reading: Reading, limit: int) -> int:
    """The end of «قانون الصحافة», «اتفاقية جنيف», or 0."""
    form = words.form(i + 1, limit)
    if reading.form in {"قانون", "مدونه", "ميثاق"}:
        named = is_definite(form) and is_topic(lex, form) and form not in lex["adjective"]
        return i + 2 if named else 0
    place = phrase_at(words, lex, i + 1, limit, "GPE")
    named = place is not None and place[0].weak == 0 and not is_everyday(lex, form)
    return place[1] if place is not None and named else 0


def _numbered(words: Words, lex: Lexicon, at: int, limit: int) -> int:
    while at < limit and (words.forms[at] in lex["kind of law"] or words.forms[at] == "-"):
        at += 1
    called = words.form(at, limit) == "رقم"
    number = words.form(at + called, limit)
    if not _LAW_NUMBER.fullmatch(number):
        return 0
    if _is_pair(words, at + called, limit):
        return at + called + 3
    return at + called + 1 if called or "." in number or len(number) == 4 else 0


def _is_pair(words: Words, at: int, limit: int) -> bool:
    """Whether two numbers joined by a hyphen stand at a word: «19-13»."""
    both = words.form(at, limit).isdecimal() and words.form(at + 2, limit).isdecimal()
    return both and words.form(at + 1, limit) in {"-", "–"} and words.joined(at + 1)


def dated(words: Words, stop: int, limit: int) -> int:
    """The end of a law's name with its number and year: «رقم 23 لسنة 2016», «19-13», «2025»."""
    if words.form(stop, limit) == "رقم" and _LAW_NUMBER.fullmatch(words.form(stop + 1, limit)):
        stop += 2
    if _is_pair(words, stop, limit):
        stop += 3
    of_year = words.form(stop, limit) in _OF_YEAR
    if _YEAR.fullmatch(words.form(stop + of_year, limit)):
        return stop + of_year + 1
    return stop


def _definite_law(words: Words, lex: Lexicon, i: int, limit: int) -> int:
    """The end of «القانون التنظيمي للإضراب», «المدونة العامة للضرائب», or 0."""
    quality = words.form(i + 1, limit)
    if not is_definite(quality) or is_nisba(lex, quality):
        return 0
    if quality[2:] not in lex["adjective"] and not quality.endswith(("ي", "يه")):
        return 0
    form = words.form(i + 2, limit)
    return i + 3 if form.startswith("لل") and len(form) > 4 else 0


def made_by(words: Words, lex: Lexicon, i: int, stop: int, limit: int) -> int:
    """The end of a maker's model: «إيرباص A380», «بوينغ 777X»; 0 where no model follows."""
    if stop - i > 1 or words.forms[i] not in lex["maker"]:
        return 0
    at = stop
    while at < limit and at - stop < 4 and words.forms[at].isascii():
        if not words.forms[at].replace("-", "").isalnum() and words.forms[at] != "-":
            break
        at += 1
    coded = any(char.isdigit() for word in words.forms[stop:at] for char in word)
    following = words.form(at, limit)
    counted = words.forms[stop:at] and all(w.isdecimal() for w in words.forms[stop:at])
    if not coded or (counted and is_arabic(following) and following not in lex["stop"]):
        return 0
    return at


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
    if stop == at and words.forms[at - 1] in lex["make"]:
        return _unknown_model(words, lex, at, limit)
    if stop == at or not words.forms[at][0].isalpha():
        return None
    return Match(at, stop, "PRODUCT", 0.8, Reason.PRODUCT)


def _unknown_model(words: Words, lex: Lexicon, at: int, limit: int) -> Match | None:
    """A make that no list holds, after «من نوع», «من طراز»: «زيل», «ماتريس 300»."""
    form = words.form(at, limit)
    listed = phrase_at(words, lex, at, limit, "PRODUCT")
    if listed:
        return Match(at, listed[1], "PRODUCT", 0.8, Reason.PRODUCT)
    if not is_arabic(form) or len(form) < 3 or is_definite(form) or form.endswith("ه"):
        return None
    if is_everyday(lex, form) or is_nisba(lex, form) or is_topic(lex, form):
        return None
    near = words.forms[max(0, at - 6) : at]
    if not any(word.removeprefix("ال") in lex["vehicle"] for word in near):
        return None
    return Match(at, model(words, lex, at + 1, limit), "PRODUCT", 0.6, Reason.PRODUCT)
