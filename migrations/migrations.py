"""The database's schema, step by step. History: a step is appended, never changed.

`sqlite-utils migrate DB migrations/` applies the same steps by hand.
"""

from sqlite_utils import Database, Migrations

schema = Migrations("workbench")

_TABLES = """
CREATE TABLE project (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Every version ever in force is kept, because decisions name the one they were made under.
CREATE TABLE scheme (
  fingerprint TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE guideline (
  fingerprint TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE curator (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  roles TEXT NOT NULL CHECK (json_valid(roles))
) STRICT;

CREATE TABLE article (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 64),
  source TEXT NOT NULL,
  title_start INTEGER,
  title_end INTEGER,
  published TEXT,
  text TEXT NOT NULL,
  tokeniser TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  encoding TEXT NOT NULL,
  CHECK ((title_start IS NULL) = (title_end IS NULL) AND title_start < title_end)
) STRICT;
CREATE INDEX article_source ON article (source);
CREATE INDEX article_published ON article (published, n);

CREATE VIRTUAL TABLE article_fts USING fts5 (
  title, text, content = '', tokenize = 'unicode61 remove_diacritics 0'
);

-- Content-addressed: the same proposal is one row, whichever runs made it.
CREATE TABLE suggestion (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL,
  surface TEXT NOT NULL CHECK (length(surface) > 0),
  label TEXT NOT NULL,
  value TEXT CHECK (value IS NULL OR json_valid(value)),
  CHECK ("end" > start)
) STRICT;
CREATE INDEX suggestion_article ON suggestion (article, start, "end");

CREATE TABLE run (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  extractor TEXT NOT NULL,
  version TEXT NOT NULL,
  model TEXT,
  scheme TEXT NOT NULL REFERENCES scheme (fingerprint),
  at TEXT NOT NULL
) STRICT;

-- Which articles a run read, so that one without proposals is known to have been read.
CREATE TABLE run_article (
  article TEXT NOT NULL REFERENCES article (id),
  run TEXT NOT NULL REFERENCES run (id),
  PRIMARY KEY (article, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_article_run ON run_article (run);

CREATE TABLE proposal (
  run TEXT NOT NULL REFERENCES run (id),
  suggestion TEXT NOT NULL REFERENCES suggestion (id),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  reason TEXT NOT NULL,
  alternatives TEXT NOT NULL CHECK (json_valid(alternatives)),
  flags TEXT NOT NULL CHECK (json_valid(flags)),
  PRIMARY KEY (run, suggestion)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_suggestion ON proposal (suggestion);

-- A set is what a curator was shown; its id is the hash of its members.
CREATE TABLE suggestion_set (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article (id)
) STRICT;
CREATE TABLE set_member (
  suggestion_set TEXT NOT NULL REFERENCES suggestion_set (id),
  suggestion TEXT NOT NULL,
  run TEXT NOT NULL,
  PRIMARY KEY (suggestion_set, suggestion),
  FOREIGN KEY (run, suggestion) REFERENCES proposal (run, suggestion)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_member_proposal ON set_member (run, suggestion);

CREATE TABLE assignment (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id),
  curator TEXT NOT NULL REFERENCES curator (id),
  task TEXT NOT NULL CHECK (task IN ('annotate', 'adjudicate')),
  round INTEGER NOT NULL CHECK (round >= 1),
  arm TEXT NOT NULL CHECK (arm IN ('assisted', 'blind')),
  asked INTEGER NOT NULL CHECK (asked IN (0, 1)), -- 0: it was made by opening the article
  suggestion_set TEXT NOT NULL REFERENCES suggestion_set (id),
  UNIQUE (article, curator, task, round)
) STRICT;
CREATE INDEX assignment_curator ON assignment (curator, article);
CREATE INDEX assignment_set ON assignment (suggestion_set);

CREATE TABLE action (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  curator TEXT NOT NULL REFERENCES curator (id),
  session TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('decide', 'propagate', 'zone', 'note', 'open', 'submit',
                                     'reopen', 'undo', 'redo', 'adjudicate')),
  at TEXT NOT NULL,
  reverses TEXT REFERENCES action (id),
  CHECK ((reverses IS NOT NULL) = (kind IN ('undo', 'redo')))
) STRICT;
CREATE INDEX action_curator ON action (curator, seq);
CREATE INDEX action_reverses ON action (reverses);

CREATE TABLE decision (
  action TEXT NOT NULL REFERENCES action (id),
  assignment TEXT NOT NULL REFERENCES assignment (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  mark TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'amend', 'reject', 'add', 'withdraw',
                                           'skip', 'clear')),
  annotation TEXT CHECK (annotation IS NULL OR json_valid(annotation)),
  scheme TEXT NOT NULL REFERENCES scheme (fingerprint),
  guideline TEXT NOT NULL REFERENCES guideline (fingerprint),
  payload TEXT CHECK (payload IS NULL OR json_valid(payload)),
  PRIMARY KEY (assignment, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_mark ON decision (assignment, mark, seq);
CREATE INDEX decision_action ON decision (action);

CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  assignment TEXT NOT NULL REFERENCES assignment (id),
  n INTEGER NOT NULL CHECK (n >= 1),
  at TEXT NOT NULL,
  through_seq INTEGER NOT NULL,
  scheme TEXT NOT NULL REFERENCES scheme (fingerprint),
  guideline TEXT NOT NULL REFERENCES guideline (fingerprint),
  tokeniser TEXT NOT NULL,
  spans BLOB NOT NULL,
  UNIQUE (assignment, n)
) STRICT;

-- Derived from submissions: how two of them compare, per label and class of agreement.
CREATE TABLE pair_count (
  a TEXT NOT NULL REFERENCES submission (id),
  b TEXT NOT NULL REFERENCES submission (id),
  label TEXT NOT NULL,
  class TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (a, b, label, class)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_count_b ON pair_count (b);

-- Derived from decisions and the frozen set, written in the same transaction as the decisions.
CREATE TABLE tally (
  assignment TEXT PRIMARY KEY REFERENCES assignment (id),
  decided INTEGER NOT NULL,
  undecided INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT;

CREATE TABLE model (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  trained_on TEXT NOT NULL CHECK (json_valid(trained_on)),
  scores TEXT NOT NULL CHECK (json_valid(scores)),
  hash TEXT NOT NULL,
  blob BLOB NOT NULL
) STRICT;
"""

