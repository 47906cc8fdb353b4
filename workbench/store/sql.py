"""The statements of the store. Current state is read by "no later one exists", never by a view."""

from __future__ import annotations

PROJECT = "SELECT value FROM project WHERE key = ?"
SET_PROJECT = (
    "INSERT INTO project VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
SCHEMES = "SELECT fingerprint, text FROM scheme ORDER BY rowid"
ADD_SCHEME = "INSERT INTO scheme VALUES (?, ?) ON CONFLICT DO NOTHING"
ADD_GUIDELINE = "INSERT INTO guideline VALUES (?, ?) ON CONFLICT DO NOTHING"
GUIDELINE = """
SELECT fingerprint, text FROM guideline
WHERE fingerprint = (SELECT value FROM project WHERE key = 'guideline')
"""

CURATORS = "SELECT * FROM curator ORDER BY n"
CURATOR = "SELECT * FROM curator WHERE name = ?"
CURATOR_BY_ID = "SELECT * FROM curator WHERE id = ?"
ADD_CURATOR = "INSERT INTO curator (id, name, roles) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
SET_ROLES = "UPDATE curator SET roles = ? WHERE id = ?"

ARTICLE = "SELECT * FROM article WHERE id = ?"
ARTICLE_IDS = "SELECT id FROM article ORDER BY n"
SOURCES = "SELECT source FROM article ORDER BY n LIMIT 10000"
FIND_ARTICLE = """
SELECT id FROM article WHERE source = ?1
UNION
SELECT id FROM article WHERE length(?2) >= 4 AND id >= ?2 AND id < ?2 || 'g'
LIMIT 2
"""
ADD_ARTICLE = """
INSERT INTO article
  (id, source, title_start, title_end, published, text, tokeniser, digest, encoding)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
ADD_FTS = "INSERT INTO article_fts (rowid, title, text) VALUES (?, ?, ?)"

_CURRENT_RUNS = """
SELECT r.id, r.extractor, r.version FROM run_article ra JOIN run r ON r.id = ra.run
WHERE ra.article = ?1 AND NOT EXISTS (
  SELECT 1 FROM run_article rb JOIN run q ON q.id = rb.run
  WHERE rb.article = ?1 AND q.extractor = r.extractor AND q.n > r.n)
"""
CURRENT_RUNS = _CURRENT_RUNS
_PROPOSED = """
SELECT s.*, p.run, p.score, p.reason, p.alternatives, p.flags, r.extractor, r.version
"""
CURRENT_PROPOSALS = f"""
WITH r AS ({_CURRENT_RUNS})
{_PROPOSED} FROM suggestion s
JOIN proposal p ON p.suggestion = s.id JOIN r ON r.id = p.run
WHERE s.article = ?2 ORDER BY s.start, s."end" DESC, s.id
"""
FROZEN_PROPOSALS = f"""
{_PROPOSED} FROM set_member m
JOIN suggestion s ON s.id = m.suggestion
JOIN proposal p ON p.run = m.run AND p.suggestion = m.suggestion
JOIN run r ON r.id = m.run
WHERE m.suggestion_set = ? ORDER BY s.start, s."end" DESC, s.id
"""
ADD_RUN = """
INSERT INTO run (id, extractor, version, model, scheme, at) VALUES (?, ?, ?, ?, ?, ?)
"""
ADD_RUN_ARTICLE = "INSERT INTO run_article (article, run) VALUES (?, ?)"
ADD_SUGGESTION = "INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
# What `reading` is to say of an article: how many spans are suggested, by extractor and label.
READING = f"""
SELECT a.n AS article, (
  SELECT json_group_object(what, spans) FROM (
    SELECT r.extractor || ' ' || s.label AS what, count(*) AS spans
    FROM ({_CURRENT_RUNS}) r CROSS JOIN suggestion s ON s.article = ?1
    CROSS JOIN proposal p ON p.suggestion = s.id AND p.run = r.id
    WHERE s.label GLOB '[A-Z]*' GROUP BY what)) AS shown
FROM article a WHERE a.id = ?1
"""  # noqa: S608 - built from the constant above
STORED_READING = """
SELECT coalesce(r.shown, '{}') FROM article a LEFT JOIN reading r ON r.article = a.n WHERE a.id = ?
"""
SET_READING = "INSERT OR REPLACE INTO reading SELECT n, ?2 FROM article WHERE id = ?1"
# What `queued` is to say of an assignment to annotate.
QUEUED = """
SELECT c.n AS curator, g.round, a.n AS article, g.n AS assignment, g.asked,
  t.decided, t.undecided, t.accepted, t.closed, (
    SELECT json_group_object(what, spans) FROM (
      SELECT r.extractor || ' ' || s.label AS what, count(*) AS spans
      FROM set_member m CROSS JOIN suggestion s ON s.id = m.suggestion
      CROSS JOIN run r ON r.id = m.run
      WHERE m.suggestion_set = g.suggestion_set AND s.label GLOB '[A-Z]*'
      GROUP BY what ORDER BY what)) AS shown
FROM assignment g JOIN curator c ON c.id = g.curator JOIN article a ON a.id = g.article
LEFT JOIN tally t ON t.assignment = g.id WHERE g.id = ? AND g.task = 'annotate'
"""
SET_QUEUED = f"INSERT OR REPLACE INTO queued {QUEUED}"
IS_QUEUED = f"""
SELECT EXISTS (SELECT 1 FROM ({QUEUED}) w JOIN queued q USING (curator, round, article)
  WHERE (q.assignment, q.asked, q.decided, q.undecided, q.accepted, q.closed, q.shown)
    IS (w.assignment, w.asked, w.decided, w.undecided, w.accepted, w.closed, w.shown))
"""  # noqa: S608 - built from the constant above
ADD_PROPOSAL = "INSERT INTO proposal VALUES (?, ?, ?, ?, ?, ?)"

ASSIGNMENTS = "SELECT * FROM assignment WHERE task = 'annotate' ORDER BY n"
# Having looked at an article is not taking part: a decision, a submission or a request is.
_TAKES_PART = """
({g}.asked = 1
  OR EXISTS (SELECT 1 FROM tally t WHERE t.assignment = {g}.id AND (t.decided > 0 OR t.closed = 1))
  OR EXISTS (SELECT 1 FROM submission s WHERE s.assignment = {g}.id))
"""
# By the first decision on a span, which alone makes a layer count, or by the submission.
_BEGUN = """
(SELECT a.at FROM decision d JOIN action a ON a.id = d.action
 WHERE d.assignment = {g}.id AND (d.mark = 'submitted'
   OR d.verdict IN ('accept', 'amend', 'reject', 'add')
     AND coalesce(json_extract(d.annotation, '$.label'),
       (SELECT s.label FROM suggestion s WHERE s.id = d.mark)) GLOB '[A-Z]*')
 ORDER BY d.seq LIMIT 1)
"""
# What the lead asked for and withdrew since; it may be asked for anew. Files may have been merged
# in another order than that in which this was said.
WITHDRAWN = """
coalesce((SELECT r.asked FROM request r WHERE r.assignment = {g}.id
  ORDER BY r.at DESC, r.n DESC LIMIT 1), 1) = 0
"""
# A layer o that stood in the way of others when c was submitted.
_THEN = f"""
o.article = {{g}}.article AND o.task = 'annotate' AND o.round = 1
  AND {_TAKES_PART.format(g="o")}
  AND (o.asked = 1 OR {_BEGUN.format(g="o")} <= c.at) AND NOT ({WITHDRAWN.format(g="o")})
  AND NOT EXISTS (SELECT 1 FROM submission p WHERE p.assignment = o.id AND p.at <= c.at)
"""  # noqa: S608 - built from the constants above
# Nobody asked for the layer, and once, before it was begun, all who then took part had submitted.
_LATE = f"""
({{g}}.asked = 0 AND EXISTS (
  SELECT 1 FROM assignment e JOIN submission c ON c.assignment = e.id
  WHERE e.article = {{g}}.article AND e.task = 'annotate' AND e.round = 1
    AND c.at < {_BEGUN} AND NOT EXISTS (SELECT 1 FROM assignment o WHERE {_THEN})))
"""  # noqa: S608
# Who joins an article late, or was let off it, holds nobody up: her layer counts from when she
# submits it.
TAKES_PART = f"""
({_TAKES_PART} AND (EXISTS (SELECT 1 FROM submission s WHERE s.assignment = {{g}}.id)
  OR NOT (({WITHDRAWN}) OR {_LATE})))
""".format(g="g")  # noqa: S608
# She herself sees nobody's before, unless she was let off.
_BLINDED = f"({_TAKES_PART} AND NOT ({WITHDRAWN}))".format(g="g")
LAYERS = f"""
SELECT * FROM assignment g
WHERE g.task = 'annotate' AND {_TAKES_PART.format(g="g")} ORDER BY g.n
"""  # noqa: S608
COUNTED = f"""
SELECT * FROM assignment g
WHERE g.task = 'annotate' AND {TAKES_PART} ORDER BY g.n
"""  # noqa: S608
ADD_ASSIGNMENT = """
INSERT INTO assignment (id, article, curator, task, round, arm, asked, suggestion_set)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
# Who is asked for an article again works in her second layer until she has submitted that: gold
# uses the first, which is hers to reopen then.
ASSIGNMENT = f"""
SELECT * FROM assignment g
WHERE g.article = ? AND g.curator = ? AND g.task = 'annotate' AND (g.round = 1 OR NOT (
  EXISTS (SELECT 1 FROM tally t WHERE t.assignment = g.id AND t.closed = 1)
  OR {WITHDRAWN.format(g="g")}))
ORDER BY g.round DESC LIMIT 1
"""  # noqa: S608
ADD_REQUEST = "INSERT INTO request (assignment, asked, curator, at) VALUES (?, ?, ?, ?)"
IS_WITHDRAWN = f"SELECT {WITHDRAWN.format(g='g')} FROM assignment g WHERE g.id = ?"  # noqa: S608
# What somebody was asked for, or is at, and has never submitted.
WITHDRAWABLE = f"""
SELECT * FROM assignment g
WHERE g.curator = ? AND g.task = 'annotate' AND {_TAKES_PART.format(g="g")}
  AND NOT ({WITHDRAWN.format(g="g")})
  AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id) ORDER BY g.n
"""  # noqa: S608
LET_OFF = f"""
SELECT * FROM assignment g
WHERE g.task = 'annotate' AND g.round = 1 AND {WITHDRAWN.format(g="g")}
  AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id) ORDER BY g.n
"""  # noqa: S608
FROZEN_SET = """
SELECT suggestion_set FROM assignment
WHERE article = ? AND arm = ? AND task = 'annotate' ORDER BY n LIMIT 1
"""
ADD_SET = "INSERT INTO suggestion_set VALUES (?, ?) ON CONFLICT DO NOTHING"
ADD_MEMBER = "INSERT INTO set_member VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

OPEN_ASSISTED = """
SELECT g.* FROM assignment g JOIN tally t ON t.assignment = g.id
WHERE g.curator = ? AND g.task = 'annotate' AND g.round = 1 AND g.arm = 'assisted' AND t.closed = 0
ORDER BY g.n
"""
ACTS = """
SELECT d.*, a.id AS act, a.seq AS act_seq, a.curator, a.session, a.kind, a.at, a.reverses, a.keys
FROM decision d JOIN action a ON a.id = d.action
WHERE d.assignment = ?1 AND (?2 IS NULL OR d.seq <= ?2) ORDER BY d.seq DESC
"""

ACTION = "SELECT * FROM action WHERE id = ?"
ADD_ACTION = """
INSERT INTO action (id, curator, session, kind, at, reverses, keys) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
ADD_DECISION = """
INSERT INTO decision
  (action, assignment, seq, mark, verdict, annotation, scheme, guideline, payload)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
DECISIONS = """
SELECT * FROM decision WHERE assignment = ? AND (?2 IS NULL OR seq <= ?3) ORDER BY seq
"""
LATER_DECISIONS = "SELECT * FROM decision WHERE assignment = ? AND seq > ? ORDER BY seq"
# An act has few decisions and an assignment many: the plus keeps to the index of the acts.
_OF_ACT = "FROM decision WHERE action = ?2 AND +assignment = ?1"
AROUND_ACT = f"""
SELECT * {_OF_ACT}
UNION ALL
SELECT * FROM decision WHERE assignment = ?1 AND seq IN (
  SELECT max(seq) FROM decision
  WHERE assignment = ?1 AND mark IN (SELECT mark {_OF_ACT}) AND seq < (SELECT min(seq) {_OF_ACT})
  GROUP BY mark)
ORDER BY seq
"""  # noqa: S608
LAST_SEQ = "SELECT max(seq) FROM decision WHERE assignment = ?"
SET_TALLY = "INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?, ?)"
TALLY = "SELECT * FROM tally WHERE assignment = ?"
TOUCHED = """
SELECT g.* FROM assignment g
WHERE g.id IN (SELECT assignment FROM decision WHERE action = ?) ORDER BY g.n
"""

UNSUBMITTED = f"""
SELECT count(*) FROM assignment g
WHERE g.article = ?1 AND g.round <= ?2 AND g.task = 'annotate'
  AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id)
  AND CASE WHEN g.curator = ?3 THEN {_BLINDED} ELSE {TAKES_PART} END
"""  # noqa: S608
HAS_SUBMITTED = """
SELECT 1 FROM assignment g JOIN submission s ON s.assignment = g.id
WHERE g.article = ? AND g.curator = ? AND g.task = 'annotate' LIMIT 1
"""
# Who is asked for an article again sees nothing that anybody did in it before she submits it again.
_AGAIN = f"""
g.task = 'annotate' AND g.round > 1 AND NOT ({WITHDRAWN.format(g="g")})
  AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id)
"""  # noqa: S608
AGAIN_OF = f"""
SELECT g.id FROM assignment g WHERE g.article = ? AND g.curator = ? AND {_AGAIN}
"""  # noqa: S608
# What `visible` of the ledger says of each layer g, for all of them at once: the tables that it
# takes, and the condition. There are no more rounds than two.
VISIBLE_FROM = f"""
unsubmitted AS (
  SELECT DISTINCT g.article, g.round FROM assignment g
  WHERE g.task = 'annotate' AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id)
    AND CASE WHEN g.curator = :viewer THEN {_BLINDED} ELSE {TAKES_PART} END
), mine AS (
  SELECT DISTINCT g.article FROM assignment g JOIN submission s ON s.assignment = g.id
  WHERE g.task = 'annotate' AND g.curator = :viewer
), again AS (
  SELECT g.article FROM assignment g WHERE g.curator = :viewer AND {_AGAIN}
)
"""  # noqa: S608
VISIBLE = """
((g.article NOT IN again OR (g.curator = :viewer AND g.round > 1)) AND (g.curator = :viewer
  OR ((g.article, 1) NOT IN unsubmitted AND (g.article, g.round) NOT IN unsubmitted
    AND (:lead OR g.article IN mine))))
"""
FIRST_SUBMITTED = """
SELECT g.curator, min(s.at) AS at FROM assignment g JOIN submission s ON s.assignment = g.id
WHERE g.task = 'annotate' AND g.round = 1 GROUP BY g.curator
"""
DUE_AGAIN = """
WITH done AS (
  SELECT g.id, max(s.at) AS at FROM assignment g
  JOIN tally t ON t.assignment = g.id AND t.closed = 1
  JOIN submission s ON s.assignment = g.id
  WHERE g.curator = :curator AND g.task = 'annotate' AND g.round = 1 GROUP BY g.id
), aged AS (
  SELECT id, at, rank() OVER (ORDER BY at DESC) - 1 AS later FROM done
)
SELECT g.* FROM aged d JOIN assignment g ON g.id = d.id
WHERE julianday(:now) - julianday(d.at) >= :days AND d.later >= :others
  AND NOT EXISTS (SELECT 1 FROM assignment r WHERE r.article = g.article
    AND r.curator = g.curator AND r.task = 'annotate' AND r.round > 1)
  AND NOT EXISTS (SELECT 1 FROM assignment j JOIN submission s ON s.assignment = j.id
    WHERE j.article = g.article AND j.task = 'adjudicate')
ORDER BY g.n
"""
LAST_SUBMITTED = "SELECT max(through_seq) FROM submission WHERE assignment = ?"
ADD_SUBMISSION = """
INSERT INTO submission
  (id, assignment, at, through_seq, scheme, guideline, tokeniser, spans, n)
VALUES (?, ?, ?, ?, ?, ?, ?, ?,
  (SELECT count(*) + 1 FROM submission WHERE assignment = ?))
"""
SUBMISSIONS = "SELECT * FROM submission WHERE assignment = ? ORDER BY n"

PROPOSALS_OF = f"""
{_PROPOSED} FROM suggestion s
JOIN proposal p ON p.suggestion = s.id JOIN run r ON r.id = p.run
WHERE s.article = ?
"""
SETS_OF = "SELECT id FROM suggestion_set WHERE article = ?"
MEMBERS = "SELECT suggestion, run FROM set_member WHERE suggestion_set = ?"

# Only first submissions take part in agreement; they are never changed. One by who had seen what
# others say, because she opened the case as adjudicator, is not independent and takes no part.
_UNSEEN = """
NOT EXISTS (SELECT 1 FROM seen v
  WHERE v.article = g.article AND v.curator = g.curator AND v.at < s.at)
"""
_FIRST = """
FROM assignment g JOIN submission s ON s.assignment = g.id AND s.n = 1
JOIN article a ON a.id = g.article
"""
FIRST_SPANS = f"""
SELECT a.n, g.article, g.curator, g.round, g.arm, g.suggestion_set, s.scheme, s.spans
{_FIRST} WHERE g.task = 'annotate' AND a.n IN (SELECT value FROM json_each(?)) AND {_UNSEEN}
ORDER BY a.n, g.n
"""  # noqa: S608 - built from the constants above
# The kinds of site furniture are written small, and are nobody's judgement of a span.
SUGGESTED_SPANS = """
SELECT DISTINCT m.suggestion_set, s.start, s."end", s.label, s.value
FROM set_member m JOIN suggestion s ON s.id = m.suggestion
WHERE m.suggestion_set IN (SELECT value FROM json_each(?)) AND s.label GLOB '[A-Z]*'
ORDER BY m.suggestion_set, s.start, s."end", s.label, s.value
"""
TEXTS = "SELECT n, text FROM article WHERE n IN (SELECT value FROM json_each(?))"
VALUES_GIVEN = """
SELECT json_extract(d.annotation, '$.value')
FROM assignment g JOIN decision d ON d.assignment = g.id
WHERE g.article = ?1 AND json_type(d.annotation, '$.value') = 'object'
UNION SELECT value FROM suggestion WHERE article = ?1 AND value IS NOT NULL
"""
# Nearly all rows are wanted: to go by an index would take twice as long.
FIRST_LAYERS = f"""
WITH {VISIBLE_FROM}
SELECT a.n, g.article, c.name, g.round, g.arm = 'blind' AS blind, s.at, s.guideline,
  {VISIBLE} AS visible
{_FIRST.replace("assignment g", "assignment g NOT INDEXED")} JOIN curator c ON c.id = g.curator
WHERE g.task = 'annotate' AND {_UNSEEN} ORDER BY a.n, g.n
"""
PAIR_ROWS = """
SELECT article, layers, suggested, labels, length(spans) AS spans, length(tokens) AS tokens
FROM pair_count WHERE rule = ?
"""
PAIR_COUNTS = """
SELECT article, rule, layers, suggested, labels, spans, CASE WHEN ?1 THEN tokens END AS tokens
FROM pair_count WHERE article BETWEEN ?2 AND ?3
"""
GUIDELINES_USED = """
SELECT s.guideline, min(s.at) AS at FROM assignment g JOIN submission s ON s.assignment = g.id
WHERE g.task = 'annotate' AND s.n = 1 GROUP BY s.guideline ORDER BY at, s.guideline
"""
TOKENS_OF = """
SELECT a.id, a.n, length(p.tokens), substr(p.tokens, 1, ?3) FROM article a
LEFT JOIN pair_count p ON p.article = a.n AND p.rule = ?1
WHERE a.id IN (SELECT value FROM json_each(?2))
"""
SET_PAIRS = "INSERT OR REPLACE INTO pair_count VALUES (?, ?, ?, ?, ?, ?, ?)"
ADJUDICATED = """
SELECT DISTINCT g.article FROM assignment g JOIN tally t ON t.assignment = g.id AND t.closed = 1
WHERE g.task = 'adjudicate' ORDER BY g.n
"""
LAYERS_OF = f"""
SELECT * FROM assignment g
WHERE g.article = ? AND g.task = 'annotate' AND NOT EXISTS (
  SELECT 1 FROM submission s WHERE s.assignment = g.id AND s.n = 1 AND NOT {_UNSEEN})
ORDER BY g.n
"""  # noqa: S608
SOURCE_OF = "SELECT id, source FROM article"
