"""What a person types for the value of a figure, and how a value is written for typing.

Invariant: `parse_value(format_value(fields, label), label)` gives `fields` back for every value of
a label; text that is no value of its label is refused in one sentence, never guessed at.

A value is here the mapping that JSON has for it (`number`, or `min` and `max`, or `timex`, with
`modifier`, `unit` and `item`), since the types of the model stand above this layer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbench.arabic.fold import fold_with_map
from workbench.arabic.timex import exists, is_timex
from workbench.arabic.typed_numbers import read_figure
from workbench.arabic.typed_times import read_timex
from workbench.canonical import canonical_json, plain_number, read_json
from workbench.errors import BadValue
from workbench.messages import _

if TYPE_CHECKING:
    from datetime import date

NUMBER_LABELS = frozenset(("CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "AGE"))
TIME_LABELS = frozenset(("DATE", "TIME", "DURATION"))

_EXAMPLES = {
    "CARDINAL": "1600", "ORDINAL": "102", "PERCENT": "6.5%", "MONEY": "2000000 MAD",
    "QUANTITY": "12 kg", "AGE": "28 سنة", "DATE": "1/11/2023", "TIME": "20:30",
    "DURATION": "5 سنوات",
}  # fmt: skip
_FIELDS = ("number", "min", "max", "timex", "modifier", "unit", "item")
_MOST_DIGITS = 60

_SIGNS = {
    "approx": "~", "at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<",
}  # fmt: skip
_BEFORE = {
    "approx": "[~≈]|(?:حوالي|نحو|قرابه|زهاء|ما يقارب|ما يناهز|تقريبا) ",
    "at_least": "≥|>=|(?:ما لا يقل عن|لا يقل عن|لا تقل عن|علي الاقل) ",
    "at_most": "≤|<=|(?:لا يتجاوز|لا تتجاوز|ما لا يزيد عن|لا يزيد عن|لا تزيد عن|علي الاكثر) ",
    "more_than": ">|(?:اكثر من|ازيد من|ما يزيد عن|يفوق|تفوق) ",
    "less_than": "<|(?:اقل من) ",
}
_AFTER = {
    "approx": "تقريبا",
    "at_least": "علي الاقل|فاكثر|او اكثر",
    "at_most": "علي الاكثر|كحد اقصي|او اقل",
}
_LEADING = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _BEFORE.items()))
_TRAILING = re.compile("|".join(f"(?P<{name}> (?:{words})$)" for name, words in _AFTER.items()))


def parse_value(text: str, label: str, today: date | None = None) -> dict[str, Any]:
    """The value that `text` says for a figure of `label`; BadValue where it says none.

    Numbers may be typed as the press writes them («1 600», «١٦٠٠», «ألف وستمائة»), times as dates,
    clock times and durations are («1/11/2023», «8:30 م», «5 سنوات»); the forms of `format_value`,
    TIMEX3 and JSON are taken too. `today` is the day of the article, for «أمس».
    """
    if label not in NUMBER_LABELS | TIME_LABELS:
        raise BadValue(_("A {label} has no value.").format(label=label))
    typed = " ".join(text.split())
    if typed.startswith("{"):
        fields: dict[str, Any] | None = _from_json(text, label)
    else:
        plain, modifier = _without_modifier(typed)
        fields = _read(plain, label, today)
        if fields is not None and modifier is not None:
            fields = fields | {"modifier": modifier}
    if fields is None or not _is_of(label, fields):
        sentence = _("“{text}” is no value of a {label}; type one such as {example}.")
        example = _EXAMPLES[label]
        raise BadValue(sentence.format(text=typed, label=label, example=example))
    return _ordered(fields)


def _is_of(label: str, fields: Mapping[str, Any]) -> bool:
    """Whether the numbers are such as a label has: ranks are whole, ages not negative."""
    numbers = [fields[name] for name in ("number", "min", "max") if name in fields]
    if label == "ORDINAL":
        return all(number >= 1 and number == int(number) for number in numbers)
    return label != "AGE" or all(number >= 0 for number in numbers)


def format_value(fields: Mapping[str, Any], label: str) -> str:
    """A value as a person would type it; as JSON where no shorter text says all of it."""
    value = _ordered(fields)
    short = _short(value)
    try:
        if parse_value(short, label) == value:
            return short
    except BadValue:
        pass  # its unit or its noun is not one that can be typed: JSON says it
    return canonical_json(value)


def _read(plain: str, label: str, today: date | None) -> dict[str, Any] | None:
    if label in NUMBER_LABELS:
        return read_figure(plain, label)
    timex = read_timex(fold_with_map(plain).text, label, today)
    return {"timex": timex} if timex is not None else None


def _without_modifier(typed: str) -> tuple[str, str | None]:
    """The text without the sign or the words that say how exact it is, and their modifier."""
    folded = fold_with_map(typed)
    match = _LEADING.match(folded.text)
    if match:
        return typed[folded.ends[match.end() - 1] :].strip(), match.lastgroup
    match = _TRAILING.search(folded.text)
    if match:
        return typed[: folded.starts[match.start()]], match.lastgroup
    return typed, None


def _ordered(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in _FIELDS if fields.get(name) is not None}


def _short(fields: Mapping[str, Any]) -> str:
    sign = _SIGNS.get(fields.get("modifier", ""), "")
    if "timex" in fields:
        return f"{sign}{fields['timex']}"
    if "number" in fields:
        number = _typed_number(fields["number"])
    else:
        number = f"{_typed_number(fields['min'])}–{_typed_number(fields['max'])}"
    return " ".join([sign + number, *(fields[name] for name in ("unit", "item") if name in fields)])


def _typed_number(number: Decimal) -> str:
    """A number that reads back as itself: «6.037» would be read as 6037, «6.0370» is not."""
    plain = plain_number(Decimal(number))
    return plain + "0" if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", plain) else plain


# ------------------------------------------------------------------------------------------- JSON


def _from_json(text: str, label: str) -> dict[str, Any] | None:
    """The fields of a value in JSON, or None where they are not those of `label`."""
    try:
        data = read_json(text)
    except ValueError:
        return None
    if not isinstance(data, Mapping) or set(data) - set(_FIELDS):
        return None
    shape = set(data) & {"number", "min", "max", "timex"}
    texts = [data[name] for name in ("timex", "modifier", "unit", "item") if name in data]
    if not all(isinstance(value, str) and value for value in texts):
        return None
    if data.get("modifier", "approx") not in _SIGNS:
        return None
    if label in TIME_LABELS:
        timex = data.get("timex", "")
        fits = set(data) <= {"timex", "modifier"} and is_timex(timex, label) and exists(timex)
        return dict(data) if fits else None
    numbers = {name: data[name] for name in shape}
    if shape not in ({"number"}, {"min", "max"}) or not all(map(_is_number, numbers.values())):
        return None
    exact = {name: Decimal(number) for name, number in numbers.items()}
    if shape == {"min", "max"} and exact["min"] > exact["max"]:
        return None
    return {**data, **exact}


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return abs(Decimal(value).adjusted()) <= _MOST_DIGITS
