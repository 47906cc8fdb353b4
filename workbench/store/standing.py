"""What stands anywhere, counted by label, so that a change of the scheme can be told beforehand.

Invariant: annotations leave this module as counts; the articles that they are in are named to a
viewer only where she may see the layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.canonical import canonical_json, read_json
from workbench.model import Role, value_from_json
from workbench.store import rows, sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model import Curator, Value
    from workbench.store.adjudications import Adjudications


@dataclass(frozen=True, slots=True)
class Standing:
    """Annotations that stand with one label and value in one layer, `count` of them.

    `source` is the article; where the viewer may not see the layer yet, it is None, and so is
    every value.
    """

    article: int
    source: str | None
    label: str
    value: Value | None
    count: int


_STANDING = f"""
WITH {sql.VISIBLE_FROM}, layer AS (
  SELECT g.id, g.n, g.article, seen.visible,
    -- Of another's layer that may be seen, what she last submitted counts.
    CASE WHEN seen.visible AND g.curator <> :viewer THEN coalesce((
      SELECT max(s.through_seq) FROM submission s WHERE s.assignment = g.id), 0) END AS last
  FROM assignment g JOIN (
    SELECT g.id, CASE g.task
      WHEN 'adjudicate' THEN g.id IN (SELECT value FROM json_each(:adjudications))
      ELSE {sql.VISIBLE} END AS visible
    FROM assignment g
  ) seen ON seen.id = g.id
)
SELECT a.n AS article, json_extract(d.annotation, '$.label') AS label,
  CASE WHEN g.visible THEN json_extract(d.annotation, '$.value') END AS value,
  CASE WHEN g.visible THEN a.source END AS source, count(*) AS count
FROM layer g JOIN decision d ON d.assignment = g.id JOIN article a ON a.id = g.article
WHERE d.verdict IN ('accept', 'amend', 'add') AND d.annotation IS NOT NULL
  AND json_extract(d.annotation, '$.label') GLOB '[A-Z]*' AND (g.last IS NULL OR d.seq <= g.last)
  AND NOT EXISTS (SELECT 1 FROM decision e
    WHERE e.assignment = d.assignment AND e.mark = d.mark AND e.seq > d.seq
      AND (g.last IS NULL OR e.seq <= g.last))
GROUP BY g.id, label, 3 ORDER BY a.n, g.n
"""  # noqa: S608 - built from the constants above


def standing(store: Adjudications, viewer: Curator) -> Iterator[Standing]:
    """Every annotation that stands in a layer or in gold, those of an article together."""
    stored = store.connection.row(sql.CURATOR_BY_ID, viewer.id)
    lead = stored is not None and Role.ADJUDICATOR in rows.curator(stored).roles
    visible = [each.id for each in store.adjudications() if store.visible(each, viewer)]
    named = {"viewer": viewer.id, "lead": lead, "adjudications": canonical_json(visible)}
    for row in store.connection.rows_named(_STANDING, named):
        value = value_from_json(read_json(row["value"])) if row["value"] else None
        yield Standing(row["article"], row["source"], row["label"], value, row["count"])
