"""Articles of the shipped corpus in a database, and curators who know their gold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import incoming
from tests.extract.learned.models import lessons
from workbench.model import Span, Verdict
from workbench.workflow import curate
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from workbench.extract.learned.taggers import Lesson
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

SHORT = 1800


def short_lessons(count: int) -> list[Lesson]:
    """The first articles of the corpus that are not long."""
    return [lesson for lesson in lessons(40) if len(lesson.text) < SHORT][:count]


def stored_lessons(session: Session, count: int) -> dict[str, Lesson]:
    """So many articles in the database, by id."""
    chosen = short_lessons(count)
    list(ingest(session, (incoming(x.text, f"{n}.txt") for n, x in enumerate(chosen))))
    return dict(zip(session.store.article_ids(), chosen, strict=True))


def work(session: Session, article: str, lesson: Lesson, *, closes: bool = True) -> Sheet:
    """Do an article as one who knows its names: keep what is right, reject the rest, add."""
    sheet = curate.open_article(session, article)
    gold = set(lesson.gold)
    names = {label for _s, _e, label in gold} | {"PER", "ORG", "GPE", "NORP", "LOC"}
    for mark in sheet.layer.undecided:
        a = mark.annotation
        right = (a.span.start, a.span.end, a.label) in gold or a.label not in names
        verdict = Verdict.ACCEPT if right else Verdict.REJECT
        sheet = curate.decide(session, sheet, mark.id, verdict)
    standing = {(m.annotation.span.start, m.annotation.span.end) for m in sheet.layer.standing}
    for start, end, label in lesson.gold:
        if (start, end) not in standing:
            sheet = curate.add(session, sheet, Span(start, end), label)
    return curate.submit(session, sheet, reject_undecided=True) if closes else sheet
