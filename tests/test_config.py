"""The configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.config import RTL, Settings, load_settings
from workbench.errors import ConfigError
from workbench.layout import Profile
from workbench.tui.commands import keymap


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('db = "a.db"\ncurator = "أمل"\n[keymap]\n"curate.accept" = "y"\n', "utf-8")
    settings = load_settings(path)
    assert (settings.db, settings.curator) == (Path("a.db"), "أمل")
    assert settings.keymap == {"curate.accept": "y"}


@pytest.mark.parametrize(
    "text",
    ["db = 3", 'colour = "red"', "[keymap]\na = 1", "db = [", 'curator = ""', 'db = "a\\u0000"'],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml"):
        load_settings(path)


def test_rtl_is_auto_or_a_profile_of_the_layout(tmp_path: Path) -> None:
    assert (*RTL,) == ("auto", *Profile)
    path = tmp_path / "config.toml"
    for name in RTL:
        path.write_text(f'rtl = "{name}"', "utf-8")
        assert load_settings(path).rtl == name
    path.write_text('rtl = "foo"', "utf-8")
    with pytest.raises(ConfigError, match="none of auto, visual, bidi, kitty, off"):
        load_settings(path)


@pytest.mark.parametrize(
    "key",
    ["", "\t", " ", "y,", "e\u0301", "foo", "ctrl+", "yctrl+a", "\x1b", "\u202e", "left arrow"],
)
def test_a_keymap_names_keys(key: str) -> None:
    made = keymap({"agreement.back": key})
    assert made.bound() == {}
    assert "no key" in made.problems[0]


@pytest.mark.parametrize("key", ["y", "é", "غ", "/", "slash", "+", "plus", "f2", "ctrl+t", "space"])
def test_signs_and_names_are_keys(key: str) -> None:
    assert keymap({"agreement.back": f" {key} "}).bound()["agreement.back"]


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path)
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not TOML"):
        load_settings(path)
