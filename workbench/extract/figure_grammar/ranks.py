"""Ranks: «الأولى», «ثالث امرأة», «الرتبة 102», «الدورة الـ36», «المادتين 5 و6».

Invariant: an ordinal that names an office, a king, a league, a channel or a war is no figure.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.numberwords import ORDINALS, ordinal_starts, read_ordinal
from workbench.extract.figure_grammar.items import is_attached_noun, is_noun
from workbench.extract.figure_grammar.lexicon import PREPOSITIONS, stem_in, words
from workbench.extract.figure_grammar.reading import ORDINAL, Found, Reading, number_value, one
from workbench.messages import N_

if TYPE_CHECKING:
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
    "الوزير الرئيس النائب التحقيق السيدة الكاتب السكرتير الوكيل القناة العالم الدوري"
    " البطولة العالمية المساعد القطب تشرين كانون ربيع جمادى الدرجة الليغا البوندسليغا ملازم"
    " الملازم رقيب الرقيب الأمين المحامي العريف عريف المستشار"
)
"""Nouns with which an ordinal is a title or a name; «الدرجة الأولى» is a league or an idiom."""

_IDIOMS = words("المقام الوهلة جهة ناحية الدرجة كل كلتا")
_NO_ORDINAL_AFTER = words("أكسيد أوكسيد كسيد وهلة")
_BEFORE_DEFINITE = words("ثاني ثالث رابع خامس")
_FIRST_ONLY = frozenset(("اول", "اولي"))


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
        accepted = accepted and not (
            _is_paper(line, at)
            or _is_regnal(line, at)
            or _is_league(line, at, following)
            or (key == "الاولي" and _is_preliminary(line, at, before))
        )
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
    """«أولهم», and «ثانيا» after a noun or a word of placing; «ثانيا:» counts points."""
    if key in _ADVERBS:
        near = line.keys[max(0, at - _NEAR) : at]
        placed = any(stem_in(_PLACED, word) is not None for word in near)
        before = near[-1] if near else ""
        counted = before.endswith("ا") and len(before) > 3 and is_noun(before) and rank > 1
        if line.keys[at + 1] in _COUNTING and not (before and before[-1].isalpha()):
            return _adverb(line, at, cut, rank)  # «أولا:»
        if not (placed or (counted and not cut)) or line.keys[at + 1] in _COUNTING:
            return None
        if rank == 1 and line.keys[at + 1] in PREPOSITIONS:
            return None  # «سألت أولا عن»
    return _adverb(line, at, cut, rank)


def _adverb(line: Line, at: int, cut: int, rank: int) -> Reading:
    start, stop = line.starts[at] + cut, at + 1
    value = number_value(Decimal(rank), None, None)
    return one(Found(start, line.end(stop), ORDINAL, value, N_("an ordinal in words"), 0.8), stop)


_COUNTING = frozenset((":", "-", "–", "،"))


def _is_rank_with_article(key: str, before: str, following: str, cut: int) -> bool:
    if following in _NO_ORDINAL_AFTER or (key in _THE_FIRST and following in _AND_LAST):
        return False
    if cut:
        return True
    if before in _IDIOMS or before.removeprefix("ب") in _IDIOMS:
        return False
    if before == "في" and key in _SECONDS and following not in _OF:
        return False  # a second, or two o'clock
    return stem_in(_NAMES, before) is None and stem_in(_NAMED_HEADS, before) is None


_THE_FIRST, _AND_LAST = words("الأول الأولى"), words("والأخير والأخيرة")


def _is_regnal(line: Line, at: int) -> bool:
    """«الملك تشارلز الثالث»: a title, a name without article, and its number."""
    before = line.keys[at - 1] if at else ""
    return not before.startswith("ال") and any(
        stem_in(_TITLES, word) is not None for word in line.keys[max(0, at - 3) : max(0, at - 1)]
    )


def _is_league(line: Line, at: int, following: str) -> bool:
    """«الرابطة المحترفة الأولى», «الناحية العسكرية الثانية», «الصفحة الأولى /»."""
    earlier = line.keys[at - 2] if at >= 2 else ""
    if stem_in(_NAMED_BY_RANK, earlier) is not None and line.keys[at - 1].startswith("ال"):
        return True
    if line.keys[at - 1] == "للقسم":
        return True  # «البطولة الوطنية للقسم الأول»
    if line.keys[at - 1] == "القسم" and following.startswith("ال"):
        return True  # «القسم الثاني الإنجليزي»
    return line.keys[at - 1] == "الصفحه" and following in _CRUMBS


_NAMED_BY_RANK = words("الرابطة البطولة الدوري الناحية العصبة رابطة")
_CRUMBS = frozenset("/|»›>")


def _is_preliminary(line: Line, at: int, before: str) -> bool:
    """«التعليم الأولي»: an adjective, told by its ya from «الأولى» after a feminine noun."""
    return line.written(at).endswith("ي") and not before.endswith(("ه", "اء", "ات"))


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
        return (
            _is_name_like(following)
            or (key == "اولي" and before.endswith("ه") and is_attached_noun(before))
            or following in _AFTER_FIRST
            or (following.isdecimal() and following != "1")
        )
    is_feminine = key.endswith("ه")
    follows_first = before == "ثم" and "اولي" in line.keys[max(0, at - 3) : at]
    if follows_first or (key == "ثان" and not cut and is_attached_noun(before)):
        return True  # «أولى ثم ثانية», «استدعاء ثان»
    if not cut and is_attached_noun(before) and before.endswith(("ه", "اء", "ي")) == is_feminine:
        return True
    if is_feminine or not _is_name_like(following):
        return False
    return key in _BEFORE_DEFINITE or not following.startswith("ال")


_AFTER_FIRST = frozenset(("ما", "من"))


def _is_name_like(word: str) -> bool:
    """Whether an ordinal can count `word`: a noun or a superlative, with or without article."""
    return len(word) > 1 and (is_noun(word) or (word[0].isalpha() and word not in PREPOSITIONS))
