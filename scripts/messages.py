"""Write the catalogues: every text that a user reads, from the sources, and its translations.

`workbench/locales/workbench.pot` is the template. Every `LANGUAGE/LC_MESSAGES/workbench.po` gets
what is new in it, without a translation, loses what is no longer used, and is compiled to the `.mo`
beside it, which the program reads.
"""

from __future__ import annotations

import ast
import io
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from workbench.cli import cli
from workbench.cli.translation import help_texts
from workbench.scheme import default_scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "workbench" / "locales"
TEMPLATE = LOCALES / "workbench.pot"
KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2}  # how many texts each takes


def collected() -> Catalog:
    """Every text of the sources, of the command line's help and of the default scheme."""
    catalogue = Catalog(project="workbench", fuzzy=False)
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        for message in marked(ast.parse(path.read_text("utf-8"))):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), 0)])
    for text in help_texts(cli):
        catalogue.add(text, locations=[("workbench/cli", 0)])
    for label in default_scheme():
        for text in (label.title, label.help):
            catalogue.add(text, locations=[("workbench/data/scheme.toml", 0)])
    return catalogue


def marked(tree: ast.AST) -> Iterator[str | tuple[str, ...]]:
    """The texts of a module, also those within f-strings; a plural is a pair."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            said = [each.value for each in node.args if isinstance(each, ast.Constant)]
            texts = [text for text in said if isinstance(text, str)][
                : KEYWORDS.get(node.func.id, 0)
            ]
            if texts:
                yield texts[0] if len(texts) == 1 else tuple(texts)


def template() -> str:
    """The template as the sources make it, without lines that change by themselves."""
    return _written(collected(), header=False)


def translated(language: str) -> Catalog:
    """The catalogue of a language, with the texts of the sources and no others."""
    path = catalogue_of(language)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    dated = catalogue.creation_date  # else every run writes another file
    catalogue.update(collected(), no_fuzzy_matching=True)
    catalogue.creation_date = dated
    catalogue.obsolete.clear()
    return catalogue


def catalogue_of(language: str) -> Path:
    """Where the translations into a language are kept."""
    return LOCALES / language / "LC_MESSAGES" / "workbench.po"


def source(catalogue: Catalog) -> str:
    """A catalogue as it is kept."""
    return _written(catalogue, header=True)


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def _written(catalogue: Catalog, *, header: bool) -> str:
    stream = io.BytesIO()
    write_po(
        stream, catalogue, omit_header=not header, include_lineno=False, sort_output=True, width=100
    )
    return stream.getvalue().decode()


def main() -> None:
    """Renew the template and the catalogues."""
    TEMPLATE.write_text(template(), "utf-8")
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/workbench.po")):
        catalogue = translated(path.parent.parent.name)
        path.write_text(source(catalogue), "utf-8")
        path.with_suffix(".mo").write_bytes(compiled(catalogue))


if __name__ == "__main__":
    main()
