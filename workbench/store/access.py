"""Who may see, and change, which adjudication of an article; and who has seen its case.

Most articles have one adjudication, which all who adjudicate share. Of some, drawn by the project's
seed, there are two: the first belongs to who began it, the second to all others, each blind to the
other until both were finished. What was adjudicated in files of their own and merged stands side by
side: gold is that of who finished first, and all share that one.

Invariant: of an article that is adjudicated twice, nobody is shown the adjudication that she has no
part in before both were finished, whatever she asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.curation.plan import drawn
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import Arm, Role, Task
from workbench.store import rows, sql
from workbench.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.model import Assignment, Curator

OWN_WORK_KEY, TWICE_KEY = "own_work", "adjudicate_twice"
"""Settings that decide about access: whether who adjudicates an article may annotate it, and the
share of articles that are adjudicated twice."""
ON = "on"
"""What a setting is that allows something."""

_OF_ROUND = "SELECT * FROM assignment WHERE article = ? AND task = 'adjudicate' AND round = ?"
_ALL = "SELECT * FROM assignment WHERE task = 'adjudicate' ORDER BY n"
# Of two, the one that was finished first, also where files were merged in another order.
_FIRST_FINISHED = """
SELECT g.*, (SELECT min(s.at) FROM submission s WHERE s.assignment = g.id) AS finished
FROM assignment g WHERE g.task = 'adjudicate' {}
ORDER BY finished IS NULL, finished, CASE WHEN finished IS NULL THEN g.round END, g.id
"""
_DECIDING, _DECIDING_ALL = map(_FIRST_FINISHED.format, ("AND g.article = ?", ""))
_BEGUN = """
SELECT g.*, (SELECT a.at FROM decision d JOIN action a ON a.id = d.action
  WHERE d.assignment = g.id ORDER BY d.seq LIMIT 1) AS begun
FROM assignment g WHERE g.article = ? AND g.task = 'adjudicate' ORDER BY begun IS NULL, begun, g.id
"""
_FINISHED = """
SELECT count(DISTINCT s.assignment) FROM assignment g JOIN submission s ON s.assignment = g.id
WHERE g.article = ? AND g.task = 'adjudicate'
"""
_ACTED = """
SELECT 1 FROM decision d JOIN action a ON a.id = d.action
WHERE d.assignment = ? AND a.curator = ? LIMIT 1
"""
_SEEN_ROUND = "SELECT 1 FROM seen WHERE article = ? AND curator = ? AND round = ?"
_SEEN = """
SELECT 1 FROM seen WHERE article = ?1 AND curator = ?2
UNION ALL
SELECT 1 FROM assignment g JOIN decision d ON d.assignment = g.id JOIN action a ON a.id = d.action
WHERE g.article = ?1 AND g.task = 'adjudicate' AND a.curator = ?2
LIMIT 1
"""
_SAW = "INSERT INTO seen (article, curator, round, at) VALUES (?, ?, ?, ?)"
# Who submitted the article, or decided what is gold of it, is known to know it.
_KNOWN_TO_KNOW = """
SELECT 1 FROM assignment g
WHERE g.article = ?1 AND g.curator = ?2 AND g.task = 'annotate'
  AND EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id)
UNION ALL
SELECT 1 FROM assignment g JOIN decision d ON d.assignment = g.id JOIN action a ON a.id = d.action
WHERE g.article = ?1 AND g.task = 'adjudicate' AND a.curator = ?2
LIMIT 1
"""
_SUBMITTED_BY_OTHERS = """
SELECT * FROM assignment g
WHERE g.article = ? AND g.curator <> ? AND g.task = 'annotate'
  AND EXISTS (SELECT 1 FROM submission s WHERE s.assignment = g.id)
