"""What is learned: models, other tools' predictions, and what decisions say of suggestions.

Nothing here is ledger: it can be made again. What curators decided is given only to a viewer who
may see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.canonical import canonical_json, read_json
from workbench.errors import NotVisible, StoreDamaged
from workbench.messages import _
from workbench.model import Annotation, Candidate, Span, Verdict
from workbench.store import rows
from workbench.store.sql import TAKES_PART

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.model import Assignment, Curator
    from workbench.store.corpus import Corpus
    from workbench.store.ledger import Ledger

_KEPT = 2
_ADD = "INSERT INTO model (id, format, trained_on, scores, hash, blob) VALUES (?, ?, ?, ?, ?, ?)"
_PRUNE = """
DELETE FROM model WHERE n NOT IN (SELECT n FROM model ORDER BY n DESC LIMIT ?)
"""
_NEWEST = "SELECT id, format, trained_on, scores, hash FROM model ORDER BY n DESC LIMIT 1"
_BLOB = "SELECT blob FROM model WHERE id = ?"

_LAST_ACTION = "SELECT max(seq) FROM action"
# From the few acts on: SQLite would look through all assignments first.
_TOUCHED = """
SELECT DISTINCT g.article FROM action a CROSS JOIN decision d ON d.action = a.id
CROSS JOIN assignment g ON g.id = d.assignment WHERE a.seq > ? AND g.task = 'annotate'
"""
_LAST_REQUEST = "SELECT max(n) FROM request"
REQUESTED = """
SELECT DISTINCT g.article FROM request r CROSS JOIN assignment g ON g.id = r.assignment
WHERE r.n > ? AND g.task = 'annotate'
"""
# What somebody says of an article when she is asked again is no second voice.
_OF_ARTICLE = """
SELECT * FROM assignment WHERE article = ? AND task = 'annotate' AND round = 1 ORDER BY n
"""
_SUBMITTED = "SELECT max(through_seq) FROM submission WHERE assignment = ?"
_LATEST = """
SELECT d.verdict, d.annotation, s.surface, s.label, s.start, s."end", r.extractor, p.reason
FROM decision d
LEFT JOIN suggestion s ON s.id = d.mark
LEFT JOIN set_member m ON m.suggestion_set = ?2 AND m.suggestion = d.mark
LEFT JOIN proposal p ON p.run = m.run AND p.suggestion = m.suggestion
LEFT JOIN run r ON r.id = m.run
WHERE d.assignment = ?1 AND d.seq <= ?3 AND NOT EXISTS (
  SELECT 1 FROM decision e
  WHERE e.assignment = d.assignment AND e.mark = d.mark AND e.seq > d.seq AND e.seq <= ?3)
ORDER BY d.seq
"""
# As gold is: nobody waits for who joined late, or was let off.
_FINISHED = f"""
WITH unfinished AS (
  SELECT g.article FROM assignment g LEFT JOIN tally u ON u.assignment = g.id
  WHERE g.task = 'annotate' AND g.round = 1 AND coalesce(u.closed, 0) = 0 AND {TAKES_PART}
)
SELECT count(DISTINCT f.article) FROM tally t CROSS JOIN assignment f ON f.id = t.assignment
WHERE f.task = 'annotate' AND f.round = 1 AND t.closed = 1 AND f.article NOT IN unfinished
"""  # noqa: S608 - built from the constants of the store
_ACCEPTED = """
SELECT coalesce(sum(t.accepted), 0) FROM tally t CROSS JOIN assignment g ON g.id = t.assignment
WHERE t.closed = 1 AND g.task = 'annotate' AND g.round = 1
"""
_ASSIGNED = "SELECT 1 FROM assignment WHERE article = ? LIMIT 1"
_UNOPENED = """
SELECT id FROM article a WHERE NOT EXISTS (SELECT 1 FROM assignment g WHERE g.article = a.id)
ORDER BY n LIMIT ?
"""
_STORED = "SELECT 1 FROM article WHERE id = ?"
_PREDICT = "INSERT OR REPLACE INTO prediction VALUES (?, ?, ?, ?)"
_PREDICTED = "SELECT tool, hash, spans FROM prediction WHERE article = ? ORDER BY tool"


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """What is known of a stored model: what it was trained on, and how it did."""

    id: str
    format: str
    trained_on: Mapping[str, Any]
    scores: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decision says: of the annotation that stands, and of the suggestion it was about.

    `kept` tells whether the suggestion stands as it was proposed; `source` and `reason` are those
    under which it was shown.
    """

    standing: Annotation | None
    proposed: Candidate | None
    source: str
    kept: bool


def add_model(
    store: Corpus, record: ModelRecord, data: bytes
) -> None:  # fmt: skip
    """Store a model; only the two newest are kept."""
    with store.connection.writing():
        store.connection.execute(
            _ADD, record.id, record.format, canonical_json(record.trained_on),
            canonical_json(record.scores), record.hash, data,
        )  # fmt: skip
        store.connection.execute(_PRUNE, _KEPT)


