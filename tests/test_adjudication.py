"""Clusters of what curators say, and what an adjudicator makes of them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tests.builders import candidate
from workbench.curation import fold
from workbench.curation.adjudication import (
    Standing,
    clear,
    finish,
    remark,
    settle,
    stale,
    standing,
)
from workbench.curation.clusters import Voice, clusters, lane_name, lanes
from workbench.curation.findings import (
    Cause,
    Finding,
    Outcome,
    cluster_spans,
    finding,
)
from workbench.errors import BadSpan, Refused
from workbench.model import (
    SUBMITTED,
    Annotation,
    Arm,
    Decision,
    Number,
    Proposal,
    Span,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.curation.clusters import Cluster
    from workbench.curation.layer import Layer

TEXT = "أعلنت وزارة الداخلية المغربية توقيف 35 شخصا في طنجة والرباط"
SEED = "no audit 3"


def span(start: int, end: int, label: str = "ORG", number: int | None = None) -> Annotation:
    value = Number(Decimal(number)) if number is not None else None
    return Annotation(Span(start, end), TEXT[start:end], label, value)


def voice(lane: str, *annotations: Annotation, suggested: bool = False) -> Voice:
    """Somebody who added these spans, or accepted them as they were suggested."""
    proposals = []
    decisions = []
    for n, annotation in enumerate(annotations):
        mark = f"s{annotation.span.start}" if suggested else f"{lane}{n}"
        if suggested:
            proposals.append(Proposal(mark, candidate(annotation), "entities", "1", "r"))
        verdict = Verdict.ACCEPT if suggested else Verdict.ADD
        decisions.append(Decision(mark, verdict, annotation))
    layer = fold(proposals, decisions)
    return Voice(f"curator {lane}", lane, Arm.ASSISTED, layer.standing)


def gold(layer: Layer, cluster: Cluster) -> list[Annotation]:
    return [mark.annotation for mark in cluster_spans(layer, cluster.id)]


EMPTY = fold((), ())


@pytest.mark.parametrize(
    ("spans", "hulls"),
    [
        (((6, 20),), [(6, 20)]),
        (((6, 20), (6, 29)), [(6, 29)]),
        (((6, 11), (11, 20)), [(6, 11), (11, 20)]),
        (((6, 12), (11, 20), (19, 29)), [(6, 29)]),
        (((6, 29), (30, 35), (10, 12), (36, 38)), [(6, 29), (30, 35), (36, 38)]),
    ],
)
def test_what_hangs_together_is_one_cluster(
    spans: Sequence[tuple[int, int]], hulls: list[tuple[int, int]]
) -> None:
    voices = [voice(chr(65 + n), span(*place)) for n, place in enumerate(spans)]
    found = clusters("a", voices)
    assert [(c.span.start, c.span.end) for c in found] == hulls
    assert all(set(c.lanes) == {v.lane for v in voices} for c in found)


def test_an_id_says_what_is_said_there_and_not_who_is_which_lane() -> None:
    one = [voice("A", span(6, 20)), voice("B", span(6, 29))]
    other = [Voice("curator B", "A", Arm.BLIND, one[1].marks),
             Voice("curator A", "B", Arm.ASSISTED, one[0].marks)]  # fmt: skip
    (first,), (second,) = clusters("a", one), clusters("a", other)
    assert first.id == second.id
    changed = [one[0], voice("B", span(6, 29, "GPE"))]
    assert clusters("a", changed)[0].id != first.id
    assert clusters("b", one)[0].id != first.id


def test_agreement_is_of_place_label_and_value_of_all() -> None:
    same = clusters(
        "a", [voice("A", span(36, 38, "CARDINAL", 35)), voice("B", span(36, 38, "CARDINAL", 35))]
    )
    assert same[0].agreed
    for other in (
        span(36, 38, "CARDINAL", 36),
        span(36, 38, "ORDINAL", 35),
        span(36, 37, "CARDINAL", 3),
    ):
        (cluster,) = clusters("a", [voice("A", span(36, 38, "CARDINAL", 35)), voice("B", other)])
        assert not cluster.agreed
        assert cluster.majority is None
    alone = clusters("a", [voice("A", span(6, 20)), voice("B")])
    assert not alone[0].agreed


def test_the_majority_is_more_than_half() -> None:
    voices = [voice("A", span(6, 20)), voice("B", span(6, 29)), voice("C", span(6, 29))]
    assert clusters("a", voices)[0].majority == "B"
    nothing = [voice("A", span(6, 20)), voice("B"), voice("C")]
    assert clusters("a", nothing)[0].majority == "B", "that nothing is there can be the majority"
    assert clusters("a", [*voices, voice("D", span(6, 20))])[0].majority is None


def test_one_suggestion_accepted_by_all_is_told_from_what_they_found_alone() -> None:
    (by_machine,) = clusters(
        "a", [voice("A", span(6, 20), suggested=True), voice("B", span(6, 20), suggested=True)]
    )
    (by_hand,) = clusters("a", [voice("A", span(6, 20)), voice("B", span(6, 20), suggested=True)])
    assert by_machine.agreed
    assert by_hand.agreed
    assert (by_machine.suggested, by_hand.suggested) == (True, False)


def test_a_share_of_what_all_agree_on_is_looked_at() -> None:
    def share(*, suggested: bool) -> float:
        (cluster,) = clusters(
            "a",
            [
                voice("A", span(6, 20), suggested=suggested),
                voice("B", span(6, 20), suggested=suggested),
            ],
        )
        return sum(cluster.audited(str(seed)) for seed in range(4000)) / 4000

    assert 0.03 < share(suggested=False) < 0.07
    assert 0.08 < share(suggested=True) < 0.12


def test_lanes_differ_from_article_to_article() -> None:
    orders = {tuple(lanes(str(n), ["x", "y", "z"], "seed").items()) for n in range(100)}
    assert len(orders) == 6
    assert lanes("a", ["x", "y"], "seed") == lanes("a", ["y", "x"], "seed")


def test_deciding_again_replaces_and_rejecting_all_is_a_decision() -> None:
    a, b = span(6, 20), span(6, 29)
    (cluster,) = clusters("a", [voice("A", a), voice("B", b)])
    assert standing(EMPTY, cluster, SEED) is Standing.OPEN
    layer = EMPTY.after(
        settle(EMPTY, cluster, [a], Finding(Outcome.PICKED, "A", Cause.SLIP), [cluster])
    )
    assert gold(layer, cluster) == [a]
    assert finding(layer, cluster.id) == Finding(Outcome.PICKED, "A", Cause.SLIP)
    parts = [span(6, 11, "NORP"), span(21, 29, "NORP")]
    layer = layer.after(settle(layer, cluster, parts, Finding(Outcome.EDITED), [cluster]))
    assert gold(layer, cluster) == parts
    layer = layer.after(
        settle(layer, cluster, [], Finding(Outcome.REJECTED, note="لا أحد"), [cluster])
    )
    assert gold(layer, cluster) == []
    assert standing(layer, cluster, SEED) is Standing.DECIDED
    layer = layer.after(settle(layer, cluster, [], Finding(Outcome.DEFERRED), [cluster]))
    assert standing(layer, cluster, SEED) is Standing.DEFERRED
    with pytest.raises(Refused, match="overlap"):
        settle(layer, cluster, [a, b], Finding(Outcome.EDITED), [cluster])


def test_gold_of_one_place_never_displaces_that_of_another() -> None:
    a, b = span(6, 11), span(21, 29)
    one, two = found = clusters("a", [voice("A", a), voice("B", b)])
    longer = span(6, 20)
    layer = EMPTY.after(settle(EMPTY, one, [longer], Finding(Outcome.EDITED), found))
    with pytest.raises(Refused, match=f"gold span “{longer.surface}”"):
        settle(layer, two, [span(12, 29)], Finding(Outcome.EDITED), found)
    layer = layer.after(settle(layer, two, [], Finding(Outcome.REJECTED), found))
    assert [mark.annotation for mark in layer.standing] == [longer]
    layer = layer.after(settle(layer, one, [a], Finding(Outcome.PICKED, "A"), found))
    layer = layer.after(settle(layer, two, [span(12, 29)], Finding(Outcome.EDITED), found))
    assert [mark.annotation for mark in layer.standing] == [a, span(12, 29)]


def test_gold_of_a_place_touches_that_place_and_no_other() -> None:
    a, b = span(6, 11), span(21, 29)
    one, two = found = clusters("a", [voice("A", a, b), voice("B", b)])
    edited = Finding(Outcome.EDITED)
    for elsewhere in (b, span(21, 24), span(6, 29), span(12, 29)):
        with pytest.raises(BadSpan, match=f"“{b.surface}” is another place"):
            settle(EMPTY, one, [a, elsewhere], edited, found)
    with pytest.raises(BadSpan, match=f"“{TEXT[12:20]}” is outside"):
        settle(EMPTY, one, [a, span(12, 20)], edited, found)
    for within in (span(6, 20), span(0, 11), span(6, 8)):
        layer = EMPTY.after(settle(EMPTY, one, [within], edited, found))
        assert gold(layer, one) == [within]
        assert gold(layer, two) == []


@given(st.data())
def test_editing_one_place_never_makes_gold_of_another(data: st.DataObject) -> None:
    places = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=8, unique=True).map(sorted)
    held = [[span(*ends) for ends in pairwise(data.draw(places))][::2] for _lane in "AB"]
    found = clusters("a", [voice(lane, *marks) for lane, marks in zip("AB", held, strict=True)])
    place = data.draw(st.sampled_from(found))
    start, end = data.draw(places)[:2]
    wanted = span(start, end)
    touched = [cluster.id for cluster in found if cluster.span.overlaps(wanted.span)]
    if touched == [place.id]:
        layer = EMPTY.after(settle(EMPTY, place, [wanted], Finding(Outcome.EDITED), found))
        assert gold(layer, place) == [wanted]
    else:
        with pytest.raises(BadSpan):
            settle(EMPTY, place, [wanted], Finding(Outcome.EDITED), found)


def test_remarks_come_before_or_behind_a_decision_and_are_cleared_with_it() -> None:
    a, b = span(6, 20), span(6, 29)
    (cluster,) = clusters("a", [voice("A", a), voice("B", b)])
    said = Finding(cause=Cause.BOUNDARY, note="ملاحظة", guideline=True)
    layer = EMPTY.after(remark(EMPTY, cluster, said))
    assert finding(layer, cluster.id) == said
    assert standing(layer, cluster, SEED) is Standing.OPEN
    assert stale(layer, []) == (), "what is not decided needs no taking back"
    layer = layer.after(
        settle(layer, cluster, [a], Finding(Outcome.PICKED, "A", Cause.SLIP), [cluster])
    )
    layer = layer.after(remark(layer, cluster, Finding(cause=Cause.VALUE)))
    assert finding(layer, cluster.id) == Finding(Outcome.PICKED, "A", Cause.VALUE)
    assert gold(layer, cluster) == [a]
    assert standing(layer, cluster, SEED) is Standing.DECIDED
    assert remark(layer, cluster, Finding(cause=Cause.VALUE)) == ()
    layer = layer.after(clear(layer, cluster))
    assert (gold(layer, cluster), finding(layer, cluster.id)) == ([], None)
    assert clear(layer, cluster) == ()


def test_the_same_decision_twice_is_none() -> None:
    (cluster,) = clusters("a", [voice("A", span(6, 20)), voice("B", span(6, 29))])
    picked = Finding(Outcome.PICKED, "A")
    layer = EMPTY.after(settle(EMPTY, cluster, [span(6, 20)], picked, [cluster]))
    assert settle(layer, cluster, [span(6, 20)], picked, [cluster]) == ()
    closed = layer.after([Decision(SUBMITTED, Verdict.ADD)])
    with pytest.raises(Refused, match="reopen"):
        settle(closed, cluster, [], Finding(Outcome.REJECTED), [cluster])
    with pytest.raises(Refused, match="reopen"):
        clear(closed, cluster)
    with pytest.raises(Refused, match="reopen"):
        remark(closed, cluster, Finding(note="n"))
    with pytest.raises(Refused, match="reopen"):
        finish(closed, [cluster], SEED, own_work=False)


def test_finishing_takes_what_all_agree_on_and_waits_for_the_rest() -> None:
    shared, a, b = span(48, 52, "GPE"), span(6, 20), span(6, 29)
    found = clusters("a", [voice("A", a, shared), voice("B", b, shared)])
    with pytest.raises(Refused, match="1 place is"):
        finish(EMPTY, found, SEED, own_work=False)
    layer = EMPTY.after(settle(EMPTY, found[0], [b], Finding(Outcome.MAJORITY, "B"), found))
    layer = layer.after(finish(layer, found, SEED, own_work=True))
    assert [mark.annotation for mark in layer.standing] == [b, shared]
    said = finding(layer, found[1].id)
    assert said == Finding(Outcome.AUTO, own_work=True)
    assert finish(layer, found, SEED, own_work=True) == ()


def test_a_new_submission_reopens_what_it_changed_and_nothing_else() -> None:
    a, b, c = span(6, 20), span(6, 29), span(48, 52, "GPE")
    before = clusters("a", [voice("A", a, c), voice("B", b)])
    layer = EMPTY
    for cluster, kept in zip(before, ([b], [c]), strict=True):
        layer = layer.after(settle(layer, cluster, kept, Finding(Outcome.PICKED, "A"), before))
    after = clusters("a", [voice("A", a, c), voice("B", b, c)])
    assert [x.id == y.id for x, y in zip(before, after, strict=True)] == [True, False]
    layer = layer.after(stale(layer, after))
    assert [standing(layer, cluster, SEED) for cluster in after] == [
        Standing.DECIDED,
        Standing.AGREED,
    ]
    assert [mark.annotation for mark in layer.standing] == [b]


def test_lanes_have_names_beyond_the_alphabet() -> None:
    assert [lane_name(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


spoken = st.lists(
    st.builds(
        lambda start, size, label: span(start, min(start + size, len(TEXT)), label),
        st.integers(0, len(TEXT) - 2), st.integers(1, 12), st.sampled_from(["ORG", "GPE"]),
    ),
    max_size=6,
)  # fmt: skip


@given(st.lists(spoken, min_size=1, max_size=4))
def test_clusters_part_what_is_said_without_loss(said: list[list[Annotation]]) -> None:
    voices = [voice(chr(65 + n), *each) for n, each in enumerate(said)]
    found = clusters("a", voices)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    for each in voices:
        held = [mark.id for cluster in found for mark in cluster.lanes[each.lane]]
        assert sorted(held) == sorted(mark.id for mark in each.marks)
    assert len({cluster.id for cluster in found}) == len(found)
