"""Suggestions: the extractors read an article, and what changed since they last did is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from workbench.extract import entities, extractors
from workbench.extract.learned.conflicts import Conflicts
from workbench.extract.learned.judging import RULES
from workbench.extract.learned.merge import DIMMED, Record, merge, outside, place_of
from workbench.extract.learned.taggers import BASE, Taggers, shipped_base
from workbench.extract.zones import VERSION as ZONES_VERSION
from workbench.extract.zones import find_zones
from workbench.messages import N_
from workbench.model import Annotation, Candidate, Span, Zone, ZoneKind, value_to_json
from workbench.scheme import default_scheme
from workbench.store import models
from workbench.workflow.knowledge import LEARNED, MEMORY, Knowledge, known, taggers
from workbench.workflow.votes import votes, warnings, with_votes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from workbench.model import Article
    from workbench.workflow.session import Session

ZONES, FIGURES = "zones", "figures"
WEAK = DIMMED
"""A suggestion with a lower score is shown dimmed: it is more likely wrong than right."""
MEMORY_VERSION = "1"
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


def read(
    article: Article,
    knowledge: Knowledge | None = None,
    models_in_force: Taggers | None = None,
    imported: Mapping[str, Sequence[Candidate]] | None = None,
) -> Reading:
    """Run every extractor and model over an article and merge what they find, storing nothing.

    Without knowledge, what comes with the workbench decides alone.
    """
    zones = find_zones(article.text)
    found = {name: tuple(e.find(article, zones)) for name, e in extractors.items()}
    knowledge = knowledge or _shipped()
    again = recalled(article, zones, knowledge)
    tagged = (models_in_force or _base()).tag(article.text, zones, found[RULES], again)
    names: dict[str, Sequence[Candidate]] = {n: c for n, c in found.items() if n != FIGURES}
    names |= {BASE: tagged.base, LEARNED: tagged.own, **(imported or {}), MEMORY: again}
    doubt = Conflicts(again, (tagged.base, tagged.own), knowledge.memory)
    merged = merge(names, knowledge.record, doubt)
    groups: dict[str, list[Candidate]] = {name: [] for name in (*found, BASE)}
    for each in merged:
        groups.setdefault(each.source, []).append(with_votes(each))
    groups[FIGURES] = outside(found[FIGURES], merged)
    return Reading(zones, {name: tuple(group) for name, group in groups.items()})


def recalled(article: Article, zones: Sequence[Zone], known_: Knowledge) -> list[Candidate]:
    """Where surfaces that curators accepted recur in an article."""
    found = []
    for each in known_.memory.find(article.text, zones, partial(known_.record.trust, MEMORY)):
        start, end, label = each.place
        annotation = Annotation(Span(start, end), article.text[start:end], label)
        found.append(Candidate(annotation, each.score, each.reason))
    return found


@cache
def _shipped() -> Knowledge:
    return Knowledge()


@cache
def _base() -> Taggers:
    """The shipped model in its process, for all that is read without a project's own."""
    return Taggers(shipped_base())


def name_around(article: Article, rules: Sequence[Candidate], at: int) -> Span | None:
    """The likeliest name that holds an offset of a text if one does, by the shipped model."""
    return _base().around(article.text, (), rules, at)


_of_lists: list[str] = []


def use_lists(folder: Path | None) -> list[str]:
    """Read with the lists in a project's folder, here and in the processes of models.

    What is wrong with them is a sentence each, which `problems` tells too.
    """
    _of_lists[:] = map(str, entities.use_lists(folder))
    return list(_of_lists)


def problems(session: Session | None = None) -> list[str]:
    """What is wrong with the sources in use, in a sentence each: lists of the project, models.

    Without session those of what comes with the workbench. A model is looked at when it is first
    used, so that nothing is known of it before an article was read.
    """
    used = taggers(session) if session is not None else _base()
    return [*_of_lists, *used.problems]


def sources(session: Session) -> tuple[str, ...]:
    """The names of all that suggest or ever suggested, sorted: what a queue can be filtered by.

    Extractors, models, memory, and tools whose predictions were imported.
    """
    ran = session.store.extractors()
    return tuple(sorted({*extractors, BASE, LEARNED, MEMORY, *ran} - {ZONES}))


