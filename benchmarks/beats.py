"""How much suggestions gain from the articles that a curator finished: a learning curve.

Two beats, each the articles of one story over many days, that nothing was trained or tuned on. A
curator who knows the names finishes the first ten of a beat through the use cases that the screen
calls. After 1, 2, 5 and 10 articles the model is trained where the workbench would train it, and
the suggestions for the articles after the tenth, which she never opens, are scored. The second way
through a beat is its articles in the opposite order.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.figures import table
from workbench.agreement.score import Scores, score
from workbench.curation import State
from workbench.exchange import Incoming
from workbench.exchange.gold import read_gold
from workbench.model import Annotation, Span, Verdict, article_id
from workbench.scheme import default_scheme
from workbench.workflow import curate, learn
from workbench.workflow.ingest import ingest
from workbench.workflow.knowledge import known, taggers
from workbench.workflow.session import session
from workbench.workflow.suggest import FIGURES, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

BEATS = Path(__file__).parent / "data" / "beats.jsonl"
COUNTS = (0, 1, 2, 5, 10)


class Story(NamedTuple):
    """An article and its names."""

    text: str
    names: Sequence[Annotation]


class Point(NamedTuple):
    """The scores of names in the later articles after so many finished ones."""

    finished: int
    scores: Scores


def run() -> None:
    """Print a curve for each beat in each direction, and the mean rise of strict F1."""
    rows, rises = [], []
    for name, stories in read_beats(BEATS).items():
        for order, told in (("as written", stories), ("backwards", stories[::-1])):
            points = list(curve(told, COUNTS))
            f1 = [point.scores.total.exact.f1.value or 0.0 for point in points]
            rises.append(f1[-1] - f1[0])
            last = points[-1].scores.total.exact
            shares = (100 * (last.precision.value or 0), 100 * (last.recall.value or 0))
            cells = (*(100 * x for x in f1), 100 * rises[-1], *shares)
            rows.append((f"beat {name}, {order}", *(f"{x:.1f}" for x in cells)))
    head = ("strict F1 of names after", *map(str, COUNTS), "rise", "P", "R")
    table("Learning: ten articles of a beat finished, the others scored.", head, rows)
    print(f"mean rise {100 * mean(rises):.1f}")


def read_beats(path: Path) -> Mapping[str, list[Story]]:
    """The stories of each beat in the order in which they were written."""
    names = {label.name for label in default_scheme() if label.takes is None}
    found: dict[str, list[tuple[str, Story]]] = {}
    with path.open(encoding="utf-8") as stream:
        for line in read_gold(stream):
            beat = Path(line.source).stem.rpartition("-")[0]
            told = [a for a in line.annotations if a.label in names]
            found.setdefault(beat, []).append((line.source, Story(line.text, told)))
    return {beat: [story for _source, story in sorted(told)] for beat, told in found.items()}


def curve(stories: Sequence[Story], counts: Sequence[int]) -> Iterator[Point]:
    """The scores on the stories after the last count, after each count of finished ones."""
    later = stories[counts[-1] :]
    with TemporaryDirectory() as folder, session(Path(folder, "b.db"), "amal", create=True) as at:
        list(ingest(at, (_incoming(number, story.text) for number, story in enumerate(stories))))
        done = 0
        for count in counts:
            for story in stories[done:count]:
                finish(at, story)
            done = count
            if learn.due(at):
                learn.train(at)
            yield Point(count, judge(at, later))


def _incoming(number: int, text: str) -> Incoming:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Incoming(f"{number:03}.txt", text, "utf-8", digest)


def finish(at: Session, story: Story) -> None:
    """Keep what is right, correct what is nearly, reject the rest, add what is missing; submit."""
    sheet = curate.open_article(at, article_id(story.text))
    missing = {name.span: name.label for name in story.names}
    for mark in sheet.layer.undecided:
        sheet = _decide(at, sheet, mark.id, missing)
    for span, label in missing.items():
        sheet = curate.add(at, sheet, span, label)
    curate.submit(at, sheet, reject_undecided=True)


def _decide(at: Session, sheet: Sheet, mark: str, missing: dict[Span, str]) -> Sheet:
    """Decide on one suggestion; the name that it stands for is missing no more."""
    annotation, state = sheet.layer[mark].annotation, sheet.layer[mark].state
    if at.scheme[annotation.label].takes is not None or state is State.COVERED:
        return sheet
    label = missing.pop(annotation.span, None)
    if label == annotation.label:
        return curate.decide(at, sheet, mark, Verdict.ACCEPT)
    if label is not None:
        return curate.relabel(at, sheet, mark, label)
    meant = next((span for span in missing if span.overlaps(annotation.span)), None)
    if meant is None:
        return curate.decide(at, sheet, mark, Verdict.REJECT)
    return curate.amend(at, sheet, mark, span=meant, label=missing.pop(meant))


def judge(at: Session, stories: Sequence[Story]) -> Scores:
    """The scores of what would be suggested now, were the stories opened."""
    gold, found = {}, {}
    for story in stories:
        name = article_id(story.text)
        reading = read(at.store.article(name), known(at), taggers(at))
        gold[name] = list(story.names)
        found[name] = [c.annotation for source, c in reading.spans if source != FIGURES]
    return score(gold, found)
