"""Named bodies: a head noun with its complement, or an acting body with its nationality.

Invariant: a body's name grows only by words that names of bodies are made of, so that the
sentence around it is not drawn in; «التابع لـ» therefore ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import (
    attached,
    is_arabic,
    is_definite,
    is_everyday,
    is_feminine,
    is_nisba,
    is_topic,
    phrase_at,
    phrases_at,
)
from workbench.extract.entity_rules.lexicon import GENERIC
from workbench.extract.entity_rules.match import Match, Reason
from workbench.extract.entity_rules.names import name_at
from workbench.extract.entity_rules.parts import Announced
from workbench.extract.entity_rules.words import Reading

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.entity_rules.words import Words

_LONGEST = 16
_SURE = 0.7
_SHORTEST_QUALITY = 6
_ABOUT = frozenset({"حول", "ضد"})


@dataclass(slots=True)
class Tail:
    """How far a name reaches, and what it has taken in since its head."""

    stop: int
    naming: bool = False
    nisba: bool = False
    purpose: bool = False


def body_at(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """The body whose head noun or whose own noun is at word `i`."""
    form = reading.form
    limit = min(words.limits[i], i + _LONGEST)
    if form in lex["body"]:
        match = _acting_body(words, lex, i, reading, limit)
        if match:
            return match
    if form in lex["security head"] and words.form(i + 1, limit) not in {"امن", "الشرطه"}:
        return None
    if form in lex["head"] or form in lex["security head"]:
        return _construct(words, lex, i, reading, limit)
    if is_definite(form) and form[2:] in lex["head"]:
        return _definite_head(words, lex, i, reading, limit)
    return None


def lengthen(words: Words, lex: Lexicon, i: int, stop: int) -> int:
    """The end of a listed body's name with the adjectives that follow it."""
    limit = min(words.limits[i], i + _LONGEST)
    first, last = words.forms[i], words.forms[stop - 1]
    opens = any(
        reading.form in lex["body"] or reading.form.removeprefix("ال") in lex["head"]
        for reading in words.readings(i)
    )
    # «توتال إنرجيز الفرنسية»: a name of its own has its nationality outside.
    if not opens and (stop - i < 2 or not is_definite(last)):
        return stop
    return _grow(words, lex, first, Tail(stop), limit, purpose=False).stop


def _acting_body(words: Words, lex: Lexicon, i: int, reading: Reading, limit: int) -> Match | None:
    if i and words.limits[i - 1] > i and words.forms[i - 1] in lex["not before body"]:
        return None
    at = i + 1
    while at < limit and words.forms[at] in lex["adjective"] and is_definite(words.forms[at]):
        at += 1
        if at - i > 3:
            return None
    following = words.form(at, limit)
    agrees = is_feminine(following) == is_feminine(reading.form)
    if is_definite(following) and is_nisba(lex, following, words.surface(at)) and agrees:
        tail = _grow(words, lex, reading.form, Tail(at + 1), limit, purpose=True)
        return Match(i, tail.stop, "ORG", 0.9, Reason.BODY, reading.cut)
    armed = reading.form in ("المخابرات", "الاستخبارات") and at == i + 2
    if armed and words.forms[i + 1][2:] in lex["arm"]:
        return Match(i, at, "ORG", 0.7, Reason.BODY, reading.cut)
    return None


def _construct(words: Words, lex: Lexicon, i: int, reading: Reading, limit: int) -> Match | None:
    """A head without article: «وزارة الداخلية», «محكمة الاستئناف», «جامعة محمد الخامس»."""
    form = reading.form
    for phrase, _ in phrases_at(words, lex, i, form, limit):
        if phrase.label == GENERIC:
            return None
    inner = phrase_at(words, lex, i + 1, limit, "ORG")
    agency = form == "وكاله"
    if inner and inner[0].weak <= (agency and not is_topic(lex, words.forms[i + 1])):
        # «وكالة» alone stays inside («وكالة رويترز»).
        return Match(i, inner[1], "ORG", 0.9, Reason.HEAD, reading.cut) if agency else None
    if form == "مجلس" and words.form(i + 1, limit) in lex["place class"]:
        place = phrase_at(words, lex, i + 2, limit, "GPE")
        return Match(i, place[1], "ORG", 0.85, Reason.HEAD, reading.cut) if place else None
    strong = not (form in lex["loose head"] and form not in lex["strong head"])
    stop, score = _complement(words, lex, i + 1, limit, strong=strong)
    if not stop and form in lex["named after"]:
        stop, score = _namesake(words, lex, i + 1, limit)
    if not stop:
        return None
    if form in lex["ministry"]:
        score = max(score, 0.95)
    tail = _grow(words, lex, form, Tail(stop), limit, purpose=True)
    return Match(i, tail.stop, "ORG", score, Reason.HEAD, reading.cut)


