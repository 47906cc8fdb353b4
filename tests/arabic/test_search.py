"""What a search word finds, with and without what is attached to it."""

import pytest

from workbench.arabic.fold import fold
from workbench.arabic.search import is_whole, search_words


@pytest.mark.parametrize(
    ("query", "word", "found"),
    [
        ("المغرب", "والمغرب", True),
        ("المغرب", "بالمغرب", True),
        ("المغرب", "للمغرب", True),
        ("المغرب", "المغربية", True),
        ("المغرب", "مغرب", False),
        ("مغرب", "المغرب", True),
        ("مغرب", "وللمغرب", True),
        ("إسبانيا", "واسبانيا", True),
        ("أُسرة", "الأسره", True),
        ("سلا", "مسلا", False),
        ("٢٠٢١", "2021", True),
        ("F16", "f16", True),
        ("covid", "والcovid", False),
    ],
)
def test_a_word_is_found_with_its_proclitics(query: str, word: str, found: bool) -> None:
    ((*beginnings,),) = search_words(query)
    assert any(fold(word).startswith(beginning) for beginning in beginnings) is found


@pytest.mark.parametrize(
    "word", ["ا", "م", "و", "ال", "وا", "با", "وال", "وبال", "لل", "ولل", "فك"]
)
def test_a_letter_and_proclitics_alone_are_found_as_whole_words(word: str) -> None:
    assert is_whole(search_words(word)[0][0])


@pytest.mark.parametrize(
    "word", ["7", "F", "لا", "من", "في", "مغرب", "المغرب", "والي", "ام", "ولا"]
)
def test_other_words_are_found_by_their_beginning(word: str) -> None:
    assert not any(map(is_whole, search_words(word)[0]))


def test_a_letter_has_no_proclitics() -> None:
    assert search_words("م") == [["م"]]


def test_every_word_counts_and_signs_do_not() -> None:
    assert len(search_words('الداخلية، "إسبانيا" OR *')) == 3
    assert search_words(" ،؟* ") == []
