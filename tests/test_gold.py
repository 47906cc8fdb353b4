"""Gold policies, where gold says that it comes from, and acts that undo and redo stand for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, make_article, on
from workbench.curation import Contribution, Policy, fold, repeat, resolve, restore
from workbench.curation.adjudication import add, finish, settle
from workbench.curation.clusters import Voice, clusters
from workbench.curation.findings import Finding, Outcome, span_mark
from workbench.curation.gold import originals
from workbench.curation.places import places, voice
from workbench.model import (
    SUBMITTED,
    Annotation,
    Arm,
    Decision,
    GoldRecord,
    Origin,
    Proposal,
    Resolution,
    SchemeRef,
    Status,
    Verdict,
    Zone,
    ZoneKind,
)

if TYPE_CHECKING:
    from workbench.curation import Layer

ARTICLE = make_article()
SCHEME = SchemeRef("news", 1, "f")
MINISTRY = on(TEXT, "وزارة الداخلية المغربية", "ORG")
SHORT = on(TEXT, "وزارة الداخلية", "ORG")
CITY = on(TEXT, "طنجة", "GPE", nth=1)
CAPITAL = on(TEXT, "الرباط", "GPE")
MENU = Annotation(on(TEXT, "توقيف", "menu").span, "توقيف", ZoneKind.MENU)


def contribution(n: int, *held: Annotation, closed: bool = True) -> Contribution:
    """Curator c`n`, who accepted a suggestion of each span."""
    proposals = [Proposal(f"s{a.span.start}", candidate(a), "entities", "1", "r") for a in held]
    decisions = [
        Decision(p.suggestion, Verdict.ACCEPT, p.annotation, action=f"c{n} {p.annotation.surface}")
        for p in proposals
        if p.annotation.label != ZoneKind.MENU
    ]
    if closed:
        decisions.append(Decision(SUBMITTED, Verdict.ADD))
    arm = Arm.BLIND if n % 2 else Arm.ASSISTED
    return Contribution(f"c{n}", arm, fold(proposals, decisions), f"curator {n}")


def gold(
    *contributions: Contribution, policy: Policy = Policy.DEFAULT, adjudication: Layer | None = None
) -> GoldRecord:
    return resolve(ARTICLE, contributions, scheme=SCHEME, guideline="g", policy=policy,
                   adjudication=adjudication)  # fmt: skip


def adjudicated(*contributions: Contribution, ends: bool = True) -> Layer:
    """All disputed clusters edited to the short name of the ministry, or rejected."""
    voices = [Voice(c.curator, c.pseudonym, c.arm, c.layer.standing) for c in contributions]
    found = clusters(ARTICLE.id, voices)
    layer = fold((), ())
    for cluster in found:
        if not cluster.agreed:
            kept = [SHORT] if cluster.span.overlaps(SHORT.span) else []
            said = Finding(Outcome.EDITED if kept else Outcome.REJECTED)
            layer = layer.after(
                replace(decision, action="adjudicator")
                for decision in settle(layer, cluster, kept, said, found)
            )
    seed = next(str(n) for n in range(99) if not any(c.audited(str(n)) for c in found))
    return layer.after(finish(layer, found, seed, own_work=False)) if ends else layer


ONE, SAME, LONG, MORE = (
    contribution(1, SHORT, CITY),
    contribution(2, SHORT, CITY),
    contribution(3, MINISTRY, CITY),
    contribution(4, SHORT, CITY, CAPITAL),
)


@pytest.mark.parametrize(
    ("policy", "who", "status", "held"),
    [
        (Policy.DEFAULT, [ONE], Status.FINISHED, [SHORT, CITY]),
        (Policy.DEFAULT, [ONE, SAME], Status.FINISHED, [SHORT, CITY]),
        (Policy.DEFAULT, [ONE, LONG], Status.UNRESOLVED, [CITY]),
        (Policy.DEFAULT, [ONE, SAME, MORE], Status.UNRESOLVED, [SHORT, CITY]),
        (Policy.SINGLE, [ONE], Status.FINISHED, [SHORT, CITY]),
        (Policy.SINGLE, [ONE, SAME], Status.UNRESOLVED, [SHORT, CITY]),
        (Policy.UNANIMOUS, [ONE], Status.UNRESOLVED, [SHORT, CITY]),
        (Policy.UNANIMOUS, [ONE, SAME], Status.FINISHED, [SHORT, CITY]),
        (Policy.UNANIMOUS, [ONE, LONG], Status.UNRESOLVED, [CITY]),
        (Policy.MAJORITY, [ONE], Status.UNRESOLVED, [SHORT, CITY]),
        (Policy.MAJORITY, [ONE, LONG], Status.UNRESOLVED, [CITY]),
        (Policy.MAJORITY, [ONE, SAME, LONG], Status.FINISHED, [SHORT, CITY]),
        (Policy.MAJORITY, [ONE, SAME, MORE], Status.FINISHED, [SHORT, CITY]),
        (Policy.MAJORITY, [ONE, SAME, LONG, LONG], Status.UNRESOLVED, [CITY]),
        (Policy.ADJUDICATED, [ONE, SAME], Status.UNRESOLVED, [SHORT, CITY]),
        (Policy.ADJUDICATED, [ONE], Status.UNRESOLVED, [SHORT, CITY]),
    ],
)
def test_policies_without_adjudication(
    policy: Policy, who: list[Contribution], status: Status, held: list[Annotation]
) -> None:
    numbered = [replace(c, pseudonym=f"p{n}", curator=f"x{n}") for n, c in enumerate(who)]
    record = gold(*numbered, policy=policy)
    assert (record.status, [s.annotation for s in record.spans]) == (status, held)
    assert record.policy == policy


def test_a_majority_says_who_holds_it() -> None:
    record = gold(ONE, SAME, LONG, policy=Policy.MAJORITY)
    ministry, city = record.spans
    assert (ministry.resolution, ministry.votes) == (Resolution.MAJORITY, "2/3")
    assert ministry.curators == ("c1", "c2")
    assert (city.resolution, city.votes) == (Resolution.UNANIMOUS, "3/3")


@pytest.mark.parametrize("policy", [Policy.DEFAULT, Policy.ADJUDICATED])
def test_what_is_adjudicated_is_gold_with_those_who_hold_it(policy: Policy) -> None:
    record = gold(ONE, LONG, policy=policy, adjudication=adjudicated(ONE, LONG))
    assert record.status is Status.FINISHED
    ministry, city = record.spans
    assert ministry.annotation == SHORT
    assert (ministry.resolution, ministry.votes) == (Resolution.ADJUDICATED, "1/2")
    assert (ministry.curators, ministry.decision) == (("c1",), "adjudicator")
    assert (ministry.origin, ministry.arm) == (Origin.ACCEPTED, Arm.BLIND)
    assert ministry.suggestion is not None
    assert (city.resolution, city.votes) == (Resolution.UNANIMOUS, "2/2")
    assert city.decision == "c1 طنجة"


def test_a_span_that_nobody_held_is_the_adjudicator_s_own() -> None:
    other = contribution(1, on(TEXT, "الداخلية", "ORG"), CITY)
    record = gold(other, LONG, adjudication=adjudicated(other, LONG))
    ministry, _city = record.spans
    assert (ministry.votes, ministry.curators, ministry.origin) == ("0/2", (), Origin.ADDED)
    assert (ministry.arm, ministry.suggestion) == (Arm.BLIND, None)


def test_an_adjudication_is_not_looked_at_by_the_policies_that_vote() -> None:
    layer = adjudicated(ONE, LONG)
    for policy in (Policy.SINGLE, Policy.UNANIMOUS, Policy.MAJORITY):
        assert gold(ONE, LONG, policy=policy, adjudication=layer).status is Status.UNRESOLVED


def test_what_a_new_submission_changed_is_unresolved_and_the_rest_stays() -> None:
    layer = adjudicated(ONE, LONG)
    again = contribution(3, MINISTRY, CITY, CAPITAL)
    record = gold(ONE, again, adjudication=layer)
    assert record.status is Status.UNRESOLVED
    assert [s.annotation for s in record.spans] == [SHORT, CITY]
    assert gold(ONE, LONG, adjudication=layer).status is Status.FINISHED


def test_a_layer_that_is_open_leaves_the_article_unfinished() -> None:
    still = contribution(2, SHORT, CITY, closed=False)
    for policy in Policy:
        assert gold(ONE, still, policy=policy).status is Status.UNFINISHED


ZONE = (Zone(MENU.span, ZoneKind.MENU),)


def test_zones_are_resolved_as_spans_are() -> None:
    marked, plain = contribution(1, MENU, CITY), contribution(2, CITY)
    again = replace(marked, pseudonym="c3", curator="c3")
    assert (gold(marked).zones, gold(marked, again).zones) == (ZONE, ZONE)
    for policy in (Policy.DEFAULT, Policy.UNANIMOUS, Policy.MAJORITY):
        record = gold(marked, plain, policy=policy)
        assert (record.status, record.zones) == (Status.UNRESOLVED, ())
        assert [s.annotation for s in record.spans] == [CITY]
    most = gold(plain, marked, again, policy=Policy.MAJORITY)
    assert (most.status, most.zones) == (Status.FINISHED, ZONE)


def test_an_adjudicator_decides_on_zones_and_nothing_in_them_is_gold() -> None:
    inner = on(TEXT, "توقيف", "EVENT")
    who = contribution(1, MENU, CITY), contribution(2, inner, CITY)
    voices = [voice(ARTICLE, c.curator, c.pseudonym, c.arm, c.layer) for c in who]
    (zone, _inner, _city) = found = places(ARTICLE.id, voices, fold((), ())).clusters
    for kept, outcome in (([MENU], Outcome.PICKED), ([], Outcome.REJECTED)):
        layer = fold((), settle(fold((), ()), zone, kept, Finding(outcome), found))
        now = places(ARTICLE.id, voices, layer)
        for place in now.clusters:
            if not place.furniture:
                gold_ = [m.annotation for m in place.lanes["c2"]]
                said = Finding(Outcome.PICKED, "c2")
                layer = layer.after(
                    replace(each, action="adjudicator")
                    for each in settle(layer, place, gold_, said, now.clusters)
                )
        record = gold(*who, adjudication=layer)
        assert record.status is Status.FINISHED
        assert record.zones == (ZONE if kept else ())
        assert [s.annotation for s in record.spans] == ([CITY] if kept else [inner, CITY])
    most = gold(who[0], replace(who[0], pseudonym="c3", curator="c3"), who[1],
                policy=Policy.MAJORITY)  # fmt: skip
    assert (most.status, most.zones) == (Status.FINISHED, ZONE)
    assert [s.annotation for s in most.spans] == [CITY], "most say that it is furniture"


def test_gold_that_came_to_lie_in_furniture_is_unresolved() -> None:
    who = contribution(1, MENU, CITY), contribution(2, MENU, CITY)
    voices = [voice(ARTICLE, c.curator, c.pseudonym, c.arm, c.layer) for c in who]
    (city,) = places(ARTICLE.id, voices, fold((), ())).clusters
    held = [Decision(city.id, Verdict.ACCEPT, payload=Finding(Outcome.EDITED).payload()),
            Decision(span_mark(city.id, 0), Verdict.ADD, replace(MENU, label="ORG"),
                     action="adjudicator")]  # fmt: skip
    record = gold(*who, adjudication=fold((), held))
    assert record.status is Status.UNRESOLVED
    assert [s.annotation for s in record.spans] == [CITY]


def test_what_was_added_is_gold_of_no_curator_until_one_marks_the_place() -> None:
    who = contribution(1, CITY), contribution(2, CITY)
    layer = adjudicated(*who)
    layer = layer.after(
        replace(each, action="adjudicator")
        for each in add(layer.after([Decision(SUBMITTED, Verdict.WITHDRAW)]), ARTICLE.id,
                        [CAPITAL], Finding(note="n"), ())
    )  # fmt: skip
    record = gold(*who, adjudication=layer)
    assert record.status is Status.FINISHED
    first, second = record.spans
    assert first.annotation == CITY
    assert (second.annotation, second.origin, second.resolution) == (
        CAPITAL, Origin.ADDED, Resolution.ADJUDICATED,
    )  # fmt: skip
    assert (second.votes, second.curators, second.decision) == ("0/2", (), "adjudicator")
    for policy in (Policy.UNANIMOUS, Policy.MAJORITY):
        assert [s.annotation for s in gold(*who, policy=policy, adjudication=layer).spans] == [CITY]
    again = gold(who[0], contribution(3, CITY, CAPITAL), adjudication=layer)
    assert again.status is Status.UNRESOLVED
    assert [s.annotation for s in again.spans] == [CITY]


def acted(history: list[Decision], action: str, *decisions: Decision) -> None:
    history += [replace(d, seq=len(history) + n, action=action) for n, d in enumerate(decisions, 1)]


def test_undo_and_redo_count_as_the_acts_that_they_bring_back() -> None:
    history: list[Decision] = []
    reversals: dict[str, tuple[bool, str]] = {}

    def undo(name: str, act: str) -> None:
        acted(history, name, *restore(history, act))
        reversals[name] = (True, act)

    def redo(name: str, act: str) -> None:
        acted(history, name, *repeat(history, act))
        reversals[name] = (False, act)

    def stands() -> str:
        (mark,) = fold((), originals(history, reversals)).standing
        return mark.decision.action if mark.decision else ""

    acted(history, "add", Decision("m", Verdict.ADD, CITY))
    acted(history, "drop", Decision("m", Verdict.WITHDRAW))
    acted(history, "again", Decision("m", Verdict.ADD, CITY))
    acted(history, "move", Decision("m", Verdict.ADD, CAPITAL))
    assert stands() == "move"
    undo("u1", "move")
    assert stands() == "again"
    undo("u2", "again")
    undo("u3", "drop")
    assert stands() == "add"
    undo("u4", "add")
    assert fold((), originals(history, reversals)).standing == ()
    for name, act in (("r4", "add"), ("r3", "drop"), ("r2", "again")):
        redo(name, act)
    assert stands() == "again"
    redo("r1", "move")
    undo("u5", "move")
    assert stands() == "again"


def test_votes_are_those_of_all_who_hold_a_span_though_its_place_is_another() -> None:
    """Ledgers of before hold gold that was edited at one place and lies at another."""
    who = [ONE, LONG]
    voices = [Voice(c.curator, c.pseudonym, c.arm, c.layer.standing) for c in who]
    found = clusters(ARTICLE.id, voices)
    ministry = next(c for c in found if c.span.overlaps(SHORT.span))
    rejected = Finding(Outcome.REJECTED).payload()
    layer = fold((), [Decision(c.id, Verdict.ACCEPT, payload=rejected) for c in found])
    edited = Finding(Outcome.EDITED).payload()
    layer = layer.after(
        [
            Decision(ministry.id, Verdict.ACCEPT, payload=edited),
            Decision(span_mark(ministry.id, 0), Verdict.ADD, CITY),
        ]
    )
    (held,) = gold(*who, adjudication=layer).spans
    assert (held.annotation, held.votes, held.curators) == (CITY, "2/2", ("c1", "c3"))
    assert held.origin is Origin.ACCEPTED
