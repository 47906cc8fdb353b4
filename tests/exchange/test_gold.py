from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.canonical import canonical_json, read_json
from workbench.errors import BadSpan, FormatError, NotText
from workbench.exchange import Incoming, Reader, Writer, formats
from workbench.exchange.gold import read_gold, write_gold
from workbench.model import Annotation, Range, Span, Zone, ZoneKind, article_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model import GoldRecord

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/gold.jsonl"
SCHEMA = json.loads((ROOT / "exports/gold.schema.json").read_text(encoding="utf-8"))

EXTRACT: dict[str, Any] = {
    "source": "x.txt",
    "text": "زار 15 وزيرا باريس",
    "spans": [
        {
            "start": 4,
            "end": 6,
            "label": "CARDINAL",
            "text": "15",
            "value": {"number": 15, "item": "وزيرا"},
            "score": 0.9,
            "extractor": "figures",
        },
        {"start": 4, "end": 12, "label": "MONEY", "text": "15 وزيرا", "value": None, "reason": "x"},
        {"start": 13, "end": 18, "label": "GPE", "text": "باريس", "score": 1, "extractor": "names"},
    ],
    "zones": [{"start": 0, "end": 3, "kind": "menu"}],
}


def written(*records: GoldRecord) -> bytes:
    stream = io.BytesIO()
    write_gold(records, stream)
    return stream.getvalue()


def lines_of(data: bytes) -> list[str]:
    return data.decode("utf-8").split("\n")


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_golden_bytes(record: GoldRecord, bare: GoldRecord) -> None:
    assert written(record, bare) == GOLDEN.read_bytes()


def test_the_order_of_records_and_spans_does_not_matter(
    record: GoldRecord, bare: GoldRecord
) -> None:
    turned = replace(record, spans=record.spans[::-1])
    assert written(bare, turned) == written(record, bare)


def test_what_is_written_is_read(record: GoldRecord, bare: GoldRecord) -> None:
    first, second = read_gold(lines_of(written(record, bare)))
    assert (first.source, first.text, first.annotations) == ("a.txt", bare.article.text, ())
    assert (second.source, second.id) == ("b.txt", record.article.id)
    assert second.text == record.article.text
    assert second.zones == record.zones
    assert sorted(second.annotations, key=lambda a: a.span) == sorted(
        (span.annotation for span in record.spans), key=lambda a: a.span
    )
    assert second.annotations[-1].value == Range(Decimal(23), Decimal("26.5"), unit="a")


def test_a_note_is_kept(record: GoldRecord) -> None:
    annotation = replace(record.spans[0].annotation, note="سؤال")
    noted = replace(record, spans=(replace(record.spans[0], annotation=annotation),))
    data = written(noted)
    assert json.loads(data)["spans"][0]["note"] == "سؤال"
    (line,) = read_gold(lines_of(data))
    assert line.annotations == (annotation,)


def test_a_wrong_surface_is_not_written(record: GoldRecord) -> None:
    wrong = replace(record.spans[0], annotation=Annotation(Span(0, 4), "آجل", "GPE"))
    with pytest.raises(BadSpan, match="0 to 4"):
        written(replace(record, spans=(wrong,)))


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_written_records_fit_the_schema(record: GoldRecord, bare: GoldRecord) -> None:
    for line in written(record, bare).splitlines():
        validator().validate(json.loads(line))
        validator().validate(read_json(line))


# Each is a change of a good record; whether the schema can see it, and what the reader says of it.
Mutation = tuple["Callable[[dict[str, Any]], object]", bool, str]


def setting(*path: str | int, to: object) -> Callable[[dict[str, Any]], object]:
    def mutate(record: dict[str, Any]) -> None:
        place: Any = record
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return mutate


def lacking(*path: str | int) -> Callable[[dict[str, Any]], object]:
    def mutate(record: dict[str, Any]) -> None:
        place: Any = record
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return mutate


