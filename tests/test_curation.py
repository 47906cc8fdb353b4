"""Layers, settled marks, displacement, undo and gold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import TEXT, candidate, make_article, on
from workbench.curation import (
    Contribution,
    Layer,
    State,
    decide,
    fold,
    place,
    reopen,
    repeat,
    resolve,
    restore,
    submit,
)
from workbench.errors import Refused, UnknownName
from workbench.model import (
    SUBMITTED,
    Annotation,
    Arm,
    Decision,
    Number,
    Origin,
    Proposal,
    Resolution,
    SchemeRef,
    Status,
    Verdict,
    Zone,
    ZoneKind,
    suggestion_id,
)

ARTICLE = make_article()
SCHEME = SchemeRef("news", 1, "f")
MINISTRY = on(TEXT, "وزارة الداخلية المغربية", "ORG")
NISBA = on(TEXT, "المغربية", "NORP")
CITY = on(TEXT, "طنجة", "GPE", nth=1)
COUNT = on(TEXT, "35", "CARDINAL", Number(Decimal(35), item="شخصا"))


def proposal(annotation: Annotation) -> Proposal:
    return Proposal(suggestion_id(ARTICLE.id, annotation), candidate(annotation), "t", "1", "r")


PROPOSALS = [proposal(a) for a in (MINISTRY, NISBA, COUNT, CITY)]
ID = {p.annotation.label: p.suggestion for p in PROPOSALS}


def layer(*decisions: Decision) -> Layer:
    return fold(PROPOSALS, decisions)


def states(of: Layer) -> dict[str, State]:
    return {mark.annotation.label: mark.state for mark in of.marks}


def after(of: Layer, *rules: tuple[Decision, ...]) -> Layer:
    for decisions in rules:
        of = of.after(decisions)
    return of


def test_a_new_layer_is_undecided_and_in_text_order() -> None:
    assert [m.annotation for m in layer().marks] == [MINISTRY, NISBA, COUNT, CITY]
    assert set(states(layer()).values()) == {State.UNDECIDED}
    assert layer().tally.undecided == 4


def test_accepting_settles_what_it_overlaps() -> None:
    done = layer().after(decide(layer(), ID["ORG"], Verdict.ACCEPT))
    assert states(done)["ORG"] is State.ACCEPTED
    assert states(done)["NORP"] is State.COVERED
    assert [m.annotation for m in done.undecided] == [COUNT, CITY]


def test_accepting_over_a_standing_span_displaces_it() -> None:
    first = layer().after(decide(layer(), ID["ORG"], Verdict.ACCEPT))
    second = first.after(decide(first, ID["NORP"], Verdict.ACCEPT))
    assert [m.annotation for m in second.standing] == [NISBA]
    assert states(second)["ORG"] is State.COVERED


def test_an_added_span_that_is_displaced_is_withdrawn() -> None:
    added = on(TEXT, "الداخلية", "ORG")
    one = layer().after(place(layer(), "mine", added))
    two = one.after(decide(one, ID["ORG"], Verdict.ACCEPT))
    assert [m.annotation for m in two.standing] == [MINISTRY]
    assert "mine" not in two.by_id


def test_the_same_verdict_twice_changes_nothing() -> None:
    for verdict in (Verdict.ACCEPT, Verdict.REJECT, Verdict.SKIP):
        done = layer().after(decide(layer(), ID["GPE"], verdict))
        assert decide(done, ID["GPE"], verdict) == ()
    assert decide(layer(), ID["GPE"], Verdict.CLEAR) == ()


def test_a_verdict_says_accept_when_the_content_is_the_suggestion_and_amend_otherwise() -> None:
    changed = Annotation(CITY.span, CITY.surface, "LOC")
    (amended,) = place(layer(), ID["GPE"], changed)
    assert amended.verdict is Verdict.AMEND
    (accepted,) = place(layer(amended), ID["GPE"], CITY)
    assert accepted.verdict is Verdict.ACCEPT


def test_rejecting_an_added_span_withdraws_it() -> None:
    one = layer().after(place(layer(), "mine", on(TEXT, "الرباط", "GPE")))
    (decision,) = decide(one, "mine", Verdict.REJECT)
    assert decision.verdict is Verdict.WITHDRAW
    assert "mine" not in one.after((decision,)).by_id


def test_what_the_rules_refuse() -> None:
    one = layer().after(place(layer(), "mine", on(TEXT, "الرباط", "GPE")))
    with pytest.raises(Refused):
        decide(one, "mine", Verdict.SKIP)
    with pytest.raises(Refused):
        decide(layer(), ID["GPE"], Verdict.WITHDRAW)
    with pytest.raises(UnknownName):
        decide(layer(), "nothing", Verdict.ACCEPT)


def test_skipped_marks_come_back_last() -> None:
    skipped = layer().after(decide(layer(), ID["ORG"], Verdict.SKIP))
    assert skipped.next_open(None).annotation == NISBA  # type: ignore[union-attr]
    assert skipped.tally.undecided == 4
    rest = skipped
    for name in ("NORP", "CARDINAL", "GPE"):
        rest = rest.after(decide(rest, ID[name], Verdict.REJECT))
    assert rest.next_open(rest.marks[-1]).annotation == MINISTRY  # type: ignore[union-attr]


def test_zones_hide_their_suggestions_and_take_no_spans() -> None:
    zone = Annotation(MINISTRY.span, MINISTRY.surface, ZoneKind.CAPTION)
    with_zone = fold([*PROPOSALS, proposal(zone)], ())
    assert with_zone.zones == (Zone(MINISTRY.span, ZoneKind.CAPTION),)
    assert [m.annotation for m in with_zone.marks] == [COUNT, CITY]
    with pytest.raises(Refused):
        place(with_zone, "mine", NISBA)
    unmarked = with_zone.after((Decision(suggestion_id(ARTICLE.id, zone), Verdict.REJECT),))
    assert unmarked.zones == ()
    assert len(unmarked.marks) == 4


def test_submitting_closes_until_reopened() -> None:
    with pytest.raises(Refused):
        submit(layer(), reject_undecided=False)
    closed = layer().after(submit(layer(), reject_undecided=True))
    assert closed.closed
    assert set(states(closed).values()) == {State.REJECTED}
    with pytest.raises(Refused):
        decide(closed, ID["GPE"], Verdict.ACCEPT)
    with pytest.raises(Refused):
        submit(closed, reject_undecided=True)
    opened = closed.after(reopen(closed))
    assert not opened.closed
    with pytest.raises(Refused):
        reopen(opened)


def test_restore_puts_back_and_repeat_does_again() -> None:
    accept = Decision(ID["ORG"], Verdict.ACCEPT, MINISTRY, action="1", seq=1)
    displaced = (
        Decision(ID["ORG"], Verdict.CLEAR, action="2", seq=2),
        Decision(ID["NORP"], Verdict.ACCEPT, NISBA, action="2", seq=3),
    )
    history = (accept, *displaced)
    back = restore(history, "2")
    assert [(d.mark, d.verdict) for d in back] == [
        (ID["ORG"], Verdict.ACCEPT),
        (ID["NORP"], Verdict.CLEAR),
    ]
    restored = layer(*history).after(back)
    assert [m.annotation for m in restored.standing] == [MINISTRY]
    again = restored.after(repeat(history, "2"))
    assert [m.annotation for m in again.standing] == [NISBA]


def contribution(name: str, of: Layer) -> Contribution:
    return Contribution(name, Arm.ASSISTED, of, name)


def closed(of: Layer) -> Layer:
    return of.after(submit(of, reject_undecided=True))


def test_gold_of_one_curator_is_her_layer() -> None:
    one = layer().after(decide(layer(), ID["GPE"], Verdict.ACCEPT))
    record = resolve(ARTICLE, [contribution("c1", closed(one))], scheme=SCHEME, guideline="g")
    (span,) = record.spans
    assert record.status is Status.FINISHED
    assert (span.annotation, span.origin, span.resolution) == (
        CITY,
        Origin.ACCEPTED,
        Resolution.SINGLE,
    )
    assert (span.votes, span.curators) == ("1/1", ("c1",))
    open_record = resolve(ARTICLE, [contribution("c1", one)], scheme=SCHEME, guideline="g")
    assert open_record.status is Status.UNFINISHED


def test_gold_of_two_is_what_both_hold_and_the_counted_noun_may_differ() -> None:
    one = after(layer(), decide(layer(), ID["CARDINAL"], Verdict.ACCEPT))
    other_value = Annotation(COUNT.span, COUNT.surface, "CARDINAL", Number(Decimal("35.0")))
    two = after(layer(), place(layer(), ID["CARDINAL"], other_value))
    both = [contribution("c1", closed(one)), contribution("c2", closed(two))]
    record = resolve(ARTICLE, both, scheme=SCHEME, guideline="g")
    assert record.status is Status.FINISHED
    assert [(s.annotation, s.resolution, s.votes) for s in record.spans] == [
        (COUNT, Resolution.UNANIMOUS, "2/2")
    ]


def test_gold_is_unresolved_where_one_holds_more() -> None:
    one = after(layer(), decide(layer(), ID["CARDINAL"], Verdict.ACCEPT))
    two = one.after(decide(one, ID["GPE"], Verdict.ACCEPT))
    both = [contribution("c1", closed(one)), contribution("c2", closed(two))]
    for contributions in (both, both[::-1]):
        record = resolve(ARTICLE, contributions, scheme=SCHEME, guideline="g")
        assert record.status is Status.UNRESOLVED
        assert [s.annotation for s in record.spans] == [COUNT]


def test_a_mark_called_submitted_is_not_an_annotation() -> None:
    done = closed(layer())
    assert SUBMITTED not in done.by_id
