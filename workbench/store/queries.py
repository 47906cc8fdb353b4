"""The statements of the queue: articles in each order, those that a condition holds for, a page.

Whatever comes from a person is a parameter; only the constants here are put together. Orders and
conditions give the numbers of articles as one JSON array: fetching a row for each takes ten times
as long. SQLite keeps the order of a subquery for an aggregate that its order matters to.

What asks about very many articles reads `queued` and `reading` alone, which are small and in the
order of articles, whereas assignments and suggestions go by random ids.
"""

# ruff: noqa: S608 - only the constants of this file are put together

from __future__ import annotations

from workbench.model import Progress, Sort
from workbench.store.sql import WITHDRAWN

_ME = "(SELECT n FROM curator WHERE id = :viewer)"
# What the viewer is asked for again and has not submitted again.
_AGAIN = f"""
SELECT p.article FROM queued p JOIN assignment o ON o.n = p.assignment
WHERE p.curator = {_ME} AND p.round = 2 AND coalesce(p.closed, 0) = 0
  AND NOT ({WITHDRAWN.format(g="o")})"""
# w is the viewer's assignment to annotate an article. Who is asked for an article again finds it as
# if she had never done it, until she has submitted it again.
_OWN = f"w.curator = {_ME} AND w.round = 1 + (w.article IN ({_AGAIN}))"
# The same of the article of a number.
_OWN_OF = f"w.curator = {_ME} AND w.article = {{n}} AND w.round = 1 + ({{n}} IN ({_AGAIN}))"
_BEGUN = f"FROM queued w WHERE {_OWN} AND w.closed IS NOT NULL"
_SUM = "(SELECT coalesce(sum(value), 0) FROM json_each({shown}))"

QUEUE = f"""
SELECT a.id, a.source, a.published,
  CASE WHEN a.title_start IS NOT NULL
    THEN substr(a.text, a.title_start + 1, a.title_end - a.title_start)
    ELSE substr(a.text, 1, 400) END AS head,
  a.title_start IS NOT NULL AS titled,
  w.decided, w.undecided, w.accepted, w.closed,
  CASE WHEN w.closed IS NOT NULL THEN 0
    WHEN w.article IS NOT NULL THEN {_SUM.format(shown="w.shown")}
    ELSE {_SUM.format(shown="r.shown")} END AS suggestions
FROM json_each(:numbers) e CROSS JOIN article a ON a.n = e.value
LEFT JOIN queued w ON {_OWN_OF.format(n="a.n")} LEFT JOIN reading r ON r.article = a.n
ORDER BY e.key
"""

# ------------------------------------------------------------------------------- how far one is

PROGRESS = f"""
SELECT (SELECT count(*) FROM article), (SELECT count(*) {_BEGUN} AND w.closed = 1)
"""
_STATES = {
    Progress.OPEN: "w.closed = 0 AND w.undecided > 0",
    Progress.DECIDED: "w.closed = 0 AND w.undecided = 0",
    Progress.SUBMITTED: "w.closed = 1",
}


def _by_state(aggregate: str) -> str:
    """An aggregate of what the viewer has begun, in a column for each state."""
    columns = (f"{aggregate} FILTER (WHERE {where}) AS {s}" for s, where in _STATES.items())
    return f"SELECT {', '.join(columns)} {_BEGUN}"


BEGUN = _by_state("json_group_array(w.article)")
BEGUN_COUNTS = _by_state("count(*)")
ASKED = """
SELECT 1 FROM assignment g INDEXED BY assignment_asked
WHERE g.curator = ? AND g.task = 'annotate' AND g.asked = 1 AND NOT ({withdrawn}) LIMIT 1
""".format(withdrawn=WITHDRAWN.format(g="g"))
EXTRACTORS = "SELECT DISTINCT extractor FROM run ORDER BY extractor"
LAST_NUMBER = "SELECT max(n) FROM article"
NUMBER = "SELECT n FROM article WHERE id = ?"
ARTICLE_OF = "SELECT id FROM article WHERE n = ?"
FIRST_UNSUBMITTED = f"""
SELECT e.value FROM json_each(:numbers) e LEFT JOIN queued w ON {_OWN_OF.format(n="e.value")}
WHERE coalesce(w.closed, 0) = 0 ORDER BY e.key LIMIT 1
"""

# -------------------------------------------------------------------------------------- orders


def _gathered(select: str) -> str:
    return f"SELECT json_group_array(n) FROM ({select})"