# The record of what people did and saw: rows are appended and never touched again.
_APPEND_ONLY = (
    "scheme",
    "guideline",
    "article",
    "suggestion",
    "run",
    "run_article",
    "proposal",
    "suggestion_set",
    "set_member",
    "assignment",
    "action",
    "decision",
    "submission",
)

# INSERT OR REPLACE deletes without firing a delete trigger, so the ledger refuses known keys too.
_LEDGER_KEYS = {
    "action": "id = new.id OR seq = new.seq",
    "decision": "assignment = new.assignment AND seq = new.seq",
    "submission": "id = new.id OR (assignment = new.assignment AND n = new.n)",
}


@schema()
def m0001_initial(db):  # type: ignore[no-untyped-def] # the signature is sqlite-utils'
    """Create every table: an append-only ledger, what it refers to, and what is derived."""
    statements = [_TABLES]
    for table in _APPEND_ONLY:
        statements += [
            f"""
            CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            """
            for verb in ("update", "delete")
        ]
    for table, key in _LEDGER_KEYS.items():
        statements.append(
            f"""
            CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            """  # noqa: S608 - the names are those of this file
        )
    db.executescript("\n".join(statements))


@schema()
def m0002_queue(db):  # type: ignore[no-untyped-def]
    """Let the queue find labels and notes without reading every decision; count keys pressed."""
    db.executescript(
        """
        CREATE INDEX suggestion_label ON suggestion (label, article);
        CREATE INDEX decision_noted ON decision (assignment, mark, seq)
          WHERE json_extract(annotation, '$.note') IS NOT NULL
            OR json_extract(payload, '$.note') IS NOT NULL;
        -- How many keys an act took since the one before it; NULL where no keys were pressed.
        ALTER TABLE action ADD COLUMN keys INTEGER CHECK (keys >= 0);
        """
    )


@schema()
def m0003_pair_count(db):  # type: ignore[no-untyped-def]
    """Keep what compares the layers of an article in one row, which is read far faster."""
    db.executescript(
        """
        DROP TABLE pair_count;
        -- Derived from the first submissions of an article, of which there were `layers`, by a
        -- `rule`: how the spans, and the tokens, of each two compare. `suggested` tells whether
        -- what the first assisted curator was shown is compared, too, as a layer behind the others.
        CREATE TABLE pair_count (
          article INTEGER PRIMARY KEY REFERENCES article (n),
          rule TEXT NOT NULL,
          layers INTEGER NOT NULL,
          suggested INTEGER NOT NULL CHECK (suggested IN (0, 1)),
          labels TEXT NOT NULL CHECK (json_valid(labels)),
          spans BLOB NOT NULL,
          tokens BLOB NOT NULL
        ) STRICT;
        """
    )


