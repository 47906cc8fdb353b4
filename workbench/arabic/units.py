"""What a number can measure: units of measure, of time, and money, by their written names.

Invariant: units are UCUM symbols and ISO 4217 codes; every name is folded
(`workbench.arabic.fold`). A name of several words is looked up word by word, longest first.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold
from workbench.canonical import plain_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Names apart by «,»; a row's names mean its unit. The singular, its accusative and the plurals
# are all written, since a dictionary of forms is shorter than a morphology.
_MEASURES = {
    "km": "كيلومتر, كيلومترا, كيلومترات, كلم, كم, كيلو متر, كيلو مترا, كيلو مترات, km, كيلمتر",
    "m": "متر, مترا, أمتار, m",
    "cm": "سنتيمتر, سنتيمترا, سنتيمترات, سم, سنتمتر, سنتمترا, سنتمترات, سنتم, cm",
    "mm": "مليمتر, مليمترا, مليمترات, ملم, ملمترا, ملمترات, "
    "ميليمتر, ميليمترا, ميليمترات, مم, ملمتر, mm",
    "[mi_i]": "ميل, ميلا, أميال",
    "[nmi_i]": "ميل بحري, ميلا بحريا, أميال بحرية",
    "nm": "نانومتر, نانومترا, نانومترات, nm",
    "um": "ميكرون, ميكرونا, ميكرومتر, ميكرومترا, ميكرومترات",
    "[ft_i]": "قدم, قدما, أقدام",
    "[in_i]": "بوصة, بوصات, إنش, انشا, إنشات",
    "m2": "متر مربع, مترا مربعا, أمتار مربعة, م², م2, m², m2, متر²",
    "km2": "كيلومتر مربع, كيلومترا مربعا, كيلومترات مربعة, كلم مربع, كلم², كلم2, كم², كم2, "
    "كم مربع, كيلو متر مربع, كيلومترا مربع, km², km2",
    "m3": "متر مكعب, مترا مكعبا, أمتار مكعبة, م³, م3, m³, m3",
    "km3": "كيلومتر مكعب, كيلومترا مكعبا, كيلومترات مكعبة",
    "m3/s": "متر مكعب في الثانية, مترا مكعبا في الثانية, أمتار مكعبة في الثانية, "
    "متر مكعب بالثانية, مترا مكعبا بالثانية, أمتار مكعبة بالثانية, متر مكعب/ثانية, م3/ث, م³/ث",
    "[cft_i]": "قدم مكعب, قدم مكعبة, قدما مكعبا, قدما مكعبة, أقدام مكعبة",
    "[sft_i]": "قدم مربع, قدم مربعة, قدما مربعا, قدما مربعة, أقدام مربعة",
    "L/s": "لتر في الثانية, لترا في الثانية, لترات في الثانية",
    "har": "هكتار, هكتارا, هكتارات, هكتارت, ha",
    "{feddan}": "فدان, فدانا, فدادين, أفدنة",
    "dunam": "دونم, دونما, دونمات",
    "kg": "كيلوغرام, كيلوغراما, كيلوغرامات, كيلوجرام, كيلوجراما, كيلوجرامات, كلغ, كغ, كلغم, كجم, "
    "كيلو, كيلوا, كيلوات, كيلو غرام, كيلو غراما, كيلو غرامات, كيلوغرامًا, kg, كيلوغ",
    "g": "غرام, غراما, غرامات, جرام, جراما, جرامات, غ, غم",
    "mg": "مليغرام, مليغراما, مليغرامات, ملغ, ميليغرام, ميليغراما, ميليغرامات, ملجم, مليجرام, mg",
    "ug": "ميكروغرام, ميكروغراما, ميكروغرامات, ميكروجرام",
    "t": "طن, طنا, أطنان, طن متري, طنا متريا",
    "dt": "قنطار, قنطارا, قناطير",
    "[lb_av]": "رطل, رطلا, أرطال",
    "[oz_tr]": "أونصة, أونصات, أوقية من الذهب",
    "L": "لتر, لترا, لترات, ليتر, ليترا, ليترات",
    "mL": "مليلتر, مليلترا, مليلترات, ملل, ميليلتر, ميليلترا, مل, ml",
    "cL": "سنتيلتر, سنتيلترا, سنتيلترات, سل",
    "[bbl_us]": "برميل, برميلا, براميل",
    "km/h": "كيلومتر في الساعة, كيلومترا في الساعة, كيلومترات في الساعة, كلم في الساعة, "
    "كلم/الساعة, كلم/س, كم/ساعة, كم/س, كم في الساعة, كلم/ساعة, كلم/سا, كيلومتر/ساعة, "
    "كيلومترا/ساعة, km/h",
    "[mi_i]/h": "ميل في الساعة, ميلا في الساعة, أميال في الساعة",
    "m/s": "متر في الثانية, مترا في الثانية, أمتار في الثانية",
    "[kn_i]": "عقدة بحرية, عقد بحرية",
    "Cel": "مئوية, درجة مئوية, درجات مئوية, درجة سيلسيوس, درجة سلسيوس, °, °c, °م, ° م, º, ℃, "
    "درجة مائوية, درجات مائوية",
    "[degF]": "درجة فهرنهايت, درجات فهرنهايت, °f",
    "kW": "كيلوواط, كيلوواطا, كيلووات, كيلو واط, kw",
    "MW": "ميغاواط, ميغاواطا, ميجاواط, ميغاوات, ميغا واط, ميجاوات, mw",
    "GW": "جيغاواط, جيغاواطا, غيغاواط, جيجاواط, غيغاوات, جيجاوات, جيغاوات, gw",
    "W": "واط, واطا",
    "kW.h": "كيلوواط ساعة, كيلووات ساعة, كيلوواط/ساعة, كيلوواط في الساعة, kwh",
    "MW.h": "ميغاواط ساعة, ميجاواط ساعة, ميغاواط/ساعة, mwh",
    "GW.h": "جيغاواط ساعة, غيغاواط ساعة, جيجاواط ساعة, جيغاواط/ساعة, gwh",
    "TW": "تيراواط, تيراواطا, تيراوات",
    "TW.h": "تيراواط ساعة, تيراواط/ساعة, تيراوات ساعة, twh",
    "V": "فولت, فولط",
    "Hz": "هرتز, هيرتز",
    "MHz": "ميغاهرتز, ميجاهرتز",
    "GHz": "غيغاهرتز, جيغاهرتز, جيجاهرتز",
    "kBy": "كيلوبايت",
    "MBy": "ميغابايت, ميجابايت, ميغا بايت, mb",
    "GBy": "جيغابايت, غيغابايت, جيجابايت, جيغا بايت, gb",
    "TBy": "تيرابايت, tb",
    "dB": "ديسيبل",
    "[ly]": "سنة ضوئية, سنوات ضوئية",
    "A": "أمبير, أمبيرا, أمبيرات",
    "mA": "ميلي أمبير, ملي أمبير, مللي أمبير",
    "mA.h": "ميلي أمبير ساعة, ملي أمبير ساعة, مللي أمبير ساعة, ميلي أمبير/ساعة, mah",
    "[HP]": "حصانا بخاريا, حصان بخاري",
    "kcal": "سعرة حرارية, سعرات حرارية, كيلوكالوري",
    "[Btu]": "وحدة حرارية, وحدة حرارية بريطانية, وحدات حرارية بريطانية",
    "[car_m]": "قيراط, قيراطا, قراريط",
}

_DEGREES = frozenset(map(fold, ("درجة", "درجات")))
"""Degrees of heat only where the sentence speaks of heat."""

_TIMES = {
    "TS": "ثانية, ثوان, ثواني",
    "TM": "دقيقة, دقائق, دقيقه",
    "TH": "ساعة, ساعات",
    "D": "يوم, يوما, أيام, ليلة, ليال, ليالي, نهار",
    "W": "أسبوع, أسبوعا, أسابيع, اسبوعا",
    "M": "شهر, شهرا, أشهر, شهور",
    "Y": "سنة, سنوات, سنين, عام, عاما, أعوام, حول, حولا",
    "10Y": "عقد, عقدا, عقود, عشرية, عشريات",
    "100Y": "قرن, قرنا, قرون",
    "1000Y": "ألفية",
}

_TIME_DUALS = {
    "TS": "ثانيتان, ثانيتين",
    "TM": "دقيقتان, دقيقتين",
    "TH": "ساعتان, ساعتين",
    "D": "يومان, يومين, ليلتان, ليلتين",
    "W": "أسبوعان, أسبوعين",
    "M": "شهران, شهرين",
    "Y": "سنتان, سنتين, عامان, عامين, حولان, حولين",
    "10Y": "عقدان, عقدين, عشريتان, عشريتين",
    "100Y": "قرنان, قرنين",
}


_WORD = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]")


def _names(rows: Mapping[str, str]) -> dict[str, str]:
    return {fold(name.strip()): unit for unit, names in rows.items() for name in names.split(",")}


def _by_first_word(
    names: Mapping[str, str],
) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The other words and the unit of each name, by its first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, unit in names.items():
        first, *rest = _WORD.findall(name)
        table.setdefault(first, []).append((tuple(rest), unit))
    return MappingProxyType(
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}
    )


def _longest(
    table: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]], words: Sequence[str], at: int
) -> tuple[str, int] | None:
    """The unit of the longest name that begins at `words[at]`, and the index after it."""
    for rest, unit in table.get(words[at], ()):
        stop = at + 1 + len(rest)
        if tuple(words[at + 1 : stop]) == rest:
            return unit, stop
    return None


_MEASURE_NAMES = _by_first_word(_names(_MEASURES))

TIMES: Mapping[str, str] = MappingProxyType(_names(_TIMES))
"""The names of times, singular and plural, to the unit that `duration` takes."""

TIME_DUALS: Mapping[str, str] = MappingProxyType(_names(_TIME_DUALS))
"""The names of two of a time."""

AGE_UNITS: Mapping[str, str] = MappingProxyType({"Y": "a", "M": "mo", "W": "wk", "D": "d"})
"""The unit letters of `duration` to UCUM symbols of age."""


UCUM = frozenset(_MEASURES)
"""Every unit of measure that a name stands for."""


def measure_at(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The UCUM unit whose name begins at `words[at]`, and the index of the word after it."""
    return _longest(_MEASURE_NAMES, words, at)


