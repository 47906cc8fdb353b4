"""What a figure may mean besides what it is read as: values to choose from instead of typing them.

Invariant: every reading is a value that its label can have, none comes twice, and what is likelier
comes first. Nothing is stored, and the text is read no farther than near the figure, so that it
takes no longer in a long article than in a short one.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import read_cardinal, read_ordinal
from workbench.arabic.typed_numbers import Typed
from workbench.arabic.values import NUMBER_LABELS, TIME_LABELS
from workbench.curation import OPEN_STATES
from workbench.errors import BadValue
from workbench.extract.figures import find_figures, read_value
from workbench.model import Modifier, Number, Range, Span, Timex
from workbench.workflow.times import days, hours, lengths, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.curation import Layer, Mark
    from workbench.model import Article, Candidate, Value
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

MOST = 9
"""So many are offered: as many as there are number keys."""

_NEAR = 5_000  # code points on either side that a figure is read with
_LINE = 1000  # code points of the line on either side that the extractor is given
_USUAL = 2  # units that are offered
_DATES = 3  # other dates of the article that are offered
_LONGEST = 200  # code points of what may be a figure
_MEASURED = frozenset(("MONEY", "QUANTITY"))
_GROUPED = re.compile("[0-9٠-٩][.,٫٬][0-9٠-٩]{3}(?![0-9٠-٩])")
_THOUSAND = 1000
_DATE, _ZERO = "DATE", "صفر"

Reading = tuple[str, "Value"]
"""A label and a value of it."""


def readings(sheet: Sheet, mark: Mark) -> tuple[Value, ...]:
    """The other values that a figure may have.

    What was suggested, unless under another label, and the other readings of it, and what the text
    says; then what the words leave open; last the value that it has, more or less exact.
    """
    label, present, proposal = mark.annotation.label, mark.annotation.value, mark.proposal
    found: list[Value | None] = []
    if label in NUMBER_LABELS | TIME_LABELS:
        read = _read(sheet.article, mark.annotation.span, label)
        found = [read, *_open(sheet, mark.annotation.span, label, present or read)]
    if proposal is not None:
        suggested = [proposal.annotation.value, *proposal.candidate.alternatives]
        is_same = proposal.annotation.label == label
        found = [*suggested, *found] if is_same else [*found, *suggested]
    if present is not None:
        found += [replace(present, modifier=modifier) for modifier in (None, *Modifier)]
    is_time = label in TIME_LABELS
    fitting = (v for v in found if v is not None and isinstance(v, Timex) == is_time)
    return tuple(islice((v for v in dict.fromkeys(fitting) if v != present), MOST))


def of_span(session: Session, sheet: Sheet, span: Span) -> tuple[Reading, ...]:
    """The labels and values that a range of the text may have as a figure.

    First as the extractor reads just this range, then under every label that the words fit, what it
    finds near before others, and last what these leave open.
    """
    if span.end - span.start > _LONGEST:
        return ()
    labels = [label.name for label in session.scheme if label.takes is not None]
    known = [label for label in labels if label in NUMBER_LABELS | TIME_LABELS]
    seen = list(_seen(sheet.article, span))
    found: list[Reading] = []
    for exact, candidate in seen:
        values = (candidate.annotation.value, *candidate.alternatives) if exact else ()
        found += [(candidate.annotation.label, each) for each in values if each is not None]
    near = {candidate.annotation.label for _exact, candidate in seen}
    known.sort(key=lambda label: label not in near)
    firsts = [(label, _read(sheet.article, span, label)) for label in known]
    found += [(label, value) for label, value in firsts if value is not None]
    likely = {label for label, _value in found}
    surface = sheet.article.text[span.start : span.end]
    if _DATE in labels and next(told(surface, sheet.article.published), None) is not None:
        likely.add(_DATE)
    for label, value in firsts:
        if label in likely:
            found += [(label, each) for each in _open(sheet, span, label, value)]
    return tuple(islice((each for each in dict.fromkeys(found) if each[0] in labels), MOST))


def with_unit(layer: Layer, span: Span, label: str, value: Value | None) -> Value | None:
    """A value that lacks its unit, with the one of the nearest figure of its label.

    In «7 درجات في غربها و4 في شمالها» both are degrees; money and measures have no value without.
    """
    if label not in _MEASURED or not isinstance(value, Number | Range) or value.unit is not None:
        return value
    measured = [
        (abs(mark.annotation.span.start - span.start), mark.annotation.value.unit)
        for mark in _figures(layer, label)
        if isinstance(mark.annotation.value, Number | Range) and mark.annotation.value.unit
    ]
    return replace(value, unit=min(measured)[1]) if measured else value


def _near(article: Article, span: Span, reach: int) -> tuple[Article, Span]:
    """The article, as if it were no more than what stands near a range; and the range in it."""
    first = article.text.rfind("\n", 0, max(0, span.start - reach)) + 1
    last = article.text.find("\n", min(len(article.text), span.end + reach))
    first = max(first, span.start - 2 * reach)
    last = min(last if last >= 0 else len(article.text), span.end + 2 * reach)
    part = replace(article, text=article.text[first:last], title=None)
    return part, Span(span.start - first, span.end - first)


def _read(article: Article, span: Span, label: str) -> Value | None:
    return read_value(*_near(article, span, _NEAR), label)


def _seen(article: Article, span: Span) -> Iterator[tuple[bool, Candidate]]:
    """What the extractor finds there, and whether that is just this range."""
    part, there = _near(article, span, _LINE)
    for candidate in find_figures(part, ()):
        if candidate.annotation.span.overlaps(there):
            yield candidate.annotation.span == there, candidate


# ------------------------------------------------------------------------------ what is left open


def _open(sheet: Sheet, span: Span, label: str, value: Value | None) -> Iterable[Value]:
    """Other values that the words of a range leave open, if `value` is one of them."""
    surface = sheet.article.text[span.start : span.end]
    if label not in TIME_LABELS:
        return _numbers(sheet, surface, label, value)
    timex = value.timex if isinstance(value, Timex) else None
    modifier = value.modifier if value is not None else None
    if label == _DATE:
        found = days(surface, timex, sheet.article.published, _dates(sheet.layer, span))
    elif label == "TIME":
        found = hours(timex)
    else:
        found = lengths(timex, next(_said(surface), None))
    return list(filter(None, (_timex(each, modifier) for each in found)))


def _timex(text: str, modifier: Modifier | None) -> Timex | None:
    with suppress(BadValue):
        return Timex(text, modifier)
    return None


def _dates(layer: Layer, span: Span) -> list[str]:
    """The other dates that the article names, the nearest first."""
    dates = (
        (abs(mark.annotation.span.start - span.start), mark.annotation.value.timex)
        for mark in _figures(layer, _DATE)
        if isinstance(mark.annotation.value, Timex) and not mark.annotation.span.overlaps(span)
    )
    return list(dict.fromkeys(timex for _away, timex in sorted(dates)))[:_DATES]


def _figures(layer: Layer, label: str) -> Iterator[Mark]:
    """What stands or is suggested under a label."""
    for mark in layer.marks:
        if mark.annotation.label == label and (mark.stands or mark.state in OPEN_STATES):
            yield mark


def _numbers(sheet: Sheet, surface: str, label: str, value: Value | None) -> Iterator[Value]:
    """In the units that the article uses, as a range, grouped otherwise."""
    units: list[str | None] = list(_usual_units(sheet.layer, label))
    said = list(islice(_said(surface), 3))
    if value is None and said:
        value = Number(said[0], unit=next(iter(units), None))
        yield value
    if not isinstance(value, Number | Range):
        return
    if len(said) == 2 and said[0] != said[1]:
        unit = value.unit or next(iter(units), None)
        yield Range(min(said), max(said), value.modifier, unit, value.item)
    yield from (replace(value, unit=unit) for unit in units)
    if isinstance(value, Number) and _GROUPED.search(surface):
        whole = value.number == value.number.to_integral_value()
        yield replace(value, number=_scaled(value.number, whole=whole))
    yield from (Number(number, value.modifier, value.unit, value.item) for number in said)


def _scaled(number: Decimal, *, whole: bool) -> Decimal:
    """«6.037» read the other way: with a decimal sign, or with one that groups."""
    return (number / _THOUSAND if whole else number * _THOUSAND).normalize() + 0


def _said(surface: str) -> Iterator[Decimal]:
    """The numbers and ranks that a text says, in digits or in words, «و» before them or not."""
    words = Typed(surface).words
    at = 0
    while words[at]:
        first = words[at]
        bare = first.removeprefix("و")
        counted = read_cardinal(words, at) or read_cardinal(words, at, bare)
        rank = read_ordinal(words, at) or read_ordinal(words, at, bare)
        if rank is not None and (counted is None or rank.stop > counted.stop):
            counted = rank
        if counted is not None:
            yield counted.value
        elif bare == _ZERO:
            yield Decimal(0)
        at = counted.stop if counted is not None else at + 1


def _usual_units(layer: Layer, label: str) -> list[str]:
    """The commonest units of a label's figures that stand or are suggested."""
    values = (mark.annotation.value for mark in _figures(layer, label))
    units = Counter(v.unit for v in values if isinstance(v, Number | Range) and v.unit)
    return [unit for unit, _count in units.most_common(_USUAL)]
