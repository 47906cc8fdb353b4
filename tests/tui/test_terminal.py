"""How a terminal is recognised and written to, and what is remembered of it. No terminal here."""

from __future__ import annotations

import io
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import ConfigError, UnknownName
from workbench.layout import Profile, safe
from workbench.tui.terminal import (
    Detection,
    Place,
    Replies,
    chosen,
    colour_system,
    decide,
    explicit_order,
    memory_file,
    remember,
    remembered,
)
from workbench.tui.terminal.decide import Outer
from workbench.tui.terminal.rules import RULES, UNKNOWN
from workbench.tui.terminal.switch import sequences

ROOT = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests/cases/terminals.toml").read_text("utf-8")
)["terminal"]


def replies(case: dict[str, Any]) -> Replies:
    outer = None
    if "outer_env" in case:
        outer = Outer(case.get("outer_version", ""), case["outer_env"])
    return Replies(case.get("mode", 0), case.get("version", ""), outer)


def found(case: dict[str, Any], setting: str = "auto") -> Detection:
    return decide(setting, replies(case), case["env"], {})


def named(start: str) -> dict[str, Any]:
    return next(case for case in CASES if case["name"].startswith(start))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_terminal(case: dict[str, Any]) -> None:
    detection = found(case)
    assert detection.profile == case["profile"]
    assert detection.explicit == case["explicit"]
    assert detection.certain == case.get("certain", True)
    assert detection.name == case.get("shown", detection.name)
    assert detection.why.endswith(".")


def test_every_rule_is_reached_by_a_case() -> None:
    reached = {found(case).place.family for case in CASES}
    assert set(RULES) <= reached


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_setting_comes_first(case: dict[str, Any]) -> None:
    for profile in Profile:
        detection = decide(profile.value, replies(case), case["env"], {found(case).place: "bidi"})  # type: ignore[dict-item]
        assert (detection.profile, detection.certain) == (profile, True)
        assert detection.explicit <= (profile is Profile.VISUAL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_was_picked_comes_second(case: dict[str, Any]) -> None:
    place = found(case).place
    for profile in Profile:
        detection = decide("auto", replies(case), case["env"], {place: profile})
        assert detection == chosen(found(case), profile)
        assert (detection.profile, detection.certain) == (profile, True)


def test_a_choice_counts_only_where_it_was_made() -> None:
    konsole, tmux = named("Konsole, seen"), named("tmux in Konsole, seen")
    memory = {found(konsole).place: Profile.VISUAL}
    assert decide("auto", replies(tmux), tmux["env"], memory).profile is Profile.BIDI
    newer = {**konsole, "version": "Konsole 26.04.1"}
    assert decide("auto", replies(newer), newer["env"], memory).profile is Profile.VISUAL


def test_a_terminal_that_may_reorder_is_asked_not_to() -> None:
    assert found(named("Konsole, seen"), "visual").explicit
    assert found(named("VTE 0.70"), "visual").explicit
    assert found(named("QTerminal"), "visual").explicit
    assert not found(named("xterm, seen"), "visual").explicit
    assert not found(named("VTE 0.70"), "bidi").explicit


def test_why_a_terminal_behind_tmux_gets_another_profile_is_told() -> None:
    assert "stops when" in found(named("VTE 0.70")).why
    assert "keeps it from being told" in found(named("tmux in VTE")).why
    assert found(named("tmux in Konsole, seen")).why == found(named("Konsole, seen")).why
    assert "cannot be known" in found(named("GNU screen")).why


def test_a_wrong_setting_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="did you mean “visual”"):
        decide("visaul", Replies(), {}, {})


@given(
    st.integers(-1, 9), st.text(), st.dictionaries(st.sampled_from(["TERM", "TMUX", "ZELLIJ",
    "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION"]), st.text()),
    st.none() | st.builds(Outer, st.text(), st.dictionaries(st.just("TERM"), st.text())),
)  # fmt: skip
def test_whatever_a_terminal_says_it_gets_a_profile(
    mode: int, version: str, environ: dict[str, str], outer: Outer | None
) -> None:
    detection = decide("auto", Replies(mode, version, outer), environ, {})
    assert detection.profile in Profile
    for text in (detection.name, detection.place.family, detection.place.term):
        assert safe(text) == text


