"""Gold data, one JSON record per article and line; its bytes are a contract.

Invariant: what is written here is read back here, and every offset is checked both ways. The
record is described in exports/README.md and exports/gold.schema.json.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Any

from workbench.canonical import canonical_json
from workbench.errors import BadSpan, BadValue
from workbench.exchange import Incoming, file_format
from workbench.exchange.fields import Fields
from workbench.exchange.text import decode
from workbench.messages import _
from workbench.model import (
    Annotation,
    Arm,
    Origin,
    Resolution,
    Span,
    Status,
    Zone,
    ZoneKind,
    article_id,
    value_from_json,
    value_to_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.model import GoldRecord, GoldSpan, Value

SCHEMA = "workbench.gold/1"

_ONLY_GOLD = frozenset(("schema", "status", "policy"))
"""A line with one of these keys is a gold record; any other is a line of `extract`."""

_LABEL = re.compile(r"[A-Z][A-Z0-9_-]{0,31}")
_VOTES = re.compile(r"[0-9]+/[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


# ---------------------------------------------------------------------------------------- writing


def write_gold(records: Iterable[GoldRecord], stream: IO[bytes]) -> None:
    """Write `records` by source and id, a line each; BadSpan where a surface is not the text's."""
    for record in sorted(records, key=lambda record: (record.article.source, record.article.id)):
        stream.write(canonical_json(_record(record)).encode() + b"\n")


def _record(record: GoldRecord) -> dict[str, Any]:
    article, title = record.article, record.article.title
    scheme = record.scheme
    spans = sorted(record.spans, key=lambda span: (_place(span.annotation), span.id))
    return {
        "schema": SCHEMA,
        "id": article.id,
        "source": article.source,
        "title": article.text[title.start : title.end] if title else None,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "status": record.status,
        "policy": record.policy,
        "zones": [
            {"start": zone.span.start, "end": zone.span.end, "kind": zone.kind}
            for zone in sorted(record.zones)
        ],
        "scheme": {
            "name": scheme.name,
            "version": scheme.version,
            "fingerprint": scheme.fingerprint,
        },
        "guideline": record.guideline,
        "spans": [_span(span, article.text) for span in spans],
    }


def _span(gold: GoldSpan, text: str) -> dict[str, Any]:
    annotation, suggestion = gold.annotation, gold.suggestion
    start, end, label = _place(annotation)
    if text[start:end] != annotation.surface:
        why = _("The span from {start} to {end} does not hold the text that it claims.")
        raise BadSpan(why.format(start=start, end=end))
    return {
        "id": gold.id,
        "start": start,
        "end": end,
        "label": label,
        "text": annotation.surface,
        "value": value_to_json(annotation.value) if annotation.value is not None else None,
        "origin": gold.origin,
        "resolution": gold.resolution,
        "votes": gold.votes,
        "curators": gold.curators,
        "arm": gold.arm,
        "note": annotation.note,
        "decision": gold.decision,
        "suggestion": suggestion
        and {
            "extractor": suggestion.extractor,
            "version": suggestion.version,
            "score": suggestion.score,
        },
    }


# ---------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Line:
    """What a gold record and a line of `extract` have in common."""

    source: str
    id: str
    text: str
    annotations: tuple[Annotation, ...]
    zones: tuple[Zone, ...]


def read_gold(lines: Iterable[str], *, flat: bool = True) -> Iterator[Line]:
    """Read and verify gold records and lines of `extract`; FormatError names line and field.

    Gold records stand in the order of (source, id), no article twice, and their spans in that of
    (start, end, label), none twice; with `flat`, as in the default scheme, spans do not overlap.
    Suggestions may overlap and repeat. Blank lines are passed over.
    """
    last: tuple[str, str] | None = None
    ids: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        fields = Fields.parse(number, line)
        if fields.data.keys().isdisjoint(_ONLY_GOLD):
            yield _line(fields)
            continue
        _check_record(fields)
        found = _line(fields)
        if fields.text("id") != found.id:
            raise fields.wrong("id", _("it is not the SHA-256 of the text"))
        if found.id in ids:
            raise fields.wrong("id", _("an earlier line has this article"))
        if last is not None and (found.source, found.id) < last:
            raise fields.wrong("source", _("records are not sorted by source and id"))
        _check_spans(fields, found.annotations, flat=flat)
        ids.add(found.id)
        last = found.source, found.id
        yield found


