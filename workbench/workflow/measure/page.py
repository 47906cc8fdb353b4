"""Agreement as a page for a browser: everything that was measured, and the places behind it.

Invariant: a number of the page is one of `agreement_json`; here it is put into words and pictures,
and never computed again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from workbench import report as paper
from workbench.agreement import Cell, Part
from workbench.messages import _, is_rtl, language, ngettext
from workbench.workflow.measure import haste, words
from workbench.workflow.measure import lines as told
from workbench.workflow.measure.about import ABOUT
from workbench.workflow.measure.excerpts import place_of
from workbench.workflow.measure.grids import confusion_grid, pair_grid
from workbench.workflow.measure.lines import Line, Titled
from workbench.workflow.measure.places import LIMIT, Difference, Found, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from workbench.agreement import Row
    from workbench.workflow.measure.report import Report
    from workbench.workflow.session import Session

    Link = Callable[[Line], str | None]

DOCUMENTS = 50
"""Articles that are listed."""

_PAIRS = 200  # of curators that are listed
_WINDOWS = 60  # of time that are listed
_LISTED = 60  # places in one list


@dataclass(slots=True)
class _Links:
    """Which lists of places numbers lead to; a list is made when the first number asks for it."""

    places: Sequence[tuple[paper.Place, Difference]]
    groups: dict[Cell, paper.Group | None] = field(default_factory=dict)

    def to(self, title: str, line: Line) -> str | None:
        """The key of the list behind a line of a section, if any of its places were gathered."""
        cell = line.cell
        if cell is None:
            return None
        if cell not in self.groups:
            behind = [place for place, found in self.places if found.is_behind(cell)]
            key = f"g{len(self.groups) + 1}"
            more = max(0, len(behind) - _LISTED)
            self.groups[cell] = (
                paper.Group(key, (title, *line.names), tuple(behind[:_LISTED]), more)
                if behind
                else None
            )
        group = self.groups[cell]
        return group.key if group is not None else None


def page(session: Session, report: Report, *, limit: int = LIMIT) -> paper.Page:
    """The page of a report of all measures, with about `limit` of the places behind it."""
    found = differences(session, report, limit=limit)
    places = [
        (place_of(f"p{n}", difference), difference)
        for n, difference in enumerate(found.differences, 1)
    ]
    links = _Links(places)
    sections = tuple(_sections(report, links))
    groups = tuple(group for group in links.groups.values() if group is not None)
    return paper.Page(
        language(), is_rtl(), _("Agreement between curators"), _headline(report),
        tuple(_facts(report)), sections, groups, tuple(place for place, _found in places),
        _shown(found),
    )  # fmt: skip


def _headline(report: Report) -> paper.Headline:
    figure = report.headline
    line = Line((), figure)
    notes = [_("Exact F1: two curators mark the same range with the same label. 95 %: {interval}")]
    notes = [each.format(interval=line.interval) for each in notes if figure.interval is not None]
    warnings = map(haste.told, report.hasty or ())
    return paper.Headline(_number(line), "F1", tuple(filter(None, [*notes, line.note, *warnings])))


def _facts(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    figure, filters = report.headline, report.filters
    pairs = report.results["span_f1"].of(Part.PAIR)
    yield _("Articles"), (str(figure.documents),)
    yield _("Spans"), (str(figure.spans),)
    yield _("Curators"), (str(len({name for row in pairs for name in row.names})),)
    if report.days is not None:
        yield _("Finished"), tuple(dict.fromkeys(report.days))
    chosen = ((_("Only the label"), filters.label), (_("Only the curator"), filters.curator),
              (_("Since"), filters.since), (_("Until"), filters.until),
              (_("Only under the guidelines"), (filters.guideline or "")[:8] or None))  # fmt: skip
    for title, value in chosen:
        if value is not None:
            yield title, (value,)
    if filters.arms is not None:
        yield _("Only pairs"), (_(words.NAMES[filters.arms.name.lower()]),)
    yield _("As may be seen by"), (report.viewer,)


def _shown(found: Found) -> str:
    """What part of all places the page has."""
    n = len(found.differences)
    text = ngettext("{n} place, in articles: {articles} of {all}, those that agree least first.",
                    "{n} places, in articles: {articles} of {all}, those that agree least first.",
                    n)  # fmt: skip
    notes = [text.format(n=n, articles=found.articles, all=found.of)]
    if found.each is not None:
        text = ngettext("Of an article with more there is {n}.",
                        "Of an article with more there are about {n}.", found.each)  # fmt: skip
        notes.append(text.format(n=found.each))
    return " ".join(notes)


# ------------------------------------------------------------------------------------- sections


def _sections(report: Report, links: _Links) -> Iterator[paper.Section]:
    titled = {each.key: each for each in told.sections(report)}
    titled["documents"] = told.documents(report)
    for key, (title, about) in ABOUT.items():
        if key in titled:
            link = partial(links.to, _(title))
            blocks = tuple(_blocks(report, titled[key], link))
            notes = tuple(_notes(titled[key], blocks))
            yield paper.Section(key, _(title), _(about), blocks, notes)


def _blocks(report: Report, titled: Titled, link: Link) -> Iterator[paper.Block]:
    lines = titled.lines
    if all(line.value is None for line in lines):
        return
    if titled.key == "drift":
        yield from _trend(report, link)
        yield _table(titled, lines[:_WINDOWS], link)
    elif titled.key == "pairs":
        grid = pair_grid(report, link)
        yield from [grid] if grid is not None else []
        yield _table(titled, [*lines[:_PAIRS], *lines[_PAIRS:][-1:]], link)
    elif titled.key == "confusion":
        yield confusion_grid(report, link) or _table(titled, lines, link)
    elif titled.key == "labels":
        yield _table(titled, lines, link)
        yield _label_steps(report, link)
    elif titled.key == "documents":
        yield _documents(report, link)
    elif titled.key == "accuracy":
        yield _sided(report, link)
    else:
        yield _table(titled, lines[:DOCUMENTS], link)


_OF_MODELS = ("assistance", "acceptance")
"""The sections that one might judge by how good suggestions are."""

_ROOM = {"drift": _WINDOWS, "pairs": _PAIRS, "documents": DOCUMENTS}


def _notes(titled: Titled, blocks: Sequence[paper.Block]) -> Iterator[str]:
    """Why there is nothing to show, or that there is more."""
    if not blocks:
        yield from dict.fromkeys(line.note for line in titled.lines)
    if blocks and titled.key in _OF_MODELS:
        yield haste.anchored()
    rest = len(titled.lines) - _ROOM.get(titled.key, len(titled.lines))
    if blocks and rest > 0:
        text = ngettext("{n} more is not listed.", "{n} more are not listed.", rest)
        yield text.format(n=rest)


def _number(line: Line, link: str | None = None, *, gauge: bool = False) -> paper.Number:
    interval = line.figure.interval if line.figure is not None else None
    low, high = (interval.low, interval.high) if interval is not None else (None, None)
    shown = line.shown(line.value)
    return paper.Number(shown, line.value, low, high, link, gauge and not line.signed)


def _table(titled: Titled, lines: Iterable[Line], link: Link) -> paper.Table:
    """The lines as they stand in tables elsewhere, without columns that say nothing."""
    rows = []
    for line in lines:
        number = _number(line, link(line), gauge=line.figure is not None)
        rows.append(paper.Line(line.names, (number, *_rest(line)), line.inner))
    return _pruned(paper.Table(titled.head, tuple(rows)))


def _documents(report: Report, link: Link) -> paper.Table:
    """The articles with what differs in a hundred tokens, F1, and spans of which that is said."""
    rows = []
    for line in told.documents(report).lines[:DOCUMENTS]:
        shown = f"{line.dense:.1f}" if line.dense is not None else told.DASH
        spans = line.figure.spans if line.figure is not None else 0
        fields = (paper.Number(shown, line.dense), _number(line, link(line), gauge=True),
                  paper.Digits(str(spans)))  # fmt: skip
        rows.append(paper.Line(line.names, fields))
    columns = _("article"), _("differ in 100 tokens"), "F1", _("spans")
    return paper.Table(columns, tuple(rows))


def _rest(line: Line) -> Iterator[paper.Digits | str]:
    """The fields of a line behind its number: counts, interval, note."""
    *counted, note = line.fields[1:]
    yield from map(paper.Digits, counted)
    yield note


_NOTHING = ("", paper.Digits(""), paper.Digits(told.DASH))


def _pruned(table: paper.Table) -> paper.Table:
    """A table without the columns that have nothing in any row."""
    kept = [n for n in range(len(table.columns) - 1)
            if any(line.fields[n] not in _NOTHING for line in table.lines)]  # fmt: skip
    columns = (table.columns[0], *(table.columns[n + 1] for n in kept))
    lines = (replace(line, fields=tuple(line.fields[n] for n in kept)) for line in table.lines)
    return paper.Table(columns, tuple(lines))


def _label_steps(report: Report, link: Link) -> paper.Table:
    """The steps of each label, and its alpha where tokens were counted."""
    found: dict[str, dict[str, Row]] = {}
    for row in report.results["ladder"].of(Part.STEP):
        if len(row.names) == 2:
            found.setdefault(row.names[1], {})[row.names[0]] = row
    alpha = report.results.get("krippendorff_alpha")
    if alpha is not None:
        for row in alpha.of(Part.LABEL):
            found.setdefault(row.names[0], {})["alpha"] = row
    columns = {name: _(title) for name, title in words.STEPS.items() if name != "span"}
    if alpha is not None:
        columns["alpha"] = _("alpha")
    lines = [
        paper.Line((label,), (*(_plain(rows.get(name), link) for name in columns), _spans(rows)))
        for label, rows in found.items()
    ]
    return paper.Table((_("label"), *columns.values(), _("spans")), tuple(lines))


def _plain(row: Row | None, link: Link) -> paper.Number:
    if row is None:
        return paper.Number(told.DASH, None)
    line = Line(row.names, row.figure, row.cell)
    return _number(line, link(line))


def _spans(rows: Mapping[str, Row]) -> paper.Digits:
    return paper.Digits(str(max(row.figure.spans for row in rows.values())))


def _sided(report: Report, link: Link) -> paper.Table:
    """Each curator against gold: F1, and what she has too much or too little."""
    result = report.results["accuracy"]
    found = {row.names[0]: [row] for row in result.of(Part.CURATOR)}
    for part in words.SIDED:
        for row in result.of(part):
            found[row.names[0]].append(row)
    columns = (_("curator"), _("exact F1"), *(_(title) for title in words.SIDED.values()),
               _("articles"), _("spans"), "95 %", _("note"))  # fmt: skip
    lines = []
    for name, rows in (*found.items(), (_("all"), [result.rows[0]])):
        first = Line((name,), rows[0].figure, rows[0].cell)
        numbers = [
            _number(first, link(first), gauge=True),
            *(_plain(row, link) for row in rows[1:]),
        ]
        numbers += [paper.Number("", None)] * (len(words.SIDED) + 1 - len(rows))
        lines.append(paper.Line((name,), (*numbers, *_rest(first))))
    return _pruned(paper.Table(columns, tuple(lines)))


def _trend(report: Report, link: Link) -> Iterator[paper.Trend]:
    points = []
    for row in report.results["drift"].of(Part.WINDOW):
        figure, interval = row.figure, row.figure.interval
        if figure.value is not None and interval is not None:
            target = link(Line(row.names, figure, row.cell))
            points.append(paper.Point(row.names, figure.value, interval.low, interval.high,
                                      row.changed, target))  # fmt: skip
    if points:
        yield paper.Trend(tuple(points), _("Exact F1 over time"))
