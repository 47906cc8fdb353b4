"""`train`, `import-predictions`, `predict`, and `extract` in several processes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tests.builders import TEXT, incoming
from tests.workflow.lessons import stored_lessons, work
from workbench.canonical import canonical_json
from workbench.cli import cli
from workbench.workflow import curate, suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.session import session as opened_session

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def run(path: Path) -> Callable[..., Result]:
    """Run a command on the test's database as Amal."""

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--db", str(path), "--curator", "amal", *arguments])

    return command


def line(text: str, surface: str, label: str) -> str:
    start = text.index(surface)
    span = {"start": start, "end": start + len(surface), "label": label, "text": surface}
    return canonical_json({"source": "x", "text": text, "spans": [span], "zones": []}) + "\n"


def test_train_prints_scores_of_articles_left_out(run: Callable[..., Result], path: Path) -> None:
    with opened_session(path, "amal", create=True) as session:
        for article, lesson in stored_lessons(session, 3).items():
            work(session, article, lesson)
    done = run("train", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["kept"], told["articles"]) == (True, 3)
    assert told["scores"]["all"]["gold"] == told["spans"] > 0
    table = run("train").stdout.split("\n")
    assert table[0].split("\t")[:4] == ["label", "P", "R", "F1"]
    assert table[-2].startswith("all")


def test_train_without_finished_articles_says_so(run: Callable[..., Result], path: Path) -> None:
    with opened_session(path, "amal", create=True):
        pass
    done = run("train")
    assert done.exit_code == 1
    assert "No article is finished yet" in str(done.exception)


def test_predictions_are_one_more_source(
    run: Callable[..., Result], path: Path, tmp_path: Path
) -> None:
    with opened_session(path, "amal", create=True) as session:
        list(ingest(session, iter([incoming()])))
        (article,) = session.store.article_ids()
        list(suggest.suggest(session, [article]))
    file = tmp_path / "tool.jsonl"
    file.write_text(
        line(TEXT, "أجانب", "NORP")
        + line(TEXT + "!", "أجانب", "NORP")
        + line(TEXT, "35", "CARDINAL"),
        "utf-8",
    )
    done = run("import-predictions", str(file), "--name", "my-tool")
    assert done.exit_code == 3
    assert "1 article is not stored here" in done.stderr
    assert "CARDINAL" in done.stderr
    file.write_text(line(TEXT, "أجانب", "NORP"), "utf-8")
    assert run("import-predictions", str(file), "--name", "my-tool").exit_code == 0
    with opened_session(path, "amal") as session:
        assert not suggest.up_to_date(session, article)
        sheet = curate.open_article(session, article)
        (mark,) = [m for m in sheet.layer.marks if m.annotation.surface == "أجانب"]
        assert mark.proposal is not None
        assert mark.proposal.extractor == "my-tool"
        assert 0.3 <= mark.proposal.candidate.score <= 0.7


@pytest.mark.parametrize(
    "name", ["entities", "learned", "base", "memory", "zones", "", "a b", "x" * 65]
)
def test_a_tool_is_not_called_like_a_source_of_ours(
    run: Callable[..., Result], path: Path, tmp_path: Path, name: str
) -> None:
    with opened_session(path, "amal", create=True):
        pass
    done = run("import-predictions", str(tmp_path / "none.jsonl"), "--name", name)
    assert done.exit_code == 1
    assert "A tool is called by" in str(done.exception)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "No such file"),
        (b"\xff\xfe", "not UTF-8"),
        (b"{broken\n", "Line 2"),
        (b'{"source":"x","text":"ab","zones":[],"spans":[{"start":0,"end":9}]}\n', "Line 2"),
    ],
)
def test_a_file_that_is_no_predictions_is_refused_whole(
    run: Callable[..., Result], path: Path, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    with opened_session(path, "amal", create=True) as session:
        list(ingest(session, iter([incoming()])))
    file = tmp_path / "tool.jsonl"
    if content is not None:
        file.write_bytes(line(TEXT, "أجانب", "NORP").encode() + content)
    done = run("import-predictions", str(file), "--name", "tool")
    assert done.exit_code == 1
    assert sentence in str(done.exception)
    with opened_session(path, "amal") as session:
        assert session.store.connection.rows("SELECT * FROM prediction") == []


def test_predict_without_weights_is_a_sentence(
    run: Callable[..., Result], path: Path, tmp_path: Path
) -> None:
    with opened_session(path, "amal", create=True):
        pass
    done = run("predict", str(tmp_path))
    assert done.exit_code == 1
    assert "ransformer" in str(done.exception)
    assert run("predict", str(tmp_path), "--map", "PERS").exit_code == 2


def test_extract_in_processes_gives_the_same_lines_in_the_same_order(tmp_path: Path) -> None:
    for number, text in enumerate(
        [
            "زار بنكيران طنجة.\n",
            "",
            TEXT,
            "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        ]
        * 3
    ):
        (tmp_path / f"{number:02}.txt").write_text(text, "utf-8")
    paths = [str(tmp_path), *map(str, sorted(SEEDS.glob("*.txt"))), str(tmp_path / "none.txt")]
    one = CliRunner().invoke(cli, ["extract", *paths])
    several = CliRunner().invoke(cli, ["extract", "--jobs", "3", *paths])
    assert one.exit_code == several.exit_code == 3
    assert several.stdout == one.stdout
    assert several.stderr == one.stderr
    sources = [json.loads(each)["source"] for each in one.stdout.splitlines()]
    assert sources == [s for s in sources if s]
    assert len(sources) == 9 + len(list(SEEDS.glob("*.txt")))


def test_every_span_says_where_it_comes_from() -> None:
    done = CliRunner().invoke(cli, ["extract", str(min(SEEDS.glob("*.txt")))])
    spans = json.loads(done.stdout)["spans"]
    assert {span["extractor"] for span in spans} <= {"entities", "figures", "base"}
    assert all(0.3 <= span["score"] <= 1 for span in spans)
