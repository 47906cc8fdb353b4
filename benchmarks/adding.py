"""How the scripted curator adds what is missing: she points at a word, moves edges, labels.

Invariant: what pointing at a word selects is not known before it is selected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.sight import Stroke, label_keys, of_gold
from benchmarks.ways import edges
from workbench.arabic.tokens import tokens
from workbench.model import comparable
from workbench.workflow.pick import initials, picks, sought
from workbench.workflow.readings import of_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.sight import Sight
    from benchmarks.ways import Keys, Range
    from workbench.model import Annotation

_PAGES = frozenset(("curate.page_up", "curate.page_down"))
_SEEN_AT_ONCE = 3  # a letter, and once more: which is the third or fourth nearest nobody sees
_BEHIND = 50  # code points behind a span, so that its last word is whole


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
        _stroke(gold, way, len(after) / 2 + 1)
        for word in words_of(sight, gold)
        if (after := edges(sight.text, (word.start, word.stop), goal)) is not None
        for way in _pointing(sight, word)
    ]
    if not found:
        start = range(goal[0], goal[0] + 1)
        way = sight.ways.way(sight.at, sight.around, start)
        return Stroke(target, sight.ways.selecting(*goal), way or (), start, adds=gold, to_come=1)
    return min(found, key=lambda each: each.keys + each.to_come)


def _stroke(gold: Annotation, way: tuple[Keys, Keys, range, Keys], to_come: float) -> Stroke:
    """A stroke that points at a word, or only turns to the page where it stands."""
    if way[0][0] in _PAGES:
        return Stroke(of_gold(gold), *way, to_come=to_come + 2)
    return Stroke(of_gold(gold), *way, adds=gold, to_come=to_come)


def _pointing(sight: Sight, word: range) -> Iterator[tuple[Keys, Keys, range, Keys]]:
    """How a word is pointed at, as the fields of a `Stroke` from `commands` on.

    By going there, or by its letter; where another word is nearer to the cursor, a second time.
    """
    route = sight.ways.way(sight.at, sight.around, word)
    if route is not None:
        yield ("curate.go_to_span",), route, word, ()
    if not sight.in_sight[0] <= word.start < sight.in_sight[1]:
        yield _paging(sight, word.start), (), range(0), ()
    for keys in seeking(sight, word):
        if len(keys) <= _SEEN_AT_ONCE:
            yield ("curate.seek",), (), range(0), keys


def _paging(sight: Sight, at: int) -> Keys:
    """The pages to a place that is out of sight, where she looks again."""
    layout, page = sight.ways.layout, max(1, sight.ways.height - 1)
    rows = layout.row_of(at) - layout.row_of(sight.at)
    return ("curate.page_down" if rows > 0 else "curate.page_up",) * max(1, round(abs(rows) / page))


def seeking(sight: Sight, word: range) -> Iterator[Keys]:
    """The keys behind the first by which a word is sought, each of its letters in turn."""
    if sight.in_sight[0] <= word.start < sight.in_sight[1]:
        for sign in initials(sight.text[word.start : word.stop]):
            places = sought(
                sight.session, sight.sheet, frozenset((sign,)), sight.at, sight.in_sight
            )
            yield (sign, *("space", "space") * places.index(word.start))


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


def finish(sight: Sight, selected: Range, missing: Sequence[Annotation]) -> Stroke:
    """Move the edges of what is selected until it is a gold span, then label it.

    What a letter selected may be another word than she thought: then she lets go of it.
    """
    ways = [
        (moves, gold)
        for gold in missing
        if (moves := edges(sight.text, selected, (gold.span.start, gold.span.end))) is not None
    ]
    if not ways:
        return Stroke(None, ("curate.escape",))
    moves, gold = min(ways, key=lambda each: len(each[0]))
    if moves:
        again = _picked(sight, selected, (gold.span.start, gold.span.end))
        fewer = again is not None and len(again) < len(moves)
        return Stroke(of_gold(gold), again if again and fewer else moves, finishes=True)
    kind = sight.kind or sight.scheme[gold.label].kind
    labelled = label_keys(sight.scheme, kind, gold.label)
    number = listed(sight, gold)
    if len(labelled) > 1 and number is not None:
        return Stroke(of_gold(gold), ("curate.alternative",), typed=(number,), finishes=True)
    return Stroke(of_gold(gold), labelled, finishes=True)


def _picked(sight: Sight, selected: Range, goal: Range) -> Keys | None:
    """The keys that select a gold span as another thing that pointing there may mean."""
    offered = picks(sight.session, sight.sheet, selected[0])
    if offered[0] != selected or goal not in offered:
        return None
    return ("curate.go_to_span",) * offered.index(goal)


def listed(sight: Sight, gold: Annotation) -> str | None:
    """The number of a gold span among the readings of what is selected, if it is one of them."""
    if gold.value is None:
        return None
    offered = of_span(sight.session, sight.sheet, gold.span)
    values = [(label, comparable(value)) for label, value in offered]
    wanted = gold.label, comparable(gold.value)
    return str(values.index(wanted) + 1) if wanted in values else None
