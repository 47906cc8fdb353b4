"""The command line: the only place that reads arguments or prints."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from workbench import __version__
from workbench.cli import adjudicate, corpus, correct, curate, gold, learn, scheme, team, terminal
from workbench.cli.output import Exit, Output, narrate, spoken
from workbench.cli.terminal import asked_once, interactive
from workbench.cli.translation import TranslatedGroup, translate
from workbench.config import YES, Settings, load_settings
from workbench.errors import ConfigError, WorkbenchError
from workbench.layout import Profile
from workbench.messages import _, languages, use_language, use_numerals
from workbench.tui.terminal import AUTO, Detection, detect, in_browser, run
from workbench.workflow import ingest, suggest, tour
from workbench.workflow.session import Session, open_session

if TYPE_CHECKING:
    from workbench.tui.habits import Habits
    from workbench.tui.terminal import Found


@dataclass
class Options:
    """The global options, after command line, environment and configuration file are weighed."""

    db: Path
    curator: str | None
    rtl: str
    settings: Settings

    @cached_property
    def terminal(self) -> Detection:
        """How the terminal that data is printed to is written to."""
        return detect(self.rtl, screen=False).detection

    @property
    def output(self) -> Output:
        """Where data is printed."""
        return Output.to_stdout(self.terminal)

    @property
    def has_database(self) -> bool:
        """Whether the database is there; one that cannot be looked at is left for opening it."""
        try:
            return self.db.exists()
        except OSError:
            return True

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
    type=click.Path(path_type=Path, readable=False),
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
    type=click.Choice([AUTO, *(profile.value for profile in Profile)]),
    envvar="WORKBENCH_RTL",
    help="How the terminal shows right-to-left text.",
)
@click.option(
    "--lang",
    type=click.Choice(languages()),
    envvar="WORKBENCH_LANG",
    is_eager=True,
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
    use_numerals(settings.numerals)
    translate(cli)
    context.obj = Options(
        db or settings.db, curator or settings.curator, rtl or settings.rtl, settings
    )
    for problem in suggest.use_lists(settings.gazetteers or context.obj.db.parent / "gazetteers"):
        narrate(f"workbench: {problem}")
    if context.invoked_subcommand is None:
        open_workbench(context.obj)


def open_workbench(options: Options) -> None:
    """The screen on the database; with none yet, offer to make it."""
    if not (interactive() or in_browser(os.environ)):
        raise click.UsageError(_("The workbench needs a terminal; see `workbench --help`."))
    if not options.has_database:
        offer_database(options)
    found = asked_once(detect(options.rtl, screen=True), options.settings.theme)
    from workbench.tui.app import Workbench  # noqa: PLC0415 - `detect` tells Textual of colours
    from workbench.tui.habits import Habits  # noqa: PLC0415

    habits = Habits.load()
    wanted = habits.is_new and options.settings.hints == YES
    while True:
        if wanted:
            show_tour(options, found, habits)
        app = Workbench(
            lambda: open_session(options.db, options.curator),
            found.detection.profile,
            settings=options.settings,
            habits=habits,
        )
        wanted = run(app, found) or False
        if app.last_words:
            narrate(f"workbench: {app.last_words}")
        keep(habits)
        options.settings = app.settings
        if app.return_code:
            raise SystemExit(app.return_code)
        if not wanted:
            return


def show_tour(options: Options, found: Found, habits: Habits) -> None:
    """The five steps on a sample article, in a database that is gone afterwards."""
    from workbench.tui.tour import Tour  # noqa: PLC0415 - Textual takes time to import

    habits.offered_tour()
    keep(habits)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tour.db"
        app = Tour(
            lambda: tour.open_tour(path),
            found.detection.profile,
            settings=options.settings,
            habits=habits,
        )
        run(app, found)


def keep(habits: Habits) -> None:
    """Remember what was done; where that cannot be written, tell so."""
    try:
        habits.save()
    except ConfigError as error:
        narrate(f"workbench: {error}")


def offer_database(options: Options) -> None:
    """Ask for articles to begin with, and store and read them."""
    question = _("There is no database {path}. Create it?").format(path=options.db)
    try:
        click.confirm(spoken(question, sys.stderr), default=True, abort=True, err=True)
        articles = asked_articles()
    except click.Abort:
        narrate(_("Nothing was created: `workbench import FOLDER` begins with your articles."))
        raise SystemExit(Exit.FAILED) from None
    corpus.store_articles(options, (articles,), None, None)
    click.get_current_context().invoke(corpus.suggest)


def asked_articles() -> Path:
    """A path that the user names and that holds an article; asked for until it does."""
    default = "seeds" if ingest.is_folder(Path("seeds")) else None
    question = _("A folder or file of articles")
    while True:
        path = Path(click.prompt(spoken(question, sys.stderr), default=default, err=True))
        refused = []
        for item in ingest.read_paths((path,)):
            if not isinstance(item, ingest.Ingested):
                return path
            refused.append(item)
        corpus.report_refused(refused)


for command in (
    *corpus.COMMANDS,
    *curate.COMMANDS,
    *correct.COMMANDS,
    *scheme.COMMANDS,
    *team.COMMANDS,
    *adjudicate.COMMANDS,
    *gold.COMMANDS,
    *learn.COMMANDS,
    *terminal.COMMANDS,
):
    cli.add_command(command)


def main() -> None:
    """Run the program; a refusal, or output that cannot be written, is one sentence and code 1."""
    _complete_streams()
    try:
        try:
            cli(prog_name="workbench")
        except WorkbenchError as error:
            narrate(f"workbench: {error}")
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        text = _("Standard output cannot be written: {error}.").format(error=error.strerror)
        with suppress(OSError):
            narrate(f"workbench: {error.filename}: {error.strerror}." if error.filename
                    else f"workbench: {text}")  # fmt: skip
    except KeyboardInterrupt:
        _drop_output()
        raise SystemExit(Exit.INTERRUPTED) from None
    raise SystemExit(Exit.FAILED)


def _complete_streams() -> None:
    """Stand in for what the process was started without: a stdout then refuses all text.

    Text that the encoding of stdout has no character for is written in escapes.
    """
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what is not written yet vanish: Python writes it once more when it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
