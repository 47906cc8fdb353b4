"""The statements of the queue: articles in each order, those that a condition holds for, a page.

Whatever comes from a person is a parameter; only the constants here are put together. Orders and
conditions give the numbers of articles as one JSON array: fetching a row for each takes ten times
as long. SQLite keeps the order of a subquery for an aggregate that its order matters to.
"""

# ruff: noqa: S608 - only the constants of this file are put together

from __future__ import annotations

from workbench.model import Progress, Sort
from workbench.store.sql import WITHDRAWN

# g is the viewer's assignment to annotate the article a, and t its counts. Who is asked for an
# article again finds it as if she had never done it, until she has submitted it again.
_OWN = f"""g.curator = :viewer AND g.task = 'annotate' AND g.round = 1 + (
  g.article IN (SELECT o.article FROM assignment o LEFT JOIN tally u ON u.assignment = o.id
    WHERE o.curator = :viewer AND o.task = 'annotate' AND o.round = 2
      AND coalesce(u.closed, 0) = 0 AND NOT ({WITHDRAWN.format(g="o")})))"""
# The same of one article; the plus keeps SQLite from looking through all of hers for it.
_OWN_OF = f"g.article = a.id AND +{_OWN}"
_BEGUN = f"""
FROM assignment g JOIN tally t ON t.assignment = g.id CROSS JOIN article a ON a.id = g.article
WHERE {_OWN}
"""
# No later run of the same extractor read the article a than the run r.
_CURRENT = """NOT EXISTS (
  SELECT 1 FROM run_article rb JOIN run q ON q.id = rb.run
  WHERE rb.article = a.id AND q.extractor = r.extractor AND q.n > r.n)"""
# Labels are in capitals; the kinds of site furniture are not, and are not counted.
_SPAN = "s.label GLOB '[A-Z]*'"

# The plus keeps SQLite from looking for every run of `latest` under every suggestion.
QUEUE = f"""
WITH wanted AS MATERIALIZED (
  SELECT a.n, a.id, w.key, g.id AS mine, g.suggestion_set, t.*
  FROM json_each(:numbers) w CROSS JOIN article a ON a.n = w.value
  LEFT JOIN assignment g ON {_OWN_OF} LEFT JOIN tally t ON t.assignment = g.id
), latest AS MATERIALIZED (
  SELECT a.id AS article, ra.run FROM wanted a CROSS JOIN run_article ra ON ra.article = a.id
  CROSS JOIN run r ON r.id = ra.run WHERE a.mine IS NULL AND {_CURRENT}
)
SELECT a.id, a.source, a.published,
  CASE WHEN a.title_start IS NOT NULL
    THEN substr(a.text, a.title_start + 1, a.title_end - a.title_start)
    ELSE substr(a.text, 1, 400) END AS head,
  a.title_start IS NOT NULL AS titled,
  w.decided, w.undecided, w.accepted, w.closed,
  CASE WHEN w.mine IS NULL THEN (
    SELECT count(*) FROM suggestion s JOIN proposal p ON p.suggestion = s.id
    WHERE s.article = a.id AND {_SPAN} AND (a.id, +p.run) IN latest
  ) WHEN w.assignment IS NULL THEN (
    SELECT count(*) FROM set_member m JOIN suggestion s ON s.id = m.suggestion
    WHERE m.suggestion_set = w.suggestion_set AND {_SPAN}
  ) ELSE 0 END AS suggestions
FROM wanted w CROSS JOIN article a ON a.n = w.n
ORDER BY w.key
"""

# ------------------------------------------------------------------------------- how far one is

PROGRESS = f"""
SELECT (SELECT count(*) FROM article), (
  SELECT count(*) FROM assignment g JOIN tally t ON t.assignment = g.id
  WHERE {_OWN} AND t.closed = 1)
"""
BEGUN = f"""
SELECT t.closed, t.undecided > 0 AS open, json_group_array(a.n) AS numbers {_BEGUN} GROUP BY 1, 2
"""
BEGUN_COUNTS = f"""
SELECT t.closed, t.undecided > 0 AS open, count(*) AS articles
FROM assignment g JOIN tally t ON t.assignment = g.id WHERE {_OWN} GROUP BY 1, 2
"""
ASKED = """
SELECT 1 FROM assignment g INDEXED BY assignment_asked
WHERE g.curator = ? AND g.task = 'annotate' AND g.asked = 1 AND NOT ({withdrawn}) LIMIT 1
""".format(withdrawn=WITHDRAWN.format(g="g"))
EXTRACTORS = "SELECT DISTINCT extractor FROM run ORDER BY extractor"
LAST_NUMBER = "SELECT max(n) FROM article"
NUMBER = "SELECT n FROM article WHERE id = ?"
ARTICLE_OF = "SELECT id FROM article WHERE n = ?"
FIRST_UNSUBMITTED = f"""
SELECT a.n FROM json_each(:numbers) w CROSS JOIN article a ON a.n = w.value
LEFT JOIN assignment g ON {_OWN_OF} LEFT JOIN tally t ON t.assignment = g.id
WHERE coalesce(t.closed, 0) = 0 ORDER BY w.key LIMIT 1
"""

# -------------------------------------------------------------------------------------- orders


def _gathered(select: str) -> str:
    return f"SELECT json_group_array(n) FROM ({select})"


