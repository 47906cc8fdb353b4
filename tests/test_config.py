"""The configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.config import Settings, load_settings
from workbench.errors import ConfigError


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('db = "a.db"\ncurator = "أمل"\n[keymap]\n"curate.accept" = "y"\n', "utf-8")
    settings = load_settings(path)
    assert (settings.db, settings.curator) == (Path("a.db"), "أمل")
    assert settings.keymap == {"curate.accept": "y"}


@pytest.mark.parametrize(
    "text", ["db = 3", 'colour = "red"', "[keymap]\na = 1", "db = [", 'curator = ""']
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml"):
        load_settings(path)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path)
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not TOML"):
        load_settings(path)
