"""What is registered, with the first line of each thing's documentation."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from workbench.agreement import measures
from workbench.exchange import formats
from workbench.extract import extractors
from workbench.extract.entity_rules.lexicon import lists_in_use
from workbench.model import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("articles", "curators", "labels", "zones", "extractors", "formats", "measures", "commands",
         "gazetteers")  # fmt: skip


def registered(kind: str) -> list[tuple[str, str]]:
    """Names and help texts of the things of one kind: zones, extractors, formats or measures."""
    return _LISTS[kind]()


def gazetteers() -> list[tuple[str, str, str, str]]:
    """File, section, how many names, and source of each section of the lists in use."""
    return [
        (file.name, section, str(size), file.source)
        for file in lists_in_use()
        for section, size in file.sections.items()
    ]


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


_LISTS: dict[str, Callable[[], list[tuple[str, str]]]] = {
    "zones": lambda: [(kind, "") for kind in ZoneKind],
    "extractors": lambda: [(name, _first_line(e.find)) for name, e in extractors.items()],
    "formats": lambda: [(name, _first_line(f)) for name, f in formats.items()],
    "measures": lambda: [(name, _first_line(m)) for name, m in measures.items()],
}