def newest_model(store: Corpus) -> ModelRecord | None:
    """The model in force, without its bytes."""
    row = store.connection.row(_NEWEST)
    if row is None:
        return None
    try:
        trained_on, scores = read_json(row["trained_on"]), read_json(row["scores"])
    except ValueError:
        raise StoreDamaged(_("The database holds a damaged model.")) from None
    return ModelRecord(row["id"], row["format"], trained_on, scores, row["hash"])


def model_bytes(store: Corpus, model_id: str) -> bytes:
    """A model's bytes, unchecked: the asker compares their hash."""
    return bytes(store.connection.scalar(_BLOB, model_id) or b"")


def finished(store: Corpus) -> tuple[int, int]:
    """How many articles all who take part have submitted, and the spans kept in closed layers."""
    return int(store.connection.scalar(_FINISHED)), int(store.connection.scalar(_ACCEPTED))


def last_action(store: Corpus) -> int:
    """The number of the last act of anybody, 0 before the first."""
    return int(store.connection.scalar(_LAST_ACTION) or 0)


def touched_since(store: Corpus, action: int) -> list[str]:
    """The articles in which something was decided after an act."""
    return [row[0] for row in store.connection.rows(_TOUCHED, action)]


def last_request(store: Corpus) -> int:
    """The number of the last time that somebody was let off an article, or asked anew; or 0."""
    return int(store.connection.scalar(_LAST_REQUEST) or 0)


def requested_since(store: Corpus, request: int) -> list[str]:
    """The articles that somebody was let off, or asked for anew, after that."""
    return [row[0] for row in store.connection.rows(REQUESTED, request)]


def layers_of(store: Corpus, article_id: str) -> list[Assignment]:
    """The assignments to annotate an article for the first time."""
    return [rows.assignment(row) for row in store.connection.rows(_OF_ARTICLE, article_id)]


def evidence(store: Ledger, assignment: Assignment, viewer: Curator) -> Iterator[Evidence]:
    """What a layer's decisions say of suggestions, those in force; NotVisible.

    Of another's layer only what she submitted takes part.
    """
    if not store.visible(assignment, viewer):
        text = _("Another's work is shown once you and all its curators have submitted.")
        raise NotVisible(text)
    through = store.last_seq(assignment)
    if assignment.curator != viewer.id:
        through = int(store.connection.scalar(_SUBMITTED, assignment.id) or 0)
    text = store.article(assignment.article).text
    found = store.connection.rows(_LATEST, assignment.id, assignment.suggestion_set, through)
    for row in found:
        standing = rows.annotation(row["annotation"], text)
        if row["verdict"] not in (Verdict.ACCEPT, Verdict.AMEND, Verdict.ADD):
            standing = None
        if standing is None and row["verdict"] != Verdict.REJECT:
            continue
        yield _evidence(row, standing)


def _evidence(row: Any, standing: Annotation | None) -> Evidence:
    if row["surface"] is None:
        return Evidence(standing, None, "", kept=False)
    span = Span(row["start"], row["end"])
    suggested = Annotation(span, row["surface"], row["label"])
    kept = standing is not None and (standing.span, standing.label) == (span, row["label"])
    proposed = Candidate(suggested, 0.0, row["reason"] or "")
    return Evidence(standing, proposed, row["extractor"] or "", kept=kept)


def assigned(store: Corpus, article_id: str) -> bool:
    """Whether anybody was given the article or opened it: then its suggestions are frozen."""
    return store.connection.row(_ASSIGNED, article_id) is not None


def unopened(store: Corpus, limit: int = -1) -> list[str]:
    """The first articles that nobody was given or has opened, in the order of ingestion."""
    return [row[0] for row in store.connection.rows(_UNOPENED, limit)]


def set_predictions(
    store: Corpus, article_id: str, tool: str, found: Sequence[Candidate], digest: str
) -> None:
    """Keep what a tool finds in an article, in place of what it found before."""
    text = store.article(article_id).text
    spans = []
    for candidate in found:
        rows.check_surface(candidate.annotation, text)
        span = candidate.annotation.span
        spans.append([span.start, span.end, candidate.annotation.label, candidate.score])
    with store.connection.writing():
        store.connection.execute(_PREDICT, article_id, tool, digest, canonical_json(spans))


def predictions(store: Corpus, article_id: str) -> dict[str, tuple[str, list[Candidate]]]:
    """For each tool that read the article: the hash of what it found, and what it found."""
    text = store.article(article_id).text
    found = {}
    for row in store.connection.rows(_PREDICTED, article_id):
        try:
            candidates = [
                Candidate(
                    Annotation(Span(start, end), text[start:end], label), float(score), row["tool"]
                )
                for start, end, label, score in read_json(row["spans"])
            ]
        except (ValueError, TypeError):
            text_ = _("The database holds damaged predictions of {tool}.")
            raise StoreDamaged(text_.format(tool=row["tool"])) from None
        found[row["tool"]] = row["hash"], candidates
    return found


def is_stored(store: Corpus, article_id: str) -> bool:
    """Whether an article of that whole id is stored."""
    return store.connection.row(_STORED, article_id) is not None
