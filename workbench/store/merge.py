"""Bring what curators did in one database file into another, without changing anything there.

Invariant: rows are only added. What both files have must be the same, or one must continue the
other; where two people (or one, twice) went on differently, that assignment stays as it is and the
conflict is named. Every act stays that of whoever did it. Bringing the same file again adds
nothing. Models, settings and roles are never brought, and an adjudication only where all who
decided in it adjudicate here, too.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold as fold_text
from workbench.canonical import canonical_json
from workbench.curation import fold
from workbench.errors import Refused, StoreError
from workbench.messages import _
from workbench.model import Role, Task
from workbench.store import rows
from workbench.store.audit import audit
from workbench.store.connection import copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.model import Assignment
    from workbench.store import Store
    from workbench.store.connection import Row


_DECISIONS = "SELECT * FROM decision WHERE assignment = ? ORDER BY seq"
_SUBMISSIONS = "SELECT * FROM submission WHERE assignment = ? AND through_seq <= ? ORDER BY n"
_ACTION = "SELECT 1 FROM action WHERE id = ?"
_ACTORS = """
SELECT DISTINCT a.curator FROM decision d JOIN action a ON a.id = d.action
WHERE d.assignment = ? ORDER BY a.curator
"""
_KNOWN = """
SELECT id, round FROM assignment
WHERE article = ?1 AND task = ?2 AND (?2 = 'adjudicate' OR (curator = ?3 AND round = ?4))
"""
_JUDGED = "SELECT id, round FROM assignment WHERE article = ? AND task = 'adjudicate'"
_SEEN = "SELECT * FROM seen WHERE article = ? ORDER BY curator, round"


@dataclass(slots=True)
class Brought:
    """What was added, and which assignments were left as they are, in a sentence each."""

    curators: int = 0
    articles: int = 0
    assignments: int = 0
    decisions: int = 0
    submissions: int = 0
    conflicts: list[str] = field(default_factory=list)


@contextmanager
def opened_copy(path: Path, opener: type[Store]) -> Iterator[Store]:
    """A sound copy of another database, brought up to date; StoreError or Refused.

    The file itself is only read.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "copy.db")
        copy(path, target)
        with _blamed(path, target):
            store = opener.open(target)
            try:
                for problem in audit(store, repair=True):
                    if not problem.repaired:
                        text = _("{path} is damaged and was not merged: {problem}")
                        raise Refused(text.format(path=path, problem=problem.message))
                yield store
            finally:
                store.close()


@contextmanager
def _blamed(path: Path, copied: Path) -> Iterator[None]:
    """Let what is wrong with a copy be said of the file that it is the copy of."""
    try:
        yield
    except (StoreError, Refused) as error:
        said = str(error)
        if str(copied) not in said:
            raise
        raise type(error)(said.replace(str(copied), str(path))) from error


@dataclass(frozen=True, slots=True)
class _Continued:
    """An assignment with the decisions that the target lacks, and whose it is there.

    `round` is the one that it has or gets there.
    """

    assignment: Assignment
    curator: str
    round: int
    known: bool
    decisions: Sequence[Row]
    last: int


def bring(
    source: Store,
    target: Store,
    chosen: Sequence[tuple[Assignment, int | None]],
    *,
    trusted: bool = False,
) -> Brought:
    """Add to `target` the assignments of `source` that are `chosen`, up to a decision or whole.

    `trusted` takes adjudications whoever decided in them.
    """
    merger = _Merger(source, target, trusted=trusted)
    with target.writing():
        for table in ("scheme", "guideline"):
            for row in source.connection.rows(f"SELECT * FROM {table}"):  # noqa: S608
                _add(target, table, row, ("fingerprint",))
        # First what curators did: of who adjudicates, it is asked who she is here.
        for task in Task:
            compared = [merger.compared(*each) for each in chosen if each[0].task is task]
            continued = [each for each in compared if each is not None]
            merger.bring_actions(continued)
            for each in continued:
                _bring(source, target, each, merger.brought)
        merger.bring_seen({assignment.article for assignment, _through in chosen})
    return merger.brought


