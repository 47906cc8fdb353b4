"""The things that the workbench speaks about. Frozen, and without input or output.

Spans are half-open ranges of Unicode code points of `Article.text`, which never changes.
A figure's value is a `Number`, a `Range` or a `Timex`; numbers are `Decimal`, written as JSON
numbers in the shortest plain notation.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from workbench.canonical import canonical_json, plain_number
from workbench.errors import BadSpan, BadValue
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# ---------------------------------------------------------------------------------------- values


class Modifier(StrEnum):
    """How exact a figure is said to be (TIMEX3 calls it `mod`)."""

    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Number:
    """One number: a count, rank, share, amount or measure.

    `unit` is an ISO 4217 currency or a UCUM unit; `item` is the counted noun as written.
    """

    number: Decimal
    modifier: Modifier | None = None
    unit: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `min` to `max`, both included."""

    min: Decimal
    max: Decimal
    modifier: Modifier | None = None
    unit: str | None = None
    item: str | None = None

    def __post_init__(self) -> None:
        if self.min > self.max:
            raise BadValue(_("A range goes from the smaller to the larger number."))


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 value (ISO 8601; X for what is unknown; EDTF `a/b` for a range)."""

    timex: str
    modifier: Modifier | None = None

    def __post_init__(self) -> None:
        if not _TIMEX.fullmatch(self.timex):
            raise BadValue(_("“{timex}” is not a TIMEX3 value.").format(timex=self.timex))


Value: TypeAlias = Number | Range | Timex

_DAY = (
    r"[0-9X]{4}(?:-(?:[0-9X]{2}(?:-[0-9X]{2})?|W[0-9X]{2}(?:-[1-7])?|SP|SU|FA|WI|Q[1-4X]|H[12X]))?"
    r"|[0-9X]{2,3}"
)
_CLOCK = r"T(?:[01][0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9])?)?"
_PERIOD = r"P(?=[0-9XT])(?:[0-9.X]+[YMWD])*(?:T(?:[0-9.X]+[HMS])+)?|P(?:[0-9.X]+D[ET]|[0-9.X]+C)"
_POINT = rf"(?:(?:{_DAY})(?:{_CLOCK})?|{_CLOCK})"
_TIMEX = re.compile(rf"{_POINT}(?:/{_POINT})?|{_PERIOD}(?:/{_PERIOD})?|(?:PAST|PRESENT|FUTURE)_REF")

_FIELDS = ("number", "min", "max", "timex", "modifier", "unit", "item")


def value_to_json(value: Value) -> dict[str, Any]:
    """The fields of `value` that are set, in their fixed order."""
    pairs = ((name, getattr(value, name, None)) for name in _FIELDS)
    return {
        name: str(field_) if isinstance(field_, Modifier) else field_
        for name, field_ in pairs
        if field_ is not None
    }


def value_from_json(data: Mapping[str, Any]) -> Value:
    """Read a value; BadValue says what is wrong with it."""
    unknown = set(data) - set(_FIELDS)
    if unknown:
        raise BadValue(_("A value has no field “{name}”.").format(name=min(unknown)))
    try:
        modifier = Modifier(data["modifier"]) if data.get("modifier") is not None else None
    except ValueError:
        text = _("“{name}” is not a modifier; use one of {known}.")
        known = ", ".join(Modifier)
        raise BadValue(text.format(name=data["modifier"], known=known)) from None
    unit, item = _text(data, "unit"), _text(data, "item")
    shape = {"number", "min", "max", "timex"} & set(data)
    if shape == {"number"}:
        return Number(_decimal(data["number"]), modifier, unit, item)
    if shape == {"min", "max"}:
        return Range(_decimal(data["min"]), _decimal(data["max"]), modifier, unit, item)
    timex = data.get("timex")
    if shape == {"timex"} and isinstance(timex, str) and unit is None and item is None:
        return Timex(timex, modifier)
    raise BadValue(_("A value has a number, or min and max, or a timex."))


def _text(data: Mapping[str, Any], name: str) -> str | None:
    text = data.get(name)
    if text is not None and (not isinstance(text, str) or not text):
        raise BadValue(_("“{name}” is a text.").format(name=name))
    return text


def _decimal(number: object) -> Decimal:
    try:
        if isinstance(number, bool) or not isinstance(number, int | float | str | Decimal):
            raise InvalidOperation
        decimal = Decimal(str(number))
        if not decimal.is_finite() or not -60 <= decimal.adjusted() <= 60:
            raise InvalidOperation
    except InvalidOperation:
        raise BadValue(_("“{number}” is not a number.").format(number=number)) from None
    return decimal


_SIGNS = {
    Modifier.APPROX: "~",
    Modifier.AT_LEAST: "≥",
    Modifier.AT_MOST: "≤",
    Modifier.MORE_THAN: ">",
    Modifier.LESS_THAN: "<",
}


def short_value(value: Value) -> str:
    """A value as lists show it: sign of the modifier, number or range, unit; not the item."""
    sign = _SIGNS[value.modifier] if value.modifier else ""
    if isinstance(value, Timex):
        return sign + value.timex
    if isinstance(value, Range):
        number = f"{plain_number(value.min)}–{plain_number(value.max)}"
    else:
        number = plain_number(value.number)
    return f"{sign}{number} {value.unit}" if value.unit else sign + number


def comparable(value: Value | None) -> Value | None:
    """What two curators must agree on: everything but the counted noun, which is descriptive."""
    if isinstance(value, Number):
        return Number(value.number, value.modifier, value.unit)
    if isinstance(value, Range):
        return Range(value.min, value.max, value.modifier, value.unit)
    return value


# --------------------------------------------------------------------------------- text and spans


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
        """The annotation of `text[start:end]`, or BadSpan."""
        span = Span(start, end)
        if end > len(self.text):
            text = _("A span that ends at {end} is outside a text of {length} characters.")
            raise BadSpan(text.format(end=end, length=len(self.text)))
        surface = self.text[start:end]
        if surface != surface.strip():
            raise BadSpan(_("A span neither begins nor ends with a space."))
        return Annotation(span, surface, label, value)

    @property
    def headline(self) -> str:
        """The title, or the first line that has letters, or the source's name."""
        if self.title is not None:
            return self.text[self.title.start : self.title.end]
        lines = (line.strip() for line in self.text.split("\n", 50))
        return next((line for line in lines if any(map(str.isalpha, line))), self.source)


