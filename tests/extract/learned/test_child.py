"""Models in their child process: trained, used, and broken in hundreds of ways."""

from __future__ import annotations

import random
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.extract.learned.models import SHOWN, learnt, lessons, model
from workbench.errors import ModelError
from workbench.extract.learned.calibration import FIXED
from workbench.extract.learned.model_file import FORMAT, Model, checked, digest, read_model
from workbench.extract.learned.process import Child
from workbench.extract.learned.taggers import Lesson, StoredModel, Taggers, stored
from workbench.model import Annotation, Candidate, Span

if TYPE_CHECKING:
    from pathlib import Path

CORRUPTIONS = 240
TEXT = "\n".join(lesson.text for lesson in lessons(SHOWN))
QUESTION = {"do": "tag", "text": TEXT, "zones": [], "rules": []}
LOAD = {"do": "load", "place": "base"}


def test_training_teaches_what_it_was_shown_and_judges_what_it_was_not() -> None:
    made = learnt()
    assert len(made.rules) == len(made.base) == len(made.held_out) == SHOWN
    assert not made.stacked
    assert not any(made.base)
    assert any(made.held_out)
    with Taggers(model()) as taggers:
        right = total = 0
        for lesson, rules in zip(lessons(SHOWN), made.rules, strict=True):
            found = taggers.tag(lesson.text, lesson.zones, rules)
            places = {(c.annotation.span.start, c.annotation.span.end, c.annotation.label)
                      for c in found.base}  # fmt: skip
            right += len(places & set(lesson.gold))
            total += len(lesson.gold)
            for candidate in found.base:
                span = candidate.annotation.span
                assert lesson.text[span.start : span.end] == candidate.annotation.surface
                assert 0 < candidate.score < 1
        assert right > 0.8 * total
        assert taggers.problems == []


def test_the_same_lessons_give_the_same_model() -> None:
    with Taggers() as one, Taggers() as other:
        made = [taggers.train(lessons(3), {"iterations": 9}, folds=0) for taggers in (one, other)]
    assert made[0].crf == made[1].crf


def test_a_model_is_stacked_on_the_base() -> None:
    with Taggers(model()) as taggers:
        made = taggers.train(lessons(4, skip=SHOWN), {"iterations": 20}, folds=2)
    assert made.stacked
    assert all(made.base)
    own = stored(Model(made.crf, FIXED, stacked=True).to_bytes())
    with Taggers(model(), own) as taggers:
        found = taggers.tag(lessons(4, skip=SHOWN)[0].text, (), ())
        assert found.base
        assert found.own
    with Taggers(None, own) as taggers:
        assert taggers.tag(TEXT, (), ()).own == ()


def recurring(name: str) -> Lesson:
    """An article with an unheard-of name where many names could stand."""
    text = f"وقد رأى الناس في السوق أمس {name} مرة أخرى ثم انصرفوا\n"
    start = text.index(name)
    return Lesson(text, (), [(start, start + len(name), "LAW")])


def test_a_stacked_model_learns_what_memory_is_worth_and_memory_knows_no_article_itself() -> None:
    name = "خشمران زلفقار"
    shown = [recurring(name) for _ in range(8)] + [recurring("بلقعاس طنبرور")]
    with Taggers(model()) as taggers:
        made = taggers.train([*shown, *lessons(SHOWN)], folds=0)
    recalled = [[c.annotation.surface for c in found] for found in made.recalled]
    assert recalled[:9] == [[name]] * 8 + [[]]
    own = stored(Model(made.crf, FIXED, stacked=True).to_bytes())
    fresh = recurring("شنطموق برهتان")
    ((start, end, label),) = fresh.gold
    again = Candidate(Annotation(Span(start, end), fresh.text[start:end], label), 0.9, "memory")
    with Taggers(model(), own) as taggers:
        without = taggers.tag(fresh.text, (), ()).own
        beside = taggers.tag(fresh.text, (), (), [again]).own
    assert again.annotation not in [c.annotation for c in without]
    assert again.annotation in [c.annotation for c in beside]


def test_nothing_to_learn_from_is_said() -> None:
    with Taggers() as taggers, pytest.raises(ModelError, match="nothing to learn"):
        taggers.train([])


def test_hostile_text_is_tagged() -> None:
    with Taggers(model()) as taggers:
        for text in ("", "\x00\ud800\u202e", "و" * 50_000, "ل" * 39 + " ", "\n" * 1000, "١" * 5000):
            found = taggers.tag(text, (), ())
            assert all(c.annotation.span.end <= len(text) for c in found.base)
        assert taggers.problems == []


