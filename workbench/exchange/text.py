"""Plain text: the bytes of one article, decoded and otherwise left alone.

Invariant: no newline is translated, a byte order mark stays as U+FEFF, nothing is normalised, and
no lone surrogate arises; so encoding the text in UTF-8 or UTF-16 again gives the bytes back.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING

from workbench.errors import NotText
from workbench.exchange import Incoming, file_format
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_KEEPS_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""Codecs that swallow the byte order mark, and those that keep it as text."""

_NOT_FOR_FILES = frozenset(
    ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
)
"""Codecs of Python that are no encodings of files, or let half a surrogate pair through."""

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b") | {0x7F})
_MOSTLY = 0.3
_VISIBLE = re.compile(
    "[^\\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)


def decode(data: bytes, encoding: str | None) -> tuple[str, str]:
    """The text of `data` and the encoding used, or NotText.

    Without `encoding` the text is UTF-8, unless a byte order mark says UTF-16 or UTF-32.
    """
    used = _codec(encoding, data) if encoding is not None else _marked(data) or "utf-8"
    if used == "utf-8":
        _refuse_binary(data)
    try:
        text = data.decode(used)
    except UnicodeDecodeError as error:
        raise NotText(_undecodable(error.start, used, named=encoding is not None)) from None
    if used != "utf-8":
        _refuse_binary(text.encode())
    if not _VISIBLE.search(text):
        raise NotText(_("There is no text in it: it is empty, or nothing but white space."))
    return text, used


def read_text(data: bytes, source: str, encoding: str | None = None) -> Incoming:
    """The article that `data` holds, or NotText."""
    text, used = decode(data, encoding)
    return Incoming(source, text, used, hashlib.sha256(data).hexdigest())


@file_format("text")
class Text:
    """One article per file, as plain text."""

    suffixes = (".txt", ".text")

    def read(self, data: bytes, source: str, encoding: str | None, /) -> Iterator[Incoming]:
        """The one article in `data`, or NotText."""
        yield read_text(data, source, encoding)


def _codec(encoding: str, data: bytes) -> str:
    """Python's name for `encoding`, in the variant that keeps a byte order mark."""
    try:
        name = codecs.lookup(encoding).name.replace("_", "-")
        b" ".decode(name, "replace")  # refuses the codecs from bytes to bytes, such as zlib
    except (LookupError, ValueError):
        name = ""
    if not name or name in _NOT_FOR_FILES:
        text = _("There is no encoding “{encoding}”; try utf-8, utf-16 or cp1256.")
        raise NotText(text.format(encoding=encoding))
    if name in _KEEPS_MARK:
        marked = _marked(data)
        return marked if marked and marked.startswith(name) else _KEEPS_MARK[name]
    return name


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _refuse_binary(data: bytes) -> None:
    """NotText where ASCII-compatible `data` has a NUL, or control bytes make up much of it."""
    if b"\0" in data:
        raise NotText(_("It looks binary: it has NULs; if it is text, name its --encoding."))
    controls = len(data) - len(data.translate(None, delete=_CONTROLS))
    if controls > _MOSTLY * len(data):
        raise NotText(_("It looks binary: most of it is control characters."))


def _undecodable(at: int, used: str, *, named: bool) -> str:
    if used == "utf-8" and not named:
        text = _("Byte {at} is not UTF-8; if this is an older Arabic page, use --encoding cp1256.")
    else:
        text = _("Byte {at} is not {encoding}; name another encoding with --encoding.")
    return text.format(at=at, encoding=used)
