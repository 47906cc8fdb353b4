"""The queue: which articles a view lists, in which order."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.builders import candidate, incoming, on
from workbench.errors import Refused
from workbench.model import Arm, Curator, Progress, Sort, Verdict, View
from workbench.store import browse
from workbench.workflow import curate, queue, suggest
from workbench.workflow.check import check_database
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session as opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.model import Candidate
    from workbench.workflow.session import Session

TEXTS = {
    "d.txt": "حريق بطنجة\nالثلاثاء 21 ديسمبر 2021\n\nاندلع حريق في طنجة مساء اليوم وقال شهود.\n",
    "a.txt": "لقاء بفاس\nالأربعاء 5 ماي 2021\n\nعقد لقاء للمغرب وإسبانيا في فاس يوم أمس.\n",
    "c.txt": "بلا تاريخ\n\nنص قصير عن المغرب والمغرب والمغرب.\n",
    "b.txt": "مطر بأكادير\nالإثنين 31 مايو 2021\n\nهطل المطر على أكادير وإسبانية تتفرج.\n",
}


@pytest.fixture
def corpus(session: Session) -> Session:
    for source, text in TEXTS.items():
        list(ingest(session, iter([incoming(text, source)])))
    versions = suggest.versions()
    for article in session.store.article_ids():
        text = session.store.article(article).text
        place = next(p for p in ("طنجة", "فاس", "المغرب", "أكادير") if p in text)
        found: dict[str, list[Candidate]] = {name: [] for name in versions}
        found["entities"] = [candidate(on(text, place, "GPE"))]
        for name, candidates in found.items():
            session.store.add_run(
                name, versions[name], session.scheme.fingerprint, {article: candidates}
            )
    return session


def sources(session: Session, view: View) -> str:
    """The first letters of the sources that a view lists."""
    return "".join(row.source[0] for row in queue.page(session, queue.listing(session, view)))


@pytest.mark.parametrize(
    ("view", "listed"),
    [
        (View(), "dacb"),
        (View(backwards=True), "bcad"),
        (View(sort=Sort.SOURCE), "abcd"),
        (View(sort=Sort.PUBLISHED), "abdc"),
        (View(sort=Sort.PUBLISHED, backwards=True), "dbac"),
        (View(search="المغرب"), "ac"),
        (View(search="المغرب", sort=Sort.MATCH), "ca"),
        (View(search="اسبانيا المغرب"), "a"),
        (View(search="إسبانية"), "b"),
        (View(search="إسباني"), "ab"),
        (View(search="لا وجود"), ""),
        (View(search="؟*"), ""),
        (View(search='") OR title:("'), ""),
        (View(sort=Sort.MATCH), "dacb"),
        (View(since=date(2021, 5, 31)), "db"),
        (View(until=date(2021, 5, 31)), "ab"),
        (View(since=date(2021, 5, 6), until=date(2021, 6, 1)), "b"),
        (View(label="GPE"), "dacb"),
        (View(label="PER"), ""),
        (View(extractor="entities"), "dacb"),
        (View(extractor="figures"), ""),
        (View(progress=Progress.NEW), "dacb"),
        (View(progress=Progress.OPEN), ""),
        (View(noted=True), ""),
        (View(search="المغرب", label="GPE", sort=Sort.SOURCE, backwards=True), "ca"),
        (View(search="مغرب", extractor="entities", since=date(2021, 1, 1)), "a"),
        (View(progress=Progress.NEW, sort=Sort.UNDECIDED), "dacb"),
    ],
)
def test_what_a_view_lists(corpus: Session, view: View, listed: str) -> None:
    assert sources(corpus, view) == listed
    assert sources(corpus, view) == listed  # what is kept since the first time is the same


def test_what_very_many_articles_match_is_listed_by_import(
    corpus: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View(search="المغرب", sort=Sort.MATCH)
    assert queue.listing(corpus, view).view == view
    monkeypatch.setattr(browse, "_RANKED", 1)
    found = queue.listing(corpus, view)
    assert found.view.sort is Sort.INGESTED
    assert sources(corpus, found.view) == "ac"
    assert sources(corpus, replace(view, backwards=True)) == "ca"
    assert queue.listing(corpus, replace(view, search="طنجة")).view.sort is Sort.MATCH
    assert queue.listing(corpus, replace(view, search="")).view == View()


def test_what_is_kept_is_forgotten_when_an_article_comes_in(
    corpus: Session, open_as: Callable[[str], Session]
) -> None:
    views = (View(search="فاس"), View(sort=Sort.SOURCE), View(sort=Sort.PUBLISHED, backwards=True))
    before = [sources(corpus, view) for view in views]
    list(ingest(open_as("basma"), iter([incoming("عودة إلى فاس\n5 ماي 2022\n\nنص.", "0.txt")])))
    assert before == ["a", "abcd", "dbac"]
    assert [sources(corpus, view) for view in views] == ["a0", "0abcd", "0dbac"]


@pytest.mark.parametrize(("words", "listed"), [("و", "d"), ("م", ""), ("ال", ""), ("7", "")])
def test_a_letter_is_searched_as_a_word(corpus: Session, words: str, listed: str) -> None:
    list(ingest(corpus, iter([incoming("حرف\n\nكتب الحرف و وحده.", "d2.txt")])))
    assert sources(corpus, View(search=words)) == listed


def test_progress_label_and_undecided_are_those_of_the_curator(
    corpus: Session, open_as: Callable[[str], Session]
) -> None:
    first, second, third, _fourth = corpus.store.article_ids()
    sheet = curate.open_article(corpus, first)
    curate.decide(corpus, sheet, sheet.layer.marks[0].id, Verdict.REJECT)
    sheet = curate.open_article(corpus, second)
    sheet = curate.relabel(corpus, sheet, sheet.layer.marks[0].id, "LOC")
    curate.submit(corpus, sheet)
    curate.open_article(corpus, third)
    assert sources(corpus, View(progress=Progress.NEW)) == "b"
    assert sources(corpus, View(progress=Progress.OPEN)) == "dc"
    assert sources(corpus, View(progress=Progress.DECIDED)) == "d"
    assert sources(corpus, View(progress=Progress.SUBMITTED)) == "a"
    assert sources(corpus, View(label="LOC")) == "a"
    assert sources(corpus, View(sort=Sort.UNDECIDED, backwards=True)) == "cadb"
    assert sources(corpus, View(curator=corpus.curator.id)) == "da"
    other = open_as("basma")
    assert sources(other, View(label="LOC")) == ""
    assert sources(other, View(progress=Progress.NEW)) == "dacb"
    assert sources(other, View(sort=Sort.UNDECIDED)) == "dacb"
    assert corpus.store.begun(corpus.curator) == {
        Progress.SUBMITTED: [2], Progress.DECIDED: [1], Progress.OPEN: [3],
    }  # fmt: skip


def test_an_opened_article_keeps_what_it_was_opened_with(
    corpus: Session, open_as: Callable[[str], Session]
) -> None:
    first, second, _third, _fourth = corpus.store.article_ids()
    curate.open_article(corpus, first)
    version, scheme = suggest.versions()["figures"], corpus.scheme.fingerprint
    found = {}
    for article, digits in ((first, "21"), (second, "5")):
        text = corpus.store.article(article).text
        found[article] = [candidate(on(text, digits, "CARDINAL"))]
    corpus.store.add_run("figures", version, scheme, found)
    for view in (View(label="CARDINAL"), View(extractor="figures")):
        assert sources(corpus, view) == "a"
        assert sources(open_as("basma"), view) == "da"
    listed = queue.page(corpus, queue.listing(corpus))
    assert [row.suggestions for row in listed] == [0, 2, 1, 1]
    corpus.store.add_run("figures", version, scheme, {second: []})
    assert [row.suggestions for row in queue.page(corpus, queue.listing(corpus))] == [0, 1, 1, 1]
    assert sources(corpus, View(extractor="figures")) == ""


def test_a_label_that_is_no_longer_proposed_is_not_listed(corpus: Session) -> None:
    article = corpus.store.article_ids()[0]
    version = suggest.versions()["entities"]
    corpus.store.add_run("entities", version, corpus.scheme.fingerprint, {article: []})
    assert sources(corpus, View(label="GPE")) == "acb"


def test_what_comes_next_keeps_to_the_listing(
    corpus: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_source = queue.listing(corpus, View(sort=Sort.SOURCE))
    names = {row.article: row.source[0] for row in queue.page(corpus, by_source)}
    a, b, c, d = names
    assert [queue.place(corpus, by_source, article) for article in (a, d)] == [0, 3]
    assert queue.neighbour(corpus, by_source, a, -1) == d
    assert queue.neighbour(corpus, by_source, d, 1) == a
    assert queue.next_article(corpus, by_source) == a
    assert queue.next_article(corpus, by_source, d) == a
    for article in (a, b, d):
        curate.submit(corpus, curate.open_article(corpus, article), reject_undecided=True)
    assert queue.next_article(corpus, by_source, a) == c
    assert queue.next_article(corpus, by_source, c) is None
    assert queue.progress(corpus) == (4, 3)
    found = queue.listing(corpus, replace(by_source.view, search="فاس"))
    assert queue.neighbour(corpus, found, c, 1) == a
    assert queue.place(corpus, found, c) is None
    monkeypatch.setattr(browse, "_NEAR", 1)
    assert queue.next_article(corpus, by_source) == c
    assert queue.next_article(corpus, by_source, d) == c
    assert queue.next_article(corpus, by_source, c) is None
    empty = queue.listing(corpus, View(search="عنقاء"))
    assert queue.neighbour(corpus, empty, c, 1) == c
    assert queue.next_article(corpus, empty) is None


LABELS, EXTRACTORS = ("GPE", "LOC", "PER", "CARDINAL"), ("entities", "figures")


def _act(session: Session, draw: Random) -> None:
    """Something that changes what is shown to a curator, or how far she is."""
    store, article = session.store, draw.choice(session.store.article_ids())
    act = draw.choice(("read", "open", "relabel", "undo", "submit", "again", "ask", "let off"))
    mine = store.assignment(article, session.curator)
    if act == "read":
        text, name = store.article(article).text, draw.choice(EXTRACTORS)
        found = {word: candidate(on(text, word, draw.choice(LABELS))) for word in text.split()[:2]}
        kept = {article: [found[word] for word in found if draw.random() < 0.6]}
        store.add_run(name, suggest.versions()[name], session.scheme.fingerprint, kept)
    elif act == "undo":
        with suppress(Refused):
            curate.undo(session)
    elif act in ("again", "let off") and mine is not None:
        if act == "let off":
            store.request(mine, session.curator, asked=draw.random() < 0.3)
        elif mine.round == 1 and store.submissions(mine, session.curator):
            store.assign_again(mine)
    elif act == "ask":
        store.assign(article, session.curator, asked=True)
    else:
        sheet = curate.open_article(session, article)
        if act == "relabel" and sheet.layer.marks and not sheet.layer.closed:
            curate.relabel(session, sheet, sheet.layer.marks[0].id, draw.choice(LABELS[:3]))
        elif act == "submit" and not sheet.layer.closed:
            curate.submit(session, sheet, reject_undecided=True)


def _shown(session: Session, article: str) -> tuple[set[str], set[str], Progress]:
    """The labels and the extractors of what a curator is shown, and how far she is."""
    store = session.store
    mine = store.assignment(article, session.curator)
    proposals = store.frozen(mine) if mine is not None else store.proposals(article)
    spans = [each for each in proposals if not each.annotation.label.islower()]
    labels, by = {each.annotation.label for each in spans}, {each.extractor for each in spans}
    if mine is None or (tally := store.tally(mine)) is None:
        return labels, by, Progress.NEW
    standing = curate.load(session, store.article(article), mine).layer.standing
    labels.update(mark.annotation.label for mark in standing if not mark.annotation.label.islower())
    state = Progress.OPEN if tally.undecided else Progress.DECIDED
    return labels, by, Progress.SUBMITTED if tally.closed else state


@pytest.mark.parametrize("seed", range(8))
def test_views_list_what_the_curator_is_shown(
    corpus: Session, open_as: Callable[[str], Session], seed: int
) -> None:
    draw, both = Random(seed), (corpus, open_as("basma"))
    for _act_number in range(40):
        _act(draw.choice(both), draw)
    for session in both:
        shown = {a: _shown(session, a) for a in session.store.article_ids()}
        every = queue.page(session, queue.listing(session))
        mine = {a: session.store.assignment(a, session.curator) for a in shown}
        assert [row.tally for row in every] == [m and session.store.tally(m) for m in mine.values()]
        spans = {row.article: row.suggestions for row in every if row.tally is None}

        def listed(session: Session = session, **asked: object) -> list[str]:
            found = queue.listing(session, replace(View(), **asked))  # type: ignore[arg-type]
            return [row.article for row in queue.page(session, found)]

        for label in LABELS:
            has = [a for a in shown if label in shown[a][0]]
            assert listed(label=label) == has
            assert listed(label=label, progress=Progress.DECIDED) == [
                a for a in has if shown[a][2] is Progress.DECIDED
            ]
        for name in EXTRACTORS:
            has = [a for a in shown if name in shown[a][1]]
            assert listed(extractor=name) == has
            let_off = {each.article for each in session.store.let_off()
                       if each.curator == session.curator.id}  # fmt: skip
            assert listed(extractor=name, mine=True) == [
                a for a in has if mine[a] is not None and a not in let_off
            ]
        assert all(isinstance(spans[a], int) and bool(spans[a]) is bool(shown[a][1]) for a in spans)
        states = Counter(state for _labels, _by, state in shown.values())
        counted = queue.counts(session, queue.listing(session))
        assert {state: n for state, n in counted.items() if n} == dict(states)
        for state in (Progress.NEW, Progress.DECIDED, Progress.SUBMITTED):
            assert listed(progress=state) == [a for a in shown if shown[a][2] is state]
    assert list(check_database(corpus)) == []


def test_what_the_queue_knows_is_checked_and_put_right(corpus: Session) -> None:
    curate.open_article(corpus, corpus.store.article_ids()[0])
    with corpus.store.connection.writing():
        corpus.store.connection.execute("UPDATE reading SET shown = '{}' WHERE article = 2")
        corpus.store.connection.execute("UPDATE queued SET shown = '{}', undecided = 7")
    assert sources(corpus, View(label="GPE")) == "cb"
    assert [problem.repaired for problem in check_database(corpus)] == [False, False]
    assert [problem.repaired for problem in check_database(corpus, repair=True)] == [True, True]
    assert list(check_database(corpus)) == []
    assert sources(corpus, View(label="GPE")) == "dacb"


def test_an_assignment_that_is_changed_is_queued_as_it_then_is(corpus: Session) -> None:
    store, (first, *_others) = corpus.store, corpus.store.article_ids()
    mine = store.assign(first, corpus.curator)
    blind = store.assign(first, Curator("b", "badr"), Arm.BLIND)
    assert sources(corpus, View(label="GPE")) == "dacb"
    with store.connection.writing():
        store.connection.execute(
            "UPDATE assignment SET suggestion_set = ?, asked = 1 WHERE id = ?",
            blind.suggestion_set, mine.id,
        )  # fmt: skip
    assert sources(corpus, View(label="GPE")) == "acb"
    assert sources(corpus, View(curator=corpus.curator.id)) == "d"
    assert list(check_database(corpus)) == []


def test_a_project_of_before_is_brought_up_to_date(corpus: Session, path: Path) -> None:
    curate.open_article(corpus, corpus.store.article_ids()[0])
    corpus.store.close()
    old = sqlite3.connect(path)
    old.executescript(
        "DROP TRIGGER queued_assigned; DROP TRIGGER queued_changed; DROP TRIGGER queued_tallied;"
        "DROP TABLE queued; DROP TABLE reading; DROP INDEX decision_labelled;"
        "DELETE FROM _sqlite_migrations WHERE name = 'm0009_queued'"
    )
    old.close()
    with opened(path, "amal") as again:
        assert list(check_database(again)) == []
        assert sources(again, View(label="GPE")) == "dacb"
        assert again.store.connection.scalar("SELECT count(*) FROM queued") == 1
