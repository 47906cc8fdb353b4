"""A layer that decisions are appended to is the one that they are folded into anew (Hypothesis)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tests.builders import candidate
from workbench.curation import Layer, Mark, State, decide, fold, marks, overlay, text_order
from workbench.model import (
    SUBMITTED,
    Annotation,
    Decision,
    Proposal,
    Span,
    Verdict,
    Zone,
    ZoneKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT = "0123456789" * 4
LABELS = ["GPE", "ORG", ZoneKind.CAPTION]
PLACING = {
    Verdict.ACCEPT: State.ACCEPTED,
    Verdict.AMEND: State.AMENDED,
    Verdict.ADD: State.ADDED,
}


@pytest.fixture(autouse=True, scope="module")
def _small_parts() -> Iterator[None]:
    """Chunks and overlays so small that a few marks fill several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "_CHUNK", 2)
        patch.setattr(overlay, "_RECENT", 3)
        yield


@st.composite
def some_annotations(draw: st.DrawFn) -> Annotation:
    start = draw(st.integers(0, len(TEXT) - 1))
    end = min(len(TEXT), start + draw(st.integers(1, 12)))
    return Annotation(Span(start, end), TEXT[start:end], draw(st.sampled_from(LABELS)))


@st.composite
def proposals(draw: st.DrawFn) -> list[Proposal]:
    found = draw(st.lists(some_annotations(), max_size=14))
    return [Proposal(f"p{i}", candidate(a), "t", "1", "r") for i, a in enumerate(found)]


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Any decision, also such as no rule would make: a fold has to take what the ledger holds."""
    verdict = draw(st.sampled_from(list(Verdict)))
    names = [*(f"p{i}" for i in range(14)), "mine", "mine too", SUBMITTED]
    placing = verdict in PLACING
    annotation = draw(st.none() | some_annotations()) if placing else None
    return Decision(draw(st.sampled_from(names)), verdict, annotation)


batches = st.lists(st.lists(decisions(), max_size=4), max_size=12)


def is_zone(annotation: Annotation | None) -> bool:
    return annotation is not None and annotation.label in set(ZoneKind)


def expected(found: Sequence[Proposal], latest: dict[str, Decision]) -> tuple[object, object]:
    """Marks and zones as their definition has them, with no eye to how long it takes."""
    known = {proposal.suggestion: proposal for proposal in found}
    zones: dict[str, Annotation | None] = {}
    for name in known.keys() | latest.keys():
        decision = latest.get(name)
        if decision is not None and is_zone(decision.annotation):
            zones[name] = decision.annotation
        elif name in known and (decision is None or decision.verdict is not Verdict.REJECT):
            zones[name] = known[name].annotation
    zones = {name: annotation for name, annotation in zones.items() if is_zone(annotation)}
    standing = {
        name: Mark(name, d.annotation, PLACING[d.verdict], known.get(name), d)
        for name, d in latest.items()
        if d.verdict in PLACING and d.annotation is not None and not is_zone(d.annotation)
    }
    shown = list(standing.values())
    for name, proposal in known.items():
        span = proposal.annotation.span
        hidden = any(zone is not None and zone.span.overlaps(span) for zone in zones.values())
        if name in standing or is_zone(proposal.annotation) or hidden:
            continue
        decision = latest.get(name)
        covered = any(mark.annotation.span.overlaps(span) for mark in standing.values())
        state = State.COVERED if covered else State.UNDECIDED
        if decision is not None and decision.verdict is Verdict.REJECT:
            state = State.REJECTED
        if decision is not None and decision.verdict is Verdict.SKIP:
            state = State.SKIPPED
        shown.append(Mark(name, proposal.annotation, state, proposal, decision))
    ground = sorted(Zone(z.span, ZoneKind(z.label)) for z in zones.values() if z is not None)
    return tuple(sorted(shown, key=text_order)), tuple(ground)


def check(layer: Layer, found: Sequence[Proposal], latest: dict[str, Decision]) -> None:
    shown, zones = expected(found, latest)
    assert tuple(layer.marks) == shown
    assert layer.zones == zones
    assert dict(layer.by_id) == {mark.id: mark for mark in layer.marks}
    assert dict(layer.latest) == latest
    states = [mark.state for mark in layer.marks]
    assert layer.tally.undecided == len(layer.undecided)
    assert layer.tally.accepted == len(layer.standing)
    assert layer.tally.decided == len(layer.standing) + states.count(State.REJECTED)


@given(proposals(), batches)
def test_appending_gives_what_folding_gives(
    found: list[Proposal], appended: list[list[Decision]]
) -> None:
    latest: dict[str, Decision] = {}
    layer, seq = fold(found, ()), 0
    check(layer, found, latest)
    history: list[Decision] = []
    for batch in appended:
        before = tuple(layer.marks)
        older = layer
        layer = layer.after(batch)
        assert tuple(older.marks) == before
        for decision in batch:
            seq += 1
            latest[decision.mark] = Decision(
                decision.mark, decision.verdict, decision.annotation, seq=seq
            )
            history.append(latest[decision.mark])
        check(layer, found, latest)
        assert layer.seq == seq
        anew = fold(found, history)
        assert (anew.marks, anew.zones, anew.seq) == (layer.marks, layer.zones, layer.seq)


@given(proposals(), batches, st.data())
def test_the_next_open_mark_is_the_nearest_behind_around_the_end(
    found: list[Proposal], appended: list[list[Decision]], data: st.DataObject
) -> None:
    layer = fold(found, [decision for batch in appended for decision in batch])
    after = data.draw(st.none() | st.sampled_from(list(layer.marks))) if layer.marks else None
    fresh = [mark for mark in layer.undecided if mark.state is State.UNDECIDED]
    waiting = fresh or list(layer.undecided)
    behind = [m for m in waiting if after is None or text_order(m) > text_order(after)]
    assert layer.next_open(after) == next(iter([*behind, *waiting]), None)


def test_an_act_makes_no_mark_anew_that_it_is_not_about() -> None:
    spans = [Span(i * 10, i * 10 + 4) for i in range(2000)]
    text = "0123456789" * 2000
    found = [
        Proposal(str(i), candidate(Annotation(s, text[s.start : s.end], "GPE")), "t", "1", "r")
        for i, s in enumerate(spans)
    ]
    layer = fold(found, ())
    later = layer.after(decide(layer, "1000", Verdict.ACCEPT))
    gone, come = later.marks.since(layer.marks)
    assert ([m.id for m in gone], [m.id for m in come]) == (["1000"], ["1000"])
    assert [m.id for m, n in zip(layer.marks, later.marks, strict=True) if m is not n] == ["1000"]
