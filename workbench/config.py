"""Settings: what a person fixes once for all sessions, in one TOML file.

The file is `config.toml` in the user's configuration folder (XDG). Options given on the command
line come before it, and the environment, where a setting names a variable, before the file.
`SETTINGS` is the one table of them: the file, the screen of settings and `docs/settings.md` have
what it says.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from platformdirs import user_config_path
from tomlkit.exceptions import TOMLKitError

from workbench.errors import ConfigError
from workbench.files import replacing
from workbench.messages import N_, NUMERALS, _, languages

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_VARIABLE = "WORKBENCH_CONFIG"

AUTO = "auto"
RTL = (AUTO, "visual", "bidi", "kitty", "off")
"""What `rtl` can be: found out, or a profile of the layout."""
THEMES = ("dark", "light", "ansi")
SIDES = (AUTO, "left", "right")
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: how it is called, what it is for, and what it can be.

    `choices` is empty where any text will do. `variable` of the environment overrides the file.
    `later` tells that a change takes effect when the program starts anew.
    """

    name: str
    title: str
    help: str
    variable: str
    choices: tuple[str, ...] = ()
    later: bool = False


SETTINGS = (
    Setting("lang", N_("Language"),
            N_("The language of the interface; empty takes it from the environment."),
            "WORKBENCH_LANG", languages()),
    Setting("theme", N_("Theme"),
            N_("The colours: dark, light, or the 16 colours of the terminal (ansi)."),
            "WORKBENCH_THEME", THEMES),
    Setting("numerals", N_("Digits"),
            N_("The digits of the interface: western (123) or arabic (١٢٣); articles keep theirs."),
            "WORKBENCH_NUMERALS", NUMERALS),
    Setting("article", N_("Article at"),
            N_("The side of the article: left, right, or where reading ends (auto)."),
            "WORKBENCH_ARTICLE", SIDES),
    Setting("rtl", N_("Right-to-left"),
            N_("How the terminal shows right-to-left text: auto, visual, bidi, kitty or off."),
            "WORKBENCH_RTL", RTL, later=True),
    Setting("animations", N_("Animations"),
            N_("Whether anything on the screen may move by itself."),
            "WORKBENCH_ANIMATIONS", (YES, NO)),
    Setting("hints", N_("Hints"), N_("Whether hints are shown until what they tell was done once."),
            "WORKBENCH_HINTS", (YES, NO)),
    Setting("curator", N_("Curator"), N_("Your name in the ledger; empty takes the login name."),
            "WORKBENCH_CURATOR", later=True),
    Setting("db", N_("Database"), N_("The database to open; empty takes workbench.db."),
            "WORKBENCH_DB", later=True),
    Setting("gazetteers", N_("Lists of names"),
            N_("The folder of your own lists; empty takes gazetteers beside the database."),
            "WORKBENCH_GAZETTEERS", later=True),
)  # fmt: skip
"""Every setting but the keymap, which is a table of its own."""

_PATHS = frozenset(("db", "gazetteers"))
_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; `SETTINGS` tells what each is for."""

    db: Path = Path("workbench.db")
    curator: str | None = None
    rtl: str = AUTO
    lang: str | None = None
    theme: str = THEMES[0]
    numerals: str = NUMERALS[0]
    article: str = AUTO
    animations: str = YES
    hints: str = YES
    gazetteers: Path | None = None
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Other keys for commands, as `command id = "key,key"`."""

    def shown(self, name: str) -> str:
        """A setting as text; empty where nothing was chosen."""
        value = getattr(self, name)
        return "" if value is None else str(value)


def settings_file() -> Path:
    """The configuration file that is in force, whether it exists or not."""
    named = os.environ.get(FILE_VARIABLE)
    return Path(named) if named else user_config_path("workbench") / "config.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the configuration file and the environment.

    A missing file gives the defaults; what is wrong in either is a ConfigError.
    """
    path = path or settings_file()
    try:
        data = tomllib.loads(_text_of(path))
    except tomllib.TOMLDecodeError as error:
        text = _("The configuration file {path} is not TOML: {error}")
        raise ConfigError(text.format(path=path, error=error)) from None
    for name in data:
        if name not in _BY_NAME and name != "keymap":
            text = _("The configuration file {path} has an unknown setting “{name}”.")
            raise ConfigError(text.format(path=path, name=name))
    chosen = {name: _checked(str(path), name, value) for name, value in data.items()}
    for setting in SETTINGS:
        if value := os.environ.get(setting.variable):
            chosen[setting.name] = _checked(setting.variable, setting.name, value)
    return Settings(**chosen)


def save_setting(name: str, value: str, path: Path | None = None) -> None:
    """Write one setting into the configuration file, which keeps its comments and the rest.

    An empty value takes the setting out. ConfigError says what is wrong with the value, or that the
    file cannot be written.
    """
    path = path or settings_file()
    if value:
        _checked(str(path), name, value)
    try:
        document = tomlkit.parse(_text_of(path))
        if value:
            document[name] = value
        else:
            document.pop(name, None)
        with replacing(path) as stream:
            stream.write(tomlkit.dumps(document).encode())
    except TOMLKitError as error:
        text = _("The configuration file {path} is not TOML: {error}")
        raise ConfigError(text.format(path=path, error=error)) from None
    except OSError as error:
        text = _("The configuration file {path} cannot be written: {error}.")
        raise ConfigError(text.format(path=path, error=error.strerror)) from None


def with_setting(settings: Settings, name: str, value: str) -> Settings:
    """The settings with another value; an empty one is the default."""
    given = _checked("", name, value) if value else getattr(Settings(), name)
    return replace(settings, **{name: given})


def _text_of(path: Path) -> str:
    """What the file says; nothing where there is none."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        text = _("The configuration file {path} cannot be read: {error}.")
        raise ConfigError(text.format(path=path, error=error.strerror)) from None
    except UnicodeDecodeError as error:
        text = _("The configuration file {path} is not TOML: {error}")
        raise ConfigError(text.format(path=path, error=error)) from None


def _checked(where: str, name: str, value: object) -> Any:
    if name == "keymap":
        fits = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    else:
        fits = isinstance(value, str) and bool(value)
    if not fits:
        text = _("The setting “{name}” in {path} has the wrong type.")
        raise ConfigError(text.format(name=name, path=where))
    choices = _BY_NAME[name].choices if name in _BY_NAME else ()
    if choices and value not in choices:
        text = _("The setting “{name}” in {path} is none of {known}.")
        raise ConfigError(text.format(name=name, path=where, known=", ".join(choices)))
    if name in _PATHS and "\0" in str(value):
        text = _("The setting “{name}” in {path} is no name of a file.")
        raise ConfigError(text.format(name=name, path=where))
    return Path(str(value)).expanduser() if name in _PATHS else value
