"""What a curator who knows the gold does next, from what the screen shows her.

Invariant: `next_stroke` reads nothing but a `Sight` (the marks of the list, the current one, the
cursor, the rows of the text) and the gold, and answers with commands of the command table.

She goes through the suggestions as the screen leads her. What stands before the current one and is
not suggested she adds before she decides on it; what needs no change she accepts, what is nothing
she rejects. Of the commands that correct a span she takes those that need the fewest keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.ways import EDGE_COMMANDS, Keys, Ways, edges
from workbench.arabic.tokens import tokens
from workbench.curation import OPEN_STATES
from workbench.model import comparable
from workbench.scheme import Kind
from workbench.workflow.correct import editable, editable_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.curation import Layer, Mark
    from workbench.model import Annotation, Value
    from workbench.scheme import LabelScheme

Target = tuple[str, int, str]
"""What keys are counted for: "gold" or "mark", its start, and its label or id."""

JUMP = "curate.next_open"
_ON_KEYBOARDS = str.maketrans({"≥": ">=", "≤": "<=", "–": "-"})
_BEHIND = 50  # code points behind a span, so that its last word is whole


@dataclass(frozen=True)
class Sight:
    """What is on the screen."""

    layer: Layer
    current: Mark | None
    at: int
    ways: Ways
    scheme: LabelScheme

    @property
    def text(self) -> str:
        """The text of the article."""
        return self.ways.layout.text

    @cached_property
    def around(self) -> list[int]:
        """Where going from span to span leads, beginning behind the current one."""
        marks = self.layer.marks
        if self.current is None:
            return []
        place = marks.place_of(self.current)
        return [mark.annotation.span.start for mark in (*marks[place + 1 :], *marks[:place])]

    @cached_property
    def following(self) -> Mark | None:
        """What comes next to be decided; the current mark, if it is."""
        current = self.current
        return current if current and is_open(current) else self.layer.next_open(current)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Keys for one thing: commands that go there, commands that do it, keys typed in a dialog.

    The first leave the cursor in `lands`. `target` is what they are counted for; a jump is counted
    for what was done last. `adds` is the gold span that is added, `spares` one that a division
    makes right by the way.
    """

    target: Target | None
    commands: Keys
    route: Keys = ()
    lands: range = range(0)
    typed: Keys = ()
    adds: Annotation | None = None
    spares: Target | None = None

    @property
    def keys(self) -> int:
        """How many keys it is."""
        return len(self.route) + len(self.commands) + len(self.typed)

    @property
    def moves_edge(self) -> bool:
        """Whether it only moves an edge of the current mark."""
        return not self.route and set(self.commands) <= EDGE_COMMANDS


def is_open(mark: Mark) -> bool:
    """Whether a mark waits for a decision."""
    return mark.state in OPEN_STATES


def agrees(one: Annotation, other: Annotation) -> bool:
    """Whether two say the same: span, label and value, the counted noun of it aside."""
    return (
        one.span == other.span
        and one.label == other.label
        and comparable(one.value) == comparable(other.value)
    )


def of_gold(gold: Annotation) -> Target:
    """What keys for a gold span are counted under."""
    return "gold", gold.span.start, gold.label


def of_mark(mark: Mark) -> Target:
    """What keys for a suggestion that is nothing are counted under."""
    return "mark", mark.annotation.span.start, mark.id


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
    nearest = min(strokes, key=lambda each: len(each.route) + len(each.commands))
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
    steps = turns(mark, known.value, gold.value)
    if steps is not None:
        return Stroke(target, ("curate.alternative",) * steps)
    return Stroke(target, ("curate.value",), typed=typed_keys(known, gold))


def joined(layer: Layer, mark: Mark) -> int | None:
    """Where a mark would end, joined with the next."""
    marks = layer.marks
    behind = marks[marks.place_of(mark) + 1 :]
    ends = (m.annotation.span for m in behind)
    return next((s.end for s in ends if s.start >= mark.annotation.span.end), None)


