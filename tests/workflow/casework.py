"""Curators who differ, for tests of adjudication."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.builders import TEXT, on
from workbench.model import Annotation, Number, Verdict
from workbench.workflow import adjudicate, curate, release
from workbench.workflow.adjudicate import Cause, Remarks

if TYPE_CHECKING:
    from workbench.workflow.adjudicate import Case
    from workbench.workflow.session import Session

MINISTRY = on(TEXT, "وزارة الداخلية المغربية", "ORG")
SHORT = on(TEXT, "وزارة الداخلية", "ORG")
CITY = on(TEXT, "طنجة", "GPE", nth=1)
CAPITAL = on(TEXT, "الرباط", "GPE")
OLD = on(TEXT, "الرباط", "LOC")
PERSON = on(TEXT, "محمد حصاد", "PER")
COUNT = on(TEXT, "35", "CARDINAL", Number(Decimal(35), item="شخصا"))
WRONG = on(TEXT, "35", "CARDINAL", Number(Decimal(53)))


def submit(session: Session, *held: Annotation, article: int = 0) -> None:
    """Add spans and submit; a submitted article is reopened, and its spans dropped, before."""
    article_id = session.store.article_ids()[article]
    sheet = curate.open_article(session, article_id)
    if sheet.layer.closed:
        sheet = curate.reopen(session, sheet)
        for mark in sheet.layer.standing:
            if mark.annotation not in held:
                sheet = curate.decide(session, sheet, mark.id, Verdict.REJECT)
    kept = [mark.annotation for mark in sheet.layer.standing]
    for each in held:
        if each not in kept:
            sheet = curate.add(session, sheet, each.span, each.label, each.value)
    curate.submit(session, sheet)


def case_of(session: Session, article: int = 0) -> Case:
    return adjudicate.open_case(session, session.store.article_ids()[article])


def place(case: Case, annotation: Annotation) -> str:
    return next(c.id for c in case.clusters if c.span.overlaps(annotation.span))


def lane(case: Case, cluster: str, *held: Annotation) -> str:
    lanes = case[cluster].lanes
    return next(n for n, marks in lanes.items() if [m.annotation for m in marks] == list(held))


def gold(session: Session, **request: object) -> list[dict[str, object]]:
    stream = io.BytesIO()
    release.export(session, release.Request(**request), stream)  # type: ignore[arg-type]
    return [json.loads(line) for line in stream.getvalue().split(b"\n")[:-1]]


def data(session: Session) -> bytes:
    stream = io.BytesIO()
    release.export(session, release.Request(), stream)
    return stream.getvalue()


def decided(session: Session) -> Case:
    """All three disputed places decided."""
    case = case_of(session)
    ministry, count, capital = (place(case, each) for each in (MINISTRY, COUNT, CAPITAL))
    case = adjudicate.take(session, case, ministry, lane(case, ministry, MINISTRY))
    case = adjudicate.take_majority(session, case, count)
    return adjudicate.reject_all(session, case, capital, Remarks(Cause.AMBIGUOUS, "لا أحد"))
