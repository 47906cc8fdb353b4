"""Named entities by rules and gazetteers: PER ORG GPE LOC FAC NORP EVENT PRODUCT LAW."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.extract import extractor
from workbench.extract.entity_rules.lexicon import lexicon
from workbench.extract.entity_rules.mentions import with_mentions
from workbench.extract.entity_rules.scan import Scan
from workbench.extract.entity_rules.words import Words
from workbench.model import Annotation, Candidate, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.model import Article, Zone


@extractor("entities", version="1")
def find_entities(article: Article, zones: Sequence[Zone]) -> Iterable[Candidate]:
    """Persons, bodies, places, peoples, events, products and laws, by rules and gazetteers."""
    words = Words(article.text, zones)
    for match in with_mentions(words, lexicon(), Scan(words).run()):
        start, end = words.starts[match.start] + match.cut, words.ends[match.stop - 1]
        # Not `annotate`: a stray mark behind a name must not keep an article from being read.
        annotation = Annotation(Span(start, end), article.text[start:end], match.label)
        yield Candidate(annotation, match.score, match.reason.value)
