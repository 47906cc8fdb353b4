"""Whether years are the age of a person.

Invariant: only a word of age beside the number makes it one; otherwise years are a duration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract.figure_grammar.lexicon import stem_in, words

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_AGE_WORDS = words(
    "العمر عمره عمرها عمرهم عمرهن عمرهما أعمارهم أعمارهن أعمارهما أعمار السن سنها سنهم سن"
    " عمري العمرية الأعمار بعمر"
)
_ABOUT = words("عن ب في")
_REACHES = words("البالغ البالغة يبلغ تبلغ البالغين بالغ ابن ابنة ذو ذي ذات صاحب صاحبة")
_BRIDGE = words(
    "يناهز تناهز ناهز يتراوح تتراوح تراوح تراوحت ما بين مابين لا لم يتجاوز تتجاوز يقل تقل عن"
    " على حوالي نحو قرابة يفوق تفوق أقل أكثر من كان كانت هو هي إلى في حدود البالغ بلغ فوق دون"
    " ال يزيد تزيد و ب عند وصل يصل يبلغ تبلغ التوالي لل لدى تجاوز تجاوزت زهاء أعضائها أعضائه"
    " أفرادها المعتقلين الموقوفين المشتبه فيهم بهم المتهمين الضحايا تقارب يقارب يوم"
)
_TEAMS = words(
    "منتخب المنتخب فئة فئتا فئتي فئات لفئة الفئة فتيان شبان ناشئين الناشئين الشبان الفتيان"
    " أشبال كأس بطولة الوطني المغربي منتخبنا"
)
_CLASS = words("أقل دون تحت فوق")
_DEATHS = words("وفاة توفي توفيت رحل رحيل رحلت غيب فارق فارقت")
_OF_AGE = words("العمر عمره عمرها عمرهم عمرهن")
_TERMS = words(
    "السجن سجن سجنا حبس الحبس حبسا مدة لمدة مدتها خبرة تجربة حكم الحكم بالسجن بالحبس مدته عقوبة"
)
_REACH = 6


def is_age(line: Line, first: int, stop: int) -> bool:
    """Whether the years in tokens `first` to `stop` are those of a person."""
    if _after(line, stop) or _bracketed(line, first, stop):
        return True
    at = first - 1
    if line.keys[at] == "عن" and any(
        stem_in(_DEATHS, word) is not None for word in line.keys[max(0, first - 14) : first]
    ):
        return True  # «وفاة الممثل فلان عن 89 عاما»
    while at >= max(0, first - _REACH):
        if _is_age_word(line, at):
            return True
        if stem_in(_REACHES, line.keys[at]) is not None:
            return not any(word in _TERMS for word in line.keys[max(0, at - 3) : at])
        if stem_in(_CLASS, line.keys[at]) is not None and _is_team(line, at):
            return True
        if stem_in(_BRIDGE, line.keys[at]) is None and not line.keys[at].isdecimal():
            return at == first - 1 and _is_age_word(line, at - 1)  # «سن المتهم 60 سنة»
        at -= 1
    return False


def is_age_noun(word: str) -> bool:
    """Whether `word` counts the years of a person and nothing else: «16 ربيعا»."""
    return word in _SPRINGS


_SPRINGS = words("ربيعا خريفا")


def age_without_unit(line: Line, first: int) -> bool:
    """Whether «سن» or «عمره» stands directly before the number: «في سن 18», «عمره 24»."""
    at = first - 1
    while at >= max(0, first - 3) and stem_in(_ADVERBS, line.keys[at]) is not None:
        at -= 1
    return at >= 0 and _is_age_word(line, at)


_ADVERBS = words("حوالي نحو قرابة ال لل يناهز ناهز زهاء")


def _is_age_word(line: Line, at: int) -> bool:
    if at < 0:
        return False
    if stem_in(_AGE_WORDS, line.keys[at]) is not None:
        return True
    return line.keys[at] == "عمر" and at > 0 and line.keys[at - 1] in _ABOUT


def _is_team(line: Line, at: int) -> bool:
    """«المنتخب الوطني لأقل من 17 سنة»: the class of a team."""
    return any(word in _TEAMS for word in line.keys[max(0, at - 5) : at])


def _after(line: Line, stop: int) -> bool:
    return line.keys[stop] == "من" and line.keys[stop + 1] in _OF_AGE


def _bracketed(line: Line, first: int, stop: int) -> bool:
    """«(24 سنة)» after a person, but not after a term of prison."""
    if first == 0 or line.keys[first - 1] != "(" or line.keys[stop] != ")":
        return False
    return not any(word in _TERMS for word in line.keys[max(0, first - 8) : first])
