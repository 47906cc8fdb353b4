"""The tour: an article with suggestions that are right and wrong, and five things to do with them.

The sample is a project of its own, made anew for each tour; nothing of it reaches another database.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.curation import OPEN_STATES
from workbench.exchange import Incoming
from workbench.messages import N_
from workbench.model import Annotation, Candidate, Number, Span, Value
from workbench.workflow import suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workbench.curation import Layer, Mark
    from workbench.workflow.session import Session

CURATOR = "tour"
TEXT = (
    "توقيف أربعة أشخاص بمدينة طنجة\n"
    "\n"
    "أعلنت وزارة الداخلية المغربية حجز 6.037 قرصا مخدرا في ميناء المدينة، وتوقيف أربعة أشخاص.\n"
    "\n"
    "وقال سعيد بنعلي، الناطق باسم المديرية العامة للأمن الوطني، إن البحث لا يزال جاريا.\n"
)
_MINISTRY = "وزارة الداخلية المغربية"
_FOUR = Number(Decimal(4), item="أشخاص")
_SUGGESTED: tuple[tuple[str, str, Value | None], ...] = (
    ("أربعة", "CARDINAL", _FOUR),
    ("طنجة", "GPE", None),
    ("وزارة الداخلية", "ORG", None),
    ("6.037", "CARDINAL", Number(Decimal("6.037"), item="قرصا")),
    ("المديرية العامة للأمن الوطني", "ORG", None),
    ("البحث", "ORG", None),
)
_REASON = N_("made for the tour")


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do, whether a layer shows that it is done, and which words it is about.

    It is about none in particular where `about` is empty.
    """

    text: str
    done: Callable[[Layer], bool]
    about: str = ""


def open_tour(path: Path) -> Session:
    """The sample project, made at `path`, which must not exist."""
    session = open_session(path, CURATOR, create=True)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    list(ingest(session, iter([Incoming("tour.txt", TEXT, "utf-8", digest)])))
    (article,) = session.store.article_ids()
    found = [_candidate(*each) for each in _SUGGESTED]
    for name, version in suggest.versions().items():
        candidates = [c for c in found if (c.annotation.value is not None) == (name == "figures")]
        read = candidates if name in ("entities", "figures") else []
        session.store.add_run(name, version, session.scheme.fingerprint, {article: read})
    return session


def _candidate(surface: str, label: str, value: Value | None) -> Candidate:
    start = TEXT.index(surface)
    annotation = Annotation(Span(start, start + len(surface)), surface, label, value)
    return Candidate(annotation, 0.9, _REASON)


def _stands(surface: str, label: str, number: int | None = None) -> Callable[[Layer], bool]:
    def done(layer: Layer) -> bool:
        return any(
            (a.surface, a.label) == (surface, label)
            and (number is None or getattr(a.value, "number", None) == number)
            for a in (mark.annotation for mark in layer.standing)
        )

    return done


def _rejected(surface: str) -> Callable[[Layer], bool]:
    def done(layer: Layer) -> bool:
        marks = [mark for mark in layer.marks if mark.annotation.surface == surface]
        return all(mark.state not in OPEN_STATES and not mark.stands for mark in marks)

    return done


def _all(*parts: Callable[[Layer], bool]) -> Callable[[Layer], bool]:
    return lambda layer: all(part(layer) for part in parts)


STEPS = (
    Step(
        N_("A suggestion stands in colour. These are right: press {accept} for each of them."),
        _all(_stands("أربعة", "CARDINAL"), _stands("طنجة", "GPE")),
    ),
    Step(
        N_("The name of the ministry goes on: {end_on} takes a word into it, {accept} goes on."),
        _stands(_MINISTRY, "ORG"),
        _MINISTRY,
    ),
    Step(
        N_("The dot parts thousands. {value} opens the value: type 6037 and press Enter."),
        _stands("6.037", "CARDINAL", 6037),
        "6.037",
    ),
    Step(
        N_("Accept the directorate with {accept}; the last one is no name: {reject} rejects it."),
        _all(_stands("المديرية العامة للأمن الوطني", "ORG"), _rejected("البحث")),
    ),
    Step(
        N_(
            "A name is missing, «سعيد بنعلي»: drag over it, or stand before it and select both "
            "words with Ctrl+Shift+Left; then press 1 for a person."
        ),
        _stands("سعيد بنعلي", "PER"),
    ),
)


_BOUNDARY = 1  # the step after which one has to go on


def next_step(layer: Layer, current: Mark | None) -> int:
    """The number of the first step that is not done; that of all steps when all are.

    A step lasts while the mark that it is about is the current one.
    """
    done = next((n for n, step in enumerate(STEPS) if not step.done(layer)), len(STEPS))
    there = current is not None and current.annotation.surface == _MINISTRY
    return _BOUNDARY if there and done == _BOUNDARY + 1 else done
