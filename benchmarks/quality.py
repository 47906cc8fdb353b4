"""Strict scores on the frozen part of the corpus, which nothing is trained or tuned on."""

from __future__ import annotations

from collections import defaultdict
from importlib import resources

from benchmarks.figures import table
from workbench.exchange import Incoming
from workbench.exchange.gold import read_gold
from workbench.model import Annotation, comparable
from workbench.scheme import Kind, default_scheme
from workbench.workflow.extraction import line as extracted

SCHEME = default_scheme()


def run() -> None:
    """Print precision, recall and F1 by label, for names and for figures."""
    text = (
        resources.files("workbench").joinpath("data", "corpus", "frozen.jsonl").read_text("utf-8")
    )
    gold, found = defaultdict(set), defaultdict(set)
    for record in read_gold(text.split("\n")):
        for annotation in record.annotations:
            gold[annotation.label].add((record.id, _key(annotation)))
        told = extracted(Incoming(record.source, record.text, "utf-8", record.id))
        (line,) = read_gold([told], flat=False)
        for annotation in line.annotations:
            found[annotation.label].add((record.id, _key(annotation)))
    groups = {label.name: [label.name] for label in SCHEME}
    groups |= {f"all, {kind.value}": [x.name for x in SCHEME if x.kind is kind] for kind in Kind}
    rows = []
    for name, labels in groups.items():
        wanted = set().union(*(gold[label] for label in labels))
        given = set().union(*(found[label] for label in labels))
        right = len(wanted & given)
        precision, recall = right / max(1, len(given)), right / max(1, len(wanted))
        f1 = 2 * right / max(1, len(given) + len(wanted))
        rows.append((name, *(f"{100 * x:.1f}" for x in (precision, recall, f1)), str(len(wanted))))
    table("Quality: span, label and value exact, on 50 articles that nobody tunes on.",
          ("strict", "P", "R", "F1", "n"), rows)  # fmt: skip


def _key(annotation: Annotation) -> tuple[object, ...]:
    """What has to be right; the counted noun is descriptive."""
    span = annotation.span
    return span.start, span.end, annotation.label, comparable(annotation.value)
