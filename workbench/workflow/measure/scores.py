"""Scores of predictions against gold, from two files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.agreement.score import Scores, score
from workbench.errors import FormatError, ReadError
from workbench.exchange.gold import read_gold
from workbench.messages import _
from workbench.model import article_id

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.agreement.counts import Ratio
    from workbench.model import Annotation


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
