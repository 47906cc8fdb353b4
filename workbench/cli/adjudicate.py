"""Adjudication: adjudicate, differences, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbench.cli.curate import find_article, read_value
from workbench.cli.docket import list_ready, list_twice
from workbench.cli.output import narrate, print_json
from workbench.errors import UnknownName
from workbench.messages import _, ngettext
from workbench.model import short_value, value_to_json
from workbench.workflow import adjudicate as acts
from workbench.workflow import differences as differing
from workbench.workflow import settings as project
from workbench.workflow.ingest import valid_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.cli import Options
    from workbench.curation import Mark
    from workbench.curation.clusters import Cluster
    from workbench.model import Annotation
    from workbench.workflow.adjudicate import Case, Finding, Remarks
    from workbench.workflow.session import Session

_SHORT = 8
_QUOTED = 60  # characters of a surface
_SHORTEST = 4  # digits by which a place is found
_DASH = "—"
_TAKE, _EDIT, _CLEAR = "take", "edit", "clear"
_ADD = "add"  # instead of a place, whose shortest name is longer
_SIMPLE = {
    "majority": acts.take_majority,
    "reject": acts.reject_all,
    "defer": acts.defer,
}
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@click.argument("article", required=False)
@click.argument("place", required=False)
@click.argument("act", nargs=-1, metavar="[ACT]...")
@click.option(
    "--cause",
    type=click.Choice([cause.value for cause in acts.Cause]),
    help="Why curators differ here.",
)
@click.option("--note", metavar="TEXT", help="A note that curators will read.")
@click.option(
    "--guideline/--no-guideline", default=None, help="Flag a place that the guidelines leave open."
)
@click.option("--finish", is_flag=True, help="Close an article: its gold is what you decided.")
@click.option("--reopen", is_flag=True, help="Open a finished article, or take it over.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Articles to list."
)
@click.option("--twice", is_flag=True, help="How two adjudicators of the same articles agree.")
@_JSON
@click.pass_obj
def adjudicate(
    options: Options,
    article: str | None,
    place: str | None,
    act: tuple[str, ...],
    cause: str | None,
    note: str | None,
    guideline: bool | None,
    finish: bool,
    reopen: bool,
    limit: int,
    twice: bool,
    as_json: bool,
) -> None:
    """Decide where curators differ.

    \b
    workbench adjudicate                       articles that are ready, most differing first
    workbench adjudicate ARTICLE               its places, with what each curator says
    workbench adjudicate ARTICLE PLACE take A|majority|reject|defer|clear
    workbench adjudicate ARTICLE PLACE edit START:END:LABEL[=VALUE]...
    workbench adjudicate ARTICLE add START:END:LABEL[=VALUE]...   what nobody marked
    workbench adjudicate ARTICLE --finish|--reopen
    workbench adjudicate --twice               how two adjudicators of one article agree

    PLACE is the beginning of an id that is printed, or START:END. Curators are called A, B, C, in
    another order in each article. VALUE is JSON; without it a figure's value is read in the text.
    Where curators differ on site furniture that is a place, too; its LABEL is a kind of furniture.
    """
    remarks = acts.Remarks(
        acts.Cause(cause) if cause else None,
        valid_text(note) if note is not None else None,
        guideline,
    )
    _refuse_mixed(article, place, act, remarks, finish=finish, reopen=reopen)
    if twice and (article is not None or finish or reopen):
        raise click.UsageError(_("--twice stands alone."))
    session = options.session()
    if article is None:
        listing = list_twice if twice else list_ready
        listing(options, session, limit, as_json=as_json)
        return
    case = acts.open_case(session, find_article(session, article).id)
    if finish or reopen:
        case = acts.finish(session, case) if finish else acts.reopen(session, case)
        narrate(_("finished") if finish else _("reopened"))
    elif place == _ADD:
        case = acts.add(session, case, [_wanted(each) for each in act], remarks)
    elif place is not None:
        cluster = find_place(case, place)
        case = _done(session, case, cluster, act, remarks)
    _print(options, case, as_json=as_json)


def _refuse_mixed(
    article: str | None,
    place: str | None,
    act: Sequence[str],
    remarks: Remarks,
    *,
    finish: bool,
    reopen: bool,
) -> None:
    """UsageError where arguments and options do not go together."""
    remarked = remarks != acts.Remarks()
    if finish + reopen + (place is not None) > 1 or ((finish or reopen) and article is None):
        raise click.UsageError(_("--finish and --reopen go with ARTICLE alone."))
    if remarked and place is None:
        raise click.UsageError(_("--cause, --note and --guideline are about a place."))
    if place not in (None, _ADD) and not act and not remarked:
        raise click.UsageError(
            _("Say what becomes gold: take LANE, majority, edit …, reject, defer or clear.")
        )
    if place == _ADD and not act:
        raise click.UsageError(_("Adding takes START:END:LABEL, for each span once."))
    if not act or place == _ADD:
        return
    verb, *more = act
    if verb not in (_TAKE, _EDIT, _CLEAR, *_SIMPLE):
        raise click.UsageError(
            _("Say what becomes gold: take LANE, majority, edit …, reject, defer or clear.")
        )
    if (verb == _TAKE and len(more) != 1) or (verb in (_CLEAR, *_SIMPLE) and more):
        raise click.UsageError(_("Taking needs one lane; majority, reject, defer, clear nothing."))
    if verb == _EDIT and not more:
        raise click.UsageError(_("Editing takes START:END:LABEL, for each span once."))
    if verb == _CLEAR and remarked:
        raise click.UsageError(_("Clearing takes remarks back, too."))


def find_place(case: Case, name: str) -> Cluster:
    """The cluster whose id begins with `name`, or that lies at START:END; UnknownName."""
    for cluster in case.clusters:
        if name in (cluster.id, f"{cluster.span.start}:{cluster.span.end}"):
            return cluster
    found = [c for c in case.clusters if len(name) >= _SHORTEST and c.id.startswith(name)]
    if len(found) != 1:
        raise UnknownName(_("place"), valid_text(name), [c.id[:_SHORT] for c in case.clusters])
    return found[0]


def _done(
    session: Session, case: Case, cluster: Cluster, act: Sequence[str], remarks: Remarks
) -> Case:
    if not act:
        return acts.remark(session, case, cluster.id, remarks)
    verb, *more = act
    if verb == _TAKE:
        return acts.take(session, case, cluster.id, more[0].upper(), remarks)
    if verb == _EDIT:
        return acts.edit(session, case, cluster.id, [_wanted(each) for each in more], remarks)
    if verb == _CLEAR:
        return acts.clear(session, case, cluster.id)
    return _SIMPLE[verb](session, case, cluster.id, remarks)


def _wanted(text: str) -> acts.Wanted:
    """START:END:LABEL[=VALUE]."""
    place, _equals, value = text.partition("=")
    parts = place.split(":")
    if len(parts) != 3 or not all(p.isdecimal() and len(p) < 19 for p in parts[:2]):
        raise click.UsageError(_("Editing takes START:END:LABEL, for each span once."))
    label = valid_text(parts[2])
    return acts.Wanted(int(parts[0]), int(parts[1]), label, read_value(value or None))


def _print(options: Options, case: Case, *, as_json: bool) -> None:
    if as_json:
        print_json(_case_json(case))
        return
    lanes = next((list(cluster.lanes) for cluster in case.clusters), [])
    head = [*_("place span state differ").split(), *lanes, *_("gold cause note").split()]
    rows = []
    for cluster in case.clusters:
        said = case.finding(cluster)
        rows.append(
            [
                cluster.id[:_SHORT],
                f"{cluster.span.start}:{cluster.span.end}",
                _(case.standing(cluster)),
                " ".join(_kinds(case, cluster)) or _DASH,
                *(_spans(mark.annotation for mark in cluster.lanes[lane]) for lane in lanes),
                _gold(case, cluster) or _waiting(cluster),
                _(said.cause) if said.cause else "",
                _remark(said),
            ]
        )
    options.output.table([head, *rows])
    if case.holder is not None:
        narrate(_("{name} is adjudicating this article.").format(name=case.holder))
    if case.changed:
        narrate(_("A new submission changed places that were decided."))
    waiting = len(case.waiting)
    text = ngettext("{n} place to decide", "{n} places to decide", waiting)
    narrate(_("finished") if case.closed and not case.changed else text.format(n=waiting))


def _gold(case: Case, cluster: Cluster) -> str:
    if case.standing(cluster) is not acts.Standing.DECIDED:
        return ""
    return _spans(mark.annotation for mark in case.gold(cluster))


def _waiting(cluster: Cluster) -> str:
    """What the adjudicator had added where curators have marked something since."""
    made = (_span(mark.annotation) for mark in cluster.made)
    return "; ".join(_("{span}?").format(span=span) for span in made)


def _remark(said: Finding) -> str:
    return " ".join(filter(None, (_("[guideline]") if said.guideline else "", said.note)))


def _spans(annotations: Iterable[Annotation]) -> str:
    return "; ".join(map(_span, annotations)) or _DASH


def _span(annotation: Annotation | None) -> str:
    if annotation is None:
        return _DASH
    value = f" = {short_value(annotation.value)}" if annotation.value is not None else ""
    surface = " ".join(annotation.surface.split())
    if len(surface) > _QUOTED:  # site furniture can be long
        surface = f"{surface[:_QUOTED]}…"
    return f"{annotation.label} {surface}{value}"


def _kinds(case: Case, cluster: Cluster) -> list[str]:
    return [kind.name.lower() for kind in differing.kinds(case.article, cluster)]


def _case_json(case: Case) -> dict[str, Any]:
    return {
        "article": case.article.id,
        "source": case.article.source,
        "finished": case.closed,
        "changed": case.changed,
        "own_work": case.own_work,
        "holder": case.holder,
        "waiting": len(case.waiting),
        "places": [
            {
                "id": cluster.id,
                "start": cluster.span.start,
                "end": cluster.span.end,
                "state": case.standing(cluster),
                "differ": _kinds(case, cluster),
                "furniture": cluster.furniture,
                "majority": cluster.majority,
                "lanes": {name: _marks_json(marks) for name, marks in cluster.lanes.items()},
                "gold": _marks_json(case.gold(cluster)),
                "added": _marks_json(() if cluster.added else cluster.made),
                **_finding_json(case.finding(cluster), case.taken(cluster)),
            }
            for cluster in case.clusters
        ],
    }


def _finding_json(said: Finding | None, lane: str | None = None) -> dict[str, Any]:
    return {
        "outcome": said.outcome if said else None,
        "lane": lane,
        "cause": said.cause if said else None,
        "note": said.note if said else None,
        "guideline": said.guideline if said else False,
        "own_work": said.own_work if said else False,
    }


def _marks_json(marks: Iterable[Mark]) -> list[dict[str, Any] | None]:
    return [_annotation_json(mark.annotation) for mark in marks]


def _annotation_json(annotation: Annotation | None) -> dict[str, Any] | None:
    if annotation is None:
        return None
    value = annotation.value
    return {
        "start": annotation.span.start,
        "end": annotation.span.end,
        "label": annotation.label,
        "text": annotation.surface,
        "value": value_to_json(value) if value is not None else None,
    }


@click.command()
@click.argument("article")
@click.option("--all", "everything", is_flag=True, help="Also the spans that do not differ.")
@_JSON
@click.pass_obj
def differences(options: Options, article: str, everything: bool, as_json: bool) -> None:
    """Show how your work on an article differs from its gold.

    Once you submitted it and somebody adjudicated it to the end.
    """
    session = options.session()
    found = differing.differences(session, find_article(session, article).id)
    shown = [row for row in found if everything or not row.agrees]
    if as_json:
        for row in shown:
            said = _finding_json(row.said)
            print_json(
                {
                    "kind": row.kind.name.lower(),
                    "yours": _annotation_json(row.one),
                    "gold": _annotation_json(row.other),
                    **{name: said[name] for name in ("cause", "note", "guideline")},
                }
            )
        return
    rows = [
        (
            row.kind.name.lower(),
            _span(row.one),
            _span(row.other),
            _(row.said.cause) if row.said and row.said.cause else "",
            _remark(row.said) if row.said else "",
        )
        for row in shown
    ]
    options.output.table([_("kind yours gold cause note").split(), *rows])
    alike = sum(row.agrees for row in found)
    text = ngettext("{n} span as in gold", "{n} spans as in gold", alike)
    narrate(text.format(n=alike))


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@_JSON
@click.pass_obj
def settings(options: Options, name: str | None, value: str | None, as_json: bool) -> None:
    """Show what this project allows, or change it.

    Settings are kept in the database; only who adjudicates changes them.
    """
    session = options.session()
    if name is not None:
        if value is None:
            raise click.UsageError(_("A setting takes a value."))
        project.change(session, valid_text(name), valid_text(value))
    found = project.settings(session)
    if as_json:
        print_json(found)
        return
    rows = [(key, kept, _(project.SETTINGS[key].help)) for key, kept in found.items()]
    options.output.table([_("setting value help").split(), *rows])


COMMANDS = (adjudicate, differences, settings)
