"""What the tagger sees of a unit: its form, shape and affixes, the lists it is in, what the rules
say of it, and the same of its neighbours.

Invariant: features depend on the text, its zones, and what is said of the text by rules (and the
base model) alone, and cost the same for every unit. What they are called and mean is `VERSION`: a
model of another version is not used.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from workbench.extract.entity_rules.grammar import is_nisba
from workbench.extract.entity_rules.lexicon import lexicon
from workbench.extract.learned.tags import OUTSIDE, encode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.learned.tags import Place
    from workbench.extract.learned.units import Line

VERSION = "1"

_CLASSES = (
    "given", "weak given", "family", "lone family", "opener", "role", "role plural", "speech",
    "byline", "announcer", "connector", "foreign connector", "compound", "ministry", "strong head",
    "loose head", "body", "security head", "topic", "naming", "adjective", "stop", "place class",
    "quarter", "landform", "site", "event head", "named event", "gathering", "league", "law head",
    "numbered law", "outside org", "outside event", "outside product", "outside per", "outside loc",
    "outside gpe", "place sign", "body sign",
)  # fmt: skip


class _Seen(NamedTuple):
    """The features that one form gives, as itself and as neighbour one or two units away."""

    own: tuple[str, ...]
    core: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    before2: tuple[str, ...]
    after2: tuple[str, ...]
    brief: str


def observe(
    line: Line,
    rules: Sequence[Place],
    repeated: Mapping[str, str],
    base: Sequence[str] = (),
    again: Sequence[Place] = (),
) -> list[list[str]]:
    """The features of each unit of a line.

    `rules` are the places that the rules found in it, `repeated` the tag of each form that they
    found anywhere in the article, `base` the tags of the base model for this line: with them
    fewer features are needed, and less gold teaches what they are worth. `again` are the places
    that memory found in it, which only a model that is stacked on the base sees.
    """
    n = len(line)
    lex = lexicon()
    seen = [_see(form, part, lex) for form, part in zip(line.forms, line.parts, strict=True)]
    said = encode(line, rules)
    if base:
        return _stacked(line, seen, said, repeated, base, encode(line, again))
    found = []
    for at, own in enumerate(seen):
        item = [*own.own, "r=" + said[at]]
        if at:
            item += seen[at - 1].before
            item += ("r-1=" + said[at - 1], "b-1=" + seen[at - 1].brief + "|" + own.brief)
        else:
            item.append("first")
        if at + 1 < n:
            item += seen[at + 1].after
            item += ("r+1=" + said[at + 1], "b+1=" + own.brief + "|" + seen[at + 1].brief)
        else:
            item.append("last")
        if at > 1:
            item += seen[at - 2].before2
        if at + 2 < n:
            item += seen[at + 2].after2
        also = repeated.get(line.forms[at])
        if also:
            item.append("also=" + also)
        found.append(item)
    return found


def _stacked(
    line: Line, seen: Sequence[_Seen], said: Sequence[str], repeated: Mapping[str, str],
    base: Sequence[str], again: Sequence[str],
) -> list[list[str]]:  # fmt: skip
    """The features of a model that is stacked on the base."""
    found = []
    edged = [OUTSIDE, *base, OUTSIDE]
    ruled = [OUTSIDE, *said, OUTSIDE]
    recalled = [OUTSIDE, *again, OUTSIDE]
    for at, own in enumerate(seen):
        before, here, after = edged[at : at + 3]
        item = [*own.core, "r=" + ruled[at + 1], "r-1=" + ruled[at], "r+1=" + ruled[at + 2],
                "t=" + here, "t-1=" + before, "t+1=" + after,
                "t=" + before + "|" + here + "|" + after,
                "m=" + recalled[at + 1], "m-1=" + recalled[at], "m+1=" + recalled[at + 2],
                "m=" + recalled[at + 1] + "|" + here]  # fmt: skip
        if at:
            item += (seen[at - 1].before[0], "b-1=" + seen[at - 1].brief + "|" + own.brief)
        if at + 1 < len(seen):
            item.append(seen[at + 1].after[0])
        also = repeated.get(line.forms[at])
        if also:
            item.append("also=" + also)
        found.append(item)
    return found


def repeats(cut: Sequence[Line], rules: Sequence[Sequence[Place]]) -> dict[str, str]:
    """For each form inside what the rules found in the lines: the tag that it has there."""
    found: dict[str, str] = {}
    for line, places in zip(cut, rules, strict=True):
        if not places:
            continue
        tagged = zip(line.forms, encode(line, places), strict=True)
        found |= {form: tag for form, tag in tagged if tag != OUTSIDE and len(form) > 2}
    return found


@lru_cache(maxsize=1 << 16)
def _see(form: str, part: int, lex: Lexicon) -> _Seen:
    if not "\ud800" <= form[0] <= "\udfff":
        return _features(form, part, lex)
    return _features("\ufffd", part, lex)  # a lone surrogate has no bytes


def _features(form: str, part: int, lex: Lexicon) -> _Seen:
    shape, listed = _shape(form), _lists(form, lex)
    bare = form[2:] if form.startswith("ال") and len(form) > 4 else form
    own = ["w=" + form, "s=" + shape, f"p={part}"]
    if bare != form:
        own += ("bare=" + bare, "ال")
    if shape == "ar" and len(form) > 3:
        own += ("^2" + bare[:2], "^3" + bare[:3], "2$" + form[-2:], "3$" + form[-3:])
    own += ("l=" + name for name in listed)
    own += (f"len={min(len(form), 8)}",)
    near = ("w", *(f"l={name}" for name in listed))
    tail = "2$" + form[-2:] if shape == "ar" else "s=" + shape
    brief = _brief(form, shape, listed)
    before = ("-1w=" + form, "-1" + tail, *("-1" + name for name in near[1:]))
    after = ("+1w=" + form, "+1" + tail, *("+1" + name for name in near[1:]))
    if form.startswith("ال"):
        before, after = (*before, "-1ال"), (*after, "+1ال")
    core = ("w=" + form, "s=" + shape, f"p={part}", "bare=" + bare, "3$" + form[-3:], "b=" + brief)
    return _Seen(
        tuple(own), core, before, after,
        ("-2w=" + form, "-2b=" + brief), ("+2w=" + form, "+2b=" + brief), brief,
    )  # fmt: skip


def _shape(form: str) -> str:
    first = form[0]
    if "ء" <= first <= "ي":
        return "ar"
    if form.isdecimal():
        return "year" if len(form) == 4 else "digits"
    if first.isdecimal():
        return "number"
    if first.isalpha():
        return "la1" if len(form) == 1 else "la"
    return "sign" if len(form) == 1 else "other"


def _brief(form: str, shape: str, listed: tuple[str, ...]) -> str:
    """One word for what a unit is: its most telling list, its shape, or a sign itself."""
    if listed:
        return listed[0]
    if shape in {"sign", "other"}:
        return form
    return "ال" if form.startswith("ال") else shape


@lru_cache(maxsize=1)
def _table(lex: Lexicon) -> dict[str, tuple[str, ...]]:
    """The names of the lists that each listed form is in."""
    found: dict[str, set[str]] = {}
    for name in _CLASSES:
        for word in lex.classes.get(name, ()):
            found.setdefault(word, set()).add(name.replace(" ", "_"))
    for phrases in lex.phrases.values():
        for phrase in phrases:
            for at, word in enumerate(phrase.words):
                if len(phrase.words) == 1:
                    mark = f"={phrase.label}" + "?" * phrase.weak
                else:
                    mark = ("^" if at == 0 else "+") + phrase.label
                found.setdefault(word, set()).add(mark)
    return {word: tuple(sorted(names)) for word, names in found.items()}


def _lists(form: str, lex: Lexicon) -> tuple[str, ...]:
    table = _table(lex)
    found = table.get(form, ())
    if form.startswith("ال") and len(form) > 4:
        found += tuple("~" + name for name in table.get(form[2:], ()) if name[0] not in "=^+")
    if is_nisba(lex, form):
        found = ("nisba", *found)
    return found
