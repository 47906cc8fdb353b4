"""The command line: the only place that reads arguments or prints."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench import __version__
from workbench.cli import corpus, curate, gold
from workbench.cli.output import Exit, Output, narrate
from workbench.cli.translation import TranslatedGroup, translate
from workbench.config import load_settings
from workbench.errors import WorkbenchError
from workbench.layout import Profile
from workbench.messages import _, languages, use_language
from workbench.tui.terminal import choose_profile, explicit_order
from workbench.workflow.session import Session, open_session

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Options:
    """The global options, after command line, environment and configuration file are weighed."""

    db: Path
    curator: str | None
    profile: Profile
    keymap: Mapping[str, str]

    @property
    def output(self) -> Output:
        """Where data is printed."""
        return Output.to_stdout(self.profile)

    def session(self, *, create: bool = False) -> Session:
        """Open the database until the command ends."""
        opened = open_session(self.db, self.curator, create=create)
        click.get_current_context().call_on_close(opened.store.close)
        return opened


@click.group(
    cls=TranslatedGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    envvar="WORKBENCH_DB",
    help="The database; workbench.db by default.",
)
@click.option(
    "--curator",
    envvar="WORKBENCH_CURATOR",
    metavar="NAME",
    help="Who you are; your login name by default.",
)
@click.option(
    "--rtl",
    type=click.Choice(["auto", *(profile.value for profile in Profile)]),
    envvar="WORKBENCH_RTL",
    help="How the terminal shows right-to-left text.",
)
@click.option(
    "--lang",
    type=click.Choice(languages()),
    envvar="WORKBENCH_LANG",
    help="The language of the interface.",
)
@click.version_option(__version__, prog_name="workbench")
@click.pass_context
def cli(
    context: click.Context,
    db: Path | None,
    curator: str | None,
    rtl: str | None,
    lang: str | None,
) -> None:
    """Curate Arabic news into gold data, right-to-left, in a terminal.

    Without a command, opens the workbench on the database.
    """
    settings = load_settings()
    use_language(lang or settings.lang)
    translate(cli)
    profile = choose_profile(rtl or settings.rtl, os.environ)
    context.obj = Options(db or settings.db, curator or settings.curator, profile, settings.keymap)
    if context.invoked_subcommand is None:
        open_workbench(context.obj)


def open_workbench(options: Options) -> None:
    """The screen on the database; with none yet, offer to make it."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.UsageError(_("The workbench needs a terminal; see `workbench --help`."))
    if not options.db.exists():
        offer_database(options)
    from workbench.tui.app import Workbench  # noqa: PLC0415 - Textual takes time to import

    app = Workbench(
        lambda: open_session(options.db, options.curator), options.profile, keys=options.keymap
    )
    with explicit_order(sys.stdout, options.profile):
        app.run()
    if app.return_code:
        raise SystemExit(app.return_code)


def offer_database(options: Options) -> None:
    """Ask for articles to begin with, and store and read them."""
    question = _("There is no database {path}. Create it?").format(path=options.db)
    click.confirm(question, default=True, abort=True, err=True)
    seeds = "seeds" if Path("seeds").is_dir() else None
    asked = click.prompt(_("A folder or file of articles"), default=seeds, err=True)
    context = click.get_current_context()
    context.invoke(corpus.import_, paths=(Path(asked),), encoding=None, format_name=None)
    context.invoke(corpus.suggest)


for command in (*corpus.COMMANDS, *curate.COMMANDS, *gold.COMMANDS):
    cli.add_command(command)


def main() -> None:
    """Run the program; a refusal is one sentence and exit code 1."""
    try:
        cli(prog_name="workbench")
    except WorkbenchError as error:
        narrate(f"workbench: {error}")
        raise SystemExit(Exit.FAILED) from None
