"""Ages without the word year: «عشريني», «في ثلاثينياته», «العقد الخامس من عمره», «الستين من العمر».

Invariant: a decade of a life is the range of its ten years, from 20 to 29 for the twenties; an
ordinal or a ten is an age only where the text says whose life is meant.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.arabic.numberwords import (
    HUNDREDS,
    TENS,
    Counted,
    joined_word,
    ordinal_starts,
    read_cardinal,
    read_ordinal,
)
from workbench.extract.figure_grammar.ages import says_his_age
from workbench.extract.figure_grammar.amounts import small_integer
from workbench.extract.figure_grammar.centuries import DECADES, is_life
from workbench.extract.figure_grammar.lexicon import ARTICLES, article_cut, stem_in, words
from workbench.extract.figure_grammar.modifiers import modifier_of
from workbench.extract.figure_grammar.reading import AGE, Found, Reading, number_value, one
from workbench.messages import N_

if TYPE_CHECKING:
    from workbench.extract.figure_grammar.line import Line

_TENS = (
    (20, "عشرين"), (30, "ثلاثين"), (40, "أربعين"), (50, "خمسين"),
    (60, "ستين"), (70, "سبعين"), (80, "ثمانين"), (90, "تسعين"),
)  # fmt: skip
_MEN = {
    fold(article + stem + end): tens
    for tens, stem in _TENS
    for article in ("", "ال")
    for end in ("ي", "يا")
}
_WOMEN = {fold(article + stem + "ية"): tens for tens, stem in _TENS for article in ("", "ال")}
_HIS_DECADE = {
    fold(stem + end + pronoun): tens
    for tens, stem in _TENS
    for end in ("ات", "يات")
    for pronoun in ("ه", "ها", "هم", "هن", "هما", "ي")
}
_DECADE_OF = words("عقده عقدها عقدهم")
_THE_DECADE = words("العقد")
_NO_PERSON_BEFORE = words(
    "ذكرى الذكرى ذكراه مناسبة عيد حفل المدرسة القوة الحرب الخطة السنة القصيدة خطة الدورة النسخة"
)
_SAYS_AGE = words("سن عمر السن العمر عمره عمرها سنها")
_BEFORE_AGE = words("في دون فوق بلغ بلغت تجاوز تجاوزت يتجاوز تتجاوز ناهز ناهزت أتم أتمت يبلغ تبلغ")
_SOMEBODY = words("هو هي وهو وهي كان كانت مازال لايزال يزال تزال هما وهم وهن هم")

STARTS = (
    frozenset(_MEN)
    | frozenset(_WOMEN)
    | frozenset(_HIS_DECADE)
    | frozenset(DECADES)
    | frozenset("ال" + word for word in (*ordinal_starts(), *TENS, *HUNDREDS))
    | _DECADE_OF
    | words("ربيعه ربيعها خريفه خريفها")
    | _THE_DECADE
)
"""Words that can begin an age without the word year."""


def read_lifetime(line: Line, at: int, cut: int, key: str) -> Reading | None:
    """The age that begins at token `at` without the word year, or None."""
    start = line.starts[at] + cut
    tens = _HIS_DECADE.get(key)
    if tens is not None:
        return _decade(line, start, at + 1, tens)
    if key in _MEN:
        return _decade(line, start, at + 1, _MEN[key]) if _is_man(line, at, key) else None
    if key in _WOMEN:
        return _decade(line, start, at + 1, _WOMEN[key]) if _is_woman(line, at, key) else None
    if key in DECADES:
        is_age = is_life(line, at + 1) or _of_a_person(line, at)
        return _decade(line, start, at + 1, 10 * DECADES[key]) if is_age else None
    if key in _SPRING_OF:
        return _spring(line, start, at)
    if key in _DECADE_OF or key in _THE_DECADE:
        return _counted_decade(line, start, at, key)
    return _years(line, start, at, key)


def _of_a_person(line: Line, at: int) -> bool:
    """«شبان في العشرينات», «رجل في الخمسينات»."""
    return at > 1 and line.keys[at - 1] == "في" and stem_in(_PERSONS, line.keys[at - 2]) is not None


_PERSONS = words(
    "شاب شبان شابة شابات شابين رجل رجلين رجال امرأة نساء سيدة سيدات فتاة فتيات أب أم شخص أشخاص"
    " شخصين عجوز مسن مسنة كهل طفل موظف عامل سائق أستاذ الشاب الرجل المرأة السيدة الفتاة الهالك"
    " الضحية المتهم الموقوف المتهمة وهو وهي هو هي هم وهم طفلة تلميذ تلميذة بنت شيخ شيخة فتى"
    " الطفل الطفلة"
)


def _spring(line: Line, start: int, at: int) -> Reading | None:
    """«في ربيعها العشرين», «في ربيعه الثامن»."""
    counted = read_ordinal(line.keys, at + 1) or read_cardinal(line.keys, at + 1)
    if counted is None or not line.keys[at + 1].startswith("ال") or not counted.value <= 120:
        return None
    value = number_value(counted.value, None, None, "a")
    reason = N_("years of a person's life")
    return one(Found(start, line.end(counted.stop), AGE, value, reason, 0.85), counted.stop)


_SPRING_OF = words("ربيعه ربيعها خريفه خريفها")


def _decade(line: Line, start: int, stop: int, low: int) -> Reading | None:
    if low < 20:
        return None
    value = number_value(Decimal(low), Decimal(low + 9), None, "a")
    reason = N_("a decade of a person's life")
    return one(Found(start, line.end(stop), AGE, value, reason, 0.88), stop)


def _is_man(line: Line, at: int, key: str) -> bool:
    """«شاب عشريني», «أصيب ستيني بجروح», «النجم الأربعيني»."""
    before = line.keys[at - 1] if at else ""
    if stem_in(_NO_PERSON_BEFORE, before) is not None:
        return False
    return not key.startswith("ال") or before[:1].isalpha()


def _is_woman(line: Line, at: int, key: str) -> bool:
    """«امرأة ثلاثينية», «السيدة السبعينية», but not «أربعينية الراحل»."""
    before, following = line.keys[at - 1] if at else "", line.keys[at + 1]
    if stem_in(_NO_PERSON_BEFORE, before) is not None or not before[:1].isalpha():
        return False
    if key.startswith("ال"):
        return before.startswith("ال") or before.lstrip("وبفلك").startswith("ال")
    return not following.startswith("ال")


def _counted_decade(line: Line, start: int, at: int, key: str) -> Reading | None:
    """«العقد الخامس من عمره», «في عقدها الثالث»: the fifth decade ends with the fiftieth year."""
    counted = read_ordinal(line.keys, at + 1)
    if counted is None or not 2 <= counted.value <= 11:
        return None
    of_life = is_life(line, counted.stop)
    before = line.keys[at - 1] if at else ""
    if not of_life and (key in _THE_DECADE or stem_in(_IN, before) is None):
        return None
    return _decade(line, start, counted.stop, 10 * (int(counted.value) - 1))


_IN = words("في ب")


_PER_CENT = words("المئة المائة")


def _years(line: Line, start: int, at: int, key: str) -> Reading | None:
    """«الستين من العمر», «سن الثامنة عشرة», «الرابعة والسادسة من العمر»."""
    found: list[tuple[int, int, Counted]] = []
    here, word = at, key
    while len(found) < _LONGEST_LIST:
        counted = read_ordinal(line.keys, here, word)
        if counted is None:
            counted = read_cardinal(line.keys, here, word)
        if counted is None or not 1 <= counted.value <= 120 or counted.value % 1:
            return None
        begins = start if here == at else line.ends[here] - len(word)
        found.append((begins, here, counted))
        joined = joined_word(line.keys, counted.stop)
        if joined is None or not joined[1].startswith("ال"):
            break
        here, word = joined
    last = found[-1][2]
    said = len(found) == 1 and key not in _PER_CENT and _is_said(line, at, last.value)
    if not is_life(line, last.stop) and not said:
        return None
    reason = N_("years of a person's life")
    figures = tuple(
        Found(begins, line.end(counted.stop), AGE,
              number_value(counted.value, None, modifier_of(line, first, counted.stop), "a"),
              reason, 0.9)
        for begins, first, counted in found
    )  # fmt: skip
    return Reading(figures, last.stop)


_LONGEST_LIST = 4


def _is_said(line: Line, at: int, number: Decimal) -> bool:
    """«في سن الثامنة عشرة», «وهو في الخامسة والأربعين» at the end of what is said."""
    before = line.keys[at - 1] if at else ""
    if stem_in(_SAYS_AGE, before) is not None or (at > 0 and says_his_age(line, at - 1)):
        return True
    if stem_in(_BEFORE_AGE, before) is None:
        return False
    if _says_person(line, at, number):
        return True
    if number <= 12:
        return False
    return any(word in _SOMEBODY for word in line.keys[max(0, at - 4) : at - 1])


def _says_person(line: Line, at: int, number: Decimal) -> bool:
    """«طفل في السابعة», «في التاسعة والخمسين، ممرضة», «فوق الخمسين.»: no hour and no rank."""
    before, stop = line.keys[at - 1], at + 1
    person = line.keys[at - 2] if at >= 2 else ""
    if line.keys[at - 2] in _NEVER:
        person = line.keys[at - 3]
    following = next((key for key in line.keys[stop : stop + 2] if not key.startswith("و")), "")
    closes = not following[:1].isalpha()
    if stem_in(_PERSONS, person) is not None:
        return closes or before != "في"
    is_wide = number > _LAST_OF_MONTH and closes and not line.tells_heat
    opens = not person[:1].isalpha()
    return is_wide and (before in _BEYOND or (before == "في" and opens))


_LAST_OF_MONTH = 31
_NEVER = words("لا لم")
_BEYOND = words("فوق دون")


def read_lifetime_digits(line: Line, at: int) -> Reading | None:
    """«في الـ25 من عمره»: the digits at token `at`."""
    years = small_integer(line.keys[at], 120)
    if years is None or not is_life(line, at + 1):
        return None
    start, first = line.starts[at], at
    if at and line.keys[at - 1] in ARTICLES:
        start, first = line.starts[at - 1] + article_cut(line.keys[at - 1]), at - 1
    value = number_value(Decimal(years), None, modifier_of(line, first, at + 1), "a")
    reason = N_("years of a person's life")
    return one(Found(start, line.end(at + 1), AGE, value, reason, 0.93), at + 1)