def corrupted(data: bytes, rng: random.Random) -> bytes:
    """The bytes of a model with something wrong in the library's part of them."""
    start = data.index(b"\n") + 1
    broken = bytearray(data)
    kind = rng.randrange(5)
    if kind == 0:  # lengths and offsets stand at the head
        for _ in range(rng.randint(1, 4)):
            broken[start + rng.randrange(48)] = rng.randrange(256)
    elif kind == 1:
        for _ in range(rng.randint(1, 200)):
            broken[rng.randrange(start, len(broken))] = rng.randrange(256)
    elif kind == 2:
        del broken[rng.randrange(start, len(broken)) :]
    elif kind == 3:
        at = rng.randrange(start, len(broken) - 64)
        broken[at : at + 64] = rng.randbytes(64)
    else:
        at = rng.randrange(start, len(broken) - 8)
        broken[at : at + 8] = rng.choice([b"\xff" * 8, b"\x00" * 8, b"\x00\x00\x00\x80" * 2])
    return bytes(broken)


def test_no_corruption_of_a_model_harms_who_asks() -> None:
    rng = random.Random(20211231)
    good = model().data
    refused = lost = answered = 0
    child = Child()
    try:
        for _ in range(CORRUPTIONS):
            if not child.alive:
                child = Child()
            began = time.monotonic()
            try:
                child.ask(LOAD, corrupted(good, rng), seconds=10)
                answered += 1
            except ModelError:
                refused += child.alive
                lost += not child.alive
            assert time.monotonic() - began < 60
        if not child.alive:
            child = Child()
        child.ask(LOAD, good)
        answer, _body = child.ask(QUESTION)
        assert answer["base"]
    finally:
        child.close()
    assert refused + lost + answered == CORRUPTIONS
    assert lost  # otherwise nothing here was put to the test
    assert refused
    assert answered  # a wrong weight here or there is a model all the same


def test_a_model_that_crashes_is_dropped_and_the_rest_works_on() -> None:
    rng = random.Random(7)
    good = model().data
    for _ in range(40):
        broken = stored(corrupted(good, rng))
        with Taggers(model(), broken) as taggers:
            found = taggers.tag(TEXT, (), ())
            again = taggers.tag(TEXT, (), ())
            assert found.base == again.base
            if taggers.problems:
                assert found.base  # the base goes on without it
                return
    pytest.fail("no corruption was ever noticed")


def test_bytes_with_another_hash_never_reach_the_child() -> None:
    good = model()
    with pytest.raises(ModelError, match="damaged"):
        checked(good.data + b"\x00", good.hash)
    with Taggers(StoredModel(good.data[:-1], good.hash)) as taggers:
        assert taggers.tag(TEXT, (), ()).base == ()
        assert len(taggers.problems) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a model"),
        (b"\x00" * 100, "not a model"),
        (b"[]\n", "not a model"),
        (b'{"format": 1}\n', "not a model"),
        (b"[" * 5000, "not a model"),
        (model().data.replace(FORMAT.encode(), b"workbench.crf/0"), "another version"),
        (Model(b"", FIXED).to_bytes().rstrip(b"\n"), "another version"),
    ],
)
def test_what_is_no_model_of_this_version_is_refused_in_a_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(ModelError, match=sentence):
        read_model(data)
    with Taggers(stored(data)) as taggers:
        assert taggers.tag(TEXT, (), ()).base == ()
        assert sentence in taggers.problems[0]


def test_a_model_comes_back_as_it_was() -> None:
    made = Model(b"\n\x00crf\n", FIXED, stacked=True)
    assert read_model(made.to_bytes()) == made
    assert digest(b"") == digest(b"")


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a test puts a child of its own."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "strange_child.py"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import time; time.sleep(60)", "longer than 1 seconds"),
        ("import os; os._exit(3)", "crashed"),
        ("print('hello ' * 100)", "crashed"),
        ("import sys; sys.stdout.buffer.write(bytes([255] * 8)); sys.stdout.flush()", "crashed"),
    ],
)
def test_a_child_that_hangs_dies_or_babbles_is_an_error(
    module: Path, code: str, sentence: str
) -> None:
    module.write_text(code, "utf-8")
    with Child("strange_child") as child:
        with pytest.raises(ModelError, match=sentence):
            child.ask({"do": "anything"}, b"x" * 1_000_000, seconds=1 if "sleep" in code else 30)
        assert not child.alive
        with pytest.raises(ModelError):
            child.ask({"do": "anything"})


def test_a_child_that_cannot_be_started_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ModelError, match="cannot be started"):
        Child()
    taggers = Taggers(model())
    assert taggers.tag(TEXT, (), ()).base == ()
    assert taggers.problems