def _complement(
    words: Words, lex: Lexicon, at: int, limit: int, *, strong: bool
) -> tuple[int, float]:
    """The end of what completes a head, with the score that it gives; 0 where nothing does."""
    if at >= limit:
        return 0, 0.0
    form = words.forms[at]
    place = phrase_at(words, lex, at, limit, "GPE", "LOC")
    if place and place[0].weak < 2 and strong:
        return place[1], 0.85
    nouns = at
    while nouns < limit and nouns - at < 3 and words.forms[nouns] in lex["topic"]:
        nouns += 1
    last = words.form(nouns, limit)
    if is_definite(last) and is_topic(lex, last):
        return nouns + 1, 0.9
    if nouns > at:
        place = phrase_at(words, lex, nouns, limit, "GPE")
        if place:
            return place[1], 0.85 if strong else 0.7
        if is_definite(last) and not is_everyday(lex, last):
            return nouns + 1, 0.7
        return 0, 0.0
    if strong and is_definite(form) and not is_everyday(lex, form) and not is_nisba(lex, form):
        return at + 1, 0.75
    return 0, 0.0


def _namesake(words: Words, lex: Lexicon, at: int, limit: int) -> tuple[int, float]:
    """The end of a person's name that completes a head, or of any name before «للدراسات»."""
    if at >= limit:
        return 0, 0.0
    titled = is_definite(words.forms[at]) and words.forms[at][2:] in lex["role"]
    if at + titled < limit:
        first, announced = at + titled, Announced.ROLE if titled else Announced.NO
        person = name_at(words, lex, first, Reading(0, words.forms[first]), announced)
        if person and person.stop - at > 1 and person.score >= _SURE:
            return person.stop, 0.8
    named = phrase_at(words, lex, at, limit, "GPE", "LOC", "ORG", "PER")
    stop = named[1] if named else at + 1
    form = words.forms[at]
    if (named or (is_arabic(form) and not is_everyday(lex, form))) and stop < limit:
        for reading in attached(words, stop, "ل"):
            if is_definite(reading.form) and is_topic(lex, reading.form):
                return stop, 0.8
    return 0, 0.0


def _definite_head(
    words: Words, lex: Lexicon, i: int, reading: Reading, limit: int
) -> Match | None:
    """A head with article: «المديرية العامة ل…», «المحكمة الدستورية», «المرصد المغربي حول…»."""
    if i and words.limits[i - 1] > i and words.forms[i - 1] == "اللجنه":
        return None  # «اللجنة المنظمة»
    tail = _grow(words, lex, reading.form, Tail(i + 1), limit, purpose=True)
    if tail.purpose and tail.stop > i + 2:
        score = 0.9 if tail.naming or tail.nisba else 0.65
    elif tail.nisba and tail.stop > i + 2 and reading.form[2:] in lex["strong head"]:
        score = 0.65  # «البنك التجاري المغربي»
    elif reading.form == "المحكمه" and tail.stop > i + 1 and not tail.nisba:
        score = 0.75
    elif tail.naming:
        score = 0.8 if tail.nisba or tail.stop > i + 2 else 0.7
    else:
        return None
    return Match(i, tail.stop, "ORG", score, Reason.HEAD, reading.cut)


def definite_end(words: Words, lex: Lexicon, i: int, reading: Reading) -> int:
    """The end of «المهرجان الدولي للفيلم»: a definite head with naming adjective and «ل…», or 0."""
    limit = min(words.limits[i], i + _LONGEST)
    tail = _grow(words, lex, reading.form, Tail(i + 1), limit, purpose=True)
    return tail.stop if tail.purpose and (tail.naming or tail.nisba) else 0


def _grow(words: Words, lex: Lexicon, head: str, tail: Tail, limit: int, *, purpose: bool) -> Tail:
    """Take in the adjectives, coordinated nouns and one «ل…» or «حول…» that follow."""
    while tail.stop < limit:
        at = tail.stop
        form = words.forms[at]
        if (
            is_definite(form)
            and form in lex["adjective"]
            and not _begins_name(words, lex, at, form)
        ):
            tail.naming = tail.naming or _is_naming(lex, form)
            tail.stop += 1
        elif is_definite(form) and is_nisba(lex, form, words.surface(at)):
            last = words.forms[at - 1]
            if is_feminine(form) not in (is_feminine(head), is_feminine(last)):
                break
            tail.nisba = True
            tail.stop += 1
        else:
            # After a nationality «و…» goes on with another body.
            named = is_nisba(lex, words.forms[at - 1], words.surface(at - 1))
            portfolio = head in lex["ministry"] or tail.purpose
            stop = 0 if named else _coordinated(words, lex, at, limit, portfolio=portfolio)
            if not stop and purpose and not tail.purpose:
                sure = is_definite(head) and (tail.naming or tail.nisba)
                stop = _purpose(words, lex, at, limit, sure=sure)
                tail.purpose = bool(stop)
            if not stop and tail.purpose and _is_quality(words, lex, at):
                stop = at + 1
            if not stop and words.forms[at] == "في":
                stop = _field_of_study(words, lex, at, limit)
            if not stop:
                break
            tail.stop = stop
    return tail


