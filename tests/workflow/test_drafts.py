"""Drafts of gold: what each act makes of them, and that nothing is written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, on
from tests.workflow.casework import COUNT, MINISTRY, PERSON, SHORT, case_of, place
from workbench.arabic.boundaries import Edge, Unit
from workbench.errors import BadSpan, BadValue, Refused, UnknownName
from workbench.model import Number, Span
from workbench.workflow import adjudicate, docket, drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session


def _held(draft: Sheet) -> list[tuple[str, str]]:
    return [(m.annotation.label, m.annotation.surface) for m in draft.layer.standing]


def test_a_draft_is_edited_and_becomes_gold(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    case = case_of(lead)
    draft = drafts.begin(lead, case, [MINISTRY])
    (mark,) = draft.layer.standing
    draft = drafts.move_edge(lead, draft, mark.id, Edge.END, Unit.WORD, -1)
    assert _held(draft) == [("ORG", SHORT.surface)]
    draft = drafts.relabel(lead, draft, mark.id, "FAC")
    draft = drafts.add(lead, draft, PERSON.span, "PER")
    assert _held(draft) == [("FAC", SHORT.surface), ("PER", PERSON.surface)]
    assert lead.store.adjudications() == (), "nothing is written"
    with pytest.raises(BadSpan, match=PERSON.surface):
        adjudicate.edit(lead, case, place(case, MINISTRY), drafts.wanted(draft.layer.standing))
    draft = drafts.drop(draft, draft.layer.standing[-1].id)
    case = adjudicate.edit(lead, case, place(case, MINISTRY), drafts.wanted(draft.layer.standing))
    assert [m.annotation.surface for m in case.layer.standing] == [SHORT.surface]


def test_a_span_takes_what_it_overlaps_and_can_be_dropped(
    team_of_three: Callable[[str], Session],
) -> None:
    lead = team_of_three("lead")
    draft = drafts.begin(lead, case_of(lead), [MINISTRY])
    draft = drafts.add(lead, draft, SHORT.span, "ORG")
    assert _held(draft) == [("ORG", SHORT.surface)]
    (mark,) = draft.layer.standing
    assert drafts.drop(draft, mark.id).layer.standing == ()


def test_values_are_read_and_typed(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    draft = drafts.begin(lead, case_of(lead), [])
    draft = drafts.add(lead, draft, COUNT.span, "CARDINAL")
    (mark,) = draft.layer.standing
    assert isinstance(mark.annotation.value, Number)
    assert mark.annotation.value.number == Decimal(35), "read in the text"
    draft = drafts.type_value(lead, draft, mark.id, "36")
    (wanted,) = drafts.wanted(draft.layer.standing)
    assert isinstance(wanted.value, Number)
    assert wanted.value.number == Decimal(36)
    with pytest.raises(BadValue):
        drafts.type_value(lead, draft, mark.id, "كلام")
    with pytest.raises(Refused, match="unknown"):
        drafts.type_value(lead, draft, mark.id, " ")


def test_what_cannot_be_gold_is_refused(team_of_three: Callable[[str], Session]) -> None:
    lead = team_of_three("lead")
    draft = drafts.begin(lead, case_of(lead), [MINISTRY])
    mark = draft.layer.standing[0].id
    with pytest.raises(BadSpan):
        drafts.add(lead, draft, Span(0, len(TEXT) + 1), "ORG")
    with pytest.raises(UnknownName):
        drafts.relabel(lead, draft, mark, "NONE")
    alone = drafts.begin(lead, case_of(lead), [on(TEXT, "توقيف", "ORG")])
    with pytest.raises(Refused, match="further"):
        drafts.move_edge(lead, alone, alone.layer.standing[0].id, Edge.START, Unit.WORD, -1)


def test_lists_tell_no_more_than_opening_would(team_of_three: Callable[[str], Session]) -> None:
    lead, basma = team_of_three("lead"), team_of_three("basma")
    first, second = lead.store.article_ids()
    told = docket.entries(lead, [first, second])
    assert told[first].waiting == 3
    assert (told[second].waiting, "submitted" in told[second].refused) == (None, True)
    assert docket.entries(basma, [first])[first].waiting is None
    assert (docket.adjudicates(lead), docket.adjudicates(basma)) == (True, False)
    assert docket.adjudicated(basma) == []
    assert docket.outcomes(basma, [first])[first].fates is None
