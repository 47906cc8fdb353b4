"""Ranks in digits: «الرتبة 102», «الدورة الـ36», «المادتين 5 و6», «(د 64)», «رقم 9», «1- …».

Invariant: a number is a rank only by what stands around it: a noun that is counted in order, the
article after a singular, or its place in a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.extract.figure_grammar.items import is_noun, noun_before
from workbench.extract.figure_grammar.lexicon import stem_in, words
from workbench.extract.figure_grammar.reading import ORDINAL, Found, Reading, number_value, one
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.amounts import Amount
    from workbench.extract.figure_grammar.line import Line

HEADS = words(
    "الرتبة رتبة المرتبة مرتبة المركز مركز المادة مادة الفصل فصل البند بند الفقرة فقرة الجولة"
    " جولة الدورة دورة الجيل النسخة نسخة الطبعة طبعة الحلقة حلقة الدقيقة دقيقة الذكرى المرة"
    " الدور الطابق المرحلة الجلسة الملحق الباب الكيلومتر المباراة الهدف الصفحة صفحة ميلاده"
    " ميلادها الميلاد الولاية الفوج الدفعة الموسم الحصة القرن الأسبوع المؤتمر المحطة السطر"
    " الآية الصف المجلد الجزء الثانية الدقيقتين المادتين المادتان الفصلين الفصلان البندين الفقرتين"
    " الجولتين المواد الفصول البنود مواد الفقرات الدقائق فصول للمادة للفصل العاصمة الرئيس"
    " مادته مادتها الكيلومترية المصنف المصنفة الغرفة غرفة البوابة الخانة المقعد"
)
"""Nouns whose number tells a place in a row."""
_LIST_HEADS = frozenset("-.)–")
_LAST_MINUTE = 130
_GOALS = words("الأهداف أهداف الإنذارات إنذارات الهدافون المسجلون سجل الهدف التغييرات البطاقات")
_NUMBER = words("رقم الرقم")
_NAMED_BY_NUMBER = words(
    "قانون القانون مرسوم المرسوم ظهير الظهير قرار القرار الطريق طريق هاتف الهاتف حساب الحساب"
    " البئر بئر الدورية دورية المذكرة مذكرة التعميم تعميم القناة الملف ملف الخط الفصيلة الفرقة"
    " مركبة لوحة بطاقة البطاقة جواز بالرقم منشور المنشور الرسالة رسالة عبر"
)
_LONGEST_TABLE = 40
_LEGAL = words("المادة مادة الفصل فصل البند بند الفقرة فقرة المادتين الفصلين المواد الفصول")
_PLURAL = re.compile(r"ال(?:.*(?:ات|ون|ين|اء)|ا..?ا.|..و.|م.?ا.ي?.|..ائ.|.وا.ي?.|.?.ا.ي.)")
_PLURALS = words(
    "الدول الفرق المدن القتلى الجرحى الضحايا الرهائن القضايا الخلايا الأسر النقط الأندية"
    " الرجال النساء القطع الطلبة القضاة المرضى القرى الجهات الكتب الغرف القمم الجثث الشركات"
    " السفن الركاب العمال الطلاب النواب السكان الأشهر الفصائل البلدان الشبان"
)
_NOT_PLURAL = words("الميلاد الميلادية الجواب الموسم المساء الفوز البنود الدور")
_COUNTING = frozenset((":", "-", "–"))


def read_rank_number(line: Line, amount: Amount) -> Reading | None:
    """A number that its head makes a rank: «الرتبة 102», «الذكرى الخمسين», «الـ45»."""
    if amount.high is not None or amount.low != int(amount.low) or amount.low <= 0:
        return None
    before = line.keys[amount.first - 1] if amount.first else ""
    if (
        _opens_point(line, amount)
        or _is_minute(line, amount)
        or _is_numbered(line, amount)
        or _is_listed(line, amount)
    ):
        return _rank(line, amount, N_("a number after a noun that is counted in order"), 0.85)
    headed = _head(line, amount.first) and not _counts_after(line, amount)
    if headed and (amount.is_digits or amount.definite):
        return _rank(line, amount, N_("a number after a noun that is counted in order"), 0.95)
    if amount.definite and not amount.spelt and _is_singular(line, amount.first, before):
        if is_noun(line.keys[amount.stop]):
            return None
        return _rank(line, amount, N_("a number with the article after a noun"), 0.8)
    return None


def _is_minute(line: Line, amount: Amount) -> bool:
    """«(د 64)», «الأهداف: بلخير (34)»: the minute of a goal."""
    if not amount.is_digits or not 0 < amount.low <= _LAST_MINUTE:
        return False
    first, stop = amount.first, amount.stop
    if line.keys[first - 1] == "د":
        return first >= 2 and (line.keys[first - 2] in "(،," or line.keys[stop] == ")")
    if line.keys[first - 1] not in "(،,+" or not first:
        return False
    at = first - 1
    while at > max(0, first - 6) and line.keys[at] != "(":
        at -= 1
    if line.keys[at] != "(" or not line.keys[at - 1][:1].isalpha():
        return False
    return any(stem_in(_GOALS, word) is not None for word in line.keys[: min(first, 60)])


def _opens_point(line: Line, amount: Amount) -> bool:
    """«1. ديما نضال ياسين», «2- توزيع السكن», «(3) …»: the number of a point."""
    first, stop = amount.first, amount.stop
    if first > 2 or not amount.is_digits or amount.low > _LONGEST_TABLE:
        return False
    if any(key[0].isalnum() for key in line.keys[:first]) or line.keys[stop] not in _LIST_HEADS:
        return False
    if (
        not line.touches(stop)
        or line.starts[stop + 1 if stop + 1 < len(line) else stop] == line.ends[stop]
    ):
        return False
    return line.keys[stop + 1][:1].isalpha()


def _is_numbered(line: Line, amount: Amount) -> bool:
    """«الرخصة رقم 112», «بالرقم 911», «– العدد 4893»: a number that is given, but no law's."""
    first = amount.first
    if not amount.is_digits or amount.low >= 10**5 or first < 1:
        return False
    if not line.keys[first].isdecimal() or line.keys[first].startswith("0"):
        return False
    if line.keys[first - 1] == "العدد":
        is_apart = first < 2 or not line.keys[first - 2][:1].isalpha()
        return is_apart and not is_noun(line.keys[amount.stop])
    if stem_in(_NUMBER, line.keys[first - 1]) is None or line.keys[amount.stop] in "/-.":
        return line.keys[amount.stop] == "" and stem_in(_NUMBER, line.keys[first - 1]) is not None
    near = line.keys[max(0, first - 5) : first - 1]
    return not any(stem_in(_NAMED_BY_NUMBER, word) is not None for word in near)


