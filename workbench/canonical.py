"""JSON whose bytes are a contract: the same data always gives the same text.

Keys keep the order they are given in; numbers are plain (`Decimal` without exponent or trailing
zeros); nothing that a terminal or a line reader could trip over is left unescaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def canonical_json(data: object) -> str:
    """`data` as one line of JSON, without spaces."""
    if data is None or isinstance(data, bool):
        return json.dumps(data)
    if isinstance(data, str):
        return _UNSAFE.sub(_escape, json.dumps(data, ensure_ascii=False))
    if isinstance(data, int | float | Decimal):
        return plain_number(data if isinstance(data, Decimal) else Decimal(repr(data)))
    if isinstance(data, Mapping):
        pairs = (f"{canonical_json(str(k))}:{canonical_json(v)}" for k, v in data.items())
        return "{" + ",".join(pairs) + "}"
    if isinstance(data, Sequence):
        return "[" + ",".join(map(canonical_json, data)) + "]"
    raise TypeError(f"{type(data).__name__} has no JSON form")


def read_json(text: str | bytes) -> Any:
    """Parse JSON with exact numbers; ValueError where it is none, or not finite."""
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text), "surrogatepass")
    return _DECODER.decode(text)


def plain_number(number: Decimal) -> str:
    """The shortest plain notation: no exponent, no trailing zeros after the point, no `-0`."""
    if not number.is_finite():
        raise ValueError(f"{number} has no JSON form")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse)