def _is_naming(lex: Lexicon, form: str) -> bool:
    bare = form[2:]
    return bare in lex["naming"] or bare.removesuffix("ه") in lex["naming"]


def _begins_name(words: Words, lex: Lexicon, at: int, form: str) -> bool:
    """Whether a longer listed name begins here: «الأعلى للحسابات» goes on, «العربي الجديد» not."""
    return any(phrase.weak == 0 for phrase, _ in phrases_at(words, lex, at, form, words.limits[at]))


def _is_quality(words: Words, lex: Lexicon, at: int) -> bool:
    """Whether a word goes on with what a body is for: «الحالات الطارئة», «رياضات الأشخاص»."""
    form = words.forms[at]
    if not is_definite(form) or form in lex["stop"] or is_nisba(lex, form, words.surface(at)):
        return False
    last = words.forms[at - 1]
    if form in lex.phrases and any(phrase.weak == 0 for phrase in lex.phrases[form]):
        return False
    shaped = form.endswith(("يه", "ي")) and len(form) > _SHORTEST_QUALITY
    return shaped and is_feminine(form) == is_feminine(last) and form[2:] not in lex["role"]


def _field_of_study(words: Words, lex: Lexicon, at: int, limit: int) -> int:
    """The end of «في الصيد البحري» after «البحث», «الدراسات», or 0."""
    if words.forms[at - 1].removeprefix("ال") not in lex["study"]:
        return 0
    field = words.form(at + 1, limit)
    place = any(phrase.label in {"GPE", "LOC"} for phrase in lex.phrases.get(field, ()))
    return at + 2 if is_definite(field) and not place and field not in lex["stop"] else 0


def _coordinated(
    words: Words, lex: Lexicon, at: int, limit: int, *, portfolio: bool = False
) -> int:
    """The end of «والمالية», «والاجتماعي», «وإصلاح الإدارة» at a word, or 0."""
    for reading in attached(words, at, "و"):
        form = reading.form
        for phrase, _ in phrases_at(words, lex, at, form, limit):
            if phrase.label == "ORG" and phrase.weak == 0:
                return 0
        if is_definite(form) and (is_topic(lex, form) or form in lex["adjective"]):
            return at + 1
        if portfolio and is_definite(form) and form.endswith(("ات", "يه")):
            people = is_nisba(lex, form) or form in lex["stop"] or form in lex.phrases
            if not people:
                return at + 1
        following = words.form(at + 1, limit)
        if form in lex["topic"] and is_definite(following) and is_topic(lex, following):
            return at + 2
    return 0


def _purpose(words: Words, lex: Lexicon, at: int, limit: int, *, sure: bool = False) -> int:
    """The end of «للأمن», «لمكافحة الإرهاب», «حول التطرف» at a word, or 0."""
    form = words.forms[at]
    if form in _ABOUT and is_topic(lex, words.form(at + 1, limit)):
        return _noun_chain(words, lex, at + 1, limit)
    if form == "من" and words.form(at + 1, limit) == "اجل":
        return _noun_chain(words, lex, at + 2, limit)
    for reading in attached(words, at, "ل"):
        if is_definite(reading.form) and is_topic(lex, reading.form):
            # «للدفاع عن حقوق الإنسان»
            object_ = _noun_chain(words, lex, at + 2, limit)
            return object_ if words.form(at + 1, limit) == "عن" and object_ else at + 1
        if reading.form in lex["topic"]:
            return _noun_chain(words, lex, at + 1, limit)
    readings = attached(words, at, "ل") if sure else ()
    return next(filter(None, (_any_purpose(words, lex, at, r, limit) for r in readings)), 0)


def _any_purpose(words: Words, lex: Lexicon, at: int, reading: Reading, limit: int) -> int:
    """The end of «لتاونات», «للقنوات», «لمنتجي لحم الدجاج» after a head that is surely a name."""
    form = reading.form
    for phrase, stop in phrases_at(words, lex, at, form, limit):
        if phrase.label in {"GPE", "ORG"} and phrase.weak == 0:
            return stop
    if is_definite(form):
        return 0 if form in lex["stop"] or form[2:] in lex["role"] else at + 1
    if not is_arabic(form) or form in lex["stop"] or not form.endswith(("ي", "ات", "ه")):
        return 0
    for step in range(at + 1, min(limit, at + 4)):
        if is_definite(words.forms[step]):
            listed = phrase_at(words, lex, step, limit, "ORG")
            return listed[1] if listed else step + 1
        if words.forms[step] in lex["stop"] or not is_arabic(words.forms[step]):
            return 0
    return 0


def _noun_chain(words: Words, lex: Lexicon, at: int, limit: int) -> int:
    """The end of bare nouns that a definite noun closes («مكافحة الإرهاب»), or 0."""
    for step in range(at, min(limit, at + 3)):
        form = words.forms[step]
        if is_definite(form):
            return step + 1 if form not in lex["stop"] else 0
        if form not in lex["topic"]:
            return 0
    return 0
