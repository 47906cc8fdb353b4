"""What other tools find: read from a file or asked of a transformer, kept beside the articles.

Invariant: a tool is one more source, believed as far as its suggestions were right; it never
decides anything. Its later predictions replace its earlier ones.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.canonical import canonical_json
from workbench.errors import FormatError, ReadError, Refused
from workbench.exchange.gold import read_gold
from workbench.extract import extractors
from workbench.extract.learned.taggers import BASE
from workbench.extract.learned.transformer import Transformer
from workbench.messages import _
from workbench.model import Annotation, Candidate, Span, article_id
from workbench.store import models
from workbench.workflow.knowledge import LEARNED, MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.workflow.session import Session

SCORE = 0.6
"""What an unknown tool's suggestion is taken to be worth before anything was decided."""

_NAME = re.compile(r"[\w.@+-]{1,64}")


@dataclass(slots=True)
class Imported:
    """What was kept, how many articles are not stored, and which labels are no names here."""

    articles: int = 0
    spans: int = 0
    unknown: int = 0
    left_out: set[str] = field(default_factory=set)


def import_file(session: Session, path: Path, tool: str) -> Imported:
    """Keep the spans of a JSONL file as those of `tool`; ReadError says what is wrong with it."""
    _check_name(tool)
    imported = Imported()
    try:
        with path.open(encoding="utf-8") as stream, session.store.writing():
            for line in read_gold(stream, flat=False):
                places = ((a.span, a.label, SCORE) for a in line.annotations)
                _keep(session, imported, article_id(line.text), tool, places)
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ReadError(_("{path} is not UTF-8 text.").format(path=path)) from None
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from None
    return imported


def run_transformer(
    session: Session, model: str, tool: str | None, labels: Mapping[str, str]
) -> Imported:
    """Ask a transformer about every stored article; ModelError where it cannot be used."""
    name = tool or Path(model).name
    _check_name(name)
    transformer = Transformer.load(model, labels)
    imported = Imported()
    for article in session.store.article_ids():
        text = session.store.article(article).text
        places = (
            (Span(start, end), label, score) for start, end, label, score in transformer.find(text)
        )
        _keep(session, imported, article, name, places)
    return imported


def _check_name(tool: str) -> None:
    taken = {*extractors, BASE, LEARNED, MEMORY, "zones"}
    if not _NAME.fullmatch(tool) or tool in taken:
        text = _("A tool is called by up to 64 letters, digits and . _ @ + -, "
                 "and not {taken}.")  # fmt: skip
        raise Refused(text.format(taken=", ".join(sorted(taken))))


def _keep(
    session: Session,
    imported: Imported,
    article: str,
    tool: str,
    places: Iterable[tuple[Span, str, float]],
) -> None:
    """Keep the names among what a tool found in an article, if that is stored."""
    if not models.is_stored(session.store, article):
        imported.unknown += 1
        return
    text = session.store.article(article).text
    names = {label.name for label in session.scheme if label.takes is None}
    found = []
    for span, label, score in places:
        if label in names:
            annotation = Annotation(span, text[span.start : span.end], label)
            found.append(Candidate(annotation, score, tool))
        else:
            imported.left_out.add(label)
    said = [[c.annotation.span.start, c.annotation.span.end, c.annotation.label, c.score]
            for c in found]  # fmt: skip
    digest = hashlib.sha256(canonical_json(said).encode()).hexdigest()[:12]
    models.set_predictions(session.store, article, tool, found, digest)
    imported.articles += 1
    imported.spans += len(found)
