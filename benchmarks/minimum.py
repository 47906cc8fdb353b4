"""The fewest keys that the screen's commands need for a gold span, and what is wrong with it.

Invariant: nothing here depends on what the curator presses; only the place from which a span is
added is hers, since it cannot be known before.

* a right or a spurious suggestion: 1, to accept or to reject it; nothing for a spurious one that a
  gold span overlaps, since it is settled by that
* a wrong boundary: one key for each word, letter or proclitic that an edge has to move
* a wrong label: its number, 1 (2 with the picker, or where the kind is wrong as well)
* a wrong value: 1 to open its line, what is typed in it, Enter; or 1 for each reading offered, or
  for each modifier passed, whichever is least
* an added span: the fewest moves from where the cursor stands, of all moves there are in any order,
  to one of its words; 1 to select what the screen takes there, and 1 for each other that it offers;
  one for each word, letter or proclitic that an edge has to move then; its label (2 where the kind
  is not what it looks like); 1 to go back and its value if the parser reads it wrong
* a span that a division of another makes: the moves to the place, and 1; then the other needs none
* 1 to jump to the next suggestion after what does not do so itself: a boundary, a reading,
  a modifier; but for the last of an article
* 1 to submit
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from benchmarks.keystrokes import is_open, joined, label_keys, words_of
from benchmarks.valuing import valuing
from benchmarks.ways import edges
from workbench.extract.figures import read_value
from workbench.model import comparable
from workbench.workflow.pick import kind_of, picks

if TYPE_CHECKING:
    from benchmarks.keystrokes import Sight, Stroke
    from workbench.curation import Layer, Mark
    from workbench.model import Annotation, Article
    from workbench.scheme import LabelScheme
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


def correction(
    article: Article, scheme: LabelScheme, layer: Layer, mark: Mark, gold: Annotation
) -> tuple[Nature, int]:
    """What is wrong with a suggestion, and the fewest keys that make it right, a jump apart."""
    found = mark.annotation
    wrong: list[Nature] = []
    keys = 0
    moves = edges(
        article.text,
        (found.span.start, found.span.end),
        (gold.span.start, gold.span.end),
        joined(layer, mark),
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
            read = read_value(article, gold.span, gold.label)
        found = replace(gold, value=read)
    if comparable(found.value) != comparable(gold.value):
        back = Nature.LABEL in wrong  # who chose a label is led away
        wrong.append(Nature.VALUE)
        commands, _route, _lands, typed = valuing(
            layer, replace(mark, annotation=found), gold.value
        )
        keys += back + len(commands) + len(typed)
    if not wrong:
        return Nature.RIGHT, 1
    return wrong[0] if len(wrong) == 1 else Nature.SEVERAL, keys


def addition(session: Session, sheet: Sheet, sight: Sight, stroke: Stroke) -> int:
    """The fewest keys that add what a stroke adds, from where the cursor stands."""
    gold = stroke.adds
    if gold is None or stroke.commands == ("curate.zone",):
        return stroke.keys
    goal = gold.span.start, gold.span.end
    kind = kind_of(session, sheet, gold.span)
    labelled = len(label_keys(sight.scheme, kind, gold.label))
    costs: dict[int, int] = {}
    for word in words_of(sight, gold):
        offered = picks(session, sheet, word.start)
        moves = [edges(sight.text, each, goal) for each in offered]
        ways = [1 + n + len(each) + labelled for n, each in enumerate(moves) if each is not None]
        costs |= dict.fromkeys(word, min(ways))
    if not costs:
        return stroke.keys + labelled
    limit = len(stroke.route) + costs[stroke.lands.start]
    return sight.ways.fewest(sight.at, sight.around, costs.get, limit)


def spurious(mark: Mark, gold: list[Annotation]) -> int:
    """The fewest keys for a suggestion that is nothing."""
    return int(is_open(mark) and not any(mark.annotation.span.overlaps(g.span) for g in gold))
