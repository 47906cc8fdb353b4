"""Parts of a whole: «نصف السكان», «ثلثا الأعضاء», «ثلاثة أرباع المباني», «3/4 الأشغال», «نصفهم».

Invariant: a part is a figure only where its whole is named or meant by a pronoun; the names of
rounds, halves of matches, quarters of years and hours are none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.fractions import PARTS, SIGNS, STARTS, SURE_PARTS, read_part
from workbench.arabic.numberwords import ORDINALS, scale_of
from workbench.arabic.units import TIMES, duration
from workbench.extract.figure_grammar.amounts import Amount
from workbench.extract.figure_grammar.items import is_noun
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, words
from workbench.extract.figure_grammar.measured import read_measured
from workbench.extract.figure_grammar.modifiers import modifier_before, modifier_of
from workbench.extract.figure_grammar.reading import (
    CARDINAL,
    DURATION,
    Found,
    Reading,
    number_value,
    one,
    timex_value,
)
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.extract.figure_grammar.story import Story

_PRONOUNS = ("هم", "هن", "ها", "ه", "هما", "نا", "كم")
_WITH_PRONOUN = {
    stem + pronoun: stem
    for stem in ("نصف", "ثلث", "ربع", "خمس", "ثلثا", "ثلثي")
    for pronoun in _PRONOUNS
}
PART_STARTS = (
    frozenset(article + word for word in STARTS for article in ("", "ال"))
    | frozenset(_WITH_PRONOUN)
    | frozenset(SIGNS)
)
"""Words that can begin a part of a whole."""

_NO_WHOLES = words(
    "النهائي نهائي نهائيات النهائيات نهائية الكرة القرن قرن الليل النهار الطريق الخالي الساعة"
    " المسافة الآخر الأخير الأخيرة الحقيقة الكأس العام السنة الشهر الشوط الموسم الماراثون"
    " الدور المباراة السنوي السنوية المعطل الضامن"
)
_COUNTED_WHOLES = words(
    "سكان السكان الساكنة ساكنة سكانها سكانه المواطنين الناخبين الأسر الأطفال النساء الشباب"
    " العالم الإنتاج إنتاج الناتج الميزانية ميزانية الدخل دخل الثروة ثروة ثروات مساحة المساحة"
    " الأراضي أراضي صادرات واردات الصادرات الواردات احتياجات الطلب عدد إجمالي مجموع التلاميذ"
    " الطلبة العمال الموظفين اللاجئين النازحين الشركات المقاولات الضحايا المصابين المستجوبين"
)
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10))


def read_share(line: Line, story: Story, at: int, cut: int, key: str) -> Reading | None:
    """The part that begins with the word `key` at token `at`."""
    start = line.starts[at] + cut
    whole = _WITH_PRONOUN.get(key)
    if whole is not None:
        return _of_a_pronoun(line, start, at, whole, key)
    sign = SIGNS.get(key)
    if sign is not None:
        amount = Amount(start, at, at + 1, sign, spelt=True, bare_stop=at + 1)
        return read_measured(line, story, amount) or _of_a_whole(line, amount, sure=True)
    part = read_part(line.keys, at, key)
    if part is None or scale_of(line.keys[part.stop]) is not None:
        return None
    sure = part.numerator > 1 or key in SURE_PARTS
    amount = Amount(start, at, part.stop, part.of(), spelt=True, bare_stop=part.stop)
    if part.numerator > 1:
        hour = _of_an_hour(line, amount, part.numerator * 60 // part.denominator)
        reading = hour or read_measured(line, story, amount)
        if reading is not None:
            return reading
    if key.startswith("ال"):
        return _definite(line, amount, key)
    return _of_a_whole(line, amount, sure=sure)


def read_share_in_digits(line: Line, at: int) -> Reading | None:
    """«3/4 الأشغال»: neither a day of a month nor the numbers of a range."""
    if line.keys[at + 1] != "/":
        return None
    top, _sign, bottom = line.keys[at : at + 3]
    if not (line.touches(at + 1) and line.touches(at + 2)):
        return None
    if not (top.isdecimal() and bottom.isdecimal() and len(top) <= 1 and len(bottom) <= 2):
        return None
    if int(bottom) not in _DENOMINATORS or not 0 < int(top) < int(bottom):
        return None
    value = Decimal(int(top)) / int(bottom)
    places = Decimal("0.0001")
    low = value if value == value.quantize(places) else value.quantize(places)
    amount = Amount(line.starts[at], at, at + 3, low, spelt=True, bare_stop=at + 3)
    if not line.keys[at + 3].startswith("ال") and line.keys[at + 3] != "من":
        return None
    return _of_a_whole(line, amount, sure=True)


def _of_a_whole(line: Line, amount: Amount, *, sure: bool) -> Reading | None:
    """A part whose whole is the word after it: definite, or governing a definite one."""
    at = amount.stop + (line.keys[amount.stop] == "من")
    word = line.keys[at]
    if word in _NO_WHOLES or word.removeprefix("ال") in ORDINALS:
        return None
    named = word in _COUNTED_WHOLES
    if sure and not named:
        named = word.startswith("ال") or _governs(line, at) or _has_pronoun(line, at)
    if not named or (at > amount.stop and not word.startswith("ال")):
        return None
    return _found(line, amount, line.written(at))


def _governs(line: Line, at: int) -> bool:
    """«أعضاء المجلس», «أعضاء مجلس النواب»: nouns up to a definite one."""
    for here in range(at, at + 3):
        following = line.keys[here + 1]
        if not is_noun(line.keys[here]) or following in _NO_WHOLES:
            return False
        if following.startswith("ال"):
            return True
    return False


def _has_pronoun(line: Line, at: int) -> bool:
    """«قيمتها», «عمره»; the ة of «سنة» is told from a pronoun as the article writes it."""
    word = line.keys[at]
    if len(word) < 4 or word in PREPOSITIONS or not word.endswith(_PRONOUNS):
        return False
    return not word.endswith("ه") or line.written(at).endswith("ه")


def _definite(line: Line, amount: Amount, key: str) -> Reading | None:
    """«الثلث», and «النصف» where a modifier stands before it."""
    following = line.keys[amount.stop]
    if following.startswith("ال") or following in _NO_WHOLES:
        return None
    sure = key.removeprefix("ال") in SURE_PARTS and key != "النصف"
    if not sure and modifier_before(line, amount.first) is None:
        return None
    return _found(line, amount, None)


def _of_a_pronoun(line: Line, start: int, at: int, stem: str, key: str) -> Reading | None:
    following = line.keys[at + 1]
    is_his = key.endswith("ه")
    if following.startswith("ال") and (following in _NO_WHOLES or following[2:] in ORDINALS):
        return None  # «نصفه الثاني», «نصفها الآخر»
    if stem in ("ربع", "خمس") and is_his:
        return None  # «ربعه» are his people, «خمسه» is five
    numerator, denominator = PARTS[stem]
    low = round(Decimal(numerator) / denominator, 4)
    amount = Amount(start, at, at + 1, low, spelt=True, bare_stop=at + 1)
    return _found(line, amount, None)


def _of_an_hour(line: Line, amount: Amount, minutes: int) -> Reading | None:
    """«ثلاثة أرباع الساعة»."""
    if TIMES.get(line.keys[amount.stop].removeprefix("ال")) != "TH":
        return None
    value = timex_value(duration(Decimal(minutes), "TM"), modifier_before(line, amount.first))
    stop = amount.stop + 1
    reason = N_("a part of a unit")
    return one(Found(amount.start, line.end(stop), DURATION, value, reason, 0.9), stop)


def _found(line: Line, amount: Amount, item: str | None) -> Reading:
    modifier = modifier_of(line, amount.first, amount.stop)
    value = number_value(amount.low, None, modifier, None, item)
    end = line.end(amount.stop)
    return one(Found(amount.start, end, CARDINAL, value, N_("a part of a whole"), 0.8), amount.stop)
