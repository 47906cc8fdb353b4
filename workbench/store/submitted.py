"""What a curator has submitted herself, counted: when, and how many spans of which label.

Invariant: nothing but counts of the viewer's own work leaves this module.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.store import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model import Curator
    from workbench.scheme import LabelScheme
    from workbench.store.ledger import Ledger

_SUBMITTED = """
SELECT s.scheme, s.n, s.at, s.spans,
  s.n = (SELECT max(u.n) FROM submission u WHERE u.assignment = s.assignment) AS last
FROM assignment g JOIN submission s ON s.assignment = g.id
WHERE g.curator = ? AND g.task = 'annotate' ORDER BY s.at, g.n
"""


@dataclass(frozen=True, slots=True)
class Submitted:
    """When each of a curator's articles was first submitted (UTC), and the labels of the spans.

    An article that was asked for twice counts twice; spans are those of the last submissions.
    """

    at: Sequence[str]
    labels: Mapping[str, int]


def submitted(store: Ledger, viewer: Curator) -> Submitted:
    """All that the viewer has submitted."""
    schemes: dict[str, LabelScheme] = {}
    at: list[str] = []
    labels: Counter[str] = Counter()
    for row in store.connection.rows(_SUBMITTED, viewer.id):
        if row["n"] == 1:
            at.append(row["at"])
        if row["last"]:
            if row["scheme"] not in schemes:
                schemes[row["scheme"]] = store.scheme(row["scheme"])
            scheme = schemes[row["scheme"]]
            labels.update(span.label for span in rows.unpack_spans(row["spans"], scheme))
    return Submitted(at, labels)
