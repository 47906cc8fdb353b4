"""Numbers in digits and in words: readings, grouping, and round trips by an own small speller."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.fold import fold
from workbench.arabic.fractions import read_part
from workbench.arabic.numberwords import read_cardinal, read_ordinal
from workbench.arabic.numerals import Style, read_numeral

# ------------------------------------------------------------------------------------ in digits


@pytest.mark.parametrize(
    ("text", "value", "other", "style"),
    [
        ("0", "0", None, Style.PLAIN),
        ("2720", "2720", None, Style.PLAIN),
        ("05", "5", None, Style.PADDED),
        ("6.037", "6037", "6.037", Style.GROUPED),
        ("2,720", "2720", "2.720", Style.GROUPED),
        ("2،720", "2720", "2.720", Style.GROUPED),
        ("12٬500", "12500", None, Style.GROUPED),
        ("1.045.200", "1045200", None, Style.GROUPED),
        ("12 000 000", "12000000", None, Style.GROUPED),
        ("12\u00a0000", "12000", None, Style.GROUPED),
        ("12\u202f000", "12000", None, Style.GROUPED),
        ("1.2", "1.2", None, Style.POINTED),
        ("0.125", "0.125", None, Style.POINTED),
        ("4٫5", "4.5", None, Style.POINTED),
        ("4٫500", "4.500", None, Style.POINTED),
        ("12.480,15", "12480.15", None, Style.GROUPED),
        ("27,279.06", "27279.06", None, Style.GROUPED),
        ("1 250,50", "1250.50", None, Style.GROUPED),
        ("5ر22", "22.5", "5.22", Style.POINTED),
        ("19ر26", "26.19", "19.26", Style.POINTED),
        ("38،25", "38.25", None, Style.POINTED),
        ("2½", "2.5", None, Style.POINTED),
    ],
)
def test_numerals_are_read_as_the_press_groups_them(
    text: str, value: str, other: str | None, style: Style
) -> None:
    numeral = read_numeral(text)
    assert numeral is not None
    expected = Decimal(other) if other is not None else None
    assert (numeral.value, numeral.other, numeral.style) == (Decimal(value), expected, style)


@pytest.mark.parametrize("text", ["1.581", "2,720", "12،345"])
def test_before_a_scale_word_three_digits_are_a_fraction(text: str) -> None:
    numeral = read_numeral(text, scaled=True)
    assert numeral is not None
    assert numeral.value == Decimal(text.replace(",", ".").replace("،", "."))
    assert numeral.other == numeral.value * 1000


@pytest.mark.parametrize(
    "text",
    [
        "05.22.12.34",
        "1.2.3",
        "1.234.56",
        "01.5",
        "2010,2011",
        "1" * 22,
        "1" * 100_000,
        "",
        "1.",
        "x",
    ],
)
def test_codes_are_no_numbers(text: str) -> None:
    assert read_numeral(text) is None


def _grouped(number: int, sign: str) -> str:
    return f"{number:,}".replace(",", sign)


@given(st.integers(1000, 10**20), st.sampled_from([".", ",", "٬", " ", "\u00a0", "\u202f", "'"]))
def test_a_grouped_number_reads_as_itself(number: int, sign: str) -> None:
    numeral = read_numeral(_grouped(number, sign))
    assert numeral is not None
    assert numeral.value == number


@given(
    st.integers(0, 999_999),
    st.text("0123456789", min_size=1, max_size=6),
    st.sampled_from([".", ",", "٫"]),
)
def test_a_decimal_reads_as_itself(whole: int, fraction: str, sign: str) -> None:
    numeral = read_numeral(f"{whole}{sign}{fraction}")
    expected = Decimal(f"{whole}.{fraction}")
    if len(str(whole)) == len(fraction) == 4:  # «2010,2011» is a list, not a number
        assert numeral is None
    else:
        assert numeral is not None
        assert expected in (numeral.value, numeral.other)
        if len(fraction) != 3 or not 1 <= whole <= 999:
            assert numeral.value == expected


# ------------------------------------------------------------------------------------- in words
# A speller of its own, from the grammar of the numbers and not from the tables under test.

_ONES = ["", "واحد", "اثن", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
_TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
_HUNDREDS = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
_SCALES = [
    (10**12, "تريليون", "تريليونات", "تريليونا"),
    (10**9, "مليار", "مليارات", "مليارا"),
    (10**6, "مليون", "ملايين", "مليونا"),
    (10**3, "ألف", "آلاف", "ألفا"),
]


class Speller:
    """Spells numbers in one gender, case and spelling."""

    def __init__(self, *, feminine: bool, oblique: bool, hundred: str, joint: str) -> None:
        self.feminine, self.oblique, self.hundred, self.joint = feminine, oblique, hundred, joint

    def number(self, number: int) -> str:
        parts = []
        for scale, single, plural, accusative in _SCALES:
            count, number = divmod(number, scale)
            if count == 1:
                parts.append(single)
            elif count == 2:
                parts.append(single + ("ين" if self.oblique else "ان"))
            elif count:
                noun = plural if 3 <= count % 100 <= 10 else single
                noun = accusative if 11 <= count % 100 <= 99 else noun
                parts.append(f"{self._below_1000(count, before_noun=True)} {noun}")
        if number:
            parts.append(self._below_1000(number, before_noun=False))
        return self.joint.join(parts)

    def _below_1000(self, number: int, *, before_noun: bool) -> str:
        hundreds, rest = divmod(number, 100)
        parts = []
        if hundreds == 1:
            parts.append(self.hundred)
        elif hundreds == 2:
            stem = self.hundred[:-1] + "ت"
            end = ("ي" if self.oblique else "ا") if before_noun and not rest else ""
            parts.append(stem + (end or ("ين" if self.oblique else "ان")))
        elif hundreds:
            parts.append(_HUNDREDS[hundreds] + self.hundred)
        if rest:
            # A scale word is masculine, and so is counted by the form with ة.
            parts.append(self._below_100(rest, feminine=self.feminine and not before_noun))
        return self.joint.join(parts)

    def _below_100(self, number: int, *, feminine: bool) -> str:
        tens, unit = divmod(number, 10)
        if number <= 10:
            return self._unit(number, feminine=feminine)
        if tens == 1:
            if unit == 1:
                return "إحدى عشرة" if feminine else "أحد عشر"
            if unit == 2:
                stem = "اثنت" if feminine else "اثن"
                return f"{stem}{'ي' if self.oblique else 'ا'} {'عشرة' if feminine else 'عشر'}"
            return f"{self._unit(unit, feminine=feminine)} {'عشرة' if feminine else 'عشر'}"
        ten = _TENS[tens] + ("ين" if self.oblique else "ون")
        return f"{self._unit(unit, feminine=feminine)}{self.joint}{ten}" if unit else ten

    def _unit(self, number: int, *, feminine: bool) -> str:
        if number == 1:
            return "واحدة" if feminine else "واحد"
        if number == 2:
            return ("اثنت" if feminine else "اثن") + ("ين" if self.oblique else "ان")
        if feminine:
            return _ONES[number]
        return (_ONES[number] if number != 8 else "ثماني") + "ة"


_spellers = st.builds(
    Speller,
    feminine=st.booleans(),
    oblique=st.booleans(),
    hundred=st.sampled_from(["مائة", "مئة"]),
    joint=st.sampled_from([" و", " و "]),
)
_numbers = st.one_of(
    st.integers(1, 1200),
    st.integers(1, 10**15 - 1),
    st.integers(1, 999).map(lambda count: count * 1000),
    st.integers(1, 999).map(lambda count: count * 10**6),
)


def _read(text: str) -> Decimal | None:
    words = [*fold(text).split(), "", ""]
    counted = read_cardinal(words, 0)
    if counted is None or words[counted.stop] != "":
        return None
    return counted.value


@given(_numbers, _spellers)
def test_spelt_numbers_read_as_themselves(number: int, speller: Speller) -> None:
    assert _read(speller.number(number)) == number


@given(_numbers, _spellers, st.data())
def test_spelling_does_not_change_the_value(
    number: int, speller: Speller, data: st.DataObject
) -> None:
    text = speller.number(number)
    if data.draw(st.booleans()):
        text = text.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")
    if data.draw(st.booleans()):
        text = text.replace("ة", "ه")
    if data.draw(st.booleans()):
        text = "".join(letter + data.draw(st.sampled_from(["", "َ", "ّ", "ـ"])) for letter in text)
    assert _read(text) == number


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("3 ملايين و500 ألف درهم", "3500000", 4),
        ("مليونا ونصف مليون سيارة", "1500000", 3),
        ("ثلاثة ملايين ونصف المليون", "3500000", 4),
        ("نصف مليون", "500000", 2),
        ("ألف مليار سنتيم", "1000000000000", 2),
        ("1.581 مليون طن", "1581000", 2),
        ("ألفا متظاهر", "2000", 1),
        ("ثلاثة فاصل أربعة", "3.4", 3),
        ("مائة وخمسين ألفا وثلاثمائة", "150300", 4),
        ("الخمسة والعشرين", "25", 2),
        ("ثلاثمائة ومائتين", "300", 1),
        ("خمسة وعشرة", "5", 1),
        ("ألف وألفين", "1000", 1),
        ("عشرين وثلاثين", "20", 1),
        ("23 و26 سنة", "23", 1),
        ("مليون ومليونين", "1000000", 1),
        ("ثلاثة أرباع مليون", "750000", 3),
        ("ثلثي مليون", "666667", 2),
        ("ربع المليار", "250000000", 2),
        ("مليون وربع المليون", "1250000", 3),
        ("مليونين وثلاثة أرباع المليون", "2750000", 4),
        ("مليون ونصف السكان", "1000000", 1),
        ("خمسا وعشرين امرأة", "25", 2),
        ("تسعا وتسعين نعجة", "99", 2),
    ],
)
def test_words_add_up_only_in_descending_magnitude(text: str, value: str, words: int) -> None:
    keys = [*fold(text.replace(" و5", " و 5").replace("و26", "و 26")).split(), "", ""]
    counted = read_cardinal(keys, 0)
    assert counted is not None
    assert counted.value == Decimal(value)
    assert counted.stop == words + keys[: counted.stop].count("و")


@given(st.integers(3, 999), st.integers(0, 999), _spellers, st.booleans())
def test_digits_and_words_add_up(count: int, rest: int, speller: Speller, split: bool) -> None:
    scale = "آلاف" if 3 <= count % 100 <= 10 else "ألف"
    more = str(rest) if split else speller.number(rest)
    text = f"{count} {scale} و {more}" if rest else f"{count} {scale}"
    assert _read(text) == 1000 * count + rest


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("نصف", "0.5", 1),
        ("ثلثا", "0.6667", 1),
        ("الثلثين", "0.6667", 1),
        ("ثلاثة أرباع", "0.75", 2),
        ("خمسة أسداس", "0.8333", 2),
        ("عشر", "0.1", 1),
        ("ثلاثة أثلاث", None, 0),
        ("ثلاثة كتب", None, 0),
        ("كتاب", None, 0),
    ],
)
def test_parts(text: str, value: str | None, words: int) -> None:
    part = read_part([*fold(text).split(), "", ""], 0)
    assert (part and part.of()) == (Decimal(value) if value is not None else None)
    assert part is None or part.stop == words


@pytest.mark.parametrize("text", ["آلاف", "ملايين الناس", "أحد", "إحدى النقاط", "نصف", "كتاب"])
def test_vague_words_are_no_numbers(text: str) -> None:
    assert read_cardinal([*fold(text).split(), "", ""], 0) is None


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("الأول", 1),
        ("أولى", 1),
        ("الثانية", 2),
        ("ثالث", 3),
        ("العاشرة", 10),
        ("الحادي عشر", 11),
        ("الحادية عشرة", 11),
        ("الثاني عشر", 12),
        ("الثانية والعشرين", 22),
        ("الحادي والثلاثون", 31),
        ("التاسعة والأربعون", 49),
    ],
)
def test_ordinals(text: str, rank: int) -> None:
    keys = [*fold(text).split(), "", ""]
    counted = read_ordinal(keys, 0)
    assert counted is not None
    assert counted.value == rank
    assert keys[counted.stop] == ""
