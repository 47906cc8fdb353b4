"""Many marks answer as a plain list of them would (Hypothesis)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from workbench.curation import Mark, Marks, State, marks, overlay, text_order
from workbench.curation.overlay import Overlay
from workbench.model import Annotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True, scope="module")
def _small_parts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "_CHUNK", 2)
        patch.setattr(overlay, "_RECENT", 3)
        yield


@st.composite
def some_marks(draw: st.DrawFn, prefix: str = "m") -> list[Mark]:
    made = []
    for i in range(draw(st.integers(0, 20))):
        start = draw(st.integers(0, 40))
        span = Span(start, start + draw(st.integers(1, 30)))
        state = draw(st.sampled_from(list(State)))
        made.append(Mark(f"{prefix}{i}", Annotation(span, "", "GPE"), state, None, None))
    return made


@given(some_marks(), some_marks("n"), st.data())
def test_they_are_a_sorted_list(held: list[Mark], new: list[Mark], data: st.DataObject) -> None:
    before = Marks.of(held)
    gone = data.draw(st.lists(st.sampled_from(held), unique_by=id)) if held else []
    after = before.changed(gone, new)
    plain = sorted([*(m for m in held if m not in gone), *new], key=text_order)
    assert list(before) == sorted(held, key=text_order)
    assert list(after) == plain
    assert len(after) == len(plain)
    assert [after[i] for i in range(-len(plain), len(plain))] == plain * 2
    assert after[1:-1] == tuple(plain[1:-1])
    for place in (len(plain), -len(plain) - 1):
        with pytest.raises(IndexError):
            after[place]
    assert all(mark in after for mark in plain)
    assert not any(mark in after for mark in gone)
    assert [after.place_of(mark) for mark in plain] == list(range(len(plain)))
    assert after == Marks.of(plain)
    assert after.counts == {s: n for s in State if (n := [m.state for m in plain].count(s))}
    went, came = after.since(before)
    assert sorted(map(text_order, went)) == sorted(map(text_order, gone))
    assert sorted(map(text_order, came)) == sorted(map(text_order, new))


@given(some_marks(), st.integers(0, 60), st.integers(1, 60))
def test_they_find_what_touches_a_range(held: list[Mark], start: int, length: int) -> None:
    wanted = Span(start, start + length)
    touching = [m for m in sorted(held, key=text_order) if m.annotation.span.overlaps(wanted)]
    assert Marks.of(held).touching(wanted.start, wanted.end) == touching


@given(some_marks(), st.sets(st.sampled_from(list(State))), st.data())
def test_they_find_what_follows(held: list[Mark], states: set[State], data: st.DataObject) -> None:
    after = data.draw(st.none() | st.sampled_from(held)) if held else None
    plain = [m for m in sorted(held, key=text_order) if m.state in states]
    behind = [m for m in plain if after is None or text_order(m) > text_order(after)]
    assert Marks.of(held).following(after, states) == next(iter(behind), None)


@given(st.lists(st.dictionaries(st.integers(0, 9), st.none() | st.integers(), max_size=4)))
def test_an_overlay_is_a_mapping_that_never_changes(
    changes: list[dict[int, int | None]],
) -> None:
    plain: dict[int, int] = {1: 1, 2: 2}
    held = Overlay(dict(plain))
    for change in changes:
        before, was = held, dict(plain)
        held = held.changed(change)
        plain = {k: v for k, v in {**plain, **change}.items() if v is not None}
        assert dict(before) == was
        assert dict(held) == plain
        assert len(held) == len(plain)
        assert all((key in held) == (key in plain) for key in range(10))
