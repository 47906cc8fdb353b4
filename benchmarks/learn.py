"""The learned model: start, load, tag and train, on its corpus; what it learns, on two beats."""

from __future__ import annotations

import os
import time
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import beats
from benchmarks.figures import interleaved, ms, table
from workbench.arabic.tokens import TOKENISER
from workbench.exchange.gold import read_gold
from workbench.extract.entities import find_entities
from workbench.extract.learned.child import Models
from workbench.extract.learned.model_file import read_model
from workbench.extract.learned.process import Child
from workbench.extract.learned.taggers import Lesson, Taggers, shipped_base
from workbench.extract.learned.tagging import Tagger
from workbench.model import Article
from workbench.scheme import default_scheme
from workbench.workflow.suggest import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.extract.learned.taggers import StoredModel

CORPUS = Path(__file__).parents[1] / "workbench" / "data" / "corpus" / "train.jsonl"
ARTICLES = 50
ROUNDS = 5


def run() -> None:
    """Print the tables."""
    base = shipped_base()
    if base is None:
        print("\nThere is no base model: make model")
        return
    lessons = _lessons()
    _run_starting(base)
    _run_tagging(base, lessons)
    _run_training(base, lessons)
    beats.run()


def _lessons() -> list[Lesson]:
    names = {label.name for label in default_scheme() if label.takes is None}
    with CORPUS.open(encoding="utf-8") as stream:
        return [
            Lesson(
                line.text,
                line.zones,
                [(a.span.start, a.span.end, a.label) for a in line.annotations if a.label in names],
            )
            for line in islice(read_gold(stream), ARTICLES)
        ]


def _run_starting(base: StoredModel) -> None:
    data = base.data

    def start() -> None:
        with Child() as child:
            child.ask({"do": "load", "place": "base"}, data)

    timed: dict[str, Callable[[], object]] = {
        "open the model": lambda: Tagger(read_model(data)),
        "start a process and load it": start,
    }
    rows = [
        (name, ms(median(times)), ms(min(times)))
        for name, times in interleaved(timed, ROUNDS).items()
    ]
    head = f"model of {len(data) // 1000} KB, ms", "median", "best"
    table("Learned model: what the first article waits for.", head, rows)


def _run_tagging(base: StoredModel, lessons: list[Lesson]) -> None:
    articles = [Article("", "", x.text, None, None, TOKENISER, "", "") for x in lessons]
    rules = [list(find_entities(a, x.zones)) for a, x in zip(articles, lessons, strict=True)]
    size = sum(len(a.text) for a in articles)
    with Taggers(base, child=Models) as inside, Taggers(base) as outside:

        def tag(taggers: Taggers) -> None:
            for article, lesson, found in zip(articles, lessons, rules, strict=True):
                taggers.tag(article.text, lesson.zones, found)

        timed: dict[str, Callable[[], object]] = {
            "the model alone": partial(tag, inside),
            "asked of its process": partial(tag, outside),
            "zones, rules, figures, model, merge": lambda: [
                read(article, models_in_force=inside) for article in articles
            ],
        }
        for work in timed.values():
            work()
        times = interleaved(timed, ROUNDS)
    rows = [
        (name, f"{size / median(taken) / 1000:.0f}", f"{size / min(taken) / 1000:.0f}")
        for name, taken in times.items()
    ]
    head = f"{len(articles)} articles, 1000 characters/s", "median", "best"
    table("Learned model: reading.", head, rows)


def _run_training(base: StoredModel, lessons: list[Lesson]) -> None:
    rows = []
    for count in (3, 10, ARTICLES):
        before, start = os.times(), time.perf_counter()
        with Taggers(base) as taggers:
            taggers.train(lessons[:count])
        wall, after = time.perf_counter() - start, os.times()
        user = after.children_user - before.children_user
        system = after.children_system - before.children_system
        rows.append((str(count), *(f"{x:.2f}" for x in (user, system, wall))))
    head = ("articles", "user s", "system s", "wall s")
    table("Learned model: training with three folds, its process started for it.", head, rows)
