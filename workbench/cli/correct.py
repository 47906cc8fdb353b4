"""Corrections for scripts and screen readers: move, split, join, note, zone, propagate, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbench.arabic.boundaries import Edge, Unit
from workbench.canonical import canonical_json
from workbench.cli.curate import find_article, find_mark, report
from workbench.cli.output import narrate, print_json
from workbench.messages import _, ngettext
from workbench.model import Role, Span, ZoneKind, short_value, value_to_json
from workbench.workflow import correct, curate, propagate
from workbench.workflow import history as past
from workbench.workflow.readings import readings

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.cli import Options
    from workbench.workflow.curate import Sheet
    from workbench.workflow.history import Past
    from workbench.workflow.session import Session

_SHORT = 8
_FORTH, _BACK = 1, -1


def _changed(options: Options, article: str, act: Callable[[Session, Sheet], Sheet]) -> None:
    """Open an article, do something in it, and tell what its marks have become."""
    session = options.session()
    sheet = curate.open_article(session, find_article(session, article).id)
    report(sheet, act(session, sheet))


@click.command()
@click.argument("article")
@click.argument("mark")
@click.argument("edge", type=click.Choice([*(edge.value for edge in Edge), "proclitic"]))
@click.option("--by", type=click.Choice([unit.value for unit in Unit]), default=Unit.WORD.value,
              show_default=True, help="How far the edge goes.")  # fmt: skip
@click.option("--back", is_flag=True, help="Towards the beginning of the text.")
@click.pass_obj
def move(options: Options, article: str, mark: str, edge: str, by: str, back: bool) -> None:
    """Move an edge of a mark by a word or a letter.

    With `proclitic`, the mark begins behind the next proclitic of its first word, or at the whole
    word again. The mark then stands; a neighbour that it comes to overlap is taken.
    """

    def moved(session: Session, sheet: Sheet) -> Sheet:
        target = find_mark(sheet.layer, mark).id
        if edge == "proclitic":
            return correct.turn_proclitic(session, sheet, target)
        way = _BACK if back else _FORTH
        return correct.move_edge(session, sheet, target, Edge(edge), Unit(by), way)

    _changed(options, article, moved)


@click.command()
@click.argument("article")
@click.argument("mark")
@click.argument("at", type=click.IntRange(0))
@click.pass_obj
def split(options: Options, article: str, mark: str, at: int) -> None:
    """Divide a mark into two at the offset AT."""
    _changed(options, article, lambda session, sheet: correct.split(
        session, sheet, find_mark(sheet.layer, mark).id, at))  # fmt: skip


@click.command()
@click.argument("article")
@click.argument("mark")
@click.pass_obj
def join(options: Options, article: str, mark: str) -> None:
    """Let a mark reach to the end of the next one."""
    _changed(options, article, lambda session, sheet: correct.join(
        session, sheet, find_mark(sheet.layer, mark).id))  # fmt: skip


@click.command()
@click.argument("article")
@click.argument("mark")
@click.argument("text", required=False)
@click.pass_obj
def value(options: Options, article: str, mark: str, text: str | None) -> None:
    """Type the value of a figure, as in «1 600» or «1/11/2023».

    Empty text says that it cannot be known. Without a text, the values are listed that the figure
    may have besides, also as the JSON that `decide ARTICLE MARK amend --value` takes.
    """
    if text is None:
        session = options.session()
        sheet = curate.open_article(session, find_article(session, article).id)
        found = readings(sheet, find_mark(sheet.layer, mark))
        rows = [(short_value(each), canonical_json(value_to_json(each))) for each in found]
        options.output.table([(_("value"), "json"), *rows])
        return
    _changed(options, article, lambda session, sheet: correct.type_value(
        session, sheet, find_mark(sheet.layer, mark).id, text))  # fmt: skip


@click.command()
@click.argument("article")
@click.argument("text")
@click.option("--mark", help="On a mark; else on the article.")
@click.pass_obj
def note(options: Options, article: str, text: str, mark: str | None) -> None:
    """Note something on an article or a mark; empty text takes the note away."""

    def noted(session: Session, sheet: Sheet) -> Sheet:
        if mark is None:
            return correct.note_article(session, sheet, text)
        return correct.note(session, sheet, find_mark(sheet.layer, mark).id, text)

    session = options.session()
    sheet = curate.open_article(session, find_article(session, article).id)
    after = noted(session, sheet)
    narrate(_("Nothing changed.") if after is sheet else _("noted"))


@click.command()
@click.argument("article")
@click.argument("start", type=click.IntRange(0))
@click.argument("end", type=click.IntRange(1))
@click.argument("kind", type=click.Choice([*(kind.value for kind in ZoneKind), "none"]))
@click.pass_obj
def zone(options: Options, article: str, start: int, end: int, kind: str) -> None:
    """Mark whole lines as site furniture of a KIND, or with `none` as text again."""
    session = options.session()
    sheet = curate.open_article(session, find_article(session, article).id)
    if kind == "none":
        after = correct.unfurnish(session, sheet, start)
    else:
        after = correct.furnish(session, sheet, Span(start, end), ZoneKind(kind))
    for known in after.layer.zones:
        narrate(f"{known.span.start}:{known.span.end} {known.kind}")
    if not after.layer.zones:
        narrate(_("no site furniture"))


@click.command("propagate")
@click.argument("article")
@click.argument("mark")
@click.option("--everywhere", is_flag=True, help="In all your open articles, not just this one.")
@click.option("--yes", is_flag=True, help="Carry it there; else only list the places.")
@click.pass_obj
def propagate_(options: Options, article: str, mark: str, everywhere: bool, yes: bool) -> None:
    """Carry a decision to where the same words stand."""
    session = options.session()
    sheet = curate.open_article(session, find_article(session, article).id)
    target = find_mark(sheet.layer, mark).id
    found = propagate.alike(session, sheet, target, everywhere=everywhere)
    rows = [
        (place.source, f"{place.span.start}:{place.span.end}", place.label or _("unmarked"),
         f"{place.before}[{place.surface}]{place.after}")
        for place in found.places
    ]  # fmt: skip
    if not yes:
        options.output.table([(_("source"), _("span"), _("label"), _("text")), *rows])
        return
    propagate.propagate(session, found, found.places)
    count = len(found.places)
    text = ngettext("carried to {n} place", "carried to {n} places", count)
    narrate(text.format(n=count))


@click.command()
@click.argument("article")
@click.option("--mark", help="Only of this mark.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
@click.pass_obj
def history(options: Options, article: str, mark: str | None, as_json: bool) -> None:
    """Who decided what in an article, and when, the latest first.

    Another's decisions are shown once you and all its curators have submitted, and what became
    gold, and why, once that is finished. Who adjudicates and reads here what others say of an
    article that she has not annotated leaves it to another to annotate.
    """
    session = options.session()
    found = find_article(session, article)
    lines = [
        line
        for line in past.history(session, found.id)
        if mark is None or line.decision.mark.startswith(mark)
    ]
    if as_json:
        for line in lines:
            print_json(_past_json(line))
        return
    head = _("at curator act verdict mark label value outcome cause note text").split()
    options.output.table([head, *map(_past_row, lines)])


def _past_row(line: Past) -> tuple[str, ...]:
    told = _past_json(line)
    who = line.curator if line.curator is not None else _("adjudicator")
    names = ("act", "verdict", "mark", "label", "value", "outcome", "cause")
    note = " ".join(filter(None, (_("[guideline]") if told["guideline"] else "", told["note"])))
    return (told["at"], who, *(told[name] for name in names), note, told["text"])


def _past_json(line: Past) -> dict[str, Any]:
    """A decision of the past; what it does not say is empty, and a place that is not known null."""
    decision, shown, said = line.decision, line.decision.annotation, line.said
    note = (decision.payload or {}).get("note") or (shown.note if shown is not None else None)
    return {
        "at": line.act.at,
        "curator": line.curator if line.curator is not None else Role.ADJUDICATOR,
        "act": line.act.kind,
        "verdict": decision.verdict,
        "mark": decision.mark[:_SHORT],
        "start": line.span.start if line.span is not None else None,
        "end": line.span.end if line.span is not None else None,
        "label": shown.label if shown is not None else "",
        "value": short_value(shown.value) if shown is not None and shown.value else "",
        "outcome": said.outcome if said is not None and said.outcome else "",
        "cause": said.cause if said is not None and said.cause else "",
        "guideline": said is not None and said.guideline,
        "note": note or "",
        "text": line.surface,
    }


COMMANDS = (move, split, join, value, note, zone, propagate_, history)
