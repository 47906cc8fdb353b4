"""Every error that a user can meet, each one a sentence to act on.

WorkbenchError
├── ConfigError          the configuration file cannot be used
├── UnknownName          no label, extractor, article … of that name
├── BadSpan              a span outside its text, empty, or not the surface that it claims
├── BadValue             a figure's value that cannot be read
├── SchemeError          a label scheme that cannot be used
├── Refused              an act that the rules of curation do not allow now
│   └── NotVisible       somebody's work that this viewer may not see yet
├── ReadError            an input that cannot be taken
│   ├── NotText          binary, empty or wrongly encoded input
│   └── FormatError      a record that its format does not allow
├── GazetteerError       a list of names that cannot be read
├── ModelError           a learned model that cannot be used
└── StoreError           the database
    ├── StoreMissing     there is no such file
    ├── NotAStore        the file is something else
    ├── StoreTooNew      a newer workbench wrote it
    ├── StoreReadOnly    it cannot be written
    ├── StoreBusy        another program holds it
    ├── StoreChanged     somebody wrote between our reading and our writing
    └── StoreDamaged     what is stored contradicts itself
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable


class WorkbenchError(Exception):
    """The root: `str(error)` is one sentence that a curator can act on."""


class ConfigError(WorkbenchError):
    """The configuration file cannot be used."""


class UnknownName(WorkbenchError):
    """Nothing of this `kind` is called `name`; the nearest known name is offered."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        nearest = get_close_matches(name, list(known), n=1)
        if nearest:
            text = _("There is no {kind} “{name}”; did you mean “{nearest}”?")
            super().__init__(text.format(kind=kind, name=name, nearest=nearest[0]))
        else:
            super().__init__(_("There is no {kind} “{name}”.").format(kind=kind, name=name))


class BadSpan(WorkbenchError):
    """A span outside its text, empty, or not the surface that it claims."""


class BadValue(WorkbenchError):
    """A figure's value that cannot be read."""


class SchemeError(WorkbenchError):
    """A label scheme that cannot be used."""


class Refused(WorkbenchError):
    """An act that the rules of curation do not allow now."""


class NotVisible(Refused):
    """Somebody's work that this viewer may not see yet."""


class ReadError(WorkbenchError):
    """An input that cannot be taken."""


class NotText(ReadError):
    """Binary, empty or wrongly encoded input."""


class FormatError(ReadError):
    """A record that its format does not allow."""


class GazetteerError(WorkbenchError):
    """A list of names, or a line of one, that cannot be read."""


class ModelError(WorkbenchError):
    """A learned model that cannot be used."""


class StoreError(WorkbenchError):
    """The database."""


class StoreMissing(StoreError):
    """There is no such file."""


class NotAStore(StoreError):
    """The file is something else."""


class StoreTooNew(StoreError):
    """A newer workbench wrote it."""


class StoreReadOnly(StoreError):
    """It cannot be written."""


class StoreBusy(StoreError):
    """Another program holds it."""


class StoreChanged(StoreError):
    """Somebody wrote between our reading and our writing."""


class StoreDamaged(StoreError):
    """What is stored contradicts itself."""
