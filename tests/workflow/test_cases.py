"""Cases that change while they are decided: what holds whatever curators and adjudicators do."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import hypothesis.strategies as st
from hypothesis import given, settings

from tests.builders import TEXT, make_article
from workbench.curation import Contribution, Layer, fold, resolve
from workbench.curation import adjudication as rules
from workbench.curation.clusters import said
from workbench.curation.findings import Finding, Outcome, additions
from workbench.curation.places import voice
from workbench.errors import BadSpan, Refused
from workbench.model import (
    SUBMITTED,
    Annotation,
    Arm,
    Decision,
    Resolution,
    SchemeRef,
    Span,
    Status,
    Verdict,
    ZoneKind,
)
from workbench.workflow.adjudicate import Standing
from workbench.workflow.cases import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.curation.clusters import Cluster, Voice
    from workbench.model import GoldRecord

ARTICLE = make_article()
WIDTH = 20  # of the text, in which spans are so close that they meet
SEED = "seed"
Held = tuple[int, int, str]


def annotation(held: Held) -> Annotation:
    start, end, label = held
    return Annotation(Span(start, end), TEXT[start:end], label)


def submitted(spans: Sequence[Held], zones: Sequence[Held]) -> Layer:
    """A layer without overlaps, as a curator can submit one: no span is in her furniture."""
    taken: list[Span] = []
    decisions = [Decision(SUBMITTED, Verdict.ADD)]
    for n, held in enumerate([*zones, *spans]):
        made = annotation(held)
        if not any(made.span.overlaps(span) for span in taken):
            taken.append(made.span)
            decisions.append(Decision(f"m{n}", Verdict.ADD, made, action="curator"))
    return fold((), decisions)


def held(*labels: str, least: int = 0, most: int = 2) -> st.SearchStrategy[list[Held]]:
    one = st.builds(
        lambda start, size, label: (start, min(WIDTH, start + size), label),
        st.integers(0, WIDTH - 1), st.integers(1, 4), st.sampled_from(labels),
    )  # fmt: skip
    return st.lists(one, min_size=least, max_size=most)


LAYERS = st.builds(submitted, held("ORG", "GPE"), held(ZoneKind.MENU, ZoneKind.CREDIT, most=1))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("submit"), st.integers(0, 2), LAYERS),
        st.tuples(st.just("take"), st.integers(0, 9), st.sampled_from("ABC")),
        st.tuples(st.just("edit"), st.integers(0, 9), held("ORG", "GPE")),
        st.tuples(st.just("drop"), st.integers(0, 9), st.sampled_from(["rejected", "deferred"])),
        st.tuples(st.just("clear"), st.integers(0, 9), st.none()),
        st.tuples(st.just("add"), st.just(0), held("ORG", "GPE", least=1, most=1)),
        st.tuples(st.just("add"), st.just(0), held("ORG", "GPE", least=1)),
    ),
    min_size=4,
    max_size=12,
)


class Table:
    """A case on which three curators and an adjudicator act, one after the other."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = list(layers)
        self.case = Case(
            ARTICLE, None, fold((), ()), self._voices(), own_work=False, holder=None, seed=SEED
        )

    def _voices(self) -> tuple[Voice, ...]:
        return tuple(
            voice(ARTICLE, name, name, Arm.BLIND, layer)
            for name, layer in zip("ABC", self.layers, strict=True)
        )

    def submit(self, number: int, layer: Layer) -> None:
        self.layers[number] = layer
        self.case = replace(self.case, voices=self._voices())

    def place(self, number: int) -> Cluster | None:
        clusters = self.case.clusters
        return clusters[number % len(clusters)] if clusters else None

    def decide(self, rule: Callable[[Case], Sequence[Decision]]) -> None:
        """Append what a rule says, as `adjudicate` does."""
        case = self.case
        decisions = rule(replace(case, layer=case.current))
        signed = [replace(each, action="lead") for each in case.whole(decisions)]
        self.case = replace(case, layer=case.layer.after(signed))

    def settle(self, place: Cluster, outcome: Outcome, gold: Sequence[Annotation] = ()) -> None:
        self.decide(
            lambda case: rules.settle(case.layer, place, gold, Finding(outcome), case.clusters)
        )

    def act(self, what: str, place: Cluster | None, argument: object) -> None:
        """Carry out an act; Refused or BadSpan where it is not allowed."""
        gold = [annotation(each) for each in argument] if isinstance(argument, list) else []
        if any(zone.span.overlaps(each.span) for zone in self.case.zones for each in gold):
            return  # `adjudicate` refuses it before
        if what == "add":
            note = Finding(note="n")
            self.decide(lambda c: rules.add(c.layer, ARTICLE.id, gold, note, c.clusters))
        elif place is not None and what == "take":
            lane = [mark.annotation for mark in place.lanes[str(argument)]]
            self.settle(place, Outcome.PICKED, lane)
        elif place is not None and what == "edit" and not place.furniture:
            self.settle(place, Outcome.EDITED, gold)
        elif place is not None and what == "drop":
            self.settle(place, Outcome(str(argument)))
        elif place is not None and what == "clear":
            self.decide(lambda case: rules.clear(case.layer, place))

    def gold(self) -> dict[str, list[Annotation]]:
        """What is gold of each place of spans that is decided."""
        case = self.case
        return {
            c.id: [m.annotation for m in case.gold(c)]
            for c in case.clusters
            if case.standing(c) is Standing.DECIDED and not c.furniture
        }

    def finish(self) -> GoldRecord:
        """The gold of the article, once all that is open is rejected."""
        while self.case.waiting:
            self.settle(self.case.waiting[0], Outcome.REJECTED)
        added = additions(self.case.layer)
        self.decide(lambda c: rules.finish(c.layer, c.clusters, SEED, own_work=False))
        gold = {said(mark.annotation) for mark in self.case.layer.standing}
        assert all(said(mark.annotation) in gold for mark in added), "closing takes nothing back"
        found = [
            Contribution(name, Arm.BLIND, layer, name)
            for name, layer in zip("ABC", self.layers, strict=True)
        ]
        return resolve(ARTICLE, found, scheme=SchemeRef("news", 1, "f"), guideline="g",
                       adjudication=self.case.layer)  # fmt: skip


