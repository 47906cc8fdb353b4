"""What the scripted curator sees, and what she does about it: a `Sight`, and a `Stroke` of keys.

Invariant: nothing is in a sight that the screen does not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.ways import EDGE_COMMANDS, Keys, Ways
from workbench.curation import OPEN_STATES
from workbench.model import comparable
from workbench.scheme import Kind

if TYPE_CHECKING:
    from benchmarks.ways import Range
    from workbench.curation import Layer, Mark
    from workbench.model import Annotation
    from workbench.scheme import LabelScheme
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session

Target = tuple[str, int, str]
"""What keys are counted for: "gold" or "mark", its start, and its label or id."""

JUMP = "curate.next_open"


@dataclass(frozen=True)
class Sight:
    """What is on the screen.

    `last` is the mark that she decided on last, and `kind` what the bottom line says that the
    numbers choose among.
    """

    sheet: Sheet
    current: Mark | None
    last: str | None
    at: int
    selected: Range | None
    in_sight: Range
    kind: Kind | None
    ways: Ways
    session: Session

    @property
    def scheme(self) -> LabelScheme:
        """The labels."""
        return self.session.scheme

    @property
    def layer(self) -> Layer:
        """What is marked."""
        return self.sheet.layer

    @property
    def text(self) -> str:
        """The text of the article."""
        return self.ways.layout.text

    @cached_property
    def around(self) -> list[int]:
        """Where going from span to span leads, beginning behind the current one."""
        marks = self.layer.marks
        if self.current is None:
            return []
        place = marks.place_of(self.current)
        return [mark.annotation.span.start for mark in (*marks[place + 1 :], *marks[:place])]

    @cached_property
    def following(self) -> Mark | None:
        """What comes next to be decided; the current mark, if it is."""
        current = self.current
        return current if current and is_open(current) else self.layer.next_open(current)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Keys for one thing: commands that go there, commands that do it, keys typed in a dialog.

    The first leave the cursor in `lands`. `target` is what they are counted for; a jump is counted
    for what was done last. `adds` is the gold span that is added, and `to_come` about how many keys
    follow until it is; `finishes` says that it goes on with what is selected. `spares` is a gold
    span that a division makes right by the way.
    """

    target: Target | None
    commands: Keys
    route: Keys = ()
    lands: range = range(0)
    typed: Keys = ()
    adds: Annotation | None = None
    to_come: float = 0
    finishes: bool = False
    spares: Target | None = None

    @property
    def keys(self) -> int:
        """How many keys it is, those to come aside."""
        return len(self.route) + len(self.commands) + len(self.typed)

    @property
    def moves_edge(self) -> bool:
        """Whether it only moves an edge of the current mark."""
        return not (self.route or self.finishes) and set(self.commands) <= EDGE_COMMANDS


def is_open(mark: Mark) -> bool:
    """Whether a mark waits for a decision."""
    return mark.state in OPEN_STATES


def agrees(one: Annotation, other: Annotation) -> bool:
    """Whether two say the same: span, label and value, the counted noun of it aside."""
    return (
        one.span == other.span
        and one.label == other.label
        and comparable(one.value) == comparable(other.value)
    )


def of_gold(gold: Annotation) -> Target:
    """What keys for a gold span are counted under."""
    return "gold", gold.span.start, gold.label


def of_mark(mark: Mark) -> Target:
    """What keys for a suggestion that is nothing are counted under."""
    return "mark", mark.annotation.span.start, mark.id


def told_kind(scheme: LabelScheme, told: str) -> Kind | None:
    """What the numbers choose among, if a line tells that."""
    for kind in Kind:
        named = " ".join(f"{label.key} {label.name}" for label in scheme if label.kind is kind)
        if told.startswith(named):
            return kind
    return None


def label_keys(scheme: LabelScheme, kind: Kind, wanted: str) -> Keys:
    """The keys that give a label where the numbers choose among those of a kind."""
    label = scheme[wanted]
    lead = () if kind is label.kind else ("curate.kind",)
    return (*lead, f"curate.label_{label.key}")
