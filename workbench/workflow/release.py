"""Gold out: which articles are ready, what their gold is, and a file that is whole or not there."""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from workbench.canonical import canonical_json
from workbench.curation import Contribution, Policy, fold, resolve
from workbench.errors import Refused, UnknownName
from workbench.exchange import Writer, formats
from workbench.messages import _, ngettext
from workbench.model import GoldRecord, Status
from workbench.workflow.suggest import extracted, suggested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model import Article, Assignment
    from workbench.workflow.session import Session


class Layers(StrEnum):
    """Whose annotations an export holds."""

    GOLD = "gold"
    CURATOR = "curator"
    SUGGESTIONS = "suggestions"


@dataclass(frozen=True, slots=True)
class Request:
    """What to export: gold by a policy, the layers of one curator, or suggestions."""

    layers: Layers = Layers.GOLD
    curator: str | None = None
    format_name: str = "gold"
    include_unfinished: bool = False
    policy: Policy = Policy.DEFAULT


@dataclass(slots=True)
class Report:
    """What an export held, and which opened articles it left out and why."""

    articles: int = 0
    spans: int = 0
    omitted: list[tuple[str, Status]] = field(default_factory=list)


def export(session: Session, request: Request, stream: IO[bytes]) -> Report:
    """Write what is asked for to a stream.

    Suggestions are written as lines of `extract`; they are nobody's judgement.
    """
    report = Report()
    if request.layers is Layers.SUGGESTIONS:
        for article_id in session.store.article_ids():
            article = session.store.article(article_id)
            line = extracted(article, suggested(session, article))
            stream.write(canonical_json(line).encode() + b"\n")
            report.articles += 1
            report.spans += len(line["spans"])
        return report
    kind = formats[request.format_name]
    if not isinstance(kind, Writer):
        names = [name for name, known in formats.items() if isinstance(known, Writer)]
        raise UnknownName(_("format to export"), request.format_name, names)
    kind.write(gold_records(session, request, report), stream)
    return report


def export_file(session: Session, request: Request, target: Path) -> Report:
    """Write an export to a file, which is replaced whole or not at all; Refused says why not.

    A link stays, and the file that it leads to is replaced. What is there and no file, such as a
    pipe or a device, is written to.
    """
    try:
        mode = _mode(target)
        if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            with target.open("wb") as stream:
                return export(session, request, stream)
        return _replace(session, request, Path(os.path.realpath(target)), mode)
    except OSError as error:
        text = _("{path} cannot be written: {error}.")
        raise Refused(text.format(path=target, error=error.strerror)) from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(session: Session, request: Request, target: Path, mode: int | None) -> Report:
    """Write beside `target` and rename; permissions are those it has, or what the umask leaves."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    with part.open("xb") as stream:
        try:
            if mode is not None:
                part.chmod(stat.S_IMODE(mode))
            report = export(session, request, stream)
            stream.flush()
            os.fsync(stream.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    return report


def gold_records(session: Session, request: Request, report: Report) -> Iterator[GoldRecord]:
    """The gold of every article, or one curator's layers; `report` counts as records are taken.

    Only layers that the session's curator may see take part.
    """
    store = session.store
    only = store.curator(request.curator).id if request.curator is not None else None
    by_article: dict[str, list[Assignment]] = {}
    for assignment in store.layers():
        if only is None or assignment.curator == only:
            by_article.setdefault(assignment.article, []).append(assignment)
    for article_id, assignments in by_article.items():
        article = store.article(article_id)
        record = _record(session, article, assignments, request.policy)
        status = record.status if record is not None else Status.UNFINISHED
        if record is None or (status is not Status.FINISHED and not request.include_unfinished):
            report.omitted.append((article.source, status))
            continue
        report.articles += 1
        report.spans += len(record.spans)
        yield record


def describe(report: Report, target: str) -> str:
    """A sentence about an export."""
    text = ngettext(
        "{n} article, {spans} spans written to {target}",
        "{n} articles, {spans} spans written to {target}",
        report.articles,
    )
    sentence = text.format(n=report.articles, spans=report.spans, target=target)
    if not report.omitted:
        return sentence
    left = ngettext("{n} left out: not finished", "{n} left out: not finished", len(report.omitted))
    return f"{sentence}; {left.format(n=len(report.omitted))}"


def _record(
    session: Session, article: Article, assignments: list[Assignment], policy: Policy
) -> GoldRecord | None:
    """The gold of an article; None where the viewer may see no layer of it."""
    store, viewer = session.store, session.curator
    names = {c.id: f"c{n}" for n, c in enumerate(store.curators(), 1)}
    seen = [a for a in assignments if store.visible(a, viewer)]
    contributions = []
    scheme, (guideline, _text) = session.scheme, store.guideline()
    for assignment in seen:
        layer = fold(store.frozen(assignment), store.decisions(assignment, viewer))
        contributions.append(Contribution(names[assignment.curator], assignment.arm, layer))
        submissions = store.submissions(assignment, viewer)
        if layer.closed and submissions:
            scheme, guideline = store.scheme(submissions[-1].scheme), submissions[-1].guideline
    if not contributions:
        return None
    record = resolve(article, contributions, scheme=scheme.ref, guideline=guideline, policy=policy)
    closed = all((tally := store.tally(a)) and tally.closed for a in assignments)
    whole = closed and len(seen) == len(assignments)
    return record if whole else replace(record, status=Status.UNFINISHED)
