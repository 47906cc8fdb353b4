"""A project's own lists of names: what they add, and what is said of a line that is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extract.test_entities import names
from workbench.errors import GazetteerError, WorkbenchError
from workbench.extract import extractors
from workbench.extract.entities import VERSION, use_lists
from workbench.workflow import listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "وقعت نوربلس العقد في دير الياسمين مع شهرزاد الورداني."


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "gazetteers"
    path.mkdir()
    yield path
    use_lists(None)


def write(folder: Path, text: str, name: str = "ours.txt") -> list[str]:
    (folder / name).write_text(text, encoding="utf-8")
    return [str(problem) for problem in use_lists(folder)]


class TestNames:
    def test_the_lists_of_a_project_are_known(self, folder: Path) -> None:
        assert "ORG نوربلس" not in names(TEXT)
        assert write(folder, "[ORG]\nنوربلس | نور بلس\n[GPE]\nدير الياسمين\n") == []
        assert names(TEXT)[:2] == ["ORG نوربلس", "GPE دير الياسمين"]

    def test_they_are_folded_like_the_package_s(self, folder: Path) -> None:
        write(folder, "[ORG]\nنوربلسة\n")
        assert names("وقعت نوربلسه العقد") == ["ORG نوربلسه"]

    def test_a_word_class_may_be_added_to(self, folder: Path) -> None:
        write(folder, "[given]\nشهرناز\n[family]\nالورداني\n")
        assert names("حضرت شهرناز الورداني الحفل.") == ["PER شهرناز الورداني"]

    def test_without_the_folder_the_package_s_lists_stand(self, tmp_path: Path) -> None:
        assert use_lists(tmp_path / "nowhere") == []
        assert names("زار طنجة") == ["GPE طنجة"]

    def test_no_folder_puts_things_back(self, folder: Path) -> None:
        write(folder, "[ORG]\nنوربلس\n")
        use_lists(None)
        assert "ORG نوربلس" not in names(TEXT)
        assert extractors["entities"].version == VERSION


class TestVersion:
    def test_it_changes_with_the_lists_and_only_with_them(self, folder: Path) -> None:
        assert extractors["entities"].version == VERSION
        write(folder, "[ORG]\nنوربلس\n")
        first = extractors["entities"].version
        write(folder, "# a remark\n[ORG]\nنوربلس\n")
        assert extractors["entities"].version == first
        write(folder, "[ORG]\nنوربلس | فجر ون\n")
        assert extractors["entities"].version not in {first, VERSION}
        assert extractors["entities"].version.startswith(f"{VERSION}+")


class TestBrokenLines:
    @pytest.mark.parametrize(
        ("text", "line", "why"),
        [
            ("نوربلس\n", 1, "before the first section"),
            ("[ORG]\n|||\n", 2, "no name"),
            ("[ORG]\n???نوربلس\n", 2, "more than two question marks"),
            ("[ORG]\n" + "ن" * 201 + "\n", 2, "longer than 200"),
            ("[nonsense]\nنوربلس\n", 1, "no section “nonsense”"),
            ("[ORG\nنوربلس\n", 1, "a section is written [name]"),
            ("[ORG]\nنور\x07بلس\n", 2, "control character"),
        ],
    )
    def test_a_sentence_says_file_line_and_why(
        self, folder: Path, text: str, line: int, why: str
    ) -> None:
        (problem,) = write(folder, text + "[GPE]\nدير الياسمين\n")
        assert f"ours.txt, line {line}:" in problem
        assert why in problem
        assert names("في دير الياسمين") == ["GPE دير الياسمين"]

    def test_a_file_that_is_no_text_is_left_out(self, folder: Path) -> None:
        (folder / "bad.txt").write_bytes(b"\xff\xfe[ORG]")
        (problem,) = write(folder, "[GPE]\nدير الياسمين\n")
        assert "bad.txt" in problem
        assert "UTF-8" in problem
        assert names("في دير الياسمين") == ["GPE دير الياسمين"]

    def test_a_file_in_place_of_the_folder_is_told_of(self, tmp_path: Path) -> None:
        path = tmp_path / "gazetteers"
        path.write_text("")
        (problem,) = use_lists(path)
        assert str(path) in str(problem)

    def test_they_are_errors_of_the_workbench(self) -> None:
        assert issubclass(GazetteerError, WorkbenchError)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
    @given(data=st.binary(max_size=200), names_=st.text(max_size=60))
    def test_whatever_is_in_a_file_the_rest_works_on(
        self, folder: Path, data: bytes, names_: str
    ) -> None:
        (folder / "a.txt").write_bytes(data)
        (folder / "b.txt").write_bytes(f"[ORG]\n{names_}\n".encode("utf-8", "surrogatepass"))
        use_lists(folder)
        assert "GPE طنجة" in names("زار طنجة")


class TestListing:
    def test_every_section_is_shown_with_its_source(self, folder: Path) -> None:
        write(folder, "[ORG]\nنوربلس | نور بلس\n[given]\nشهرناز شهرمان شهرود\n")
        rows = [row for row in listing.gazetteers() if row[0] == "ours.txt"]
        assert rows == [
            ("ours.txt", "org", "2", str(folder)),
            ("ours.txt", "given", "3", str(folder)),
        ]
        assert ("places.txt", "workbench") in {(row[0], row[3]) for row in listing.gazetteers()}
