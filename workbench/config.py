"""Settings: what a person fixes once for all sessions, from one TOML file.

The file is `config.toml` in the user's configuration folder (XDG). Options given on the command
line, or in the environment, come before it.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path

from workbench.errors import ConfigError
from workbench.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_VARIABLE = "WORKBENCH_CONFIG"

RTL = ("auto", "visual", "bidi", "kitty", "off")
"""What `rtl` can be: found out, or a profile of the layout."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration file can say; every setting has a default."""

    db: Path = Path("workbench.db")
    """The database to open."""
    curator: str | None = None
    """Your name in the ledger; None takes the login name."""
    rtl: str = "auto"
    """How the terminal shows right-to-left text: auto, visual, bidi, kitty or off."""
    lang: str | None = None
    """The language of the interface; None takes it from the environment."""
    gazetteers: Path | None = None
    """The folder of the project's own lists; None takes `gazetteers` beside the database."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Other keys for commands, as `command id = "key,key"`."""


def settings_file() -> Path:
    """The configuration file that is in force, whether it exists or not."""
    named = os.environ.get(FILE_VARIABLE)
    return Path(named) if named else user_config_path("workbench") / "config.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the configuration file; a missing one gives the defaults, a wrong one ConfigError."""
    path = path or settings_file()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        text = _("The configuration file {path} cannot be read: {error}.")
        raise ConfigError(text.format(path=path, error=error.strerror)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        text = _("The configuration file {path} is not TOML: {error}")
        raise ConfigError(text.format(path=path, error=error)) from None
    known = {field_.name for field_ in fields(Settings)}
    for name in data:
        if name not in known:
            text = _("The configuration file {path} has an unknown setting “{name}”.")
            raise ConfigError(text.format(path=path, name=name))
    return Settings(**{name: _checked(path, name, value) for name, value in data.items()})


def _checked(path: Path, name: str, value: object) -> Any:
    if name == "keymap":
        fits = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    else:
        fits = isinstance(value, str) and bool(value)
    if not fits:
        text = _("The setting “{name}” in {path} has the wrong type.")
        raise ConfigError(text.format(name=name, path=path))
    if name == "rtl" and value not in RTL:
        text = _("The setting “{name}” in {path} is none of {known}.")
        raise ConfigError(text.format(name=name, path=path, known=", ".join(RTL)))
    if name in {"db", "gazetteers"} and "\0" in str(value):
        text = _("The setting “{name}” in {path} is no name of a file.")
        raise ConfigError(text.format(name=name, path=path))
    return Path(str(value)).expanduser() if name in {"db", "gazetteers"} else value
