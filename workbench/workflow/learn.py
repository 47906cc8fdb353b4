"""Learning from finished articles: when to train, in the background, and what is kept.

Invariant: training blocks nobody. A job does a bounded piece of work each time it is polled, and
the model is made in a child process. A model that does worse on articles it was not trained on is
not taken into use.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from operator import length_hint
from typing import TYPE_CHECKING

from workbench.agreement.score import Scores, score
from workbench.errors import Refused, WorkbenchError
from workbench.extract.learned.judging import Judgement, judge
from workbench.extract.learned.model_file import FORMAT, Model
from workbench.extract.learned.taggers import Lesson, Taggers, shipped_base, stored
from workbench.messages import _, ngettext
from workbench.store import models
from workbench.store.models import ModelRecord
from workbench.workflow.release import Report, Request, gold_records
from workbench.workflow.suggest import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from workbench.extract.learned.taggers import Learnt
    from workbench.model import Annotation, Candidate, GoldRecord
    from workbench.workflow.session import Session

FIRST_ARTICLES, FIRST_SPANS = 3, 60
"""Training begins with so many finished articles, or with so many spans kept in them."""

QUICK = 3.0
"""Seconds: while training takes less, each finished article is followed by one."""

EVERY = 5
"""Finished articles between two trainings that take longer."""

MOST_LOST = 0.02
"""How much lower the out-of-fold F1 of a new model may be."""

AHEAD = 20
"""Unopened articles whose suggestions are made anew after training; others are when opened."""

MOST_ARTICLES = 400
"""Finished articles that are trained on, the last ones: more would take minutes."""

_SLICE = 0.02  # seconds of work in one poll


class Phase(StrEnum):
    """How far a job is."""

    COLLECTING = "collecting"
    TRAINING = "training"
    REFRESHING = "refreshing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({Phase.DONE, Phase.FAILED, Phase.CANCELLED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What training gave: out-of-fold scores, and whether the model is in use."""

    scores: Scores
    articles: int
    spans: int
    seconds: float
    kept: bool


@dataclass(slots=True)
class _Material:
    """Finished articles as they are collected."""

    ids: list[str] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    tools: list[Mapping[str, Sequence[Candidate]]] = field(default_factory=list)
    gold: dict[str, list[Annotation]] = field(default_factory=dict)

    def keep(self, count: int) -> None:
        """Leave out all but the last so many."""
        for article in self.ids[:-count]:
            del self.gold[article]
        self.ids, self.lessons = self.ids[-count:], self.lessons[-count:]
        self.tools = self.tools[-count:]


def due(session: Session) -> bool:
    """Whether there is enough new gold to train. Cheap: it reads counts alone."""
    articles, spans = models.finished(session.store)
    model = models.newest_model(session.store)
    if model is None:
        return articles >= FIRST_ARTICLES or spans >= FIRST_SPANS
    more = articles - int(model.trained_on.get("finished", 0))
    return more >= (1 if float(model.scores.get("seconds", 0)) < QUICK else EVERY)


def start(session: Session) -> Job:
    """A job that trains on what is finished; it does nothing until it is polled."""
    return Job(session)


def poll(_session: Session, job: Job) -> Phase:
    """`Job.poll` as a use case, so that it is called where the session is held."""
    return job.poll()


def train(session: Session, watch: Callable[[Job], None] = lambda _job: None) -> Outcome:
    """Train and wait; Refused where nothing is finished, ModelError where training fails.

    `watch` is called with the job again and again; what it raises ends it.
    """
    job = start(session)
    try:
        while job.phase not in ENDED:
            watch(job)
            if job.poll() is Phase.TRAINING:
                job.wait(0.05)
    finally:
        job.cancel()
    if job.outcome is None:
        raise job.error or Refused(_("Training was stopped."))
    return job.outcome


def describe(job: Job) -> str:
    """A sentence about what an ended training brought."""
    outcome = job.outcome
    if outcome is None:
        return _("Nothing was learned: {error}").format(error=job.error or _("it was stopped."))
    found = outcome.scores.total.exact.f1.value
    f1 = f"{found:.2f}" if found is not None else "–"
    if not outcome.kept:
        text = _("Learned from {n} articles (F1 {f1}); the model in use does better and stays.")
        return text.format(n=outcome.articles, f1=f1)
    text = ngettext("Learned from {articles} articles (F1 {f1}): {n} unopened article has new "
                    "suggestions.", "Learned from {articles} articles (F1 {f1}): {n} unopened "
                    "articles have new suggestions.", job.renewed)  # fmt: skip
    return text.format(articles=outcome.articles, f1=f1, n=job.renewed)


