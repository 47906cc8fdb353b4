"""Rows and the model, in both directions. Surfaces are checked whenever a span passes through."""

from __future__ import annotations

import functools
import hashlib
import struct
from datetime import date
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from workbench.canonical import canonical_json, read_json
from workbench.errors import BadSpan, BadValue, Refused, StoreDamaged
from workbench.messages import _
from workbench.model import (
    Action,
    ActionKind,
    Annotation,
    Arm,
    Article,
    Assignment,
    Candidate,
    Curator,
    Decision,
    PackedSpan,
    Proposal,
    QueueRow,
    Role,
    Span,
    Submission,
    Tally,
    Task,
    Verdict,
    comparable,
    value_from_json,
    value_to_json,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.model import Value
    from workbench.scheme import LabelScheme
    from workbench.store.connection import Row


_P = ParamSpec("_P")
_R = TypeVar("_R")

_READ = 4096  # texts of JSON that are kept as what they say


def _sound(read: Callable[_P, _R]) -> Callable[_P, _R]:
    """A reader of rows whose every failure is that what is stored is damaged."""

    @functools.wraps(read)
    def reading(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return read(*args, **kwargs)
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            ArithmeticError,
            RecursionError,
            BadSpan,
            BadValue,
        ):
            message = _("The database holds a damaged {kind}; `workbench check` tells more.")
            raise StoreDamaged(message.format(kind=read.__name__.replace("_", " "))) from None

    return reading


@_sound
def article(row: Row) -> Article:
    """An `article` row."""
    title = None
    if row["title_start"] is not None:
        title = Span(row["title_start"], row["title_end"])
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return Article(
        row["id"],
        row["source"],
        row["text"],
        title,
        published,
        row["tokeniser"],
        row["digest"],
        row["encoding"],
    )


@_sound
def curator(row: Row) -> Curator:
    """A `curator` row."""
    return Curator(row["id"], row["name"], tuple(map(Role, read_json(row["roles"]))))


@_sound
def assignment(row: Row) -> Assignment:
    """An `assignment` row."""
    return Assignment(
        row["id"],
        row["article"],
        row["curator"],
        row["suggestion_set"],
        Task(row["task"]),
        row["round"],
        Arm(row["arm"]),
        bool(row["asked"]),
    )


@_sound
def action(row: Row) -> Action:
    """An `action` row."""
    return Action(
        row["id"],
        row["curator"],
        row["session"],
        ActionKind(row["kind"]),
        row["at"],
        row["reverses"],
        row["seq"],
        row["keys"],
    )


@_sound
def act(row: Row) -> Action:
    """A `decision` row joined with its action."""
    return Action(
        row["act"],
        row["curator"],
        row["session"],
        ActionKind(row["kind"]),
        row["at"],
        row["reverses"],
        row["act_seq"],
        row["keys"],
    )


@_sound
def tally(row: Row) -> Tally:
    """A `tally` row."""
    return Tally(row["decided"], row["undecided"], row["accepted"], bool(row["closed"]))


@_sound
def queue_row(row: Row) -> QueueRow:
    """A row of the queue; an article without a title is headed by its first line of words."""
    head = row["head"]
    if not row["titled"]:
        lines = (line.strip() for line in head.split("\n"))
        head = next((line for line in lines if any(map(str.isalpha, line))), row["source"])
    return QueueRow(
        row["id"],
        row["source"],
        head,
        date.fromisoformat(row["published"]) if row["published"] else None,
        row["suggestions"],
        tally(row) if row["decided"] is not None else None,
    )


def value_text(value: Value | None) -> str | None:
    """A value as stored."""
    return canonical_json(value_to_json(value)) if value is not None else None


def _value(data: Mapping[str, Any] | None) -> Value | None:
    return value_from_json(data) if data is not None else None


def annotation_text(annotation: Annotation | None, text: str) -> str | None:
    """An annotation of `text` as stored; StoreDamaged where its surface is not under it."""
    if annotation is None:
        return None
    check_surface(annotation, text)
    value = value_to_json(annotation.value) if annotation.value is not None else None
    return canonical_json(
        {
            "start": annotation.span.start,
            "end": annotation.span.end,
            "text": annotation.surface,
            "label": annotation.label,
            "value": value,
            "note": annotation.note,
        }
    )


@_sound
def annotation(stored: str | None, text: str) -> Annotation | None:
    """The annotation of `text` that was stored."""
    if stored is None:
        return None
    data = read_json(stored)
    read = Annotation(
        Span(data["start"], data["end"]),
        data["text"],
        data["label"],
        _value(data["value"]),
        data["note"],
    )
    check_surface(read, text)
    return read


def check_surface(annotation: Annotation, text: str) -> None:
    """StoreDamaged where the text under the span is not the surface that it carries."""
    span = annotation.span
    if text[span.start : span.end] != annotation.surface:
        message = _("The text under the span {start}–{end} is not the one that it carries.")
        raise StoreDamaged(message.format(start=span.start, end=span.end))


# An opening reads the same proposals several times, and what they say is mostly the same anywhere.


@functools.lru_cache(_READ)
def _stored_value(stored: str) -> Value:
    return value_from_json(read_json(stored))


@functools.lru_cache(_READ)
def _stored_values(stored: str) -> tuple[Value, ...]:
    return tuple(map(value_from_json, read_json(stored)))


@functools.lru_cache(_READ)
def _stored_flags(stored: str) -> tuple[str, ...]:
    return tuple(read_json(stored))


@_sound
def proposal(row: Row, text: str) -> Proposal:
    """A row of `suggestion` joined with its `proposal` and `run`."""
    suggested = Annotation(
        Span(row["start"], row["end"]),
        row["surface"],
        row["label"],
        _stored_value(row["value"]) if row["value"] else None,
    )
    check_surface(suggested, text)
    alternatives, flags = _stored_values(row["alternatives"]), _stored_flags(row["flags"])
    candidate = Candidate(suggested, row["score"], row["reason"], alternatives, flags)
    return Proposal(row["id"], candidate, row["extractor"], row["version"], row["run"])


@_sound
def decision(row: Row, text: str) -> Decision:
    """A `decision` row."""
    payload = read_json(row["payload"]) if row["payload"] is not None else None
    if payload is not None and not isinstance(payload, dict):
        raise TypeError("a payload is an object")
    return Decision(
        row["mark"],
        Verdict(row["verdict"]),
        annotation(row["annotation"], text),
        payload,
        row["seq"],
        row["action"],
    )


@_sound
def submission(row: Row, scheme: LabelScheme) -> Submission:
    """A `submission` row, read with the scheme it was made under."""
    return Submission(
        row["id"],
        row["assignment"],
        row["n"],
        row["at"],
        row["through_seq"],
        row["scheme"],
        row["guideline"],
        row["tokeniser"],
        unpack_spans(row["spans"], scheme),
    )


# One span is 20 bytes, little-endian: start, end, index of the label in the scheme, value hash.
_PACKED = struct.Struct("<IIIQ")


def pack_spans(annotations: Sequence[Annotation], scheme: LabelScheme) -> bytes:
    """The spans of a submission as one BLOB, which is read far faster than rows."""
    index = {label.name: place for place, label in enumerate(scheme)}
    for annotation in annotations:
        if annotation.label not in index:
            text = _("“{surface}” has the label {label}, which the scheme lacks; choose another.")
            raise Refused(text.format(surface=annotation.surface, label=annotation.label))
    return b"".join(
        _PACKED.pack(a.span.start, a.span.end, index[a.label], value_hash(a.value))
        for a in annotations
    )


def unpack_spans(blob: bytes, scheme: LabelScheme) -> tuple[PackedSpan, ...]:
    """The spans of a submission; StoreDamaged where the BLOB does not fit the scheme."""
    names = [label.name for label in scheme]
    try:
        return tuple(
            PackedSpan(start, end, names[label], value)
            for start, end, label, value in _PACKED.iter_unpack(blob)
        )
    except (struct.error, IndexError) as error:
        raise StoreDamaged(_("A submission's spans cannot be read.")) from error


def value_hash(value: Value | None) -> int:
    """64 bits of the SHA-256 of what curators compare; 0 where there is no value."""
    compared = value_text(comparable(value))
    if compared is None:
        return 0
    return int.from_bytes(hashlib.sha256(compared.encode()).digest()[:8], "little") or 1
