"""The label scheme: which labels there are, how each is shown and which value it takes.

A scheme is a TOML text. Its fingerprint is the SHA-256 of its meaning, so that comments and
spacing may change without making a new version.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from workbench.canonical import canonical_json
from workbench.errors import BadValue, Refused, SchemeError, UnknownName
from workbench.messages import _
from workbench.model import Number, Range, SchemeRef, Timex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.model import Annotation, Value


class Kind(StrEnum):
    """Whether a label marks a name or a figure."""

    ENTITY = "entity"
    FIGURE = "figure"


class Takes(StrEnum):
    """Which values a label takes."""

    NUMBER = "number"
    TIMEX = "timex"


@dataclass(frozen=True, slots=True)
class Label:
    """One label. `tag` is the single letter that marks it in the text; `key` chooses it, 1 to 9."""

    name: str
    title: str
    title_ar: str
    tag: str
    kind: Kind
    key: int
    hue: str
    help: str
    takes: Takes | None = None

    def check_value(self, value: Value | None) -> None:
        """BadValue where `value` is not of the sort that the label takes; None is "not known"."""
        if value is None:
            return
        fits = {
            None: False,
            Takes.NUMBER: isinstance(value, Number | Range),
            Takes.TIMEX: isinstance(value, Timex),
        }
        if not fits[self.takes]:
            wanted = {
                None: _("A {label} has no value."),
                Takes.NUMBER: _("A {label} takes a number, or min and max."),
                Takes.TIMEX: _("A {label} takes a timex."),
            }
            raise BadValue(wanted[self.takes].format(label=self.name))


@dataclass(frozen=True)
class LabelScheme:
    """Labels in their order; spans of a flat scheme do not overlap.

    `retired` are labels of a project's other schemes, which may stand in its articles still. They
    are looked up like the others, but nothing new gets them.
    """

    name: str
    version: int
    labels: tuple[Label, ...]
    text: str
    retired: tuple[Label, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Label]:
        """The labels in force by name."""
        return {label.name: label for label in self.labels}

    @cached_property
    def _known(self) -> Mapping[str, Label]:
        return {label.name: label for label in self.retired} | dict(self.by_name)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what the scheme says, first 32 hex digits."""
        meaning = canonical_json(tomllib.loads(self.text))
        return hashlib.sha256(meaning.encode()).hexdigest()[:32]

    @property
    def ref(self) -> SchemeRef:
        """How records name this scheme."""
        return SchemeRef(self.name, self.version, self.fingerprint)

    def __iter__(self) -> Iterator[Label]:
        return iter(self.labels)

    def __getitem__(self, name: str) -> Label:
        """The label of a name, be it in force or retired; UnknownName."""
        try:
            return self._known[name]
        except KeyError:
            raise UnknownName(_("label"), name, self.by_name) from None

    def __contains__(self, name: object) -> bool:
        """Whether a name is one of a label, be it in force or retired."""
        return name in self._known

    def in_force(self, name: str) -> Label:
        """The label of a name that something new may get; UnknownName or Refused."""
        label = self[name]
        if name not in self.by_name:
            text = _("{label} is no label of the scheme any more; choose another one.")
            raise Refused(text.format(label=name))
        return label

    def keyed(self, kind: Kind, key: int) -> Label:
        """The label that the digit `key` chooses among those of `kind`."""
        for label in self.labels:
            if label.kind is kind and label.key == key:
                return label
        text = _("No {kind} label has the key {key}.")
        raise UnknownName(_("label"), text.format(kind=kind, key=key), ())

    def check(self, annotation: Annotation) -> None:
        """UnknownName, Refused or BadValue where the scheme does not allow `annotation`."""
        self.in_force(annotation.label).check_value(annotation.value)


_DATA = resources.files("workbench").joinpath("data")
_NAME = re.compile(r"[A-Z][A-Z0-9_-]{0,31}")


@lru_cache(maxsize=16)
def parse_scheme(text: str) -> LabelScheme:
    """Read a scheme; SchemeError says what is wrong with it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(_("The label scheme is not TOML: {error}").format(error=error)) from None
    try:
        labels = tuple(_label(table) for table in data["label"])
        scheme = LabelScheme(str(data["name"]), int(data["version"]), labels, text)
    except (KeyError, TypeError, ValueError) as error:
        raise SchemeError(
            _("The label scheme lacks or misuses {field}.").format(field=error)
        ) from None
    for what, values in (
        (_("name"), [label.name for label in labels]),
        (_("tag"), [label.tag for label in labels]),
        (_("key"), [(label.kind, label.key) for label in labels]),
    ):
        if len(set(values)) < len(values):
            raise SchemeError(_("Two labels of the scheme share one {what}.").format(what=what))
    if not labels:
        raise SchemeError(_("The label scheme has no labels."))
    return scheme


def default_scheme() -> LabelScheme:
    """The scheme that a new project starts with."""
    return parse_scheme(_data("scheme.toml"))


def default_guideline() -> str:
    """The annotation guidelines that a new project starts with, Markdown."""
    return _data("guidelines.md")


def guideline_in(language: str, text: str) -> str:
    """A guidelines text as it is read in a language; one with no translation stays as it is."""
    translated = f"guidelines.{language}.md"
    if text != default_guideline() or not _DATA.joinpath(translated).is_file():
        return text
    return _data(translated)


def guideline_fingerprint(text: str) -> str:
    """SHA-256 of a guidelines text, first 32 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _data(name: str) -> str:
    return _DATA.joinpath(name).read_text("utf-8")


def _label(table: Mapping[str, Any]) -> Label:
    name, tag, key = str(table["name"]), str(table["tag"]), int(table["key"])
    if not _NAME.fullmatch(name):
        text = _("A label is named in capitals, like ORG; “{name}” is not.")
        raise SchemeError(text.format(name=name))
    if len(tag) != 1 or not " " < tag < "\x7f" or not 1 <= key <= 9:
        text = _("The label {name} needs a tag of one ASCII sign and a key from 1 to 9.")
        raise SchemeError(text.format(name=name))
    takes = table.get("value")
    return Label(
        name=name,
        title=str(table["title"]),
        title_ar=str(table["title_ar"]),
        tag=tag,
        kind=Kind(table["kind"]),
        key=key,
        hue=str(table["hue"]),
        help=str(table["help"]),
        takes=Takes(takes) if takes is not None else None,
    )
