"""Write `docs/settings.md`: every setting, from the table of them."""

from __future__ import annotations

from pathlib import Path

from workbench.config import SETTINGS, Setting, Settings

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "settings.md"

_HEAD = """# Settings

Made by `python -m scripts.settings`; do not edit.

The program reads `config.toml` in your configuration folder: `~/.config/workbench/` on Linux,
`~/Library/Application Support/workbench/` on macOS, or the file that `WORKBENCH_CONFIG` names. The
key `,` in the queue opens the screen of settings, which writes the file and keeps your comments. An
option on the command line comes before a variable of the environment, and that before the file. A
setting or value that is not known is told at the start, in one sentence, and nothing is opened.

```toml
theme = "light"
numerals = "arabic"

[keymap]
"curate.accept" = "a, enter, space"
```

`[keymap]` gives commands other keys, by the ids in [keys.md](keys.md).
`NO_COLOR`, set to anything, takes all colours away.
"""


def page() -> str:
    """The page as the table makes it."""
    head = "| setting | values | usual | variable | what for |\n| --- | --- | --- | --- | --- |"
    return "\n".join([_HEAD, head, *map(_row, SETTINGS), ""])


def _row(setting: Setting) -> str:
    values = ", ".join(f"`{choice}`" for choice in setting.choices) or "text"
    usual = Settings().shown(setting.name)
    shown = f"`{usual}`" if usual else ""
    return f"| `{setting.name}` | {values} | {shown} | `{setting.variable}` | {setting.help} |"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
