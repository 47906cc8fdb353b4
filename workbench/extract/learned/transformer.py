"""Token classification by a transformer, as spans of the text as stored.

Invariant: offsets are code points of the whole text. Long texts are read in windows that overlap;
where two windows see one span, the one in which it lies further from an edge counts.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from workbench.arabic.tokens import sentences
from workbench.errors import ModelError
from workbench.extract.learned.units import lines
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WINDOW, OVERLAP = 900, 200
"""Characters read at a time, and how many of them two windows share: some 300 word pieces."""

_REACH = 60  # no word is longer
_SURROGATE = re.compile("[\ud800-\udfff]")

_LABELS = {
    "PERS": "PER", "PERSON": "PER", "B-PERS": "PER", "ORGANIZATION": "ORG", "CITY": "GPE",
    "COUNTRY": "GPE", "FACILITY": "FAC", "NAT": "NORP", "LANGUAGE": "NORP",
}  # fmt: skip
"""What other schemes call our labels, where that is certain."""


class Piece(NamedTuple):
    """A word piece that a model labelled: its range in what the model was given."""

    start: int
    end: int
    tag: str
    score: float


class Pipeline(Protocol):
    """What the library calls a pipeline: a text in, a dictionary a labelled piece out."""

    def __call__(self, text: str, /) -> Sequence[Mapping[str, Any]]:
        """The pieces with `entity`, `score`, `start` and `end`."""


Found = tuple[int, int, str, float]


@dataclass(frozen=True, slots=True)
class Transformer:
    """A model for token classification; `labels` renames its labels."""

    pipeline: Pipeline
    labels: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, model: str, labels: Mapping[str, str]) -> Transformer:
        """Open a folder or a model of the hub; ModelError says why it cannot be used."""
        try:
            library = importlib.import_module("transformers")
        except ImportError:
            text = _("Transformers are not installed: pip install "
                     "'arabic-news-workbench[transformers]'.")  # fmt: skip
            raise ModelError(text) from None
        try:
            made = library.pipeline(
                "token-classification", model=model, aggregation_strategy="none"
            )
        except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
            text = _("The transformer {name} cannot be used: {error}")
            lines_ = str(error).strip().splitlines() or [type(error).__name__]
            raise ModelError(text.format(name=model, error=lines_[0][:200])) from None
        return cls(made, labels)

    def find(self, text: str) -> list[Found]:
        """Start, end, label and score of the spans in a text, in text order, none overlapping."""
        best: dict[tuple[int, int, str], tuple[int, float]] = {}
        for start, end in windows(text):
            pieces = self._pieces(text[start:end])
            for first, last, label, score in joined(pieces, self.labels):
                margin = min(first, end - start - last)
                place = trimmed(text, start + first, start + last)
                if place is not None:
                    key = *place, label
                    best[key] = max(best.get(key, (-1, 0.0)), (margin, score))
        return _apart(best)

    def _pieces(self, window: str) -> list[Piece]:
        try:
            found = self.pipeline(_SURROGATE.sub("\ufffd", window))
            if any(x["start"] is None for x in found):
                raise ModelError(_("The transformer has no fast tokeniser, which offsets need."))
            return [
                Piece(int(x["start"]), int(x["end"]), str(x["entity"]), float(x["score"]))
                for x in found
            ]
        except (KeyError, TypeError, ValueError, RuntimeError, IndexError) as error:
            text = _("The transformer gave no labels for a text: {error}.")
            raise ModelError(text.format(error=str(error)[:200])) from None


def windows(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a text that are read one by one: whole sentences where they are short enough.

    A sentence that is longer than a window is cut into ranges that overlap.
    """
    start = end = 0
    for first, last in sentences(text):
        if last - first > WINDOW:
            if end > start:
                yield start, end
            for at in range(first, max(last - OVERLAP, first + 1), WINDOW - OVERLAP):
                yield at, min(at + WINDOW, last)
            start = end = last
        elif end > start and last - start <= WINDOW:
            end = last
        else:
            if end > start:
                yield start, end
            start, end = first, last
    if end > start:
        yield start, end


def joined(pieces: Sequence[Piece], labels: Mapping[str, str]) -> Iterator[Found]:
    """The spans that labelled pieces make: B- begins, I- goes on, a bare label is both."""
    open_: list[Piece] = []
    label = ""
    for piece in [*pieces, Piece(-1, -1, "O", 0.0)]:
        prefix, dash, name = piece.tag.partition("-")
        if not dash or prefix not in {"B", "I", "E", "S", "L", "U", "M"}:
            prefix, name = "I", piece.tag
        name = labels.get(name, _LABELS.get(name.upper(), name.upper()))
        near = bool(open_) and piece.start - open_[-1].end <= 1
        glued = bool(open_) and piece.start == open_[-1].end
        if label and (name != label or not near or (prefix in {"B", "S", "U"} and not glued)):
            yield open_[0].start, open_[-1].end, label, min(p.score for p in open_)
            open_, label = [], ""
        if piece.tag != "O":
            open_.append(piece)
            label = name
    if open_ and label and label != "O":
        yield open_[0].start, open_[-1].end, label, min(p.score for p in open_)


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range moved out to whole units, without proclitics and signs at its edges."""
    first = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    last = text.find("\n", end, end + _REACH)
    last = min(len(text), end + _REACH) if last < 0 else last
    units = [
        (first + a, first + b, form, part)
        for line in lines(text[first:last])
        for a, b, form, part in zip(line.starts, line.ends, line.forms, line.parts, strict=True)
        if first + a < end and start < first + b
    ]
    while units and (units[0][3] == 1 or not units[0][2][0].isalnum()):
        units.pop(0)
    while units and (units[-1][3] == 1 or not units[-1][2][-1].isalnum()):
        units.pop()
    return (units[0][0], units[-1][1]) if units else None


def _apart(best: Mapping[tuple[int, int, str], tuple[int, float]]) -> list[Found]:
    """Of overlapping spans the one seen furthest from an edge, then the longer."""
    kept: list[Found] = []
    ranked = sorted(best.items(), key=lambda x: (-x[1][0], x[0][0] - x[0][1], x[0]))
    for (start, end, label), (_margin, score) in ranked:
        at = bisect_left(kept, (start,))
        clear = at == 0 or kept[at - 1][1] <= start
        if clear and (at == len(kept) or kept[at][0] >= end):
            insort(kept, (start, end, label, min(max(score, 0.0), 1.0)))
    return kept
