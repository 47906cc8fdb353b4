"""Durations without a number before them: «العامين», «شهرا ونصف», «الأشهر التسعة», «لمدة سنة».

Invariant: a bare unit of time is a duration only where a word says that it measures one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import FRACTIONS, read_cardinal
from workbench.arabic.units import (
    AGE_UNITS,
    TIME_DUALS,
    TIMES,
    currency_at,
    duration,
    durations,
    measure_at,
)
from workbench.extract.figure_grammar.ages import is_age
from workbench.extract.figure_grammar.amounts import is_between, read_amount
from workbench.extract.figure_grammar.counts import ONES
from workbench.extract.figure_grammar.lengths import SINGULAR, smaller_after
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.measures import fraction_after
from workbench.extract.figure_grammar.modifiers import modifier_before, modifier_of
from workbench.extract.figure_grammar.reading import (
    AGE,
    DURATION,
    MONEY,
    QUANTITY,
    Found,
    Reading,
    number_value,
    one,
)
from workbench.messages import N_
from workbench.model import Timex

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_THE_DECADE = frozenset(("العشريه",))
_PLURAL_TIMES = frozenset(
    "ال" + name for name in TIMES if name not in SINGULAR and not name.endswith("ا")
) | words("العقود القرون")
_SHARES = frozenset(name for name in FRACTIONS if not name.startswith("ال")) | words("ثلث")

_ABOUT_A = {
    "العام": "Y",
    "السنه": "Y",
    "الشهر": "M",
    "الاسبوع": "W",
    "القرن": "100Y",
    "الساعه": "TH",
}

STARTS = (
    frozenset(TIMES)
    | frozenset(_ABOUT_A)
    | frozenset(article + name for name in TIME_DUALS for article in ("", "ال"))
    | _PLURAL_TIMES
    | _THE_DECADE
    | _SHARES
)
"""Words that can begin a duration."""

_MEASURING = words(
    "تمض يمض تمر يمر"
    "لمدة مدة مدتها مدته استغرق استغرقت تستغرق يستغرق ستستغرق دام دامت تدوم يدوم ستدوم سيدوم"
    " استمر استمرت تستمر يستمر طيلة طوال مدى ولمدة غضون خلال دامتا لفترة مدار مضى مضت مر مرت"
    " مرور انقضاء انقضى انقضت قرابة أمهل أمهلت أمهلته أمهلهم مهلة يتطلب تتطلب قضى قضت أمضى أمضت"
    " مكث بقي بقيت"
)
_ADVERBIALS = words("أسبوعا شهرا")
"""Accusatives that say how long without a word that measures."""

_WHOLE = words("كامل كاملة كاملا بأكمله بأكملها بكامله بكاملها إضافي إضافية إضافيا واحدا")
_AWAY = words("منذ قبل بعد")
_PRISON = words("سجنا حبسا نافذا نافذة نافذ موقوفة حبس سجن موقوف كاملة كاملا")
_NO_COUNT = words("عقد عقدا")
_DUAL = N_("a dual of time")


def read_spell(line: Line, at: int, cut: int, key: str) -> Reading | None:
    """The duration, or the age, that begins at token `at` without a number."""
    start = line.starts[at] + cut
    if key in _THE_DECADE:
        return _reading(line, start, at, at + 1, Decimal(10), "Y", N_("a decade"), 0.85)
    unit = TIME_DUALS.get(key.removeprefix("ال"))
    if unit is not None and (line.keys[at + 1].isdecimal() or line.keys[at - 1] in _EACH):
        return None  # «الدقيقتين 53 و64», «كل ساعتين»
    if unit is not None:
        extra, stop = fraction_after(line, at + 1, _singular_of(unit))
        return _reading(line, start, at, stop, 2 + extra, unit, _DUAL, 0.95)
    if key in _SHARES:
        return _share(line, start, at, key)
    if key in _PLURAL_TIMES:
        return _counted_after(line, start, at, key)
    if key in _ABOUT_A:
        return _about(line, start, at, key)
    unit = TIMES.get(key)
    return _singular(line, start, at, key, unit) if unit is not None else None


def _singular(line: Line, start: int, at: int, key: str, unit: str) -> Reading | None:
    """«شهرا ونصف», «سنة واحدة», «لمدة سنة»."""
    extra, stop = fraction_after(line, at + 1, key)
    if extra and key in SINGULAR:
        reason = N_("a unit of time and a half")
        return _reading(line, start, at, stop, 1 + extra, unit, reason, 0.95)
    if line.keys[at + 1] in ONES:
        return _reading(line, start, at, at + 2, Decimal(1), unit, N_("one unit of time"), 0.9)
    if key in SINGULAR and _measures(line, at, key):
        reason = N_("a unit of time that measures")
        return _reading(line, start, at, at + 1, Decimal(1), unit, reason, 0.85)
    return None


def _about(line: Line, start: int, at: int, key: str) -> Reading | None:
    """«قرابة العام», «زهاء الساعة»: about one, unless what follows makes it a date or a time."""
    following = line.keys[at + 1]
    if following[:1].isdecimal() or following.startswith("ال"):
        return None
    if at == 0 or stem_in(_NEARLY, line.keys[at - 1]) is None:
        return None
    reason = N_("one unit of time")
    return _reading(line, start, at, at + 1, Decimal(1), _ABOUT_A[key], reason, 0.8)


_NEARLY = words("قرابة زهاء يقارب يناهز حوالي نحو")


def _singular_of(unit: str) -> str:
    return next(name for name, its in TIMES.items() if its == unit)


def _reading(
    line: Line,
    start: int,
    at: int,
    stop: int,
    number: Decimal,
    unit: str,
    reason: str,
    score: float,
) -> Reading:
    modifier = modifier_of(line, at, stop)
    end = line.end(stop)
    if unit in AGE_UNITS and is_age(line, at, stop):
        value = number_value(number, None, modifier, AGE_UNITS[unit])
        return one(Found(start, end, AGE, value, reason, score), stop)
    rest = None if is_between(line, at) or number % 1 else smaller_after(line, stop, unit)
    timex = duration(number, unit)
    if rest is not None:
        parts, stop = rest
        timex, end = durations(((number, unit), *parts)), line.end(stop)
        modifier = modifier or modifier_of(line, at, stop)
    return one(Found(start, end, DURATION, Timex(timex, modifier), reason, score), stop)


def _share(line: Line, start: int, at: int, key: str) -> Reading | None:
    """«نصف ساعة», «ربع قرن», «نصف كيلوغرام», «نصف درهم»."""
    unit = TIMES.get(line.keys[at + 1])
    if line.keys[at + 1] == "الساعه" and not line.keys[at + 2][:1].isdecimal():
        unit = "TH"  # «نصف الساعة الأول»
    if key == "ثلث":
        if unit != "TH":
            return None
        return _reading(line, start, at, at + 2, Decimal(20), "TM", N_("a part of a unit"), 0.9)
    share = FRACTIONS[key]
    if unit is not None:
        reason = N_("a part of a unit")
        return _reading(line, start, at, at + 2, share, unit, reason, 0.95)
    modifier = modifier_of(line, at, at + 2)
    measured = measure_at(line.keys, at + 1)
    if measured is not None and len(line.keys[at + 1]) > 1:
        symbol, stop = measured
        value = number_value(share, None, modifier, symbol)
        label = QUANTITY
    else:
        money = currency_at(line.keys, at + 1)
        if money is None:
            return None
        symbol, _, stop = money
        value = number_value(share, None, modifier, symbol)
        label = MONEY
    return one(Found(start, line.end(stop), label, value, N_("a part of a unit"), 0.85), stop)


def _counted_after(line: Line, start: int, at: int, key: str) -> Reading | None:
    """«الأشهر التسعة», «الأيام الـ10»: the number after its noun."""
    here = at + 2 if line.keys[at + 1] == "ال" else at + 1
    amount = read_amount(line, here)
    if amount is None or not amount.definite or amount.high is not None:
        return None
    unit = TIMES.get(key.removeprefix("ال"), "10Y" if "عق" in key else "100Y")
    reason = N_("a unit of time before its number")
    return _reading(line, start, at, amount.stop, amount.low, unit, reason, 0.93)


def _measures(line: Line, at: int, key: str) -> bool:
    """Whether the words around a bare unit say that it measures."""
    before, following = line.keys[at - 1] if at else "", line.keys[at + 1]
    is_construct = following.startswith("ال") and following not in PREPOSITIONS
    if before in _EACH or (is_construct and not key.endswith("ا")):
        return False  # «كل شهر», «يوم العيد», «شهر العسل»
    if _is_repeated(line, at, key):
        return False
    if stem_in(_MEASURING, before) is not None or key in _ADVERBIALS:
        return True
    is_within = before in _WITHIN and (not following or following in _ENDS) and key not in _VAGUE
    if is_within or following in _WHOLE or following in _PRISON:
        return True  # «157.000 منصب شغل في سنة.», «سنة كاملة»
    if following == "مع" and line.keys[at + 2] in _SUSPENDED:  # «سنة مع وقف التنفيذ»
        return True
    if following == "من" and line.keys[at + 2] in _OF_WHAT:
        return True
    if stem_in(_AWAY, before) is not None:
        return key not in _NO_COUNT
    return (
        modifier_before(line, at) is not None
        or smaller_after(line, at + 1, TIMES[key]) is not None
        or (stem_in(_FROM, before) is not None and _to_another(line, at + 1))
    )


def _is_repeated(line: Line, at: int, key: str) -> bool:
    """«يوم بعد يوم»."""
    far = at + 2 if line.keys[at + 1] == "بعد" else at - 2 if line.keys[at - 1] == "بعد" else -1
    return far >= 0 and stem_in((key,), line.keys[far]) is not None


_WITHIN = words("في ف")
_ENDS = frozenset('.،؛!؟»”"')
_VAGUE = words("عام يوم حول عقد عقدا")
_EACH = frozenset(("كل",))
_SUSPENDED = words("وقف النفاذ إيقاف الشغل التنفيذ")
_OF_WHAT = words("الزمن الزمان قبل")
_FROM = words("من بين مابين")
_TO = words("إلى حتى")


def _to_another(line: Line, at: int) -> bool:
    """«من سنة إلى ثلاث سنوات»: another duration follows."""
    if line.keys[at] not in _TO:
        return False
    if line.keys[at + 1] in TIME_DUALS:
        return True
    counted = read_cardinal(line.keys, at + 1)
    return counted is not None and line.keys[counted.stop] in TIMES
