"""The label scheme and the guidelines: show, check, apply."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.output import narrate, print_json, spoken
from workbench.cli.translation import TranslatedGroup
from workbench.messages import _, ngettext
from workbench.scheme import default_guideline, default_scheme
from workbench.workflow import versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.cli import Options
    from workbench.workflow.versions import Affected, Change

_FILE = click.argument("file", type=click.Path(path_type=Path, readable=False))
_YES = click.option("--yes", is_flag=True, help="Do it without asking.")
_NAMED = 5  # articles that are named before the rest is counted


@click.group(cls=TranslatedGroup)
def scheme() -> None:
    """The labels of the project."""


@scheme.command("show")
@click.pass_obj
def show_scheme(options: Options) -> None:
    """Print the scheme in force, TOML; without a database, the one to begin with."""
    text = options.session().store.scheme().text if options.has_database else default_scheme().text
    options.output.text(text.rstrip("\n"), None)


@scheme.command("check")
@_FILE
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check_scheme(options: Options, file: Path, as_json: bool) -> None:
    """Say what a scheme would change.

    Nothing is written. Without a database the file alone is checked.
    """
    new = versions.read_scheme(file)
    if not options.has_database:
        text = ngettext("{name} {version}: {n} label", "{name} {version}: {n} labels",
                        len(new.labels))  # fmt: skip
        narrate(text.format(name=new.name, version=new.version, n=len(new.labels)))
        return
    found = versions.change(options.session(), new)
    if as_json:
        print_json(_json(found))
    else:
        for line in _told(found):
            options.output.line(line)


@scheme.command("apply")
@_FILE
@_YES
@click.pass_obj
def apply_scheme(options: Options, file: Path, yes: bool) -> None:
    """Put a scheme in force.

    First it says what becomes of annotations that stand. What was decided keeps its scheme; an
    article is submitted once nothing stands in it that the scheme in force does not allow.
    """
    new = versions.read_scheme(file)
    session = options.session()
    found = versions.change(session, new)
    for line in _told(found):
        narrate(line)
    if found.same:
        return
    if not yes:
        click.confirm(spoken(_("Put it in force?"), sys.stderr), abort=True, err=True)
    versions.apply_scheme(session, new)
    narrate(_("in force: {name} {version}").format(name=new.name, version=new.version))


def _told(found: Change) -> Iterator[str]:
    """What a scheme does, a line for each thing."""
    if found.same:
        yield _("This scheme is in force already.")
        return
    names = {"old": f"{found.old.name} {found.old.version}",
             "new": f"{found.new.name} {found.new.version}"}  # fmt: skip
    yield _("{old} → {new}").format(**names)
    for name, affected in found.removed.items():
        to = found.renamed.get(name)
        renamed = _("{label} is called {new} now").format(label=name, new=to)
        gone = _("{label} is gone").format(label=name)
        yield f"{renamed if to else gone}: {_counted(affected)}"
    for name in found.added:
        if name not in found.renamed.values():
            yield _("{label} is new").format(label=name)
    for name in found.changed:
        yield _("{label} is described otherwise").format(label=name)
    for name, affected in found.unfit.items():
        text = _("{label} does not take such values any more")
        yield f"{text.format(label=name)}: {_counted(affected)}"


def _counted(affected: Affected) -> str:
    """How many spans stand, in which articles."""
    if not affected.count:
        return _("none stands")
    spans = ngettext("{n} span stands", "{n} spans stand", affected.count)
    articles = ngettext("in {n} article", "in {n} articles", affected.articles)
    named = ", ".join(affected.sources[:_NAMED])
    if len(affected.sources) > _NAMED:
        named += " …"
    text = f"{spans.format(n=affected.count)} {articles.format(n=affected.articles)}"
    return f"{text} ({named})" if named else text


def _json(found: Change) -> dict[str, object]:
    def counts(affected: Affected) -> dict[str, object]:
        return {"spans": affected.count, "articles": affected.articles,
                "sources": affected.sources}  # fmt: skip

    return {
        "same": found.same,
        "removed": {name: counts(each) for name, each in found.removed.items()},
        "renamed": found.renamed,
        "added": found.added,
        "changed": found.changed,
        "unfit": {name: counts(each) for name, each in found.unfit.items()},
    }


@click.group(cls=TranslatedGroup)
def guidelines() -> None:
    """The annotation guidelines of the project."""


@guidelines.command("show")
@click.pass_obj
def show_guidelines(options: Options) -> None:
    """Print the guidelines in force, Markdown; without a database, those to begin with."""
    text = versions.guidelines(options.session()) if options.has_database else default_guideline()
    options.output.text(text.rstrip("\n"), None)


@guidelines.command("apply")
@_FILE
@_YES
@click.pass_obj
def apply_guidelines(options: Options, file: Path, yes: bool) -> None:
    """Put guidelines in force; what was decided keeps those that it was decided by."""
    text = versions.read_guidelines(file)
    session = options.session()
    if text == versions.guidelines(session):
        narrate(_("These guidelines are in force already."))
        return
    unmentioned = versions.unmentioned(session.scheme, text)
    if unmentioned:
        labels = ", ".join(unmentioned)
        narrate(_("They do not mention {labels}.").format(labels=labels))
    if not yes:
        click.confirm(spoken(_("Put them in force?"), sys.stderr), abort=True, err=True)
    fingerprint = versions.apply_guidelines(session, text)
    narrate(_("in force: {fingerprint}").format(fingerprint=fingerprint))


COMMANDS = (scheme, guidelines)
