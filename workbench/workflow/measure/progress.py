"""What a curator has done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workbench.curation import State, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.workflow.session import Session

OUTCOMES = tuple(
    s.value for s in (State.ACCEPTED, State.AMENDED, State.REJECTED, State.ADDED, State.UNDECIDED)
)


def statistics(session: Session) -> dict[str, Any]:
    """Counts of articles and of what the session's curator decided, by label and by extractor."""
    store = session.store
    by_label: dict[str, Counter[str]] = {}
    by_extractor: dict[str, Counter[str]] = {}
    opened = submitted = 0
    for assignment in store.assignments():
        if not store.works_in(assignment, session.curator):
            continue
        decisions = store.decisions(assignment, session.curator)
        layer = fold(store.frozen(assignment), decisions)
        opened += 1
        submitted += layer.closed
        for mark in layer.marks:
            state = State.UNDECIDED if mark.state is State.SKIPPED else mark.state
            label = mark.proposal.annotation.label if mark.proposal else mark.annotation.label
            by_label.setdefault(label, Counter())[state] += 1
            if mark.proposal is not None:
                by_extractor.setdefault(mark.proposal.extractor, Counter())[state] += 1
    return {
        "curator": session.curator.name,
        "articles": len(store.article_ids()),
        "opened": opened,
        "submitted": submitted,
        "labels": {name: _outcomes(by_label[name]) for name in sorted(by_label)},
        "extractors": {name: _outcomes(by_extractor[name]) for name in sorted(by_extractor)},
    }


def _outcomes(counts: Counter[str]) -> dict[str, int]:
    return {outcome: counts[outcome] for outcome in OUTCOMES}


def rows_of(counts: dict[str, dict[str, int]]) -> Sequence[tuple[str, ...]]:
    """Rows of a table of outcomes."""
    return [(name, *map(str, row.values())) for name, row in counts.items()]
