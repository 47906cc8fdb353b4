"""The team: enrol, assign, merge, backup."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.curate import find_article
from workbench.cli.output import Exit, narrate
from workbench.messages import _, ngettext
from workbench.model import Arm, Role
from workbench.workflow import share, team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.cli import Options
    from workbench.model import Assignment
    from workbench.store.merge import Brought

_FILE = click.Path(path_type=Path, readable=False)
_USUAL = team.Shares()
_SHARE = click.FloatRange(0, 1)


@click.command()
@click.argument("name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    default=[Role.CURATOR.value],
    show_default=True,
    help="What she may do; may be given twice.",
)
@click.pass_obj
def enrol(options: Options, name: str, roles: tuple[str, ...]) -> None:
    """Let a curator join, or change her roles.

    A name joins by itself with its first act; this is for assigning articles before that, and for
    who adjudicates.
    """
    curator = team.enrol(options.session(), name, [Role(role) for role in roles])
    narrate(f"{curator.name}: {' '.join(curator.roles)}")


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--to", "names", multiple=True, required=True, metavar="NAME", help="A curator.")
@click.option("--unassisted", is_flag=True, help="These articles without suggestions.")
@click.option(
    "--overlap",
    type=_SHARE,
    default=_USUAL.overlap,
    show_default=True,
    help="Without ARTICLE: the share of articles that several annotate.",
)
@click.option(
    "--several",
    type=click.IntRange(2),
    default=_USUAL.several,
    show_default=True,
    help="Without ARTICLE: how many annotate these.",
)
@click.option(
    "--blind",
    type=_SHARE,
    default=_USUAL.blind,
    show_default=True,
    help="Without ARTICLE: the share without suggestions.",
)
@click.option("--count", type=click.IntRange(1), help="Without ARTICLE: how many articles.")
@click.pass_obj
def assign(
    options: Options,
    articles: tuple[str, ...],
    names: tuple[str, ...],
    unassisted: bool,
    overlap: float,
    several: int,
    blind: float,
    count: int | None,
) -> None:
    """Ask curators to annotate articles.

    With ARTICLE, each curator gets each of these. Without, articles that lack curators are dealt
    out evenly: some to several curators, so that agreement can be measured, and some without
    suggestions, so that it can be trusted.
    """
    session = options.session()
    if articles:
        wanted = [find_article(session, name).id for name in articles]
        arm = Arm.BLIND if unassisted else Arm.ASSISTED
        made = team.assign(session, wanted, names, arm)
    else:
        if unassisted:
            raise click.UsageError(_("--unassisted goes with ARTICLE; use --blind 1."))
        made = team.deal(session, names, team.Shares(overlap, several, blind, count))
    _tell(made, {c.id: c.name for c in session.store.curators()})


def _tell(made: Iterator[Assignment], names: dict[str, str]) -> None:
    """How many articles each curator got."""
    counts: Counter[tuple[str, Arm]] = Counter((a.curator, a.arm) for a in made)
    for (curator, arm), n in sorted(counts.items()):
        text = ngettext("{name}: {n} article, {arm}", "{name}: {n} articles, {arm}", n)
        narrate(text.format(name=names[curator], n=n, arm=_(arm)))
    if not counts:
        narrate(_("Every article has its curators."))


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.pass_obj
def merge(options: Options, files: tuple[Path, ...]) -> None:
    """Bring in what curators did in other databases or bundles.

    Nothing here is changed, and what is here already is not added again. Where one person went on
    with one article in both files, it stays as it is here and is named.
    """
    session = options.session(create=True)
    conflicts = 0
    for file in files:
        brought = share.merge(session, file)
        narrate(f"{file}: {told(brought)}")
        for conflict in brought.conflicts:
            narrate(conflict)
        conflicts += len(brought.conflicts)
    if conflicts:
        raise SystemExit(Exit.PARTLY)


def told(brought: Brought) -> str:
    """A sentence about what came."""
    text = _("{assignments} assignments, {submissions} submissions, {decisions} decisions added")
    return text.format(
        assignments=brought.assignments,
        submissions=brought.submissions,
        decisions=brought.decisions,
    )


@click.command()
@click.argument("target", type=_FILE)
@click.pass_obj
def backup(options: Options, target: Path) -> None:
    """Copy the database to a new file, also while others write to it."""
    share.back_up(options.session(), target)
    narrate(_("copied to {path}").format(path=target))


COMMANDS = (enrol, assign, merge, backup)
