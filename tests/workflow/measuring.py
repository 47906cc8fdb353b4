"""Articles with suggestions, and curators who submit them, for tests of what is measured."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.builders import TEXT, candidate, incoming, on
from workbench.model import Number
from workbench.workflow import curate
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.agreement import Part
    from workbench.model import Annotation, Arm
    from workbench.workflow import measure
    from workbench.workflow.session import Session

    Open = Callable[[str], Session]

TANJA, RABAT = on(TEXT, "طنجة", "GPE", nth=1), on(TEXT, "الرباط", "GPE")
HASSAD = on(TEXT, "محمد حصاد", "PER")
MINISTRY = on(TEXT, "وزارة الداخلية المغربية", "ORG")
PEOPLE = on(TEXT, "35", "CARDINAL", Number(Decimal(35)))
SUGGESTED = [TANJA, RABAT, MINISTRY, PEOPLE]


def text(n: int) -> str:
    return f"{TEXT}{n}\n"


def eight(session: Session) -> None:
    """Eight articles with the same four suggestions."""
    list(ingest(session, (incoming(text(n), f"{n}.txt") for n in range(8))))
    ids = session.store.article_ids()
    found = [candidate(each) for each in SUGGESTED]
    session.store.add_run("rules", "1", session.scheme.fingerprint, dict.fromkeys(ids, found))


def submit(session: Session, article: str, marks: Sequence[Annotation]) -> None:
    """Submit exactly these marks; what is suggested is what the last run here found."""
    session.store.assign(article, session.curator)
    sheet = curate.open_article(session, article)
    known = {mark.annotation: mark.id for mark in sheet.layer.marks}
    for each in marks:
        if each in known:
            sheet = curate.relabel(session, sheet, known[each], each.label)
        else:
            sheet = curate.add(session, sheet, each.span, each.label, each.value)
    curate.submit(session, sheet, reject_undecided=True)


def ask(session: Session, articles: Sequence[str], name: str, arm: Arm) -> None:
    for article in articles:
        session.store.assign(article, session.store.curator(name), arm, asked=True)


def named(report: measure.Report, name: str, part: Part) -> dict[tuple[str, ...], Any]:
    return {row.names: row.figure for row in report.results[name].of(part)}
