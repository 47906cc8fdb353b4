"""The fields of a JSON object on one line of a file, each taken with its type.

Invariant: whatever is wrong with a line comes out as one FormatError that names the line and the
field. Texts of the file are not repeated in the error, since a file may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.canonical import read_json
from workbench.errors import FormatError
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

E = TypeVar("E", bound="StrEnum")

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a pair, which JSON can escape and no encoding can write; whole pairs are one character."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object; `line` counts from 1, and `path` is empty for the object of the line."""

    line: int
    path: str
    data: Mapping[str, Any]

    @classmethod
    def parse(cls, line: int, text: str) -> Fields:
        """The object that a line holds."""
        try:
            data = read_json(text)
        except (ValueError, ArithmeticError, RecursionError):
            raise FormatError(_("Line {line} is not JSON.").format(line=line)) from None
        if not isinstance(data, Mapping):
            raise FormatError(_("Line {line} is not a JSON object.").format(line=line))
        return cls(line, "", data)

    def wrong(self, name: str, why: str) -> FormatError:
        """The error that `why` (a clause) holds of the field `name`; empty names the object."""
        field = ".".join(filter(None, (self.path, name)))
        text = _("Line {line}, {field}: {why}.")
        return FormatError(text.format(line=self.line, field=field or _("the record"), why=why))

    def any(self, name: str) -> Any:
        """The field `name`, of any type; it must be there."""
        if name not in self.data:
            raise self.wrong(name, _("it is missing"))
        return self.data[name]

    def text(self, name: str) -> str:
        """A string that is not empty and has no lone surrogate."""
        return self._text(name, self.any(name))

    def text_or_null(self, name: str) -> str | None:
        """A string that is not empty, or null."""
        return None if self.any(name) is None else self.text(name)

    def integer(self, name: str) -> int:
        """A whole number, not negative."""
        value = self.any(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(name, _("it is not a whole number from 0 on"))
        return value

    def share(self, name: str) -> float:
        """A number from 0 to 1."""
        value = self.any(name)
        if not isinstance(value, int | Decimal) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.wrong(name, _("it is not a number from 0 to 1"))
        return float(value)

    def choice(self, name: str, kind: type[E]) -> E:
        """One of the values of `kind`."""
        try:
            return kind(self.any(name))
        except ValueError:
            known = ", ".join(kind)
            raise self.wrong(name, _("it is none of {known}").format(known=known)) from None

    def object(self, name: str) -> Fields:
        """An object."""
        return self._object(name, self.any(name))

    def objects(self, name: str) -> Iterator[Fields]:
        """A list of objects."""
        for at, value in enumerate(self._list(name)):
            yield self._object(f"{name}[{at}]", value)

    def texts(self, name: str) -> list[str]:
        """A list of strings."""
        return [self._text(f"{name}[{at}]", value) for at, value in enumerate(self._list(name))]

    def _text(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise self.wrong(name, _("it is not a text"))
        if _LONE_SURROGATE.search(value):
            raise self.wrong(name, _("it has half of a surrogate pair"))
        return value

    def _list(self, name: str) -> list[Any]:
        values = self.any(name)
        if not isinstance(values, list):
            raise self.wrong(name, _("it is not a list"))
        return values

    def _object(self, name: str, value: Any) -> Fields:
        if not isinstance(value, Mapping):
            raise self.wrong(name, _("it is not an object"))
        return Fields(self.line, ".".join(filter(None, (self.path, name))), value)
