"""The fewest keys that the screen's commands need for a gold span, and what is wrong with it.

Invariant: nothing here depends on what the curator presses; only the place from which a span is
added is hers, since it cannot be known before.

* a right or a spurious suggestion: 1, to accept or to reject it; nothing for a spurious one that a
  gold span overlaps, since it is settled by that
* a wrong boundary: one key for each word, letter or proclitic that an edge has to move
* a wrong label: its number, 1 (2 with the picker, or where the kind is wrong as well)
* a wrong value: 2 for one of the readings that are listed; or 1 to open its line, what is typed in
  it, Enter; or 1 for each modifier passed, whichever is least
* an added span: the fewest moves from where the cursor stands, of all moves there are in any order,
  to one of its words, and 1 to select what the screen takes there; or 2 with its letter, and 2 for
  each nearer word with the same; 1 for each other selection that it offers;
  one for each word, letter or proclitic that an edge has to move then; its label (2 where the kind
  is not what it looks like, or with its value from the list of readings, where the parser reads it
  wrong); 1 to go back and its value if it is not listed
* a span that a division of another makes: the moves to the place, and 1; then the other needs none
* 1 to jump to the next suggestion after what does not do so itself: a boundary, a modifier; but for
  the last of an article
* 1 to submit
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from benchmarks.adding import listed, seeking, words_of
from benchmarks.keystrokes import joined
from benchmarks.sight import is_open, label_keys
from benchmarks.valuing import valuing
from benchmarks.ways import edges
from workbench.model import comparable
from workbench.workflow.curate import value_of
from workbench.workflow.pick import kind_of, picks

if TYPE_CHECKING:
    from benchmarks.sight import Sight, Stroke
    from workbench.curation import Mark
    from workbench.model import Annotation
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session


class Nature(StrEnum):
    """What a curator has to do about a gold span or a suggestion."""

    RIGHT = "accept"
    SPURIOUS = "reject"
    LABEL = "label"
    WORD = "boundary by one word"
    LETTER = "boundary by one letter or proclitic"
    FAR = "boundary farther"
    VALUE = "value"
    SEVERAL = "several of these"
    SPLIT = "split"
    ADDED = "add"
    SUBMIT = "submit"


_BY_WORD = frozenset(
    ("curate.end_on", "curate.end_back", "curate.start_on", "curate.start_back", "curate.join")
)


def correction(session: Session, sheet: Sheet, mark: Mark, gold: Annotation) -> tuple[Nature, int]:
    """What is wrong with a suggestion, and the fewest keys that make it right, a jump apart."""
    scheme, found = session.scheme, mark.annotation
    wrong: list[Nature] = []
    keys = 0
    moves = edges(
        sheet.article.text,
        (found.span.start, found.span.end),
        (gold.span.start, gold.span.end),
        joined(sheet.layer, mark),
    )
    if moves:
        nature = Nature.WORD if moves[0] in _BY_WORD else Nature.LETTER
        wrong.append(nature if len(moves) == 1 else Nature.FAR)
        keys += len(moves)
    if found.label != gold.label:
        wrong.append(Nature.LABEL)
        keys += len(label_keys(scheme, scheme[found.label].kind, gold.label))
    if wrong:
        read = None
        if scheme[gold.label].takes is not None:
            read = value_of(session, sheet, gold.span, gold.label)
        found = replace(gold, value=read)
    if comparable(found.value) != comparable(gold.value):
        back = Nature.LABEL in wrong  # who chose a label is led away
        wrong.append(Nature.VALUE)
        commands, _route, _lands, typed = valuing(
            sheet, replace(mark, annotation=found), gold.value
        )
        keys += back + len(commands) + len(typed)
    if not wrong:
        return Nature.RIGHT, 1
    return wrong[0] if len(wrong) == 1 else Nature.SEVERAL, keys


def addition(sight: Sight, stroke: Stroke) -> tuple[int, bool]:
    """The fewest keys that add what a stroke adds, from where the cursor stands.

    And whether these give it its value too.
    """
    gold, session, sheet = stroke.adds, sight.session, sight.sheet
    if gold is None or stroke.commands == ("curate.zone",):
        return stroke.keys, False
    goal = gold.span.start, gold.span.end
    labelled, whole = _labelling(sight, gold)
    costs: dict[int, int] = {}
    limits: list[int] = []
    for word in words_of(sight, gold):
        offered = picks(session, sheet, word.start)
        moves = [edges(sight.text, each, goal) for each in offered]
        ways = [1 + n + len(each) + labelled for n, each in enumerate(moves) if each is not None]
        costs |= dict.fromkeys(word, min(ways))
        limits += [min(ways) + len(keys) for keys in seeking(sight, word)]
    if not costs:
        return stroke.keys + labelled, whole
    if stroke.commands == ("curate.go_to_span",):
        limits.append(len(stroke.route) + costs[stroke.lands.start])
    return sight.ways.fewest(sight.at, sight.around, costs.get, min(limits)), whole


def _labelling(sight: Sight, gold: Annotation) -> tuple[int, bool]:
    """The keys that label what is selected, and whether they give it the right value too."""
    kind = kind_of(sight.session, sight.sheet, gold.span)
    keys = len(label_keys(sight.scheme, kind, gold.label))
    if gold.value is None:
        return keys, False
    read = value_of(sight.session, sight.sheet, gold.span, gold.label)
    if comparable(read) == comparable(gold.value):
        return keys, True
    return (2, True) if listed(sight, gold) is not None else (keys, False)


def spurious(mark: Mark, gold: list[Annotation]) -> int:
    """The fewest keys for a suggestion that is nothing."""
    return int(is_open(mark) and not any(mark.annotation.span.overlaps(g.span) for g in gold))
