"""Places: what was added where nobody marked anything, and furniture on which curators differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.test_adjudication import EMPTY, SEED, gold, span, voice
from workbench.curation.adjudication import (
    Standing,
    add,
    clear,
    finish,
    remark,
    settle,
    stale,
    standing,
)
from workbench.curation.clusters import Voice
from workbench.curation.findings import Cause, Finding, Outcome, additions, finding
from workbench.curation.marks import Mark, State
from workbench.curation.places import Places, places
from workbench.errors import BadSpan, Refused
from workbench.model import SUBMITTED, Annotation, Arm, Decision, Verdict, Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation.clusters import Cluster
    from workbench.curation.layer import Layer

# ------------------------------------------------------------- what is added where nobody marked


def added(layer: Layer, *annotations: Annotation, found: Sequence[Cluster] = ()) -> Layer:
    return layer.after(add(layer, "a", annotations, Finding(note="n"), found))


def seen(layer: Layer, *voices: Voice) -> tuple[Cluster, ...]:
    return places("a", voices, layer).clusters


ALONE = span(21, 29, "NORP")
AROUND = (span(6, 20), span(48, 52, "GPE"))


def test_what_is_added_is_a_place_of_its_own_with_its_gold_and_what_is_said_of_it() -> None:
    voices = [voice(lane, *AROUND) for lane in "AB"]
    layer = added(EMPTY, ALONE, found=seen(EMPTY, *voices))
    _one, place, _other = seen(layer, *voices)
    assert (place.added, place.agreed, place.majority) == (True, False, "A")
    assert place.first == ALONE
    assert set(place.lanes) == {"A", "B"}
    assert standing(layer, place, SEED) is Standing.DECIDED
    assert gold(layer, place) == [ALONE]
    assert finding(layer, place.id) == Finding(Outcome.ADDED, note="n")
    assert added(EMPTY, ALONE).by_id.keys() == {place.id}, "its id says what is said, and no more"
    assert added(EMPTY, span(21, 29, "ORG")).by_id.keys() != {place.id}
    layer = layer.after(remark(layer, place, Finding(Outcome.ADDED, cause=Cause.SLIP)))
    assert finding(layer, place.id) == Finding(Outcome.ADDED, cause=Cause.SLIP)
    assert gold(layer, place) == [ALONE], "a remark changes no gold"
    assert finish(layer, seen(layer, *voices), "no audit 3", own_work=False)
    layer = layer.after(clear(layer, place))
    assert additions(layer) == ()
    assert len(seen(layer, *voices)) == 2


def test_nothing_is_added_where_somebody_marked_something_or_over_other_gold() -> None:
    found = seen(EMPTY, voice("A", span(6, 11)), voice("B", span(48, 52, "GPE")))
    for taken in (span(6, 11), span(0, 8), span(10, 20), span(50, 59)):
        with pytest.raises(BadSpan, match="is another place"):
            added(EMPTY, taken, found=found)
    longer = EMPTY.after(settle(EMPTY, found[0], [span(6, 20)], Finding(Outcome.EDITED), found))
    with pytest.raises(Refused, match="overlaps the gold span"):
        added(longer, span(12, 29), found=found)
    with pytest.raises(Refused, match="do not overlap"):
        added(EMPTY, span(12, 20), span(12, 29), found=found)
    layer = added(EMPTY, ALONE, found=found)
    now = seen(layer, voice("A", span(6, 11)), voice("B", span(48, 52, "GPE")))
    with pytest.raises(BadSpan, match="is another place"):
        settle(layer, now[0], [span(6, 29)], Finding(Outcome.EDITED), now)
    with pytest.raises(Refused, match="reopen"):
        added(layer.after([Decision(SUBMITTED, Verdict.ADD)]), span(0, 5))


def test_what_was_added_is_changed_or_taken_away_and_not_put_off() -> None:
    layer = added(EMPTY, ALONE)
    (place,) = seen(layer, voice("A"))
    said = finding(layer, place.id) or Finding()
    assert settle(layer, place, [ALONE], said, [place]) == ()
    other, parts = span(21, 29, "ORG"), [span(21, 24), span(25, 29)]
    for wanted in ([other], parts):
        (place, *_rest) = seen(layer, voice("A"))
        layer = layer.after(settle(layer, place, wanted, Finding(Outcome.EDITED), [place]))
        assert [mark.annotation for mark in layer.standing] == wanted
        assert all(finding(layer, mark.id).outcome is Outcome.ADDED for mark in layer.standing)  # type: ignore[union-attr]
    one, two = found = seen(layer, voice("A"))
    with pytest.raises(Refused, match="added this span yourself"):
        settle(layer, one, [], Finding(Outcome.DEFERRED), found)
    with pytest.raises(BadSpan, match="is another place"):
        settle(layer, one, [span(21, 26)], Finding(Outcome.EDITED), found)
    layer = layer.after(settle(layer, one, [], Finding(Outcome.REJECTED), found))
    assert [place.id for place in seen(layer, voice("A"))] == [two.id]


@pytest.mark.parametrize("held", [span(21, 29, "ORG"), span(12, 24, "NORP")])
def test_what_a_new_submission_meets_waits_as_one_more_opinion(held: Annotation) -> None:
    layer = added(EMPTY, ALONE)
    agreeing = [voice(lane, held) for lane in "AB"]
    (place,) = found = seen(layer, *agreeing)
    assert [mark.annotation for mark in place.made] == [ALONE]
    assert not place.agreed, "all curators agree, and she said something else"
    assert standing(layer, place, SEED) is Standing.OPEN
    assert stale(layer, found) == (), "it is not taken back unasked"
    with pytest.raises(Refused, match="1 place"):
        finish(layer, found, SEED, own_work=False)
    assert seen(layer, voice("A"), voice("B"))[0].added, "it is a place again once nobody does"
    put_off = layer.after(settle(layer, place, [], Finding(Outcome.DEFERRED), found))
    assert len(additions(put_off)) == 1
    layer = layer.after(settle(layer, place, [held], Finding(Outcome.PICKED, "A"), found))
    assert [mark.annotation for mark in layer.standing] == [held]
    assert seen(layer, *agreeing)[0].made == ()


def test_what_all_come_to_mark_as_it_was_added_is_theirs() -> None:
    layer = added(EMPTY, ALONE)
    (place,) = found = seen(layer, voice("A", ALONE), voice("B", ALONE))
    assert standing(layer, place, SEED) is Standing.AGREED
    layer = layer.after(finish(layer, found, SEED, own_work=False))
    assert [mark.annotation for mark in layer.standing] == [ALONE]
    assert additions(layer) == ()
    assert finding(layer, place.id) == Finding(Outcome.AUTO)


# ------------------------------------------------------------------------------- site furniture

MENU = span(0, 30, ZoneKind.MENU.value)
CREDIT = span(0, 20, ZoneKind.CREDIT.value)


def furnished(lane: str, zones: Sequence[Annotation], *held: Annotation) -> Voice:
    """Somebody who also marked site furniture."""
    marks = tuple(Mark(f"z{n}", zone, State.ACCEPTED, None, None) for n, zone in enumerate(zones))
    return Voice(f"curator {lane}", lane, Arm.ASSISTED, voice(lane, *held).marks, marks)


def test_zones_on_which_all_agree_are_no_place() -> None:
    found = places("a", [furnished("A", [MENU]), furnished("B", [MENU])], EMPTY)
    assert found == Places((), (Zone(MENU.span, ZoneKind.MENU),))
    assert finish(EMPTY, found.clusters, SEED, own_work=False) == ()


@pytest.mark.parametrize("other", [[], [CREDIT], [span(0, 30, ZoneKind.CREDIT.value)]])
def test_zones_that_differ_are_a_place_before_what_is_in_them(other: list[Annotation]) -> None:
    inner = span(21, 29, "NORP")
    voices = [furnished("A", [MENU]), furnished("B", other, inner)]
    zone, place = found = places("a", voices, EMPTY).clusters
    assert (zone.furniture, place.furniture) == (True, False)
    assert places("a", voices, EMPTY).zones == ()
    assert standing(EMPTY, zone, SEED) is Standing.OPEN
    layer = EMPTY.after(settle(EMPTY, zone, other, Finding(Outcome.PICKED, "B"), found))
    now = places("a", voices, layer)
    assert [z.span for z in now.zones] == [each.span for each in other]
    assert standing(layer, now.clusters[0], SEED) is Standing.DECIDED
    inside = any(z.span.overlaps(inner.span) for z in now.zones)
    assert [c.id for c in now.clusters] == ([zone.id] if inside else [zone.id, place.id])
    assert stale(layer, now.clusters, now.zones) == ()


def test_what_was_decided_in_what_becomes_furniture_is_taken_back() -> None:
    inner, beside = span(21, 29, "NORP"), span(48, 52, "GPE")
    voices = [furnished("A", [MENU]), furnished("B", [], inner, beside)]
    zone, place, far = found = places("a", voices, EMPTY).clusters
    layer = EMPTY
    for cluster, kept in ((place, inner), (far, beside)):
        layer = layer.after(settle(layer, cluster, [kept], Finding(Outcome.PICKED, "B"), found))
    with pytest.raises(BadSpan, match="still to be decided whether"):
        added(layer, span(6, 11), found=found)
    layer = layer.after(settle(layer, zone, [], Finding(Outcome.REJECTED), found))
    found = places("a", voices, layer).clusters
    layer = added(layer, span(6, 11), found=found)
    now = places("a", voices, layer)
    assert stale(layer, now.clusters, now.zones) == ()
    assert [m.annotation for m in now.clusters[0].made] == [span(6, 11)]
    zone = now.clusters[0]
    assert standing(layer, zone, SEED) is Standing.DECIDED, "it is no furniture, and she knew it"
    layer = layer.after(settle(layer, zone, [MENU], Finding(Outcome.PICKED, "A"), now.clusters))
    now = places("a", voices, layer)
    gone = stale(layer, now.clusters, now.zones)
    layer = layer.after(gone)
    assert [mark.annotation for mark in layer.standing] == [beside]
    assert standing(layer, place, SEED) is Standing.OPEN
    assert stale(layer, *_found(places("a", voices, layer))) == ()


def _found(found: Places) -> tuple[Sequence[Cluster], Sequence[Zone]]:
    return found.clusters, found.zones


def test_gold_that_reaches_into_furniture_is_decided_again() -> None:
    """A new submission may make furniture of what gold reached into."""
    short, longer = span(31, 35, "NORP"), span(25, 35, "NORP")
    before = places("a", [voice("A", short), voice("B")], EMPTY).clusters
    layer = EMPTY.after(settle(EMPTY, before[0], [longer], Finding(Outcome.EDITED), before))
    now = places("a", [furnished("A", [MENU], short), furnished("B", [MENU])], layer)
    assert [c.id for c in now.clusters] == [before[0].id]
    layer = layer.after(stale(layer, now.clusters, now.zones))
    assert standing(layer, before[0], SEED) is Standing.OPEN
    assert layer.standing == ()


def test_furniture_that_all_come_to_see_where_something_was_added_is_asked_about() -> None:
    layer = added(EMPTY, ALONE)
    voices = [furnished("A", [MENU]), furnished("B", [MENU])]
    zone, alone = found = places("a", voices, layer).clusters
    assert alone.added
    assert standing(layer, zone, SEED) is Standing.OPEN
    layer = layer.after(settle(layer, zone, [MENU], Finding(Outcome.PICKED, "A"), found))
    now = places("a", voices, layer)
    assert now.zones == (Zone(MENU.span, ZoneKind.MENU),)
    assert layer.after(stale(layer, now.clusters, now.zones)).standing == ()


def test_the_zones_of_a_place_are_edited_within_reach_of_it() -> None:
    voices = [furnished("A", [CREDIT]), furnished("B", [])]
    (zone,) = found = places("a", voices, EMPTY).clusters
    edited = Finding(Outcome.EDITED)
    layer = EMPTY.after(settle(EMPTY, zone, [MENU], edited, found))
    assert places("a", voices, layer).zones == (Zone(MENU.span, ZoneKind.MENU),)
    with pytest.raises(BadSpan, match="outside of this place"):
        settle(EMPTY, zone, [span(21, 30, ZoneKind.MENU.value)], edited, found)