class _Merger:
    """What comes from one file into another, and who of the one is who of the other."""

    def __init__(self, source: Store, target: Store, *, trusted: bool) -> None:
        self.source, self.target, self.trusted = source, target, trusted
        self.brought = Brought()
        self._people: dict[str, str] = {}

    def compared(self, assignment: Assignment, through: int | None) -> _Continued | None:
        """What one file has beyond the other, or None and a conflict where they part."""
        source, target = self.source, self.target
        article = source.article(assignment.article)
        if assignment.task is Task.ADJUDICATE and not self._trusts(assignment, article.source):
            return None
        title = article.title
        headline = fold_text(article.text[title.start : title.end]) if title else ""
        self.brought.articles += target.add_article(article, headline, fold_text(article.text))
        curator = self._curator(assignment.curator)
        found = target.connection.rows(
            _KNOWN, article.id, assignment.task, curator, assignment.round
        )
        same = next((row for row in found if row["id"] == assignment.id), None)
        theirs = source.connection.rows(
            "SELECT * FROM decision WHERE assignment = ?1 AND (?2 IS NULL OR seq <= ?2)"
            " ORDER BY seq",
            assignment.id, through,
        )  # fmt: skip
        ours = target.connection.rows(_DECISIONS, assignment.id)
        shared = min(len(ours), len(theirs))
        parted = [tuple(r) for r in ours[:shared]] != [tuple(r) for r in theirs[:shared]]
        round_ = same["round"] if same is not None else self._free_round(assignment, found)
        if round_ is None or parted:
            self.brought.conflicts.append(self._conflict(assignment, curator, article.source))
            return None
        last = max(len(ours), len(theirs))
        return _Continued(assignment, curator, round_, same is not None, theirs[shared:], last)

    def _free_round(self, assignment: Assignment, found: Sequence[Row]) -> int | None:
        """The round that an assignment gets in the target, None where another is in its place.

        What two adjudicated in files of their own is adjudicated twice, where the article is drawn
        for that.
        """
        taken = {row["round"]: row["id"] for row in found}
        if assignment.round not in taken:
            return assignment.round
        may = assignment.task is Task.ADJUDICATE and 2 not in taken
        if not may or not self.target.adjudicated_twice(assignment.article):
            return None
        hers = {self._curator(each) for each in self._actors(assignment)}
        others = self.target.connection.rows(_ACTORS, taken[1])
        return 2 if hers.isdisjoint(row["curator"] for row in others) else None

    def _conflict(self, assignment: Assignment, curator: str, source: str) -> str:
        if assignment.task is Task.ADJUDICATE:
            text = _("{source} was adjudicated in both files; it stays as it is here.")
            return text.format(source=source)
        text = _("{curator} went on with {source} in both files; it stays as it is here.")
        name = next(c.name for c in self.target.curators() if c.id == curator)
        return text.format(curator=name, source=source)

    def _trusts(self, assignment: Assignment, source: str) -> bool:
        """Whether all who decided in an adjudication adjudicate in the target; else a conflict."""
        if self.trusted:
            return True
        names = {curator.id: curator.name for curator in self.source.curators()}
        lead = {c.name for c in self.target.curators() if Role.ADJUDICATOR in c.roles}
        lacking = [name for each in self._actors(assignment) if (name := names[each]) not in lead]
        if lacking:
            text = _("{curator} adjudicated {source} there and does not adjudicate here; "
                     "`workbench enrol` gives that role, then merge again.")  # fmt: skip
            self.brought.conflicts.append(text.format(curator=lacking[0], source=source))
        return not lacking

    def _actors(self, assignment: Assignment) -> list[str]:
        """Who decided in an assignment of the source, and whose it is."""
        found = self.source.connection.rows(_ACTORS, assignment.id)
        return sorted({assignment.curator, *(str(row["curator"]) for row in found)})

    def bring_actions(self, continued: Sequence[_Continued]) -> None:
        """The acts behind new decisions, in their order, so that undo goes back the same way.

        Each stays that of whoever did it, also in an assignment of another.
        """
        named = {row["action"] for each in continued for row in each.decisions}
        acts = [_one(self.source, "action", "id", action) for action in named]
        for row in sorted(acts, key=lambda row: row["seq"]):
            reversed_act = row["reverses"]
            known = self.target.connection.row(_ACTION, reversed_act)
            if reversed_act is not None and known is None:
                raise Refused(_("A part of what was to be merged is missing."))
            owned = {"curator": self._curator(row["curator"])}
            _add(self.target, "action", row, ("id",), without=("seq",), instead=owned)

    def bring_seen(self, articles: set[str]) -> None:
        """Who has seen the cases of articles, as far as she is known in the target.

        What adjudication she saw then has the round that it has in the target, if it is there.
        """
        ids = {c.name: c.id for c in self.target.curators()}
        names = {c.id: c.name for c in self.source.curators()}
        for article in sorted(articles):
            if self.target.connection.row("SELECT 1 FROM article WHERE id = ?", article) is None:
                continue
            rounds = self._rounds(article)
            for row in self.source.connection.rows(_SEEN, article):
                name = names[row["curator"]]
                if name in ids:
                    round_ = rounds.get(row["round"], 0)
                    there: dict[str, str | int] = {"curator": ids[name], "round": round_}
                    _add(self.target, "seen", row, ("article", "curator", "round"), instead=there)

    def _rounds(self, article: str) -> dict[int, int]:
        """The round in the target of each adjudication of an article that both files have."""
        here, there = (
            {row["id"]: int(row["round"]) for row in store.connection.rows(_JUDGED, article)}
            for store in (self.source, self.target)
        )
        return {here[each]: there[each] for each in here.keys() & there.keys()}

    def _curator(self, curator: str) -> str:
        """Who that curator is in the target: a name is one person. Roles are given there."""
        if curator not in self._people:
            self._people[curator] = self._found_or_added(curator)
        return self._people[curator]

    def _found_or_added(self, curator: str) -> str:
        row = _one(self.source, "curator", "id", curator)
        name = row["name"]
        if not name.isprintable():
            raise Refused(_("A curator's name is one to 64 printable characters."))
        known = self.target.connection.row(
            "SELECT id FROM curator WHERE name = ? OR id = ?", name, curator
        )
        if known is not None:
            return str(known["id"])
        roles = {"roles": canonical_json([Role.CURATOR])}
        added = _add(self.target, "curator", row, ("id",), without=("n",), instead=roles)
        self.brought.curators += added
        return curator