MUTATIONS: dict[str, Mutation] = {
    "schema of the future": (setting("schema", to="workbench.gold/2"), True, "schema"),
    "no schema": (lacking("schema"), True, "schema"),
    "no source": (lacking("source"), True, "source"),
    "empty source": (setting("source", to=""), True, "source"),
    "id of another text": (setting("id", to="0" * 64), False, "id"),
    "id in capitals": (setting("id", to="A" * 64), True, "id"),
    "no title": (lacking("title"), True, "title"),
    "title from elsewhere": (setting("title", to="عنوان آخر"), False, "title"),
    "title a number": (setting("title", to=1), True, "title"),
    "published without zero": (setting("published", to="2023-1-1"), True, "published"),
    "published on no day": (setting("published", to="2023-02-30"), True, "published"),
    "published with time": (setting("published", to="2023-02-03T10:00"), True, "published"),
    "text changed": (setting("text", to="x"), False, "title"),
    "text null": (setting("text", to=None), True, "text"),
    "status unknown": (setting("status", to="done"), True, "status"),
    "status a list": (setting("status", to=[]), True, "status"),
    "no policy": (lacking("policy"), True, "policy"),
    "no zones": (lacking("zones"), True, "zones"),
    "zones an object": (setting("zones", to={}), True, "zones"),
    "zone of no kind": (setting("zones", 0, "kind", to="advert"), True, "zones[0].kind"),
    "zone reversed": (setting("zones", 0, "end", to=0), False, "zones[0].end"),
    "zone too long": (setting("zones", 0, "end", to=9999), False, "zones[0].end"),
    "zone a number": (setting("zones", 0, to=3), True, "zones[0]"),
    "scheme a text": (setting("scheme", to="news"), True, "scheme"),
    "scheme without version": (lacking("scheme", "version"), True, "scheme.version"),
    "no guideline": (lacking("guideline"), True, "guideline"),
    "spans null": (setting("spans", to=None), True, "spans"),
    "spans unsorted": (lambda record: record["spans"].reverse(), False, "spans"),
    "span twice": (
        lambda record: record["spans"].insert(0, record["spans"][0]),
        False,
        "spans[1]",
    ),
    "span without id": (lacking("spans", 0, "id"), True, "spans[0].id"),
    "start negative": (setting("spans", 0, "start", to=-1), True, "spans[0].start"),
    "start true": (setting("spans", 0, "start", to=True), True, "spans[0].start"),
    "start a fraction": (setting("spans", 0, "start", to=1.5), True, "spans[0].start"),
    "start moved": (setting("spans", 0, "start", to=17), False, "spans[0].text"),
    "end before start": (setting("spans", 0, "end", to=3), False, "spans[0].end"),
    "end outside": (setting("spans", 3, "end", to=10**9), False, "spans[3].end"),
    "surface changed": (setting("spans", 0, "text", to="فاس"), False, "spans[0].text"),
    "label in small letters": (setting("spans", 0, "label", to="gpe"), True, "spans[0].label"),
    "label with a space": (setting("spans", 0, "label", to="G PE"), True, "spans[0].label"),
    "no value": (lacking("spans", 0, "value"), True, "spans[0].value"),
    "value a number": (setting("spans", 0, "value", to=3), True, "spans[0].value"),
    "value empty": (setting("spans", 0, "value", to={}), True, "spans[0].value"),
    "value of two shapes": (
        setting("spans", 0, "value", to={"number": 1, "timex": "2020"}),
        True,
        "spans[0].value",
    ),
    "value with a new field": (
        setting("spans", 0, "value", to={"number": 1, "colour": "red"}),
        True,
        "spans[0].value",
    ),
    "value not TIMEX3": (setting("spans", 1, "value", "timex", to="soon"), True, "spans[1].value"),
    "range reversed": (setting("spans", 3, "value", "min", to=99), False, "spans[3].value"),
    "modifier unknown": (
        setting("spans", 2, "value", "modifier", to="about"),
        True,
        "spans[2].value",
    ),
    "origin unknown": (setting("spans", 0, "origin", to="guessed"), True, "spans[0].origin"),
    "resolution unknown": (setting("spans", 0, "resolution", to=""), True, "spans[0].resolution"),
    "votes a number": (setting("spans", 0, "votes", to=2), True, "spans[0].votes"),
    "votes without total": (setting("spans", 0, "votes", to="2"), True, "spans[0].votes"),
    "curators a text": (setting("spans", 0, "curators", to="c1"), True, "spans[0].curators"),
    "curators numbers": (setting("spans", 0, "curators", to=[1]), True, "spans[0].curators[0]"),
    "arm unknown": (setting("spans", 0, "arm", to="left"), True, "spans[0].arm"),
    "no note": (lacking("spans", 0, "note"), True, "spans[0].note"),
    "note a number": (setting("spans", 0, "note", to=5), True, "spans[0].note"),
    "no decision": (lacking("spans", 0, "decision"), True, "spans[0].decision"),
    "no suggestion": (lacking("spans", 0, "suggestion"), True, "spans[0].suggestion"),
    "suggestion empty": (
        setting("spans", 0, "suggestion", to={}),
        True,
        "spans[0].suggestion.extractor",
    ),
    "score above one": (
        setting("spans", 1, "suggestion", "score", to=1.5),
        True,
        "spans[1].suggestion.score",
    ),
    "score a text": (
        setting("spans", 1, "suggestion", "score", to="1"),
        True,
        "spans[1].suggestion.score",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutated_record_is_refused(name: str, record: GoldRecord) -> None:
    mutate, seen_by_schema, field = MUTATIONS[name]
    data = json.loads(written(record))
    mutate(data)
    assert validator().is_valid(data) is not seen_by_schema
    with pytest.raises(FormatError) as caught:
        list(read_gold(["", json.dumps(data)]))
    assert str(caught.value).startswith(f"Line 2, {field}: ")
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_an_unknown_field_is_for_the_schema_to_refuse(record: GoldRecord) -> None:
    data = json.loads(written(record))
    data["extra"] = 1
    assert not validator().is_valid(data)
    assert len(list(read_gold([json.dumps(data)]))) == 1


def test_overlap_is_refused_in_a_flat_scheme(record: GoldRecord) -> None:
    data = json.loads(written(record))
    inner = dict(data["spans"][1], start=data["spans"][1]["start"] + 9)
    inner["text"] = data["text"][inner["start"] : inner["end"]]
    data["spans"].insert(2, inner)
    line = json.dumps(data)
    with pytest.raises(FormatError, match=r"Line 1, spans\[2\]: it overlaps"):
        list(read_gold([line]))
    assert len(next(read_gold([line], flat=False)).annotations) == 5


@pytest.mark.parametrize(
    ("order", "field"), [((1, 0), "source"), ((0, 0), "id"), ((0, 1, 1), "id")]
)
def test_records_are_sorted_and_each_article_stands_once(
    order: tuple[int, ...], field: str, record: GoldRecord, bare: GoldRecord
) -> None:
    lines = lines_of(written(record, bare))
    with pytest.raises(FormatError, match=f"Line {len(order)}, {field}: "):
        list(read_gold([lines[at] for at in order]))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "Line 1 is not JSON."),
        ('{"a": NaN}', "Line 1 is not JSON."),
        ('{"a": 1e999999999999999999999}', "Line 1 is not JSON."),
        ("9" * 5000, "Line 1 is not JSON."),
        ("[" * 100_000, "Line 1 is not JSON."),
        ("[]", "Line 1 is not a JSON object."),
        ("null", "Line 1 is not a JSON object."),
        ("{}", "Line 1, text: it is missing."),
    ],
)
def test_what_is_no_record(line: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(read_gold([line]))
    assert str(caught.value) == message


def test_lines_of_extract_are_read_and_may_overlap() -> None:
    (line,) = read_gold([json.dumps(EXTRACT)])
    assert line.id == article_id(EXTRACT["text"])
    assert [(a.label, a.surface) for a in line.annotations] == [
        ("CARDINAL", "15"),
        ("MONEY", "15 وزيرا"),
        ("GPE", "باريس"),
    ]
    assert line.annotations[1].value is None
    assert line.zones == (Zone(Span(0, 3), ZoneKind.MENU),)


@pytest.mark.parametrize("other", ["CARDINAL", "AGE"])
def test_a_nested_scheme_still_has_an_order_of_labels(other: str, record: GoldRecord) -> None:
    data = json.loads(written(record))
    data["spans"].insert(3, data["spans"][2] | {"label": other})
    with pytest.raises(FormatError, match=r"spans\[3\]: its range and label"):
        list(read_gold([json.dumps(data)], flat=False))


def test_suggestions_may_repeat_a_range_in_any_order_of_labels() -> None:
    first, *rest = EXTRACT["spans"]
    line = EXTRACT | {"spans": [first, first | {"label": "AGE"}, first, *rest]}
    (found,) = read_gold([json.dumps(line)])
    assert [a.label for a in found.annotations][:3] == ["CARDINAL", "AGE", "CARDINAL"]


def test_lines_of_extract_come_in_any_order_and_more_than_once() -> None:
    other = EXTRACT | {"source": "a.txt"}
    lines = [json.dumps(line) for line in (EXTRACT, other, EXTRACT)]
    assert [line.source for line in read_gold(lines)] == ["x.txt", "a.txt", "x.txt"]


@pytest.mark.parametrize(
    ("path", "to", "field"),
    [
        (("spans", 0, "text"), "16", "spans[0].text"),
        (("spans", 2, "start"), 0, "spans[2].text"),
        (("spans", 0, "value"), {"number": "x"}, "spans[0].value"),
        (("spans", 0, "end"), 4, "spans[0].end"),
        (("spans",), "none", "spans"),
        (("zones", 0, "kind"), "x", "zones[0].kind"),
        (("source",), 7, "source"),
        (("source",), "\udc80", "source"),
        (("text",), "نص \ud800", "text"),
        (("spans", 0, "value"), {"number": 1, "item": "\udfff"}, "spans[0].value.item"),
        (("spans", 0, "note"), "\ud83d", "spans[0].note"),
    ],
)
def test_a_wrong_line_of_extract_is_refused(
    path: tuple[str | int, ...], to: object, field: str
) -> None:
    data = json.loads(json.dumps(EXTRACT))
    setting(*path, to=to)(data)
    with pytest.raises(FormatError) as caught:
        list(read_gold([json.dumps(data)]))
    assert str(caught.value).startswith(f"Line 1, {field}: ")


def test_a_whole_surrogate_pair_is_one_character() -> None:
    (line,) = read_gold([json.dumps({"source": "😀", "text": "😀 خبر", "spans": [], "zones": []})])
    assert (line.source, line.text) == ("😀", "😀 خبر")


def test_the_format_imports_the_articles(record: GoldRecord, bare: GoldRecord) -> None:
    gold = formats["gold"]
    assert isinstance(gold, Reader)
    assert isinstance(gold, Writer)
    stream = io.BytesIO()
    gold.write([record, bare], stream)
    found = list(gold.read(stream.getvalue(), "ignored.jsonl", None))
    assert found == [
        Incoming(r.article.source, r.article.text, "utf-8", r.article.id) for r in (bare, record)
    ]


def test_the_format_refuses_what_is_no_text() -> None:
    gold = formats["gold"]
    assert isinstance(gold, Reader)
    with pytest.raises(NotText):
        list(gold.read(b"\xff\x00\x01", "x.jsonl", None))


@given(st.text(min_size=1), st.data())
def test_any_text_comes_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = EXTRACT | {
        "text": text,
        "spans": [{"start": start, "end": end, "label": "X", "text": text[start:end]}],
        "zones": [],
    }
    written_line = canonical_json(line)
    assert len(written_line.splitlines()) == 1
    (found,) = read_gold([written_line])
    assert found.text == text
    assert found.annotations == (Annotation(Span(start, end), text[start:end], "X"),)
