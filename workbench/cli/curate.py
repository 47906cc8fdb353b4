"""What the screen does, for scripts and screen readers: show, decide, undo, submit …"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbench.canonical import read_json
from workbench.cli.output import narrate, print_json
from workbench.curation import fold
from workbench.errors import BadValue, UnknownName
from workbench.layout import Layout
from workbench.messages import _
from workbench.model import ActionKind, Span, Verdict, short_value, value_from_json
from workbench.workflow import curate
from workbench.workflow.ingest import valid_text
from workbench.workflow.suggest import up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.cli import Options
    from workbench.curation import Layer, Mark
    from workbench.model import Article, Value
    from workbench.workflow.curate import Reversal, Sheet
    from workbench.workflow.session import Session

_SHORT = 8
_SHOWN = 60
_LONGEST_OFFSET = 18
_ADD, _AMEND = "add", "amend"
_TAKES = {_ADD: ("--value",), _AMEND: ("--start", "--end", "--label", "--value")}
"""The options that belong to a verdict; the others take none."""

_DECIDE = {
    "accept": Verdict.ACCEPT,
    "reject": Verdict.REJECT,
    "skip": Verdict.SKIP,
    "clear": Verdict.CLEAR,
}


@click.command()
@click.argument("article")
@click.option("--width", type=click.IntRange(min=1), help="Columns; the terminal's by default.")
@click.option("--json", "as_json", is_flag=True, help="Print the laid-out lines as JSON.")
@click.pass_obj
def show(options: Options, article: str, width: int | None, as_json: bool) -> None:
    """Print an article right-to-left.

    Its spans follow, as you have decided them.
    """
    session = options.session()
    found = find_article(session, article)
    output = options.output
    layout = Layout(found.text, width or output.width)
    if as_json:
        print_json({"lines": [_line(layout, row) for row in range(layout.rows)]})
        return
    output.text(found.text, width)
    layer = peek(session, found)
    output.line()
    rows = [
        (m.id[:_SHORT], f"{m.annotation.span.start}:{m.annotation.span.end}", m.state,
         m.annotation.label, short_value(m.annotation.value) if m.annotation.value else "",
         m.annotation.surface)
        for m in layer.marks
    ]  # fmt: skip
    output.table([_("mark span state label value text").split(), *rows])


def _line(layout: Layout, row: int) -> dict[str, Any]:
    line = layout.line(row)
    cells = [[c.start, c.end, c.x, c.width, c.text] for c in line.cells]
    return {"start": line.start, "end": line.end, "cells": cells}


def find_article(session: Session, name: str) -> Article:
    """The article of that source, or whose id begins so; UnknownName otherwise."""
    return session.store.find_article(valid_text(name))


def peek(session: Session, article: Article) -> Layer:
    """The curator's layer, or what is suggested to her, without opening the article for her."""
    assignment = session.store.assignment(article.id, session.curator)
    if assignment is None:
        return fold(session.store.proposals(article.id), ())
    decisions = session.store.decisions(assignment, session.curator)
    return fold(session.store.frozen(assignment), decisions)


@click.command()
@click.argument("article")
@click.argument("mark")
@click.argument("verdict_and_more", nargs=-1, required=True, metavar="VERDICT | START END LABEL")
@click.option("--start", type=int, help="With amend: where the span starts.")
@click.option("--end", type=int, help="With amend: where the span ends.")
@click.option("--label", help="With amend: the label.")
@click.option("--value", metavar="JSON", help='With amend and add: the value, as {"number": 6037}.')
@click.pass_obj
def decide(
    options: Options,
    article: str,
    mark: str,
    verdict_and_more: tuple[str, ...],
    start: int | None,
    end: int | None,
    label: str | None,
    value: str | None,
) -> None:
    """Decide on a mark, or add a span.

    \b
    workbench decide ARTICLE MARK accept|reject|skip|clear
    workbench decide ARTICLE MARK amend [--start N] [--end N] [--label L] [--value JSON]
    workbench decide ARTICLE add START END LABEL [--value JSON]

    MARK is the beginning of an id that `show` prints, or START:END.
    """
    verb = mark if mark == _ADD else verdict_and_more[0]
    if verb == _ADD and len(verdict_and_more) != 3:
        raise click.UsageError(_("Adding takes START END LABEL."))
    if verb != _ADD and (len(verdict_and_more) != 1 or verb not in (*_DECIDE, _AMEND)):
        raise click.UsageError(_("The verdict is accept, reject, skip, clear or amend."))
    given = {"--start": start, "--end": end, "--label": label, "--value": value}
    for option, said in given.items():
        if said is not None and option not in _TAKES.get(verb, ()):
            text = _("{option} does not go with {verdict}.")
            raise click.UsageError(text.format(option=option, verdict=verb))
    if verb == _ADD:
        first, last, name = verdict_and_more
        _add(options, article, (_integer(first), _integer(last)), name, read_value(value))
    elif verb == _AMEND:
        _amend(options, article, mark, (start, end), label, read_value(value))
    else:
        session = options.session()
        sheet, target = _opened(session, find_article(session, article), mark)
        report(sheet, curate.decide(session, sheet, target.id, _DECIDE[verb]))


# Opening an article writes, so what is wrong with the arguments is found before.


def _add(
    options: Options, article: str, place: tuple[int, int], label: str, value: Value | None
) -> None:
    session = options.session()
    found = find_article(session, article)
    made = found.annotate(*place, session.scheme[label].name, value)
    sheet = curate.open_article(session, found.id)
    report(sheet, curate.add(session, sheet, made.span, label, value))