@file_format("gold")
class Gold:
    """Gold data: one JSON record per article and line."""

    suffixes = (".jsonl",)

    def read(self, data: bytes, _source: str, encoding: str | None, /) -> Iterator[Incoming]:
        """The articles of gold records or lines of `extract`, without their spans.

        Each keeps its own source, and not the file's. ReadError.
        """
        text, _used = decode(data, encoding)
        for line in read_gold(text.removeprefix("\ufeff").split("\n")):
            yield Incoming(line.source, line.text, "utf-8", line.id)

    def write(self, records: Iterable[GoldRecord], stream: IO[bytes]) -> None:
        """Write `records`, sorted by source and id."""
        write_gold(records, stream)


def _line(fields: Fields) -> Line:
    text = fields.text("text")
    annotations = tuple(_annotation(item, text) for item in fields.objects("spans"))
    if any(second.span < first.span for first, second in pairwise(annotations)):
        raise fields.wrong("spans", _("they are not sorted by start and end"))
    zones = tuple(
        Zone(_range(item, text), item.choice("kind", ZoneKind)) for item in fields.objects("zones")
    )
    if list(zones) != sorted(zones):
        raise fields.wrong("zones", _("they are not sorted by start and end"))
    return Line(fields.text("source"), article_id(text), text, annotations, zones)


def _annotation(fields: Fields, text: str) -> Annotation:
    span = _range(fields, text)
    surface = text[span.start : span.end]
    if fields.text("text") != surface:
        raise fields.wrong("text", _("it is not what stands from start to end"))
    label = fields.text("label")
    if not _LABEL.fullmatch(label):
        raise fields.wrong("label", _("a label is named in capitals, like ORG"))
    note = fields.text_or_null("note") if "note" in fields.data else None
    return Annotation(span, surface, label, _value(fields), note)


def _range(fields: Fields, text: str) -> Span:
    start, end = fields.integer("start"), fields.integer("end")
    if not start < end <= len(text):
        why = _("it does not lie between start and the end of the text, {length}")
        raise fields.wrong("end", why.format(length=len(text)))
    return Span(start, end)


def _value(fields: Fields) -> Value | None:
    if fields.data.get("value") is None:
        return None
    value = fields.object("value")
    for name, part in value.data.items():
        if isinstance(part, str):
            value.text(name)
    try:
        return value_from_json(value.data)
    except BadValue as error:
        raise fields.wrong("value", str(error).rstrip(".")) from None


def _check_spans(fields: Fields, annotations: Iterable[Annotation], *, flat: bool) -> None:
    """Verify what the spans of a gold record are to each other."""
    for at, (first, second) in enumerate(pairwise(annotations), start=1):
        if flat and first.span.overlaps(second.span):
            raise fields.wrong(f"spans[{at}]", _("it overlaps the span before it"))
        if _place(first) >= _place(second):
            raise fields.wrong(f"spans[{at}]", _("its range and label do not follow in order"))


def _check_record(fields: Fields) -> None:
    """Verify what a gold record has beyond a line of `extract`."""
    if fields.any("schema") != SCHEMA:
        raise fields.wrong("schema", _("this workbench reads {schema}").format(schema=SCHEMA))
    title = fields.text_or_null("title")
    if title is not None and title not in fields.text("text"):
        raise fields.wrong("title", _("it is not in the text"))
    published = fields.text_or_null("published")
    if published is not None and not _is_day(published):
        raise fields.wrong("published", _("it is not a day, YYYY-MM-DD"))
    fields.choice("status", Status)
    fields.text("policy")
    scheme = fields.object("scheme")
    scheme.text("name")
    scheme.integer("version")
    scheme.text("fingerprint")
    fields.text("guideline")
    for span in fields.objects("spans"):
        _check_span(span)


def _check_span(fields: Fields) -> None:
    """Verify where a gold span says that it comes from."""
    fields.text("id")
    fields.any("value")
    fields.choice("origin", Origin)
    fields.choice("resolution", Resolution)
    if not _VOTES.fullmatch(fields.text("votes")):
        raise fields.wrong("votes", _("it is not like 2/2"))
    fields.texts("curators")
    fields.choice("arm", Arm)
    fields.text_or_null("note")
    fields.text("decision")
    if fields.any("suggestion") is not None:
        suggestion = fields.object("suggestion")
        suggestion.text("extractor")
        suggestion.text("version")
        suggestion.share("score")


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _place(annotation: Annotation) -> tuple[int, int, str]:
    return annotation.span.start, annotation.span.end, annotation.label