class Job:
    """One training. Only the thread that holds the session may call it."""

    def __init__(self, session: Session) -> None:
        self.phase = Phase.COLLECTING
        self.outcome: Outcome | None = None
        self.error: WorkbenchError | None = None
        self.renewed = 0
        """How many unopened articles got new suggestions."""
        self._session = session
        self._material = _Material()
        self._labels = {label.name for label in session.scheme if label.takes is None}
        self._records = gold_records(session, Request(), Report())
        self._finished = models.finished(session.store)[0]
        self._began = time.monotonic()
        self._trainer: _Trainer | None = None
        self._unopened: Sequence[str] = ()
        self._waiting: Iterator[str] = iter(())

    @property
    def place(self) -> tuple[int, int | None]:
        """How much of how much of the present phase is done; nobody knows that of training."""
        if self.phase is Phase.COLLECTING:
            return len(self._material.ids), self._finished
        if self.phase is Phase.REFRESHING:
            return len(self._unopened) - length_hint(self._waiting), len(self._unopened)
        return 0, None

    def poll(self) -> Phase:
        """Do a little, some hundredths of a second at most, and say how far the job is."""
        step = {
            Phase.COLLECTING: self._collect,
            Phase.TRAINING: self._look,
            Phase.REFRESHING: self._refresh,
        }.get(self.phase)
        if step is not None:
            try:
                self.phase = step()
            except WorkbenchError as error:
                self.error, self.phase = error, Phase.FAILED
        return self.phase

    def cancel(self) -> None:
        """Stop, leaving everything as it is; a job that has ended stays as it ended."""
        if self._trainer is not None:
            self._trainer.stop()
        if self.phase not in ENDED:
            self.phase = Phase.CANCELLED

    def wait(self, seconds: float) -> None:
        """Let up to so much time pass, less where training ends: for who has nothing else to do."""
        if self._trainer is not None:
            self._trainer.thread.join(seconds)

    def _collect(self) -> Phase:
        until = time.monotonic() + _SLICE
        for record in self._records:
            _take(self._session, self._material, record, self._labels)
            if time.monotonic() > until:
                return Phase.COLLECTING
        if not self._material.lessons:
            raise Refused(_("No article is finished yet: there is nothing to learn from."))
        self._material.keep(MOST_ARTICLES)
        self._trainer = _Trainer(self._material)
        return Phase.TRAINING

    def _look(self) -> Phase:
        if self._trainer is None or self._trainer.thread.is_alive():
            return Phase.TRAINING
        learnt, judgement = self._trainer.result()
        seconds = time.monotonic() - self._began
        made = _Made(learnt, judgement, self._finished, seconds)
        self.outcome = _conclude(self._session, self._material, made)
        self._unopened = tuple(models.unopened(self._session.store, AHEAD))
        self._waiting = iter(self._unopened)
        return Phase.REFRESHING if self.outcome.kept else Phase.DONE

    def _refresh(self) -> Phase:
        article = next(self._waiting, None)
        if article is None:
            return Phase.DONE
        if not models.assigned(self._session.store, article):
            refresh(self._session, article)
            self.renewed += 1
        return Phase.REFRESHING


class _Trainer:
    """The thread that waits for the child process that trains, and judges what it made.

    It never touches the database.
    """

    def __init__(self, material: _Material) -> None:
        self._material = material
        self._taggers = Taggers(shipped_base())
        self._made: tuple[Learnt, Judgement] | None = None
        self._error: WorkbenchError | None = None
        self.thread = threading.Thread(target=self._run, name="training", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            lessons = self._material.lessons
            learnt = self._taggers.train(lessons)
            self._made = learnt, judge(lessons, learnt, self._material.tools)
        except WorkbenchError as error:
            self._error = error
        finally:
            self._taggers.close()

    def result(self) -> tuple[Learnt, Judgement]:
        """What training gave, or the WorkbenchError that ended it."""
        if self._made is None:
            raise self._error or Refused(_("Training was stopped."))
        return self._made

    def stop(self) -> None:
        """End the child, and with it the thread."""
        self._taggers.end()
        self.thread.join()


def _take(
    session: Session, material: _Material, record: GoldRecord, labels: Collection[str]
) -> None:
    """Add a finished article; figures are none of this model's business."""
    article = record.article
    names = [each.annotation for each in record.spans if each.annotation.label in labels]
    material.ids.append(article.id)
    material.gold[article.id] = names
    gold = sorted((a.span.start, a.span.end, a.label) for a in names)
    material.lessons.append(Lesson(article.text, record.zones, gold))
    tools = models.predictions(session.store, article.id)
    material.tools.append({name: found for name, (_hash, found) in tools.items()})


@dataclass(frozen=True, slots=True)
class _Made:
    """What a training made, of how many finished articles, and how long it took."""

    learnt: Learnt
    judgement: Judgement
    finished: int
    seconds: float


def _conclude(session: Session, material: _Material, new: _Made) -> Outcome:
    """Store what was learnt, unless it does worse than the model in force."""
    learnt, judgement = new.learnt, new.judgement
    held_out = dict(zip(material.ids, learnt.held_out, strict=True))
    scores = score(
        material.gold, {i: [c.annotation for c in found] for i, found in held_out.items()}
    )
    f1 = scores.total.exact.f1.value or 0.0
    old = models.newest_model(session.store)
    kept = old is None or f1 >= float(old.scores.get("f1", 0)) - MOST_LOST
    outcome = Outcome(scores, len(material.ids), scores.total.exact.first, new.seconds, kept)
    if kept:
        made = stored(Model(learnt.crf, judgement.calibration, learnt.stacked).to_bytes())
        trained_on = {"articles": material.ids, "finished": new.finished, "spans": outcome.spans}
        told = {
            "f1": f1,
            "seconds": round(new.seconds, 2),
            "labels": {name: each.exact.f1.value for name, each in scores.per_label.items()},
            "record": judgement.record.to_json(),
            "shifts": {name: round(x, 3) for name, x in judgement.record.shifts.items()},
        }
        row = ModelRecord(session.store.new_id(), FORMAT, trained_on, told, made.hash)
        models.add_model(session.store, row, made.data)
    return outcome