def _is_listed(line: Line, amount: Amount) -> bool:
    """«1- كوريا الجنوبية 19، 2- الأردن 16»: the places of a table in one line."""
    first, stop = amount.first, amount.stop
    if not amount.is_digits or amount.low > _LONGEST_TABLE or line.keys[stop] not in _COUNTING:
        return False
    if line.keys[stop] == "،" or not line.keys[stop + 1][:1].isalpha() or first < 2:
        return False
    if line.keys[first - 1] not in ":،,؛" or not line.touches(stop):
        return False
    return line.starts[stop + 1] > line.ends[stop]


def _counts_after(line: Line, amount: Amount) -> bool:
    """«قدم المركز 4.750 حقيبة»: the number counts what follows, in the form that it asks for."""
    following = line.keys[amount.stop]
    if not is_noun(following) or stem_in(_LEGAL, line.keys[amount.first - 1]) is not None:
        return False
    return amount.low >= 1000 or (amount.low > 10 and following.endswith("ا"))


def _head(line: Line, first: int) -> bool:
    """Whether a head stands before the number, or before a list that it belongs to."""
    at = first - 1
    for _ in range(8):
        if at < 0:
            return False
        key = line.keys[at]
        if stem_in(HEADS, key) is not None:
            return at == first - 1 or not line.keys[at - 1].isdecimal()  # «85 فقرة و22 صفحة»
        if key.isdecimal():
            if line.keys[at + 1] not in ("و", "،"):
                return False
        elif key not in ("و", "،", "رقم", "ال", "("):
            return False
        at -= 1
    return False


def _is_singular(line: Line, first: int, before: str) -> bool:
    if before.endswith(("ها", "ه")) and is_noun(before):
        return True
    if not noun_before(line, first):
        return False
    word = before.lstrip("وبفك") if not before.startswith("ال") else before
    return not is_plural(word)


def is_plural(word: str) -> bool:
    """Whether a definite noun looks like a plural, by its pattern or from a list."""
    if word in _NOT_PLURAL:
        return False
    return word in _PLURALS or _PLURAL.fullmatch(word) is not None


def _rank(line: Line, amount: Amount, reason: str, score: float) -> Reading:
    stop = amount.bare_stop
    value = number_value(amount.low, None, None)
    found = Found(amount.start, line.end(stop), ORDINAL, value, reason, score)
    return one(found, amount.stop)
