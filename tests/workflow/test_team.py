"""Roles, and how articles are dealt out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tests.builders import candidate, incoming
from workbench.curation.plan import Deal
from workbench.errors import Refused, UnknownName
from workbench.model import Annotation, Arm, Curator, Role, Span, View
from workbench.workflow import curate, queue, suggest, team
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session

ARTICLES = [f"{n:04}" for n in range(1000)]


def test_shares_are_kept_and_loads_are_even() -> None:
    rule = Deal("seed", overlap=0.3, several=3, blind=0.25)
    dealt = rule.plan(ARTICLES, ["a", "b", "c", "d"], {})
    each = Counter(article for article, _curator, _arm in dealt)
    assert set(each.values()) == {1, 3}
    assert 250 < sum(n == 3 for n in each.values()) < 350
    load = Counter(curator for _article, curator, _arm in dealt)
    assert max(load.values()) - min(load.values()) <= 1
    blind = sum(arm is Arm.BLIND for _article, _curator, arm in dealt)
    assert 0.2 < blind / len(dealt) < 0.3
    pairs = {
        tuple(sorted(arm for article, _c, arm in dealt if article == double))
        for double, n in each.items()
        if n == 3
    }
    assert len(pairs) == 4, "all mixtures of arms come about"


@given(st.lists(st.sampled_from(ARTICLES), unique=True, max_size=30), st.integers(0, 30))
def test_dealing_in_two_goes_leaves_no_article_short(articles: list[str], cut: int) -> None:
    rule = Deal("s", overlap=0.5)
    first = rule.plan(articles[:cut], ["a", "b", "c"], {})
    taken: dict[str, list[str]] = {}
    for article, curator, _arm in first:
        taken.setdefault(article, []).append(curator)
    for article, curator, _arm in rule.plan(articles, ["a", "b", "c"], taken):
        assert curator not in taken.setdefault(article, [])
        taken[article].append(curator)
    assert {a: len(c) for a, c in taken.items()} == {a: rule.wanted(a) for a in articles}


@pytest.fixture
def corpus(session: Session) -> Session:
    for n in range(6):
        list(ingest(session, iter([incoming(f"نص {n} عن المغرب.\n", f"{n}.txt")])))
    return session


def test_the_lead_assigns_and_others_may_not(
    corpus: Session, open_as: Callable[[str], Session]
) -> None:
    team.enrol(corpus, "basma", [Role.CURATOR])
    ids = corpus.store.article_ids()
    (made,) = team.assign(corpus, ids[:1], ["basma"], Arm.BLIND)
    assert (made.asked, made.arm) == (True, Arm.BLIND)
    basma = open_as("basma")
    assert len(queue.listing(basma, View(mine=True))) == 1
    assert curate.open_article(basma, ids[0]).assignment == made
    assert curate.open_article(basma, ids[0]).layer.undecided == ()
    with pytest.raises(Refused, match="adjudicates"):
        list(team.assign(basma, ids[:1], ["basma"], Arm.BLIND))
    with pytest.raises(Refused, match="adjudicates"):
        team.enrol(basma, "basma", list(Role))
    with pytest.raises(UnknownName):
        list(team.assign(corpus, ids[:1], ["basmah"], Arm.BLIND))


def test_a_project_keeps_somebody_who_adjudicates(corpus: Session) -> None:
    with pytest.raises(Refused, match="Somebody"):
        team.enrol(corpus, "amal", [Role.CURATOR])
    assert Role.ADJUDICATOR in corpus.store.curator("amal").roles
    team.enrol(corpus, "basma", list(Role))
    team.enrol(corpus, "amal", [Role.CURATOR])
    assert corpus.store.curator("amal").roles == (Role.CURATOR,)


def test_dealing_goes_on_where_it_stopped(corpus: Session) -> None:
    for name in ("basma", "chadia"):
        team.enrol(corpus, name, [Role.CURATOR])
    shares = team.Shares(overlap=0.5, blind=0, count=2)
    first = list(team.deal(corpus, ["basma", "chadia"], shares))
    assert len({a.article for a in first}) == 2
    rest = list(team.deal(corpus, ["basma", "chadia"], team.Shares(overlap=0.5, blind=0)))
    assert len({a.article for a in (*first, *rest)}) == 6
    assert not {(a.article, a.curator) for a in first} & {(a.article, a.curator) for a in rest}
    assert list(team.deal(corpus, ["basma", "chadia"], shares)) == []
    with pytest.raises(Refused, match="more than were named"):
        list(team.deal(corpus, ["basma"], shares))


def test_without_roles_who_is_known_keeps_hers(corpus: Session) -> None:
    assert team.enrol(corpus, "basma", list(Role)).roles == tuple(Role)
    assert team.enrol(corpus, "basma").roles == tuple(Role)
    assert corpus.store.curator("basma").roles == tuple(Role)
    assert team.enrol(corpus, "chadia").roles == (Role.CURATOR,)


def test_what_is_withdrawn_is_not_hers_and_is_dealt_to_another(
    corpus: Session, open_as: Callable[[str], Session]
) -> None:
    for name in ("basma", "chadia"):
        team.enrol(corpus, name)
    first, second, *_rest = corpus.store.article_ids()
    made = list(team.assign(corpus, [first, second], ["basma"], Arm.ASSISTED))
    basma = open_as("basma")
    with pytest.raises(Refused, match="adjudicates"):
        team.withdraw(basma, ["basma"], [])
    assert team.withdraw(corpus, ["basma"], [first]) == made[:1]
    assert [row.article for row in queue.page(basma, queue.listing(basma, View(mine=True)))] == [
        second
    ]
    assert team.withdraw(corpus, ["basma"], []) == made[1:]
    assert team.withdraw(corpus, ["basma"], []) == []
    assert not basma.store.asked(basma.curator)
    shares = team.Shares(overlap=0, several=2, blind=0)
    dealt = list(team.deal(corpus, ["basma", "chadia"], shares))
    chadia = corpus.store.curator("chadia").id
    assert {each.curator for each in dealt if each.article in {first, second}} == {chadia}
    assert len(dealt) == 6
    assert list(team.assign(corpus, [first], ["basma"], Arm.ASSISTED)) == made[:1]
    assert team.withdraw(corpus, ["basma"], [first]) == made[:1], "it was asked for anew"


def test_an_article_without_suggestions_does_not_tell_how_many_there_are(
    corpus: Session, open_as: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1", "entities": "1"})
    first, second, third, *_rest = corpus.store.article_ids()
    for article in (first, second, third):
        place = corpus.store.article(article).text.index("المغرب")
        found = Annotation(Span(place, place + 6), "المغرب", "GPE")
        fingerprint = corpus.scheme.fingerprint
        corpus.store.add_run("zones", "1", fingerprint, {article: []})
        corpus.store.add_run("entities", "1", fingerprint, {article: [candidate(found)]})
    team.enrol(corpus, "basma")
    list(team.assign(corpus, [first], ["basma"], Arm.BLIND))
    list(team.assign(corpus, [second], ["basma"], Arm.ASSISTED))
    basma = open_as("basma")
    rows = {row.article: row.suggestions for row in queue.page(basma, queue.listing(basma))}
    assert [rows[each] for each in (first, second, third)] == [0, 1, 1]
    corpus.store.add_run("entities", "2", corpus.scheme.fingerprint, {second: []})
    (row,) = [r for r in queue.page(basma, queue.listing(basma)) if r.article == second]
    assert row.suggestions == 1, "what she will be shown, and not what is suggested since"


@pytest.mark.parametrize(
    "typed",
    ["أمينة حسن", " أميـــنة  حسن ", "\u200fأمينة\u00a0حسن\u200e", "ا\u0654مينة\u200c حسن"],
)
def test_one_person_is_not_two_however_she_types_her_name(
    corpus: Session, open_as: Callable[[str], Session], typed: str
) -> None:
    made = team.enrol(corpus, "أمينة حسن")
    hers = open_as(typed).curator
    assert (hers.id, hers.name) == (made.id, "أمينة حسن")
    assert team.enrol(corpus, typed, list(Role)).id == made.id
    assert corpus.store.curator(typed).roles == tuple(Role)
    assert [c.name for c in corpus.store.curators()] == ["amal", "أمينة حسن"]


def test_a_name_is_kept_in_one_spelling(corpus: Session, open_as: Callable[[str], Session]) -> None:
    assert open_as("\u2067 ليـلى \t").curator.name == "ليلى"
    assert team.enrol(corpus, "Zoe\u0301  A").name == "Zoé A"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "ـــ", "\u200f\u200b", "a\tb", "a\nb", "a\x00", "a" * 65, "\ud800", "a\x85c"],
)
def test_what_is_no_name_is_refused(
    corpus: Session, open_as: Callable[[str], Session], typed: str
) -> None:
    with pytest.raises(Refused, match="printable"):
        team.enrol(corpus, typed)
    with pytest.raises(Refused, match="printable"):
        open_as(typed)


def test_names_that_were_kept_as_typed_go_on_working(
    corpus: Session, open_as: Callable[[str], Session]
) -> None:
    old = [Curator(corpus.store.new_id(), name) for name in ("سـعاد", "سعاد", "ندى  علي")]
    for curator in old:
        corpus.store.enrol(curator)
    assert [open_as(curator.name).curator for curator in old] == old
    assert open_as("ندى علي").curator == old[2]
    assert open_as("ســــعاد").curator in old[:2], "the first of two who are called so"
    assert team.enrol(corpus, "سعاد").id == old[1].id
