"""Articles in, suggestions, and what is there: import, suggest, extract, list, stats."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.output import Exit, narrate, print_json, print_line
from workbench.cli.progress import watched
from workbench.errors import UnknownName
from workbench.messages import N_, _, ngettext
from workbench.model import Progress, Sort, View
from workbench.scheme import default_scheme
from workbench.workflow import extraction, ingest, insight, listing, measure, queue
from workbench.workflow import suggest as suggesting
from workbench.workflow.ingest import Ingested, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.cli import Options
    from workbench.workflow.session import Session

_PATHS = click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True, readable=False),
)
_FORMAT = click.option("--format", "format_name", metavar="NAME", help="The format of the files.")
_DAY = click.DateTime(["%Y-%m-%d"])
_ENCODING = click.option("--encoding", metavar="NAME", help="How the files are encoded.")


@click.command("import")
@_PATHS
@_FORMAT
@_ENCODING
@click.pass_obj
def import_(
    options: Options, paths: tuple[Path, ...], format_name: str | None, encoding: str | None
) -> None:
    """Store articles from files and folders.

    The path - reads standard input. A folder is searched for files of a known kind. Text that is
    stored already is reported and not stored twice; what is refused is listed at the end, and the
    rest is imported all the same.
    """
    counts = store_articles(options, paths, format_name, encoding)
    taken = counts[Outcome.STORED] + counts[Outcome.KNOWN]
    _exit_by(refused=counts[Outcome.REFUSED], taken=taken)


def store_articles(
    options: Options, paths: tuple[Path, ...], format_name: str | None, encoding: str | None
) -> Counter[Outcome]:
    """Store what is in `paths` and tell what became of it; how many of each outcome."""
    session = options.session(create=True)
    results: list[Ingested] = []

    def stopped() -> None:
        _tell(results)
        narrate(_("Stopped: import the same once more to go on; what is stored is passed over."))

    with watched(options, _("Importing"), stopped) as work:
        incoming = ingest.read_paths(
            paths, stdin=_standard_input(paths), format_name=format_name, encoding=encoding
        )
        for result in work.each(ingest.ingest(session, incoming), ingest.expected(paths)):
            results.append(result)  # noqa: PERF402 - they are counted as they come
    return _tell(results)


def _tell(results: Sequence[Ingested]) -> Counter[Outcome]:
    """Say what became of articles; how many of each outcome."""
    counts = Counter(result.outcome for result in results)
    for result in results:
        if result.outcome is Outcome.KNOWN:
            narrate(f"{result.source}: {result.message}")
    text = ngettext("{n} article imported, {known} known, {refused} refused",
                    "{n} articles imported, {known} known, {refused} refused",
                    counts[Outcome.STORED])  # fmt: skip
    narrate(text.format(n=counts[Outcome.STORED], known=counts[Outcome.KNOWN],
                        refused=counts[Outcome.REFUSED]))  # fmt: skip
    report_refused(results)
    return counts


@click.command()
@click.pass_obj
def suggest(options: Options) -> None:
    """Run the extractors over stored articles.

    Articles that they have read in their present version are passed over.
    """
    session = options.session()
    articles = session.store.article_ids()
    found: list[int] = []

    def tell() -> None:
        text = ngettext("{n} new suggestion", "{n} new suggestions", sum(found))
        narrate(text.format(n=sum(found)))

    def stopped() -> None:
        tell()
        text = ngettext("Stopped after {n} of {all} articles: `workbench suggest` goes on there.",
                        "Stopped after {n} of {all} articles: `workbench suggest` goes on there.",
                        len(found))  # fmt: skip
        narrate(text.format(n=len(found), all=len(articles)))

    with watched(options, _("Suggesting"), stopped) as work:
        for _id, count in work.each(suggesting.suggest(session, articles), len(articles)):
            found.append(count)
    tell()
    for problem in suggesting.problems(session):
        narrate(problem)


@click.command()
@_PATHS
@_FORMAT
@_ENCODING
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes read at once.",
)
@click.pass_obj
def extract(
    options: Options,
    paths: tuple[Path, ...],
    format_name: str | None,
    encoding: str | None,
    jobs: int,
) -> None:
    """Print what the extractors find in files.

    One JSON line an article, in the order of the files; no database is needed.
    """
    taken = refused = 0

    def stopped() -> None:
        text = ngettext("Stopped after {n} article.", "Stopped after {n} articles.", taken)
        narrate(text.format(n=taken))

    with watched(options, _("Extracting"), stopped) as work:
        incoming = ingest.read_paths(
            paths, stdin=_standard_input(paths), format_name=format_name, encoding=encoding
        )
        for item in work.each(extraction.extract(incoming, jobs), ingest.expected(paths)):
            with work.aside():
                if isinstance(item, Ingested):
                    refused += item.outcome is Outcome.REFUSED
                    report_refused((item,))
                else:
                    print_line(item)
                    taken += 1
    for problem in suggesting.problems():
        narrate(problem)
    _exit_by(refused=refused, taken=taken)


@click.command("list")
@click.argument("what", type=click.Choice(listing.KINDS))
@click.option("--search", metavar="WORDS", help="Articles that have all these words.")
@click.option(
    "--state",
    type=click.Choice([state.value for state in Progress]),
    help="Articles that you are so far with.",
)
@click.option("--by", metavar="CURATOR", help="Articles that a curator takes part in.")
@click.option("--since", type=_DAY, help="Articles of this day or later.")
@click.option("--until", type=_DAY, help="Articles of this day or earlier.")
@click.option("--label", help="Articles in which you have or are shown a span of a label.")
@click.option("--extractor", help="Articles in which an extractor suggests something.")
@click.option("--noted", is_flag=True, help="Articles with a note of yours.")
@click.option("--mine", is_flag=True, help="Articles that are assigned to you.")
@click.option("--sort", type=click.Choice([s.value for s in Sort]), help="What to sort by.")
@click.option("--backwards", is_flag=True, help="Sort the other way round.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
@click.pass_obj
def list_(options: Options, /, what: str, as_json: bool, **chosen: Any) -> None:
    """List what there is of one kind.

    The options choose among articles.
    """
    if what != "articles":
        for name, value in chosen.items():
            if value:
                text = _("--{option} is about articles.")
                raise click.UsageError(text.format(option=name))
    if what == "articles":
        head, rows = _articles(options, chosen)
    else:
        head, rows = _things(options, what)
    if as_json:
        for row in rows:
            print_json(dict(zip(head, row, strict=True)))
    else:
        options.output.table([[_(name) for name in head], *rows])


def _things(options: Options, what: str) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The columns and rows of what is no article."""
    if what == "curators":
        session = options.session()
        curators = session.store.curators()
        return (N_("name"), N_("roles")), [(c.name, " ".join(c.roles)) for c in curators]
    if what == "labels":
        labels = options.session().scheme if options.has_database else default_scheme()
        columns = (N_("name"), N_("kind"), N_("key"), N_("tag"), N_("title"), N_("help"))
        return columns, [(x.name, x.kind, str(x.key), x.tag, x.title, x.help) for x in labels]
    if what == "commands":
        from workbench.tui.commands import COMMANDS, keymap  # noqa: PLC0415 - takes time to import

        head, keys = (N_("id"), N_("keys"), N_("help")), keymap(options.settings.keymap)
        for problem in keys.problems:
            narrate(problem)
        return head, [(c.id, " ".join(keys.of(c)), _(c.help)) for c in COMMANDS]
    if what == "gazetteers":
        return (N_("file"), N_("section"), N_("names"), N_("source")), listing.gazetteers()
    return (N_("name"), N_("help")), listing.registered(what)


