"""The statements of the queue: conditions and orders, put together as a view asks for them.

Whatever comes from a person is a parameter; only the constants here are put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.model import Progress, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

# g is the viewer's assignment to annotate the article a, and t its counts; either may be missing.
_MINE = """
LEFT JOIN assignment g ON g.article = a.id AND g.curator = {viewer} AND g.task = 'annotate'
  AND g.round = 1
LEFT JOIN tally t ON t.assignment = g.id
"""

_CURRENT = """
SELECT ra.run FROM run_article ra JOIN run r ON r.id = ra.run
WHERE ra.article = a.id AND NOT EXISTS (
  SELECT 1 FROM run_article rb JOIN run q ON q.id = rb.run
  WHERE rb.article = a.id AND q.extractor = r.extractor AND q.n > r.n)
"""

# Labels are in capitals; the kinds of site furniture are not, and are not counted.
QUEUE = f"""
SELECT a.id, a.source, a.published,
  CASE WHEN a.title_start IS NOT NULL
    THEN substr(a.text, a.title_start + 1, a.title_end - a.title_start)
    ELSE substr(a.text, 1, 400) END AS head,
  a.title_start IS NOT NULL AS titled,
  t.decided, t.undecided, t.accepted, t.closed,
  CASE WHEN t.assignment IS NULL THEN (
    SELECT count(*) FROM suggestion s JOIN proposal p ON p.suggestion = s.id
    WHERE s.article = a.id AND s.label GLOB '[A-Z]*' AND p.run IN ({_CURRENT})
  ) ELSE 0 END AS suggestions
FROM json_each(?2) wanted
JOIN article a ON a.n = wanted.value
{_MINE.format(viewer="?1")}
ORDER BY wanted.key
"""  # noqa: S608 - built from the constants above

PROGRESS = """
SELECT (SELECT count(*) FROM article), (
  SELECT count(*) FROM assignment g JOIN tally t ON t.assignment = g.id
  WHERE g.curator = ? AND g.task = 'annotate' AND g.round = 1 AND t.closed = 1)
"""
BEGUN = """
SELECT a.n, t.closed, t.undecided FROM assignment g
JOIN tally t ON t.assignment = g.id JOIN article a ON a.id = g.article
WHERE g.curator = ? AND g.task = 'annotate' AND g.round = 1
"""
BEGUN_COUNTS = """
SELECT t.closed, t.undecided > 0, count(*) FROM assignment g JOIN tally t ON t.assignment = g.id
WHERE g.curator = ? AND g.task = 'annotate' AND g.round = 1 GROUP BY 1, 2
"""
ASKED = """
SELECT 1 FROM assignment WHERE curator = ? AND task = 'annotate' AND asked = 1 LIMIT 1
"""
EXTRACTORS = "SELECT DISTINCT extractor FROM run ORDER BY extractor"
LAST_NUMBER = "SELECT max(n) FROM article"
NUMBER = "SELECT n FROM article WHERE id = ?"
ARTICLE_OF = "SELECT id FROM article WHERE n = ?"
FIRST_UNSUBMITTED = f"""
SELECT a.n FROM json_each(?2) wanted
JOIN article a ON a.n = wanted.value
{_MINE.format(viewer="?1")}
WHERE coalesce(t.closed, 0) = 0 ORDER BY wanted.key LIMIT 1
"""  # noqa: S608

_ALL = "article a"
_FOUND = "article_fts JOIN article a ON a.n = article_fts.rowid"

PROGRESS_IS = {
    Progress.NEW: "t.assignment IS NULL",
    Progress.OPEN: "t.closed = 0",
    Progress.DECIDED: "t.closed = 0 AND t.undecided = 0",
    Progress.SUBMITTED: "t.closed = 1",
}

MINE = "g.id IS NOT NULL"

# Having looked at an article is not taking part: a decision, a submission or a request is.
TAKES_PART = """EXISTS (
SELECT 1 FROM assignment o LEFT JOIN tally ot ON ot.assignment = o.id
WHERE o.article = a.id AND o.curator = :curator AND o.task = 'annotate'
  AND (o.asked = 1 OR ot.decided > 0 OR ot.closed = 1))"""

# What is shown is the frozen set of an opened article, and the latest runs of another.
_SHOWN = f"""(EXISTS (
  SELECT 1 FROM suggestion s JOIN proposal p ON p.suggestion = s.id JOIN run r ON r.id = p.run
  WHERE s.article = a.id AND {{what}} AND CASE WHEN g.id IS NULL
    THEN p.run IN ({_CURRENT})
    ELSE EXISTS (SELECT 1 FROM set_member m WHERE m.suggestion_set = g.suggestion_set
      AND m.suggestion = s.id AND m.run = p.run) END))"""  # noqa: S608
# A decision of hers that no later one on the same mark replaces.
_LAST = """EXISTS (
SELECT 1 FROM decision d {index} WHERE d.assignment = g.id AND {what} AND NOT EXISTS (
  SELECT 1 FROM decision e WHERE e.assignment = d.assignment AND e.mark = d.mark
    AND e.seq > d.seq))"""
_STANDS_WITH_LABEL = """d.verdict IN ('accept', 'amend', 'add')
  AND json_extract(d.annotation, '$.label') = :label"""
_NOTED = """(json_extract(d.annotation, '$.note') IS NOT NULL
  OR json_extract(d.payload, '$.note') IS NOT NULL)"""

HAS_LABEL = "({} OR {})".format(
    _SHOWN.format(what="s.label = :label"), _LAST.format(index="", what=_STANDS_WITH_LABEL)
)
HAS_EXTRACTOR = _SHOWN.format(what="r.extractor = :extractor AND s.label GLOB '[A-Z]*'")
HAS_NOTE = _LAST.format(index="INDEXED BY decision_noted", what=_NOTED)

SORTS = {
    Sort.INGESTED: "",
    Sort.PUBLISHED: "a.published IS NULL, a.published {way},",
    Sort.SOURCE: "a.source {way},",
    Sort.UNDECIDED: "t.undecided IS NULL, t.undecided {way},",
    Sort.MATCH: "article_fts.rank {way},",  # bm25: short texts that have the words often
}


def listed(
    conditions: Sequence[str], sort: Sort, *, search: bool, backwards: bool, own: bool
) -> str:
    """The numbers of the articles that fulfil all `conditions`, sorted; `search` by the words.

    `own` says that conditions or order are about the viewer's own work.
    """
    way = "DESC" if backwards else "ASC"
    where = " AND ".join([*conditions, "article_fts MATCH :search"] if search else conditions)
    source = _FOUND if search else _ALL
    if not (search or own) and sort is not Sort.SOURCE:
        source += " INDEXED BY article_published"  # the table itself is as long as all its texts
    return f"""
SELECT a.n FROM {source}
{_MINE.format(viewer=":viewer") if own else ""}
WHERE {where or 1} ORDER BY {SORTS[sort].format(way=way)} a.n {way}
"""  # noqa: S608
