"""What stands anywhere, counted by label, so that a change of the scheme can be told beforehand.

Invariant: annotations leave this module as counts; the articles that they are in are named to a
viewer only where she may see the layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.canonical import read_json
from workbench.model import Role, value_from_json
from workbench.store import rows, sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model import Curator, Value
    from workbench.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Standing:
    """Annotations that stand with one label and value in one layer, `count` of them.

    `source` is the article, and None where the viewer may not see the layer yet.
    """

    article: int
    source: str | None
    label: str
    value: Value | None
    count: int


_STANDING = f"""
WITH unsubmitted AS (
  SELECT DISTINCT g.article, g.round FROM assignment g
  WHERE g.task = 'annotate' AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id)
    AND {sql.TAKES_PART}
), mine AS (
  SELECT DISTINCT g.article, g.round FROM assignment g JOIN submission s ON s.assignment = g.id
  WHERE g.task = 'annotate' AND g.curator = :viewer
)
SELECT a.n AS article, json_extract(d.annotation, '$.label') AS label,
  json_extract(d.annotation, '$.value') AS value, count(*) AS count,
  CASE WHEN g.curator = :viewer OR ((g.article, g.round) NOT IN unsubmitted
    AND (:lead OR (g.article, g.round) IN mine)) THEN a.source END AS source
FROM decision d JOIN assignment g ON g.id = d.assignment JOIN article a ON a.id = g.article
WHERE d.verdict IN ('accept', 'amend', 'add') AND d.annotation IS NOT NULL
  AND json_extract(d.annotation, '$.label') GLOB '[A-Z]*'
  AND NOT EXISTS (SELECT 1 FROM decision e
    WHERE e.assignment = d.assignment AND e.mark = d.mark AND e.seq > d.seq)
GROUP BY g.id, label, value ORDER BY a.n, g.n
"""  # noqa: S608 - built from the constants above


def standing(store: Ledger, viewer: Curator) -> Iterator[Standing]:
    """Every annotation that stands in a layer or in gold, those of an article together."""
    stored = store.connection.row(sql.CURATOR_BY_ID, viewer.id)
    lead = stored is not None and Role.ADJUDICATOR in rows.curator(stored).roles
    for row in store.connection.rows_named(_STANDING, {"viewer": viewer.id, "lead": lead}):
        value = value_from_json(read_json(row["value"])) if row["value"] else None
        yield Standing(row["article"], row["source"], row["label"], value, row["count"])
