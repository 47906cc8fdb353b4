"""Cardinal numbers, and what looks like one and is none.

Invariant: what is read here has no unit, is no year and no rank; a homograph («ست», «ألف») is a
number only where a counted noun shows it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import UNITS
from workbench.arabic.units import coin_worth, currency_at
from workbench.extract.figure_grammar.ages import age_without_unit
from workbench.extract.figure_grammar.amounts import HYPHENS, Amount
from workbench.extract.figure_grammar.items import is_attached_noun, is_noun, item_of, noun_before
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.measures import spoken_range
from workbench.extract.figure_grammar.modifiers import modifier_of
from workbench.extract.figure_grammar.reading import (
    AGE,
    CARDINAL,
    MONEY,
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
    " العربية شاهد سيج المجموعة"
)
_NO_CODE_BEFORE_NOUN = words("العدد القرار قناة القناة مجموعة المجموعة العربية كورونا")
_MATCH_WORDS = words(
    "فاز فوز بفوز تعادل بالتعادل التعادل هزم خسر انتصار نتيجة بنتيجة هزيمة مباراة المباراة"
    " تفوق تغلب بالفوز الفوز فوزه فوزها انتصر انتصاره بهزيمة الانتصار النتيجة الترجيح الشوط"
    " لصالح متقدما وفاز خسارة مجموع"
)
_ROUNDS = words("دور الدور مجموعة")
_VERSUS = words("مقابل لقاء نظير")
_COINS = words("درهم دولار يورو أورو دينار ريال جنيه سنتيم")
_IDIOM_BEFORE_ONE = words("وقت آن جانب طرف كل صف مكان سقف غير لا أي ليس رقم شيء نسق رجل")
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
    return not (amount.definite and amount.low == 10 and following == "الاواخر")


def _is_code(line: Line, amount: Amount) -> bool:
    """Whether digits are a name, a code, a fraction or the number of a paragraph."""
    first, stop = amount.first, amount.stop
    before, following = line.keys[first - 1] if first else "", line.keys[stop]
    counts = is_noun(following)
    if stem_in(_CODE_HEADS, before) is not None:
        return not (counts and stem_in(_NO_CODE_BEFORE_NOUN, before) is not None)
    if following == "/" or (before == "/" and line.keys[first - 2][:1].isdecimal()):
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


def read_score(line: Line, at: int) -> Reading | None:
    """The result of a match, «3-1»: two numbers, not a range."""
    first, sign, second = line.keys[at : at + 3]
    if sign not in HYPHENS or line.keys[at + 3] in HYPHENS:
        return None
    if len(first) > 2 or len(second) > 2 or not (first.isdecimal() and second.isdecimal()):
        return None
    near = line.keys[max(0, at - 14) : at]
    cued = any(word in _MATCH_WORDS for word in near)
    if not cued and (int(first) < int(second) or is_noun(line.keys[at + 3])):
        return None
    if cued and int(first) < int(second) and is_noun(line.keys[at + 3]):
        return None
    reason = N_("the result of a match")
    score = 0.9 if cued else 0.6
    found = [
        Found(
            line.starts[here],
            line.ends[here],
            CARDINAL,
            number_value(Decimal(line.keys[here]), None, None),
            reason,
            score,
        )
        for here in (at, at + 2)
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
    if cut or line.keys[stop] == "من" or stem_in(_IDIOM_BEFORE_ONE, before) is not None:
        return None
    coin = stem_in(_COINS, before)
    if coin is not None:
        found = currency_at((coin[1], "", ""), 0)
        if found is not None:
            worth = coin_worth(coin[1])
            value = number_value(worth, None, None, found[0])
            start = line.starts[at - 1] + coin[0]
            reason = N_("one, after its currency")
            return one(Found(start, line.end(stop), MONEY, value, reason, 0.85), stop)
    agrees = line.keys[at].endswith("ه") and before.endswith("ه") and not before.startswith("ال")
    if not is_attached_noun(before) and not (agrees and before not in PREPOSITIONS):
        return None
    is_joined = before[0] == "و" and not is_noun(before)
    item = line.written(at - 1, int(is_joined))
    value = number_value(Decimal(1), None, modifier_of(line, at - 1, stop), None, item)
    return one(Found(start, line.end(stop), CARDINAL, value, N_("one, after its noun"), 0.85), stop)


def skip_code(line: Line, at: int) -> Reading:
    """The rest of a telephone number or code that begins at token `at`: no figures."""
    stop = at + 1
    while line.keys[stop].isdecimal() or (
        line.keys[stop] in _CODE_SIGNS and line.keys[stop + 1].isdecimal()
    ):
        stop += 1
    return Reading((), stop)


_CODE_SIGNS = frozenset("-./")
