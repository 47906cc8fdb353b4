"""Numbers: agreement between curators, scores of predictions, progress."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workbench.agreement import Document, Study
from workbench.agreement.score import Scores, score
from workbench.agreement.span_f1 import span_f1
from workbench.curation import State, fold
from workbench.errors import FormatError, ReadError
from workbench.exchange.gold import read_gold
from workbench.messages import _
from workbench.model import article_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.agreement import Agreement
    from workbench.agreement.counts import Ratio
    from workbench.model import Annotation
    from workbench.workflow.session import Session

FEW = 20
"""Below this many spans a figure is marked as resting on few."""

OUTCOMES = tuple(
    s.value for s in (State.ACCEPTED, State.AMENDED, State.REJECTED, State.ADDED, State.UNDECIDED)
)


def study(session: Session) -> Study:
    """The first submissions of every article that the session's curator may see."""
    store, viewer = session.store, session.curator
    names = {curator.id: curator.name for curator in store.curators()}
    layers: dict[str, dict[str, tuple[Annotation, ...]]] = {}
    for assignment in store.layers():
        if not store.visible(assignment, viewer):
            continue
        submissions = store.submissions(assignment, viewer)
        if submissions:
            through = submissions[0].through_seq
            decisions = store.decisions(assignment, viewer, through=through)
            standing = fold(store.frozen(assignment), decisions).standing
            layer = tuple(mark.annotation for mark in standing)
            layers.setdefault(assignment.article, {})[names[assignment.curator]] = layer
    return Study(tuple(Document(article, found) for article, found in layers.items()))


def agreement(session: Session) -> Agreement:
    """Pairwise exact F1 over what is submitted and may be seen."""
    return span_f1(study(session))


def agreement_json(result: Agreement) -> dict[str, Any]:
    """Agreement as a JSON object; `f1` is null where `undefined` says why."""
    return {
        **_figure_json(result),
        "pairs": [
            {"curators": list(pair.pair or ()), **_figure_json(pair)} for pair in result.pairs
        ],
    }


def _figure_json(result: Agreement) -> dict[str, Any]:
    figure: dict[str, Any] = {"f1": result.value, "undefined": result.undefined}
    figure |= {"documents": result.n_documents, "spans": result.n_spans}
    if result.per_label:
        figure["labels"] = {
            label: {"f1": each.value, "undefined": each.undefined, "spans": each.n_spans}
            for label, each in result.per_label.items()
        }
    return figure


def pair_table(result: Agreement) -> list[tuple[str, ...]]:
    """Agreement of each pair and of all, head first."""
    head = (_("curators"), "F1", _("articles"), _("spans"), _("note"))
    rows = [(" – ".join(pair.pair or ()), *_figure(pair)) for pair in result.pairs]
    return [head, *rows, (_("all pairs"), *_figure(result))]


def label_table(result: Agreement) -> list[tuple[str, ...]]:
    """Agreement by label, over all pairs, head first."""
    head = (_("label"), "F1", _("articles"), _("spans"), _("note"))
    return [head, *((label, *_figure(each)) for label, each in result.per_label.items())]


def _figure(result: Agreement) -> tuple[str, ...]:
    value = f"{result.value:.2f}" if result.value is not None else "—"
    note = _("few spans") if result.value is not None and result.n_spans < FEW else ""
    counts = str(result.n_documents), str(result.n_spans)
    return value, *counts, result.undefined or note


def score_files(gold: Path, predicted: Path) -> Scores:
    """Score predicted spans against gold; articles are matched by their text."""
    return score(_spans_of(gold), _spans_of(predicted))


def _spans_of(path: Path) -> dict[str, tuple[Annotation, ...]]:
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ReadError(_("{path} is not UTF-8 text.").format(path=path)) from None
    try:
        return {article_id(line.text): tuple(line.annotations) for line in read_gold(lines)}
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from None


def score_json(scores: Scores) -> dict[str, Any]:
    """Scores as a JSON object."""
    return {
        "articles": scores.n_documents,
        "missing": scores.missing,
        "unknown": scores.unknown,
        "all": _score_json(scores.total),
        "labels": {label: _score_json(each) for label, each in scores.per_label.items()},
    }


def _score_json(each: Any) -> dict[str, Any]:
    return {
        "gold": each.exact.first,
        "predicted": each.exact.second,
        "matched": each.exact.matched,
        "precision": each.exact.precision.value,
        "recall": each.exact.recall.value,
        "f1": each.exact.f1.value,
        "overlap_f1": each.overlap.f1.value,
        "figures": each.figures,
        "value_accuracy": each.value_accuracy.value,
    }


def score_table(scores: Scores) -> list[tuple[str, ...]]:
    """Scores by label and in all, head first."""
    head = (_("label"), "P", "R", "F1", _("overlap F1"), _("value"), _("gold"), _("predicted"))
    rows = [*scores.per_label.items(), (_("all"), scores.total)]
    return [
        head,
        *(
            (
                label,
                _percent(each.exact.precision),
                _percent(each.exact.recall),
                _percent(each.exact.f1),
                _percent(each.overlap.f1),
                _percent(each.value_accuracy),
                str(each.exact.first),
                str(each.exact.second),
            )
            for label, each in rows
        ),
    ]


def _percent(ratio: Ratio) -> str:
    return f"{100 * ratio.value:.1f}" if ratio.value is not None else "—"


def statistics(session: Session) -> dict[str, Any]:
    """Counts of articles and of what the session's curator decided, by label and by extractor."""
    store = session.store
    by_label: dict[str, Counter[str]] = {}
    by_extractor: dict[str, Counter[str]] = {}
    opened = submitted = 0
    for assignment in store.assignments():
        if assignment.curator != session.curator.id:
            continue
        decisions = store.decisions(assignment, session.curator)
        layer = fold(store.frozen(assignment), decisions)
        opened += 1
        submitted += layer.closed
        for mark in layer.marks:
            state = State.UNDECIDED if mark.state is State.SKIPPED else mark.state
            label = mark.proposal.annotation.label if mark.proposal else mark.annotation.label
            by_label.setdefault(label, Counter())[state] += 1
            if mark.proposal is not None:
                by_extractor.setdefault(mark.proposal.extractor, Counter())[state] += 1
    return {
        "curator": session.curator.name,
        "articles": len(store.article_ids()),
        "opened": opened,
        "submitted": submitted,
        "labels": {name: _outcomes(by_label[name]) for name in sorted(by_label)},
        "extractors": {name: _outcomes(by_extractor[name]) for name in sorted(by_extractor)},
    }


def _outcomes(counts: Counter[str]) -> dict[str, int]:
    return {outcome: counts[outcome] for outcome in OUTCOMES}


def rows_of(counts: dict[str, dict[str, int]]) -> Sequence[tuple[str, ...]]:
    """Rows of a table of outcomes."""
    return [(name, *map(str, row.values())) for name, row in counts.items()]
