"""Words as they may stand in a text that somebody searches: with their proclitics and endings.

Invariant: words go in and words come out; how an index is asked about them is the store's matter.
"""

from __future__ import annotations

import re

from workbench.arabic.fold import fold

_WORD = re.compile(r"\w+")
_ARTICLE, _PREPOSITIONS, _CONJUNCTIONS = "ال", ("", "ب", "ل", "ك"), ("", "و", "ف")
_ARABIC = re.compile("[\u0620-\u06ff]+")
_ATTACHED = re.compile("[وف]?(?:[بك]?(?:ال?)?|لل?)")


def search_words(query: str) -> list[list[str]]:
    """For each word of `query`, folded, the beginnings of words that it is found by.

    «المغرب» finds «والمغرب», «بالمغرب» and «للمغرب»; «مغرب» finds these too. A Latin word or a
    number is found by itself. A single letter is found as a word of its own.
    """
    return [_beginnings(word) for word in _WORD.findall(fold(query))]


def _beginnings(word: str) -> list[str]:
    if len(word) == 1 or not _ARABIC.fullmatch(word):
        return [word]
    bare = word[2:] if word.startswith(_ARTICLE) and len(word) > 3 else ""
    found = [c + p + word for c in _CONJUNCTIONS for p in _PREPOSITIONS]
    name = bare or word
    if not bare:
        found += [c + p + _ARTICLE + name for c in _CONJUNCTIONS for p in _PREPOSITIONS if p != "ل"]
    found += [c + "لل" + name for c in _CONJUNCTIONS]
    return list(dict.fromkeys(found))


def is_whole(beginning: str) -> bool:
    """Whether a beginning is to be found as a whole word, since a share of all words begin with it.

    Such are a letter, and what can be the beginning of proclitics alone: «ال», «وب», «فا».
    """
    alone = len(beginning) == 1 and _ARABIC.fullmatch(beginning) is not None
    return alone or _ATTACHED.fullmatch(beginning) is not None
