"""Named entities by rules and gazetteers: PER ORG GPE LOC FAC NORP EVENT PRODUCT LAW."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.extract import extractor, extractors
from workbench.extract.entity_rules.lexicon import lexicon, lists_mark, use_project_lists
from workbench.extract.entity_rules.mentions import with_mentions
from workbench.extract.entity_rules.scan import Scan
from workbench.extract.entity_rules.words import Words
from workbench.model import Annotation, Candidate, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from workbench.errors import GazetteerError
    from workbench.model import Article, Zone

VERSION = "2"
"""The version of the rules and of the lists of the package."""


@extractor("entities", version=VERSION)
def find_entities(article: Article, zones: Sequence[Zone]) -> Iterable[Candidate]:
    """Persons, bodies, places, peoples, events, products and laws, by rules and gazetteers."""
    lex = lexicon()
    words = Words(article.text, zones, lex["unsplit"])
    for match in with_mentions(words, lex, Scan(words).run()):
        start, end = words.starts[match.start] + match.cut, words.ends[match.stop - 1]
        # Not `annotate`: a stray mark behind a name must not keep an article from being read.
        annotation = Annotation(Span(start, end), article.text[start:end], match.label)
        yield Candidate(annotation, match.score, match.reason.value)


def use_lists(folder: Path | None) -> list[GazetteerError]:
    """Read with the lists of a project's folder too; what is wrong with them, a sentence each.

    The extractor's version then names them, so that articles are read anew when they change.
    """
    before = lists_mark()
    problems = use_project_lists(folder)
    if lists_mark() != before:
        present = replace(extractors["entities"], version=VERSION + lists_mark())
        extractors.replace("entities", present)
    return problems
