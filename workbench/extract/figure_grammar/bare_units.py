"""Units that count without a number: «كيلومترين», «دولارين», «متر ونصف», «أكثر من طن».

Invariant: a dual is two of its unit; a bare unit is one only where a fraction, a smaller unit or a
word of measuring says so.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.arabic.units import currency_at, measure_at
from workbench.extract.figure_grammar.amounts import Amount
from workbench.extract.figure_grammar.lexicon import words
from workbench.extract.figure_grammar.measured import found_of, with_smaller
from workbench.extract.figure_grammar.measures import Measure, fraction_after
from workbench.extract.figure_grammar.modifiers import modifier_before
from workbench.extract.figure_grammar.reading import MONEY, QUANTITY, Reading
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

_NAMES = tuple(
    words(
        "متر كيلومتر سنتيمتر ميليمتر مليمتر كيلوغرام كيلوجرام كيلو غرام طن قنطار هكتار لتر برميل"
        " ميل دونم فدان ميغاواط غيغاواط كيلوواط درهم دولار دينار ريال جنيه شيكل سنتيم سنت قيراط"
        " رطل"
    )
)
_DUALS = {fold(name + end): fold(name) for name in _NAMES for end in ("ين", "ان")}
_SINGULARS = {fold(name + end): fold(name) for name in _NAMES for end in ("", "ا")}
_NO_DUALS = words("غرامان ميلان ميلين جنيهان")
"""Forms that are rather other words or names."""

STARTS = (frozenset(_DUALS) | frozenset(_SINGULARS)) - _NO_DUALS
"""Words that can begin a measure without a number."""

_OF = frozenset(("من", "ديال"))
_MEASURES = words("بعد مسافة عمق بعمق ارتفاع بارتفاع علو طول بطول عرض بعرض وزن بوزن قطر مساحة سعة")


def read_bare_unit(line: Line, story: Story, at: int, cut: int, key: str) -> Reading | None:
    """The measure that begins with the unit `key` at token `at`."""
    name, count = _DUALS.get(key), 2
    if name is None:
        name, count = _SINGULARS[key], 1
    measure = _named(line, story, at, name)
    if measure is None:
        return None
    amount = Amount(line.starts[at] + cut, at, at + 1, Decimal(count), spelt=True, bare_stop=at + 1)
    both = with_smaller(line, story, amount, measure)
    if both is not None:
        return Reading((found_of(line, *both),), both[1].stop)
    extra, stop = fraction_after(line, measure.stop, name)
    if not (extra or count > 1 or _measures(line, at, cut, measure.stop)):
        return None
    part = Amount(amount.start, at, at + 1, count + extra, spelt=True, bare_stop=at + 1)
    whole = Measure(
        measure.label, measure.unit, at + 1, stop, measure.reason, measure.worth,
        others=measure.others, score=0.85,
    )  # fmt: skip
    return Reading((found_of(line, part, whole),), stop)


def _named(line: Line, story: Story, at: int, name: str) -> Measure | None:
    """The unit `name` at token `at`, with the words that belong to it: «متر مكعب»."""
    keys = [name, *(_singular(word) for word in line.keys[at + 1 : at + 5]), "", "", "", ""]
    measured = measure_at(keys, 0)
    reason = N_("a unit of measure that counts by itself")
    if measured is not None:
        return Measure(QUANTITY, measured[0], at, at + measured[1], reason)
    money = currency_at(keys, 0)
    if money is None:
        return None
    code, others, stop = money
    if others:
        code, *rest = story.currencies((code, *others))
        others = tuple(rest)
    return Measure(MONEY, code, at, at + stop, reason, others=others)


def _singular(word: str) -> str:
    """«مربعين» to «مربع»."""
    return word[:-2] if len(word) > 5 and word.endswith("ين") else word


def _measures(line: Line, at: int, cut: int, stop: int) -> bool:
    """Whether words around a bare unit say that it is one: «أكثر من متر», «كيلوغراما من البصل»."""
    before = line.keys[at - 1] if at else ""
    following = line.keys[stop]
    if before[:1].isdecimal() or following[:1].isdecimal() or following.startswith("ال"):
        return False
    if not cut and modifier_before(line, at) is not None:
        return True
    is_accusative = line.keys[at].endswith("ا") or line.keys[at] == "قنطار"
    return (is_accusative and following in _OF) or (before in _MEASURES and before != "بعد")
