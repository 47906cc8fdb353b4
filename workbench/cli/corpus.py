"""Articles in, suggestions, and what is there: import, suggest, extract, list, stats."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from workbench.cli.output import Exit, narrate, print_json
from workbench.messages import _, ngettext
from workbench.scheme import default_scheme
from workbench.workflow import curate, ingest, listing, measure
from workbench.workflow import suggest as suggesting
from workbench.workflow.ingest import Ingested, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.cli import Options

T = TypeVar("T")

_PATHS = click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True, readable=False),
)
_FORMAT = click.option("--format", "format_name", metavar="NAME", help="The format of the files.")
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
    incoming = ingest.read_paths(
        paths, stdin=_standard_input(paths), format_name=format_name, encoding=encoding
    )
    results = list(_shown(ingest.ingest(session, incoming), ingest.count_files(paths)))
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
    found = sum(
        count for _id, count in _shown(suggesting.suggest(session, articles), len(articles))
    )
    text = ngettext("{n} new suggestion", "{n} new suggestions", found)
    narrate(text.format(n=found))


@click.command()
@_PATHS
@_FORMAT
@_ENCODING
def extract(paths: tuple[Path, ...], format_name: str | None, encoding: str | None) -> None:
    """Print what the extractors find in files.

    One JSON line an article; no database is needed.
    """
    incoming = ingest.read_paths(
        paths, stdin=_standard_input(paths), format_name=format_name, encoding=encoding
    )
    results: list[Ingested] = []
    for item in incoming:
        if isinstance(item, Ingested):
            results.append(item)
            continue
        article = ingest.article_of(item)
        print_json(suggesting.extracted(article, suggesting.read(article)))
        results.append(Ingested(article.source, Outcome.STORED))
    report_refused(results)
    refused = sum(1 for result in results if result.outcome is Outcome.REFUSED)
    _exit_by(refused=refused, taken=len(results) - refused)


@click.command("list")
@click.argument("what", type=click.Choice(listing.KINDS))
@click.pass_obj
def list_(options: Options, what: str) -> None:
    """List what there is of one kind."""
    rows: Sequence[Sequence[str]]
    if what == "articles":
        head, rows = _("id source published open kept state headline"), _articles(options)
    elif what == "curators":
        session = options.session()
        head = _("name roles")
        rows = [(c.name, " ".join(c.roles)) for c in session.store.curators()]
    elif what == "labels":
        labels = options.session().scheme if options.has_database else default_scheme()
        head = _("name kind key tag title help")
        rows = [(x.name, x.kind, str(x.key), x.tag, x.title, x.help) for x in labels]
    elif what == "commands":
        from workbench.tui.commands import COMMANDS  # noqa: PLC0415 - Textual takes time to import

        head = _("id keys help")
        rows = [(c.id, " ".join(c.keys), _(c.help)) for c in COMMANDS]
    else:
        head, rows = _("name help"), listing.registered(what)
    options.output.table([head.split(), *rows])


def _articles(options: Options) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for row in curate.queue(options.session()):
        tally = row.tally
        state = _("new") if tally is None else _("submitted") if tally.closed else _("open")
        day = row.published.isoformat() if row.published else "–"
        undecided = tally.undecided if tally else row.suggestions
        kept = tally.accepted if tally else 0
        found.append(
            (row.article[:8], row.source, day, str(undecided), str(kept), state, row.headline)
        )
    return found


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def stats(options: Options, as_json: bool) -> None:
    """Count articles and your decisions."""
    counted = measure.statistics(options.session())
    if as_json:
        print_json(counted)
        return
    flat = [(name, str(value)) for name, value in counted.items() if not isinstance(value, dict)]
    options.output.table([(_("what"), _("count")), *flat])
    for name in ("labels", "extractors"):
        options.output.line()
        head = (_(name), *map(_, measure.OUTCOMES))
        options.output.table([head, *measure.rows_of(counted[name])])


def _standard_input(paths: Iterable[Path]) -> bytes | None:
    if ingest.STANDARD_INPUT not in paths:
        return None
    return sys.stdin.buffer.read()


def _shown(items: Iterable[T], length: int) -> Iterator[T]:
    """Progress on stderr, where a person watches."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=length, file=sys.stderr) as bar:
        yield from bar


def report_refused(results: Iterable[Ingested]) -> None:
    """List what could not be taken, and why."""
    for result in results:
        if result.outcome is Outcome.REFUSED:
            narrate(_("refused: {source}: {why}").format(source=result.source, why=result.message))


def _exit_by(*, refused: int, taken: int) -> None:
    if refused:
        raise SystemExit(Exit.PARTLY if taken else Exit.FAILED)


COMMANDS = (import_, suggest, extract, list_, stats)
