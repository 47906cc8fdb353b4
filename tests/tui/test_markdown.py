"""Markdown as text with faces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.scheme import default_guideline, default_scheme
from workbench.tui.markdown import Face, about, cells, read_markdown

PAGE = """# One

A line
that goes on with **weight** and `code`.

- an item
  of two lines
2. a number

| label | what | not |
| --- | --- | --- |
| PER | a person \\| name | |
| **ORG** | a [body](x) | none |

```
# as it is
```
"""


def faces(text: str) -> list[tuple[str, Face]]:
    prose = read_markdown(text)
    return [(prose.text[start:end], face) for start, end, face in prose.faces]


def test_blocks_become_paragraphs() -> None:
    prose = read_markdown(PAGE)
    assert prose.text == (
        "One\n\nA line that goes on with weight and code.\n\n"
        "• an item of two lines\n2. a number\n\n"
        "PER\nwhat: a person | name\n\nORG\nwhat: a body\nnot: none\n\n# as it is\n\n"
    )
    assert prose.sections == (0,)
    assert prose.text[prose.anchors["PER"] :].startswith("PER\nwhat")


def test_faces_are_those_of_the_marks() -> None:
    found = faces(PAGE)
    assert ("One", Face.HEADING) in found
    assert ("weight", Face.STRONG) in found
    assert ("code", Face.CODE) in found
    assert ("what: ", Face.ASIDE) in found
    assert ("# as it is", Face.CODE) in found


def test_cells_may_hold_escaped_bars() -> None:
    assert cells("| a \\| b | c |") == ["a | b", "c"]


def test_what_is_about_a_label() -> None:
    said = about(default_guideline(), "NORP")
    assert said.startswith("## Entities")
    assert "nationality" in said
    assert all(about(default_guideline(), label.name) for label in default_scheme())
    assert about("| OR | x |\n- ORG\n- FORGE", "ORG") == "- ORG"


@given(st.text(alphabet=st.sampled_from("#|*`-[]() \n\\1.a\u202eس\x1b\ud800")))
def test_any_text_is_taken(text: str) -> None:
    prose = read_markdown(text)
    ends = [0]
    for start, end, _face in prose.faces:
        assert ends[-1] <= start < end <= len(prose.text)
        ends.append(end)
    assert all(0 <= place <= len(prose.text) for place in prose.sections)


def test_hostile_pages_take_time_in_proportion() -> None:
    for sign in ("[", "**", "`", "|", "- ", "*a", "# ", "\n"):
        read_markdown(sign * 200_000)
