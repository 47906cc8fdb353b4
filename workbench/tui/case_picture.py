"""A case as it is shown: the distinct proposals of a place, and a layer for the article.

Invariant: what is shown of a place is its gold once it is decided, what all say where they agree,
and one mark over the whole place otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.curation import Furniture, Mark, Marks, State, fold
from workbench.curation.clusters import said
from workbench.model import Annotation, Verdict
from workbench.workflow.adjudicate import Outcome, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.curation import Layer
    from workbench.curation.clusters import Cluster, Said
    from workbench.model import Span, Zone
    from workbench.workflow.adjudicate import Case

_WAITING = {
    Standing.OPEN: State.UNDECIDED,
    Standing.AUDIT: State.UNDECIDED,
    Standing.DEFERRED: State.SKIPPED,
    Standing.DECIDED: State.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one or more curators say of a place; `names` are their lanes.

    `majority` tells that more than half of all say it, `taken` that it is gold now. Without names
    it is what the adjudicator said herself: gold that is edited, or what she had added before
    anybody marked the place, which can be taken.
    """

    names: tuple[str, ...]
    marks: tuple[Mark, ...]
    majority: bool = False
    taken: bool = False

    @property
    def offered(self) -> bool:
        """Whether it can be taken."""
        return bool(self.names) or not self.taken


def proposals(case: Case, cluster: Cluster) -> tuple[Proposed, ...]:
    """The distinct proposals of a place in the order of its lanes; what has no names comes last."""
    held: dict[tuple[Said, ...], list[str]] = {}
    for name, marks in cluster.lanes.items():
        held.setdefault(_all_said(marks), []).append(name)
    gold = case.gold(cluster)
    decided = case.standing(cluster) is Standing.DECIDED
    now = _all_said(gold) if decided else None
    found = tuple(
        Proposed(
            tuple(names),
            cluster.lanes[names[0]],
            majority=not cluster.added and 2 * len(names) > len(cluster.lanes),
            taken=decided and what == now,
        )
        for what, names in held.items()
    )
    if case.finding(cluster).outcome is Outcome.REJECTED:
        return tuple(replace(each, taken=False) for each in found)
    if now is not None and not any(each.taken for each in found):
        return (*found, Proposed((), gold, taken=True))
    if not decided and cluster.made and not cluster.furniture and not cluster.agreed:
        return (*found, Proposed((), cluster.made))
    return found


def _all_said(marks: Iterable[Mark]) -> tuple[Said, ...]:
    return tuple(said(mark.annotation) for mark in marks)


def shown_mark(case: Case, cluster: Cluster) -> Mark:
    """The mark that stands for a place when it is the current one."""
    return next(_marks(case, cluster))


def picture(case: Case, draft: tuple[Cluster | None, Iterable[Mark]] | None = None) -> Layer:
    """What the article shows: gold and what all agree on stand, places to decide are open.

    `draft` is a place with what is shown there instead, or no place with what is shown besides.
    """
    cluster, instead = draft or (None, ())
    shown = (c for c in case.clusters if c is not cluster and not _settled_zone(case, c))
    marks = [m for c in shown for m in _marks(case, c)]
    return layer_of([*marks, *instead], case.zones)


def _settled_zone(case: Case, cluster: Cluster) -> bool:
    """Whether a place of zones is decided: what is furniture of it is dimmed, the rest is text."""
    return cluster.furniture and case.standing(cluster) is Standing.DECIDED


def layer_of(marks: Iterable[Mark], zones: Sequence[Zone] = ()) -> Layer:
    """A layer to look at, that no ledger holds."""
    return replace(fold((), ()), marks=Marks.of(marks), furniture=Furniture.of(zones))


def _marks(case: Case, cluster: Cluster) -> Iterator[Mark]:
    """The marks of a place, at least one."""
    standing = case.standing(cluster)
    if standing is Standing.AGREED:
        held = next(iter(cluster.lanes.values()))
        yield from (replace(mark, state=State.ACCEPTED) for mark in held)
        return
    gold = () if cluster.furniture else case.gold(cluster)
    yield from gold
    if not gold:
        text = case.article.text[cluster.span.start : cluster.span.end]
        yield Mark(
            cluster.id,
            Annotation(cluster.span, text, likely(cluster).annotation.label),
            _WAITING[standing],
            None,
            None,
        )


def likely(cluster: Cluster) -> Mark:
    """The first span of `likeliest`."""
    return likeliest(cluster)[0]


def likeliest(cluster: Cluster) -> tuple[Mark, ...]:
    """What the adjudicator had added, or else what most say, of those who say anything."""
    if cluster.made and not cluster.furniture:
        return cluster.made
    held: dict[tuple[Said, ...], list[tuple[Mark, ...]]] = {}
    for marks in cluster.lanes.values():
        if marks:
            held.setdefault(_all_said(marks), []).append(marks)
    return max(held.values(), key=len)[0]


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Decisions that new submissions overtook: how many, and where they had made gold.

    What was added and is now one opinion of a place among others counts, too.
    """

    count: int
    spans: tuple[Span, ...]


def overtaken(case: Case) -> Overtaken:
    """The decisions of a case about places that are no more."""
    gone, added = case.stale, case.overtaken
    spans = [m.annotation.span for m in added]
    for each in gone:
        mark = case.layer.by_id.get(each.mark)
        spans += [mark.annotation.span] if mark is not None else []
    count = sum(each.verdict is Verdict.CLEAR for each in gone) + len(added)
    return Overtaken(count, tuple(spans))