def _articles(
    options: Options, chosen: Mapping[str, Any]
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    session = options.session()
    found = queue.listing(session, _view(session, chosen))
    head = (N_("id"), N_("source"), N_("published"), N_("open"), N_("kept"), N_("state"),
            N_("headline"))  # fmt: skip
    rows = []
    for row in queue.page(session, found):
        tally = row.tally
        state = _("new") if tally is None else _("submitted") if tally.closed else _("open")
        day = row.published.isoformat() if row.published else "–"
        undecided = tally.undecided if tally else row.suggestions
        kept = tally.accepted if tally else 0
        rows.append(
            (row.article[:8], row.source, day, str(undecided), str(kept), state, row.headline)
        )
    return head, rows


def _view(session: Session, chosen: Mapping[str, Any]) -> View:
    """The view that the options ask for; UnknownName for a name that is not there."""
    label, extractor, by = chosen["label"], chosen["extractor"], chosen["by"]
    if label:
        session.scheme[label]
    known = suggesting.sources(session)
    if extractor and extractor not in known:
        raise UnknownName(_("source of suggestions"), extractor, known)
    since, until = chosen["since"], chosen["until"]
    return View(
        search=chosen["search"] or "",
        progress=Progress(chosen["state"]) if chosen["state"] else None,
        curator=session.store.curator(by).id if by else None,
        since=since.date() if since else None,
        until=until.date() if until else None,
        label=label,
        extractor=extractor,
        noted=chosen["noted"],
        mine=chosen["mine"],
        sort=Sort(chosen["sort"] or Sort.INGESTED),
        backwards=chosen["backwards"],
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def stats(options: Options, as_json: bool) -> None:
    """Count articles and your decisions, and what they took.

    Speed is told of your own work, and of others' as far as you may see it.
    """
    session = options.session()
    counted, speeds = measure.statistics(session), insight.insight(session)
    if as_json:
        print_json(counted | {"speed": insight.insight_json(speeds)})
        return
    flat = [(name, str(value)) for name, value in counted.items() if not isinstance(value, dict)]
    options.output.table([(_("what"), _("count")), *flat])
    for name in ("labels", "extractors"):
        options.output.line()
        head = (_(name), *map(_, measure.OUTCOMES))
        options.output.table([head, *measure.rows_of(counted[name])])
    for name, group in speeds.items():
        if group:
            options.output.line()
            options.output.table([(_(name), *map(_, insight.COLUMNS)), *insight.rows_of(group)])


def _standard_input(paths: Iterable[Path]) -> bytes | None:
    if ingest.STANDARD_INPUT not in paths:
        return None
    return sys.stdin.buffer.read()


def report_refused(results: Iterable[Ingested]) -> None:
    """List what could not be taken, and why."""
    for result in results:
        if result.outcome is Outcome.REFUSED:
            narrate(_("refused: {source}: {why}").format(source=result.source, why=result.message))


def _exit_by(*, refused: int, taken: int) -> None:
    if refused:
        raise SystemExit(Exit.PARTLY if taken else Exit.FAILED)


COMMANDS = (import_, suggest, extract, list_, stats)
