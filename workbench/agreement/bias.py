"""Commission and omission: what curators take over from suggestions, and what they overlook.

Both are told by gold, and gold only by who could see neither who had suggestions nor what was one:
where she had annotated the article herself, it does not judge. What all curators of an article hold
alike became gold without anybody judging it, but for what was drawn for audit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from workbench.agreement import Against, Agreement, Arms, Cell, Cells, Judged, Part, measure
from workbench.agreement.gaps import Gap, gap_rows
from workbench.agreement.study import NONE, add_cells, add_up, no_cells
from workbench.agreement.tally import Plan, rows_of
from workbench.messages import N_

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence, Set

    from workbench.agreement import Layer, Pairings, Row, Study
    from workbench.agreement.study import Array, Bools, Floats

NAME = "bias"
NO_WRONG = N_(
    "Undefined, because no wrong suggestion was shown in an article that somebody adjudicated who "
    "had not annotated it."
)
NO_ASSISTED = N_(
    "Undefined, because nobody with suggestions marked an adjudicated article in which gold has "
    "more than was suggested."
)
NO_BLIND = N_(
    "Undefined, because nobody without suggestions marked an adjudicated article in which gold has "
    "more than others were shown."
)


Said: TypeAlias = "tuple[int, int, str, Hashable]"
"""What a span says: start, end, label, value; what is the same is equal."""


def judged(
    layers: Sequence[Layer],
    pairs: Pairings,
    held: Sequence[Set[Said]],
    shown: Mapping[str, Set[Said]],
    labels: Sequence[str],
) -> Cells:
    """What gold makes of suggestions, in the comparisons of layers with it, as counts.

    `held` is what each layer says, `shown` what was suggested in the documents in which gold may
    judge that; `labels` are numbered from 1.
    """
    counts: Counter[tuple[int, str, Judged]] = Counter()
    both = zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
    for n, (first, second) in enumerate(both):
        document = layers[second].document
        if layers[second].role is Against.GOLD and document in shown:
            found = _judge(shown[document], held[first], held[second])
            counts.update((n, each[2], said) for said, each in found)
    number = {label: n for n, label in enumerate(labels, 1)}
    rows = [(n, number[label], NONE, said, many) for (n, label, said), many in counts.items()]
    return Cells(*np.array(rows, np.int64).reshape(-1, 5).T)


def _judge(shown: Set[Said], held: Set[Said], gold: Set[Said]) -> Iterator[tuple[Judged, Said]]:
    """What gold makes of what was suggested in an article, and of a layer of it."""
    for wrong in shown - gold:
        yield (Judged.WRONG_KEPT if wrong in held else Judged.WRONG_DROPPED), wrong
    for unsuggested in gold - shown:
        found = unsuggested in held
        yield (Judged.UNSUGGESTED_FOUND if found else Judged.UNSUGGESTED_MISSED), unsuggested


@measure(NAME)
def bias(study: Study) -> Agreement:
    """Commission, wrong suggestions kept of those shown, and omission, by adjudicated gold.

    Omission is the share of gold's spans that nobody suggested and that a curator missed, of those
    who saw suggestions less that of those who did not. Only articles in which somebody saw
    suggestions take part; range, label and value must be the same. Rows: COMMISSION and OMISSION in
    all (no names), by curator and by label, and MISSED, the two shares of which omission is the
    difference.
    """
    study = study.against(Against.GOLD)
    found = _Counted(study)
    commission, omission = list(_commissions(found)), list(_omissions(found))
    first = replace(commission[0], part=Part.ALL)
    rows = rows_of([first, *commission], NO_WRONG) + gap_rows(omission)
    missed = (_missed(found, *each) for each in _REASONS.items())
    return Agreement(NAME, (*rows, *missed))


class _Counted:
    """Counts by comparison, label and Judged, and by comparison and Judged alone."""

    def __init__(self, study: Study) -> None:
        self.study = study
        width = len(study.labels) + 1

        def places(cells: Cells) -> tuple[Array, Array]:
            return (cells.comparison * width + cells.p) * len(Judged) + cells.kind, cells.n

        judged = study.judged if study.judged is not None else no_cells()
        table = add_cells(judged, places, len(study.comparisons) * width * len(Judged))
        self.by_label = table.reshape(-1, width, len(Judged))
        self.all = self.by_label.sum(axis=1)

    def arm(self, arms: Arms) -> Bools:
        """The comparisons of layers that were made with suggestions, or without."""
        return np.asarray(self.study.comparisons.arms == arms, np.bool_)

    def groups(self) -> Iterator[tuple[tuple[str, ...], Cell, Floats, Bools]]:
        """All, each curator, each label: names, cell, counts by comparison, which of these."""
        study, cell = self.study, Cell(against=Against.GOLD)
        every = np.ones(len(study.comparisons), np.bool_)
        yield (), cell, self.all, every
        for n in np.unique(study.comparisons.first).tolist():
            name, mine = study.curators[n], study.comparisons.first == n
            yield ("curator", name), replace(cell, curator=name), self.all, mine
        for n, label in enumerate(study.labels, 1):
            counts = self.by_label[:, n]
            if counts.any():
                yield ("label", label), replace(cell, label=label), counts, every

    def by_document(self, counts: Floats, mask: Bools) -> Floats:
        """Sums over the comparisons of a mask, one row a document of the study."""
        documents, size = self.study.comparisons.document[mask], len(self.study.documents)
        return np.stack([add_up(documents, column[mask], size) for column in counts.T], axis=1)


_REASONS = {Arms.ASSISTED: NO_ASSISTED, Arms.BLIND: NO_BLIND}
_KEPT = [Judged.WRONG_KEPT, Judged.WRONG_DROPPED]
_MISSED = [Judged.UNSUGGESTED_MISSED, Judged.UNSUGGESTED_FOUND]


def _commissions(found: _Counted) -> Iterator[Plan]:
    assisted = found.arm(Arms.ASSISTED)
    for names, cell, counts, mask in found.groups():
        kept = replace(cell, arms=Arms.ASSISTED, judged=Judged.WRONG_KEPT)
        by_document = found.by_document(counts, mask & assisted)
        yield _share(Part.COMMISSION, names, kept, by_document[:, _KEPT])


def _share(part: Part, names: tuple[str, ...], cell: Cell, counts: Floats) -> Plan:
    """The share of the first of two counts, over the documents that have any."""
    counts = counts[counts.any(axis=1)]
    whole = counts.sum(axis=1)
    return Plan(part, names, cell, counts[:, 0], whole, float(whole.sum()))


def _omissions(found: _Counted) -> Iterator[Gap]:
    for names, cell, counts, mask in found.groups():
        missing = replace(cell, judged=Judged.UNSUGGESTED_MISSED)
        columns = []
        for arms in _REASONS:
            missed = found.by_document(counts, mask & found.arm(arms))[:, _MISSED]
            columns += [missed[:, 0], missed.sum(axis=1)]
        table = np.stack(columns, axis=1)
        table = table[table.any(axis=1)]
        yield Gap(Part.OMISSION, names, missing, table, (NO_ASSISTED, NO_BLIND))


def _missed(found: _Counted, arms: Arms, reason: str) -> Row:
    """The share that one arm missed, in all."""
    cell = Cell(against=Against.GOLD, arms=arms, judged=Judged.UNSUGGESTED_MISSED)
    counts = found.by_document(found.all, found.arm(arms))[:, _MISSED]
    (row,) = rows_of([_share(Part.MISSED, (arms.name.lower(),), cell, counts)], reason)
    return row
