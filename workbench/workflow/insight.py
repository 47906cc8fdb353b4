"""How fast and how well suggestions are dealt with: by article, curator, extractor and label.

Keys and seconds of an act belong to the spans that it decided on; those of acts on an article as a
whole, such as its submission, belong to the article and its curator alone. A pause of more than a
minute counts as a minute.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.messages import N_
from workbench.model import Verdict
from workbench.store.efforts import efforts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.store.efforts import Effort
    from workbench.workflow.session import Session

OUTCOMES: Mapping[Verdict, str] = {
    Verdict.ACCEPT: "unchanged",
    Verdict.AMEND: "amended",
    Verdict.REJECT: "rejected",
    Verdict.ADD: "added",
}
GROUPS = ("curators", "extractors", "labels", "articles")
ADDED_BY_HAND = "(added)"
"""What spans are counted under that no extractor suggested."""


@dataclass(slots=True)
class Speed:
    """What spans took and what became of them.

    `keyed` and `timed` are how many of the spans have known keys and a known time.
    """

    keys: float = 0.0
    seconds: float = 0.0
    keyed: int = 0
    timed: int = 0
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES.values(), 0))

    @property
    def spans(self) -> int:
        """How many spans were decided."""
        return sum(self.outcomes.values())

    @property
    def keys_per_span(self) -> float | None:
        """Keys for each span; None where no keys are known."""
        return self.keys / self.keyed if self.keyed else None

    @property
    def seconds_per_span(self) -> float | None:
        """Seconds for each span; None where no time is known."""
        return self.seconds / self.timed if self.timed else None

    def add(self, effort: Effort) -> None:
        """Count a mark, or what an article took besides."""
        outcome = OUTCOMES.get(effort.verdict) if effort.verdict is not None else None
        if outcome is not None:
            self.outcomes[outcome] += 1
        if effort.keys is not None:
            self.keys += effort.keys
            self.keyed += outcome is not None
        if effort.seconds is not None:
            self.seconds += effort.seconds
            self.timed += outcome is not None


def insight(session: Session) -> dict[str, dict[str, Speed]]:
    """Speeds by group and name, of what the session's curator may see.

    Articles are named by their source, in the order of ingestion; other names are sorted.
    """
    found: dict[str, dict[str, Speed]] = {group: {} for group in GROUPS}

    def count(group: str, name: str, effort: Effort) -> None:
        found[group].setdefault(name, Speed()).add(effort)

    for effort in efforts(session.store, session.curator):
        count("articles", effort.article, effort)
        count("curators", effort.curator, effort)
        if effort.mark is not None:
            count("extractors", effort.extractor or ADDED_BY_HAND, effort)
            if effort.label is not None:
                count("labels", effort.label, effort)
    return {
        group: speeds if group == "articles" else dict(sorted(speeds.items()))
        for group, speeds in found.items()
    }


def insight_json(found: Mapping[str, Mapping[str, Speed]]) -> dict[str, Any]:
    """Insight as JSON: names, and for each its counts and what a span took, or null."""
    return {
        group: {name: _json(speed) for name, speed in speeds.items()}
        for group, speeds in found.items()
    }


def _json(speed: Speed) -> dict[str, Any]:
    return {
        "spans": speed.spans,
        **speed.outcomes,
        "keys_per_span": _rounded(speed.keys_per_span),
        "seconds_per_span": _rounded(speed.seconds_per_span),
    }


COLUMNS = (N_("spans"), N_("keys a span"), N_("seconds a span"),
           N_("unchanged"), N_("amended"), N_("rejected"), N_("added"))  # fmt: skip


def rows_of(speeds: Mapping[str, Speed]) -> list[tuple[str, ...]]:
    """Rows of a table of speeds; the columns behind the name are `COLUMNS`."""
    return [
        (name, str(speed.spans), shown(speed.keys_per_span), shown(speed.seconds_per_span),
         *map(str, speed.outcomes.values()))
        for name, speed in speeds.items()
    ]  # fmt: skip


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)


def shown(number: float | None) -> str:
    """A speed as people read it; a dash where it is not known."""
    return "–" if number is None else f"{number:.1f}"
