"""Gold out: which articles are ready, what their gold is, and a file that is whole or not there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import IO, TYPE_CHECKING, TypeAlias

from workbench.canonical import canonical_json
from workbench.curation import Contribution, Policy, fold, resolve
from workbench.curation.findings import cluster_spans, finding
from workbench.curation.gold import originals
from workbench.errors import Refused, UnknownName
from workbench.exchange import Writer, formats
from workbench.files import replacing
from workbench.messages import _, ngettext
from workbench.model import GoldRecord, Resolution, Status
from workbench.workflow.suggest import extracted, suggested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from workbench.curation import Layer
    from workbench.model import Article, Assignment
    from workbench.workflow.session import Session


class Layers(StrEnum):
    """Whose annotations an export holds."""

    GOLD = "gold"
    CURATOR = "curator"
    SUGGESTIONS = "suggestions"


@dataclass(frozen=True, slots=True)
class Request:
    """What to export: gold by a policy, the layers of one curator, or suggestions.

    `single` is the name of whose layers are gold by the policy of a single curator.
    """

    layers: Layers = Layers.GOLD
    curator: str | None = None
    format_name: str = "gold"
    include_unfinished: bool = False
    policy: Policy = Policy.DEFAULT
    single: str | None = None


@dataclass(slots=True)
class Report:
    """What an export held, and which opened articles it left out and why.

    `adjudicated` counts spans that were decided on, `own_work` those of them that were decided on
    by somebody who had annotated the article herself, or where a curator had seen its case.
    """

    articles: int = 0
    spans: int = 0
    adjudicated: int = 0
    own_work: int = 0
    omitted: list[tuple[str, Status]] = field(default_factory=list)

    def count_own_work(self, record: GoldRecord, adjudication: Layer) -> None:
        """Count the spans of a record that its adjudication decided on."""
        decided = {s.id for s in record.spans if s.resolution is Resolution.ADJUDICATED}
        self.adjudicated += len(decided)
        for cluster in adjudication.latest:
            found = finding(adjudication, cluster)
            if found is not None and found.own_work:
                marks = {mark.id for mark in cluster_spans(adjudication, cluster)}
                self.own_work += len(marks & decided)


Watch: TypeAlias = "Callable[[int, int], None]"
"""Called with how many articles of how many are done; what it raises ends the work."""


def unwatched(_done: int, _total: int) -> None:
    """Nobody watches."""


def export(
    session: Session, request: Request, stream: IO[bytes], watch: Watch = unwatched
) -> Report:
    """Write what is asked for to a stream.

    Suggestions are written as lines of `extract`; they are nobody's judgement.
    """
    report = Report()
    if request.layers is Layers.SUGGESTIONS:
        articles = session.store.article_ids()
        for article_id in articles:
            watch(report.articles, len(articles))
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
    kind.write(_shown(session, gold_records(session, request, report, watch), request), stream)
    return report


_AT_ONCE = 100  # records of which it is recorded in one transaction that they were shown


def _shown(
    session: Session, records: Iterator[GoldRecord], request: Request
) -> Iterator[GoldRecord]:
    """Records that a person will read: that she is shown them is recorded before."""
    store, viewer = session.store, session.curator
    while batch := list(islice(records, _AT_ONCE)):
        if request.curator is None or store.curator(request.curator).id != viewer.id:
            store.shown((record.article.id for record in batch), viewer)
        yield from batch


def export_file(
    session: Session, request: Request, target: Path, watch: Watch = unwatched
) -> Report:
    """Write an export to a file, which is replaced whole or not at all; Refused says why not.

    A link stays, and the file that it leads to is replaced. What is there and no file, such as a
    pipe or a device, is written to.
    """
    try:
        with replacing(target) as stream:
            return export(session, request, stream, watch)
    except OSError as error:
        text = _("{path} cannot be written: {error}.")
        raise Refused(text.format(path=target, error=error.strerror)) from error


def gold_records(
    session: Session, request: Request, report: Report, watch: Watch = unwatched
) -> Iterator[GoldRecord]:
    """The gold of every article, or one curator's layers; `report` counts as records are taken.

    Only layers that the session's curator may see take part.
    """
    store = session.store
    only, single = (
        store.curator(name).id if name is not None else None
        for name in (request.curator, request.single)
    )
    by_article: dict[str, list[Assignment]] = {}
    for assignment in store.counted():
        if assignment.round == 1 and (only is None or assignment.curator == only):
            by_article.setdefault(assignment.article, []).append(assignment)
    adjudications = store.deciding() if only is None else {}
    names = pseudonyms(session)
    for done, (article_id, assignments) in enumerate(by_article.items()):
        watch(done, len(by_article))
        article = store.article(article_id)
        deciding = adjudications.get(article_id) if single is None else None
        adjudication = _adjudication(session, deciding)
        policy = request.policy
        record = _record(session, article, assignments, adjudication, policy, names, single)
        status = record.status if record is not None else Status.UNFINISHED
        if record is None or (status is not Status.FINISHED and not request.include_unfinished):
            report.omitted.append((article.source, status))
            continue
        report.articles += 1
        report.spans += len(record.spans)
        if adjudication is not None:
            report.count_own_work(record, adjudication.layer)
        yield record


def gold_of(session: Session, article_id: str) -> GoldRecord | None:
    """The gold of one article by the default policy; None where its layers may not be seen."""
    store = session.store
    article = store.article(article_id)
    adjudication = _adjudication(session, store.adjudication(article_id))
    layers = list(store.layers_of(article_id))
    return _record(session, article, layers, adjudication, Policy.DEFAULT, pseudonyms(session))


def pseudonyms(session: Session) -> dict[str, str]:
    """What exports call each curator, by id: c1, c2 … in the order in which they first submitted.

    So gold is the same in whichever order files were merged. Who has not submitted comes last.
    """
    first = session.store.first_submitted()
    curators = session.store.curators()
    known = sorted((c for c in curators if c.id in first), key=lambda c: (first[c.id], c.name))
    rest = (c for c in curators if c.id not in first)
    return {c.id: f"c{n}" for n, c in enumerate((*known, *rest), 1)}


def describe(report: Report, target: str) -> str:
    """A sentence about an export."""
    text = ngettext(
        "{n} article, {spans} spans written to {target}",
        "{n} articles, {spans} spans written to {target}",
        report.articles,
    )
    sentence = text.format(n=report.articles, spans=report.spans, target=target)
    if report.own_work:
        text = _("{n} of {adjudicated} adjudicated where somebody both annotated and adjudicated")
        own = text.format(n=report.own_work, adjudicated=report.adjudicated)
        sentence = f"{sentence}; {own}"
    if not report.omitted:
        return sentence
    left = ngettext("{n} left out: not finished", "{n} left out: not finished", len(report.omitted))
    return f"{sentence}; {left.format(n=len(report.omitted))}"


@dataclass(frozen=True, slots=True)
class _Adjudicated:
    """An adjudication as it was last finished; `closed` tells whether it still is."""

    layer: Layer
    closed: bool
    scheme: str
    guideline: str


def _adjudication(session: Session, assignment: Assignment | None) -> _Adjudicated | None:
    """What was last finished of an adjudication, where the viewer may see it.

    An undo takes that back, so that gold is as it was before; not where another adjudicated, too.
    """
    store, viewer = session.store, session.curator
    if assignment is None or not store.visible(assignment, viewer):
        return None
    submissions = store.submissions(assignment, viewer)
    if not submissions:
        return None
    last, finished = submissions[-1], store.finished_at(assignment)
    if finished is not None:
        last = next(each for each in submissions if each.through_seq >= finished)
    elif len(store.adjudications_of(assignment.article)) == 1:
        return None
    layer = _layer(session, assignment, last.through_seq)
    return _Adjudicated(layer, store.closed(assignment), last.scheme, last.guideline)


def _record(
    session: Session,
    article: Article,
    assignments: list[Assignment],
    adjudication: _Adjudicated | None,
    policy: Policy,
    names: Mapping[str, str],
    single: str | None = None,
) -> GoldRecord | None:
    """The gold of an article; None where the viewer may see no layer of it.

    Where it is that of a `single` curator, what others are at changes nothing.
    """
    store, viewer = session.store, session.curator
    order = list(names)  # the same in every file, whoever joined or was merged first
    assignments = sorted(assignments, key=lambda each: order.index(each.curator))
    seen = [a for a in assignments if store.visible(a, viewer)]
    hers = [each for each in assignments if each.curator == single]
    deciding = hers or assignments
    contributions = []
    scheme, (guideline, _text) = session.scheme, store.guideline()
    for assignment in seen:
        layer = _layer(session, assignment)
        name, curator = names[assignment.curator], assignment.curator
        contributions.append(Contribution(name, assignment.arm, layer, curator))
        submissions = store.submissions(assignment, viewer)
        if layer.closed and submissions and assignment in deciding:
            scheme, guideline = store.scheme(submissions[-1].scheme), submissions[-1].guideline
    if not contributions:
        return None
    if adjudication is not None:
        scheme, guideline = store.scheme(adjudication.scheme), adjudication.guideline
    record = resolve(
        article,
        contributions,
        scheme=scheme.ref,
        guideline=guideline,
        policy=policy,
        adjudication=adjudication.layer if adjudication is not None else None,
        of=single,
    )
    if not all(each in seen and store.closed(each) for each in deciding):
        return replace(record, status=Status.UNFINISHED)
    reopened = adjudication is not None and not adjudication.closed and policy in _ADJUDICATING
    if reopened and record.status is Status.FINISHED:
        return replace(record, status=Status.UNRESOLVED)
    return record


_ADJUDICATING = (Policy.DEFAULT, Policy.ADJUDICATED)


def _layer(session: Session, assignment: Assignment, through: int | None = None) -> Layer:
    """A layer in which every decision names the act that first said it."""
    store, viewer = session.store, session.curator
    decisions = store.decisions(assignment, viewer, through=through)
    history = originals(decisions, store.reversals(assignment, viewer))
    return fold(store.frozen(assignment), history)
