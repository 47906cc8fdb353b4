"""What a screen shows, as text and as styles, to be compared with what is kept."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.segment import Segment

    from workbench.tui.app import Workbench

_SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def rows(app: Workbench) -> list[list[Segment]]:
    """The segments of every row of the screen, with what stands behind a dialog."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return [
        [segment for strip in strips for segment in strip]
        for strips in update.strips  # type: ignore[union-attr] # a full update has them
    ]


def text(app: Workbench) -> str:
    """The rows as text, without blanks at their ends."""
    return "\n".join("".join(s.text for s in row).rstrip() for row in rows(app)) + "\n"


def styles(app: Workbench) -> str:
    """The styles of the rows in runs, such as `a80` or `b3a77`, with what the letters mean."""
    known: dict[str, str] = {}
    lines = []
    for row in rows(app):
        runs = itertools.groupby(_named(row, known), key=lambda cell: cell[0])
        lines.append("".join(f"{sign}{sum(n for _s, n in run)}" for sign, run in runs))
    meanings = [f"{sign}: {name}" for name, sign in known.items()]
    return "\n".join([*lines, *meanings]) + "\n"


def digest(said: str) -> str:
    """A few letters that stand for a text."""
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _named(row: list[Segment], known: dict[str, str]) -> Iterator[tuple[str, int]]:
    for segment in row:
        name = _name(segment.style or Style())
        yield known.setdefault(name, _SIGNS[len(known) % len(_SIGNS)]), segment.cell_length


def _name(style: Style) -> str:
    ground = [c.name if c is not None else "-" for c in (style.color, style.bgcolor)]
    flags = ("bold", "dim", "italic", "underline", "reverse")
    return " ".join([*ground, *(flag for flag in flags if getattr(style, flag))])