def _bring(source: Store, target: Store, new: _Continued, brought: Brought) -> None:
    assignment = new.assignment
    if not new.known:
        _bring_set(source, target, assignment.suggestion_set)
        row = _one(source, "assignment", "id", assignment.id)
        owned: dict[str, str | int] = {"curator": new.curator, "round": new.round}
        _add(target, "assignment", row, ("id",), without=("n",), instead=owned)
        brought.assignments += 1
    for row in new.decisions:
        _add(target, "decision", row, ("assignment", "seq"))
    brought.decisions += len(new.decisions)
    for row in source.connection.rows(_SUBMISSIONS, assignment.id, new.last):
        brought.submissions += _add(target, "submission", row, ("id",))
    if new.decisions:
        stored = rows.assignment(_one(target, "assignment", "id", assignment.id))
        text = source.article(assignment.article).text
        found = target.connection.rows(_DECISIONS, assignment.id)
        layer = fold(target.frozen(stored), [rows.decision(row, text) for row in found])
        target.set_tally(stored, layer.tally)


def _bring_set(source: Store, target: Store, set_id: str) -> None:
    """A frozen set with its proposals and their runs, which do not count as having read here."""
    _add(target, "suggestion_set", _one(source, "suggestion_set", "id", set_id), ("id",))
    members = source.connection.rows("SELECT * FROM set_member WHERE suggestion_set = ?", set_id)
    for member in members:
        run, suggestion = member["run"], member["suggestion"]
        _add(target, "run", _one(source, "run", "id", run), ("id",), without=("n",))
        _add(target, "suggestion", _one(source, "suggestion", "id", suggestion), ("id",))
        proposal = source.connection.row(
            "SELECT * FROM proposal WHERE run = ? AND suggestion = ?", run, suggestion
        )
        if proposal is not None:
            _add(target, "proposal", proposal, ("run", "suggestion"))
        _add(target, "set_member", member, ("suggestion_set", "suggestion"))


def _one(store: Store, table: str, key: str, value: str) -> Row:
    row = store.connection.row(f"SELECT * FROM {table} WHERE {key} = ?", value)  # noqa: S608
    if row is None:
        raise Refused(_("A part of what was to be merged is missing."))
    return row


def _add(
    target: Store,
    table: str,
    row: Row,
    key: tuple[str, ...],
    *,
    without: tuple[str, ...] = (),
    instead: Mapping[str, str | int] | None = None,
) -> bool:
    """Add a row of another file unless its key is there; whether it was added."""
    values = {name: row[name] for name in row.keys() if name not in without}  # noqa: SIM118
    values |= instead or {}
    where = " AND ".join(f"{name} = ?" for name in key)
    there = f"SELECT 1 FROM {table} WHERE {where}"  # noqa: S608 - names are those of the schema
    if target.connection.row(there, *(values[name] for name in key)) is not None:
        return False
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" for _value in values)
    target.connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608
        *values.values(),
    )
    return True