def _both_ways(select: str) -> dict[bool, str]:
    """An order forwards (False) and backwards (True)."""
    return {way: _gathered(select.format(way="DESC" if way else "ASC")) for way in (False, True)}


_INGESTED = "SELECT n FROM article INDEXED BY article_published ORDER BY n {way}"
ORDERS = {
    # The table itself is as long as all its texts.
    Sort.INGESTED: _both_ways(_INGESTED),
    Sort.PUBLISHED: _both_ways(
        "SELECT n FROM article ORDER BY published {way} NULLS LAST, n {way}"
    ),
    Sort.SOURCE: _both_ways("SELECT n FROM article ORDER BY source {way}, n {way}"),
}
"""All articles."""

UNDECIDED = _both_ways(f"SELECT a.n {_BEGUN} ORDER BY t.undecided {{way}}, a.n {{way}}")
"""Those that the viewer has begun."""

_FOUND = "SELECT rowid AS n FROM article_fts WHERE article_fts MATCH :search"
FOUND = _gathered(_FOUND)
"""Those with certain words, in no order."""
MATCHING = _both_ways(f"{_FOUND} ORDER BY rank {{way}}, rowid {{way}}")
"""The same by bm25: short texts that have the words often come first."""

# ---------------------------------------------------------------------------------- conditions

IS_BEGUN = _gathered(f"SELECT a.n {_BEGUN}")
PROGRESS_IS = {
    Progress.OPEN: _gathered(f"SELECT a.n {_BEGUN} AND t.closed = 0"),
    Progress.DECIDED: _gathered(f"SELECT a.n {_BEGUN} AND t.closed = 0 AND t.undecided = 0"),
    Progress.SUBMITTED: _gathered(f"SELECT a.n {_BEGUN} AND t.closed = 1"),
}
MINE = _gathered(
    f"SELECT a.n FROM assignment g CROSS JOIN article a ON a.id = g.article WHERE {_OWN} AND "
    f"NOT ({WITHDRAWN.format(g='g')} AND "
    "NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id))"
)
SINCE = _gathered("SELECT n FROM article WHERE published >= :since")
UNTIL = _gathered("SELECT n FROM article WHERE published <= :until")

# Having looked at an article is not taking part: a decision, a submission or a request is.
TAKES_PART = _gathered("""
SELECT a.n FROM assignment g LEFT JOIN tally t ON t.assignment = g.id
CROSS JOIN article a ON a.id = g.article
WHERE g.curator = :curator AND g.task = 'annotate'
  AND (g.asked = 1 OR t.decided > 0 OR t.closed = 1)
""")

# A decision of hers that no later one on the same mark replaces.
_LAST = f"""
SELECT a.n FROM assignment g CROSS JOIN decision d {{index}} ON d.assignment = g.id
CROSS JOIN article a ON a.id = g.article
WHERE {_OWN} AND {{what}} AND NOT EXISTS (
  SELECT 1 FROM decision e WHERE e.assignment = d.assignment AND e.mark = d.mark
    AND e.seq > d.seq)"""
NOTED = _gathered(
    _LAST.format(
        index="INDEXED BY decision_noted",
        what="(json_extract(d.annotation, '$.note') IS NOT NULL"
        " OR json_extract(d.payload, '$.note') IS NOT NULL)",
    )
)
# What is accepted has the label under which it is shown.
_OTHERWISE = _LAST.format(
    index="",
    what="d.verdict IN ('amend', 'add') AND json_extract(d.annotation, '$.label') = :label",
)

# What is shown is the frozen set of an opened article, and the latest runs of another.
_MEMBER = "m.suggestion_set = g.suggestion_set"
_LABEL_SHOWN = f"""EXISTS (
  SELECT 1 FROM suggestion s JOIN proposal p ON p.suggestion = s.id JOIN run r ON r.id = p.run
  WHERE s.article = a.id AND s.label = :label AND CASE WHEN g.id IS NULL THEN {_CURRENT}
    ELSE EXISTS (SELECT 1 FROM set_member m
      WHERE {_MEMBER} AND m.suggestion = s.id AND m.run = p.run) END)"""
_EXTRACTOR_SHOWN = f"""EXISTS (
  SELECT 1 FROM run_article ra CROSS JOIN run r ON r.id = ra.run
  WHERE ra.article = a.id AND r.extractor = :extractor AND CASE WHEN g.id IS NULL
    THEN {_CURRENT} AND EXISTS (
      SELECT 1 FROM proposal p CROSS JOIN suggestion s ON s.id = p.suggestion
      WHERE p.run = r.id AND s.article = a.id AND {_SPAN})
    ELSE EXISTS (SELECT 1 FROM set_member m CROSS JOIN suggestion s ON s.id = m.suggestion
      WHERE {_MEMBER} AND m.run = r.id AND {_SPAN}) END)"""


def _shown(what: str, *, few: bool) -> str:
    """The articles in which something is shown; of all, or of a `few` that are given."""
    source = "json_each(:among) w CROSS JOIN article a ON a.n = w.value" if few else "article a"
    return f"SELECT a.n FROM {source} LEFT JOIN assignment g ON {_OWN_OF} WHERE {what}"


HAS_LABEL = {
    few: _gathered(f"{_shown(_LABEL_SHOWN, few=few)} UNION {_OTHERWISE}") for few in (False, True)
}
HAS_EXTRACTOR = {few: _gathered(_shown(_EXTRACTOR_SHOWN, few=few)) for few in (False, True)}
