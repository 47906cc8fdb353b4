"""Ranks: «الأولى», «ثالث امرأة», «الرتبة 102», «الدورة الـ36», «المادتين 5 و6».

Invariant: an ordinal that names an office, a king, a league, a channel or a war is no figure.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import ORDINALS, ordinal_starts, read_ordinal
from workbench.extract.figure_grammar.items import is_attached_noun, is_noun, noun_before
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.reading import ORDINAL, Found, Reading, number_value, one
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.amounts import Amount
    from workbench.extract.figure_grammar.line import Line

_STEMS = {word: rank for word, rank in ORDINALS.items() if len(word) > 2}
_ADVERBS = {stem + "ا": rank for stem, rank in _STEMS.items() if not stem.endswith("ه")}
_OF_THEM = {
    stem.replace("ه", "ت") + pronoun: rank
    for stem, rank in (_STEMS | {"اولا": 1}).items()
    for pronoun in ("هم", "هما", "هن", "ها")
}
STARTS = (
    frozenset(article + word for word in ordinal_starts() for article in ("", "ال"))
    | frozenset(_ADVERBS)
    | frozenset(_OF_THEM)
)
"""Words that can begin a rank."""

_PLACED = words(
    "حل حلت جاء جاءت أنهى أنهت احتل احتلت صنف صنفت تأهل تأهلت وصل وصلت حلا جاؤوا ويحتل يحل تحل"
    " مركزه ترتيبه المركز الترتيب"
)
_NEAR = 6

HEADS = words(
    "الرتبة رتبة المرتبة مرتبة المركز مركز المادة مادة الفصل فصل البند بند الفقرة فقرة الجولة"
    " جولة الدورة دورة الجيل النسخة نسخة الطبعة طبعة الحلقة حلقة الدقيقة دقيقة الذكرى المرة"
    " الدور الطابق المرحلة الجلسة الملحق الباب الكيلومتر المباراة الهدف الصفحة صفحة ميلاده"
    " ميلادها الميلاد الولاية الفوج الدفعة الموسم الحصة القرن الأسبوع المؤتمر المحطة السطر"
    " الآية الصف المجلد الجزء الثانية الدقيقتين المادتين المادتان الفصلين الفصلان البندين الفقرتين"
    " الجولتين المواد الفصول البنود مواد الفقرات الدقائق فصول للمادة للفصل العاصمة الرئيس"
)
"""Nouns whose number tells a place in a row."""

_NAMES = words(
    "محمد الحسن حسن فيصل الله عبدالله فؤاد فاروق كارلوس فيليب فيليبي فيليبه إليزابيث تشارلز"
    " بولس يوحنا بنديكتوس بندكتس لويس فرنسوا نابليون إسماعيل رمسيس بطرس كاترين تواضروس شنودة"
    " ليو ليون غيوم ألبير حمد جورج إدوارد هنري وليام نيكولا ألكسندر فرنسيس أليكسي ليوبولد"
    " بودوان مراد سليم عبدالرحمن الرحمن العزيز الحفيظ يوسف بيوس إنوسنت غريغوريوس أورهان"
    " هارالد فريدريك مارغريت تحتمس أمنحوتب بطليموس الحميد المجيد محمود بايزيد سليمان أحمد عباس"
    " توفيق حسين الحسين ألفونسو بيدرو فرديناند إيمانويل عمانوئيل كريستيان إيفان كاثرين كاترينا"
    " جيمس ريتشارد غوستاف غوستاف كارل أوسكار هاكون أولاف داريوس كورش شابور خسرو قسطنطين"
    " كليمنت أوربان بندكت فرانسوا ماكسيميليان نيكولاس رضا سنحاريب نبوخذنصر إليزابيت ماري"
)
_TITLES = words(
    "الملك ملك الملكة ملكة البابا بابا الإمبراطور إمبراطور السلطان سلطان القيصر قيصر الفرعون"
    " فرعون البطريرك بطريرك الأنبا الأمير الخديوي الشاه"
)
_NAMED_HEADS = words(
    "الوزير الرئيس النائب التحقيق السيدة الكاتب السكرتير الوكيل القناة القسم العالم الدوري"
    " البطولة العالمية المساعد القطب تشرين كانون ربيع جمادى الدرجة الليغا البوندسليغا ملازم"
    " الملازم رقيب الرقيب الأمين المحامي العريف عريف المستشار"
)
"""Nouns with which an ordinal is a title or a name; «الدرجة الأولى» is a league or an idiom."""

_IDIOMS = words("المقام الوهلة جهة ناحية الدرجة كل كلتا")
_NO_ORDINAL_AFTER = words("والأخير والأخيرة أكسيد أوكسيد كسيد وهلة")
_BEFORE_DEFINITE = words("ثاني ثالث رابع خامس")
_FIRST_ONLY = frozenset(("اول", "اولي"))
_PLURAL = re.compile(r"ال(?:.*(?:ات|ون|ين|اء)|ا..?ا.|..و.|م.?ا.ي?.|..ائ.|.وا.ي?.|.?.ا.ي.)")
_PLURALS = words(
    "الدول الفرق المدن القتلى الجرحى الضحايا الرهائن القضايا الخلايا الأسر النقط الأندية"
    " الرجال النساء القطع الطلبة القضاة المرضى القرى الجهات الكتب الغرف القمم الجثث الشركات"
    " السفن الركاب العمال الطلاب النواب السكان الأشهر الفصائل البلدان الشبان"
)
_NOT_PLURAL = words("الميلاد الميلادية الجواب الموسم المساء الفوز البنود الدور")


def read_rank_in_words(line: Line, at: int, cut: int, key: str) -> Reading | None:
    """An ordinal word or compound at token `at`; a name or an idiom gives a silent reading."""
    rank = _OF_THEM.get(key) or _ADVERBS.get(key)
    if rank is not None:
        return _rank_by_form(line, at, cut, key, rank)
    counted = read_ordinal(line.keys, at, key)
    if counted is None:
        return None
    before = line.keys[at - 1] if at else ""
    following = line.keys[counted.stop]
    if key.startswith("ال"):
        accepted = _is_rank_with_article(key, before, following, cut)
        accepted = accepted and not (_is_paper(line, at) or _is_regnal(line, at))
    else:
        accepted = _is_rank_without_article(line, at, cut, key, following)
    if not accepted:
        return Reading((), counted.stop)
    return one(
        Found(
            line.starts[at] + cut,
            line.end(counted.stop),
            ORDINAL,
            number_value(counted.value, None, None),
            N_("an ordinal in words"),
            0.93 if key.startswith("ال") else 0.88,
        ),
        counted.stop,
    )


def _rank_by_form(line: Line, at: int, cut: int, key: str, rank: int) -> Reading | None:
    """«أولهم», and «ثانيا» after a noun or a word of placing; «ثانيا:» only counts paragraphs."""
    if key in _ADVERBS:
        near = line.keys[max(0, at - _NEAR) : at]
        placed = any(stem_in(_PLACED, word) is not None for word in near)
        before = near[-1] if near else ""
        counted = before.endswith("ا") and len(before) > 3 and is_noun(before) and rank > 1
        if cut or not (placed or counted) or line.keys[at + 1] in _COUNTING:
            return None
    start, stop = line.starts[at] + cut, at + 1
    value = number_value(Decimal(rank), None, None)
    return one(Found(start, line.end(stop), ORDINAL, value, N_("an ordinal in words"), 0.8), stop)


_COUNTING = frozenset((":", "-", "–"))


def _is_rank_with_article(key: str, before: str, following: str, cut: int) -> bool:
    if following in _NO_ORDINAL_AFTER:
        return False
    if cut:
        return True
    if before in _IDIOMS or before.removeprefix("ب") in _IDIOMS:
        return False
    if before == "في" and key in _SECONDS and following not in _OF:
        return False  # a second, or two o'clock
    return stem_in(_NAMES, before) is None and stem_in(_NAMED_HEADS, before) is None


def _is_regnal(line: Line, at: int) -> bool:
    """«الملك تشارلز الثالث»: a title, a name without article, and its number."""
    before = line.keys[at - 1] if at else ""
    return not before.startswith("ال") and any(
        stem_in(_TITLES, word) is not None for word in line.keys[max(0, at - 3) : max(0, at - 1)]
    )


_SECONDS = words("الثانية")
_OF = words("من عالميا عربيا إفريقيا وطنيا عشر عشرة")


def _is_paper(line: Line, at: int) -> bool:
    """«اليوم السابع» without a preposition is a newspaper."""
    if line.keys[at] != "السابع" or line.keys[at - 1] != "اليوم":
        return False
    return at < 2 or stem_in(PREPOSITIONS, line.keys[at - 2]) is None


def _is_rank_without_article(line: Line, at: int, cut: int, key: str, following: str) -> bool:
    """«أول رئيس» stands before its noun, «ولاية ثانية» after it."""
    before = line.keys[at - 1] if at else ""
    if stem_in(_NAMES, before) or stem_in(_NAMED_HEADS, before) is not None or before in _IDIOMS:
        return False
    if following in _NO_ORDINAL_AFTER:
        return False
    if key == "اولي" and line.written(at).endswith("ي") and is_noun(before):
        return False  # «تقرير أولي»: preliminary
    if key in _FIRST_ONLY:
        return _is_name_like(following) or following == "ما"
    is_feminine = key.endswith("ه")
    if not cut and is_attached_noun(before) and before.endswith(("ه", "اء", "ي")) == is_feminine:
        return True
    if is_feminine or not _is_name_like(following):
        return False
    return key in _BEFORE_DEFINITE or not following.startswith("ال")


def _is_name_like(word: str) -> bool:
    """Whether an ordinal can count `word`: a noun or a superlative, with or without article."""
    return len(word) > 1 and (is_noun(word) or (word[0].isalpha() and word not in PREPOSITIONS))


def read_rank_number(line: Line, amount: Amount) -> Reading | None:
    """A number that its head makes a rank: «الرتبة 102», «الذكرى الخمسين», «الـ45»."""
    if amount.high is not None or amount.low != int(amount.low) or amount.low <= 0:
        return None
    before = line.keys[amount.first - 1] if amount.first else ""
    headed = _head(line, amount.first) and not _counts_after(line, amount)
    if headed and (amount.is_digits or amount.definite):
        return _rank(line, amount, N_("a number after a noun that is counted in order"), 0.95)
    if amount.definite and not amount.spelt and _is_singular(line, amount.first, before):
        if is_noun(line.keys[amount.stop]):
            return None
        return _rank(line, amount, N_("a number with the article after a noun"), 0.8)
    return None


def _counts_after(line: Line, amount: Amount) -> bool:
    """«قدم المركز 4.750 حقيبة»: the number counts what follows, in the form that it asks for."""
    following = line.keys[amount.stop]
    if not is_noun(following) or stem_in(_LEGAL, line.keys[amount.first - 1]) is not None:
        return False
    return amount.low >= 1000 or (amount.low > 10 and following.endswith("ا"))


_LEGAL = words("المادة مادة الفصل فصل البند بند الفقرة فقرة المادتين الفصلين المواد الفصول")


def _head(line: Line, first: int) -> bool:
    """Whether a head stands before the number, or before a list that it belongs to."""
    at = first - 1
    for _ in range(8):
        if at < 0:
            return False
        key = line.keys[at]
        if stem_in(HEADS, key) is not None:
            return True
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
