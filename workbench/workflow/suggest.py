"""Suggestions: the extractors read an article, and what changed since they last did is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.extract import extractors
from workbench.extract.zones import VERSION as ZONES_VERSION
from workbench.extract.zones import find_zones
from workbench.messages import N_
from workbench.model import Annotation, Candidate, Zone, ZoneKind, value_to_json
from workbench.scheme import default_scheme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model import Article
    from workbench.workflow.session import Session

ZONES = "zones"
_ZONE_REASON = N_("the form of site furniture")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass over an article found."""

    zones: tuple[Zone, ...]
    candidates: dict[str, tuple[Candidate, ...]]
    """By extractor, each in text order."""

    @property
    def spans(self) -> list[tuple[str, Candidate]]:
        """Extractors and candidates in text order."""
        found = [(name, c) for name, group in self.candidates.items() for c in group]
        return sorted(found, key=lambda pair: (pair[1].annotation.span, pair[0]))


def read(article: Article) -> Reading:
    """Run every extractor over an article, storing nothing."""
    zones = find_zones(article.text)
    return Reading(zones, {name: tuple(e.find(article, zones)) for name, e in extractors.items()})


def suggest(session: Session, article_ids: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Read the articles that the present extractors have not read; (article, proposals) each."""
    for article_id in article_ids:
        count = 0
        if not up_to_date(session, article_id):
            count = refresh(session, article_id)
        yield article_id, count


def up_to_date(session: Session, article_id: str) -> bool:
    """Whether every extractor, in its present version, has read the article."""
    return session.store.readings(article_id) == versions()


def refresh(session: Session, article_id: str) -> int:
    """Read an article anew and record the runs; the number of proposals."""
    store = session.store
    article = store.article(article_id)
    reading = read(article)
    groups = {ZONES: tuple(_zone_candidate(article, zone) for zone in reading.zones)}
    groups |= reading.candidates
    known = set(session.scheme.by_name)
    with store.writing():
        for name, version in versions().items():
            group = [c for c in groups[name] if name == ZONES or c.annotation.label in known]
            store.add_run(name, version, session.scheme.fingerprint, {article_id: group})
    return sum(len(group) for name, group in groups.items() if name != ZONES)


def suggested(session: Session, article: Article) -> Reading:
    """What is stored of the extractors' last reading of an article."""
    candidates: dict[str, tuple[Candidate, ...]] = {}
    zones = []
    for proposal in session.store.proposals(article.id):
        if proposal.extractor == ZONES:
            zones.append(Zone(proposal.annotation.span, ZoneKind(proposal.annotation.label)))
        else:
            group = candidates.get(proposal.extractor, ())
            candidates[proposal.extractor] = (*group, proposal.candidate)
    return Reading(tuple(zones), candidates)


def extracted(article: Article, reading: Reading) -> dict[str, Any]:
    """A line of `extract`: text, spans and zones, as a JSON object."""
    return {
        "source": article.source,
        "text": article.text,
        "spans": [_found(name, candidate) for name, candidate in reading.spans],
        "zones": [
            {"start": z.span.start, "end": z.span.end, "kind": z.kind} for z in reading.zones
        ],
    }


def _found(extractor: str, candidate: Candidate) -> dict[str, Any]:
    figures = {label.name for label in default_scheme() if label.takes is not None}
    annotation = candidate.annotation
    record: dict[str, Any] = {
        "start": annotation.span.start,
        "end": annotation.span.end,
        "label": annotation.label,
        "text": annotation.surface,
    }
    if annotation.value is not None:
        record["value"] = value_to_json(annotation.value)
    elif annotation.label in figures:
        record["value"] = None
    record |= {"score": candidate.score, "extractor": extractor, "reason": candidate.reason}
    if candidate.alternatives:
        record["alternatives"] = [value_to_json(value) for value in candidate.alternatives]
    if candidate.flags:
        record["flags"] = list(candidate.flags)
    return record


def versions() -> dict[str, str]:
    """The present version of every extractor, site furniture included."""
    return {ZONES: ZONES_VERSION} | {name: e.version for name, e in extractors.items()}


def _zone_candidate(article: Article, zone: Zone) -> Candidate:
    surface = article.text[zone.span.start : zone.span.end]
    return Candidate(Annotation(zone.span, surface, zone.kind), 1.0, _ZONE_REASON)
