"""The statements of the store. Current state is read by "no later one exists", never by a view."""

from __future__ import annotations

PROJECT = "SELECT value FROM project WHERE key = ?"
SET_PROJECT = (
    "INSERT INTO project VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
SCHEME = "SELECT text FROM scheme WHERE fingerprint = ?"
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
ADD_RUN = "INSERT INTO run (id, extractor, version, scheme, at) VALUES (?, ?, ?, ?, ?)"
ADD_RUN_ARTICLE = "INSERT INTO run_article (article, run) VALUES (?, ?)"
ADD_SUGGESTION = "INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
ADD_PROPOSAL = "INSERT INTO proposal VALUES (?, ?, ?, ?, ?, ?)"

ASSIGNMENT = """
SELECT * FROM assignment
WHERE article = ? AND curator = ? AND task = 'annotate' ORDER BY round DESC LIMIT 1
"""
ASSIGNMENTS = "SELECT * FROM assignment WHERE task = 'annotate' ORDER BY n"
# Having looked at an article is not taking part: a decision, a submission or a request is.
_TAKES_PART = """
(g.asked = 1
  OR EXISTS (SELECT 1 FROM tally t WHERE t.assignment = g.id AND (t.decided > 0 OR t.closed = 1))
  OR EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id))
"""
LAYERS = f"""
SELECT * FROM assignment g WHERE g.task = 'annotate' AND {_TAKES_PART} ORDER BY g.n
"""  # noqa: S608 - built from the constants above
ADD_ASSIGNMENT = """
INSERT INTO assignment (id, article, curator, task, round, arm, asked, suggestion_set)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
FROZEN_SET = """
SELECT suggestion_set FROM assignment
WHERE article = ? AND arm = ? AND task = 'annotate' ORDER BY n LIMIT 1
"""
ADD_SET = "INSERT INTO suggestion_set VALUES (?, ?) ON CONFLICT DO NOTHING"
ADD_MEMBER = "INSERT INTO set_member VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

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
LAST_SEQ = "SELECT max(seq) FROM decision WHERE assignment = ?"
SET_TALLY = "INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?, ?)"
TALLY = "SELECT * FROM tally WHERE assignment = ?"
TOUCHED = """
SELECT g.* FROM assignment g
WHERE g.id IN (SELECT assignment FROM decision WHERE action = ?) ORDER BY g.n
"""

# An act is undone while an undo of it exists that no redo has reversed.
_UNDONE = """
EXISTS (SELECT 1 FROM action u WHERE u.reverses = a.id AND u.kind = 'undo' AND NOT EXISTS (
  SELECT 1 FROM action r WHERE r.reverses = u.id AND r.kind = 'redo'))
"""
UNDOABLE = f"""
SELECT * FROM action a
WHERE a.curator = ? AND a.kind NOT IN ('open', 'undo', 'redo') AND NOT {_UNDONE}
ORDER BY a.seq DESC LIMIT 1
"""  # noqa: S608
REDOABLE = """
SELECT * FROM action u
WHERE u.curator = ?1 AND u.kind = 'undo'
  AND NOT EXISTS (SELECT 1 FROM action r WHERE r.reverses = u.id AND r.kind = 'redo')
  AND NOT EXISTS (SELECT 1 FROM action a WHERE a.curator = ?1 AND a.seq > u.seq
    AND a.kind NOT IN ('open', 'undo', 'redo'))
ORDER BY u.seq DESC LIMIT 1
"""

UNSUBMITTED = f"""
SELECT count(*) FROM assignment g
WHERE g.article = ? AND g.round = ? AND g.task = 'annotate' AND {_TAKES_PART}
  AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id)
"""  # noqa: S608
HAS_SUBMITTED = """
SELECT 1 FROM assignment g JOIN submission s ON s.assignment = g.id
WHERE g.article = ? AND g.round = ? AND g.curator = ? AND g.task = 'annotate' LIMIT 1
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
