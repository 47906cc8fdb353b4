"""Numbers and gold: agreement, export, check, score."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.output import Exit, data_stream, narrate, print_json, refuse_given
from workbench.cli.progress import watched
from workbench.cli.team import told
from workbench.curation import Policy
from workbench.messages import _
from workbench.workflow import check as checking
from workbench.workflow import measure, release, share
from workbench.workflow.ingest import valid_text

if TYPE_CHECKING:
    from datetime import datetime

    from workbench.cli import Options

_FILE = click.Path(path_type=Path, readable=False)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@_JSON
@click.option("--label", metavar="LABEL", help="Measure as if only this label were marked.")
@click.option(
    "--since", type=_DAY, metavar="YYYY-MM-DD", help="Articles finished from this day on."
)
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="Articles finished until then.")
@click.option(
    "--arm",
    type=click.Choice([arm.name.lower() for arm in measure.Arms]),
    help="Only pairs of whom both, one or none saw suggestions.",
)
@click.option("--of", "curator", metavar="NAME", help="Only pairs of which this curator is one.")
@click.option(
    "--guideline",
    metavar="FINGERPRINT",
    help="Only articles all of whose curators had these guidelines; its beginning will do.",
)
@click.option("--details", is_flag=True, help="Also what is counted on tokens: alpha and kappas.")
@click.option("--html", type=_FILE, help="A page for a browser, with the spans; replaced whole.")
@click.pass_obj
def agreement(
    options: Options,
    as_json: bool,
    label: str | None,
    since: datetime | None,
    until: datetime | None,
    arm: str | None,
    curator: str | None,
    guideline: str | None,
    details: bool,
    html: Path | None,
) -> None:
    """How far curators agree: exact F1 of spans, and in what they differ.

    Only articles that all their curators submitted take part, with the first submission of each.
    Intervals are of 95 % and resample articles. With --json everything is printed; --html writes
    one page with pictures, and with the places where curators differ.
    """
    filters = measure.Filters(
        valid_text(label) if label is not None else None,
        since.date().isoformat() if since else None,
        until.date().isoformat() if until else None,
        measure.Arms[arm.upper()] if arm else None,
        valid_text(curator) if curator is not None else None,
        valid_text(guideline) if guideline is not None else None,
    )
    session = options.session()
    with watched(options, _("Measuring"), lambda: narrate(_("Stopped: nothing was measured."))):
        report = measure.agreement(session, filters, details=details or as_json or bool(html))
        if html is not None:
            measure.write_page(session, report, html)
    if html is not None:
        narrate(_("The page is written to {path}.").format(path=html))
    if as_json:
        print_json(measure.agreement_json(report))
    if as_json or html is not None:
        return
    for n, table in enumerate(measure.tables(report)):
        if n:
            options.output.line()
        options.output.table(table)
    narrate(measure.anchored())
    for one in report.hasty or ():
        narrate(measure.haste_told(one))


@click.command()
@click.option(
    "--format",
    "format_name",
    default="gold",
    metavar="NAME",
    show_default=True,
    help="The format to write.",
)
@click.option(
    "--layer",
    default=release.Layers.GOLD.value,
    metavar="gold|curator:NAME|suggestions",
    show_default=True,
    help="Whose annotations.",
)
@click.option(
    "--policy",
    type=click.Choice([policy.value for policy in Policy]),
    default=Policy.DEFAULT.value,
    show_default=True,
    help="How gold follows from several curators.",
)
@click.option(
    "--of", "single", metavar="NAME", help="With --policy single: whose annotations are gold."
)
@click.option(
    "--include-unfinished",
    is_flag=True,
    help="Also articles that are unfinished or unresolved, flagged as such.",
)
@click.option("--bundle", is_flag=True, help="What you submitted, as a database for `merge`.")
@click.option("-o", "--output", "target", type=_FILE, help="A file, replaced whole; else stdout.")
@click.pass_context
def export(
    context: click.Context,
    format_name: str,
    layer: str,
    policy: str,
    single: str | None,
    include_unfinished: bool,
    bundle: bool,
    target: Path | None,
) -> None:
    """Write gold data as JSON lines.

    A record is one article with its gold, one curator's layer, or what is suggested.
    """
    options: Options = context.obj
    if bundle:
        if target is None:
            raise click.UsageError(_("A bundle goes to a file: give --output."))
        refused = ("format_name", "layer", "policy", "single", "include_unfinished")
        refuse_given(context, "--bundle", refused)
        session = options.session()
        kept = _("Stopped: {path} is as it was.").format(path=target)
        with watched(options, _("Exporting"), lambda: narrate(kept)):
            brought = share.write_bundle(session, target)
        narrate(f"{target}: {told(brought)}")
        return
    name, _colon, curator = valid_text(layer).partition(":")
    if name not in list(release.Layers) or (name == release.Layers.CURATOR) != bool(curator):
        raise click.UsageError(_("The layer is gold, curator:NAME or suggestions."))
    if name == release.Layers.SUGGESTIONS:
        given = ("format_name", "policy", "single", "include_unfinished")
        refuse_given(context, "--layer suggestions", given)
    if single is not None and (policy != Policy.SINGLE or curator):
        raise click.UsageError(_("--of goes with --policy single, and with gold."))
    request = release.Request(
        release.Layers(name), curator or None, format_name, include_unfinished, Policy(policy),
        valid_text(single) if single is not None else None,
    )  # fmt: skip
    session = options.session()

    def stopped() -> None:
        text = (
            _("Stopped: {path} is as it was.") if target else _("Stopped: the export is cut off.")
        )
        narrate(text.format(path=target))

    with watched(options, _("Exporting"), stopped) as work:
        if target is None:
            with data_stream() as stream:
                report = release.export(session, request, stream, work.at)
        else:
            report = release.export_file(session, request, target, work.at)
    narrate(release.describe(report, str(target) if target else "stdout"))
    for source, status in report.omitted:
        narrate(f"{status}: {source}")


@click.command()
@click.argument("file", required=False, type=_FILE)
@click.option("--repair", is_flag=True, help="Derive again what is derived and wrong.")
@click.pass_obj
def check(options: Options, file: Path | None, repair: bool) -> None:
    """Verify a database or a gold file.

    Without FILE, the database in use.
    """
    if file is None or checking.is_database(file):
        from dataclasses import replace  # noqa: PLC0415

        session = (replace(options, db=file) if file else options).session()
        problems = checking.check_database(session, repair=repair)
    else:
        problems = checking.check_gold(file)
    found = left = 0
    for problem in problems:
        narrate(problem.message + (f" ({_('repaired')})" if problem.repaired else ""))
        found += 1
        left += not problem.repaired
    if left:
        raise SystemExit(Exit.FAILED)
    if not found:
        narrate(_("Nothing is wrong."))


@click.command()
@click.argument("gold", type=_FILE)
@click.argument("pred", type=_FILE)
@_JSON
@click.pass_obj
def score(options: Options, gold: Path, pred: Path, as_json: bool) -> None:
    """Compare predicted spans with gold.

    Prints precision, recall and F1 by label, F1 by overlap, and how many values are right.

    Both files hold gold records or lines of `extract`.
    """
    result = measure.score_files(gold, pred)
    if as_json:
        print_json(measure.score_json(result))
        return
    options.output.table(measure.score_table(result))
    narrate(measure.anchored())
    if result.missing or result.unknown:
        text = _("{missing} gold articles without prediction, {unknown} predicted without gold")
        narrate(text.format(missing=result.missing, unknown=result.unknown))


COMMANDS = (agreement, export, check, score)