"""
_SAW_BEFORE = """
SELECT 1 FROM assignment g JOIN submission s ON s.assignment = g.id AND s.n = 1
JOIN seen v ON v.article = g.article AND v.curator = g.curator AND v.at < s.at
WHERE g.article = ? AND g.task = 'annotate' AND g.round = 1 LIMIT 1
"""


class Access(Ledger):
    """The part of the store that knows who may look into which adjudication."""

    def setting(self, name: str) -> str | None:
        """A setting of the project, None where it was never set."""
        stored = self.connection.scalar(sql.PROJECT, name)
        return None if stored is None else str(stored)

    def set_setting(self, name: str, value: str) -> None:
        """Give a setting of the project another value."""
        with self.connection.writing():
            self.connection.execute(sql.SET_PROJECT, name, value)

    def adjudicates(self, viewer: Curator) -> bool:
        """Whether somebody has the role that adjudicating takes."""
        row = self.connection.row(sql.CURATOR_BY_ID, viewer.id)
        return row is not None and Role.ADJUDICATOR in rows.curator(row).roles

    # ------------------------------------------------------------------------------ which there are

    def adjudications(self) -> tuple[Assignment, ...]:
        """All assignments to adjudicate."""
        return tuple(map(rows.assignment, self.connection.rows(_ALL)))

    def adjudications_of(self, article_id: str) -> tuple[Assignment, ...]:
        """All adjudications of an article, those finished first first.

        There are several where two were to adjudicate it, or did so in files of their own.
        """
        return tuple(map(rows.assignment, self.connection.rows(_DECIDING, article_id)))

    def adjudication(self, article_id: str) -> Assignment | None:
        """The adjudication that decides what is gold of an article, if somebody has begun one.

        Of several it is the one that was finished first.
        """
        return next(iter(self.adjudications_of(article_id)), None)

    def deciding(self) -> dict[str, Assignment]:
        """`adjudication` of every article that has one."""
        found: dict[str, Assignment] = {}
        for row in self.connection.rows(_DECIDING_ALL):
            found.setdefault(row["article"], rows.assignment(row))
        return found

    def adjudication_in(self, article_id: str, round_: int) -> Assignment | None:
        """The first or second adjudication of an article, in the order in which they were begun."""
        row = self.connection.row(_OF_ROUND, article_id, round_)
        return rows.assignment(row) if row is not None else None

    def adjudicated_twice(self, article_id: str) -> bool:
        """Whether an article is drawn to be adjudicated by two."""
        share = float(self.setting(TWICE_KEY) or 0)
        return share > 0 and drawn(self.setting("seed") or "", "twice", article_id) < share

    def adjudication_round(self, article_id: str, viewer: Curator) -> int:
        """The round of the adjudication that is the viewer's to look into; it may not exist yet.

        All share the one that decides. Before one is finished, and wherever two adjudicate, each
        has the one that she acted in; of two, who acted in none has the one that she saw, and
        else the one that was begun later. Which that is does not depend on how files were merged.
        """
        found = self.adjudications_of(article_id)
        twice = self.adjudicated_twice(article_id)
        if not found:
            return 1
        if twice or not self.connection.scalar(_FINISHED, article_id):
            hers = [each.round for each in found if self.acted_in(each, viewer)]
            if twice and not hers:
                rounds = (each.round for each in found)
                hers = [n for n in rounds if self._saw_round(article_id, viewer, n)]
            if hers:
                return hers[0]
        return self._later_round(article_id) if twice else found[0].round

    def _later_round(self, article_id: str) -> int:
        """The round of the adjudication that was begun second, or that is still to be begun."""
        first, *later = (row["round"] for row in self.connection.rows(_BEGUN, article_id))
        return int(later[0]) if later else 2 if first == 1 else 1

    def adjudicates_later(self, article_id: str, round_: int) -> bool:
        """Whether two adjudicate an article, and the one of that round was not begun first."""
        if not self.adjudicated_twice(article_id):
            return False
        row = self.connection.row(_BEGUN, article_id)
        return row is not None and row["round"] != round_

    def _saw_round(self, article_id: str, viewer: Curator, round_: int) -> bool:
        return self.connection.row(_SEEN_ROUND, article_id, viewer.id, round_) is not None

    def acted_in(self, assignment: Assignment, curator: Curator) -> bool:
        """Whether an assignment is somebody's, or she decided anything in it."""
        acted = self.connection.row(_ACTED, assignment.id, curator.id)
        return assignment.curator == curator.id or acted is not None

    # -------------------------------------------------------------------------------- who saw what

    def shown(self, article_ids: Iterable[str], viewer: Curator) -> None:
        """Record that a person reads what others say in articles, as if she opened their cases.

        Whatever shows spans of others to a person asks for this before it shows them; what only
        counts them does not. Nothing is recorded of who does not adjudicate, since she sees nothing
        before she has submitted, of an article that the viewer has submitted, and where she may
        see nothing of others.
        """
        if self.connection.read_only or not self.adjudicates(viewer):
            return
        new = []
        for article in dict.fromkeys(article_ids):
            adjudication = self.adjudication_in(article, self.adjudication_round(article, viewer))
            round_ = adjudication.round if adjudication is not None else 0
            recorded = self.connection.row(_SEEN_ROUND, article, viewer.id, round_)
            if recorded is None and self._learns(article, viewer):
                new.append((article, round_))
        if new:
            with self.connection.writing():
                for article, round_ in new:
                    self.saw(article, viewer, round_)

    def _learns(self, article_id: str, viewer: Curator) -> bool:
        """Whether the viewer sees work of others in an article that she is not known to know."""
        if self.connection.row(_KNOWN_TO_KNOW, article_id, viewer.id) is not None:
            return False
        others = self.connection.rows(_SUBMITTED_BY_OTHERS, article_id, viewer.id)
        return any(self.visible(rows.assignment(row), viewer) for row in others)

    def saw(self, article_id: str, viewer: Curator, round_: int) -> None:
        """Record that somebody saw the case of an article; `round_` as in `seen`.

        Where nothing can be written nothing is, and nobody can annotate there either.
        """
        if self.connection.read_only:
            return
        if self.connection.row(_SEEN_ROUND, article_id, viewer.id, round_) is None:
            with self.connection.writing():
                if self.connection.row(_SEEN_ROUND, article_id, viewer.id, round_) is None:
                    self.connection.execute(_SAW, article_id, viewer.id, round_, self.now())

    def has_seen(self, article_id: str, curator: Curator) -> bool:
        """Whether somebody was shown what others say of an article, or decided what is gold."""
        return self.connection.row(_SEEN, article_id, curator.id) is not None

    def annotated_knowingly(self, article_id: str) -> bool:
        """Whether anybody had seen the case of an article before she first submitted it."""
        return self.connection.row(_SAW_BEFORE, article_id) is not None

    def assign(
        self, article_id: str, curator: Curator, arm: Arm = Arm.ASSISTED, *, asked: bool = False
    ) -> Assignment:
        """Assign an article; Refused where the curator has seen its case."""
        with self.connection.writing():
            if self.assignment(article_id, curator) is None:
                self._refuse_knowing(article_id, curator)
            return super().assign(article_id, curator, arm, asked=asked)

    def may_annotate(self, article_id: str, curator: Curator) -> bool:
        """Whether somebody has not seen the case of an article, or the project allows both."""
        return not self.has_seen(article_id, curator) or self.setting(OWN_WORK_KEY) == ON

    def _refuse_knowing(self, article_id: str, curator: Curator) -> None:
        if not self.may_annotate(article_id, curator):
            raise Refused(_("{name} has seen what others say of this article, so another annotates "
                            "it; a project may allow it with `workbench settings own-work on`."
                            ).format(name=curator.name))  # fmt: skip

    # --------------------------------------------------------------------------------- who may what

    def works_in(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether a layer is the viewer's to change; an adjudication is all adjudicators'.

        Of two, each has her own.
        """
        if assignment.task is not Task.ADJUDICATE:
            return super().works_in(assignment, viewer)
        return (
            self.adjudicates(viewer)
            and not self.is_anothers(assignment, viewer)
            and self.visible(assignment, viewer)
        )

    def is_anothers(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether two adjudicate an article, and this adjudication is not the viewer's."""
        article = assignment.article
        return (
            self.adjudicated_twice(article)
            and self.adjudication_round(article, viewer) != assignment.round
        )

    def visible(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether `viewer` may see what was submitted, or finished, in an assignment."""
        if assignment.task is Task.ADJUDICATE and self._blind_to(assignment, viewer):
            return False
        return super().visible(assignment, viewer)

    def _blind_to(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether an adjudication is kept from the viewer until both were finished.

        Curators who do not adjudicate see the one that decides as soon as it is finished.
        """
        article = assignment.article
        if not self.adjudicated_twice(article):
            return False
        if self.adjudicates(viewer):
            other = self.adjudication_round(article, viewer) != assignment.round
        else:
            deciding = self.adjudication(article)
            other = deciding is None or deciding.id != assignment.id
        return other and int(self.connection.scalar(_FINISHED, article)) < 2
