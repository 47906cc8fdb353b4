"""Small articles and annotations for tests."""

from __future__ import annotations

import hashlib

from workbench.arabic.tokens import TOKENISER
from workbench.exchange import Incoming
from workbench.model import Annotation, Article, Candidate, Span, Value, article_id

TEXT = (
    "توقيف ثلاثة أشخاص بمدينة طنجة\n"
    "الثلاثاء 21 ديسمبر 2021 على الساعة 13:05\n"
    "\n"
    "أعلنت وزارة الداخلية المغربية توقيف 35 شخصا في طنجة والرباط سنة 2020، "
    "وقال محمد حصاد إن 4 في المائة منهم أجانب.\n"
)


def make_article(text: str = TEXT, source: str = "one.txt") -> Article:
    """An article without title or date."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(article_id(text), source, text, None, None, TOKENISER, digest, "utf-8")


def incoming(text: str = TEXT, source: str = "one.txt") -> Incoming:
    """A text as it comes from a file."""
    return Incoming(source, text, "utf-8", hashlib.sha256(text.encode()).hexdigest())


def on(text: str, surface: str, label: str, value: Value | None = None, nth: int = 0) -> Annotation:
    """The annotation of the `nth` occurrence of `surface`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Annotation(Span(start, start + len(surface)), surface, label, value)


def candidate(annotation: Annotation, score: float = 0.9) -> Candidate:
    """A candidate of some rule."""
    return Candidate(annotation, score, "a rule")