def is_degree(word: str) -> bool:
    """Whether `word` is «درجة», which is a measure only in talk of heat."""
    return word in _DEGREES


_PARTS: Mapping[tuple[str, str], int] = MappingProxyType(
    {
        ("t", "kg"): 1000, ("dt", "kg"): 100, ("kg", "g"): 1000, ("g", "mg"): 1000,
        ("km", "m"): 1000, ("m", "cm"): 100, ("cm", "mm"): 10, ("L", "mL"): 1000, ("L", "cL"): 100,
        ("[ft_i]", "[in_i]"): 12, ("MW", "kW"): 1000,
    }
)  # fmt: skip


def parts_of(unit: str, smaller: str) -> int | None:
    """How many of a smaller UCUM unit make one `unit`; None where «2 طن و300 متر» is no sum."""
    return _PARTS.get((unit, smaller))


_SMALLER = {"TH": (60, "TM"), "TM": (60, "TS"), "Y": (12, "M"), "100Y": (100, "Y")}


_SPLIT = {"TH": (60, "TM"), "TM": (60, "TS"), "Y": (12, "M")}
SIZES = ("TS", "TM", "TH", "D", "W", "M", "Y")
"""The units of `duration` that add up, from the smallest."""


def durations(parts: Sequence[tuple[Decimal, str]]) -> str:
    """The TIMEX3 duration of several, the largest unit first: 2 of TH and 27 of TM give PT2H27M."""
    days = "".join(duration(number, unit)[1:] for number, unit in parts if unit[0] != "T")
    clock = "".join(duration(number, unit)[2:] for number, unit in parts if unit[0] == "T")
    return f"P{days}T{clock}" if clock else f"P{days}"


