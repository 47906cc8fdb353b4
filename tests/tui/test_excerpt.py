"""A piece of an article shown by itself: its marks, its direction, its size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_article
from workbench.curation import Mark, State
from workbench.model import Annotation, Span
from workbench.tui.excerpt import laid_out

_TEXTS = st.text(alphabet="ab وقطن\n\u200f\u202e١1.\x00", min_size=1, max_size=120)


@given(_TEXTS, st.integers(0, 119), st.integers(1, 60), st.integers(1, 60))
def test_marks_keep_their_text(text: str, start: int, length: int, columns: int) -> None:
    start = min(start, len(text) - 1)
    span = Span(start, min(len(text), start + length))
    piece, layout = laid_out(make_article(text), span, columns, divides=True)
    surface = text[span.start : span.end]
    (mark,) = piece.shifted([Mark("m", Annotation(span, surface, "GPE"), State.ADDED, None, None)])
    moved = mark.annotation.span
    shown = piece.text[moved.start : moved.end]
    assert surface.replace("\n", "↵").startswith(shown)
    assert len(shown) >= min(len(surface), columns)
    assert "\n" not in piece.text
    assert layout.text == piece.text


def test_it_reads_as_its_paragraph_does_and_fits_in_a_row_where_it_can() -> None:
    text = "قال F-16 وصل إلى المطار صباح اليوم في مدينة طنجة\n"
    start = text.index("F-16")
    piece, layout = laid_out(make_article(text), Span(start, start + 4), 20, divides=True)
    assert layout.rows == 1
    assert layout.line(0).rtl
    assert "F-16" in piece.text
    _piece, long = laid_out(make_article(text), Span(0, len(text) - 1), 20, divides=True)
    assert long.rows > 1


def test_an_endless_span_is_not_laid_out_to_its_end() -> None:
    text = "كلمة " * 20_000
    piece, _layout = laid_out(make_article(text), Span(0, len(text) - 1), 40, divides=True)
    assert len(piece.text) < 1000
