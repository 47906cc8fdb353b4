"""Whether years are the age of a person.

Invariant: only a word of age beside the number makes it one; otherwise years are a duration.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.arabic.numberwords import SCALES
from workbench.arabic.units import TIME_DUALS, TIMES
from workbench.extract.figure_grammar.centuries import is_life
from workbench.extract.figure_grammar.lexicon import stem_in, words

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_AGE_WORDS = words(
    "العمر عمره عمرها عمرهم عمرهن عمرهما أعمارهم أعمارهن أعمارهما أعمار السن سنها سنهم سن"
    " عمري العمرية الأعمار بعمر سنهما سنهن"
)
_LIFE = frozenset(("عمر",))
_ABOUT = words("عن ب في من متوسط معدل")
_REACHES = words(
    "البالغ البالغة يبلغ تبلغ البالغين بالغ ابن ابنة ذو ذي ذات صاحب صاحبة البالغان البالغتين يبلغان"
    " تبلغان يبلغون بالغة ابنا"
)
_REACHED = words(
    "يتم تتم يتموا أتموا يكملوا بلغ بلغت"
    " أتم أتمت أكمل أكملت يكمل تكمل بلوغ بلوغه بلوغها إتمام يبلغ تبلغ"
)
_BRIDGE = words(
    "يناهز تناهز ناهز يتراوح تتراوح تراوح تراوحت ما بين مابين لا لم يتجاوز تتجاوز يقل تقل عن"
    " على حوالي نحو قرابة يفوق تفوق أقل أكثر من كان كانت هو هي إلى في حدود البالغ بلغ فوق دون"
    " ال يزيد تزيد و ب عند وصل يصل يبلغ تبلغ التوالي لل لدى تجاوز تجاوزت زهاء أعضائها أعضائه"
    " أفرادها المعتقلين الموقوفين المشتبه فيهم بهم المتهمين الضحايا تقارب يقارب يوم يتعدى تتعدى"
    " أن ألا يكون تكون آنذاك حينها حاليا اليوم فقط"
)
_TEAMS = words(
    "منتخب المنتخب فئة فئتا فئتي فئات لفئة الفئة فتيان شبان ناشئين الناشئين الشبان الفتيان"
    " أشبال كأس بطولة الوطني المغربي منتخبنا لاعب لاعبو لاعبون لاعبين اللاعبين الشباب الأطفال"
    " القاصرين شباب أطفال"
)
_CLASS = words("أقل دون تحت فوق")
_UNDER = words("دون تحت فوق")
_PEOPLE = words(
    "الشباب الأطفال الرضع الفتيات الفتيان الأشخاص البالغين النساء الرجال شباب أطفال أشخاص نساء"
    " رجال هم هن شخص طفل المراهقين المسنين السكان التلاميذ الذكور الإناث مواطن المواطنين فتيات"
    " قاصرين القاصرين الفئة المترشحين المرشحين المشاركين من"
)
_DEATHS = words("وفاة توفي توفيت رحل رحيل رحلت غيب فارق فارقت مات ماتت يرحل ترحل وفاته وفاتها غيبه")
_PRISON = words(
    "السجن سجن سجنا حبس الحبس حبسا مدة لمدة مدتها خبرة تجربة حكم الحكم بالسجن بالحبس مدته عقوبة"
)
_TERMS = _PRISON | words(
    " المدة العقوبة عقوبته عقوبتها عقد العقد ولاية فترة الفترة منذ قبل بعد خلال عمرا استمر استمرت"
    " دام دامت قضى أمضى طيلة مرور أقدمية تأسيس المشروع الشركة ضمان القرض أجل"
)
_SENTENCES = words("سجنا حبسا نافذة نافذا سجن حبس موقوفة أقدمية خبرة من")
_REACH = 6
_FURTHER = 8
_MOST_UNKNOWN = 3


def is_age(line: Line, first: int, stop: int) -> bool:
    """Whether the years in tokens `first` to `stop` are those of a person."""
    if any(_is_too_long(word) for word in line.keys[first:stop]):
        return False
    at = first - 1
    if line.keys[at] in _LAST_OF:
        return False  # «آخر ثلاثين عاما من حياته»
    if is_life(line, stop) or _set_apart(line, first, stop) or _is_told(line, first, stop):
        return True
    while at >= max(0, first - _REACH):
        if _is_age_word(line, at):
            return True
        if stem_in(_REACHES, line.keys[at]) is not None:
            return not _speaks_of_terms(line, at - 2, at)
        if stem_in(_CLASS, line.keys[at]) is not None and _is_team(line, at):
            return True
        if stem_in(_BRIDGE, line.keys[at]) is None and not line.keys[at].isdecimal():
            break
        at -= 1
    return (
        _of_somebody(line, first)
        or (_is_class_of_people(line, first, stop))
        or _reached(line, first)
    )


def _is_told(line: Line, first: int, stop: int) -> bool:
    """«16 سنة عمر أصغرهم», «وفاة الممثل فلان عن 89 عاما», or a verb that a person does."""
    if line.keys[stop] in _AGE_OF or _of_whoever(line, first, stop):
        return True
    return line.keys[first - 1] == "عن" and any(
        stem_in(_DEATHS, word) is not None for word in line.keys[max(0, first - 14) : first]
    )


def _is_too_long(word: str) -> bool:
    """Whether no person lives so many years."""
    return word in SCALES or (word.isdecimal() and int(word[:6]) > _LONGEST_LIFE)


_LONGEST_LIFE = 130
_LAST_OF = words("آخر")
_AGE_OF = words("عمر")


def _of_whoever(line: Line, first: int, stop: int) -> bool:
    """«خباز لم يتجاوز 21 سنة», «رضيعة عندها تسعة أشهر», «أمد الحياة … 47 سنة»."""
    at = first - 1 - (line.keys[first - 1] == "بعد")
    near = line.keys[max(0, first - 7) : max(0, at)]
    if first > 1 and line.keys[first - 2] in _SAYS and line.keys[stop] in _CLOSED:
        return line.keys[first - 1] not in _BRIDGE  # «تقول فاطمة 34 عاما،»
    verb, is_denied = line.keys[at], line.keys[at - 1] in _NEVER
    if at < 1 or (is_denied and verb in _COMPLETES):
        return at >= 1
    if any(stem_in(_TERMS, word) is not None for word in near):
        return False
    if (is_denied and verb in _PASSES) or verb in _HAS:
        return any(stem_in(_SOMEBODY, word) is not None for word in near)
    far = line.keys[max(0, first - 12) : first]
    return any(pair in _LIFETIMES for pair in pairwise(far))


_SAYS = words(
    "تقول يقول قالت قال وتقول ويقول وقالت وقال تضيف يضيف تحكي يحكي تروي يروي الشاب الشابة الطفل"
    " الطفلة السيدة المواطن المواطنة الضحية المدعو المدعوة المسمى المسماة"
)
_NEVER = words("لم لا ولم")
_COMPLETES = words("يكمل تكمل يكملوا يتم تتم يتموا يبلغ تبلغ")
_PASSES = words("يتجاوز تتجاوز يتعد تتعد يتعدى تتعدى يتجاوزوا")
_HAS = words("عندها عنده عندو عندهم")
_LIFETIMES = frozenset((first, fold("الحياة")) for first in ("امد", "امل", "متوسط", "معدل"))
_SOMEBODY = words(
    "طفل طفلة رضيع رضيعة شاب شابة فتى فتاة رجل امرأة سيدة تلميذ تلميذة طالب طالبة لاعب لاعبة أصغر"
    " أكبر قاصر قاصرة شخص خباز عامل عاملة موظف موظفة سائق فلاح تاجر أستاذ أستاذة مهاجر مهاجرة"
    " بنت ابن ابنة شقيق شقيقة عداء عداءة بطل بطلة مرشح مرشحة ناجح ناجحة ضحية متهم متهمة الضحية"
    " الطفل الطفلة الشاب الشابة الفتاة المتهم المتهمة القاصر الرضيع الرضيعة اللاعب التلميذ"
    " شبان شباب أطفال فتيات قاصرين تلاميذ لاعبين"
)


def _speaks_of_terms(line: Line, start: int, stop: int) -> bool:
    return any(stem_in(_TERMS, word) is not None for word in line.keys[max(0, start) : stop])


def _of_somebody(line: Line, first: int) -> bool:
    """«سن المتهم 60 سنة», «عمر الضحيتين 20 و23», «يبلغ الرئيس الجديد 58 سنة»: over some words."""
    unknown = 0
    for at in range(first - 1, max(-1, first - 1 - _FURTHER), -1):
        key = line.keys[at]
        if not (key[0].isalpha() or key.isdecimal()) or key in _TERMS:
            return False
        is_life_word = stem_in(_LIFE, key) is not None and line.keys[at + 1][:1].isalpha()
        if _is_age_word(line, at) or is_life_word or stem_in(_WILL_REACH, key) is not None:
            return not _speaks_of_terms(line, at - 2, first)
        if stem_in(_BRIDGE, key) is None and not key.isdecimal():
            unknown += 1
        if unknown > _MOST_UNKNOWN:
            return False
    return False


_WILL_REACH = words("يبلغ تبلغ ويبلغ وتبلغ")


def _is_class_of_people(line: Line, first: int, stop: int) -> bool:
    """«فوق 65 عاما», «دون 12 سنة», «الشباب بين 15 و29 سنة»."""
    if line.keys[stop] in _SENTENCES or _speaks_of_terms(line, first - 5, first):
        return False
    if line.keys[stop] in _AND_ABOVE and line.keys[stop + 1] in _ABOVE:
        return True
    at = first - 1
    while at > 0 and line.keys[at] in ("ال", "سن"):
        at -= 1
    if at >= 0 and stem_in(_UNDER, line.keys[at]) is not None:
        return True
    if at >= 1 and stem_in(_BOUNDS, line.keys[at]) is not None:
        near = line.keys[max(0, at - 3) : at]
        return any(stem_in(_PEOPLE, word) is not None for word in near)
    return False


_BOUNDS = words("بين مابين من")
_AND_ABOVE, _ABOVE = words("فما وما"), words("فوق دون")


def _reached(line: Line, first: int) -> bool:
    """«لكل من بلغ 18 سنة», «أتم 21 سنة»."""
    at = first - 1
    is_said = at >= 0 and stem_in(_REACHED, line.keys[at]) is not None
    near = line.keys[max(0, at - 3) : at]
    return is_said and not any(stem_in(_PRISON, word) is not None for word in near)


def is_age_noun(word: str) -> bool:
    """Whether `word` counts the years of a person and nothing else: «16 ربيعا»."""
    return word in _SPRINGS


_SPRINGS = words("ربيعا خريفا")


def age_without_unit(line: Line, first: int) -> bool:
    """Whether «سن» or «عمره» stands directly before the number: «في سن 18», «عمره 24»."""
    at = first - 1
    while at >= max(0, first - 3) and stem_in(_ADVERBS, line.keys[at]) is not None:
        at -= 1
    return at >= 0 and (_is_age_word(line, at) or _is_set_age(line, at))


def _is_set_age(line: Line, at: int) -> bool:
    """«رفع سن الإحالة على التقاعد تدريجيا إلى 63»: the age that a law sets."""
    if line.keys[at] != "الي":
        return False
    near = line.keys[max(0, at - 8) : at]
    is_said = any(stem_in(_AGED, word) is not None for word in near[-6:])
    return is_said and any(stem_in(_SET, word) is not None for word in near)


_SET = words("رفع رفعت يرفع ترفع خفض خفضت تخفيض تحديد زيادة")
_AGED = words("سن")


_ADVERBS = words("حوالي نحو قرابة ال لل يناهز ناهز زهاء بين مابين ما")


def _is_age_word(line: Line, at: int) -> bool:
    if at < 0:
        return False
    if stem_in(_AGE_WORDS, line.keys[at]) is not None or says_his_age(line, at):
        return True
    return line.keys[at] == "عمر" and at > 0 and line.keys[at - 1] in _ABOUT


def says_his_age(line: Line, at: int) -> bool:
    """«سنه», his age, which folding makes one with «سنة»."""
    return line.keys[at] in _HIS_AGE and line.written(at).endswith("\u0647")


_HIS_AGE = words("سنه وسنه")


def _is_team(line: Line, at: int) -> bool:
    """«المنتخب الوطني لأقل من 17 سنة»: the class of a team."""
    return any(word in _TEAMS for word in line.keys[max(0, at - 5) : at])


def _set_apart(line: Line, first: int, stop: int) -> bool:
    """«(24 سنة)» or «، 45 عاما،» after a person, but not after a term of prison."""
    before, after = line.keys[first - 1] if first else "", line.keys[stop]
    if first < 2 or not (
        (before == "(" and after == ")") or (before in _COMMAS and after in _CLOSED)
    ):
        return False
    earlier = line.keys[first - 2]
    if before in _COMMAS and ((not earlier[0].isalpha() and earlier != ")") or is_time(earlier)):
        return False
    near = line.keys[max(0, first - 8) : first]
    terms = _PRISON if before == "(" else _TERMS
    return not any(stem_in(terms, word) is not None for word in near)


_COMMAS = frozenset("،,")
_CLOSED = frozenset(("،", ",", ".", ")", ":", ""))


def is_time(word: str) -> bool:
    """Whether `word` is a unit of time, so that a comma after it lists durations."""
    return word in TIMES or word.removeprefix("ال") in TIME_DUALS