def duration(number: Decimal, unit: str) -> str:
    """The TIMEX3 duration of `number` units: 5 and Y give P5Y, half of TH gives PT30M.

    Years, hours and minutes with a part of one are told in two units: 1.5 and Y give P1Y6M.
    """
    if 0 < number < 1 and unit in _SMALLER:
        times, smaller = _SMALLER[unit]
        if number * times % 1 == 0:
            return duration(number * times, smaller)
    if number % 1 and unit in _SPLIT:
        times, smaller = _SPLIT[unit]
        rest = number % 1 * times
        if rest % 1 == 0:
            return durations(((number // 1, unit), (rest, smaller)))
    letters = unit.lstrip("0123456789")
    factor = int(unit[: -len(letters)] or 1)
    clock = "T" if letters[0] == "T" else ""
    return f"P{clock}{plain_number(number * factor)}{letters[-1]}"


# -------------------------------------------------------------------------------------- currency


_NAMES = {
    "MAD": "درهم, درهما, دراهم, dh, dhs, mad, د.م",
    "USD": "دولار, دولارا, دولارات, $, usd",
    "EUR": "يورو, أورو, اورو, أوروهات, €, eur, euro",
    "GBP": "£, gbp, إسترليني, استرليني, بنس, بنسا, بنسات",
    "DZD": "دج, د.ج, dzd",
    "TND": "د.ت, tnd",
    "SAR": "ر.س, sar, هللة, هللات",
    "OMR": "ر.ع, omr, بيسة, بيسات",
    "QAR": "ر.ق, qar",
    "KWD": "د.ك, kwd",
    "JOD": "د.أ, jod",
    "BHD": "د.ب, bhd",
    "IQD": "د.ع, iqd",
    "LYD": "د.ل, lyd",
    "SYP": "ل.س, syp",
    "TRY": "₺, try",
    "EGP": "ج.م, egp",
    "LBP": "ل.ل, lbp",
    "AED": "aed, د.إ",
    "CNY": "يوان, يوانا, يوانات",
    "RUB": "روبل, روبلا, روبلات",
    "ILS": "شيكل, شيكلا, شيكلات, شيقل, شيقلا, شواقل, شواكل",
    "MRU": "أوقية, أوقيات",
    "INR": "روبية, روبيات",
    "IRR": "تومان, تومانات",
    "BRL": "ريال برازيلي",
    "NGN": "نايرا, نيرة",
    "CHF": "chf",
    "JPY": "¥, jpy, ين, ينا, ينات, ين ياباني, ينا يابانيا",
    "UAH": "هريفنيا, غريفنا",
    "ETB": "بر إثيوبي, بير إثيوبي",
    "XOF": "فرنك غرب أفريقي, فرنك غرب إفريقي",
}

# The coins that several countries call alike: the country's adjective tells which.
_SHARED: Mapping[str, Mapping[str, str]] = {
    "درهم, درهما, دراهم": {"مغربي": "MAD", "إماراتي": "AED"},
    "دولار, دولارا, دولارات": {
        "أمريكي": "USD", "أميركي": "USD", "كندي": "CAD", "أسترالي": "AUD", "استرالي": "AUD",
        "سنغافوري": "SGD", "نيوزيلندي": "NZD", "تايواني": "TWD",
    },
    "دينار, دينارا, دنانير": {
        "جزائري": "DZD", "تونسي": "TND", "ليبي": "LYD", "أردني": "JOD", "كويتي": "KWD",
        "عراقي": "IQD", "بحريني": "BHD", "صربي": "RSD",
    },
    "ريال, ريالا, ريالات": {
        "سعودي": "SAR", "قطري": "QAR", "يمني": "YER", "عماني": "OMR", "إيراني": "IRR",
        "برازيلي": "BRL",
    },
    "ليرة, ليرات": {"لبناني": "LBP", "سوري": "SYP", "تركي": "TRY"},
    "جنيه, جنيها, جنيهات": {
        "مصري": "EGP", "سوداني": "SDG", "إسترليني": "GBP", "استرليني": "GBP",
    },
    "فرنك, فرنكا, فرنكات": {
        "سويسري": "CHF", "إفريقي": "XOF", "أفريقي": "XOF", "جيبوتي": "DJF", "رواندي": "RWF",
        "كاميروني": "XAF", "فرنسي": "FRF",
    },
    "كرونة, كرونات, كرونا, كرون": {
        "سويدي": "SEK", "نرويجي": "NOK", "دنماركي": "DKK", "تشيكي": "CZK",
    },
    "بيزو": {"مكسيكي": "MXN", "أرجنتيني": "ARS", "كوبي": "CUP"},
    "روبية, روبيات": {"هندي": "INR", "باكستاني": "PKR", "إندونيسي": "IDR"},
    "شلن, شلنا": {"صومالي": "SOS", "كيني": "KES"},
    "وون": {"كوري": "KRW"},
    "سنتيم, سنتيما, سنتيمات": {"جزائري": "DZD", "مغربي": "MAD"},
    "سنت, سنتا, سنتات": {"أمريكي": "USD", "أميركي": "USD", "أوروبي": "EUR", "كندي": "CAD"},
    "قرش, قرشا, قروش": {"مصري": "EGP", "سوداني": "SDG", "أردني": "JOD"},
    "فلس, فلسا, فلوس": {"كويتي": "KWD", "أردني": "JOD", "بحريني": "BHD"},
    "مليم, مليما, مليمات": {"تونسي": "TND", "مصري": "EGP"},
}  # fmt: skip

# What one of a small coin is worth in its currency.
_COINS: Mapping[str, Decimal] = MappingProxyType(
    {
        fold(name): Decimal(worth)
        for worth, names in (
            ("0.01", "سنتيم سنتيما سنتيمات سنت سنتا سنتات قرش قرشا قروش هللة هللات بنس بنسا بنسات"),
            ("0.001", "فلس فلسا مليم مليما مليمات بيسة بيسات"),
        )
        for name in names.split()
    }
)
_ADJECTIVE_ENDS = ("", "ا", "ه", "ان", "ين")

_CURRENCY_NAMES = _by_first_word(_names(_NAMES))

SHARED_CURRENCIES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        fold(name.strip()): {fold(adjective): code for adjective, code in codes.items()}
        for names, codes in _SHARED.items()
        for name in names.split(",")
    }
)
"""Names of coins to the adjectives that tell the currency, and its code."""


UNIT_STARTS = (
    frozenset(_MEASURE_NAMES) | _DEGREES | frozenset(TIMES) | frozenset(_CURRENCY_NAMES)
) | frozenset(SHARED_CURRENCIES)
"""The first word of every unit of measure, of time and of money."""


def adjective_stem(word: str) -> str:
    """A nisba adjective in the masculine without article: «أمريكيا», «اللبنانية» → its stem."""
    word = word.removeprefix("ال")
    for end in _ADJECTIVE_ENDS[1:]:
        if word.endswith("ي" + end):
            return word.removesuffix(end)
    return word


def currency_at(words: Sequence[str], at: int) -> tuple[str, tuple[str, ...], int] | None:
    """The code of the currency named at `words[at]`, the other codes it can mean, and the stop.

    A name that several countries share gives their codes in the order of `SHARED_CURRENCIES`.
    """
    shared = SHARED_CURRENCIES.get(words[at])
    if shared is not None:
        code = shared.get(adjective_stem(words[at + 1]))
        if code is not None:
            return code, (), at + 2
    named = _longest(_CURRENCY_NAMES, words, at)
    if named is not None:
        return named[0], (), named[1]
    if shared is None:
        return None
    first, *others = shared.values()
    return first, tuple(dict.fromkeys(others)), at + 1


def coin_worth(word: str) -> Decimal:
    """What one of the named coin is worth in its currency: a centime is a hundredth."""
    return _COINS.get(word, Decimal(1))
