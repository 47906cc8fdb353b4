"""Where an edge of a span goes."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from workbench.arabic.boundaries import Edge, Unit, divide, move, turn_proclitic
from workbench.arabic.clusters import cluster_at

TEXT = "قال محمد بن علي، إن «وزارة الداخلية المغربية» تَابِعَتْه"


def at(surface: str) -> tuple[int, int]:
    start = TEXT.index(surface)
    return start, start + len(surface)


@pytest.mark.parametrize(
    ("surface", "edge", "unit", "by", "becomes"),
    [
        ("محمد", Edge.END, Unit.WORD, 1, "محمد بن"),
        ("محمد بن علي", Edge.END, Unit.WORD, -1, "محمد بن"),
        ("محمد بن علي", Edge.START, Unit.WORD, 1, "بن علي"),
        ("محمد", Edge.START, Unit.WORD, -1, "قال محمد"),
        ("محمد", Edge.START, Unit.WORD, 1, "محمد"),
        ("محمد", Edge.END, Unit.WORD, -1, "محمد"),
        ("محم", Edge.END, Unit.WORD, 1, "محمد"),
        ("حمد", Edge.START, Unit.WORD, -1, "محمد"),
        ("قال", Edge.START, Unit.WORD, -1, "قال"),
        ("علي", Edge.END, Unit.WORD, 1, "علي،"),
        ("وزارة", Edge.START, Unit.CLUSTER, 1, "زارة"),
        ("زارة", Edge.START, Unit.CLUSTER, -1, "وزارة"),
        ("محمد", Edge.END, Unit.CLUSTER, 1, "محمد ب"),
        ("محمد", Edge.START, Unit.CLUSTER, -1, "ل محمد"),
        ("تَا", Edge.END, Unit.CLUSTER, 1, "تَابِ"),
        ("تَابِعَتْه", Edge.END, Unit.WORD, 1, "تَابِعَتْه"),
        ("م", Edge.END, Unit.CLUSTER, -1, "م"),
    ],
)
def test_an_edge_moves(surface: str, edge: Edge, unit: Unit, by: int, becomes: str) -> None:
    assert TEXT[slice(*move(TEXT, at(surface), edge, unit, by))] == becomes


@pytest.mark.parametrize(
    "turns",
    [
        ["وبالمغرب", "بالمغرب", "المغرب", "مغرب", "وبالمغرب"],
        ["للمغرب", "لمغرب", "للمغرب"],
        ["كندا", "ندا", "كندا"],
        ["المغرب", "مغرب", "المغرب"],
        ["محمد", "محمد"],
        ["2021", "2021"],
    ],
)
def test_one_key_drops_and_takes_proclitics(turns: list[str]) -> None:
    text = f"في {turns[0]} أمس"
    start = text.index(turns[0])
    span = start, start + len(turns[0])
    for surface in turns:
        assert text[slice(*span)] == surface
        span = turn_proclitic(text, span)


def test_a_span_of_several_words_keeps_its_end() -> None:
    text = "قرب والدار البيضاء"
    span = turn_proclitic(text, (4, len(text)))
    assert text[slice(*span)] == "الدار البيضاء"


def test_a_span_is_divided_between_letters() -> None:
    text = "محمد  عَلي"
    assert divide(text, (0, 10), 4) == divide(text, (0, 10), 6) == ((0, 4), (6, 10))
    for place in (0, 7, 10):
        with pytest.raises(ValueError, match="letters"):
            divide(text, (0, 10), place)
    with pytest.raises(ValueError, match="empty"):
        divide(text, (4, 10), 6)


letters = st.text("اَلمغربو  \n،\u200d«٣a", min_size=1, max_size=30)


@given(letters, st.data())
def test_an_edge_never_makes_a_bad_span(text: str, data: st.DataObject) -> None:
    solid = [i for i in range(len(text)) if not text[i].isspace() and cluster_at(text, i)[0] == i]
    if not solid:
        return
    first = data.draw(st.sampled_from(solid))
    last = data.draw(st.sampled_from([i for i in solid if i >= first]))
    span = first, cluster_at(text, last)[1]
    edge, unit = data.draw(st.sampled_from(Edge)), data.draw(st.sampled_from(Unit))
    for start, end in (move(text, span, edge, unit, data.draw(st.sampled_from([1, -1]))),
                       turn_proclitic(text, span)):  # fmt: skip
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip(" \n") == text[start:end]
        assert cluster_at(text, start)[0] == start
        assert end == len(text) or cluster_at(text, end)[0] == end