@schema()
def m0004_prediction(db):  # type: ignore[no-untyped-def]
    """Keep what other tools find in an article, so that it can be weighed anew at any time."""
    db.executescript(
        """
        -- Not ledger: a tool's later predictions replace its earlier ones.
        CREATE TABLE prediction (
          article TEXT NOT NULL REFERENCES article (id),
          tool TEXT NOT NULL,
          hash TEXT NOT NULL,
          spans TEXT NOT NULL CHECK (json_valid(spans)),
          PRIMARY KEY (article, tool)
        ) STRICT, WITHOUT ROWID;
        """
    )


@schema()
def m0005_progress(db):  # type: ignore[no-untyped-def]
    """Let the queue count how far a curator is in one pass over two indexes in the same order."""
    db.executescript(
        """
        CREATE TABLE tallied (
          assignment TEXT PRIMARY KEY REFERENCES assignment (id),
          decided INTEGER NOT NULL,
          undecided INTEGER NOT NULL,
          accepted INTEGER NOT NULL,
          closed INTEGER NOT NULL CHECK (closed IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        INSERT INTO tallied SELECT * FROM tally ORDER BY assignment;
        DROP TABLE tally;
        ALTER TABLE tallied RENAME TO tally;
        -- In place of the one of (curator, article), which only ever served its first column.
        DROP INDEX assignment_curator;
        CREATE INDEX assignment_layer ON assignment (curator, task, round, id, article);
        CREATE INDEX assignment_asked ON assignment (curator) WHERE asked = 1;
        """
    )


@schema()
def m0006_seen(db):  # type: ignore[no-untyped-def]
    """Record who has seen what curators of an article say, before deciding anything about it."""
    db.executescript(
        """
        -- Who adjudicates opened the case of an article; in round 0 nobody had decided anything
        -- about it yet, in another she saw what the adjudication of that round decided so far.
        CREATE TABLE seen (
          article TEXT NOT NULL REFERENCES article (id),
          curator TEXT NOT NULL REFERENCES curator (id),
          round INTEGER NOT NULL CHECK (round >= 0),
          at TEXT NOT NULL,
          PRIMARY KEY (article, curator, round)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER seen_no_update BEFORE UPDATE ON seen
        BEGIN SELECT RAISE(ABORT, 'seen is append-only'); END;
        CREATE TRIGGER seen_no_delete BEFORE DELETE ON seen
        BEGIN SELECT RAISE(ABORT, 'seen is append-only'); END;
        """
    )


@schema()
def m0007_request(db):  # type: ignore[no-untyped-def]
    """Let the lead take back what somebody was asked for: an assignment itself is never changed."""
    db.executescript(
        """
        -- What was said last of an assignment holds: 0 when it is no longer asked for, 1 when it is
        -- asked for anew. Of most assignments nothing is said.
        CREATE TABLE request (
          n INTEGER PRIMARY KEY,
          assignment TEXT NOT NULL REFERENCES assignment (id),
          asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
          curator TEXT NOT NULL REFERENCES curator (id), -- who said so
          at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX request_assignment ON request (assignment, n);
        CREATE TRIGGER request_no_update BEFORE UPDATE ON request
        BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;
        CREATE TRIGGER request_no_delete BEFORE DELETE ON request
        BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;
        """
    )


@schema()
def m0008_merged(db):  # type: ignore[no-untyped-def]
    """Let what was done elsewhere take the place of an assignment that nobody has begun here.

    What somebody did is still never changed: an assignment without a decision may get the
    suggestions and the arm that the work was done with, be asked for, and what was seen may turn
    out to have been seen earlier.
    """
    db.executescript(
        """
        DROP TRIGGER assignment_no_update;
        CREATE TRIGGER assignment_no_update BEFORE UPDATE ON assignment
        WHEN (new.n, new.id, new.article, new.curator, new.task, new.round)
            IS NOT (old.n, old.id, old.article, old.curator, old.task, old.round)
          OR new.asked < old.asked
          OR ((new.arm, new.suggestion_set) IS NOT (old.arm, old.suggestion_set)
            AND EXISTS (SELECT 1 FROM decision d WHERE d.assignment = old.id))
        BEGIN SELECT RAISE(ABORT, 'assignment is append-only'); END;
        DROP TRIGGER seen_no_update;
        CREATE TRIGGER seen_no_update BEFORE UPDATE ON seen
        WHEN (new.article, new.curator, new.round) IS NOT (old.article, old.curator, old.round)
          OR new.at > old.at
        BEGIN SELECT RAISE(ABORT, 'seen is append-only'); END;
        """
    )


