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
from workbench.extract.figure_grammar.codes import is_code, skip_code
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
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line
    from workbench.model import Value

ONES = words("واحد واحدة واحدا وحدة")
_ONES_ALONE = words("واحد واحدة")
_HOMOGRAPHS = words("تلت ثلاث أربع خمس ست سبع ثمان ثماني تسع عشر ألف ألفا مائة مئة")
_THOUSAND = words("ألف ألفا")
_GOOD_WISHES = words("مبروك تحية شكر سلام حساب باء رحمة خير")
_HUNDREDS = words("مائة مئة")
_DENOMINATOR = words("من في")
_MATCH_WORDS = words(
    "فاز فوز بفوز تعادل بالتعادل التعادل هزم خسر انتصار نتيجة بنتيجة هزيمة مباراة المباراة"
    " تفوق تغلب بالفوز الفوز فوزه فوزها انتصر انتصاره بهزيمة الانتصار النتيجة الترجيح الشوط"
    " لصالح متقدما وفاز خسارة مجموع"
)
_ROUNDS = words("دور الدور مجموعة")
_VERSUS = words("مقابل لقاء نظير")
_COINS = words("درهم دولار يورو أورو دينار ريال جنيه سنتيم")
_UNITS = words(
    "غيغاواط ميغاواط كيلوغرام كيلوغراما كيلومتر كيلومترا متر مترا طن طنا لتر غرام غراما هكتار برميل"
)
_IDIOM_BEFORE_ONE = words(
    "دفعة صفا جسدا يدا رجلا وقت آن جانب طرف كل صف مكان سقف غير لا أي ليس رقم شيء نسق رجل"
)
_STREETS = words("شارع طريق ساحة ميدان حي مجموعة قمة دول قوة فيلق")
_NO_ZERO = words("خير يوم عام سنة هجري هجرية كبير اليدين")
_TOTALS = words("أصل بين كل")


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
    elif is_code(line, amount):
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
        return _is_homograph(line, amount, word, following)
    if amount.definite and word[2:] in _HOMOGRAPHS:
        before = line.keys[amount.first - 1] if amount.first else ""
        mine = before.endswith("ي") and len(before) > 3  # «بناتي الثلاث»
        return mine or is_noun(following) or noun_before(line, amount.first)
    is_name = line.keys[amount.first - 1] in _STREETS
    return not (amount.definite and (is_name or (amount.low == 10 and following == "الاواخر")))


def _is_homograph(line: Line, amount: Amount, word: str, following: str) -> bool:
    """Whether a word such as «ست», «ألف», «مائة» is a number here."""
    if word in _HUNDREDS and line.keys[amount.first - 1] not in _DENOMINATOR:
        return True
    if word in _THOUSAND:
        is_wish = following in _GOOD_WISHES
        return is_noun(following) and not (is_wish or following.endswith("ا"))
    return _is_counted(line, amount, following)


def _is_counted(line: Line, amount: Amount, following: str) -> bool:
    """Whether «ست», «عشر» count: a noun, «منها», or what the words before it leave out."""
    if is_noun(following) or following in _OF_THEM:
        return True
    if len(following) > 4 and following.endswith(("ات", "ين")) and following[1:3] != "ال":
        return True  # «ست كراتين»
    before = line.keys[amount.first - 1] if amount.first else ""
    if amount.start > line.starts[amount.first] or line.touches(amount.first):
        return False
    return before in _BEFORE_COUNT or (before.endswith("ات") and not following[:1].isalpha())


_OF_THEM = words("من منها منهم منهن")
_BEFORE_COUNT = words("سوى كل أصل")


def _is_zero(line: Line, first: int, following: str) -> bool:
    """«صفر إصابات», «3 مقابل صفر», «هدف لصفر»; «صفر» is also a month, and a colour."""
    if stem_in(_VERSUS, line.keys[first - 1]) is not None or line.keys[first].startswith("ل"):
        return True
    return is_noun(following) and following not in _NO_ZERO


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
    cued = second == ZERO or _follows_score(line, at)
    cued = cued or any(stem_in(_MATCH_WORDS, word) is not None for word in near)
    counts = is_noun(line.keys[at + 3])
    if _is_law(line, at):
        return Reading((), at + 3)
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


def _follows_score(line: Line, at: int) -> bool:
    """«6-4 و3-6»: the score of the next set."""
    if at < 4 or line.keys[at - 1] not in ("و", "،", ","):
        return False
    return line.keys[at - 3] in HYPHENS and line.keys[at - 2].isdecimal()


def _is_law(line: Line, at: int) -> bool:
    """«القانون 20-06», «قانون المرور 01-14»."""
    near = line.keys[max(0, at - 4) : at]
    return any(stem_in(_LAWS, word) is not None for word in near)


_LAWS = words("قانون القانون مرسوم المرسوم ظهير الظهير القوانين المرسومين القانونين")


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
    is_share = is_share and not line.keys[at].endswith("ا")
    if _is_one_of_each(line, at, before):
        value = number_value(Decimal(1), None, None)
        return one(Found(start, line.end(stop), CARDINAL, value, N_("one of some"), 0.8), stop)
    if before in ONES or line.keys[stop] in ONES:
        return None  # «واحدة واحدة», one by one
    if cut or is_share or stem_in(_IDIOM_BEFORE_ONE, before) is not None:
        return None
    measured = _one_measured(line, at)
    if measured is not None:
        return measured
    is_feminine = line.keys[at].endswith("ه")
    agrees = is_feminine and before.endswith("ه") and not before.startswith("ال")
    if not is_attached_noun(before) and not (agrees and before not in PREPOSITIONS):
        return None
    is_joined = before[0] == "و" and not is_noun(before)
    item = line.written(at - 1, int(is_joined))
    value = number_value(Decimal(1), None, modifier_of(line, at - 1, stop), None, item)
    return one(Found(start, line.end(stop), CARDINAL, value, N_("one, after its noun"), 0.85), stop)


def _is_one_of_each(line: Line, at: int, before: str) -> bool:
    """«واحدة من كل ثلاث», «سوى واحدة»; after a noun it is read as one of that."""
    if line.keys[at] not in _ONES_ALONE:
        return False
    if line.keys[at + 1] == "من" and line.keys[at + 2] == "كل":
        return not is_noun(before)
    return before == "سوي" and not line.keys[at + 1][:1].isalpha()


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
