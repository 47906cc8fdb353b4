"""The agreement screen: what it is asked to measure, what there is to do, and patience."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tests.tui.agreeing import RABAT, TANJA, drawn, row, see, submit, submit_three
from workbench.layout import Profile
from workbench.model import Arm, Role
from workbench.tui.app import Workbench
from workbench.workflow import measure, team
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.workflow.session import Session


@pytest.fixture
def three(small: Path) -> Path:
    """The first article by three curators who differ in every way."""
    submit_three(small)
    return small


# ----------------------------------------------------------------------------------------- filters


async def test_a_label_alone_and_its_spans(table: Callable[..., Any], three: Path) -> None:
    async with table() as t:
        await see(t, "l")
        scheme = t.app.desk.session.scheme
        await t.press(str(scheme["GPE"].key))
        await t.settle()
        assert "only GPE" in t.app.screen.head.aside
        await t.press("6")
        await t.settle()
        await t.press("end")
        await t.press("home")
        only = next(n for n, item in enumerate(t.app.screen.rows.items)
                    if getattr(item, "sign", "") == "·")  # fmt: skip
        figure = t.app.screen.rows.items[only].figure
        while t.app.screen.rows.chosen < only:
            await t.press("down")
        await t.press("enter")
        await t.settle()
        assert t.app.screen.head.aside.strip() == f"{figure.spans} places"
        assert figure.spans == 2
        await t.press("q", "c")
        await t.settle()
        assert t.app.screen.head.aside == ""


async def test_pairs_are_chosen_by_who_saw_suggestions(
    table: Callable[..., Any], small: Path
) -> None:
    with session(small, "amal") as lead:
        team.enrol(lead, "badr", [Role.CURATOR])
        list(team.assign(lead, [lead.store.article_ids()[0]], ["badr"], Arm.BLIND))
    for name in ("amal", "badr"):
        submit(small, name, [TANJA])
    async with table() as t:
        await see(t, "s")
        await t.settle()
        assert "Nothing is left of what is asked for" in "\n".join(drawn(t))
        await t.press("س")
        await t.settle()
        assert "1.00" in row(t, "all pairs")


async def test_a_part_is_chosen_field_by_field(table: Callable[..., Any], three: Path) -> None:
    async with table() as t:
        await see(t, "f")
        assert t.screen == "PartDialog"
        await t.press("down", "right")  # the curators in their order
        await t.press("enter")
        await t.settle()
        assert "only \u2068amal\u2069" in t.app.screen.head.aside
        await t.press("2")
        await t.settle()
        assert "badr\u2069 – \u2068chadia" not in "".join(i.told for i in entries(t))
        assert len(entries(t)) == 3
        await t.press("ب", "down", "down", "down", *"2030", "enter")
        await t.settle()
        assert "since 2030-01-01" in t.app.screen.head.aside
        assert "Nothing is left of what is asked for" in "\n".join(drawn(t))
        await t.press("f", "c", "up", "up", "right", "enter")
        await t.settle()
        assert t.app.screen.head.aside.strip().startswith("only guidelines ")
        assert len(entries(t)) == 4
        await t.press("f", "escape")
        assert t.screen == "AgreementScreen"
        assert t.app.screen.head.aside.strip().startswith("only guidelines ")


def entries(t: Any) -> list[Any]:
    """The rows that are figures."""
    return [item for item in t.app.screen.rows.items if hasattr(item, "told")]


async def test_who_accepts_unread_is_named_where_one_begins(
    table: Callable[..., Any], three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (measure.Haste("badr", 0.975, 40, 0.4, 39),)
    monkeypatch.setattr("workbench.workflow.measure.report.hasty", lambda *_asked: found)
    async with table() as t:
        await see(t)
        shown = " ".join("\n".join(drawn(t)).split())
        assert "badr left 97.5% of 40 suggestions as they were" in shown
        await t.press("-")
        await t.settle()
        words = " ".join(getattr(item, "text", "") for item in t.app.screen.rows.items)
        assert "took 0.4 s for one (median of 39): too fast to have read them." in words


# ---------------------------------------------------------------------------------- nothing to show


async def test_what_to_do_where_nothing_is_to_be_measured(
    table: Callable[..., Any], small: Path
) -> None:
    async with table() as t:
        await see(t)
        assert "Only one curator works in this project" in "\n".join(drawn(t))
    submit(small, "badr", [TANJA])
    async with table() as t:
        await see(t, "2")
        shown = " ".join("\n".join(drawn(t)).split())
        assert "Two curators must submit the same articles" in shown
        assert "Undefined, because no document was submitted by two curators." in shown
        assert "badr" not in shown
        await t.press("down", "up", "home", "end", "pagedown", "right", "r", "enter")
        await t.settle()
        assert "Nothing differs here" in t.line("bottom")


async def test_an_empty_project_says_so(path: Path) -> None:
    open_session(path, "amal", create=True).store.close()
    app = Workbench(lambda: open_session(path, "amal"), Profile.VISUAL)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        await app.screen.idle()  # type: ignore[attr-defined]
        items = app.screen.query_one("#rows").items  # type: ignore[attr-defined]
        assert any("workbench import" in getattr(item, "text", "") for item in items)


async def test_who_has_not_submitted_sees_nothing(table: Callable[..., Any], three: Path) -> None:
    """Dalal is asked to take part, so that until she submits nobody sees what others marked."""
    async with table() as t:
        await see(t, "2")
        with session(three, "amal") as lead:
            team.enrol(lead, "dalal")
            list(team.assign(lead, lead.store.article_ids()[:1], ["dalal"], Arm.ASSISTED))
        await t.press("enter")
        await t.settle()
        assert drawn(t)[0] == ""
        await t.press("a")
        await t.settle()
        assert "nothing here that you may see" in t.line("bottom")
        await t.press("enter", "down", "end", "pageup")
        await t.press("q", "r")
        await t.settle()
        assert "Two curators must submit" in "\n".join(drawn(t))


# ---------------------------------------------------------------------------------------- patience


async def test_escape_leaves_and_keys_work_while_something_is_measured(
    table: Callable[..., Any], three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, wait = Event(), Event()
    agreement = measure.agreement

    def slow(*args: Any, **options: Any) -> Any:
        begun.set()
        assert wait.wait(30)
        return agreement(*args, **options)

    monkeypatch.setattr(measure, "agreement", slow)
    async with table() as t:
        await t.press("q")
        await t.pilot.press("i")
        await t.pilot.pause()
        assert begun.wait(30)
        assert drawn(t)[0].strip() == "Measuring …"
        await t.pilot.press("5", "3")
        await t.pilot.pause()
        assert t.app.screen.bar.chosen == 2
        await t.pilot.press("escape")
        await t.pilot.pause()
        assert t.screen == "QueueScreen"
        wait.set()
        await t.settle()
        assert t.screen == "QueueScreen"


async def test_only_what_a_view_needs_is_measured_and_once(
    table: Callable[..., Any], three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    agreement = measure.agreement

    def noted(session: Session, filters: Any, *, only: tuple[str, ...]) -> Any:
        asked.append(only)
        return agreement(session, filters, only=only)

    monkeypatch.setattr(measure, "agreement", noted)
    async with table() as t:
        await see(t, "3", "8", "1", "8")
        again = [("ladder",), ("acceptance", "krippendorff_alpha")]
        assert asked == [*again, ("value_agreement",)]
        submit(three, "dalal", [TANJA, RABAT])
        await t.press("r", "1")
        await t.settle()
        assert asked[3:] == [("value_agreement",), *again]
        assert "4 curators" in "\n".join(drawn(t))
