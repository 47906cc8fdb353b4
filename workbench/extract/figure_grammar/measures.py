"""Numbers with what they measure: percent, money, measures, durations and ages.

Invariant: the unit is in the span and in the value; a number without one is not read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.calendar import MONTH_NAMES, WEEKDAYS
from workbench.arabic.fold import fold
from workbench.arabic.numberwords import added_part, joined_word
from workbench.arabic.units import (
    AGE_UNITS,
    TIMES,
    UNIT_STARTS,
    coin_worth,
    currency_at,
    duration,
    is_degree,
    measure_at,
)
from workbench.extract.figure_grammar.ages import is_age, is_age_noun
from workbench.extract.figure_grammar.amounts import (
    Amount,
    plain_year,
    to_range,
)
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.extract.figure_grammar.reading import (
    AGE,
    DURATION,
    MONEY,
    PERCENT,
    QUANTITY,
    number_value,
    timex_value,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story
    from workbench.model import Modifier, Value

PERCENT_SIGNS = frozenset("%٪﹪")
_HUNDRED = words("المائة المئة المية الماية مائة")
_PERCENT_WORDS = words("بالمائة بالمئة بالمية بالماية فالمائة فالمئة فالمية فالماية")
_IN = words("في ف")
COINS = frozenset("$€£")
_QUAKE_WORDS = words("ريشتر ريختر سلم مقياس زلزال الزلزال هزة الهزة بقوة شدتها قوتها زاوية")
_DECADES = words("عقود عقد عقدا")
_KNOTS = words("عقد عقدا عقدة")
_WIND = re.compile("رياح|ريح|سرع|هبات|بحري|اعصار")
_DECADE_CUES = words(
    "منذ خلال مدى قبل طيلة نحو بعد زهاء الزمن الماضية الأخيرة أكثر لأكثر مدار طوال قرابة"
    " امتدت حوالي ونصف ونيف مضت مرت تجاوز تجاوزت يتجاوز تتجاوز ناهز ناهزت امتد يمتد تمتد فاق"
    " ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة"
)


_STARTS = UNIT_STARTS | _KNOTS | PERCENT_SIGNS | _PERCENT_WORDS | _IN | {"م"}
"""What may stand after a number that measures; a look-up spares most numbers the rest."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number counts: its label, its unit, and the tokens `at` to `stop` that name it.

    `worth` multiplies the number; `extra` is added to it («ونصف»). `others` are other units that
    the same words can mean. «تحت الصفر» after it stays outside, and tells that it is `below_zero`.
    """

    label: str
    unit: str
    at: int
    stop: int
    reason: str
    worth: Decimal = Decimal(1)
    extra: Decimal = Decimal(0)
    others: tuple[str, ...] = ()
    score: float = 0.97
    below_zero: bool = False


def value_of(amount: Amount, measure: Measure, modifier: Modifier | None) -> Value | None:
    """The value of a number or range with its unit."""
    low, high = amount.low * measure.worth, amount.high
    if measure.below_zero:
        low, high = (-abs(low), high) if high is None else (-high, -low)
    if high is None:
        low += measure.extra
    else:
        high = high * measure.worth + measure.extra
    if measure.label != DURATION:
        return number_value(low, high, modifier, measure.unit or None)
    timex = duration(low, measure.unit)
    if high is not None:
        timex += f"/{duration(high, measure.unit)}"
    return timex_value(timex, modifier)


def measure_after(line: Line, story: Story, amount: Amount) -> Measure | None:
    """What stands after the number: its unit, if it has one."""
    at = amount.stop
    if line.keys[at] not in _STARTS and not is_age_noun(line.keys[at]):
        return None
    return (
        _percent(line, at)
        or _money(line, story, at)
        or _time(line, amount, at)
        or _quantity(line, amount, at)
    )


def _percent(line: Line, at: int) -> Measure | None:
    key = line.keys[at]
    reason = N_("a number with a percent sign or words")
    if key in PERCENT_SIGNS or key in _PERCENT_WORDS:
        return Measure(PERCENT, "", at, at + 1, reason, score=0.99)
    if key in _IN and line.keys[at + 1] in _HUNDRED:
        return Measure(PERCENT, "", at, at + 2, reason, score=0.99)
    return None


def _money(line: Line, story: Story, at: int) -> Measure | None:
    found = currency_at(line.keys, at)
    if found is None:
        return None
    code, others, stop = found
    worth = coin_worth(line.keys[at])
    extra, stop = fraction_after(line, stop, line.keys[at])
    extra *= worth
    if not others:
        reason, score = N_("a number with a currency"), 0.98 if worth == 1 else 0.8
        return Measure(MONEY, code, at, stop, reason, worth, extra, score=score)
    code, *rest = story.currencies((code, *others))
    reason = N_("a number with a currency that several countries share")
    return Measure(MONEY, code, at, stop, reason, worth, extra, tuple(rest), 0.85)


def _time(line: Line, amount: Amount, at: int) -> Measure | None:
    unit = TIMES.get(line.keys[at])
    stop = at + 1
    if is_age_noun(line.keys[at]):
        return Measure(AGE, "a", at, stop, N_("a number of years of a person"))
    if unit is None or _heads_a_date(line, at) or line.keys[stop].startswith("ضوئي"):
        return None
    if line.keys[at] in _DECADES and not _is_decade(line, amount, stop):
        return None
    extra, stop = fraction_after(line, stop, line.keys[at])
    if unit in AGE_UNITS and is_age(line, amount.first, stop):
        reason = N_("a number of years of a person")
        return Measure(AGE, AGE_UNITS[unit], at, stop, reason, extra=extra)
    return Measure(DURATION, unit, at, stop, N_("a number with a unit of time"), extra=extra)


def fraction_after(line: Line, stop: int, noun: str) -> tuple[Decimal, int]:
    """«ونصف» after a unit, with the unit said again («ونصف الشهر»)."""
    joined = joined_word(line.keys, stop) if stop < len(line) else None
    part = added_part(joined[1]) if joined is not None else None
    if joined is None or part is None:
        return Decimal(0), stop
    here = joined[0] + 1
    if is_other_unit(line.keys[here], noun):
        return Decimal(0), stop  # «5 كلم ونصف ساعة»
    again = line.keys[here].removeprefix("ال")
    if TIMES.get(again) is not None and TIMES.get(again) == TIMES.get(noun):
        here += 1
    return part, here


def is_other_unit(word: str, noun: str) -> bool:
    """Whether `word` is a unit that is not that of `noun`."""
    word = word.removeprefix("ال")
    unit = TIMES.get(word)
    if unit is not None:
        return unit != TIMES.get(noun)
    return word in UNIT_STARTS and word[:3] != noun[:3]


def _heads_a_date(line: Line, at: int) -> bool:
    """Whether the time word heads what follows: «المادة 12 سنة 2019», «15 شهر مارس»."""
    following = line.keys[at + 1]
    if line.keys[at] in ("يوم", "ايام") and (
        following in _THE_WEEKDAYS or line.keys[at + 2] in MONTH_NAMES
    ):
        return True
    return plain_year(following) is not None or (
        line.keys[at] == "شهر" and following in MONTH_NAMES
    )


_THE_WEEKDAYS = frozenset(fold(name) for name in WEEKDAYS if name.startswith("ال"))


def _is_decade(line: Line, amount: Amount, stop: int) -> bool:
    """Whether «3 عقود» are decades rather than contracts."""
    near = (*line.keys[max(0, amount.first - 4) : amount.first], *line.keys[stop : stop + 3])
    return any(word in _DECADE_CUES for word in near)


def _quantity(line: Line, amount: Amount, at: int) -> Measure | None:
    named = measure_at(line.keys, at)
    reason = N_("a number with a unit of measure")
    if line.keys[at] == "م" and amount.low < 1000:  # after a year it is the common era
        named = "m", at + 1
    if named is not None:
        unit, stop = named
        is_letter = len(line.keys[at]) == 1 and line.keys[at].isalpha()
        cold = unit == "Cel" and _is_below_zero(line, stop)
        score = 0.8 if is_letter else 0.97
        extra, stop = (Decimal(0), stop) if is_letter else fraction_after(line, stop, line.keys[at])
        return Measure(QUANTITY, unit, at, stop, reason, extra=extra, score=score, below_zero=cold)
    if line.keys[at] in _KNOTS and any(
        _WIND.search(word) for word in line.keys[max(0, amount.first - 8) : at + 4]
    ):
        return Measure(QUANTITY, "[kn_i]", at, at + 1, reason, score=0.85)
    if is_degree(line.keys[at]) and line.tells_heat and not _is_quake(line, at):
        cold = _is_below_zero(line, at + 1)
        return Measure(QUANTITY, "Cel", at, at + 1, reason, score=0.9, below_zero=cold)
    return None


def _is_below_zero(line: Line, stop: int) -> bool:
    return line.keys[stop] in ("تحت", "دون") and line.keys[stop + 1] == "الصفر"


def _is_quake(line: Line, at: int) -> bool:
    near = line.keys[max(0, at - 8) : at + 5]
    return any(word in _QUAKE_WORDS for word in near)


def spoken_range(line: Line, amount: Amount) -> Amount | None:
    """«من 20 إلى 40», unless it tells how a value changed, which makes two figures."""
    span = to_range(line, amount)
    if span is None or span.high is None:
        return None
    said = amount.first > 0 and stem_in(_FROM, line.keys[amount.first - 1]) is not None
    if not said and not 0 < span.low <= span.high <= 10 * span.low:
        return None
    return None if is_change(line, amount.first) else span


def is_change(line: Line, first: int) -> bool:
    """Whether words before token `first` tell that a value changed, which makes two figures."""
    return any(_CHANGE.search(word) for word in line.keys[max(0, first - 10) : first])


def is_bounds(line: Line, first: int) -> bool:
    """Whether a word before «من» at `first` says that it opens a range of what may be."""
    return any(_BOUND.search(word) for word in line.keys[max(0, first - 6) : first])


_BOUND = re.compile("تراوح|عقوب|غرام|سجن|حبس|اشغال|مدة|مده|يمتد|تمتد|اجل")


_FROM = words("من بين مابين")
_CHANGE = re.compile(
    "رتفع|ارتفاع|نخفض|انخفاض|تراجع|قفز|نتقل|انتقال|زاد|زياد|رفع|خفض|صعد|هبط|تحول|قلص|ضاعف|مرور|وصل"
)
