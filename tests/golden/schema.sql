CREATE INDEX action_curator ON action (curator, seq);
CREATE INDEX action_reverses ON action (reverses);
CREATE INDEX article_published ON article (published, n);
CREATE INDEX article_source ON article (source);
CREATE INDEX assignment_asked ON assignment (curator) WHERE asked = 1;
CREATE INDEX assignment_layer ON assignment (curator, task, round, id, article);
CREATE INDEX assignment_set ON assignment (suggestion_set);
CREATE INDEX decision_action ON decision (action);
CREATE INDEX decision_labelled
          ON decision (json_extract(annotation, '$.label'), assignment, mark, seq)
          WHERE verdict IN ('amend', 'add');
CREATE INDEX decision_mark ON decision (assignment, mark, seq);
CREATE INDEX decision_noted ON decision (assignment, mark, seq)
          WHERE json_extract(annotation, '$.note') IS NOT NULL
            OR json_extract(payload, '$.note') IS NOT NULL;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX proposal_suggestion ON proposal (suggestion);
CREATE INDEX request_assignment ON request (assignment, n);
CREATE INDEX run_article_run ON run_article (run);
CREATE INDEX set_member_proposal ON set_member (run, suggestion);
CREATE INDEX suggestion_article ON suggestion (article, start, "end");
CREATE INDEX suggestion_label ON suggestion (label, article);
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE action (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  curator TEXT NOT NULL REFERENCES curator (id),
  session TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('decide', 'propagate', 'zone', 'note', 'open', 'submit',
                                     'reopen', 'undo', 'redo', 'adjudicate')),
  at TEXT NOT NULL,
  reverses TEXT REFERENCES action (id), keys INTEGER CHECK (keys >= 0),
  CHECK ((reverses IS NOT NULL) = (kind IN ('undo', 'redo')))
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
CREATE VIRTUAL TABLE article_fts USING fts5 (
  title, text, content = '', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE 'article_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'article_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'article_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'article_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
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
CREATE TABLE curator (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  roles TEXT NOT NULL CHECK (json_valid(roles))
) STRICT;
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
CREATE TABLE guideline (
  fingerprint TEXT PRIMARY KEY,
  text TEXT NOT NULL
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
CREATE TABLE pair_count (
          article INTEGER PRIMARY KEY REFERENCES article (n),
          rule TEXT NOT NULL,
          layers INTEGER NOT NULL,
          suggested INTEGER NOT NULL CHECK (suggested IN (0, 1)),
          labels TEXT NOT NULL CHECK (json_valid(labels)),
          spans BLOB NOT NULL,
          tokens BLOB NOT NULL
        ) STRICT;
CREATE TABLE prediction (
          article TEXT NOT NULL REFERENCES article (id),
          tool TEXT NOT NULL,
          hash TEXT NOT NULL,
          spans TEXT NOT NULL CHECK (json_valid(spans)),
          PRIMARY KEY (article, tool)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE project (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE proposal (
  run TEXT NOT NULL REFERENCES run (id),
  suggestion TEXT NOT NULL REFERENCES suggestion (id),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  reason TEXT NOT NULL,
  alternatives TEXT NOT NULL CHECK (json_valid(alternatives)),
  flags TEXT NOT NULL CHECK (json_valid(flags)),
  PRIMARY KEY (run, suggestion)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE reading (
          article INTEGER PRIMARY KEY REFERENCES article (n),
          shown TEXT NOT NULL CHECK (json_valid(shown))
        ) STRICT;
CREATE TABLE request (
          n INTEGER PRIMARY KEY,
          assignment TEXT NOT NULL REFERENCES assignment (id),
          asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
          curator TEXT NOT NULL REFERENCES curator (id), -- who said so
          at TEXT NOT NULL
        ) STRICT;
CREATE TABLE run (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  extractor TEXT NOT NULL,
  version TEXT NOT NULL,
  model TEXT,
  scheme TEXT NOT NULL REFERENCES scheme (fingerprint),
  at TEXT NOT NULL
) STRICT;
CREATE TABLE run_article (
  article TEXT NOT NULL REFERENCES article (id),
  run TEXT NOT NULL REFERENCES run (id),
  PRIMARY KEY (article, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE scheme (
  fingerprint TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE seen (
          article TEXT NOT NULL REFERENCES article (id),
          curator TEXT NOT NULL REFERENCES curator (id),
          round INTEGER NOT NULL CHECK (round >= 0),
          at TEXT NOT NULL,
          PRIMARY KEY (article, curator, round)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE set_member (
  suggestion_set TEXT NOT NULL REFERENCES suggestion_set (id),
  suggestion TEXT NOT NULL,
  run TEXT NOT NULL,
  PRIMARY KEY (suggestion_set, suggestion),
  FOREIGN KEY (run, suggestion) REFERENCES proposal (run, suggestion)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE suggestion_set (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES article (id)
) STRICT;
CREATE TABLE "tally" (
          assignment TEXT PRIMARY KEY REFERENCES assignment (id),
          decided INTEGER NOT NULL,
          undecided INTEGER NOT NULL,
          accepted INTEGER NOT NULL,
          closed INTEGER NOT NULL CHECK (closed IN (0, 1))
        ) STRICT, WITHOUT ROWID;
CREATE TRIGGER action_no_delete BEFORE DELETE ON action
            BEGIN SELECT RAISE(ABORT, 'action is append-only'); END;
CREATE TRIGGER action_no_replace BEFORE INSERT ON action
            WHEN EXISTS (SELECT 1 FROM action WHERE id = new.id OR seq = new.seq)
            BEGIN SELECT RAISE(ABORT, 'action is append-only'); END;
CREATE TRIGGER action_no_update BEFORE UPDATE ON action
            BEGIN SELECT RAISE(ABORT, 'action is append-only'); END;
CREATE TRIGGER article_no_delete BEFORE DELETE ON article
            BEGIN SELECT RAISE(ABORT, 'article is append-only'); END;
CREATE TRIGGER article_no_update BEFORE UPDATE ON article
            BEGIN SELECT RAISE(ABORT, 'article is append-only'); END;
CREATE TRIGGER assignment_no_delete BEFORE DELETE ON assignment
            BEGIN SELECT RAISE(ABORT, 'assignment is append-only'); END;
CREATE TRIGGER assignment_no_update BEFORE UPDATE ON assignment
        WHEN (new.n, new.id, new.article, new.curator, new.task, new.round)
            IS NOT (old.n, old.id, old.article, old.curator, old.task, old.round)
          OR new.asked < old.asked
          OR ((new.arm, new.suggestion_set) IS NOT (old.arm, old.suggestion_set)
            AND EXISTS (SELECT 1 FROM decision d WHERE d.assignment = old.id))
        BEGIN SELECT RAISE(ABORT, 'assignment is append-only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
            BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_no_replace BEFORE INSERT ON decision
            WHEN EXISTS (SELECT 1 FROM decision WHERE assignment = new.assignment AND seq = new.seq)
            BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision
            BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
CREATE TRIGGER guideline_no_delete BEFORE DELETE ON guideline
            BEGIN SELECT RAISE(ABORT, 'guideline is append-only'); END;
CREATE TRIGGER guideline_no_update BEFORE UPDATE ON guideline
            BEGIN SELECT RAISE(ABORT, 'guideline is append-only'); END;
CREATE TRIGGER proposal_no_delete BEFORE DELETE ON proposal
            BEGIN SELECT RAISE(ABORT, 'proposal is append-only'); END;
CREATE TRIGGER proposal_no_update BEFORE UPDATE ON proposal
            BEGIN SELECT RAISE(ABORT, 'proposal is append-only'); END;
CREATE TRIGGER queued_assigned AFTER INSERT ON assignment WHEN new.task = 'annotate'
        BEGIN
          INSERT INTO queued
          SELECT c.n, new.round, a.n, new.n, new.asked, NULL, NULL, NULL, NULL,
            (
        SELECT json_group_object(what, spans) FROM (
          SELECT r.extractor || ' ' || s.label AS what, count(*) AS spans
          FROM set_member m CROSS JOIN suggestion s ON s.id = m.suggestion
          CROSS JOIN run r ON r.id = m.run
          WHERE m.suggestion_set = new.suggestion_set AND s.label GLOB '[A-Z]*'
          GROUP BY what ORDER BY what))
          FROM curator c JOIN article a ON a.id = new.article WHERE c.id = new.curator;
        END;
CREATE TRIGGER queued_changed AFTER UPDATE OF asked, suggestion_set ON assignment
        WHEN new.task = 'annotate'
        BEGIN
          UPDATE queued SET asked = new.asked, shown = (
        SELECT json_group_object(what, spans) FROM (
          SELECT r.extractor || ' ' || s.label AS what, count(*) AS spans
          FROM set_member m CROSS JOIN suggestion s ON s.id = m.suggestion
          CROSS JOIN run r ON r.id = m.run
          WHERE m.suggestion_set = new.suggestion_set AND s.label GLOB '[A-Z]*'
          GROUP BY what ORDER BY what))
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
CREATE TRIGGER request_no_delete BEFORE DELETE ON request
        BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;
CREATE TRIGGER request_no_update BEFORE UPDATE ON request
        BEGIN SELECT RAISE(ABORT, 'request is append-only'); END;
CREATE TRIGGER run_article_no_delete BEFORE DELETE ON run_article
            BEGIN SELECT RAISE(ABORT, 'run_article is append-only'); END;
CREATE TRIGGER run_article_no_update BEFORE UPDATE ON run_article
            BEGIN SELECT RAISE(ABORT, 'run_article is append-only'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run
            BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_no_update BEFORE UPDATE ON run
            BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER scheme_no_delete BEFORE DELETE ON scheme
            BEGIN SELECT RAISE(ABORT, 'scheme is append-only'); END;
CREATE TRIGGER scheme_no_update BEFORE UPDATE ON scheme
            BEGIN SELECT RAISE(ABORT, 'scheme is append-only'); END;
CREATE TRIGGER seen_no_delete BEFORE DELETE ON seen
        BEGIN SELECT RAISE(ABORT, 'seen is append-only'); END;
CREATE TRIGGER seen_no_update BEFORE UPDATE ON seen
        WHEN (new.article, new.curator, new.round) IS NOT (old.article, old.curator, old.round)
          OR new.at > old.at
        BEGIN SELECT RAISE(ABORT, 'seen is append-only'); END;
CREATE TRIGGER set_member_no_delete BEFORE DELETE ON set_member
            BEGIN SELECT RAISE(ABORT, 'set_member is append-only'); END;
CREATE TRIGGER set_member_no_update BEFORE UPDATE ON set_member
            BEGIN SELECT RAISE(ABORT, 'set_member is append-only'); END;
CREATE TRIGGER submission_no_delete BEFORE DELETE ON submission
            BEGIN SELECT RAISE(ABORT, 'submission is append-only'); END;
CREATE TRIGGER submission_no_replace BEFORE INSERT ON submission
            WHEN EXISTS (SELECT 1 FROM submission WHERE id = new.id OR (assignment = new.assignment AND n = new.n))
            BEGIN SELECT RAISE(ABORT, 'submission is append-only'); END;
CREATE TRIGGER submission_no_update BEFORE UPDATE ON submission
            BEGIN SELECT RAISE(ABORT, 'submission is append-only'); END;
CREATE TRIGGER suggestion_no_delete BEFORE DELETE ON suggestion
            BEGIN SELECT RAISE(ABORT, 'suggestion is append-only'); END;
CREATE TRIGGER suggestion_no_update BEFORE UPDATE ON suggestion
            BEGIN SELECT RAISE(ABORT, 'suggestion is append-only'); END;
CREATE TRIGGER suggestion_set_no_delete BEFORE DELETE ON suggestion_set
            BEGIN SELECT RAISE(ABORT, 'suggestion_set is append-only'); END;
CREATE TRIGGER suggestion_set_no_update BEFORE UPDATE ON suggestion_set
            BEGIN SELECT RAISE(ABORT, 'suggestion_set is append-only'); END;
