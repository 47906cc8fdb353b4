"""What a curator who knows the gold does next, from what the screen shows her.

Invariant: `next_stroke` reads nothing but a `Sight` (the marks of the list, the current one, the
cursor, the rows of the text) and the gold, and answers with commands of the command table.

She goes through the suggestions as the screen leads her. What stands before the current one and is
not suggested she adds before she decides on it; what needs no change she accepts, what is nothing
she rejects. Of the commands that correct a span she takes those that need the fewest keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.adding import add, finish
from benchmarks.sight import JUMP, Stroke, agrees, is_open, label_keys, of_gold, of_mark
from benchmarks.valuing import valuing
from benchmarks.ways import Keys, edges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.sight import Sight
    from workbench.curation import Layer, Mark
    from workbench.model import Annotation

# ---------------------------------------------------------------------------------- what is what


@dataclass(frozen=True, slots=True)
class Plan:
    """Which mark becomes which gold span, what must be added, and what stands and should not."""

    pairs: Mapping[str, Annotation]
    missing: tuple[Annotation, ...]
    wrong: tuple[Mark, ...]


def plan(layer: Layer, text: str, gold: Sequence[Annotation]) -> Plan:
    """Pair gold spans that do not stand yet with the marks that are easiest made into them."""
    right: set[str] = set()
    todo = []
    for annotation in gold:
        near = layer.marks.touching(annotation.span.start, annotation.span.end)
        done = [mark for mark in near if mark.stands and agrees(mark.annotation, annotation)]
        right.update(mark.id for mark in done)
        if not done:
            todo.append((annotation, near))
    costs = [
        (cost, not is_open(mark), place, mark)
        for place, (annotation, near) in enumerate(todo)
        for mark in near
        if mark.id not in right and (cost := _effort(text, mark.annotation, annotation)) is not None
    ]
    pairs: dict[str, Annotation] = {}
    paired: set[int] = set()
    for _cost, _settled, place, mark in sorted(costs, key=lambda each: (*each[:3], each[3].id)):
        if place not in paired and mark.id not in pairs:
            pairs[mark.id] = todo[place][0]
            paired.add(place)
    missing = tuple(each for place, (each, _near) in enumerate(todo) if place not in paired)
    wrong = tuple(m for m in layer.standing if m.id not in right and m.id not in pairs)
    return Plan(pairs, missing, wrong)


def _effort(text: str, found: Annotation, gold: Annotation) -> int | None:
    """About how many keys make one annotation into another; None where none do."""
    if agrees(found, gold):
        return 0
    moves = _edges(text, found, gold)
    if moves is None:
        return None
    return len(moves) + (found.label != gold.label) + (found.span == gold.span)


def _edges(text: str, found: Annotation, gold: Annotation, join: int | None = None) -> Keys | None:
    span, goal = found.span, gold.span
    return edges(text, (span.start, span.end), (goal.start, goal.end), join)


# ---------------------------------------------------------------------------------- what comes next


def next_stroke(sight: Sight, gold: Sequence[Annotation]) -> Stroke | None:
    """The next thing to press; None once the gold stands, and nothing else."""
    found = plan(sight.layer, sight.text, gold)
    current, following = sight.current, sight.following
    if sight.selected is not None:
        return finish(sight, sight.selected, found.missing)
    if current is not None and not is_open(current):
        if current.id in found.pairs:
            return correct(sight, current, found.pairs[current.id])
        if current in found.wrong:
            return Stroke(of_mark(current), ("curate.reject",))
    here = _elsewhere(sight, found, following)
    if here is not None:
        return here
    if following is None:
        return None
    if current is None or following.id != current.id:
        return Stroke(None, (JUMP,))
    if current.id not in found.pairs:
        return Stroke(of_mark(current), ("curate.reject",))
    return _split(sight, current, found) or correct(sight, current, found.pairs[current.id])


def _elsewhere(sight: Sight, found: Plan, following: Mark | None) -> Stroke | None:
    """What is to be done before the next suggestion, away from it, if it is nearer from here."""
    by_id = sight.layer.by_id
    stray = [by_id[name] for name in found.pairs if not is_open(by_id[name])]
    strokes = [add(sight, gold) for gold in found.missing if _is_due(sight, gold, following)]
    strokes += [
        _visit(sight, mark, found)
        for mark in (*stray, *found.wrong)
        if _is_due(sight, mark.annotation, following)
    ]
    if not strokes:
        return None
    nearest = min(strokes, key=lambda each: each.keys + each.to_come)
    if following is not None and following is not sight.current:
        there = following.annotation.span.start
        way = sight.ways.way(there, (), nearest.lands)
        if way is not None and len(way) + 1 < len(nearest.route):
            return None
    return nearest


def _is_due(sight: Sight, what: Annotation, following: Mark | None) -> bool:
    """Whether it lies between the current mark and the next to decide, or before both."""
    if following is None:
        return True
    start, until = what.span.start, following.annotation.span.start
    here = sight.current.annotation.span.start if sight.current is not None else 0
    return start < until or until < here <= start


def _visit(sight: Sight, mark: Mark, found: Plan) -> Stroke:
    """Make a settled mark the current one."""
    gold = found.pairs.get(mark.id)
    target = of_gold(gold) if gold is not None else of_mark(mark)
    at = mark.annotation.span.start
    marks = sight.layer.marks
    here = marks.place_of(sight.current) if sight.current is not None else -1
    on = (marks.place_of(mark) - here) % len(marks)
    back = len(marks) - on
    route: Keys = ("curate.next",) * on if on <= back else ("curate.previous",) * back
    commands: Keys = ()
    if mark.id == sight.last and len(route) > 1:
        return Stroke(target, ("curate.last",))
    first = sight.layer.marks.touching(at, at + 1)[0]
    way = sight.ways.way(sight.at, (), range(at, at + 1)) if first.id == mark.id else None
    if way is not None and len(way) + 1 < len(route):
        route, commands = way, ("curate.go_to_span",)
    return Stroke(target, commands, route, range(at, at + 1))


# -------------------------------------------------------------------------------------- correcting


def correct(sight: Sight, mark: Mark, gold: Annotation) -> Stroke:
    """The next keys that make a mark into a gold span; one stroke each for edges, label, value."""
    target, known = of_gold(gold), mark.annotation
    if agrees(known, gold):
        return Stroke(target, ("curate.accept",))
    moves = _edges(sight.text, known, gold, joined(sight.layer, mark))
    if moves is None:
        return Stroke(target, ("curate.reject",))
    if moves:
        return Stroke(target, moves[:1])
    if known.label != gold.label:
        return Stroke(target, label_keys(sight.scheme, sight.scheme[known.label].kind, gold.label))
    return Stroke(target, *valuing(sight.sheet, mark, gold.value))


def joined(layer: Layer, mark: Mark) -> int | None:
    """Where a mark would end, joined with the next."""
    marks = layer.marks
    behind = marks[marks.place_of(mark) + 1 :]
    ends = (m.annotation.span for m in behind)
    return next((s.end for s in ends if s.start >= mark.annotation.span.end), None)


def _split(sight: Sight, mark: Mark, found: Plan) -> Stroke | None:
    """Divide a mark that holds another gold span too, where that is fewer keys than adding it."""
    span, mine = mark.annotation.span, found.pairs[mark.id]
    for other in found.missing:
        first, second = sorted((mine, other), key=lambda each: each.span)
        if mark.annotation.label != first.label or not span.overlaps(other.span):
            continue
        cut = range(first.span.end, second.span.start + 1)
        if (span.start, span.end) != (first.span.start, second.span.end):
            continue
        route = sight.ways.way(sight.at, (), cut)
        kind = sight.scheme[first.label].kind
        relabelled = len(label_keys(sight.scheme, kind, second.label))
        more = 1 + relabelled if first.label != second.label else 0
        alone = add(sight, other)
        if route is not None and len(route) + 1 + more < alone.keys + alone.to_come:
            spared = of_gold(mine)
            return Stroke(of_gold(other), ("curate.split",), route, cut, spares=spared)
    return None
