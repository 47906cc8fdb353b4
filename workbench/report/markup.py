"""Markup that is safe by construction.

Invariant: what is not `Markup` already is data; it is escaped, and every control, format and other
unsafe code point of it is replaced or dropped, before it gets into markup. So no text of an
article, name or label can open an element, leave an attribute, or turn the text around it.
"""

from __future__ import annotations

from html import escape
from typing import TypeAlias

from workbench.layout import safe


class Markup(str):
    """A piece of a page."""

    __slots__ = ()


Child: TypeAlias = "str | Markup | None"
"""What stands in an element; None is nothing."""

_VOID = frozenset({"col", "meta"})


def shown(text: str) -> Markup:
    """A text as it can stand anywhere in a page."""
    return text if isinstance(text, Markup) else Markup(escape(safe(text), quote=True))


def joined(*children: Child) -> Markup:
    """Children one after another."""
    return Markup("".join(shown(child) for child in children if child is not None))


def tag(kind: str, /, *children: Child, **attributes: str | float | None) -> Markup:
    """An element; an attribute that is None is left out.

    A trailing underscore of an attribute's name is dropped, others are hyphens: `class_`,
    `aria_label`.
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{shown(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if kind in _VOID:
        return Markup(f"<{kind}{pairs}>")
    return Markup(f"<{kind}{pairs}>{joined(*children)}</{kind}>")


def name(*names: str) -> Markup:
    """Names of people, labels or articles, each with a direction of its own."""
    return Markup(" – ".join(tag("bdi", each) for each in names))
