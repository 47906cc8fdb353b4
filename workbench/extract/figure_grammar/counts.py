"""Cardinal numbers, and what looks like one and is none.

Invariant: what is read here has no unit, is no year and no rank; a homograph («ست», «ألف») is a
number only where a counted noun shows it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import UNITS
from workbench.arabic.units import coin_worth, currency_at, measure_at
from workbench.extract.figure_grammar.ages import age_without_unit
from workbench.extract.figure_grammar.amounts import HYPHENS, ZERO, Amount
from workbench.extract.figure_grammar.items import is_attached_noun, is_noun, item_of, noun_before
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.measures import spoken_range
from workbench.extract.figure_grammar.modifiers import modifier_of
from workbench.extract.figure_grammar.reading import (
    AGE,
    CARDINAL,
    MONEY,
    QUANTITY,
    Found,
    Reading,
    number_value,
    one,
)
from workbench.extract.figure_grammar.years import HIJRI_ERA
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.model import Value

ONES = words("واحد واحدة")
_HOMOGRAPHS = words("ثلاث أربع خمس ست سبع ثمان ثماني تسع عشر ألف ألفا مائة مئة")
_THOUSAND = words("ألف ألفا")
_GOOD_WISHES = words("مبروك تحية شكر سلام حساب باء رحمة خير")
_HUNDREDS = words("مائة مئة")
_DENOMINATOR = words("من في")
_CODE_HEADS = words(
    "رقم الرقم رقمه رقمها هاتف الهاتف الفاكس فاكس قانون القانون مرسوم المرسوم ظهير الظهير"
    " القرار برقم عيار الطعن طعن التعميم لسنة كوفيد كورونا إف بي تي إس ميغ بوينغ إيرباص سوخوي"
    " ميراج آيفون غالاكسي تشانيل فرانس ميدي القناة قناة اليوم أبولو أرتميس ويندوز بلايستيشن"
    " كوب مجموعة جي سي إم الطريق العدد ايزو كاف رونو بيجو مرسيدس ياك توبوليف تيسلا هيسبريس"
    " العربية شاهد سيج المجموعة عدد بلوك ساحة شارع"
)
_BRANDS = words(
    "أوميغا أوميجا فيتامين أندرويد نوكيا سامسونغ شاومي هواوي ريدمي جالاكسي نوت برو لاندكروزر"
    " أوبونتو إكس بوكس سيات فيات تويوتا هوندا ياماها أبرامز ليوبارد هيمارس"
)
_NO_CODE_BEFORE_NOUN = _BRANDS | words(
    "عدد العدد القرار قناة القناة مجموعة المجموعة العربية كورونا"
)
_MATCH_WORDS = words(
    "فاز فوز بفوز تعادل بالتعادل التعادل هزم خسر انتصار نتيجة بنتيجة هزيمة مباراة المباراة"
    " تفوق تغلب بالفوز الفوز فوزه فوزها انتصر انتصاره بهزيمة الانتصار النتيجة الترجيح الشوط"
    " لصالح متقدما وفاز خسارة مجموع"
)
_ROUNDS = words("دور الدور مجموعة")
_VERSUS = words("مقابل لقاء نظير")
_COINS = words("درهم دولار يورو أورو دينار ريال جنيه سنتيم")
_UNITS = words("كيلوغرام كيلوغراما كيلومتر كيلومترا متر مترا طن طنا لتر غرام غراما هكتار برميل")
_IDIOM_BEFORE_ONE = words("وقت آن جانب طرف كل صف مكان سقف غير لا أي ليس رقم شيء نسق رجل")
_STREETS = words("شارع طريق ساحة ميدان حي مجموعة قمة دول قوة فيلق")
_NO_ZERO = words("خير يوم عام سنة هجري هجرية كبير اليدين")
_TOTALS = words("أصل بين")
_WORD_SIGNS = frozenset(".-–)/—")


def read_count(line: Line, amount: Amount) -> Reading | None:
    """The number as CARDINAL, or as AGE after «سن»; a silent reading where it is no figure."""
    amount = spoken_range(line, amount) or amount
    if amount.definite and stem_in(_ROUNDS, line.keys[amount.first - 1]) is not None:
        return Reading((), amount.stop)  # «دور الـ16» is the name of a round
    if amount.spelt:
        if not _is_number_word(line, amount):
            return Reading((), amount.bare_stop)
    elif line.keys[amount.first].startswith("0") and line.keys[amount.stop].isdecimal():
        return skip_code(line, amount.first)
    elif _is_code(line, amount):
        return Reading((), amount.stop)
    item = item_of(line, amount)
    modifier = modifier_of(line, amount.first, amount.stop)
    end = line.end(amount.bare_stop)
    if item is None and age_without_unit(line, amount.first) and amount.low < 130:
        value = number_value(amount.low, amount.high, modifier, "a")
        reason = N_("a number after a word of age")
        return one(Found(amount.start, end, AGE, value, reason, 0.9), amount.stop)
    value = number_value(amount.low, amount.high, modifier, None, item)
    others: tuple[Value, ...] = ()
    if amount.other is not None and amount.high is None:
        others = (number_value(amount.other, None, modifier, None, item),)
    score = (0.95 if item is not None else 0.8) - 0.1 * bool(others)
    if line.keys[amount.first - 1] == "(" and line.keys[amount.stop] == ")" and amount.is_digits:
        score = 0.5  # perhaps a footnote
    reason = _reason(amount, grouped=bool(others))
    return one(
        Found(amount.start, end, CARDINAL, value, reason, round(score, 2), others), amount.stop
    )


def _reason(amount: Amount, *, grouped: bool) -> str:
    if amount.high is not None:
        return N_("a range of numbers")
    if grouped:
        return N_("digits with a grouping sign")
    return N_("a number in words") if amount.spelt else N_("a number in digits")


def _is_number_word(line: Line, amount: Amount) -> bool:
    """Whether words are surely a number: not a homograph, not «one» as a pronoun."""
    if amount.bare_stop > amount.first + 1 or amount.high is not None:
        return True
    word = line.text[amount.start : line.ends[amount.first]]
    following = line.keys[amount.stop]
    if word == ZERO:
        return _is_zero(line, amount.first, following)
    if UNITS.get(word.removeprefix("ال")) == 1:
        return False
    if word in _HOMOGRAPHS:
        if word in _HUNDREDS and line.keys[amount.first - 1] not in _DENOMINATOR:
            return True
        if word in _THOUSAND and following in _GOOD_WISHES:
            return False
        counted = is_noun(following) or (following == "من" and word not in _THOUSAND)
        return counted and not (word in _THOUSAND and following.endswith("ا"))
    if amount.definite and word[2:] in _HOMOGRAPHS:
        return is_noun(following) or noun_before(line, amount.first)
    is_name = line.keys[amount.first - 1] in _STREETS
    return not (amount.definite and (is_name or (amount.low == 10 and following == "الاواخر")))


def _is_zero(line: Line, first: int, following: str) -> bool:
    """«صفر إصابات», «3 مقابل صفر», «هدف لصفر»; «صفر» is also a month, and a colour."""
    if stem_in(_VERSUS, line.keys[first - 1]) is not None or line.keys[first].startswith("ل"):
        return True
    return is_noun(following) and following not in _NO_ZERO


def _is_code(line: Line, amount: Amount) -> bool:
    """Whether digits are a name, a code, a fraction or the number of a paragraph."""
    first, stop = amount.first, amount.stop
    before, following = line.keys[first - 1] if first else "", line.keys[stop]
    counts = is_noun(following)
    if stem_in(_CODE_HEADS, before) is not None or stem_in(_BRANDS, before) is not None:
        return not (counts and stem_in(_NO_CODE_BEFORE_NOUN, before) is not None)
    if _is_in_code(line, first, stop):
        return True
    if amount.is_digits:
        if "a" <= before[:1] <= "z":
            return True
        if not counts and (_is_latin(line, first) or _is_model(line, first)):
            return True
    if before in ("[", "(") and following in ("]", ")"):
        is_code = stem_in(_CODE_HEADS, line.keys[first - 2]) is not None
        return is_code or before == "[" or amount.low == 0 or first == 1
    if _starts_line(line, first) and following in _WORD_SIGNS:  # «1- …», «2. …»
        return line.keys[stop + 1][:1].isalpha() or not line.keys[stop + 1]
    if following in HIJRI_ERA:
        return True
    is_long = amount.is_digits and amount.low >= 10**6 and line.keys[first].isdecimal()
    return (amount.low == 0 or is_long) and not counts


def _is_in_code(line: Line, first: int, stop: int) -> bool:
    """Whether signs join digits to more of a code: «45123-أ-6», «45/2023», «ص.ب 8037»."""
    following = line.keys[stop]
    if line.keys[max(0, first - 3) : first] == ["ص", ".", "ب"]:
        return True
    if following == "-" and line.touches(stop) and line.touches(stop + 1):
        return True
    return following == "/" or (
        line.keys[first - 1] == "/" and line.keys[first - 2][:1].isdecimal()
    )


def _starts_line(line: Line, first: int) -> bool:
    """Whether at most a bullet stands before the number."""
    return first <= 2 and not any(key[0].isalnum() for key in line.keys[:first])


def _is_latin(line: Line, first: int) -> bool:
    """Whether Latin text stands before digits, perhaps over other digits and signs."""
    at = first - 1
    while at >= max(0, first - 5) and not line.keys[at][0].isalpha():
        at -= 1
    return at >= 0 and "a" <= line.keys[at][0] <= "z"


def _is_model(line: Line, first: int) -> bool:
    """Whether digits end the name of a weapon, vehicle or telephone: «صاروخ عياش 250»."""
    if not line.keys[first - 1][:1].isalpha() or line.keys[first - 1] in PREPOSITIONS:
        return False
    return any(stem_in(_MODELS, word) is not None for word in line.keys[max(0, first - 3) : first])


_MODELS = words(
    "صاروخ صواريخ طائرة طائرات مقاتلة مقاتلات دبابة دبابات طراز مروحية مروحيات مسيرة هاتف"
    " سيارة الصاروخ الطائرة المقاتلة قاذفة قاذفات غواصة مدفع منظومة راجمة نوع"
)


def read_score(line: Line, at: int, *, only_cued: bool = False) -> Reading | None:
    """The result of a match, «3-1» or «3-صفر»: two numbers, not a range.

    `only_cued` asks for a word of matches before it, so that «9-5 مساء» stays a time.
    """
    if line.keys[at + 1] not in HYPHENS or line.keys[at + 3] in HYPHENS:
        return None
    first, second = line.keys[at], line.keys[at + 2]
    if len(first) > 2 or not first.isdecimal():
        return None
    if second == ZERO:
        numbers = int(first), 0
    elif len(second) <= 2 and second.isdecimal():
        numbers = int(first), int(second)
    else:
        return None
    near = line.keys[max(0, at - 14) : at]
    cued = second == ZERO or any(word in _MATCH_WORDS for word in near)
    counts = is_noun(line.keys[at + 3])
    if not cued and (only_cued or numbers[0] < numbers[1] or counts):
        return None
    if cued and numbers[0] < numbers[1] and counts:
        return None
    reason = N_("the result of a match")
    score = 0.9 if cued else 0.6
    found = [
        Found(
            line.starts[here],
            line.ends[here],
            CARDINAL,
            number_value(Decimal(number), None, None),
            reason,
            score,
        )
        for here, number in zip((at, at + 2), numbers, strict=True)
    ]
    return Reading(tuple(found), at + 3)


def read_one(line: Line, at: int, cut: int) -> Reading | None:
    """«مباراة واحدة», «درهم واحد»: one, as a true count after its noun."""
    before = line.keys[at - 1] if at else ""
    stop = at + 1
    start = line.starts[at] + cut
    if (cut == 0 and before in _VERSUS) or (cut == 1 and "هدف" in before):
        value = number_value(Decimal(1), None, None)
        return one(
            Found(start, line.end(stop), CARDINAL, value, N_("one, against a number"), 0.8), stop
        )
    is_share = line.keys[stop] == "من" and line.keys[stop + 1] not in _TOTALS
    if cut or is_share or stem_in(_IDIOM_BEFORE_ONE, before) is not None:
        return None
    measured = _one_measured(line, at)
    if measured is not None:
        return measured
    agrees = line.keys[at].endswith("ه") and before.endswith("ه") and not before.startswith("ال")
    if not is_attached_noun(before) and not (agrees and before not in PREPOSITIONS):
        return None
    is_joined = before[0] == "و" and not is_noun(before)
    item = line.written(at - 1, int(is_joined))
    value = number_value(Decimal(1), None, modifier_of(line, at - 1, stop), None, item)
    return one(Found(start, line.end(stop), CARDINAL, value, N_("one, after its noun"), 0.85), stop)


def _one_measured(line: Line, at: int) -> Reading | None:
    """«درهم واحد», «كيلوغرام واحد»: the unit is in the span."""
    named = stem_in(_COINS, line.keys[at - 1]) or stem_in(_UNITS, line.keys[at - 1])
    if named is None:
        return None
    cut, name = named
    padded = (name, "", "")
    coin, measure = currency_at(padded, 0), measure_at(padded, 0)
    start, stop = line.starts[at - 1] + cut, at + 1
    if coin is not None:
        value = number_value(coin_worth(name), None, None, coin[0])
        reason = N_("one, after its currency")
        return one(Found(start, line.end(stop), MONEY, value, reason, 0.85), stop)
    if measure is None:
        return None
    value = number_value(Decimal(1), None, modifier_of(line, at - 1, stop), measure[0])
    reason = N_("one, after its unit")
    return one(Found(start, line.end(stop), QUANTITY, value, reason, 0.85), stop)


def read_numbered_code(line: Line, at: int) -> Reading | None:
    """«المرسوم رقم 2.23.1053»: a number that looks like a date and is none."""
    if line.keys[at].count(".") < 2 or line.keys[at - 1] not in _NUMBERED:
        return None
    return Reading((), at + 1)


_NUMBERED = words("رقم رقمه رقمها القانون المرسوم مرسوم قانون الظهير ظهير عدد الإصدار إصدار نسخة")


def skip_code(line: Line, at: int) -> Reading:
    """The rest of a telephone number or code that begins at token `at`: no figures."""
    stop = at + 1
    while line.keys[stop].isdecimal() or (
        line.keys[stop] in _CODE_SIGNS and line.keys[stop + 1].isdecimal()
    ):
        stop += 1
    return Reading((), stop)


_CODE_SIGNS = frozenset("-./")
