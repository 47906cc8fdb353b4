"""Ways of the text cursor and of a span's edges: which keys lead where.

Invariant: only what the screen's own commands do is foreseen, with the rules that they follow; so
a way is what a person can press who sees the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.arabic.boundaries import Edge, Unit, move, turn_proclitic
from workbench.layout import navigate
from workbench.tui.widgets.text_cursor import MOVES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from workbench.layout import Layout

Keys = tuple[str, ...]
"""Ids of commands, in the order in which they are pressed."""

Range = tuple[int, int]

_FAR = 60  # keys: nobody presses one more often than that to get somewhere
_WORDS = ("word_left", "word_right")
_LETTERS = ("left", "right")
_LEAPS = ("sentence_back", "sentence_on", "paragraph_up", "paragraph_down")


@dataclass(slots=True)
class Ways:
    """Where the cursor can go in a layout of so many `columns`; `height` rows of it are seen."""

    layout: Layout
    columns: int
    height: int
    _known: dict[tuple[str, int], int] = field(default_factory=dict)
    _rows: dict[tuple[int, int, int | None], tuple[int, int]] = field(default_factory=dict)

    def after(self, name: str, at: int) -> int:
        """Where one of `MOVES` leads from an offset."""
        place = self._known.get((name, at))
        if place is None:
            place = self._known[name, at] = MOVES[name](self.layout, at, ())
        return place

    def rows(self, at: int, by: int, goal: int | None = None) -> tuple[int, int]:
        """Where a move by rows leads, and its goal column."""
        known = self._rows.get((at, by, goal))
        if known is None:
            known = navigate.by_rows(self.layout, at, by, (), goal)
            self._rows[at, by, goal] = known
        return known

    # -------------------------------------------------------------------------- as people go

    def way(self, at: int, marks: Sequence[int], wanted: range) -> Keys | None:
        """How a person goes from `at` to a place in `wanted`, in as few keys as she can see.

        First by rows, sentences, paragraphs or spans, or by none of them, then by words, and last
        by letters. `marks` are the places where `curate.next` leads first, second …, and behind
        None, those of `curate.previous`.
        """
        best: Keys | None = None
        for lead, place in self._leads(at, marks):
            limit = len(best) if best is not None else _FAR
            found = self._walk(place, wanted, limit - len(lead)) if len(lead) < limit else None
            if found is not None:
                best = (*lead, *found)
        return best

    def _leads(self, at: int, marks: Sequence[int]) -> Iterator[tuple[Keys, int]]:
        yield (), at
        for command, places in (("curate.next", marks), ("curate.previous", marks[::-1])):
            for count, place in enumerate(places, 1):
                yield (command,) * count, place
        for name in _LEAPS:
            place, count = at, 0
            while (other := self.after(name, place)) != place and count < _FAR:
                place, count = other, count + 1
                yield (f"curate.{name}",) * count, place
        for command, by in (("curate.up", -1), ("curate.down", 1)):
            place, goal, count = at, None, 0
            while count < _FAR:
                other, goal = self.rows(place, by, goal)
                if other == place:
                    break
                place, count = other, count + 1
                yield (command,) * count, place

    def _walk(self, at: int, wanted: range, limit: int) -> Keys | None:
        """Words and then letters, in fewer than `limit` keys."""
        best: Keys | None = None
        for word in _WORDS:
            place, count = at, 0
            while count < limit:
                letters = self._step(place, wanted, limit - count)
                if letters is not None:
                    best, limit = (f"curate.{word}",) * count + letters, count + len(letters)
                other = self.after(word, place)
                if other == place:
                    break
                place, count = other, count + 1
        return best

    def _step(self, at: int, wanted: range, limit: int) -> Keys | None:
        """Letters alone, in fewer than `limit` keys."""
        if at in wanted:
            return () if limit > 0 else None
        if not min(abs(at - wanted.start), abs(at - wanted.stop)) < limit:
            return None
        for letter in _LETTERS:
            place = at
            for count in range(1, limit):
                place = self.after(letter, place)
                if place in wanted:
                    return (f"curate.{letter}",) * count
        return None

    # ------------------------------------------------------------------------------- at the least

    def fewest(
        self, at: int, marks: Sequence[int], then: Callable[[int], int | None], limit: int
    ) -> int:
        """The fewest keys, at most `limit`, to go anywhere and do there what `then` costs there."""
        best = limit
        starts: list[tuple[int, int | None]] = [(at, None)]
        leaps: dict[int, list[tuple[int, int | None]]] = {}
        for places in (marks, marks[::-1]):
            for count, place in enumerate(places, 1):
                leaps.setdefault(count, []).append((place, None))
        seen = set(starts)
        depth = 0
        while starts and depth < best:
            for place, _goal in starts:
                cost = then(place)
                best = min(best, depth + cost) if cost is not None else best
            depth += 1
            onward = [state for each in starts for state in self._all(*each)]
            onward += leaps.get(depth, ())
            starts = [state for state in dict.fromkeys(onward) if state not in seen]
            seen.update(starts)
        return best

    def _all(self, at: int, goal: int | None) -> Iterator[tuple[int, int | None]]:
        yield from ((self.after(name, at), None) for name in MOVES)
        for by in (1, -1, self.height - 1, 1 - self.height):
            yield self.rows(at, by, goal)

    # ---------------------------------------------------------------------------------- selecting

    def selecting(self, start: int, end: int) -> Keys:
        """How words are selected from `start` until what is selected reaches `end`."""
        name = "word_left" if self.layout.line(self.layout.row_of(start), ()).rtl else "word_right"
        keys: Keys = ()
        place = start
        while place < end and (other := self.after(name, place)) > place:
            place, keys = other, (*keys, f"curate.select_{name}")
        return keys


# ------------------------------------------------------------------------------------------ edges

_STEPS: Mapping[tuple[Edge, Unit, int], str] = {
    (Edge.END, Unit.WORD, 1): "curate.end_on",
    (Edge.END, Unit.WORD, -1): "curate.end_back",
    (Edge.START, Unit.WORD, 1): "curate.start_on",
    (Edge.START, Unit.WORD, -1): "curate.start_back",
    (Edge.END, Unit.CLUSTER, 1): "curate.end_letter_on",
    (Edge.END, Unit.CLUSTER, -1): "curate.end_letter_back",
    (Edge.START, Unit.CLUSTER, 1): "curate.start_letter_on",
    (Edge.START, Unit.CLUSTER, -1): "curate.start_letter_back",
}
EDGE_COMMANDS = frozenset((*_STEPS.values(), "curate.proclitic", "curate.join"))
_TURNS = 4  # a word has no more beginnings than that

_move = lru_cache(1 << 14)(move)


@lru_cache(1 << 12)
def edges(text: str, span: Range, goal: Range, joined: int | None = None) -> Keys | None:
    """The keys that give a span the edges of `goal`, those that shorten it first.

    `joined` is where `curate.join` would end it. None where they do not share a letter, or no keys
    lead there.
    """
    if not (span[0] < goal[1] and goal[0] < span[1]):
        return None
    if joined == goal[1] != span[1]:
        start = _edge(text, span, goal[0], Edge.START)
        return (*start, "curate.join") if start is not None else None
    order = (Edge.START, Edge.END) if goal[0] > span[0] else (Edge.END, Edge.START)
    keys: Keys = ()
    for edge in order:
        wanted = goal[0] if edge is Edge.START else goal[1]
        found = _edge(text, span, wanted, edge)
        if found is None:
            return None
        keys += found
        span = (wanted, span[1]) if edge is Edge.START else (span[0], wanted)
    return keys


def _edge(text: str, span: Range, wanted: int, edge: Edge) -> Keys | None:
    """The fewest keys that bring one edge to its place: words, then letters or a proclitic."""
    side = 0 if edge is Edge.START else 1
    by = 1 if wanted > span[side] else -1
    tries: list[tuple[Keys, Range]] = []
    keys: Keys = ()
    here = span
    for _word in range(_FAR):
        tries.append((keys, here))
        if (wanted - here[side]) * by <= 0:
            break
        there = _move(text, here, edge, Unit.WORD, by)
        if there == here:
            break
        here, keys = there, (*keys, _STEPS[edge, Unit.WORD, by])
    tries.reverse()  # of equally many keys, those that move by words are thought of first
    found = [(*lead, *rest) for lead, place in tries for rest in _finer(text, place, wanted, edge)]
    return min(found, key=len, default=None)


def _finer(text: str, span: Range, wanted: int, edge: Edge) -> Iterator[Keys]:
    """By proclitics, and by letters."""
    side = 0 if edge is Edge.START else 1
    by = 1 if wanted > span[side] else -1
    turned = span
    for count in range(1, _TURNS + 1):
        if edge is Edge.END or (turned := turn_proclitic(text, turned)) == span:
            break
        if turned[0] == wanted:
            yield ("curate.proclitic",) * count
    keys: Keys = ()
    while (wanted - span[side]) * by > 0 and len(keys) < _FAR:
        there = _move(text, span, edge, Unit.CLUSTER, by)
        if there == span:
            break
        span, keys = there, (*keys, _STEPS[edge, Unit.CLUSTER, by])
    if span[side] == wanted:
        yield keys
