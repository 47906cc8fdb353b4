"""Who does what: curators, assignments, the acts of the ledger and their decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.text import Annotation


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
    """One curator's work on one article: a layer. `suggestion_set` froze when it was made.

    `asked` tells one that somebody asked for from one made by looking at an unassigned article.
    """

    id: str
    article: str
    curator: str
    suggestion_set: str
    task: Task = Task.ANNOTATE
    round: int = 1
    arm: Arm = Arm.ASSISTED
    asked: bool = False


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

NOTE = "note"
"""The mark of an assignment that holds its curator's note on the article, in the payload."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the ledger: what an action says about one mark of one assignment.

    `annotation` is the whole resulting content, so that a layer is read without its suggestions;
    None where nothing stands. `payload` holds what an adjudication adds, and a `note` that belongs
    to no annotation.
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
    """One act of a person, in the order of `seq`; an undo or redo names what it reverses.

    `keys` counts the keys pressed since the act before; None where it was done without keys.
    """

    id: str
    curator: str
    session: str
    kind: ActionKind
    at: str
    reverses: str | None = None
    seq: int = 0
    keys: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one layer, derived from its decisions and its suggestion set."""

    decided: int
    undecided: int
    accepted: int
    closed: bool


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
