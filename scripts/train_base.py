"""Train the base model from the corpus: `make model`.

It learns from `workbench/data/corpus/train*.jsonl` alone, each article as written and again with
its names replaced by others of their kind from the gazetteers, so that contexts are learnt rather
than names. How far rules are right beside it, and what its probabilities mean, is measured on
articles that were left out of training in turn. The same corpus always gives the same bytes.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.exchange.gold import read_gold
from workbench.extract.entities import find_entities
from workbench.extract.entity_rules.lexicon import lexicon
from workbench.extract.learned.calibration import expected_error, fit
from workbench.extract.learned.merge import Record
from workbench.extract.learned.model_file import Model, digest
from workbench.extract.learned.taggers import BASE, BASE_REASON
from workbench.extract.learned.tagging import Tagger, prepare, tag_base
from workbench.extract.learned.training import Document, Example, Options, example
from workbench.extract.learned.training import fit as fit_crf
from workbench.model import Annotation, Article, Candidate, Span
from workbench.scheme import default_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.exchange.gold import Line
    from workbench.extract.learned.tags import Place
    from workbench.model import Zone

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "workbench" / "data" / "corpus"
MODELS = ROOT / "workbench" / "data" / "models"

OPTIONS = Options(iterations=80)
FOLDS = 4
COPIES = 1
KEEP_NAME = 0.4
"""The share of names that stay in a copy: a word may also be what tells a name."""


def main() -> None:
    """Train, measure and write the model with its hash and the record of the rules."""
    lessons = [lesson for path in sorted(CORPUS.glob("train*.jsonl")) for lesson in read(path)]
    originals = [document(text, zones, gold) for text, zones, gold in lessons]
    copies = [
        [replaced(*lesson, random.Random(f"{copy} {number}")) for copy in range(COPIES)]  # noqa: S311
        for number, lesson in enumerate(lessons)
    ]
    examples = [example(one, None) for one in originals]
    more = [[example(document(*copy), None) for copy in each] for each in copies]
    record, outcomes, counts = cross_validate(originals, examples, more)
    calibration = fit(outcomes)
    chosen = [*examples, *(one for each in more for one in each)]
    data = Model(fit_crf(chosen, OPTIONS), calibration).to_bytes()
    MODELS.mkdir(exist_ok=True)
    MODELS.joinpath("base.crf").write_bytes(data)
    MODELS.joinpath("base.sha256").write_text(f"{digest(data)}  base.crf\n", "ascii")
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in record.to_json())
    MODELS.joinpath("rules.json").write_text(f"[\n{rows}\n]\n", "utf-8")
    matched, gold, found = counts
    told = [(calibration(p), right) for p, right in outcomes]
    sys.stdout.write(
        f"{len(lessons)} articles, {gold} names, {len(data) / 1e6:.2f} MB\n"
        f"left out in turn: P {matched / found:.3f} R {matched / gold:.3f} "
        f"F1 {2 * matched / (found + gold):.3f}, calibration error {expected_error(told):.3f}\n"
    )


Lesson = tuple[str, "Sequence[Zone]", list["Place"]]


def read(path: Path) -> list[Lesson]:
    """The articles of a gold file: text, zones, and names in text order."""
    names = {label.name for label in default_scheme() if label.takes is None}
    with path.open(encoding="utf-8") as stream:
        return [lesson(line, names) for line in read_gold(stream)]


def lesson(line: Line, names: set[str]) -> Lesson:
    """What there is to learn from one gold record."""
    gold = [(a.span.start, a.span.end, a.label) for a in line.annotations if a.label in names]
    return line.text, line.zones, gold


def document(text: str, zones: Sequence[Zone], gold: Sequence[Place]) -> Document:
    """An article with what the rules find in it."""
    rules = [(*place_of(c),) for c in find_entities(article(text), zones)]
    return Document(text, zones, rules, gold)


def article(text: str) -> Article:
    """An article of which only the text matters."""
    return Article("", "", text, None, None, "", "", "")


def place_of(candidate: Candidate) -> Place:
    """Where a candidate lies, and its label."""
    span = candidate.annotation.span
    return span.start, span.end, candidate.annotation.label


def replaced(text: str, zones: Sequence[Zone], gold: Sequence[Place], rng: random.Random) -> Lesson:
    """The article with most of its names replaced, each by one other throughout.

    Zones are dropped together with their text.
    """
    pool = names_by_label()
    chosen: dict[tuple[str, str], str] = {}
    pieces: list[str] = []
    places: list[Place] = []
    at = done = 0
    cuts = [(zone.span.start, zone.span.end, "") for zone in zones]
    for start, end, label in sorted([*gold, *cuts]):
        if start < done:
            continue
        pieces.append(text[done:start])
        at += start - done
        done = end
        if not label:
            continue
        surface = text[start:end]
        if (surface, label) not in chosen:
            chosen[surface, label] = another(surface, label, pool, rng)
        name = chosen[surface, label]
        pieces.append(name)
        places.append((at, at + len(name), label))
        at += len(name)
    pieces.append(text[done:])
    return "".join(pieces), (), places


def another(surface: str, label: str, pool: dict[str, list[str]], rng: random.Random) -> str:
    """A name to stand for `surface`, alike in its article and its number of words."""
    if rng.random() < KEEP_NAME or label not in pool:
        return surface
    size = surface.count(" ") + 1
    if label == "PER":
        return " ".join([rng.choice(pool["given"]), *rng.choices(pool["family"], k=size - 1)])
    definite = surface.startswith("ال")
    alike = [n for n in pool[label] if n.startswith("ال") == definite and n.count(" ") + 1 == size]
    return rng.choice(alike) if alike else surface


def names_by_label() -> dict[str, list[str]]:
    """Names of the gazetteers by label, and parts of names of persons."""
    lex = lexicon()
    found: dict[str, set[str]] = {"given": set(lex["given"]), "family": set(lex["family"])}
    for phrases in lex.phrases.values():
        for phrase in phrases:
            if phrase.weak == 0:
                found.setdefault(phrase.label, set()).add(" ".join(phrase.words))
    found["PER"] = set()
    return {label: sorted(names) for label, names in found.items()}


def cross_validate(
    originals: Sequence[Document], examples: Sequence[Example], more: Sequence[Sequence[Example]]
) -> tuple[Record, list[tuple[float, bool]], tuple[int, int, int]]:
    """The rules' record beside models that have not seen the article, and those models' outcomes.

    The counts are matched, gold and found spans.
    """
    record = Record(graded=frozenset({BASE}))
    outcomes: list[tuple[float, bool]] = []
    total = 0
    for fold in range(FOLDS):
        rest = [at for at in range(len(originals)) if at % FOLDS != fold]
        chosen = [*(examples[at] for at in rest), *(x for at in rest for x in more[at])]
        tagger = Tagger(Model(fit_crf(chosen, OPTIONS), fit([])))
        for one in originals[fold::FOLDS]:
            gold = {(Span(start, end), label) for start, end, label in one.gold}
            total += len(gold)
            seen = prepare(one.text, one.zones, one.rules)
            spans = tag_base(tagger, seen)[1]
            tagged = [candidate(one.text, s.place, s.probability) for s in spans]
            ruled = list(find_entities(article(one.text), one.zones))
            record.judge({BASE: tagged, "entities": ruled}, gold)
            outcomes += ((c.score, (c.annotation.span, c.annotation.label) in gold) for c in tagged)
    rules_only = Record(
        right=type(record.right)({k: n for k, n in record.right.items() if k[0] != BASE}),
        wrong=type(record.wrong)({k: n for k, n in record.wrong.items() if k[0] != BASE}),
    )
    matched = sum(right for _p, right in outcomes)
    return rules_only, outcomes, (matched, total, len(outcomes))


def candidate(text: str, place: Place, score: float) -> Candidate:
    """A place that the model found, as a candidate."""
    start, end, label = place
    return Candidate(Annotation(Span(start, end), text[start:end], label), score, BASE_REASON)


if __name__ == "__main__":
    main()
