"""The command line: what it prints where, its exit codes, and how it refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT
from workbench import __version__
from workbench.cli import cli, main
from workbench.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result


def rows(result: Result) -> list[list[str]]:
    return [line.split("\t") for line in result.stdout.split("\n") if "\t" in line]


def marks(run: Callable[..., Result], article: str) -> list[list[str]]:
    table = rows(run("show", article))
    return table[[row[0] for row in table].index("mark") + 1 :]


def test_version_and_help(run: Callable[..., Result]) -> None:
    assert __version__ in run("--version").stdout
    told = run("--help").stdout
    commands = {"import", "suggest", "extract", "show", "decide", "undo", "redo", "submit",
                "agreement", "export", "check", "score", "stats", "list", "reopen"}  # fmt: skip
    assert commands <= set(cli.commands)
    assert all(name in told for name in commands)
    for name in commands:
        assert "Usage" in run(name, "--help").stdout


def test_import_reports_what_is_stored_known_and_refused(run: Callable[..., Result]) -> None:
    Path("seeds").mkdir()
    Path("seeds/a.txt").write_text(TEXT, "utf-8")
    Path("seeds/empty.txt").touch()
    Path("seeds/binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    Path("seeds/arabic.txt").write_bytes("خبر قديم من الرباط".encode("cp1256"))
    Path("seeds/same.txt").write_text(TEXT, "utf-8")
    Path("seeds/README.md").write_text("# not an article", "utf-8")
    done = run("import", "seeds", "none.txt")
    assert done.exit_code == 3
    assert done.stdout == ""
    assert "1 article imported, 1 known, 4 refused" in done.stderr
    for name in ("seeds/empty.txt", "seeds/binary.txt", "seeds/arabic.txt", "none.txt"):
        assert f"refused: {name}: " in done.stderr
    assert "same.txt: the same text is stored already, from a.txt" in done.stderr
    assert "README" not in done.stderr
    assert run("import", "seeds/arabic.txt", "--encoding", "cp1256").exit_code == 0
    assert run("import", "none.txt").exit_code == 1
    assert run("import", "seeds/empty.txt").exit_code == 1
    Path("bare").mkdir()
    assert "no files of a known kind" in run("import", "bare").stderr


def test_import_from_standard_input(run: Callable[..., Result]) -> None:
    assert run("import", "-", stdin=TEXT.encode()).exit_code == 0
    assert rows(run("list", "articles"))[1][1] == "stdin"


def test_extract_needs_no_database(run: Callable[..., Result]) -> None:
    Path("one.txt").write_text(TEXT, "utf-8")
    done = run("extract", "one.txt", "none.txt")
    assert done.exit_code == 3
    assert not Path("w.db").exists()
    record = json.loads(done.stdout)
    assert record["text"] == TEXT
    for span in record["spans"]:
        assert record["text"][span["start"] : span["end"]] == span["text"]
        assert ("value" in span) == (span["extractor"] == "figures")
    assert {"طنجة", "35"} <= {span["text"] for span in record["spans"]}


def test_the_main_job(filled: Callable[..., Result]) -> None:
    found = marks(filled, "one.txt")
    assert {row[2] for row in found} == {"undecided"}
    first, second = found[0], found[1]
    assert "accepted" in filled("decide", "one.txt", first[0], "accept").stderr
    assert "rejected" in filled("decide", "one.txt", second[1], "reject").stderr
    assert [row[2] for row in marks(filled, "one.txt")][:2] == ["accepted", "rejected"]
    assert "undone: decide in one.txt" in filled("undo").stderr
    assert marks(filled, "one.txt")[1][2] == "undecided"
    assert "done again" in filled("redo").stderr
    assert filled("submit", "one.txt").exit_code == 1
    assert filled("submit", "one.txt", "--reject-undecided").exit_code == 0
    assert filled("decide", "one.txt", second[0], "accept").exit_code == 1
    assert filled("reopen", "one.txt").exit_code == 0
    assert filled("submit", "one.txt").exit_code == 0
    out = filled("export")
    (line,) = out.stdout.splitlines()
    (span,) = json.loads(line)["spans"]
    assert (span["text"], span["label"]) == (first[5], first[3])
    assert "1 article, 1 spans" in out.stderr
    assert filled("check").exit_code == 0


def test_amend_and_add(filled: Callable[..., Result]) -> None:
    start = TEXT.index("35")
    at = f"{start}:{start + 2}"
    value = '{"number":36,"item":"شخصا"}'
    assert filled("decide", "one.txt", at, "amend", "--value", value).exit_code == 0
    row = next(r for r in marks(filled, "one.txt") if r[1] == at)
    assert row[2:5] == ["amended", "CARDINAL", "36"]
    word = TEXT.index("أجانب")
    added = filled("decide", "one.txt", "add", str(word), str(word + 5), "NORP")
    assert "added NORP أجانب" in added.stderr
    for wrong in (
        ("add", str(word), str(word), "NORP"),
        ("add", str(word), str(word + 5), "NOPE"),
        ("add", "0", "999999", "PER"),
        (at, "amend", "--value", '{"number":"x"}'),
        (at, "amend", "--value", "not json"),
        (at, "amend", "--value", "[1]"),
        (at, "amend", "--value", '{"timex":"2020"}'),
        ("0000", "accept"),
    ):
        done = filled("decide", "one.txt", *wrong)
        assert done.exit_code == 1, wrong
    for wrong in (("add", "a", "b", "PER"), ("add", "1"), (at, "maybe")):
        assert filled("decide", "one.txt", *wrong).exit_code == 2, wrong


def test_show_lays_out_and_json_maps_every_offset(filled: Callable[..., Result]) -> None:
    done = json.loads(filled("show", "one.txt", "--width", "30", "--json").stdout)
    seen: set[int] = set()
    for line in done["lines"]:
        for start, end, x, width, _text in line["cells"]:
            assert 0 <= x <= x + width <= 30
            seen |= set(range(start, end))
    assert seen == {i for i, c in enumerate(TEXT) if c != "\n"}
    assert "ﺔﻴﻠﺧﺍﺪﻟﺍ" in filled("--rtl", "visual", "show", "one.txt", "--width", "60").stdout
    plain = filled("--rtl", "off", "show", "one.txt", "--width", "60").stdout
    assert "الداخلية" in plain
    assert filled("show", "three.txt").exit_code == 1
    assert "did you mean “one.txt”" in filled("show", "one.tx").exception.args[0]  # type: ignore[union-attr]


def test_show_and_list_open_nothing(filled: Callable[..., Result]) -> None:
    filled("show", "one.txt")
    filled("list", "articles")
    store = Store.open(Path("w.db"))
    assert store.assignments() == ()
    store.close()


@pytest.mark.parametrize(
    "what", ["articles", "curators", "labels", "zones", "extractors", "formats", "measures",
             "commands"]
)  # fmt: skip
def test_every_list_has_rows(filled: Callable[..., Result], what: str) -> None:
    assert len(rows(filled("list", what))) > 1


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ((), ["one.txt", "two.txt"]),
        (("--search", "الداخلية"), ["one.txt"]),
        (("--search", "عنقاء"), []),
        (("--state", "decided"), ["two.txt"]),
        (("--by", "amal"), ["two.txt"]),
        (("--sort", "source", "--backwards"), ["two.txt", "one.txt"]),
        (("--since", "2021-12-21", "--until", "2021-12-21"), ["one.txt"]),
        (("--noted",), []),
    ],
)
def test_articles_are_chosen_by_options(
    filled: Callable[..., Result], options: tuple[str, ...], listed: list[str]
) -> None:
    for mark in marks(filled, "two.txt"):
        filled("decide", "two.txt", mark[0], "accept", curator="amal")
    found = filled("list", "articles", "--json", *options, curator="amal").stdout.splitlines()
    assert [json.loads(line)["source"] for line in found] == listed


def test_articles_are_chosen_by_what_is_there(filled: Callable[..., Result]) -> None:
    assert "PERR" in str(filled("list", "articles", "--label", "PERR").exception)
    assert "nobody" in str(filled("list", "articles", "--by", "nobody").exception)
    assert filled("list", "labels", "--noted").exit_code == 2


def test_two_curators_and_their_agreement(filled: Callable[..., Result]) -> None:
    one, two = marks(filled, "two.txt")[:2]
    for curator, chosen in (("amal", (one, two)), ("badr", (one,))):
        for mark in chosen:
            filled("decide", "two.txt", mark[0], "accept", curator=curator)
        filled("submit", "two.txt", "--reject-undecided", curator=curator)
    result = json.loads(filled("agreement", "--json").stdout)
    assert result["f1"] == pytest.approx(2 / 3)
    assert (result["documents"], result["spans"]) == (1, 3)
    table = rows(filled("agreement"))
    assert table[1][:4] == ["amal – badr", "0.67", "1", "3"]


def test_agreement_without_data_says_why(filled: Callable[..., Result]) -> None:
    result = json.loads(filled("agreement", "--json").stdout)
    assert result["f1"] is None
    assert result["undefined"].startswith("Undefined, because")


def test_score_compares_extract_lines_with_gold(filled: Callable[..., Result]) -> None:
    Path("pred.jsonl").write_bytes(filled("extract", "two.txt").stdout_bytes)
    filled("submit", "two.txt", "--reject-undecided")
    filled("export", "-o", "empty.jsonl")
    assert filled("check", "empty.jsonl").exit_code == 0
    result = json.loads(filled("score", "empty.jsonl", "pred.jsonl", "--json").stdout)
    assert result["all"]["gold"] == 0
    same = json.loads(filled("score", "pred.jsonl", "pred.jsonl", "--json").stdout)
    assert same["all"]["f1"] == 1
    assert same["all"]["value_accuracy"] == 1
    assert rows(filled("score", "pred.jsonl", "pred.jsonl"))[-1][3] == "100.0"
    Path("bad.jsonl").write_text("{}\n", "utf-8")
    assert filled("score", "bad.jsonl", "pred.jsonl").exit_code == 1
    assert filled("check", "bad.jsonl").exit_code == 1


def test_stats(filled: Callable[..., Result]) -> None:
    first = marks(filled, "one.txt")[0]
    filled("decide", "one.txt", first[0], "accept")
    counted = json.loads(filled("stats", "--json").stdout)
    assert (counted["articles"], counted["opened"], counted["submitted"]) == (2, 1, 0)
    assert counted["labels"][first[3]]["accepted"] == 1
    assert ["articles", "2"] in rows(filled("stats"))


def test_check_finds_and_repairs_a_wrong_count(filled: Callable[..., Result]) -> None:
    filled("decide", "one.txt", marks(filled, "one.txt")[0][0], "accept")
    store = Store.open(Path("w.db"))
    with store.connection.writing():
        store.connection.execute("UPDATE tally SET accepted = 99")
    store.close()
    assert filled("check").exit_code == 1
    assert "(repaired)" in filled("check", "--repair").stderr
    assert filled("check").exit_code == 0


def test_a_closed_pipe_and_no_terminal_are_no_accident(run: Callable[..., Result]) -> None:
    assert run().exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["suggest"], 1, "There is no database"),
        (["--db", ".", "list", "articles"], 1, "is a folder"),
        (["--curator", "a\x1bb", "list", "articles"], 1, "printable"),
        (["export", "--layer", "mine"], 2, "The layer is"),
        (["--rtl", "sideways", "suggest"], 2, "sideways"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_refusals_are_one_sentence(
    arguments: list[str], code: int, said: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    if arguments[0] in ("export", "--curator"):
        Store.open(Path("workbench.db"), create=True).close()
    monkeypatch.setattr("sys.argv", ["workbench", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_a_wrong_configuration_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(os.environ["WORKBENCH_CONFIG"]).write_text("colour = 1\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["workbench", "list", "labels"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "colour" in capsys.readouterr().err


def test_exported_bytes_do_not_depend_on_where_they_go(filled: Callable[..., Result]) -> None:
    filled("submit", "two.txt", "--reject-undecided")
    first = filled("export").stdout_bytes
    filled("export", "-o", "gold.jsonl")
    assert Path("gold.jsonl").read_bytes() == first


def test_files_that_cannot_be_merged_are_named_and_the_others_are_merged(
    run: Callable[..., Result],
) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    assert run("--db", "other.db", "import", "a.txt").exit_code == 0
    Path("bad.db").write_text("نص" * 1000, "utf-8")
    assert run("merge", "bad.db", "none.db").exit_code == 1
    done = run("merge", "bad.db", "none.db", "other.db")
    assert done.exit_code == 3
    assert "bad.db is not a database" in done.stderr
    assert "There is no database none.db" in done.stderr
    assert "other.db: " in done.stderr
    assert run("merge", "other.db").exit_code == 0
