"""Articles in: files are read, decoded, headed and stored, and refusals are reported."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.arabic.tokens import TOKENISER
from workbench.errors import ReadError, UnknownName
from workbench.exchange import Reader, formats
from workbench.extract.masthead import read_masthead
from workbench.extract.zones import find_zones
from workbench.messages import _
from workbench.model import Article, article_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.exchange import Incoming
    from workbench.workflow.session import Session

STANDARD_INPUT = Path("-")

_LINES = frozenset((".jsonl",))
"""The endings of files that hold an article a line."""

_SURROGATE = re.compile("[\ud800-\udfff]")
"""What stands in a Python string for a byte that is not UTF-8."""


class Outcome(StrEnum):
    """What became of one input."""

    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of the article or file called `source`; `message` says why not."""

    source: str
    outcome: Outcome
    message: str = ""


def ingest(session: Session, incoming: Iterator[Incoming | Ingested]) -> Iterator[Ingested]:
    """Store what was read, one transaction an article, and tell what became of each."""
    session.store.enrol(session.curator)
    for item in incoming:
        if isinstance(item, Ingested):
            yield item
            continue
        article = article_of(item)
        title = fold(article.text[article.title.start : article.title.end]) if article.title else ""
        if session.store.add_article(article, title, fold(article.text)):
            yield Ingested(article.source, Outcome.STORED)
        else:
            stored = session.store.article(article.id)
            text = _("the same text is stored already, from {source}")
            yield Ingested(article.source, Outcome.KNOWN, text.format(source=stored.source))


def article_of(item: Incoming) -> Article:
    """The article that a decoded text makes, with its title and its day."""
    title, published = read_masthead(item.text, find_zones(item.text))
    return Article(
        article_id(item.text),
        item.source,
        item.text,
        title,
        published,
        TOKENISER,
        item.digest,
        item.encoding,
    )


def read_paths(
    paths: Sequence[Path],
    *,
    stdin: bytes | None = None,
    format_name: str | None = None,
    encoding: str | None = None,
) -> Iterator[Incoming | Ingested]:
    """The articles in files and folders, in order; what cannot be read comes as a refusal.

    Folders are walked without following links, and only files of a known ending are taken there.
    """
    if format_name is not None:
        _reader(format_name)
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _read("stdin", "stdin", stdin or b"", format_name, encoding)
        elif is_folder(path):
            yield from _read_folder(path, format_name, encoding)
        else:
            yield from _read_file(path, path.name, format_name, encoding)


def expected(paths: Sequence[Path]) -> int:
    """How many articles and refusals `read_paths` will give: what progress is measured against."""
    files = [file for path in paths for file in (_walk(path) if is_folder(path) else (path,))]
    return sum(_articles_in(file) for file in files)


def _articles_in(file: Path | OSError) -> int:
    if isinstance(file, OSError) or file.suffix.lower() not in _LINES:
        return 1
    try:
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:
        return 1


def valid_text(name: str) -> str:
    """A name as the system gave it, with U+FFFD for each byte of it that is not UTF-8."""
    return _SURROGATE.sub("\ufffd", name)


def _read_folder(
    folder: Path, format_name: str | None, encoding: str | None
) -> Iterator[Incoming | Ingested]:
    found = _walk(folder)
    if not found:
        endings = ", ".join(sorted(_readers()))
        text = _("the folder has no files of a known kind ({endings})")
        yield _refused(folder, text.format(endings=endings))
    for item in found:
        if isinstance(item, OSError):
            text = _("the folder cannot be read: {error}")
            yield _refused(item.filename, text.format(error=item.strerror))
        else:
            source = item.relative_to(folder).as_posix()
            yield from _read_file(item, source, format_name, encoding)


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder; one that cannot be looked at is left for reading to refuse."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _refused(path: Path | str, why: str) -> Ingested:
    return Ingested(valid_text(str(path)), Outcome.REFUSED, why)


def _walk(folder: Path) -> list[Path | OSError]:
    """The files of a known ending in a folder, and what hindered looking for them."""
    endings = _readers()
    found: list[Path | OSError] = []
    for parent, folders, names in os.walk(folder, onerror=found.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(parent, name)
            for name in sorted(names)
            if not name.startswith(".") and Path(name).suffix.lower() in endings
        ]
    return found


def _read_file(
    path: Path, source: str, format_name: str | None, encoding: str | None
) -> Iterator[Incoming | Ingested]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        yield _refused(path, _("there is no such file"))
    except OSError as error:
        text = _("the file cannot be read: {error}")
        yield _refused(path, text.format(error=error.strerror))
    else:
        by_ending = _readers().get(path.suffix.lower(), "text")
        yield from _read(path, source, data, format_name or by_ending, encoding)


def _read(
    path: Path | str, source: str, data: bytes, format_name: str | None, encoding: str | None
) -> Iterator[Incoming | Ingested]:
    try:
        yield from _reader(format_name or "text").read(data, valid_text(source), encoding)
    except ReadError as error:
        yield _refused(path, str(error))


def _reader(name: str) -> Reader:
    kind = formats[name]
    if not isinstance(kind, Reader):
        raise UnknownName(_("format to import"), name, sorted(set(_readers().values())))
    return kind


def _readers() -> dict[str, str]:
    """The formats that articles are imported from, by the endings of their files."""
    return {
        suffix: name
        for name, kind in formats.items()
        if isinstance(kind, Reader)
        for suffix in kind.suffixes
    }
