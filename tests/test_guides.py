"""What the guides say is so: keys, commands, pictures, command lines, examples."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from scripts.pictures import ENDINGS, PICTURE_LIST
from scripts.pictures import PICTURES as FOLDER
from workbench.cli import cli
from workbench.config import SETTINGS
from workbench.tui.commands import COMMANDS, shown, twin

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ENGLISH, ARABIC = DOCS / "guide.md", DOCS / "guide.ar.md"
GUIDES = (ENGLISH, ARABIC)
PAGES = (*GUIDES, DOCS / "accessibility.md")
HEADS = ("keys", "المفاتيح")
GOLD = ROOT / "workbench" / "data" / "corpus" / "train.jsonl"

KNOWN = {command.id: command for command in COMMANDS}
FILES = {"md", "toml", "jsonl", "db", "txt", "po", "html"}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
each_guide = pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)


def codes(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def rows(page: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The keys and the ids of commands in each row of each table of keys."""
    of_keys = False
    for line in page.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("|"):
            of_keys = False
        elif cells[0] in HEADS:
            of_keys = True
        elif of_keys and not cells[0].startswith("---"):
            yield codes(cells[0]), codes(cells[-1])


def blocks(page: Path, kind: str) -> list[str]:
    """The blocks of code of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def lines(page: Path) -> list[list[str]]:
    """The command lines of a page that call the workbench, in blocks and in sentences."""
    shell = "".join(blocks(page, "sh")).splitlines()
    prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = [line for line in (*shell, *codes(prose)) if line.startswith("workbench ")]
    return [shlex.split(line, comments=True)[1:] for line in found]


def test_there_are_tables_of_keys_to_hold_to() -> None:
    assert all(len(list(rows(page))) > 40 for page in GUIDES)


@each_page
def test_keys_of_a_table_are_those_of_its_commands(page: Path) -> None:
    for keys, ids in rows(page):
        assert set(ids) <= set(KNOWN), ids
        commands = [KNOWN[name] for name in ids]
        known = {shown(key) for command in commands for key in command.keys}
        known |= {twin(key) or "" for command in commands for key in command.keys}
        assert set(keys) <= known, (keys, ids)
        assert all({shown(key) for key in c.keys} & set(keys) for c in commands), (keys, ids)


@each_page
def test_ids_of_commands_and_settings_are_known(page: Path) -> None:
    named = {
        code
        for code in codes(page.read_text("utf-8"))
        if re.fullmatch(r"[a-z]+\.[a-z_0-9]+", code) and code.partition(".")[2] not in FILES
    }
    assert named <= set(KNOWN)
    variables = set(re.findall(r"WORKBENCH_[A-Z]+", page.read_text("utf-8")))
    assert variables <= {setting.variable for setting in SETTINGS}


@each_page
def test_pictures_and_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (page.parent / target).exists(), target
    titles = {re.sub(r"[^\w -]", "", t).strip().lower().replace(" ", "-")
              for t in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}  # fmt: skip
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= titles


def test_every_picture_is_taken_by_the_script_and_shown() -> None:
    taken = {f"{picture.name}{ending}.png" for picture in PICTURE_LIST
             for ending in ENDINGS.values()}  # fmt: skip
    assert {path.name for path in FOLDER.glob("*.png")} == taken
    told = "".join(page.read_text("utf-8") for page in (*GUIDES, ROOT / "README.md"))
    assert {name for name in taken if f"pictures/{name}" not in told} == set()


@each_page
def test_command_lines_are_those_of_the_program(page: Path) -> None:
    assert lines(page)
    for line in lines(page):
        context = click.Context(cli)
        _given, words, _order = cli.make_parser(context).parse_args(list(line))
        command: click.Command = cli
        while words and isinstance(command, click.Group):
            found = command.get_command(context, words.pop(0))
            assert found is not None, line
            command = found
        if words and words != ["--help"]:  # a command that is only named needs no arguments
            command.make_context(command.name, words, parent=context)


@each_guide
def test_keys_of_the_queue_that_sentences_name_are_its_own(page: Path) -> None:
    named = re.findall(r"`(.)` (?:in the queue|في قائمة المقالات)", page.read_text("utf-8"))
    known = {key for command in COMMANDS if command.screen == "queue" for key in command.keys}
    assert {"v", ",", "i", "a"} <= set(named) <= known


def test_both_guides_say_the_same() -> None:
    texts = [page.read_text("utf-8") for page in GUIDES]
    assert lines(ENGLISH) == lines(ARABIC)
    assert blocks(ENGLISH, "python") == blocks(ARABIC, "python")
    levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in texts]
    assert levels[0] == levels[1]
    pictures = [re.findall(r"pictures/([a-z0-9-]+?)(?:-ar)?\.png", text) for text in texts]
    assert pictures[0] == pictures[1]
    commands = [[ids for _keys, ids in rows(page)] for page in GUIDES]
    assert commands[0] == commands[1]


def test_the_arabic_guide_names_the_arabic_twin_of_every_letter() -> None:
    for keys, ids in rows(ARABIC):
        letters = [key for name in ids for key in KNOWN[name].keys if key in keys]
        twins = {twin(key) for key in letters if not key.isdigit()} - {None}
        assert twins <= set(keys), (keys, ids)


@each_guide
def test_the_example_reads_gold(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    records = GOLD.read_text("utf-8").splitlines()[:3]
    (tmp_path / "gold.jsonl").write_text("\n".join(records) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (code,) = blocks(page, "python")
    exec(compile(code, page.name, "exec"), {})
    labels = Counter(span["label"] for r in records for span in json.loads(r)["spans"])
    assert capsys.readouterr().out == f"{labels.most_common(3)}\n"


def test_an_article_is_curated_from_the_command_line_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    for line in "".join(blocks(DOCS / "accessibility.md", "sh")).splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["export"]:
            for name, _sign, value in (word.partition("=") for word in words[1:]):
                monkeypatch.setenv(name, value)
        elif words:
            assert words[0] == "workbench"
            result = runner.invoke(cli, words[1:])
            assert result.exit_code == 0, (line, result.output, result.exception)
    (record,) = map(json.loads, (tmp_path / "gold.jsonl").read_text("utf-8").splitlines())
    assert record["status"] == "finished"
    assert {"accepted", "amended", "added"} <= {span["origin"] for span in record["spans"]}
