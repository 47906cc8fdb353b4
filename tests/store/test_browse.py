"""The queue: which articles a view lists, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.builders import candidate, incoming, on
from workbench.model import Progress, Sort, Verdict, View
from workbench.store import browse
from workbench.workflow import curate, queue, suggest
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

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
@pytest.mark.parametrize("few", [0, 2000])
def test_what_a_view_lists(
    corpus: Session, view: View, listed: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse, "_FEW", few)
    assert sources(corpus, view) == listed


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
