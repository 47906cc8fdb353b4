"""The team: enrol, assign, merge, backup."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.curate import find_article
from workbench.cli.output import Exit, narrate, refuse_given
from workbench.errors import Refused, StoreBusy, StoreError, StoreReadOnly
from workbench.messages import _, ngettext
from workbench.model import Arm, Role
from workbench.workflow import share, team

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.cli import Options
    from workbench.model import Assignment
    from workbench.store.merge import Brought
    from workbench.workflow.session import Session

_FILE = click.Path(path_type=Path, readable=False)
_USUAL = team.Shares()
_AGAIN = team.Again()
_SHARE = click.FloatRange(0, 1)
_NAMED = 5
"""How many articles are named where there may be many."""


@click.command()
@click.argument("name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="What she may do; may be given twice. Without it, she keeps her roles, or is a curator.",
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
@click.option("--to", "names", multiple=True, metavar="NAME", help="A curator.")
@click.option(
    "--withdraw",
    "withdrawn",
    multiple=True,
    metavar="NAME",
    help="Instead: let a curator off these articles, or all, that she has not submitted.",
)
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
@click.option(
    "--again",
    type=_SHARE,
    metavar="SHARE",
    help="Instead: this share of their own old articles once more, such as 0.03.",
)
@click.option(
    "--after",
    type=click.FloatRange(0),
    default=_AGAIN.days,
    show_default=True,
    metavar="DAYS",
    help="With --again: submitted so many days ago,",
)
@click.option(
    "--others",
    type=click.IntRange(0),
    default=_AGAIN.others,
    show_default=True,
    help="and so many other articles since.",
)
@click.pass_context
def assign(
    context: click.Context,
    articles: tuple[str, ...],
    names: tuple[str, ...],
    withdrawn: tuple[str, ...],
    unassisted: bool,
    overlap: float,
    several: int,
    blind: float,
    count: int | None,
    again: float | None,
    after: float,
    others: int,
) -> None:
    """Ask curators to annotate articles.

    With ARTICLE, each curator gets each of these. Without, articles that lack curators are dealt
    out evenly: some to several curators, so that agreement can be measured, and some without
    suggestions, so that it can be trusted.

    With --again, curators get some of their own articles once more, with the suggestions of the
    first time and without their work, so that their agreement with themselves can be measured.

    With --withdraw, nobody waits any longer for what a curator was asked for and has not submitted.
    """
    options: Options = context.obj
    if withdrawn:
        rest = ("names", "unassisted", "overlap", "several", "blind", "count", "again", "after",
                "others")  # fmt: skip
        refuse_given(context, "--withdraw", rest)
        _withdraw(options.session(), withdrawn, articles)
        return
    if not names:
        raise click.UsageError(_("Say to whom with --to."))
    if again is not None and articles:
        raise click.UsageError(_("--again draws the articles itself."))
    dealt = ("unassisted", "overlap", "several", "blind", "count")
    refuse_given(context, "--again", dealt if again is not None else ())
    session = options.session()
    if again is not None:
        made = team.ask_again(session, names, team.Again(again, after, others))
    elif articles:
        wanted = [find_article(session, name).id for name in articles]
        arm = Arm.BLIND if unassisted else Arm.ASSISTED
        made = team.assign(session, wanted, names, arm)
    else:
        if unassisted:
            raise click.UsageError(_("--unassisted goes with ARTICLE; use --blind 1."))
        made = team.deal(session, names, team.Shares(overlap, several, blind, count))
    none = _("Nothing is old enough yet.") if again is not None else ""
    _tell(made, {c.id: c.name for c in session.store.curators()}, none)


def _withdraw(session: Session, names: Sequence[str], articles: Sequence[str]) -> None:
    wanted = [find_article(session, name).id for name in articles]
    let_off = Counter(each.curator for each in team.withdraw(session, names, wanted))
    for curator in session.store.curators():
        if n := let_off[curator.id]:
            text = ngettext("{name}: {n} article withdrawn", "{name}: {n} articles withdrawn", n)
            narrate(text.format(name=curator.name, n=n))
    if not let_off:
        narrate(_("There is nothing that she has not submitted."))


def _tell(made: Iterator[Assignment], names: dict[str, str], none: str) -> None:
    """How many articles each curator got; `none` or the usual sentence where nobody got any."""
    counts: Counter[tuple[str, Arm]] = Counter((a.curator, a.arm) for a in made)
    for (curator, arm), n in sorted(counts.items()):
        text = ngettext("{name}: {n} article, {arm}", "{name}: {n} articles, {arm}", n)
        narrate(text.format(name=names[curator], n=n, arm=_(arm)))
    if not counts:
        narrate(none or _("Every article has its curators."))


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.pass_obj
def merge(options: Options, files: tuple[Path, ...]) -> None:
    """Bring in what curators did in other databases or bundles.

    What was done here stays, and what is here already is not added again. Where one person went on
    with one article in both files, it stays as it is here and is named. What was adjudicated in
    several files is named, too: gold is that of who finished first. Roles are not brought: what
    somebody adjudicated comes once she adjudicates here. Settings are not brought: those that
    differ are named. A file that cannot be used is named, and the others are merged.
    """
    session = options.session(create=True)
    conflicts = merged = 0
    for file in files:
        try:
            brought = share.merge(session, file)
        except _OWN_FAULT:
            raise
        except (Refused, StoreError) as error:
            narrate(str(error))
            continue
        merged += 1
        narrate(f"{file}: {told(brought)}")
        for sentence in (*remarks(brought), *brought.differences, *brought.conflicts):
            narrate(sentence)
        conflicts += len(brought.conflicts)
    if conflicts or merged < len(files):
        raise SystemExit(Exit.PARTLY if merged else Exit.FAILED)


_OWN_FAULT = (StoreBusy, StoreReadOnly)
"""What is wrong with the file that is merged into, so that no other can be merged either."""


def told(brought: Brought) -> str:
    """A sentence about what came."""
    text = _("{assignments} assignments, {submissions} submissions, {decisions} decisions added")
    return text.format(
        assignments=brought.assignments,
        submissions=brought.submissions,
        decisions=brought.decisions,
    )


def remarks(brought: Brought) -> Iterator[str]:
    """What else there is to know of a merge, a sentence each."""
    if names := brought.other_sets:
        text = ngettext(
            "{n} article was done with other suggestions than are frozen here; they stand: {names}",
            "{n} articles were done with other suggestions than are frozen here; they stand: "
            "{names}",
            len(names),
        )
        yield text.format(n=len(names), names=_some(names))
    if names := brought.withdrawn:
        text = ngettext(
            "{n} article was withdrawn there, and is here now: {names}",
            "{n} articles were withdrawn there, and are here now: {names}",
            len(names),
        )
        yield text.format(n=len(names), names=_some(names))
    if names := brought.renamed:
        text = ngettext(
            "{n} article has another name, title or date there, and keeps its own here: {names}",
            "{n} articles have other names, titles or dates there, and keep their own here: "
            "{names}",
            len(names),
        )
        yield text.format(n=len(names), names=_some(names))


def _some(names: Sequence[str]) -> str:
    """The first of many names."""
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


@click.command()
@click.argument("target", type=_FILE)
@click.pass_obj
def backup(options: Options, target: Path) -> None:
    """Copy the database to a new file, also while others write to it."""
    share.back_up(options.session(), target)
    narrate(_("copied to {path}").format(path=target))


COMMANDS = (enrol, assign, merge, backup)
