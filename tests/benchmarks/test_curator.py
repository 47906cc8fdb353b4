"""The scripted curator reaches the gold in the real application, whatever is wrong."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from benchmarks import curator
from benchmarks.curator import Lost, curated, prepare, sample, verify
from benchmarks.minimum import Nature
from tests.builders import TEXT, candidate, incoming, on
from workbench.config import Settings
from workbench.exchange.gold import Line
from workbench.extract.learned.judging import RULES
from workbench.model import Candidate, Modifier, Number, Timex, article_id
from workbench.tui.app import Workbench
from workbench.workflow import curate, suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.model import Annotation


@pytest.fixture(autouse=True)
def _spare_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workbench, "keep_loaded", lambda _self: None)


def number(value: int, item: str | None = None) -> Number:
    return Number(Decimal(value), item=item)


YEAR = Timex("2020")
GOLD = (
    on(TEXT, "ثلاثة", "CARDINAL", number(3, "أشخاص")),
    on(TEXT, "طنجة", "GPE"),
    on(TEXT, "الثلاثاء 21 ديسمبر 2021", "DATE", Timex("2021-12-21")),
    on(TEXT, "13:05", "TIME", Timex("T13:05")),
    on(TEXT, "وزارة الداخلية المغربية", "ORG"),
    on(TEXT, "35", "CARDINAL", number(35, "شخصا")),
    on(TEXT, "طنجة", "GPE", nth=1),
    on(TEXT, "الرباط", "GPE"),
    on(TEXT, "سنة 2020", "DATE", YEAR),
    on(TEXT, "محمد حصاد", "PER"),
    on(TEXT, "4 في المائة", "PERCENT", Number(Decimal(4), Modifier.AT_LEAST, item="منهمْ")),
)
SUGGESTED = [
    candidate(on(TEXT, "أشخاص", "ORG")),  # nothing; before it, a number is missing
    candidate(on(TEXT, "بمدينة طنجة", "GPE")),  # a word too many
    candidate(on(TEXT, "الثلاثاء 21 ديسمبر 2021 على", "DATE", Timex("2021-12-21"))),
    candidate(on(TEXT, "13:05", "TIME", Timex("T13:04"))),  # a wrong value
    candidate(on(TEXT, "وزارة الداخلية", "ORG")),  # one name in two parts
    candidate(on(TEXT, "المغربية", "NORP")),
    candidate(on(TEXT, "35", "CARDINAL", number(350, "شخصا"))),  # a wrong value, among others
    candidate(on(TEXT, "طنجة والرباط", "GPE")),  # two names in one
    Candidate(on(TEXT, "سنة 2020", "DATE", Timex("2021")), 0.5, "a rule", (YEAR,)),
    candidate(on(TEXT, "محمد", "ORG")),  # label and boundary
    candidate(on(TEXT, "وقال", "EVENT")),
]


def line(gold: Sequence[Annotation] = GOLD) -> Line:
    return Line("one.txt", article_id(TEXT), TEXT, tuple(gold), ())


@pytest.fixture
def suggested(path: Path) -> Path:
    """An article whose suggestions need every sort of correction."""
    with session(path, curator.NAME, create=True) as made:
        list(ingest(made, iter([incoming()])))
        (article,) = made.store.article_ids()
        for name, version in suggest.versions().items():
            found = SUGGESTED if name == RULES else []
            made.store.add_run(name, version, made.scheme.fingerprint, {article: found})
        curate.open_article(made, article)
    return path


async def test_every_sort_of_correction_leads_to_the_gold(suggested: Path) -> None:
    outcome = await curated(suggested, [line()])
    assert outcome.keys == outcome.ledger == sum(tally.keys for tally in outcome.tallies)
    apart = [sum(tally.parts.values()) for tally in outcome.tallies if tally.parts]
    assert sum(apart) + 1 == outcome.keys  # but for the submission
    natures = Counter(tally.nature for tally in outcome.tallies)
    assert natures[Nature.SPURIOUS] == 3  # among them the second part of a name
    assert natures[Nature.ADDED] == 2
    assert natures[Nature.VALUE] == 3
    assert natures[Nature.SUBMIT] == 1
    assert natures[Nature.SPLIT] == 1
    assert max(tally.keys for tally in outcome.tallies if tally.nature is Nature.WORD) == 2
    assert outcome.least <= outcome.keys
    with pytest.raises(Lost, match="10 are gold"):
        verify(suggested, [line(GOLD[1:])])
    wrong = on(TEXT, "ثلاثة", "CARDINAL", number(4))
    with pytest.raises(Lost, match="is gold"):
        verify(suggested, [line([wrong, *GOLD[1:]])])


async def test_articles_of_the_corpus_one_after_another_by_keys_that_a_person_chose(
    path: Path,
) -> None:
    lines = sorted(sample("train.jsonl", 150, 1), key=lambda each: len(each.text))[:2]
    prepare(path, lines, "A", seed=1)
    keys = {"curate.end_on": "f6", "curate.accept": "f7", "curate.next_open": "f8"}
    outcome = await curated(path, lines, Settings(keymap=keys))
    assert outcome.articles == 2
    assert outcome.spans == sum(len(each.annotations) for each in lines)
    assert outcome.keys == outcome.ledger
