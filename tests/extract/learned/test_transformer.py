"""The transformer adapter: windows, alignment, labels, and a folder without weights."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.arabic.fold import fold
from workbench.errors import ModelError
from workbench.extract.learned.transformer import (
    OVERLAP,
    WINDOW,
    Piece,
    Transformer,
    joined,
    trimmed,
    windows,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

NEEDS_LIBRARY = pytest.mark.skipif(
    importlib.util.find_spec("transformers") is None or importlib.util.find_spec("torch") is None,
    reason="transformers and torch are not installed: pip install '.[transformers]'",
)


class Finder:
    """A pipeline that labels given words, in pieces of two letters, as a word-piece model does."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.read: list[str] = []

    def __call__(self, text: str, /) -> Sequence[Mapping[str, Any]]:
        self.read.append(text)
        pieces = []
        for name, label in self.names.items():
            at = text.find(name)
            while at >= 0:
                for start in range(at, at + len(name), 2):
                    end = min(start + 2, at + len(name))
                    if text[start:end].strip():
                        tag = ("B-" if start == at else "I-") + label
                        pieces.append({"entity": tag, "score": 0.9, "start": start, "end": end})
                at = text.find(name, at + 1)
        return sorted(pieces, key=lambda piece: piece["start"])


def found(text: str, names: Mapping[str, str], **labels: str) -> list[tuple[str, str]]:
    spans = Transformer(Finder(names), labels).find(text)
    return [(text[start:end], label) for start, end, label, _score in spans]


def test_pieces_become_spans_of_the_whole_text() -> None:
    text = "\ufeffقال عادل بنحمزة إن المغرب بعيد\n" * 3
    assert found(text, {"عادل بنحمزة": "PERS", "المغرب": "LOC"}) == [
        ("عادل بنحمزة", "PER"), ("المغرب", "LOC"),
    ] * 3  # fmt: skip


def test_edges_follow_the_guidelines() -> None:
    names = {"وعادل": "PER", "للمغرب": "GPE", "«الرجاء»": "ORG", "بني": "GPE"}
    text = "جاء وعادل للمغرب مع «الرجاء» إلى بني ملال"
    assert found(text, names) == [
        ("عادل", "PER"), ("لمغرب", "GPE"), ("الرجاء", "ORG"), ("بني", "GPE"),
    ]  # fmt: skip


def test_a_part_of_a_word_becomes_the_word() -> None:
    assert found("في الرباط", {"ربا": "GPE"}) == [("الرباط", "GPE")]


def test_labels_are_renamed() -> None:
    assert found("في الرباط", {"الرباط": "loc"}, loc="GPE") == [("الرباط", "GPE")]
    assert found("في الرباط", {"الرباط": "Person"}) == [("الرباط", "PER")]


def test_a_long_sentence_is_read_in_windows_that_overlap() -> None:
    text = "كلمة " * 399 + "عادل بنحمزة " + "كلمة " * 400
    finder = Finder({"عادل بنحمزة": "PER"})
    (span,) = Transformer(finder).find(text)
    assert text[span[0] : span[1]] == "عادل بنحمزة"
    assert len(finder.read) > 3
    assert max(map(len, finder.read)) <= WINDOW


def test_bare_labels_and_touching_names() -> None:
    pieces = [Piece(0, 3, "PER", 0.9), Piece(4, 7, "PER", 0.8), Piece(8, 9, "B-PER", 0.7),
              Piece(9, 11, "B-PER", 0.7), Piece(12, 14, "I-ORG", 0.6)]  # fmt: skip
    assert list(joined(pieces, {})) == [
        (0, 7, "PER", 0.8), (8, 11, "PER", 0.7), (12, 14, "ORG", 0.6),
    ]  # fmt: skip


@given(st.text("اب. \n", max_size=3 * WINDOW))
def test_windows_hold_every_letter_and_are_short(text: str) -> None:
    held = [False] * len(text)
    last = -1
    for start, end in windows(text):
        assert last < start < end <= len(text)
        assert end - start <= WINDOW
        last = start
        held[start:end] = [True] * (end - start)
    assert all(held[at] or letter.isspace() for at, letter in enumerate(text))
    assert OVERLAP < WINDOW


@given(st.text("والمغرب ،«\n\u064b", max_size=40), st.integers(0, 39), st.integers(1, 20))
def test_trimming_stays_on_the_line_and_never_ends_in_a_sign(
    text: str, start: int, size: int
) -> None:
    place = trimmed(text, min(start, len(text)), min(start + size, len(text)))
    if place is not None:
        surface = text[place[0] : place[1]]
        assert fold(surface)[0].isalnum()
        assert "\n" not in surface.strip("\n") or "\n" in text[start : start + size]


def test_what_the_pipeline_cannot_do_is_a_sentence() -> None:
    class Broken:
        def __init__(self, answer: object) -> None:
            self.answer = answer

        def __call__(self, _text: str, /) -> Any:
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

    slow = [{"entity": "B-PER", "score": 1.0, "start": None, "end": None}]
    for answer in (RuntimeError("out of memory"), [{"score": 1}], slow, ValueError("too long")):
        with pytest.raises(ModelError):
            Transformer(Broken(answer)).find("قال عادل")


def test_hostile_text_reaches_the_model_as_valid_text() -> None:
    finder = Finder({})
    assert Transformer(finder).find("\ud800 قال \x00") == []
    assert "\ud800" not in finder.read[0]
    assert Transformer(finder).find("") == []


def test_without_the_library_one_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys  # noqa: PLC0415

    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ModelError, match="pip install"):
        Transformer.load("anything", {})


@NEEDS_LIBRARY
def test_a_folder_without_weights_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', "utf-8")
    with pytest.raises(ModelError, match="cannot be used"):
        Transformer.load(str(tmp_path), {})


@NEEDS_LIBRARY
def test_a_tiny_model_is_run_from_its_folder(tmp_path: Path) -> None:
    import transformers  # noqa: PLC0415

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "قال", "عادل", "بن", "##حمزة", "إن"]
    (tmp_path / "vocab.txt").write_text("\n".join(words), "utf-8")
    tokeniser = transformers.BertTokenizerFast(str(tmp_path / "vocab.txt"), strip_accents=False)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, id2label={0: "O", 1: "B-PERS", 2: "I-PERS"},
        label2id={"O": 0, "B-PERS": 1, "I-PERS": 2},
    )  # fmt: skip
    model = transformers.BertForTokenClassification(config)
    # No training: the bias alone says that everything is a person.
    model.classifier.weight.data.zero_()
    model.classifier.bias.data.copy_(model.classifier.bias.data.new_tensor([0.0, 0.0, 9.0]))
    model.save_pretrained(tmp_path)
    tokeniser.save_pretrained(tmp_path)
    text = "قال عادل بنحمزة"
    assert [
        (text[a:b], label) for a, b, label, _s in Transformer.load(str(tmp_path), {}).find(text)
    ] == [("قال عادل بنحمزة", "PER")]
