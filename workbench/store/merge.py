"""Bring what curators did in one database file into another, without changing what was done there.

Invariant: what people did is only added to. What both files have must be the same, or one must
continue the other; where two people (or one, twice) went on differently, that assignment stays as
it is and the conflict is named. Every act stays that of whoever did it. Bringing the same file
again adds nothing. Models, settings and roles are never brought, and an adjudication only where all
who decided in it adjudicate here, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.arabic.fold import fold as fold_text
from workbench.canonical import canonical_json
from workbench.curation import fold
from workbench.messages import _
from workbench.model import Role, Task
from workbench.store import rows, sql
from workbench.store.foreign import unsound
from workbench.store.placing import Placed, is_second, place, suggests_the_same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.model import Article, Assignment
    from workbench.store import Store
    from workbench.store.connection import Row

_DECIDED = "SELECT * FROM decision WHERE assignment = ? ORDER BY seq"
_SUBMISSIONS = "SELECT * FROM submission WHERE assignment = ? AND through_seq <= ? ORDER BY n"
_ACTORS = """
SELECT DISTINCT a.curator FROM decision d JOIN action a ON a.id = d.action WHERE d.assignment = ?1
UNION SELECT curator FROM assignment WHERE id = ?1
"""
_JUDGED = "SELECT id, round FROM assignment WHERE article = ? AND task = 'adjudicate'"
_SEEN = "SELECT * FROM seen WHERE article = ? ORDER BY curator, round"
_SEEN_BEFORE = """
UPDATE seen SET at = ?4 WHERE article = ?1 AND curator = ?2 AND round = ?3 AND at > ?4
"""
# Who saw a case before she submitted takes no part in agreement, so that other layers may count.
_COUNT_ANEW = "DELETE FROM pair_count WHERE article = (SELECT n FROM article WHERE id = ?)"
_REQUESTS = "SELECT * FROM request WHERE assignment = ? ORDER BY n"
_GIVE_WAY = "UPDATE assignment SET arm = ?, suggestion_set = ? WHERE id = ?"
_ASK = "UPDATE assignment SET asked = 1 WHERE id = ? AND asked = 0"
_ONE_ACT = ("session", "kind", "at", "reverses", "keys")


@dataclass(slots=True)
class Brought:
    """What was added, and which assignments were left as they are, in a sentence each.

    `other_sets` names the articles whose frozen suggestions gave way to those that the work was
    done with, `renamed` those that have another name, title or date in the other file, and
    `withdrawn` those that a curator was let off there. `differences` says in what the other project
    differs.
    """

    curators: int = 0
    articles: int = 0
    assignments: int = 0
    decisions: int = 0
    submissions: int = 0
    conflicts: list[str] = field(default_factory=list)
    other_sets: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def bring(
    source: Store,
    target: Store,
    chosen: Sequence[tuple[Assignment, int | None]],
    *,
    bundle: bool = False,
) -> Brought:
    """Add to `target` the assignments of `source` that are `chosen`, up to a decision or whole.

    Into a `bundle` come adjudications whoever decided in them, and nobody who did nothing of what
    is chosen.
    """
    merger = _Merger(source, target, bundle=bundle)
    with target.writing():
        for table in ("scheme", "guideline"):
            for row in source.connection.rows(f"SELECT * FROM {table}"):  # noqa: S608
                merger.add(table, row, ("fingerprint",))
        # First what curators did: of who adjudicates, it is asked who she is here.
        for task in Task:
            compared = [merger.compared(*each) for each in chosen if each[0].task is task]
            placed = [each for each in compared if each is not None]
            merger.bring_actions(placed)
            for each in placed:
                merger.bring_work(each)
        if not bundle:
            merger.bring_requests()
        merger.bring_seen({assignment.article for assignment, _through in chosen})
        merger.name_apart()
    return merger.brought


class _Merger:
    """What comes from one file into another, and who of the one is who of the other.

    `homes` holds the id in the target of each assignment that is, or came, there.
    """

    def __init__(self, source: Store, target: Store, *, bundle: bool) -> None:
        self.source, self.target, self.bundle = source, target, bundle
        self.brought = Brought()
        self.homes: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._judged: dict[str, Article] = {}

    # ------------------------------------------------------------------------------ what is where

    def compared(self, assignment: Assignment, through: int | None) -> Placed | None:
        """What one file has beyond the other, or None and a conflict where they part."""
        article = self.source.article(assignment.article)
        adjudicates = assignment.task is Task.ADJUDICATE
        if adjudicates and not self._trusts(assignment, article.source):
            return None
        self._bring_article(article)
        curator = self._curator(assignment.curator)
        placed = place(self.source, self.target, assignment, through, curator)
        if isinstance(placed, str):
            name = next(c.name for c in self.target.curators() if c.id == curator)
            self.brought.conflicts.append(placed.format(curator=name, source=article.source))
            return None
        self.homes[assignment.id] = placed.home
        if adjudicates:
            self._judged[article.id] = article
        return placed

    def _bring_article(self, article: Article) -> None:
        title = article.title
        headline = fold_text(article.text[title.start : title.end]) if title else ""
        if self.target.add_article(article, headline, fold_text(article.text)):
            self.brought.articles += 1
            return
        here = self.target.article(article.id)
        same = (here.source, here.title, here.published)
        if (article.source, title, article.published) != same and (
            here.source not in self.brought.renamed
        ):
            self.brought.renamed.append(here.source)

    def _trusts(self, assignment: Assignment, source: str) -> bool:
        """Whether all who decided in an adjudication adjudicate in the target; else a conflict."""
        if self.bundle:
            return True
        names = {curator.id: curator.name for curator in self.source.curators()}
        lead = {c.name for c in self.target.curators() if Role.ADJUDICATOR in c.roles}
        actors = sorted(names[each] for each in _actors(self.source, assignment.id))
        lacking = [name for name in actors if name not in lead]
        if lacking:
            text = _("{curator} adjudicated {source} there and does not adjudicate here; "
                     "`workbench enrol` gives that role, then merge again.")  # fmt: skip
            self.brought.conflicts.append(text.format(curator=lacking[0], source=source))
        return not lacking

    def name_apart(self) -> None:
        """Name the articles that were adjudicated apart, and not because two were to do so.

        All that was decided is kept, and gold is that of who finished first.
        """
        names = {curator.id: curator.name for curator in self.target.curators()}
        for article in self._judged.values():
            found = self.target.adjudications_of(article.id)
            if is_second(self.target, found):
                continue
            if self.target.connection.rows(sql.SUBMISSIONS, found[0].id):
                text = _("{source} was adjudicated apart by {curators}; gold is that of {curator}, "
                         "who finished first.")  # fmt: skip
            else:
                text = _("{source} is adjudicated apart by {curators}; gold will be that of who "
                         "finishes first.")  # fmt: skip
            whose = ", ".join(sorted({names[each.curator] for each in found}))
            said = text.format(
                source=article.source, curators=whose, curator=names[found[0].curator]
            )
            self.brought.conflicts.append(said)

    # ----------------------------------------------------------------------------------- bringing

    def bring_actions(self, placed: Sequence[Placed]) -> None:
        """The acts behind new decisions, in their order, so that undo goes back the same way.

        Each stays that of whoever did it, also in an assignment of another.
        """
        named = {row["action"] for each in placed for row in each.decisions}
        acts = [self._one("action", "id", action) for action in named]
        for row in sorted(acts, key=lambda row: row["seq"]):
            reversed_act = row["reverses"]
            known = self.target.connection.row(sql.ACTION, reversed_act)
            if reversed_act is not None and known is None:
                raise unsound(self.source, _("it lacks an act that was undone"))
            owned = {"curator": self._curator(row["curator"])}
            same = ("curator", *_ONE_ACT)
            self.add("action", row, ("id",), without=("seq",), instead=owned, same=same)

    def bring_work(self, new: Placed) -> None:
        """An assignment if it is new, and what was decided and submitted in it."""
        source, target, assignment = self.source, self.target, new.assignment
        home = {"assignment": new.home}
        if not new.known:
            self._bring_set(assignment)
            row = self._one("assignment", "id", assignment.id)
            owned: dict[str, str | int] = {"curator": new.curator, "round": new.round}
            self.add("assignment", row, ("id",), without=("n",), instead=owned)
            self.brought.assignments += 1
        elif assignment.asked:
            target.connection.execute(_ASK, new.home)
        if new.fills:
            self._fill(new)
        for row in new.decisions:
            self.add("decision", row, ("assignment", "seq"), instead=home)
        self.brought.decisions += len(new.decisions)
        for row in source.connection.rows(_SUBMISSIONS, assignment.id, new.last):
            same = ("assignment", "n", "at", "through_seq", "scheme", "guideline", "spans")
            self.brought.submissions += self.add(
                "submission", row, ("id",), instead=home, same=same
            )
        if new.decisions:
            stored = rows.assignment(_known(target, new.home))
            text = source.article(assignment.article).text
            found = target.connection.rows(_DECIDED, new.home)
            layer = fold(target.frozen(stored), [rows.decision(row, text) for row in found])
            target.set_tally(stored, layer.tally)

    def _fill(self, new: Placed) -> None:
        """Let an assignment that nobody has begun give way to what it was done with elsewhere."""
        assignment, here = new.assignment, rows.assignment(_known(self.target, new.home))
        if (here.arm, here.suggestion_set) == (assignment.arm, assignment.suggestion_set):
            return
        self._bring_set(assignment)
        if not suggests_the_same(self.target, here.suggestion_set, assignment.suggestion_set):
            self.brought.other_sets.append(self.target.article(assignment.article).source)
        self.target.connection.execute(
            _GIVE_WAY, assignment.arm, assignment.suggestion_set, new.home
        )

    def _bring_set(self, assignment: Assignment) -> None:
        """A frozen set with its proposals and runs, which do not count as having read here."""
        frozen = self._one("suggestion_set", "id", assignment.suggestion_set)
        members = self.source.connection.rows(
            "SELECT * FROM set_member WHERE suggestion_set = ?", frozen["id"]
        )
        suggested = [self._one("suggestion", "id", member["suggestion"]) for member in members]
        if any(row["article"] != assignment.article for row in (frozen, *suggested)):
            raise unsound(self.source, _("what was suggested is of another article"))
        self.add("suggestion_set", frozen, ("id",))
        for member, suggestion in zip(members, suggested, strict=True):
            run = self._one("run", "id", member["run"])
            same = ("extractor", "version", "scheme")
            self.add("run", run, ("id",), without=("n",), same=same)
            self.add("suggestion", suggestion, ("id",))
            proposal = self.source.connection.row(
                "SELECT * FROM proposal WHERE run = ? AND suggestion = ?",
                run["id"], suggestion["id"],
            )  # fmt: skip
            if proposal is not None:
                self.add("proposal", proposal, ("run", "suggestion"), same=("score",))
            self.add("set_member", member, ("suggestion_set", "suggestion"))

    def bring_requests(self) -> None:
        """What the lead took back, or asked for anew; of who has submitted it changes nothing."""
        for assignment, home in self.homes.items():
            found = self.source.connection.rows(_REQUESTS, assignment)
            before = self.target.connection.scalar(sql.IS_WITHDRAWN, home)
            for row in found:
                instead = {"assignment": home, "curator": self._curator(row["curator"])}
                key = ("assignment", "asked", "curator", "at")
                self.add("request", row, key, without=("n",), instead=instead)
            if found and not before and self.target.connection.scalar(sql.IS_WITHDRAWN, home):
                stored = rows.assignment(_known(self.target, home))
                if not self.target.connection.rows(sql.SUBMISSIONS, home):
                    self.brought.withdrawn.append(self.target.article(stored.article).source)

    def bring_seen(self, articles: set[str]) -> None:
        """Who has seen the cases of articles; into a bundle, of those who are in it.

        What adjudication she saw then has the round that it has in the target, if it is there.
        """
        ids = {c.name: c.id for c in self.target.curators()}
        names = {c.id: c.name for c in self.source.curators()}
        for article in sorted(articles):
            if self.target.connection.row("SELECT 1 FROM article WHERE id = ?", article) is None:
                continue
            rounds = self._rounds(article)
            for row in self.source.connection.rows(_SEEN, article):
                if self.bundle and names[row["curator"]] not in ids:
                    continue
                there = self._curator(row["curator"]), rounds.get(row["round"], 0)
                instead: dict[str, str | int] = {"curator": there[0], "round": there[1]}
                key = ("article", "curator", "round")
                run = self.target.connection.execute
                if self.add("seen", row, key, instead=instead) or run(
                    _SEEN_BEFORE, article, *there, row["at"]
                ):
                    run(_COUNT_ANEW, article)

    def _rounds(self, article: str) -> dict[int, int]:
        """The round in the target of each adjudication of an article that both files have."""
        here, there = (
            {row["id"]: int(row["round"]) for row in store.connection.rows(_JUDGED, article)}
            for store in (self.source, self.target)
        )
        return {here[each]: there[each] for each in here.keys() & there.keys()}

    # ------------------------------------------------------------------------------------- people

    def _curator(self, curator: str) -> str:
        """Who that curator is in the target: a name is one person. Roles are given there."""
        if curator not in self._people:
            self._people[curator] = self._found_or_added(curator)
        return self._people[curator]

    def _found_or_added(self, curator: str) -> str:
        row = self._one("curator", "id", curator)
        known = self.target.connection.row(
            "SELECT id FROM curator WHERE name = ?1 OR id = ?2 ORDER BY name <> ?1",
            row["name"], curator,
        )  # fmt: skip
        if known is not None:
            return str(known["id"])
        roles = {"roles": canonical_json([Role.CURATOR])}
        self.brought.curators += self.add("curator", row, ("id",), without=("n",), instead=roles)
        return curator

    # --------------------------------------------------------------------------------------- rows

    def _one(self, table: str, key: str, value: str) -> Row:
        found = self.source.connection.row(
            f"SELECT * FROM {table} WHERE {key} = ?",  # noqa: S608
            value,
        )
        if found is None:
            raise unsound(self.source, _("a part of what was to be merged is missing"))
        return found

    def add(
        self,
        table: str,
        row: Row,
        key: tuple[str, ...],
        *,
        without: tuple[str, ...] = (),
        instead: Mapping[str, str | int] | None = None,
        same: tuple[str, ...] = (),
    ) -> bool:
        """Add a row of another file unless its key is there; whether it was added.

        Refused where a row is there that differs in one of the columns `same`.
        """
        values = {name: row[name] for name in row.keys() if name not in without}  # noqa: SIM118
        values |= instead or {}
        where = " AND ".join(f"{name} = ?" for name in key)
        there = f"SELECT * FROM {table} WHERE {where}"  # noqa: S608 - names are those of the schema
        found = self.target.connection.row(there, *(values[name] for name in key))
        if found is not None:
            if any(found[name] != values[name] for name in same):
                text = _("an id of the table {name} is that of something else here")
                raise unsound(self.source, text.format(name=table))
            return False
        names = ", ".join(f'"{name}"' for name in values)
        places = ", ".join("?" for _value in values)
        self.target.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608
            *values.values(),
        )
        return True


def _known(store: Store, assignment: str) -> Row:
    (row,) = store.connection.rows("SELECT * FROM assignment WHERE id = ?", assignment)
    return row


def _actors(store: Store, assignment: str) -> set[str]:
    """Who decided in an assignment, and whose it is."""
    return {str(row["curator"]) for row in store.connection.rows(_ACTORS, assignment)}
