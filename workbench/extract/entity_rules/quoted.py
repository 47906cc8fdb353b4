"""Names in quotes or brackets: after the kind of thing that they name, or after the full name.

Invariant: the quotes and the kind stay outside; what is quoted is at most six words long, since a
longer quotation is somebody's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import (
    is_arabic,
    is_definite,
    is_everyday,
    is_nisba,
    phrases_at,
)
from workbench.extract.entity_rules.match import Match, Reason
from workbench.extract.entity_rules.names import name_at
from workbench.extract.entity_rules.parts import Announced
from workbench.extract.entity_rules.words import CLOSING, OPENING, Reading

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.entity_rules.words import Words

_LONGEST = 6
_KINDS = ("ORG", "EVENT", "PRODUCT", "PER", "LOC", "GPE")
_BETWEEN = 3
_TERRITORIAL = frozenset({"القرويه", "الترابيه", "الحضريه"})  # «الجماعة القروية "…"»


def name_after_kind(words: Words, lex: Lexicon, i: int, reading: Reading) -> Match | None:
    """The name that the kind at word `i` introduces: «تنظيم "داعش"», «موقع "كيفاش"»."""
    bare = reading.form[2:] if is_definite(reading.form) else reading.form
    limit = words.limits[i]
    label = next((kind for kind in _KINDS if bare in lex[f"outside {kind.lower()}"]), None)
    if bare in lex["site"]:
        label = "FAC"
    elif words.form(i + 1, limit) in _TERRITORIAL:
        label = "GPE"
    if label is None:
        return None
    at = i + 1
    while at < limit and at - i <= _BETWEEN and words.forms[at] not in OPENING:
        if not _may_stand_between(lex, words.forms[at]):
            return _bare_name(words, lex, i, bare, label)
        at += 1
    if at >= limit or at - i > _BETWEEN or not opens(words, at):
        return None
    return _quoted(words, lex, at, label)


def _may_stand_between(lex: Lexicon, form: str) -> bool:
    """Adjectives, a lone ب, and «من طراز» may come between the kind and the quotes."""
    if form in {"ب", "ل", "من", "تسمي", "يسمي", "&"} or form in lex["outside product"]:
        return True
    return form in lex["adjective"] or form in lex["shown before name"] or is_nisba(lex, form)


def opens(words: Words, at: int) -> bool:
    """Whether a quote or bracket opens: one written onto the word before it alone closes."""
    closes = words.joined(at) and not words.joined_after(at)
    return words.forms[at] in OPENING and not closes


def _quoted(words: Words, lex: Lexicon, at: int, label: str) -> Match | None:
    first, stop = inside(words, at)
    if not stop or words.forms[first] in lex["stop"]:
        return None
    for phrase, end in phrases_at(words, lex, first, words.forms[first], stop):
        if end == stop and label != "FAC":
            return Match(first, stop, phrase.label, 0.9, Reason.QUOTED)
    if label == "PER":
        person = name_at(words, lex, first, Reading(0, words.forms[first]), Announced.QUOTES)
        return Match(first, stop, label, 0.85, Reason.QUOTED) if person else None
    return Match(first, stop, label, 0.8, Reason.QUOTED)


def inside(words: Words, at: int) -> tuple[int, int]:
    """The words between the quote or bracket at `at` and the next closing one, or (0, 0)."""
    limit = min(words.limits[at], at + _LONGEST + 3)
    first = at + 1
    stop = first
    while stop < limit and words.forms[stop] not in CLOSING:
        stop += 1
    if stop >= limit:
        return 0, 0
    while stop > first and not words.forms[stop - 1][-1].isalnum():
        stop -= 1
    ends = 0 < stop - first <= _LONGEST and words.forms[first][0].isalnum()
    return (first, stop) if ends else (0, 0)


def _bare_name(words: Words, lex: Lexicon, i: int, kind: str, label: str) -> Match | None:
    """A Latin name, a club's town, or an unknown word directly after its kind."""
    at, limit = i + 1, words.limits[i]
    form = words.form(at, limit)
    if form.isascii() and form[:1].isalpha():
        stop = at
        while stop < limit and stop - at < _LONGEST and words.forms[stop].isascii():
            if not words.forms[stop].isalnum() and "-" not in words.forms[stop][1:]:
                break
            stop += 1
        return Match(at, stop, label, 0.75, Reason.BARE)
    if label == "ORG" and kind in {"نادي", "فريق"}:
        for phrase, stop in phrases_at(words, lex, at, form, limit):
            if phrase.label in {"GPE", "ORG"}:
                return Match(at, stop, "ORG", 0.85, Reason.BARE)
    club = kind in {"نادي", "فريق"} and not is_definite(words.forms[i])
    if label == "ORG" and club and is_definite(form):
        after = words.form(at + 1, limit)
        nation = is_definite(after) and is_nisba(lex, after)
        if nation or not (is_everyday(lex, form) or is_nisba(lex, form)):
            return Match(at, at + 1 + nation, "ORG", 0.55, Reason.BARE)
    bare = kind in lex["bare org"] and not is_definite(words.readings(i)[-1].form)
    if label == "ORG" and bare and _is_unknown(lex, form):
        return Match(at, at + 1, label, 0.5, Reason.BARE)
    return None


def _is_unknown(lex: Lexicon, form: str) -> bool:
    if not is_arabic(form) or len(form) < 3 or is_definite(form) or form.endswith("ه"):
        return False
    if form.startswith(("و", "ي", "تت", "لل")):
        return False
    known = form in lex["given"] or form in lex["weak given"] or form in lex.phrases
    return not (known or is_everyday(lex, form) or is_nisba(lex, form))


def alias_after(words: Words, lex: Lexicon, full: Match) -> Match | None:
    """The short name in quotes or brackets that follows a body's full name."""
    at = full.stop
    if full.label != "ORG" or full.stop - full.start < 2 or at >= words.limits[full.start]:
        return None
    if not opens(words, at):
        return None
    first, stop = inside(words, at)
    if not stop or stop - first > 2:
        return None
    form, surface = words.forms[first], words.surface(first)
    latin = form.isascii() and surface.isupper() and stop - first == 1
    listed = any(phrase.label == "ORG" for phrase, _ in phrases_at(words, lex, first, form, stop))
    word = is_arabic(form) and stop - first == 1 and not is_everyday(lex, form)
    if latin or listed or (word and not is_nisba(lex, form) and form not in lex.phrases):
        return Match(first, stop, "ORG", 0.85 if latin or listed else 0.6, Reason.ALIAS)
    return None
