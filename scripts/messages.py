"""Write `workbench/locales/workbench.pot`: every text that a user reads, from the sources."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from workbench.cli import cli
from workbench.cli.translation import help_texts

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "workbench" / "locales" / "workbench.pot"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}


def template() -> str:
    """The template as the sources make it, without lines that change by themselves."""
    catalogue = Catalog(project="workbench", fuzzy=False)
    found = extract_from_dir(ROOT / "workbench", [("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, _comments, _context in sorted(found, key=lambda f: (f[0], f[1])):
        catalogue.add(message, locations=[(f"workbench/{file}", 0)])
    for text in help_texts(cli):
        catalogue.add(text, locations=[("workbench/cli", 0)])
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, include_lineno=False, sort_output=True)
    return stream.getvalue().decode()


def main() -> None:
    """Renew the template."""
    TEMPLATE.write_text(template(), "utf-8")


if __name__ == "__main__":
    main()
