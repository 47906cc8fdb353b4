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

from benchmarks.valuing import valuing
from benchmarks.ways import EDGE_COMMANDS, Keys, Ways, edges
from workbench.arabic.tokens import tokens
from workbench.curation import OPEN_STATES
from workbench.model import comparable
from workbench.scheme import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.ways import Range
    from workbench.curation import Layer, Mark
    from workbench.model import Annotation
    from workbench.scheme import LabelScheme

Target = tuple[str, int, str]
"""What keys are counted for: "gold" or "mark", its start, and its label or id."""

JUMP = "curate.next_open"
_BEHIND = 50  # code points behind a span, so that its last word is whole


@dataclass(frozen=True)
class Sight:
    """What is on the screen.

    `last` is the mark that she decided on last, and `kind` what the bottom line says that the
    numbers choose among.
    """

    layer: Layer
    current: Mark | None
    last: str | None
    at: int
    selected: Range | None
    kind: Kind | None
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
    for what was done last. `adds` is the gold span that is added, and `to_come` about how many keys
    follow until it is; `finishes` says that it goes on with what is selected. `spares` is a gold
    span that a division makes right by the way.
    """

    target: Target | None
    commands: Keys
    route: Keys = ()
    lands: range = range(0)
    typed: Keys = ()
    adds: Annotation | None = None
    to_come: float = 0
    finishes: bool = False
    spares: Target | None = None

    @property
    def keys(self) -> int:
        """How many keys it is, those to come aside."""
        return len(self.route) + len(self.commands) + len(self.typed)

    @property
    def moves_edge(self) -> bool:
        """Whether it only moves an edge of the current mark."""
        return not (self.route or self.finishes) and set(self.commands) <= EDGE_COMMANDS


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
    return Stroke(target, *valuing(sight.layer, mark, gold.value))


def joined(layer: Layer, mark: Mark) -> int | None:
    """Where a mark would end, joined with the next."""
    marks = layer.marks
    behind = marks[marks.place_of(mark) + 1 :]
    ends = (m.annotation.span for m in behind)
    return next((s.end for s in ends if s.start >= mark.annotation.span.end), None)


def told_kind(scheme: LabelScheme, told: str) -> Kind | None:
    """What the numbers choose among, if a line tells that."""
    for kind in Kind:
        if told == " ".join(f"{label.key} {label.name}" for label in scheme if label.kind is kind):
            return kind
    return None


def label_keys(scheme: LabelScheme, kind: Kind, wanted: str) -> Keys:
    """The keys that give a label where the numbers choose among those of a kind."""
    label = scheme[wanted]
    lead = () if kind is label.kind else ("curate.kind",)
    return (*lead, f"curate.label_{label.key}")


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


# ------------------------------------------------------------------------------------------ adding


def add(sight: Sight, gold: Annotation) -> Stroke:
    """Go to a word of a gold span, and select what stands there.

    What it takes cannot be known before; she goes where she would need the fewest keys if half of
    the words beside the one pointed at were taken with it. Where every word is marked already, she
    selects them herself; where the span lies in what was taken for site furniture, that is undone
    first.
    """
    target, goal = of_gold(gold), (gold.span.start, gold.span.end)
    furniture = sight.layer.furniture.within(*goal)
    if furniture:
        zone = range(*furniture[0])
        inside = sight.ways.way(sight.at, sight.around, zone)
        return Stroke(target, ("curate.zone",), inside or (), zone, adds=gold)
    found = [
        Stroke(target, ("curate.go_to_span",), route, word, adds=gold, to_come=len(after) / 2 + 1)
        for word in words_of(sight, gold)
        if (after := edges(sight.text, (word.start, word.stop), goal)) is not None
        and (route := sight.ways.way(sight.at, sight.around, word)) is not None
    ]
    if not found:
        start = range(goal[0], goal[0] + 1)
        way = sight.ways.way(sight.at, sight.around, start)
        return Stroke(target, sight.ways.selecting(*goal), way or (), start, adds=gold, to_come=1)
    return min(found, key=lambda each: each.keys + each.to_come)


def words_of(sight: Sight, gold: Annotation) -> list[range]:
    """The words of a gold span that nothing marks."""
    text, goal = sight.text, (gold.span.start, gold.span.end)
    line = max(0, text.rfind("\n", 0, goal[0]))
    words = [range(line + s, line + e) for s, e in tokens(text[line : goal[1] + _BEHIND])]
    return [
        word
        for word in words
        if word.start < goal[1]
        and goal[0] < word.stop
        and not sight.layer.marks.touching(word.start, word.stop)
    ]


def finish(sight: Sight, selected: Range, missing: Sequence[Annotation]) -> Stroke | None:
    """Move the edges of what is selected until it is a gold span, then label it."""
    ways = [
        (moves, gold)
        for gold in missing
        if (moves := edges(sight.text, selected, (gold.span.start, gold.span.end))) is not None
    ]
    if not ways:
        return None
    moves, gold = min(ways, key=lambda each: len(each[0]))
    if moves:
        return Stroke(of_gold(gold), moves, finishes=True)
    kind = sight.kind or sight.scheme[gold.label].kind
    return Stroke(of_gold(gold), label_keys(sight.scheme, kind, gold.label), finishes=True)