def suggest(session: Session, article_ids: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Read the articles that the present extractors have not read; (article, proposals) each."""
    for article_id in article_ids:
        yield article_id, renew(session, article_id)


def renew(session: Session, article_id: str) -> int:
    """Suggest what is not suggested yet of all there is to know; the number of new proposals.

    What was learned since does not count where somebody has opened it: her set is frozen.
    """
    if models.assigned(session.store, article_id) and up_to_date(session, article_id):
        return 0
    return refresh(session, article_id)


def up_to_date(session: Session, article_id: str) -> bool:
    """Whether all there is to know has been suggested for the article.

    What was learned since does not count where somebody has opened it: her set is frozen.
    """
    if models.assigned(session.store, article_id):
        readings = session.store.readings(article_id)
        return all(readings.get(name) == version for name, version in versions().items())
    return _is_read(session, article_id) and _recall(session, article_id) is None


def refresh(session: Session, article_id: str) -> int:
    """Read an article anew where something is new, and record the runs; the number of proposals."""
    store = session.store
    article = store.article(article_id)
    frozen = models.assigned(store, article_id)
    if not frozen and _is_read(session, article_id):
        groups = _recall(session, article_id)
        return _record(session, article_id, groups, {}) if groups is not None else 0
    if frozen:
        reading = read(article)
    else:
        tools = {name: group for name, (_hash, group) in _imported(session, article_id).items()}
        reading = read(article, known(session), taggers(session), tools)
    groups = {ZONES: tuple(_zone_candidate(article, zone) for zone in reading.zones)}
    groups |= reading.candidates
    wanted = versions() if frozen else _wanted(session, article_id)
    for name in (*wanted, *store.readings(article_id)):
        groups.setdefault(name, ())
    return _record(session, article_id, groups, wanted)


def _record(
    session: Session,
    article_id: str,
    groups: Mapping[str, Sequence[Candidate]],
    wanted: Mapping[str, str],
) -> int:
    """Store a run of each source of `groups`; a version that is not `wanted` stays as it was."""
    store = session.store
    labels = set(session.scheme.by_name)
    model = known(session).model
    with store.writing():
        readings = store.readings(article_id)
        for name, found in groups.items():
            kept = [c for c in found if name == ZONES or c.annotation.label in labels]
            version = wanted.get(name) or readings.get(name) or MEMORY_VERSION
            used = model.id if model is not None and name == LEARNED else None
            store.add_run(name, version, session.scheme.fingerprint, {article_id: kept}, model=used)
    return sum(len(group) for name, group in groups.items() if name != ZONES)


def _is_read(session: Session, article_id: str) -> bool:
    """Whether all sources but memory, in their present versions, have read the article."""
    readings = session.store.readings(article_id)
    wanted = _wanted(session, article_id)
    return all(readings.get(name) == version for name, version in wanted.items())


def _wanted(session: Session, article_id: str) -> dict[str, str]:
    """The sources that an unopened article is read with, and their versions."""
    model = known(session).model
    tools = {name: found[0] for name, found in _imported(session, article_id).items()}
    own = {LEARNED: model.hash[:12]} if model is not None else {}
    return versions() | tools | own


def _imported(session: Session, article_id: str) -> dict[str, tuple[str, list[Candidate]]]:
    return models.predictions(session.store, article_id)


def _recall(session: Session, article_id: str) -> dict[str, Sequence[Candidate]] | None:
    """What memory changes in the stored suggestions, by source; None where it changes nothing."""
    knowledge = known(session)
    if knowledge.memory.empty:
        return None
    article = session.store.article(article_id)
    stored = suggested(session, article)
    old = {name: group for name, group in stored.candidates.items() if name != FIGURES}
    standing = {name: group for name, group in old.items() if name != MEMORY}
    known_places = {place_of(c) for group in standing.values() for c in group}
    again = recalled(article, stored.zones, knowledge)
    fresh = [c for c in again if place_of(c) not in known_places]
    said = Record(graded=frozenset((*standing, MEMORY)))
    groups: dict[str, list[Candidate]] = {name: [] for name in (*old, MEMORY)}
    modelled = [standing.get(name, ()) for name in (BASE, LEARNED)]
    doubt = Conflicts(again, modelled, knowledge.memory)
    for each in merge({**standing, MEMORY: fresh}, said, doubt):
        groups[each.source].append(each.candidate)
    changed = {
        name: group
        for name, group in groups.items()
        if [place_of(c) for c in group] != [place_of(c) for c in old.get(name, ())]
    }
    return dict(changed) or None


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
    told = votes(extractor, candidate)
    if len(told) > 1:
        record["votes"] = [
            {"extractor": vote.source, "score": vote.score, "reason": vote.reason} for vote in told
        ]
    if flags := warnings(candidate):
        record["flags"] = list(flags)
    return record


def versions() -> dict[str, str]:
    """The present version of every extractor, site furniture and the base model included."""
    base = shipped_base()
    shipped = {BASE: base.version} if base is not None else {}
    return {ZONES: ZONES_VERSION} | {name: e.version for name, e in extractors.items()} | shipped


def _zone_candidate(article: Article, zone: Zone) -> Candidate:
    surface = article.text[zone.span.start : zone.span.end]
    return Candidate(Annotation(zone.span, surface, zone.kind), 1.0, _ZONE_REASON)
