"""What a project has taught so far: its memory, how far each source is believed, its model.

Invariant: nobody's open work leaves her sight. In a project of one, decisions teach at once; where
there are several curators, only articles that all who take part have submitted, and that the
viewer may see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from workbench.errors import StoreDamaged
from workbench.extract.learned.judging import GRADED, LEARNED, MEMORY
from workbench.extract.learned.memory import Memory
from workbench.extract.learned.merge import Record
from workbench.extract.learned.taggers import (
    StoredModel,
    Taggers,
    shipped_base,
    shipped_record,
)
from workbench.messages import _
from workbench.store import models

if TYPE_CHECKING:
    from workbench.model import Assignment, Candidate
    from workbench.store import Store
    from workbench.store.models import ModelRecord
    from workbench.workflow.session import Session

__all__ = ["GRADED", "LEARNED", "MEMORY", "Knowledge", "known", "taggers"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What suggestions rest on besides what the extractors find."""

    memory: Memory = field(default_factory=Memory)
    record: Record = field(default_factory=lambda: shipped_record(GRADED))
    model: ModelRecord | None = None


@dataclass(slots=True)
class _State:
    """What one open database has taught, through the last act and request that were looked at."""

    solo: bool
    model: ModelRecord | None
    knowledge: Knowledge
    action: int = 0
    request: int = 0
    lessons: dict[str, _Lesson] = field(default_factory=dict)
    taggers: Taggers | None = None


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What one layer says: surfaces that stand or were rejected, and how suggestions fared."""

    surfaces: list[tuple[str, str, bool]]
    verdicts: list[tuple[str, Candidate, bool]]


_states: WeakKeyDictionary[Store, _State] = WeakKeyDictionary()


def known(session: Session) -> Knowledge:
    """What the project has taught, as far as the session's curator may see it, until now."""
    return _state(session).knowledge


def taggers(session: Session) -> Taggers:
    """The models in force; their process is kept for the next time."""
    state = _state(session)
    if state.taggers is None:
        own = None
        if state.model is not None:
            data = models.model_bytes(session.store, state.model.id)
            own = StoredModel(data, state.model.hash)
        state.taggers = Taggers(shipped_base(), own)
    return state.taggers


def _state(session: Session) -> _State:
    store = session.store
    model = models.newest_model(store)
    solo = len(store.curators()) < 2
    state = _states.get(store)
    if state is None or state.solo != solo or _id(state.model) != _id(model):
        if state is not None and state.taggers is not None:
            state.taggers.close()
        state = _states[store] = _State(solo, model, _beginning(model))
    last, request = models.last_action(store), models.last_request(store)
    if (last, request) != (state.action, state.request):
        touched = models.touched_since(store, state.action)
        for article in dict.fromkeys(touched + models.requested_since(store, state.request)):
            _learn(session, state, article)
        state.action, state.request = last, request
    return state


def _id(model: ModelRecord | None) -> str:
    return model.id if model is not None else ""


def _beginning(model: ModelRecord | None) -> Knowledge:
    """What is known before any decision is looked at."""
    record = shipped_record(GRADED)
    if model is not None:
        try:
            record += Record.from_json(model.scores["record"])
            shifts = model.scores.get("shifts", {})
            record.shifts = {voters: float(shift) for voters, shift in shifts.items()}
        except (KeyError, ValueError, TypeError, AttributeError):
            raise StoreDamaged(_("The database holds a damaged model.")) from None
    return Knowledge(Memory(), record, model)


def _learn(session: Session, state: _State, article: str) -> None:
    """Take in, anew, what the layers of an article say."""
    store, teaching = session.store, models.layers_of(session.store, article)
    for layer in teaching:
        old = state.lessons.pop(layer.id, None)
        if old is not None:
            _count(state.knowledge, old, -1)
    if not state.solo:
        # As gold is made: late-comers, and who was let off, teach once they have submitted.
        teaching = list(store.layers_of(article))
        if not all(map(store.closed, teaching)):
            return
    judged = article in _trained_on(state.model)
    for layer in teaching:
        if store.visible(layer, session.curator):
            lesson = _lesson(session, layer, judged=judged)
            state.lessons[layer.id] = lesson
            _count(state.knowledge, lesson, 1)


def _trained_on(model: ModelRecord | None) -> frozenset[str]:
    return frozenset(model.trained_on.get("articles", ())) if model is not None else frozenset()


def _lesson(session: Session, layer: Assignment, *, judged: bool) -> _Lesson:
    """What a layer says; `judged` where the model's own record counts its suggestions already."""
    surfaces: list[tuple[str, str, bool]] = []
    verdicts: list[tuple[str, Candidate, bool]] = []
    entities = {label.name for label in session.scheme if label.takes is None}
    for each in models.evidence(session.store, layer, session.curator):
        standing, proposed = each.standing, each.proposed
        if standing is not None and standing.label in entities:
            surfaces.append((standing.surface, standing.label, True))
        if proposed is not None and proposed.annotation.label in entities:
            annotation = proposed.annotation
            # Another edge says nothing of the surface; another label, or none, does.
            if standing is None or (not each.kept and standing.span == annotation.span):
                surfaces.append((annotation.surface, annotation.label, False))
            if not judged and each.source:
                verdicts.append((each.source, proposed, each.kept))
    return _Lesson(surfaces, verdicts)


def _count(knowledge: Knowledge, lesson: _Lesson, times: int) -> None:
    memory, record = knowledge.memory, knowledge.record
    for surface, label, stands in lesson.surfaces:
        (memory.accept if stands else memory.reject)(surface, label, times)
    for source, candidate, right in lesson.verdicts:
        record.add(source, candidate, right=right, times=times)
