"""What decisions took and what they came to: keys, seconds, verdicts, mark by mark.

Invariant: what leaves this module is for a viewer: of layers that are not hers, those that she may
see, as far as they were last submitted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from workbench.model import NOTE, SUBMITTED, Role, Verdict
from workbench.store import rows, sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model import Curator
    from workbench.store.connection import Row
    from workbench.store.ledger import Ledger

IDLE = 60.0
"""Seconds that count at most between two acts: who pauses longer does something else."""


@dataclass(slots=True)
class Effort:
    """A mark of a layer, what became of it, and what deciding on it took.

    `mark` is None for acts on the article alone, such as its submission. `label` and `extractor`
    are those of the suggestion; a span that a curator added has its own label and no extractor.
    `verdict` is the last one. `keys` and `seconds` are None where they are not known: both where
    commands did the work, seconds also where each act was the first of a session.
    """

    article: str
    curator: str
    mark: str | None
    label: str | None = None
    extractor: str | None = None
    verdict: Verdict | None = None
    keys: float | None = None
    seconds: float | None = None

    def take(self, keys: float | None, seconds: float | None) -> None:
        """Count what an act took."""
        if keys is not None:
            self.keys = (self.keys or 0) + keys
        if seconds is not None:
            self.seconds = (self.seconds or 0) + seconds


# The kinds of site furniture are written small; the marks of the article itself have no label.
_TOLD = f"""
WITH timed AS (
  SELECT id, keys, (julianday(at) - lag(julianday(at))
    OVER (PARTITION BY session ORDER BY seq)) * 86400 AS gap
  FROM action
), {sql.VISIBLE_FROM}
SELECT g.n AS layer, a.source, c.name, d.action, d.mark, d.verdict,
  json_extract(d.annotation, '$.label') AS label, s.label AS suggested, r.extractor,
  t.keys, CASE WHEN t.keys IS NOT NULL THEN min(max(t.gap, 0), :idle) END AS seconds
FROM assignment g
JOIN article a ON a.id = g.article
JOIN curator c ON c.id = g.curator
JOIN decision d ON d.assignment = g.id
JOIN timed t ON t.id = d.action
LEFT JOIN set_member m ON m.suggestion_set = g.suggestion_set AND m.suggestion = d.mark
LEFT JOIN suggestion s ON s.id = m.suggestion
LEFT JOIN run r ON r.id = m.run
WHERE g.task = 'annotate' AND {sql.VISIBLE} AND (g.curator = :viewer
  OR d.seq <= (SELECT max(through_seq) FROM submission u WHERE u.assignment = g.id))
ORDER BY a.n, g.n, d.seq
"""  # noqa: S608 - built from the constants above


def efforts(store: Ledger, viewer: Curator) -> Iterator[Effort]:
    """What `viewer` may know of how marks were decided; those of an article follow one another."""
    stored = store.connection.row(sql.CURATOR_BY_ID, viewer.id)
    lead = stored is not None and Role.ADJUDICATOR in rows.curator(stored).roles
    named = {"viewer": viewer.id, "lead": lead, "idle": IDLE}
    told = store.connection.rows_named(_TOLD, named)
    acts = Counter(row["action"] for row in told if _is_span(row))
    for _layer, group in groupby(told, itemgetter("layer")):
        yield from _of_layer(list(group), acts)


def _of_layer(told: Sequence[Row], acts: Counter[str]) -> Iterator[Effort]:
    """An act is shared in equal parts by the spans that it decided on, if any."""
    source, curator = told[0]["source"], told[0]["name"]
    article = Effort(source, curator, None)
    marks: dict[str, Effort] = {}
    counted: set[str] = set()
    for row in told:
        act = row["action"]
        keys, seconds = row["keys"], row["seconds"]
        if _is_span(row):
            mark = marks.setdefault(row["mark"], Effort(source, curator, row["mark"]))
            mark.label = row["suggested"] or row["label"] or mark.label
            mark.extractor, mark.verdict = row["extractor"], Verdict(row["verdict"])
            share = acts[act]
            mark.take(None if keys is None else keys / share,
                      None if seconds is None else seconds / share)  # fmt: skip
        elif act not in acts and act not in counted:
            counted.add(act)
            article.take(keys, seconds)
    yield article
    yield from marks.values()


def _is_span(row: Row) -> bool:
    """Whether a decision is about a span: a suggested one, one that was added or is withdrawn."""
    if row["mark"] in {SUBMITTED, NOTE}:
        return False
    label = row["suggested"] or row["label"]
    return label is None or not label.islower()
