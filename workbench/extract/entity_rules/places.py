"""Places: listed names and the signs that confirm the doubtful ones, names after a class noun,
landforms, and buildings with their names.

Invariant: the class noun stays outside GPE and LOC and inside FAC (guidelines, "Names").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import (
    attached,
    is_arabic,
    is_definite,
    is_everyday,
    is_nisba,
    is_topic,
    phrase_at,
    phrases_at,
    proclitic,
)
from workbench.extract.entity_rules.match import Match, Reason
from workbench.extract.entity_rules.names import name_at
from workbench.extract.entity_rules.parts import Announced, has_proclitic, is_listed_name
from workbench.extract.entity_rules.words import Reading

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon, Phrase
    from workbench.extract.entity_rules.words import Words

_LONGEST = 10
_SHORTEST_HALF = 4
_SUFFIXES = ("ها", "هم", "هما", "نا", "كم", "ته")
_SIZES = ("كبري", "صغري", "كبيره", "صغيره", "جديده", "قديمه", "اخري", "واحده", "ذكيه")


def has_sign(
    words: Words, lex: Lexicon, i: int, reading: Reading, phrase: Phrase, previous: Match | None,
    stop: int,
) -> bool:  # fmt: skip
    """Whether something beside a doubtful place name shows that a place is meant."""
    before = (
        {kind.form for kind in words.readings(i - 1)} if i and words.limits[i - 1] > i else set()
    )
    letters = proclitic(words, i, reading)
    kinds = lex["place class"] | lex["quarter"] | lex["outside loc"]
    if before & kinds and letters in {"", "و"}:
        return True
    if previous and previous.label == "GPE":
        beside = previous.stop == i and letters == "و"
        listed = previous.stop == i - 1 and before & {"،", ","} and letters in {"", "و"}
        if beside or listed:
            return True
    if phrase.label == "GPE" and (_heads_line(words, i, stop) or _has_fellow(words, lex, i, stop)):
        return True
    if phrase.weak > 1:
        return False
    # «بورصة البيضاء», «دور الأطلسي»: an adjective would not follow a noun without article.
    if is_definite(reading.form) and not reading.cut and reading.form.endswith(("اء", "ه", "ي")):
        noun = min(before, key=len, default="")
        bare = is_arabic(noun) and not is_definite(noun) and not noun.endswith(_SUFFIXES)
        if bare and not before & lex["particle"]:
            return True
    return letters in {"ب", "وب", "فب"} or (not letters and bool(before & lex["place sign"]))


def _heads_line(words: Words, i: int, stop: int) -> bool:
    """Whether a place opens a dateline: «معان - », «الداخلة: أحمد …»."""
    first = i == 0 or words.limits[i - 1] == i
    return first and words.form(stop, words.limits[i]) in {"-", "–", "—", ":", "/"}


def _has_fellow(words: Words, lex: Lexicon, i: int, stop: int) -> bool:
    """Whether a clear place is joined to a doubtful one: «المسيلة وورقلة»."""
    limit = words.limits[i]
    if stop >= limit:
        return False
    for reading in attached(words, stop, "و"):
        for phrase, _ in phrases_at(words, lex, stop, reading.form, limit):
            if phrase.label == "GPE" and not phrase.weak:
                return True
    return False


def named_place(words: Words, lex: Lexicon, i: int) -> Match | None:
    """The unlisted name after the class noun at word `i`: «بجماعة X», «حي X»."""
    limit = min(words.limits[i], i + _LONGEST)
    kind, at = words.readings(i), i + 1
    forms = {reading.form for reading in kind}
    if at >= limit or not is_arabic(words.forms[at]):
        return None
    form = words.forms[at]
    if phrase_at(words, lex, at, limit, "GPE", "LOC"):
        return None
    quarter = bool(forms & lex["quarter"])
    if not quarter and not forms & lex["place class"]:
        return None
    if form in lex["toponym opener"]:
        stop = _opened(words, lex, at, limit)
    elif quarter or forms & lex["open place class"]:
        stop = at + 1 if _may_name(words, lex, at, definite=quarter) else 0
    else:
        stop = 0
    if not stop:
        return None
    label, score = ("LOC", 0.6) if quarter else ("GPE", 0.7)
    return Match(at, stop, label, score, Reason.PLACE)


def _opened(words: Words, lex: Lexicon, at: int, limit: int) -> int:
    """The end of a name such as «سيدي علال البحراوي» or «أولاد برحيل», or 0."""
    stop = at
    while stop < limit and stop - at < 3 and words.forms[stop] in lex["toponym opener"]:
        stop += 1
    form = words.form(stop, limit)
    if not is_arabic(form) or (is_everyday(lex, form) and not is_listed_name(lex, form)):
        return 0
    after = words.form(stop + 1, limit)
    last = is_definite(after) and not is_everyday(lex, after) and not is_nisba(lex, after)
    return stop + 2 if last or after in lex["compound"] else stop + 1


def _may_name(words: Words, lex: Lexicon, at: int, *, definite: bool) -> bool:
    form = words.forms[at]
    if is_everyday(lex, form) or is_nisba(lex, form) or form.endswith(_SIZES):
        return False
    if has_proclitic(lex, form) or (definite and is_topic(lex, form)):
        return False
    if is_definite(form):
        return definite
    return len(form) > 2 and not form.endswith("يه")


def landform_at(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """«جبل توبقال», «جزيرة ليلى»: a landform with its name."""
    at, limit = i + 1, min(words.limits[i], i + _LONGEST)
    if at >= limit or not is_arabic(words.forms[at]):
        return None
    place = phrase_at(words, lex, at, limit, "GPE", "LOC")
    if place and place[0].label == "GPE" and reading.form in {"جزيره", "جزر"}:
        return None  # an inhabited island is GPE, without its class noun
    if place:
        return Match(i, place[1], "LOC", 0.75, Reason.LANDFORM, reading.cut)
    if _may_name(words, lex, at, definite=False) and not words.forms[at].endswith("ه"):
        return Match(i, at + 1, "LOC", 0.5, Reason.LANDFORM, reading.cut)
    return None


def _second_half(words: Words, lex: Lexicon, at: int, limit: int) -> bool:
    """Whether an unknown word goes on with an unknown name: «باريو تشينو»."""
    form = words.form(at, limit)
    if not is_arabic(form) or is_definite(form) or len(form) < _SHORTEST_HALF:
        return False
    odd = form.endswith(("ه", "ت", "ا")) or has_proclitic(lex, form) or form.startswith("ي")
    return not (odd or is_everyday(lex, form) or is_nisba(lex, form) or is_topic(lex, form))


def great_site_at(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """«الملعب الشرفي», «المركب الرياضي لفاس»: a definite site with its adjective and town."""
    limit = min(words.limits[i], i + _LONGEST)
    at = i + 1
    while at < limit and at - i < 3 and words.forms[at][2:] in lex["great site adjective"]:
        at += 1
    if at == i + 1 or not is_definite(words.forms[at - 1]):
        return None
    for town in attached(words, at, "ل") if at < limit else ():
        for phrase, stop in phrases_at(words, lex, at, town.form, limit):
            if phrase.label == "GPE" and not phrase.weak:
                return Match(i, stop, "FAC", 0.75, Reason.SITE, reading.cut)
    return Match(i, at, "FAC", 0.6, Reason.SITE, reading.cut)


def site_at(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """«مطار دمشق الدولي», «سجن عكاشة»: a building, road or camp with its name."""
    at, limit = i + 1, min(words.limits[i], i + _LONGEST)
    if at >= limit or not is_arabic(words.forms[at]):
        return None
    form = words.forms[at]
    stop, score = 0, 0.8
    place = phrase_at(words, lex, at, limit, "GPE", "LOC", "FAC", "PER", "ORG")
    named = at + 1 if is_definite(form) and form[2:] in lex["role"] else at
    person = named < limit and name_at(
        words, lex, named, Reading(0, words.forms[named]), Announced.ROLE
    )
    if place and place[0].weak < 2:
        stop = place[1]
    if person and person.stop > stop and not is_everyday(lex, words.forms[named]):
        stop = person.stop
    if not stop and form in lex["toponym opener"]:
        stop = _opened(words, lex, at, limit)
    if not stop and reading.form in lex["open site"]:
        named = _may_name(words, lex, at, definite=reading.form in lex["site named by noun"])
        stop, score = (at + 1 if named else 0), 0.6
        if stop and not is_definite(form) and _second_half(words, lex, stop, limit):
            stop += 1
    if not stop:
        return None
    if stop < limit and words.forms[stop] in lex["compound"]:
        stop += 1
    while stop < limit and words.forms[stop] in lex["site adjective"]:
        if not is_definite(words.forms[stop]):
            break
        stop += 1
    if stop < limit and words.forms[stop].isdecimal() and len(words.forms[stop]) == 1:
        stop += 1  # «سجن تولال 2»
    return Match(i, stop, "FAC", score, Reason.SITE, reading.cut)
