"""Who suggests: votes, sources, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import candidate, incoming, on
from workbench.exchange.gold import read_gold
from workbench.extract.learned.merge import Merged, Vote
from workbench.model import Candidate
from workbench.store import models
from workbench.workflow import suggest
from workbench.workflow.extraction import line
from workbench.workflow.ingest import ingest
from workbench.workflow.votes import votes, warnings, with_votes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.workflow.session import Session

TEXT = "أعلنت وزارة الداخلية المغربية أن مدينة طنجة آمنة، وقال مرصد قرطبان ذلك.\n"
CITY = on(TEXT, "طنجة", "GPE")


@pytest.fixture
def article(session: Session) -> str:
    """The one article of a project."""
    list(ingest(session, iter([incoming(TEXT)])))
    (found,) = session.store.article_ids()
    return found


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Path]:
    """A folder for lists of a project, which are forgotten afterwards."""
    folder = tmp_path / "gazetteers"
    folder.mkdir()
    yield folder
    suggest.use_lists(None)


def test_all_who_agree_are_kept_with_a_suggestion(session: Session, article: str) -> None:
    models.set_predictions(session.store, article, "tool", [Candidate(CITY, 0.6, "tool")], "h")
    suggest.refresh(session, article)
    (proposal,) = [p for p in session.store.proposals(article) if p.annotation == CITY]
    told = votes(proposal.extractor, proposal.candidate)
    assert told[0].source == proposal.extractor
    assert {vote.source for vote in told} == {"entities", "base", "tool"}
    assert told[0].reason == proposal.candidate.reason
    assert [vote.score for vote in told] == sorted((v.score for v in told), reverse=True)
    assert proposal.candidate.score > told[0].score
    assert warnings(proposal.candidate) == ()


def test_one_who_is_alone_is_its_own_only_vote() -> None:
    alone = Merged("base", candidate(CITY, 0.7), (Vote("base", 0.7, "a rule"),))
    assert with_votes(alone) == alone.candidate
    assert votes("base", alone.candidate) == (Vote("base", 0.7, "a rule"),)


scores = st.integers(0, 100).map(lambda n: n / 100)
sources = st.text("abz09_.@+-", min_size=1, max_size=9)


@given(
    st.lists(st.builds(Vote, sources, scores, st.text(max_size=20)), min_size=2, max_size=4),
    st.lists(st.sampled_from(["the weekday contradicts the date", "vote", ""]), max_size=2),
)
def test_votes_come_back_beside_warnings(told: list[Vote], flags: list[str]) -> None:
    flagged = Candidate(CITY, 0.9, "a rule", (), tuple(flags))
    stored = with_votes(Merged(told[0].source, flagged, tuple(told)))
    assert votes("base", stored) == tuple(told)
    assert warnings(stored) == tuple(flags)
    assert with_votes(Merged(told[0].source, stored, tuple(told))) == stored


def test_extract_tells_votes_apart_from_warnings() -> None:
    told = line(incoming(TEXT))
    assert '"votes":[{"extractor":"' in told
    assert '"flags"' not in told
    (read,) = read_gold([told], flat=False)
    assert CITY in read.annotations


def test_sources_are_all_that_suggest_or_suggested(session: Session, article: str) -> None:
    known = {"entities", "figures", "base", "learned", "memory"}
    assert set(suggest.sources(session)) == known
    models.set_predictions(session.store, article, "tool-1", [Candidate(CITY, 0.6, "t")], "h")
    suggest.refresh(session, article)
    assert suggest.sources(session) == tuple(sorted(known | {"tool-1"}))


def test_lists_of_the_project_reach_the_processes_of_models(
    session: Session, article: str, lists: Path
) -> None:
    name = on(TEXT, "مرصد قرطبان", "LAW")

    def suggested() -> dict[str, Candidate]:
        suggest.refresh(session, article)
        found = {p.annotation: p.candidate for p in session.store.proposals(article)}
        return {v.source: found[name] for v in votes("", found[name])} if name in found else {}

    assert not suggested()
    lists.joinpath("own.txt").write_text("[LAW]\nمرصد قرطبان\n", "utf-8")
    assert suggest.use_lists(lists) == []
    # The base model knows nothing of such a law but from the lists that it reads with.
    assert {"entities", "base"} <= suggested().keys()


def test_what_is_wrong_with_lists_is_told_where_problems_are(session: Session, lists: Path) -> None:
    lists.joinpath("own.txt").write_text("[ORG]\nمرصد قرطبان\n[PLANET]\nالمريخ\n", "utf-8")
    told = suggest.use_lists(lists)
    assert len(told) == 1
    assert "own.txt, line 3" in told[0]
    assert suggest.problems(session) == told
    assert suggest.use_lists(None) == []
    assert suggest.problems(session) == []
