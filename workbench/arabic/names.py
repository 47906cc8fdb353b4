"""One spelling of a person's name, however it was typed.

Invariant: what is invisible, or only stretches a word, makes no two names of one.
"""

from __future__ import annotations

import unicodedata

from pyarabic import araby

_INVISIBLE = "Cf"  # the Unicode category of bidi controls, joiners, zero-width spaces, soft hyphen


def plain_name(typed: str) -> str:
    """A name composed (NFC), without invisible characters and tatweel, with single spaces.

    Controls that are no spaces are kept, so that whoever asks can refuse them.
    """
    kept = (c for c in typed if c != araby.TATWEEL and unicodedata.category(c) != _INVISIBLE)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))