def article_id(text: str) -> str:
    """The SHA-256 of the UTF-8 text: the same article has the same id in every database."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# ------------------------------------------------------------------------------------ suggestions


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


# -------------------------------------------------------------------------------------- the ledger


class Role(StrEnum):
    """What a person may do."""

    CURATOR = "curator"
    ADJUDICATOR = "adjudicator"


@dataclass(frozen=True, slots=True)
class Curator:
    """A person."""

    id: str
    name: str
    roles: tuple[Role, ...] = (Role.CURATOR,)


class Task(StrEnum):
    """What an assignment asks for."""

    ANNOTATE = "annotate"
    ADJUDICATE = "adjudicate"


class Arm(StrEnum):
    """Whether the curator sees suggestions."""

    ASSISTED = "assisted"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One curator's work on one article: a layer. `suggestion_set` froze when it was made."""

    id: str
    article: str
    curator: str
    suggestion_set: str
    task: Task = Task.ANNOTATE
    round: int = 1
    arm: Arm = Arm.ASSISTED


class ActionKind(StrEnum):
    """One act of a person."""

    DECIDE = "decide"
    PROPAGATE = "propagate"
    ZONE = "zone"
    NOTE = "note"
    OPEN = "open"
    SUBMIT = "submit"
    REOPEN = "reopen"
    UNDO = "undo"
    REDO = "redo"
    ADJUDICATE = "adjudicate"


class Verdict(StrEnum):
    """What a decision says about its mark."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    ADD = "add"
    WITHDRAW = "withdraw"
    SKIP = "skip"
    CLEAR = "clear"


STANDING = frozenset({Verdict.ACCEPT, Verdict.AMEND, Verdict.ADD})
"""The verdicts after which an annotation stands."""

SUBMITTED = "submitted"
"""The mark of an assignment that says whether it is closed: `add` closes, `withdraw` reopens."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the ledger: what an action says about one mark of one assignment.

    `annotation` is the whole resulting content, so that a layer is read without its suggestions;
    None where nothing stands. `payload` holds what a note or an adjudication adds.
    """

    mark: str
    verdict: Verdict
    annotation: Annotation | None = None
    payload: Mapping[str, Any] | None = None
    seq: int = 0
    action: str = ""

    def again(self) -> Decision:
        """The same verdict, ready to be appended once more."""
        return replace(self, seq=0, action="")


@dataclass(frozen=True, slots=True)
class Action:
    """One act of a person, in the order of `seq`; an undo or redo names what it reverses."""

    id: str
    curator: str
    session: str
    kind: ActionKind
    at: str
    reverses: str | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one layer, derived from its decisions and its suggestion set."""

    decided: int
    undecided: int
    accepted: int
    closed: bool


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An article as the queue lists it, for one curator; `tally` is None until she opens it."""

    article: str
    source: str
    headline: str
    published: date | None
    suggestions: int
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class PackedSpan:
    """A submitted span as agreement counts it: `value` is a hash of what curators compare, or 0."""

    start: int
    end: int
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Submission:
    """A frozen layer: the `n`-th of its assignment, all decisions through `through_seq`."""

    id: str
    assignment: str
    n: int
    at: str
    through_seq: int
    scheme: str
    guideline: str
    tokeniser: str
    spans: tuple[PackedSpan, ...]


# -------------------------------------------------------------------------------------------- gold


class Status(StrEnum):
    """How far an article's gold is: closed by all its curators, and free of open disagreement."""

    FINISHED = "finished"
    UNRESOLVED = "unresolved"
    UNFINISHED = "unfinished"


class Resolution(StrEnum):
    """Why a span is gold."""

    SINGLE = "single"
    UNANIMOUS = "unanimous"
    ADJUDICATED = "adjudicated"


class Origin(StrEnum):
    """How a span came to stand in the layer that gold took it from."""

    ACCEPTED = "accepted"
    AMENDED = "amended"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class SchemeRef:
    """The label scheme that a record was made under."""

    name: str
    version: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SuggestedBy:
    """The proposal that a gold span goes back to."""

    extractor: str
    version: str
    score: float


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """One gold annotation and where it comes from.

    `id` is its mark; `votes` counts the curators that hold it, as in "2/2"; `curators` are their
    pseudonyms; `decision` is the action that settled it.
    """

    id: str
    annotation: Annotation
    origin: Origin
    resolution: Resolution
    votes: str
    curators: tuple[str, ...]
    arm: Arm
    decision: str
    suggestion: SuggestedBy | None = None


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One article with its gold: a line of an export."""

    article: Article
    status: Status
    policy: str
    zones: tuple[Zone, ...]
    scheme: SchemeRef
    guideline: str
    spans: tuple[GoldSpan, ...]