def label_keys(scheme: LabelScheme, kind: Kind, wanted: str) -> Keys:
    """The keys that give a label where the numbers choose among those of a kind."""
    label = scheme[wanted]
    lead = () if kind is label.kind else ("curate.kind",)
    return (*lead, f"curate.label_{label.key}")


def _looks_like(text: str) -> Kind:
    """What the screen takes a selection for."""
    return Kind.FIGURE if any(sign.isdecimal() for sign in text) else Kind.ENTITY


def turns(mark: Mark, present: Value | None, wanted: Value | None) -> int | None:
    """How often the next reading must be taken until a value is the wanted one, if it is there."""
    if mark.proposal is None:
        return None
    readings = (mark.proposal.annotation.value, *mark.proposal.candidate.alternatives)
    here = readings.index(present) if present in readings else -1
    steps = [
        (place - here - 1) % len(readings) + 1
        for place, value in enumerate(readings)
        if comparable(value) == comparable(wanted) and place != here
    ]
    return min(steps, default=None)


def typed_keys(known: Annotation, gold: Annotation) -> Keys:
    """What is typed in the line that holds a value: all of it anew, or one end of it, and Enter.

    The line opens with its text selected.
    """
    old, new = editable(known), editable_value(gold.value, gold.label).translate(_ON_KEYBOARDS)
    both = min(len(old), len(new))
    head = next((n for n in range(both) if old[n] != new[n]), both)
    tail = next((n for n in range(both) if old[-1 - n] != new[-1 - n]), both)
    ways = (
        (*new,) if new else ("backspace",),
        ("end", *("backspace",) * (len(old) - head), *new[head:]),
        ("home", *("delete",) * (len(old) - tail), *new[: len(new) - tail]),
    )
    return (*min(ways, key=len), "enter")


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
        if route is not None and len(route) + 1 + more < len(alone.route) + len(alone.commands):
            spared = of_gold(mine)
            return Stroke(of_gold(other), ("curate.split",), route, cut, spares=spared)
    return None


# ------------------------------------------------------------------------------------------ adding


def add(sight: Sight, gold: Annotation) -> Stroke:
    """Go to a word of a gold span, select as much of it as can be, and label it.

    Edges that selecting by word does not reach are moved afterwards, as `correct` does. Where the
    span lies in what was taken for site furniture, that is undone first.
    """
    target, goal = of_gold(gold), (gold.span.start, gold.span.end)
    furniture = sight.layer.furniture.within(*goal)
    if furniture:
        zone = range(*furniture[0])
        inside = sight.ways.way(sight.at, sight.around, zone)
        return Stroke(target, ("curate.zone",), inside or (), zone, adds=gold)
    found = [
        (len(route) + cost, word.start, route, word, keys)
        for word, (keys, cost) in finishes(sight, gold).items()
        if (route := sight.ways.way(sight.at, sight.around, word)) is not None
    ]
    _total, _start, route, word, keys = min(found, key=lambda each: each[:2])
    return Stroke(target, keys, route, word, adds=gold)


def finishes(sight: Sight, gold: Annotation) -> dict[range, tuple[Keys, int]]:
    """By each word of a gold span: what adds the span from there, and the keys until it is right.

    The latter count the edges that are moved after labelling.
    """
    text, goal = sight.text, (gold.span.start, gold.span.end)
    line = max(0, text.rfind("\n", 0, goal[0]))
    found: dict[range, tuple[Keys, int]] = {}
    for start, end in tokens(text[line : goal[1] + _BEHIND]):
        word = range(line + start, line + end)
        if word.stop <= goal[0] or word.start >= goal[1]:
            continue
        selected = sight.ways.selecting(text, word.start, goal)
        after = edges(text, (word.start, word.stop), goal)
        held = gold.surface if selected is not None else text[word.start : word.stop]
        labelled = label_keys(sight.scheme, _looks_like(held), gold.label)
        if selected is not None:
            found[word] = (*selected, *labelled), len(selected) + len(labelled)
        elif after is not None:
            keys = ("curate.go_to_span", *labelled)
            found[word] = keys, len(keys) + len(after)
    return found
