"""Digits that are no figures: codes, names of models and indices, telephone numbers.

Invariant: what is told here is never a figure; what counts a noun is none of it, unless the word
before it is a name that such a number ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.figure_grammar.items import is_noun
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.reading import Reading
from workbench.extract.figure_grammar.years import HIJRI_ERA

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.amounts import Amount
    from workbench.extract.figure_grammar.line import Line

_CODE_HEADS = words(
    "رقم الرقم رقمه رقمها هاتف الهاتف الفاكس فاكس قانون القانون مرسوم المرسوم ظهير الظهير"
    " القرار برقم عيار الطعن طعن التعميم لسنة كوفيد كورونا إف بي تي إس ميغ بوينغ إيرباص سوخوي"
    " ميراج آيفون غالاكسي تشانيل فرانس ميدي القناة قناة اليوم أبولو أرتميس ويندوز بلايستيشن"
    " كوب مجموعة جي سي إم الطريق العدد ايزو كاف رونو بيجو مرسيدس ياك توبوليف تيسلا هيسبريس"
    " العربية شاهد سيج المجموعة عدد بلوك ساحة شارع مكرر"
)
_BRANDS = words(
    "أوميغا أوميجا فيتامين أندرويد نوكيا سامسونغ شاومي هواوي ريدمي جالاكسي نوت برو لاندكروزر"
    " أوبونتو إكس بوكس سيات فيات تويوتا هوندا ياماها أبرامز ليوبارد هيمارس"
)
_NO_CODE_BEFORE_NOUN = _BRANDS | words(
    "عدد العدد القرار قناة القناة مجموعة المجموعة العربية كورونا"
)
_WORD_SIGNS = frozenset(".-–)/—")
_LEAST_GROUPED = 1000
_MOST_EDITIONS = 100
_INDICES = words(
    "نيكي نيكاي ستوكس فوتسي داكس كاك ناسداك إيبكس بورز راسل توبكس يورونكست سيلا كوسبي سينسكس"
    " يوروستوكس إس ريفا نيفتي أوميكس"
)
_PLACES = words("المبنى مبنى قطاع القطاع البلوك بلوك الممر ممر")
_KINDS = words("طراز بطاقة معالج")
_MEETINGS = words("مؤتمر معرض مهرجان صالون منتدى")
_MODELS = words(
    "صاروخ صواريخ طائرة طائرات مقاتلة مقاتلات دبابة دبابات طراز مروحية مروحيات مسيرة هاتف"
    " سيارة الصاروخ الطائرة المقاتلة قاذفة قاذفات غواصة مدفع منظومة راجمة نوع"
)
_NUMBERED = words("رقم رقمه رقمها القانون المرسوم مرسوم قانون الظهير ظهير عدد الإصدار إصدار نسخة")
_CODE_SIGNS = frozenset("-./")


def is_code(line: Line, amount: Amount) -> bool:
    """Whether digits are a name, a code, a fraction or the number of a paragraph."""
    first, stop = amount.first, amount.stop
    before, following = line.keys[first - 1] if first else "", line.keys[stop]
    counts = is_noun(following)
    if stem_in(_CODE_HEADS, before) is not None or stem_in(_BRANDS, before) is not None:
        return not (counts and stem_in(_NO_CODE_BEFORE_NOUN, before) is not None)
    if _is_in_code(line, first, stop) or _is_named(line, amount, counts=counts):
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


def _is_named(line: Line, amount: Amount, *, counts: bool) -> bool:
    """«نيكي 225», «المبنى 3», «مؤتمر باريس 3», «بطاقة ريفا 128»: digits that end a name."""
    first = amount.first
    before = line.keys[first - 1] if first else ""
    if not amount.is_digits or amount.definite or amount.low >= _LEAST_GROUPED:
        return False
    if stem_in(_INDICES, before) is not None:
        return True
    if stem_in(_PLACES, before) is not None:
        return not counts or line.keys[amount.stop].endswith("ه")
    if not before[:1].isalpha() or before in PREPOSITIONS or is_noun(line.keys[amount.stop + 1]):
        return False
    near = line.keys[max(0, first - 3) : first - 1]
    if any(stem_in(_KINDS, word) is not None for word in near):
        return True
    return (
        not counts
        and amount.low < _MOST_EDITIONS
        and stem_in(_MEETINGS, near[-1] if near else "") is not None
    )


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


def read_numbered_code(line: Line, at: int) -> Reading | None:
    """«المرسوم رقم 2.23.1053»: a number that looks like a date and is none."""
    if line.keys[at].count(".") < 2 or line.keys[at - 1] not in _NUMBERED:
        return None
    return Reading((), at + 1)


def skip_code(line: Line, at: int) -> Reading:
    """The rest of a telephone number or code that begins at token `at`: no figures."""
    stop = at + 1
    while line.keys[stop].isdecimal() or (
        line.keys[stop] in _CODE_SIGNS and line.keys[stop + 1].isdecimal()
    ):
        stop += 1
    return Reading((), stop)
