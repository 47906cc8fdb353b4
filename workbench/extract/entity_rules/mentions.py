"""Short mentions: the family name alone of a person whom the article names in full.

Invariant: a mention lies outside everything found by the rules. A headline may have it before the
full name, so that the whole article is searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import is_arabic, is_everyday, is_nisba
from workbench.extract.entity_rules.match import Match, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.entity_rules.words import Words

_SURE = 0.7
_SHORTEST = 4


def with_mentions(words: Words, lex: Lexicon, found: Sequence[Match]) -> Iterator[Match]:
    """The names found and the short mentions of the persons among them, in text order."""
    families: dict[str, tuple[str, ...]] = {}
    for match in found:
        family = _family(words, lex, match)
        if family:
            families[family[0]] = family
    at = 0
    for match in found:
        yield from _mentions(words, families, at, match.start)
        yield match
        at = match.stop
    yield from _mentions(words, families, at, len(words))


def _family(words: Words, lex: Lexicon, match: Match) -> tuple[str, ...]:
    """The words by which a person may be called later, or nothing."""
    if match.label != "PER" or match.stop - match.start < 2 or match.score < _SURE:
        return ()
    last = words.forms[match.stop - 1]
    before = words.forms[match.stop - 2]
    if before in lex["connector"] and match.stop - match.start > 2:
        return (before, last)
    if len(last) < _SHORTEST or not is_arabic(last) or is_nisba(lex, last):
        return ()
    given = last in lex["given"] or last in lex["weak given"] or last in lex["compound"]
    ordinary = given or is_everyday(lex, last) or last in lex["ordinal"]
    return () if ordinary else (last,)


def _mentions(
    words: Words, families: dict[str, tuple[str, ...]], start: int, stop: int
) -> Iterator[Match]:
    at = start
    while at < stop:
        match = _mention(words, families, at, stop) if families else None
        if match:
            yield match
        at = match.stop if match else at + 1


def _mention(
    words: Words, families: dict[str, tuple[str, ...]], at: int, stop: int
) -> Match | None:
    for reading in words.readings(at):
        family = families.get(reading.form)
        if family is None:
            continue
        end = at + len(family)
        rest = tuple(words.forms[at + 1 : end])
        if end <= min(stop, words.limits[at]) and rest == family[1:]:
            return Match(at, end, "PER", 0.75, Reason.LATER_MENTION, reading.cut)
    return None