def test_standard_and_own_sequences() -> None:
    on, off = sequences(found(named("VTE 0.70")))
    assert (on, off) == ("\x1b[8l\x1b[?1243l", "\x1b[8h\x1b[?1243h")
    assert sequences(found(named("mlterm")))[0] == "\x1b]5379;use_ctl=false\x07"
    assert sequences(found(named("Konsole"))) == ("", "")


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_printed_stands_between_switches_and_errors_do_not_keep_them() -> None:
    stream = Tty()
    kind = found(named("VTE 0.70"))
    with suppress(KeyError), explicit_order(stream, kind):
        stream.write("text")
        raise KeyError
    assert stream.getvalue() == "\x1b[8l\x1b[?1243ltext\x1b[8h\x1b[?1243h"
    pipe = io.StringIO()
    with explicit_order(pipe, kind):
        pipe.write("text")
    assert pipe.getvalue() == "text"


@pytest.mark.parametrize(("version", "env", "colours"), [
    ("", {"TERM": "xterm-256color"}, "256"),
    ("", {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
    ("VTE(7600)", {"TERM": "xterm-256color", "COLORTERM": " 24bit "}, "truecolor"),
    ("", {"TERM": "alacritty"}, "256"),  # as it is over ssh
    ("", {"TERM": "foot"}, "256"),
    ("ghostty 1.0", {"TERM": "xterm"}, "256"),
    ("XTerm(379)", {"TERM": "xterm"}, "256"),
    ("", {"TERM": "mlterm", "COLORTERM": "truecolor"}, "256"),
    ("", {"TERM": "xterm-kitty"}, "256"),
    ("", {"TERM": "tmux-256color"}, "256"),
    ("tmux 3.3a", {"TERM": "screen", "COLORTERM": "truecolor"}, "truecolor"),
    ("", {"TERM": "screen"}, "standard"),
    ("", {"TERM": "linux"}, "standard"),
    ("", {"TERM": "rxvt"}, "standard"),
    ("", {"TERM": "xterm"}, "standard"),
    ("", {}, "standard"),
])  # fmt: skip
def test_a_terminal_gets_the_colours_that_it_has(
    version: str, env: dict[str, str], colours: str
) -> None:
    place = decide("auto", Replies(0, version), env, {}).place
    assert colour_system(place, env) == colours


def test_tmux_takes_mlterm_for_a_terminal_of_few_colours() -> None:
    environ = {"TERM": "tmux-256color", "COLORTERM": "truecolor"}
    outer = Replies(version="tmux 3.3a", outer=Outer("", {"TERM": "mlterm"}))
    assert colour_system(decide("auto", outer, environ, {}).place, environ) == "standard"


def test_unknown_terminals_have_no_rule_of_their_own() -> None:
    assert not UNKNOWN.certain
    assert UNKNOWN not in RULES.values()


# -------------------------------------------------------------------------------------- memory

PLACES = [
    Place("VTE", "xterm-256color", "", multiplexer=False),
    Place("VTE", "tmux-256color", "tmux", multiplexer=True),
    Place('qu"ote\\', "←", "\N{REPLACEMENT CHARACTER}", multiplexer=False),
]


def test_choices_are_remembered_by_place() -> None:
    assert remembered() == {}
    for place in PLACES:
        remember(place, Profile.BIDI)
    remember(PLACES[0], Profile.KITTY)
    assert remembered() == {
        PLACES[0]: Profile.KITTY, PLACES[1]: Profile.BIDI, PLACES[2]: Profile.BIDI,
    }  # fmt: skip
    assert [path.name for path in memory_file().parent.iterdir()] == ["terminals.toml"]


@given(st.text(), st.text())
def test_any_name_survives(version: str, program: str) -> None:
    environ = {"TERM": "x", "TERM_PROGRAM": program}
    place = decide("auto", Replies(0, version), environ, {}).place
    remember(place, Profile.BIDI)
    assert remembered()[place] is Profile.BIDI


@pytest.mark.parametrize("text", [
    "", "terminal = 3", "[[terminal]]\nfamily = 1", "not toml", "[terminal]\nfamily = 'x'",
    "[[terminal]]\nfamily='a'\nterm='b'\nprogram='c'\nmultiplexer=false\nprofile='slanted'",
])  # fmt: skip
def test_a_damaged_memory_remembers_nothing_and_is_written_anew(text: str) -> None:
    memory_file().parent.mkdir(parents=True)
    memory_file().write_text(text)
    assert remembered() == {}
    remember(PLACES[0], Profile.BIDI)
    assert remembered() == {PLACES[0]: Profile.BIDI}


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("WORKBENCH_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(ConfigError, match=r"cannot be kept in .*state"):
        remember(PLACES[0], Profile.BIDI)
    assert remembered() == {}