def apart(spans: Sequence[Span]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(sorted(spans)))


@settings(max_examples=300, deadline=None)
@given(st.lists(LAYERS, min_size=3, max_size=3), STEPS)
def test_one_decision_changes_no_other_and_nothing_that_was_added_is_lost(
    layers: list[Layer], steps: list[tuple[str, int, object]]
) -> None:
    table = Table(layers)
    for what, number, argument in steps:
        before, added = table.gold(), {mark.id for mark in additions(table.case.layer)}
        if isinstance(argument, Layer):
            table.submit(number, argument)
            now = table.gold()
            assert all(now[each] == before[each] for each in now.keys() & before.keys())
            waits = {mark.id for cluster in table.case.clusters for mark in cluster.made}
            assert added == waits, "each is a place, or waits in one"
            continue
        place = table.place(number)
        with suppress(Refused, BadSpan):
            table.act(what, place, argument)
        now = table.gold()
        if place is None or not place.furniture:
            about = {place.id, *(mark.id for mark in place.made)} if place is not None else set()
            assert {each for each in before if now.get(each) != before[each]} <= about
            assert added - {mark.id for mark in additions(table.case.layer)} <= about
        assert apart([mark.annotation.span for mark in table.case.layer.standing])
    record = table.finish()
    assert record.status is Status.FINISHED
    spans = [each.annotation.span for each in record.spans]
    assert apart(spans)
    assert not any(zone.span.overlaps(span) for zone in record.zones for span in spans)
    assert record.zones == table.case.zones
    stands = [mark.annotation for mark in table.case.layer.standing]
    assert [each.annotation for each in record.spans] == stands, "what stands is gold"
    added = {mark.id for mark in additions(table.case.layer)}
    by_nobody = {each.id for each in record.spans if not each.curators}
    assert added <= by_nobody
    how = {each.resolution for each in record.spans if each.id in added}
    assert how <= {Resolution.ADJUDICATED}
