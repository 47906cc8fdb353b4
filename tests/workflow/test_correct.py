"""Corrections and propagation: what they leave in the ledger, and that one undo takes them back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, candidate, incoming, on
from workbench.arabic.boundaries import Edge, Unit
from workbench.curation import State
from workbench.errors import BadValue, Refused
from workbench.model import (
    ActionKind,
    Modifier,
    Number,
    Span,
    Timex,
    Verdict,
    View,
    ZoneKind,
)
from workbench.workflow import correct, curate, propagate, queue, suggest
from workbench.workflow.check import check_database
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.curation import Mark
    from workbench.model import Annotation
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

MINISTRY = on(TEXT, "وزارة الداخلية", "ORG")
NISBA = on(TEXT, "المغربية", "NORP")
COUNT = on(TEXT, "35", "CARDINAL", Number(Decimal(35), item="شخصا"))
CITY = on(TEXT, "طنجة", "GPE", nth=1)
PERSON = on(TEXT, "محمد حصاد", "PER")
SUGGESTED = [MINISTRY, NISBA, COUNT, CITY, PERSON]


def prepared(
    session: Session, suggested: Sequence[Annotation], text: str = TEXT, source: str = "one.txt"
) -> Sheet:
    """The sheet of a stored article with these suggestions."""
    list(ingest(session, iter([incoming(text, source)])))
    article = session.store.find_article(source).id
    for name, version in suggest.versions().items():
        found = [candidate(a) for a in suggested] if name == "entities" else []
        session.store.add_run(name, version, session.scheme.fingerprint, {article: found})
    return curate.open_article(session, article)


@pytest.fixture
def sheet(session: Session) -> Sheet:
    return prepared(session, SUGGESTED)


def mark_of(sheet: Sheet, surface: str) -> Mark:
    return next(m for m in sheet.layer.marks if m.annotation.surface == surface)


def again(session: Session, sheet: Sheet) -> Sheet:
    """The sheet as the database has it."""
    return curate.open_article(session, sheet.article.id)


def standing(sheet: Sheet) -> list[tuple[str, str]]:
    return [(m.annotation.surface, m.annotation.label) for m in sheet.layer.standing]


def sound(session: Session) -> bool:
    return list(check_database(session, repair=False)) == []


def test_an_edge_moves_by_word_and_takes_its_neighbour(session: Session, sheet: Sheet) -> None:
    sheet = curate.decide(session, sheet, mark_of(sheet, "المغربية").id, Verdict.ACCEPT)
    ministry = mark_of(sheet, "وزارة الداخلية").id
    sheet = correct.move_edge(session, sheet, ministry, Edge.END, Unit.WORD, 1)
    assert standing(again(session, sheet)) == [("وزارة الداخلية المغربية", "ORG")]
    assert mark_of(sheet, "المغربية").state is State.COVERED
    sheet = correct.move_edge(session, sheet, ministry, Edge.START, Unit.CLUSTER, 1)
    assert standing(sheet) == [("زارة الداخلية المغربية", "ORG")]
    sheet = curate.undo(session).sheet
    sheet = curate.undo(session).sheet
    assert standing(sheet) == [("المغربية", "NORP")], "one undo brings the neighbour back"
    one_word = mark_of(sheet, "المغربية").id
    with pytest.raises(Refused, match="further"):
        correct.move_edge(session, sheet, one_word, Edge.END, Unit.WORD, -1)
    assert sound(session)


def test_a_moved_figure_is_read_anew(session: Session, sheet: Sheet) -> None:
    sheet = correct.move_edge(session, sheet, mark_of(sheet, "35").id, Edge.END, Unit.CLUSTER, -1)
    value = mark_of(sheet, "3").annotation.value
    assert isinstance(value, Number)
    assert value.number == 3


def test_one_key_drops_a_proclitic(session: Session) -> None:
    text = "سافر إلى والرباط\n"
    sheet = prepared(session, [on(text, "والرباط", "GPE")], text)
    sheet = correct.turn_proclitic(session, sheet, sheet.layer.marks[0].id)
    assert standing(again(session, sheet)) == [("الرباط", "GPE")]


def test_split_and_join_are_one_act_each(session: Session, sheet: Sheet) -> None:
    person = mark_of(sheet, "محمد حصاد")
    at = person.annotation.span.start + len("محمد")
    sheet = correct.split(session, sheet, person.id, at)
    assert standing(again(session, sheet)) == [("محمد", "PER"), ("حصاد", "PER")]
    with pytest.raises(Refused, match="cursor"):
        correct.split(session, sheet, person.id, 0)
    sheet = correct.join(session, sheet, mark_of(sheet, "محمد").id)
    assert standing(again(session, sheet)) == [("محمد حصاد", "PER")]
    sheet = curate.undo(session).sheet
    sheet = curate.undo(session).sheet
    assert standing(sheet) == []
    last = sheet.layer.marks[-1]
    with pytest.raises(Refused, match="Nothing follows"):
        correct.join(session, sheet, last.id)
    assert sound(session)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1 600", 1600), ("١٦٠٠", 1600), ("ألف وستمائة", 1600), ("~36", 36)],
)
def test_a_value_is_typed_in_the_curator_s_terms(
    session: Session, sheet: Sheet, typed: str, number: int
) -> None:
    count = mark_of(sheet, "35")
    sheet = correct.type_value(session, sheet, count.id, typed)
    value = mark_of(again(session, sheet), "35").annotation.value
    assert isinstance(value, Number)
    assert value.number == number
    assert value.modifier == (Modifier.APPROX if typed.startswith("~") else None)


@pytest.mark.parametrize(
    ("label", "typed", "timex"),
    [
        ("TIME", "الثالثة والنصف بعد الزوال", "T15:30"),
        ("TIME", "منتصف الليل", "T00:00"),
        ("DATE", "الربع الأول من 2021", "2021-Q1"),
        ("DATE", "منتصف غشت 2020", "2020-08"),
        ("DATE", "1/11/2023", "2023-11-01"),
    ],
)
def test_what_an_article_may_say_may_be_typed(
    session: Session, sheet: Sheet, label: str, typed: str, timex: str
) -> None:
    value = correct.typed_value(sheet, label, typed)
    assert isinstance(value, Timex)
    assert value.timex == timex
    with pytest.raises(BadValue):
        correct.typed_value(sheet, label, "كلام لا معنى له هنا")


def test_a_wrong_value_is_refused_and_an_unknown_one_is_kept(
    session: Session, sheet: Sheet
) -> None:
    count = mark_of(sheet, "35")
    with pytest.raises(BadValue, match="no value of a CARDINAL"):
        correct.type_value(session, sheet, count.id, "أمس")
    assert again(session, sheet).layer.seq == sheet.layer.seq
    assert correct.editable(count.annotation)
    sheet = correct.type_value(session, sheet, count.id, "  ")
    stored = mark_of(again(session, sheet), "35")
    assert (stored.annotation.value, stored.state) == (None, State.AMENDED)


def test_a_note_stays_with_its_mark_whatever_is_decided(session: Session, sheet: Sheet) -> None:
    city = mark_of(sheet, "طنجة").id
    sheet = correct.note(session, sheet, city, " مدينة أم  إقليم؟ ")
    assert sheet.layer[city].state is State.UNDECIDED
    for verdict in (Verdict.SKIP, Verdict.REJECT, Verdict.ACCEPT):
        sheet = curate.decide(session, sheet, city, verdict)
        assert again(session, sheet).layer[city].note == "مدينة أم إقليم؟"
    assert sheet.layer[city].annotation.note == "مدينة أم إقليم؟"
    assert sheet.layer[city].state is State.ACCEPTED
    assert len(queue.listing(session, View(noted=True))) == 1
    sheet = correct.note(session, sheet, city, "")
    assert again(session, sheet).layer[city].note is None
    assert len(queue.listing(session, View(noted=True))) == 0
    sheet = curate.undo(session).sheet
    assert sheet.layer[city].note == "مدينة أم إقليم؟"
    assert sound(session)


def test_an_article_has_a_note_too(session: Session, sheet: Sheet) -> None:
    sheet = correct.note_article(session, sheet, "سؤال للمنسقة")
    assert again(session, sheet).layer.note == "سؤال للمنسقة"
    assert len(queue.listing(session, View(noted=True))) == 1
    sheet = correct.note_article(session, sheet, "")
    assert again(session, sheet).layer.note is None
    assert curate.undo(session).sheet.layer.note == "سؤال للمنسقة"
    assert sound(session)


def test_furniture_takes_its_suggestions_away_and_brings_them_back(
    session: Session, sheet: Sheet
) -> None:
    sheet = curate.decide(session, sheet, mark_of(sheet, "35").id, Verdict.ACCEPT)
    count = len(sheet.layer.marks)
    inside = Span(COUNT.span.start, COUNT.span.start + 3)
    sheet = correct.furnish(session, sheet, inside, ZoneKind.CAPTION)
    assert len(again(session, sheet).layer.marks) == 0
    assert [zone.kind for zone in sheet.layer.zones] == ["caption"]
    with pytest.raises(Refused, match="furniture"):
        curate.add(session, sheet, CITY.span, "GPE")
    sheet = correct.unfurnish(session, sheet, COUNT.span.start)
    assert len(again(session, sheet).layer.marks) == count
    with pytest.raises(Refused, match="no site furniture"):
        correct.unfurnish(session, sheet, COUNT.span.start)
    curate.undo(session)
    sheet = curate.undo(session).sheet
    assert standing(sheet) == [("35", "CARDINAL")]
    assert sound(session)


REPEATED = (
    "زار وفد المغرب مدينة فاس.\nوفي المغرب قال الوزير إن فاس للمغرب، وإن فاسا بعيدة عن المغربي.\n"
)


def repeated(session: Session) -> Sheet:
    suggested = [
        on(REPEATED, "المغرب", "GPE"),
        on(REPEATED, "المغرب", "ORG", nth=1),
        on(REPEATED, "فاس", "GPE"),
        on(REPEATED, "فاس", "GPE", nth=1),
    ]
    return prepared(session, suggested, REPEATED, "two.txt")


def test_a_verdict_is_carried_to_the_same_surface_in_one_act(session: Session) -> None:
    sheet = repeated(session)
    first = sheet.layer.marks[0]
    with pytest.raises(Refused, match="Decide here first"):
        propagate.alike(session, sheet, first.id)
    sheet = curate.decide(session, sheet, first.id, Verdict.ACCEPT)
    found = propagate.alike(session, sheet, first.id)
    assert [(p.surface, p.label, bool(p.mark)) for p in found.places] == [
        ("المغرب", "ORG", True),
        ("لمغرب", None, False),
    ]
    sheet = propagate.propagate(session, found, found.places)
    assert standing(again(session, sheet)) == [
        ("المغرب", "GPE"), ("المغرب", "GPE"), ("لمغرب", "GPE"),
    ]  # fmt: skip
    undone = curate.undo(session)
    assert undone.act.kind is ActionKind.PROPAGATE
    assert standing(undone.sheet) == [("المغرب", "GPE")]
    assert len(curate.redo(session).sheet.layer.standing) == 3
    assert sound(session)


def test_a_rejection_is_carried_to_marks_alone_and_only_where_chosen(session: Session) -> None:
    sheet = repeated(session)
    fez = mark_of(sheet, "فاس")
    sheet = curate.decide(session, sheet, fez.id, Verdict.REJECT)
    found = propagate.alike(session, sheet, fez.id)
    assert [p.surface for p in found.places] == ["فاس"]
    assert propagate.propagate(session, found, ()) is found.sheet
    sheet = propagate.propagate(session, found, found.places)
    states = {m.state for m in sheet.layer.marks if m.annotation.surface == "فاس"}
    assert states == {State.REJECTED}


def test_other_articles_of_the_actor_and_of_nobody_else_are_reached(
    session: Session, open_as: Callable[[str], Session]
) -> None:
    sheet = repeated(session)
    text = "استقبل المغرب الوفد.\n"
    third = prepared(session, [on(text, "المغرب", "LOC")], text, "three.txt")
    closed_text = "غادر المغرب أمس.\n"
    closed = prepared(session, [on(closed_text, "المغرب", "LOC")], closed_text, "four.txt")
    curate.submit(session, closed, reject_undecided=True)
    basma = open_as("basma")
    hers = curate.open_article(basma, third.article.id)
    sheet = curate.decide(session, sheet, sheet.layer.marks[0].id, Verdict.ACCEPT)
    found = propagate.alike(session, sheet, sheet.layer.marks[0].id, everywhere=True)
    assert {p.source for p in found.places} == {"two.txt", "three.txt"}
    propagate.propagate(session, found, found.places)
    assert standing(again(session, third)) == [("المغرب", "GPE")]
    assert again(basma, hers).layer.standing == ()
    curate.undo(session)
    assert standing(again(session, third)) == []
    assert len(again(session, sheet).layer.standing) == 1
    assert sound(session)


def test_the_history_names_who_decided_what(
    session: Session, sheet: Sheet, open_as: Callable[[str], Session]
) -> None:
    city = mark_of(sheet, "طنجة").id
    session.keys.pressed = 0
    session.keys.press()
    sheet = curate.decide(session, sheet, city, Verdict.ACCEPT)
    session.keys.press()
    session.keys.press()
    curate.relabel(session, sheet, city, "LOC")
    curate.undo(session)
    acts = session.store.acts(sheet.assignment, session.curator)
    told = [(act.kind, decision.verdict, act.keys) for act, decision in acts]
    assert told == [
        (ActionKind.UNDO, Verdict.ACCEPT, 0),
        (ActionKind.DECIDE, Verdict.AMEND, 2),
        (ActionKind.DECIDE, Verdict.ACCEPT, 1),
    ]