def _both_ways(select: str) -> dict[bool, str]:
    """An order forwards (False) and backwards (True)."""
    return {way: _gathered(select.format(way="DESC" if way else "ASC")) for way in (False, True)}


ORDERS = {
    Sort.PUBLISHED: _both_ways(
        "SELECT n FROM article ORDER BY published {way} NULLS LAST, n {way}"
    ),
    Sort.SOURCE: _both_ways("SELECT n FROM article ORDER BY source {way}, n {way}"),
}
"""All articles in the orders that are not of their numbers."""

UNDECIDED = _both_ways(
    f"SELECT w.article AS n {_BEGUN} ORDER BY w.undecided {{way}}, w.article {{way}}"
)
"""Those that the viewer has begun."""

_FOUND = "SELECT rowid AS n FROM article_fts WHERE article_fts MATCH :search"
FOUND = _gathered(_FOUND)
"""Those with certain words, in no order."""
MATCHING = _both_ways(f"{_FOUND} ORDER BY rank {{way}}, rowid {{way}}")
"""The same by bm25: short texts that have the words often come first."""

# ---------------------------------------------------------------------------------- conditions

IS_BEGUN = _gathered(f"SELECT w.article AS n {_BEGUN}")
DAYS = _gathered("""
SELECT n FROM article
WHERE published >= coalesce(:since, '') AND (:until IS NULL OR published <= :until)
""")
# Having looked at an article is not taking part: a decision, a submission or a request is.
TAKES_PART = _gathered("""
SELECT article AS n FROM queued
WHERE curator = (SELECT n FROM curator WHERE id = :curator)
  AND (asked = 1 OR decided > 0 OR closed = 1)
""")

# A decision of hers that no later one on the same mark replaces.
_LAST = f"""
SELECT w.article AS n FROM decision d INDEXED BY {{index}}
CROSS JOIN assignment g ON g.id = d.assignment CROSS JOIN article a ON a.id = g.article
CROSS JOIN queued w ON w.article = a.n AND w.round = g.round
WHERE g.curator = :viewer AND g.task = 'annotate' AND {_OWN} AND {{what}} AND NOT EXISTS (
  SELECT 1 FROM decision e WHERE e.assignment = d.assignment AND e.mark = d.mark
    AND e.seq > d.seq)"""
NOTED = _gathered(
    _LAST.format(
        index="decision_noted",
        what="(json_extract(d.annotation, '$.note') IS NOT NULL"
        " OR json_extract(d.payload, '$.note') IS NOT NULL)",
    )
)
# What is accepted has the label under which it is shown.
_RELABELLED = _LAST.format(
    index="decision_labelled",
    what="d.verdict IN ('amend', 'add') AND json_extract(d.annotation, '$.label') = :label",
)
RELABELLED = _gathered(_RELABELLED)

# What is shown is the frozen set of an assignment, and the latest runs of another article. It is
# written {"entities GPE":2}; no name has a quote or a blank in it.
_LABEL, _EXTRACTOR = "' ' || :label || '\"'", "'\"' || :extractor || ' '"
OF_STATE = {
    Progress.OPEN: "w.closed = 0",
    Progress.DECIDED: "w.closed = 0 AND w.undecided = 0",
    Progress.SUBMITTED: "w.closed = 1",
}
NOT_LET_OFF = f"""w.assignment NOT IN (
  SELECT g.n FROM assignment g
  WHERE g.id IN (SELECT assignment FROM request) AND {WITHDRAWN.format(g="g")}
    AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id))"""
WITH_LABEL = f"(instr(w.shown, {_LABEL}) OR w.article IN ({_RELABELLED}))"
WITH_EXTRACTOR = f"instr(w.shown, {_EXTRACTOR})"


def assigned(*conditions: str) -> str:
    """The viewer's assignments that all of the `conditions` hold for."""
    own = f"SELECT w.article AS n FROM queued w WHERE {_OWN}"
    return _gathered(" AND ".join((own, *conditions)))


_FROZEN = f"""
SELECT CASE WHEN instr(w.shown, {{sign}}) THEN w.article ELSE -w.article END AS n
FROM queued w WHERE {_OWN}"""
_LATEST = "SELECT article AS n FROM reading WHERE instr(shown, {sign})"
LABEL_SHOWN, EXTRACTOR_SHOWN = (
    tuple(_gathered(each.format(sign=sign)) for each in (_FROZEN, _LATEST))
    for sign in (_LABEL, _EXTRACTOR)
)
"""The viewer's assignments, below zero where it is not shown; all articles as if she had none."""