def _amend(
    options: Options,
    article: str,
    mark: str,
    place: tuple[int | None, int | None],
    label: str | None,
    value: Value | None,
) -> None:
    session = options.session()
    found = find_article(session, article)
    if label is not None:
        session.scheme[label]

    def moved(target: Mark) -> Span:
        old = target.annotation.span
        start, end = place
        span = Span(old.start if start is None else start, old.end if end is None else end)
        return found.annotate(span.start, span.end, label or target.annotation.label).span

    sheet, target = _opened(session, found, mark, moved)
    after = curate.amend(session, sheet, target.id, span=moved(target), label=label, value=value)
    report(sheet, after)


def _opened(
    session: Session, article: Article, mark: str, test: Callable[[Mark], object] = id
) -> tuple[Sheet, Mark]:
    """The curator's sheet and a mark on it; the mark is found, and tested, before opening too.

    Before the extractors have read the article there is nothing to find it in.
    """
    if up_to_date(session, article.id):
        test(find_mark(peek(session, article), mark))
    sheet = curate.open_article(session, article.id)
    return sheet, find_mark(sheet.layer, mark)


def find_mark(layer: Layer, name: str) -> Mark:
    """The mark whose id begins with `name`, or that lies at START:END; UnknownName otherwise."""
    start, _colon, end = name.partition(":")
    place = (int(start), int(end)) if _is_offset(start) and _is_offset(end) else None
    for mark in layer.marks:
        span = mark.annotation.span
        if name == mark.id or place == (span.start, span.end):
            return mark
    beginning = [mark for mark in layer.marks if len(name) >= 4 and mark.id.startswith(name)]
    if len(beginning) != 1:
        raise UnknownName(_("mark"), _cut(name), [mark.id[:_SHORT] for mark in layer.marks])
    return beginning[0]


def report(before: Sheet, after: Sheet) -> None:
    """Tell what each mark has become."""
    old = before.layer.by_id
    for mark in after.layer.marks:
        if mark.id not in old or old[mark.id] != mark:
            narrate(_become(mark))
    for mark_id in old.keys() - after.layer.by_id.keys():
        narrate(f"{mark_id[:_SHORT]} {_('withdrawn')}")
    if after is before:
        narrate(_("Nothing changed."))


def _become(mark: Mark) -> str:
    annotation = mark.annotation
    value = f" = {short_value(annotation.value)}" if annotation.value else ""
    return f"{mark.id[:_SHORT]} {mark.state} {annotation.label} {annotation.surface}{value}"


def _integer(text: str) -> int:
    if not _is_offset(text):
        raise click.UsageError(_("“{text}” is not an offset.").format(text=_cut(text)))
    return int(text)


def _is_offset(text: str) -> bool:
    return text.isdecimal() and len(text) <= _LONGEST_OFFSET


def _cut(text: str) -> str:
    """The beginning of a text that may be long, to name it by."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def read_value(text: str | None) -> Value | None:
    """The value that an argument says in JSON; BadValue."""
    if text is None:
        return None
    try:
        data = read_json(text)
    except (ValueError, ArithmeticError, RecursionError):
        raise BadValue(_("The value is not JSON: {text}").format(text=_cut(text))) from None
    if not isinstance(data, dict):
        raise BadValue(
            _("A value is a JSON object, like {example}.").format(example='{"number": 5}')
        )
    for name, part in data.items():
        if isinstance(part, str) and part != valid_text(part):
            raise BadValue(_("“{name}” is not valid text.").format(name=_cut(name)))
    return value_from_json(data)


@click.command()
@click.pass_obj
def undo(options: Options) -> None:
    """Take back your last act, in any article.

    An act that is not yours to change now stays, and the one before it is taken back.
    """
    _told(curate.undo(options.session()), _("undone: {kind} in {source}"))


@click.command()
@click.pass_obj
def redo(options: Options) -> None:
    """Do again what you undid last."""
    _told(curate.redo(options.session()), _("done again: {kind} in {source}"))


def _told(reversal: Reversal, text: str) -> None:
    source = reversal.sheet.article.source
    narrate(text.format(kind=reversal.act.kind, source=source))
    by_id = reversal.sheet.layer.by_id
    if reversal.act.kind in (ActionKind.DECIDE, ActionKind.PROPAGATE, ActionKind.NOTE):
        here = [_become(by_id[name]) for name in reversal.marks if name in by_id]
        for line in here or filter(None, [reversal.surface]):
            narrate(line)
    passed = curate.passed_over(reversal)
    if passed:
        narrate(passed)


@click.command()
@click.argument("article")
@click.option("--reject-undecided", is_flag=True, help="Reject what is undecided.")
@click.pass_obj
def submit(options: Options, article: str, reject_undecided: bool) -> None:
    """Close your work on an article.

    It then counts for agreement and gold.
    """
    session = options.session()
    sheet = curate.open_article(session, find_article(session, article).id)
    after = curate.submit(session, sheet, reject_undecided=reject_undecided)
    narrate(_("submitted with {n} spans").format(n=after.layer.tally.accepted))


@click.command()
@click.argument("article")
@click.pass_obj
def reopen(options: Options, article: str) -> None:
    """Open a submitted article again.

    Agreement keeps to the first submission.
    """
    session = options.session()
    sheet = curate.open_article(session, find_article(session, article).id)
    curate.reopen(session, sheet)
    narrate(_("reopened"))


COMMANDS = (show, decide, undo, redo, submit, reopen)
