"""Blindness: every query asked by every viewer in random states; nothing of another leaks early."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

import workbench.store
from tests.workflow.verbs import BESIDE, BESIDE_WRITES, SHOWS, STORE, WORKFLOW, WRITES
from tests.workflow.worlds import CURATORS, LEADS, TEXT, VIEWERS, World, told
from workbench.store import Store
from workbench.workflow import suggest


def test_no_verb_of_the_store_is_forgotten() -> None:
    verbs = {name for name, _m in inspect.getmembers(Store) if not name.startswith("_")}
    assert verbs == STORE.keys() | WRITES
    modules = [
        importlib.import_module(f"workbench.store.{found.name}")
        for found in pkgutil.iter_modules(workbench.store.__path__)
    ]
    beside = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "store" in inspect.signature(function).parameters
    }
    assert beside == BESIDE.keys() | BESIDE_WRITES


@pytest.fixture(autouse=True)
def _nothing_is_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})


steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(CURATORS),
            st.sampled_from(
                ["add", "add", "drop", "submit", "submit", "reopen", "undo", "redo", "again"]
            ),
        ),
        st.tuples(
            st.sampled_from(LEADS),
            st.sampled_from(["judge", "judge", "accept", "resume", "undo", "redo"]),
        ),
    ),
    min_size=1,
    max_size=14,
)
BOTH = [(name, what) for name in ("basma", "dalal") for what in ("add", "submit")]
JUDGED = [*BOTH, ("lead", "judge"), ("lead", "accept")]
AGAIN = [*BOTH, ("basma", "again")]
BY_TWO = [*JUDGED, ("chadia", "judge"), ("chadia", "accept")]
# Random steps rarely get as far as these.
beginnings = st.sampled_from(
    [[], BOTH, [*BOTH, ("chadia", "add"), ("chadia", "submit")], JUDGED, AGAIN, BY_TWO]
)


def check(world: World) -> None:
    for viewer in VIEWERS:
        session = world.sessions[viewer]
        allowed = world.allowed(viewer)
        for name, ask in {**STORE, **BESIDE, **WORKFLOW}.items():
            before = session.store.has_seen(world.article, session.curator)
            answer = ask(session, world)
            text = answer if isinstance(answer, str) else repr(answer)
            known = told(text.replace(TEXT, ""))
            leaked = known - allowed
            assert not leaked, f"{name} tells {viewer} of {sorted(leaked)}"
            after = session.store.has_seen(world.article, session.curator)
            if name not in SHOWS:
                assert after == before, f"{name} shows {viewer} nothing"
            elif viewer in LEADS and known - world.hers(viewer) and not world.submitted(viewer):
                assert after, f"that {name} showed {viewer} {sorted(known)} is not recorded"


def test_signs_are_found_where_they_may_be_seen(tmp_path: Path) -> None:
    """Else the test below could not fail."""
    world = World(tmp_path)
    for who, what in (("basma", "add"), ("dalal", "add"), ("basma", "submit")):
        world.act(who, what)
    assert world.allowed("basma") == world.allowed("dalal") ^ {0, 1} == {0}
    assert world.allowed("lead") == set()
    for who, what in (("dalal", "submit"), ("lead", "judge"), ("lead", "accept")):
        world.act(who, what)
    assert world.allowed("basma") == world.allowed("lead") == {0, 1, 2}
    assert world.allowed("stranger") == set()
    basma, lead = world.sessions["basma"], world.sessions["lead"]
    for name in ("acts", "decisions", "differences", "export"):
        ask = STORE.get(name) or WORKFLOW[name]
        assert {0, 2} <= told(repr(ask(basma, world))), name
    assert told(repr(WORKFLOW["gold_of"](basma, world))) >= {2}
    assert told(repr(BESIDE["models.evidence"](basma, world))) == {0, 1, 2}
    assert told(repr(STORE["submissions"](basma, world))) == {0, 1, 2}
    assert told(repr(WORKFLOW["case"](lead, world))) == {0, 1, 2}
    world.close()


def test_signs_are_found_though_somebody_joined_late(tmp_path: Path) -> None:
    world = World(tmp_path)
    for who, what in (*BOTH, ("chadia", "add")):
        world.act(who, what)
    assert (world.allowed("basma"), world.allowed("lead")) == ({0, 1}, {0, 1})
    assert world.allowed("chadia") == {2}
    for name in ("decisions", "submissions"):
        assert told(repr(STORE[name](world.sessions["basma"], world))) == {0, 1}, name
    world.act("chadia", "submit")
    assert world.allowed("basma") == world.allowed("chadia") == {0, 1, 2}
    assert told(repr(STORE["submissions"](world.sessions["basma"], world))) == {0, 1, 2}
    world.close()


def test_signs_of_two_adjudicators_and_of_an_article_done_again_are_found(tmp_path: Path) -> None:
    world = World(tmp_path, twice=True)
    for who, what in BY_TWO[:-1]:
        world.act(who, what)
    lead, chadia = world.sessions["lead"], world.sessions["chadia"]
    mine = WORKFLOW["case"]
    assert (told(repr(mine(lead, world))), told(repr(mine(chadia, world)))) == (
        {0, 1, 2}, {0, 1, 3},
    )  # fmt: skip
    assert (world.allowed("lead"), world.allowed("chadia")) == ({0, 1, 2}, {0, 1, 3})
    assert told(repr(WORKFLOW["gold_of"](lead, world))) >= {2}
    assert WORKFLOW["ready"](chadia, world)[0].second
    world.act("chadia", "accept")
    assert world.allowed("lead") == world.allowed("chadia") == world.allowed("basma")
    assert world.allowed("lead") == {0, 1, 2, 3}
    assert told(repr(STORE["decisions"](lead, world))) == {0, 1, 2, 3}
    assert told(repr(WORKFLOW["twice"](lead, world))) >= {2, 3}
    world.close()
    (tmp_path / "again").mkdir()
    world = World(tmp_path / "again")
    for who, what in (*AGAIN, ("basma", "add")):
        world.act(who, what)
    basma = world.sessions["basma"]
    assert world.allowed("basma") == {2}
    assert told(repr(WORKFLOW["opened"](basma, world))) == {2}
    world.act("basma", "submit")
    assert world.allowed("basma") == world.allowed("lead") == {0, 1, 2}
    assert told(repr(STORE["submissions"](world.sessions["lead"], world))) == {0, 1, 2}
    world.close()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(beginnings, steps, st.booleans())
@example([("basma", "add"), ("basma", "submit")], [("dalal", "add")], False)
@example(BOTH, [("chadia", "add")], False)
@example(BOTH, [("lead", "judge"), ("chadia", "add")], False)
@example(BOTH, [("chadia", "judge"), ("chadia", "add")], True)
@example(BOTH, [("basma", "reopen"), ("basma", "add")], False)
@example(BOTH, [("basma", "undo"), ("basma", "add")], False)
@example(JUDGED, [("lead", "resume"), ("lead", "judge")], False)
@example(JUDGED, [("lead", "undo"), ("lead", "judge"), ("dalal", "reopen")], True)
@example(JUDGED, [("chadia", "add")], False)
@example(JUDGED, [("chadia", "add"), ("chadia", "submit")], False)
@example([("chadia", "add"), *BOTH], [("lead", "judge")], False)
@example([("chadia", "add"), ("chadia", "undo"), *BOTH], [("chadia", "add")], False)
@example(JUDGED, [("chadia", "judge")], True)
@example(BY_TWO, [("lead", "resume"), ("lead", "judge"), ("chadia", "undo")], True)
@example(AGAIN, [("basma", "add"), ("lead", "judge"), ("basma", "undo")], False)
@example(AGAIN, [("basma", "add"), ("basma", "submit"), ("chadia", "add")], False)
@example(AGAIN, [("dalal", "again"), ("basma", "submit"), ("lead", "judge")], True)
def test_nothing_leaks(
    begin: list[tuple[str, str]],
    then: list[tuple[str, str]],
    by_two: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), twice=by_two)
        try:
            for who, what in (*begin, *then):
                world.act(who, what)
            check(world)
        finally:
            world.close()
