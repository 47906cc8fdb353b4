"""What pointing at a word selects, and which labels are offered for what is selected."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.builders import candidate, incoming, on
from workbench.extract.learned.judging import RULES
from workbench.extract.learned.taggers import Taggers, stored
from workbench.model import Span, Verdict
from workbench.scheme import Kind
from workbench.workflow import curate, pick, suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.pick import kind_of, picks

if TYPE_CHECKING:
    from workbench.model import Annotation
    from workbench.workflow.curate import Sheet
    from workbench.workflow.session import Session


def opened(session: Session, text: str, *marked: Annotation) -> Sheet:
    list(ingest(session, iter([incoming(text)])))
    (article,) = session.store.article_ids()
    for name, version in suggest.versions().items():
        found = [candidate(each) for each in marked] if name == "entities" else []
        session.store.add_run(name, version, session.scheme.fingerprint, {article: found})
    return curate.open_article(session, article)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("دفع ثلاثة ملايين درهم نقدا", "ملايين", ["ثلاثة ملايين درهم", "ملايين"]),
        ("اجتمع أمس وزير الداخلية في الرباط", "الرباط", ["الرباط"]),
        ("انتقل إلى بنغازيتا قبل أن يغادر", "بنغازيتا", ["بنغازيتا"]),
        ("رأى وبالقندول مرة", "وبالقندول", ["القندول", "وبالقندول"]),
        ("رأى للقندول مرة", "للقندول", ["لقندول", "للقندول"]),
        ("رأى زنقول وبزنقول مرة", "وبزنقول", ["زنقول", "وبزنقول"]),
        ("رأى زنقولا وزنقول", "وزنقول", ["وزنقول"]),
        ("ثم رأى «زنقول الجديد» هناك", "الجديد", ["الجديد", "زنقول الجديد"]),
        ('ثم رأى " زنقول الجديد " هناك', "زنقول", ["زنقول", "زنقول الجديد"]),
        ("ثم رأى (وبزنقول قندول) زنقول", "وبزنقول", ["زنقول", "وبزنقول قندول", "وبزنقول"]),
        ("ثم رأى «زنقول» هناك", "زنقول", ["زنقول"]),
        ("ثم رأى «زنقول قندول) هناك", "زنقول", ["زنقول"]),
        ("ثم رأى «زنقول\nقندول» هناك", "زنقول", ["زنقول"]),
        ("كلمة" + "و" * 5000, "ووو", ["كلمة" + "و" * 5000]),
        ("كلمة  ثم", "  ", [" "]),
        ("عدد\u202e7 أشخاص", "7", ["7"]),
    ],
)
def test_pointing_selects(
    session: Session, monkeypatch: pytest.MonkeyPatch, text: str, at: str, expected: list[str]
) -> None:
    monkeypatch.setattr(pick, "name_around", lambda *_args: None)
    sheet = opened(session, text)
    found = picks(session, sheet, text.index(at))
    assert [text[start:end] for start, end in found] == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("قال رئيس جمعية زنقول القندول بالمغرب أمس", "زنقول", "جمعية زنقول القندول"),
        ("التقى بمحمد القندولي أمس", "محمد", "محمد القندولي"),
        ("التقى بمحمد القندولي أمس", "القندولي", "محمد القندولي"),
    ],
)
def test_pointing_at_a_name_that_no_rule_knows_selects_what_it_likely_is(
    session: Session, monkeypatch: pytest.MonkeyPatch, text: str, at: str, expected: str
) -> None:
    nothing = SimpleNamespace(find=lambda *_args: ())
    monkeypatch.setattr(pick, "extractors", {RULES: nothing, suggest.FIGURES: nothing})
    sheet = opened(session, text)
    start, end = picks(session, sheet, text.index(at))[0]
    assert text[start:end] == expected
    monkeypatch.setattr(suggest, "_base", lambda: Taggers(stored(b"no model")))
    start, end = picks(session, sheet, text.index(at))[0]
    assert text[start:end] != expected


def test_what_is_marked_already_is_not_meant(session: Session) -> None:
    text = "دفع ثلاثة ملايين درهم نقدا"
    sheet = opened(session, text, on(text, "درهم", "ORG"))
    at = text.index("ملايين")
    assert [text[slice(*each)] for each in picks(session, sheet, at)] == ["ملايين"]
    sheet = curate.decide(session, sheet, sheet.layer.marks[0].id, Verdict.REJECT)
    assert text[slice(*picks(session, sheet, at)[0])] == "ثلاثة ملايين درهم"


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("م", ["بمراكش", "معهم", "المغرب", "مدني"]),
        ("ب", ["بمراكش"]),
        ("و", ["وجدة", "وزنقول"]),
        ("ز", ["وزنقول"]),
        ("أ", ["إلا"]),
        ("3", ["٣٥", "3.5"]),
        ("L", ["لا", "لندن", "London"]),
        ("«", []),
        (" ", []),
    ],
)
def test_words_are_sought_by_a_letter_the_nearest_first(
    session: Session, signs: str, expected: list[str]
) -> None:
    text = "إلا London مدني مكناس 3.5 «المغرب» وجدة ٣٥ معهم لا بمراكش لندن وزنقول ثم موسى"
    sheet = opened(session, text, on(text, "مكناس", "GPE"))
    both = frozenset(filter(None, (signs, {"L": "ل"}.get(signs))))
    at, last = text.index("لا بم"), text.index("موسى")
    found = pick.sought(session, sheet, both, at, (0, last))
    words = [text[place:].split(maxsplit=1)[0].strip("«»") for place in found]
    assert sorted(words) == sorted(expected)
    away = [abs(place - at) for place in found]
    assert away == sorted(away)


def test_pointing_behind_the_text_selects_nothing(session: Session) -> None:
    sheet = opened(session, "كلمة")
    assert picks(session, sheet, 4) == ((4, 4),)


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("جاء ثلاثة رجال", "ثلاثة", Kind.FIGURE),
        ("جاء وثلاثة رجال", "وثلاثة", Kind.FIGURE),
        ("نسخة واحدة فقط", "واحدة", Kind.FIGURE),
        ("قضى خمس سنوات هناك", "خمس سنوات", Kind.FIGURE),
        ("منذ شهر مارس الماضي", "شهر مارس الماضي", Kind.FIGURE),
        ("طراز 7x هنا", "7x", Kind.FIGURE),
        ("قال الملك محمد السادس أمس", "محمد السادس", Kind.ENTITY),
        ("فاز بكأس العالم 2022 هناك", "كأس العالم 2022", Kind.ENTITY),
        ("قال زنقول قندول", "زنقول", Kind.ENTITY),
        ("قال " + "زنقول " * 100, "زنقول " * 90, Kind.ENTITY),
    ],
)
def test_what_is_selected_looks_like(session: Session, text: str, surface: str, kind: Kind) -> None:
    sheet = opened(session, text)
    start = text.index(surface)
    assert kind_of(session, sheet, Span(start, start + len(surface))) is kind


def test_no_text_is_too_long_or_too_strange(session: Session) -> None:
    draw = random.Random(1)
    signs = "ابول 12\n\u202e\u0301\u0651\u200d\x00،"
    text = "".join(draw.choices(signs, k=30_000)) + "و" * 30_000
    sheet = opened(session, text)
    for at in [*draw.choices(range(len(text)), k=20), len(text) - 1, len(text)]:
        for start, end in picks(session, sheet, at):
            assert start <= at <= end
            if start < end:
                kind_of(session, sheet, Span(start, end))
