"""The configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.config import (
    RTL,
    SETTINGS,
    Settings,
    load_settings,
    save_setting,
    with_setting,
)
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


def test_the_environment_comes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "light"\nanimations = "no"\n', "utf-8")
    monkeypatch.setenv("WORKBENCH_THEME", "ansi")
    settings = load_settings(path)
    assert (settings.theme, settings.animations) == ("ansi", "no")
    monkeypatch.setenv("WORKBENCH_THEME", "pink")
    with pytest.raises(ConfigError, match="WORKBENCH_THEME is none of dark, light, ansi"):
        load_settings(path)


def test_a_setting_is_written_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    save_setting("theme", "light", path)
    path.write_text('# mine\ntheme = "light" # bright\n[keymap]\n"a.b" = "y"\n', "utf-8")
    save_setting("theme", "dark", path)
    save_setting("curator", "أمل", path)
    text = path.read_text("utf-8")
    assert "# mine" in text
    assert "# bright" in text
    settings = load_settings(path)
    assert (settings.theme, settings.curator) == ("dark", "أمل")
    assert settings.keymap == {"a.b": "y"}
    save_setting("curator", "", path)
    assert load_settings(path).curator is None


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("db", "a\0")])
def test_a_wrong_setting_is_not_written(tmp_path: Path, name: str, value: str) -> None:
    path = tmp_path / "config.toml"
    with pytest.raises(ConfigError):
        save_setting(name, value, path)
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "config.toml"
    folder.mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        save_setting("theme", "dark", folder)
    broken = tmp_path / "broken.toml"
    broken.write_text("theme = [", "utf-8")
    with pytest.raises(ConfigError, match="not TOML"):
        save_setting("theme", "dark", broken)
    assert broken.read_text("utf-8") == "theme = ["
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    with pytest.raises(ConfigError, match=r"cannot be (read|written)"):
        save_setting("theme", "dark", blocked / "config.toml")


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "config.toml"
    real.write_text('theme = "dark"\n', "utf-8")
    link.symlink_to(real)
    save_setting("theme", "light", link)
    assert link.is_symlink()
    assert load_settings(real).theme == "light"


def test_every_setting_can_be_changed_by_itself() -> None:
    for setting in SETTINGS:
        for value in (*setting.choices, "x")[:2]:
            changed = with_setting(Settings(), setting.name, value)
            assert changed.shown(setting.name) == value
        assert with_setting(changed, setting.name, "") == Settings()
