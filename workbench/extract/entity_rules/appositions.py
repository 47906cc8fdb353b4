"""Where a name may begin because of what stands after it: «…، رئيس الجمعية», «… (44 عاما)».

Invariant: one pass over the words; at most `_MOST_PARTS` words are looked back at from each sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import is_arabic, is_definite
from workbench.extract.entity_rules.parts import Announced, Part, is_listed_name, part_of_name

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.entity_rules.words import Words

_MOST_PARTS = 4
_YEARS = ("عاما", "سنه", "عام", "سنوات", "عامًا")


def announced_backwards(words: Words, lex: Lexicon) -> dict[int, Announced]:
    """The words at which a name may begin, since a role or an age follows the name."""
    found: dict[int, Announced] = {}
    for at, form in enumerate(words.forms):
        if form not in {"،", ",", "("} or not _tells_of_person(words, lex, at):
            continue
        start = _start(words, lex, at)
        if start is not None:
            found[start] = Announced.ROLE
    return found


def _tells_of_person(words: Words, lex: Lexicon, mark: int) -> bool:
    """Whether «، رئيس جمعية», «، 24 سنة» or «(44 عاما)» begins at a comma or bracket."""
    limit = words.limits[mark]
    form = words.form(mark + 1, limit)
    if form.isdecimal():
        return words.form(mark + 2, limit) in _YEARS
    if form in {"وهو", "وهي"}:
        return words.form(mark + 2, limit) in lex["role"]
    bare = form[2:] if is_definite(form) else form
    return bare in lex["role"] and bare not in lex["relative"] and words.forms[mark] != "("


def _start(words: Words, lex: Lexicon, mark: int) -> int | None:
    """The first word of the name that ends before a mark, or None."""
    first = max(0, mark - _MOST_PARTS)
    start = mark
    while start > first and words.limits[start - 1] == words.limits[mark]:
        form = words.forms[start - 1]
        part = part_of_name(lex, form, words.surface(start - 1))
        joins = form in lex["connector"] or form in lex["compound"]
        if not is_arabic(form) or (part <= Part.PLURAL and not joins):
            break
        if part in {Part.DEFINITE, Part.NISBA} and start < mark - 1 and not joins:
            break
        start -= 1
    known = [i for i in range(start, mark) if is_listed_name(lex, words.forms[i])]
    if known and mark - known[0] > 1:
        return known[0]
    if known and known[0] == mark - 1 and mark - start < 2:
        return known[0]
    return mark - 2 if mark - start >= 2 else None
