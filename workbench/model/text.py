"""Articles, spans, annotations, zones, and what extractors propose.

Spans are half-open ranges of Unicode code points of `Article.text`, which never changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.arabic.clusters import cluster_at
from workbench.canonical import canonical_json
from workbench.errors import BadSpan
from workbench.messages import _
from workbench.model.values import Value, value_to_json

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            text = _("A span from {start} to {end} is empty or reversed.")
            raise BadSpan(text.format(start=self.start, end=self.end))

    def holds(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in the span."""
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point; touching is not overlapping."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Annotation:
    """A labelled span. `surface` repeats the text under it, so that offsets can be checked."""

    span: Span
    surface: str
    label: str
    value: Value | None = None
    note: str | None = None


class ZoneKind(StrEnum):
    """The kinds of site furniture: text that is stored, shown dimmed and not annotated."""

    MENU = "menu"
    BREADCRUMB = "breadcrumb"
    BREAKING = "breaking"
    SHORTCODE = "shortcode"
    SHARE = "share"
    COMMENTS = "comments"
    CAPTION = "caption"
    FOLLOW = "follow"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A range of site furniture."""

    span: Span
    kind: ZoneKind


@dataclass(frozen=True, slots=True)
class Article:
    """One article, exactly as ingested.

    `id` is the SHA-256 of the UTF-8 text; `digest` is that of the bytes it was decoded from, and
    `encoding` says how. `title` lies in the text; `published` is the day of the date line.
    `tokeniser` names the token universe that agreement on tokens uses.
    """

    id: str
    source: str
    text: str
    title: Span | None
    published: date | None
    tokeniser: str
    digest: str
    encoding: str

    def annotate(self, start: int, end: int, label: str, value: Value | None = None) -> Annotation:
        """The annotation of `text[start:end]`, or BadSpan.

        Neither edge may lie inside a grapheme cluster, such as between a letter and its tanwin.
        """
        span = Span(start, end)
        if end > len(self.text):
            text = _("A span that ends at {end} is outside a text of {length} characters.")
            raise BadSpan(text.format(end=end, length=len(self.text)))
        surface = self.text[start:end]
        if surface != surface.strip():
            raise BadSpan(_("A span neither begins nor ends with a space."))
        if any(_parts_marks(self.text, edge) for edge in (start, end)):
            raise BadSpan(_("A span does not part a letter from the marks that belong to it."))
        return Annotation(span, surface, label, value)

    @property
    def headline(self) -> str:
        """The title, or the first line that has letters, or the source's name."""
        if self.title is not None:
            return self.text[self.title.start : self.title.end]
        lines = (line.strip() for line in self.text.split("\n", 50))
        return next((line for line in lines if any(map(str.isalpha, line))), self.source)


def _parts_marks(text: str, edge: int) -> bool:
    """Whether `edge` lies between a letter and its marks; unseen joiners may follow a span."""
    start, end = cluster_at(text, edge)
    return start < edge and text[edge:end].strip("\u200c\u200d") != ""


def article_id(text: str) -> str:
    """The SHA-256 of the UTF-8 text: the same article has the same id in every database."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an extractor proposes: an annotation, how sure it is, and by which rule.

    `score` lies in 0..1. `alternatives` are other values that the surface can have. `flags` are
    warnings for the curator, such as a weekday that contradicts its date.
    """

    annotation: Annotation
    score: float
    reason: str
    alternatives: tuple[Value, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with its content-addressed suggestion id and the run that proposed it."""

    suggestion: str
    candidate: Candidate
    extractor: str
    version: str
    run: str

    @property
    def annotation(self) -> Annotation:
        """What is proposed."""
        return self.candidate.annotation


def suggestion_id(article: str, annotation: Annotation) -> str:
    """The same proposal has the same id, whichever run made it, so that decisions on it stand."""
    value = value_to_json(annotation.value) if annotation.value is not None else None
    content = [article, annotation.span.start, annotation.span.end, annotation.label, value]
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()[:32]


def set_id(article: str, members: list[tuple[str, str]]) -> str:
    """The hash that names a suggestion set: of its article and its (suggestion, run) pairs."""
    content = canonical_json([article, sorted(members)])
    return hashlib.sha256(content.encode()).hexdigest()[:32]
