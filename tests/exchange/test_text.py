from __future__ import annotations

import codecs
import encodings.aliases
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.growth import stays_linear
from workbench.errors import NotText
from workbench.exchange import Reader, Writer, formats
from workbench.exchange.text import decode, read_text

ROOT = Path(__file__).parents[2]
ARABIC = "تفكيك خلية\r\nبطنجة\r"


@pytest.mark.parametrize(
    ("data", "encoding", "text", "used"),
    [
        (ARABIC.encode(), None, ARABIC, "utf-8"),
        (b"\xef\xbb\xbfa\r\n", None, "\ufeffa\r\n", "utf-8"),
        (b"\xef\xbb\xbfa", "utf-8-sig", "\ufeffa", "utf-8"),
        (b"\xff\xfe" + ARABIC.encode("utf-16-le"), None, "\ufeff" + ARABIC, "utf-16-le"),
        (b"\xfe\xff" + ARABIC.encode("utf-16-be"), None, "\ufeff" + ARABIC, "utf-16-be"),
        (b"\xfe\xff" + ARABIC.encode("utf-16-be"), "UTF-16", "\ufeff" + ARABIC, "utf-16-be"),
        (ARABIC.encode("utf-16-le"), "utf16", ARABIC, "utf-16-le"),
        (ARABIC.encode("utf-16-be"), "utf_16_be", ARABIC, "utf-16-be"),
        (codecs.BOM_UTF32_LE + "ab".encode("utf-32-le"), None, "\ufeffab", "utf-32-le"),
        (ARABIC.encode("cp1256"), "cp1256", ARABIC, "cp1256"),
        (ARABIC.encode("cp1256"), "windows-1256", ARABIC, "cp1256"),
        (ARABIC.encode("iso-8859-6"), "arabic", ARABIC, "iso8859-6"),
        ("e\u0301 \ufb50\u200f\x1b\x07".encode(), None, "e\u0301 \ufb50\u200f\x1b\x07", "utf-8"),
    ],
)
def test_decoding(data: bytes, encoding: str | None, text: str, used: str) -> None:
    assert decode(data, encoding) == (text, used)


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"", None, "empty"),
        (b" \r\n\t", None, "empty"),
        ("\ufeff\u200f\u00a0 \u3000".encode(), None, "empty"),
        (b"", "cp1256", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", None, "binary"),
        (b"abc\x00", None, "binary"),
        (b"\x01\x02\x03\x04 a", None, "binary"),
        (b"abc\x00", "cp1256", "binary"),
        (ARABIC.encode("utf-16-le"), None, "binary.*--encoding"),
        (b"abc \xc7\xe1", None, r"Byte 4 is not UTF-8.*--encoding cp1256"),
        (b"abc \xc7\xe1", "utf-8", r"Byte 4 is not utf-8.*--encoding"),
        ("\ud800".encode("utf-8", "surrogatepass"), None, "Byte 0 is not UTF-8"),
        (b"\xff\xfea\x00\x00\xd8", None, "Byte 4 is not utf-16-le"),
        (b"abc", "cp1265", "no encoding “cp1265”.*cp1256"),
        (b"abc", "", "no encoding"),
        (b"abc", "\udcff\x00", "no encoding"),
        (b"abc", "zlib", "no encoding"),
        (b"+2AA-", "utf-7", "no encoding"),
        (b"\\ud800", "unicode_escape", "no encoding"),
        (b"abc", "undefined", "no encoding"),
    ],
)
def test_refusals_are_one_sentence(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(NotText) as caught:
        decode(data, encoding)
    assert re.search(message, str(caught.value), re.DOTALL)
    assert str(caught.value).endswith(".")


@given(st.text(min_size=1).filter(lambda text: "\0" not in text), st.sampled_from(["", "\ufeff"]))
def test_utf_8_and_utf_16_come_back_byte_for_byte(text: str, mark: str) -> None:
    for codec, data in (
        ("utf-8", (mark + "ab " * 4 + text).encode()),
        ("utf-16-le", ("\ufeffab " * 4 + text).encode("utf-16-le")),
    ):
        found, used = decode(data, None)
        assert used == codec
        assert found.encode(used) == data


CODECS = sorted(set(encodings.aliases.aliases.values()) - {"mbcs", "oem"})


@pytest.mark.parametrize("name", CODECS)
@settings(max_examples=20)
@given(data=st.binary(max_size=12))
def test_no_encoding_gives_a_lone_surrogate_or_another_error(name: str, data: bytes) -> None:
    for content in (data, b"+2AA-", b"\\ud800"):
        try:
            text, _used = decode(content, name)
        except NotText:
            continue
        assert text.encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, used = decode(data, None)
    except NotText:
        return
    assert text.encode(used) == data


def test_seeds_come_back_byte_for_byte() -> None:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        data = path.read_bytes()
        incoming = read_text(data, path.name)
        assert incoming.text.encode() == data
        assert incoming.digest == hashlib.sha256(data).hexdigest()
        assert (incoming.source, incoming.encoding) == (path.name, "utf-8")


def test_the_format_reads_one_article_and_writes_none() -> None:
    text = formats["text"]
    assert isinstance(text, Reader)
    assert not isinstance(text, Writer)
    (incoming,) = text.read(ARABIC.encode("cp1256"), "a.txt", "cp1256")
    assert incoming == read_text(ARABIC.encode("cp1256"), "a.txt", "cp1256")


def test_large_inputs_take_linear_time() -> None:
    def work(size: int) -> None:
        decode(b" " * size + "ا".encode() * size, None)

    assert stays_linear(work, small=100_000, large=1_600_000)


@pytest.mark.parametrize("name", ["gold", "text"])
def test_formats_explain_themselves(name: str) -> None:
    assert name in list(formats)
    first_line, *_rest = (formats[name].__doc__ or "").splitlines()
    assert first_line.endswith(".")
    assert all(suffix.startswith(".") for suffix in formats[name].suffixes)