@schema()
def m0009_queued(db):  # type: ignore[no-untyped-def]
    """Let the queue find what is shown in which article in one pass over rows of numbers."""
    # How many spans are shown, by extractor and label: {"entities GPE": 2}. Labels are in capitals;
    # the kinds of site furniture are not, and are not counted.
    shown = """(
        SELECT json_group_object(what, spans) FROM (
          SELECT r.extractor || ' ' || s.label AS what, count(*) AS spans
          FROM set_member m CROSS JOIN suggestion s ON s.id = m.suggestion
          CROSS JOIN run r ON r.id = m.run
          WHERE m.suggestion_set = {g}.suggestion_set AND s.label GLOB '[A-Z]*'
          GROUP BY what ORDER BY what))"""
    db.executescript(
        f"""
        -- Derived: what the latest runs of the extractors that read an article suggest there.
        CREATE TABLE reading (
          article INTEGER PRIMARY KEY REFERENCES article (n),
          shown TEXT NOT NULL CHECK (json_valid(shown))
        ) STRICT;
        -- Derived: each assignment to annotate with its tally, if it has one, and what its frozen
        -- set suggests, so that those of a curator stand together in the order of their articles.
        CREATE TABLE queued (
          curator INTEGER NOT NULL REFERENCES curator (n),
          round INTEGER NOT NULL,
          article INTEGER NOT NULL REFERENCES article (n),
          assignment INTEGER NOT NULL REFERENCES assignment (n),
          asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
          decided INTEGER,
          undecided INTEGER,
          accepted INTEGER,
          closed INTEGER CHECK (closed IN (0, 1)),
          shown TEXT NOT NULL CHECK (json_valid(shown)),
          PRIMARY KEY (curator, round, article)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO reading
        SELECT a.n, json_group_object(what, spans) FROM (
          SELECT l.article, l.extractor || ' ' || s.label AS what, count(*) AS spans
          FROM (
            SELECT ra.article, r.extractor, ra.run, max(r.n)
            FROM run_article ra CROSS JOIN run r ON r.id = ra.run GROUP BY ra.article, r.extractor
          ) l CROSS JOIN proposal p ON p.run = l.run
          CROSS JOIN suggestion s ON s.id = p.suggestion
          WHERE s.article = l.article AND s.label GLOB '[A-Z]*'
          GROUP BY l.article, what ORDER BY l.article, what
        ) f CROSS JOIN article a ON a.id = f.article GROUP BY f.article;

        INSERT INTO queued
        SELECT c.n, g.round, a.n, g.n, g.asked, t.decided, t.undecided, t.accepted, t.closed,
          {shown.format(g="g")}
        FROM assignment g JOIN curator c ON c.id = g.curator JOIN article a ON a.id = g.article
        LEFT JOIN tally t ON t.assignment = g.id
        WHERE g.task = 'annotate' ORDER BY 1, 2, 3;

        -- What was made of a suggestion, or added, by its label.
        CREATE INDEX decision_labelled
          ON decision (json_extract(annotation, '$.label'), assignment, mark, seq)
          WHERE verdict IN ('amend', 'add');
        """  # noqa: S608 - built from the constant above
    )
    _keep_queued(db, shown)


def _keep_queued(db: Database, shown: str) -> None:
    """Keep `queued` as assignments and tallies are; `shown` counts what a set suggests."""
    db.executescript(
        f"""
        CREATE TRIGGER queued_assigned AFTER INSERT ON assignment WHEN new.task = 'annotate'
        BEGIN
          INSERT INTO queued
          SELECT c.n, new.round, a.n, new.n, new.asked, NULL, NULL, NULL, NULL,
            {shown.format(g="new")}
          FROM curator c JOIN article a ON a.id = new.article WHERE c.id = new.curator;
        END;
        CREATE TRIGGER queued_changed AFTER UPDATE OF asked, suggestion_set ON assignment
        WHEN new.task = 'annotate'
        BEGIN
          UPDATE queued SET asked = new.asked, shown = {shown.format(g="new")}
          WHERE curator = (SELECT n FROM curator WHERE id = new.curator) AND round = new.round
            AND article = (SELECT n FROM article WHERE id = new.article);
        END;
        CREATE TRIGGER queued_tallied AFTER INSERT ON tally
        BEGIN
          UPDATE queued SET decided = new.decided, undecided = new.undecided,
            accepted = new.accepted, closed = new.closed
          WHERE (curator, round, article) = (
            SELECT c.n, g.round, a.n FROM assignment g
            JOIN curator c ON c.id = g.curator JOIN article a ON a.id = g.article
            WHERE g.id = new.assignment AND g.task = 'annotate');
        END;
        """  # noqa: S608 - built from the constant above
    )
