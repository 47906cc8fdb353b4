"""The signs that confirm a doubtful name: quotes, a noun of its kind, its fellows, the topic.

Invariant: a sign is looked for at a bounded distance of the name, and in what was found before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.entity_rules import places
from workbench.extract.entity_rules.grammar import (
    is_definite,
    is_everyday,
    is_nisba,
    phrases_at,
    proclitic,
)
from workbench.extract.entity_rules.words import CLOSING, OPENING

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon, Phrase
    from workbench.extract.entity_rules.match import Match
    from workbench.extract.entity_rules.words import Reading, Words

CLUB = 3
"""How weak a name is that counts in articles of sport only."""

_SPORT_WORDS = 5
_DATELINE = 6
_AGAINST = frozenset({"علي", "امام", "بين", "مع", "ضد", "عن", "من"})
_AFTER_PLACE = frozenset({"في", "الي", "مدينه", "مدينتي"})
_BREAKS = frozenset({"-", "–", "—", "/", ":", "|"})


def is_about_sport(words: Words, lex: Lexicon) -> bool:
    """Whether an article has several of the words that only reports of sport are full of."""
    sport, found = lex["sport"], 0
    for form in words.forms:
        found += form in sport or (form[:1] in "وبلف" and form[1:] in sport)
        if found >= _SPORT_WORDS:
            return True
    return False


def after_kind(words: Words, lex: Lexicon, i: int) -> bool:
    """Whether «صحيفة», «شركة» … stands before: then «الإسبانية» is said of that noun."""
    kinds = lex["outside org"]
    near = i > 0 and words.limits[i - 1] > i
    return near and any(shown.form.removeprefix("ال") in kinds for shown in words.readings(i - 1))


def is_club(
    words: Words, lex: Lexicon, i: int, reading: Reading, stop: int, previous: Match | None
) -> bool:
    """Whether a town or an everyday word is a club here, in an article of sport."""
    before = words.forms[i - 1] if i and words.limits[i - 1] > i else ""
    letters = proclitic(words, i, reading)
    after, limit = words.form(stop, words.limits[i]), words.limits[i]
    if is_definite(after) and is_nisba(lex, after) and _is_place(lex, reading.form):
        return before not in _AFTER_PLACE and not letters
    if is_definite(after) and after in lex["adjective"]:
        return False
    if letters.endswith("ب") or before in _AFTER_PLACE:
        return False
    score = after == "(" and words.form(stop + 1, limit).isdecimal()
    if score or (after.isdecimal() and before in {"-", "–", ":"}):
        return True
    fellow = previous is not None and previous.label == "ORG"
    if fellow and previous is not None and letters == "و" and previous.stop >= i - 1:
        return True
    signs = lex["body sign"] | lex["sport role"]
    kinds = words.readings(i - 1) if before else ()
    if any(kind.form in signs or kind.form.removeprefix("ال") in signs for kind in kinds):
        return True
    return before in _AGAINST and not _is_place(lex, reading.form) and not letters


def _is_place(lex: Lexicon, form: str) -> bool:
    return any(phrase.label == "GPE" for phrase in lex.phrases.get(form, ()))


def is_signature(words: Words, lex: Lexicon, i: int, stop: int) -> bool:
    """Whether a medium signs a dateline: «الدوحة - قنا», «(واج)», «دبي: «الخليج»»."""
    limit = words.limits[i]
    head = i
    while head > 0 and words.limits[head - 1] == limit and i - head <= _DATELINE:
        head -= 1
    first = head == 0 or words.limits[head - 1] != limit
    before = words.forms[i - 1] if i > head else ""
    after = words.form(stop, limit)
    if before in {"(", "["} and after in CLOSING:
        return first or stop + 1 >= limit
    if not first:
        return False
    dash = before in _BREAKS or (before in OPENING and words.forms[i - 2] in _BREAKS)
    place = any(
        phrase.label == "GPE" and words.form(end, limit) in _BREAKS and end >= i - 2
        for phrase, end in phrases_at(words, lex, head, words.forms[head], limit)
    )
    if dash and place:
        return True
    # «وطنية - …», «عمون - الثلاثاء»
    return i == head and after in {"-", "–", "—"} and not words.joined(stop)


def is_named_body(
    words: Words, lex: Lexicon, i: int, reading: Reading, phrase: Phrase, stop: int
) -> bool:
    """Whether «الداخلية», «الخارجية» stands where an adjective could not."""
    before = words.forms[i - 1] if i and words.limits[i - 1] > i else ""
    if phrase.words[0] not in lex["short body"] or len(phrase.words) > 1:
        return False
    if reading.cut or not before or before in CLOSING or is_definite(before):
        return False
    after = words.form(stop, words.limits[i])
    return before not in lex["not before body"] and after not in lex["adjective"]


def beside_fellow(
    words: Words, i: int, reading: Reading, label: str, previous: Match | None
) -> bool:
    """Whether a name goes on a list of names of its label: «…، وإيني»."""
    if previous is None or previous.label != label:
        return False
    letters = proclitic(words, i, reading)
    if letters == "و" and previous.stop >= i - 1:
        return True
    return previous.stop == i - 1 and words.forms[i - 1] in {"،", ","} and not reading.cut


def confirmed(
    words: Words, lex: Lexicon, i: int, reading: Reading, phrase: Phrase, stop: int,
    previous: Match | None,
) -> bool:  # fmt: skip
    """Whether something beside a weak name shows that it is meant."""
    before = words.forms[i - 1] if i and words.limits[i - 1] > i else ""
    after = words.form(stop, words.limits[i])
    quotable = phrase.weak == 1 and before not in {"(", "["}
    if quotable and not reading.cut and before in OPENING and after in CLOSING:
        return phrase.label not in {"GPE", "LOC"}
    if phrase.label in {"GPE", "LOC", "FAC"}:
        return places.has_sign(words, lex, i, reading, phrase, previous, stop)
    if phrase.label == "ORG":
        if is_signature(words, lex, i, stop) or is_named_body(words, lex, i, reading, phrase, stop):
            return True
        if phrase.weak == 1 and beside_fellow(words, i, reading, "ORG", previous):
            return not is_everyday(lex, phrase.words[0]) or len(phrase.words) > 1
    kind = lex.classes.get(f"outside {phrase.label.lower()}", frozenset())
    return (
        bool(before)
        and not reading.cut
        and any(
            shown.form.removeprefix("ال") in kind or shown.form in lex["body sign"]
            for shown in words.readings(i - 1)
        )
    )
