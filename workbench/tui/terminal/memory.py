"""What the user picked on which terminal, in a TOML file of the user's state folder.

The file is only a memory: one that is missing, damaged or of another version remembers nothing,
and is written anew by the next choice.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_state_path

from workbench.errors import ConfigError
from workbench.files import replacing
from workbench.layout import Profile
from workbench.messages import _
from workbench.tui.terminal.decide import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER_VARIABLE = "WORKBENCH_STATE"
FILE_NAME = "terminals.toml"
_PROFILES = frozenset(Profile)


def state_folder() -> Path:
    """The folder of what the program remembers of its user, whether it exists or not."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else user_state_path("workbench")


def memory_file() -> Path:
    """Where choices are kept, whether the file exists or not."""
    return state_folder() / FILE_NAME


def remembered() -> dict[Place, Profile]:
    """Every choice that is kept."""
    try:
        data = tomllib.loads(memory_file().read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    entries = data.get("terminal")
    choices = (_choice(entry) for entry in entries) if isinstance(entries, list) else ()
    return dict(choice for choice in choices if choice is not None)


def _choice(entry: object) -> tuple[Place, Profile] | None:
    match entry:
        case {
            "family": str(family),
            "term": str(term),
            "program": str(program),
            "multiplexer": bool(multiplexer),
            "profile": str(profile),
        } if profile in _PROFILES:
            return Place(family, term, program, multiplexer), Profile(profile)
    return None


def remember(place: Place, profile: Profile) -> None:
    """Keep a choice; ConfigError where nothing can be written."""
    path = memory_file()
    choices = {**remembered(), place: profile}
    try:
        with replacing(path) as stream:
            stream.write(_toml(choices).encode())
    except OSError as error:
        text = _("The choice cannot be kept in {path}: {error}.")
        raise ConfigError(text.format(path=path, error=error.strerror)) from None


def _toml(choices: Mapping[Place, Profile]) -> str:
    """The file; the strings of a place are free of control characters, so JSON quotes them."""
    lines = []
    for place, profile in choices.items():
        lines.append("[[terminal]]")
        for name, value in {**asdict(place), "profile": profile.value}.items():
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
        lines.append("")
    return "\n".join(lines)
