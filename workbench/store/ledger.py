"""What curators do: assignments, the append-only ledger of their decisions, submissions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.canonical import canonical_json
from workbench.errors import NotVisible, StoreChanged, UnknownName
from workbench.messages import _
from workbench.model import (
    Action,
    ActionKind,
    Arm,
    Assignment,
    Curator,
    Role,
    Task,
    set_id,
)
from workbench.store import rows, sql
from workbench.store.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model import (
        Annotation,
        Decision,
        Proposal,
        Submission,
        Tally,
    )
    from workbench.scheme import LabelScheme


@dataclass(frozen=True, slots=True)
class Entry:
    """What an action appends to one assignment, whose last decision must be number `expected`.

    `submits` holds what stands when the act closes the layer, and is None otherwise.
    """

    assignment: Assignment
    expected: int
    decisions: Sequence[Decision]
    tally: Tally
    submits: Sequence[Annotation] | None = None


class Ledger(Corpus):
    """The part of the store that records judgements, and shows them only to those who may see."""

    # ------------------------------------------------------------------------------- assignments

    def assignment(self, article_id: str, curator: Curator) -> Assignment | None:
        """The curator's assignment to annotate an article, if she has one.

        It is the second while she is asked for the article again, and the first otherwise.
        """
        row = self.connection.row(sql.ASSIGNMENT, article_id, curator.id)
        return rows.assignment(row) if row is not None else None

    def assignments(self) -> tuple[Assignment, ...]:
        """All assignments to annotate."""
        return tuple(map(rows.assignment, self.connection.rows(sql.ASSIGNMENTS)))

    def layers(self) -> tuple[Assignment, ...]:
        """The assignments that somebody works in: asked for, decided in, or submitted."""
        return tuple(map(rows.assignment, self.connection.rows(sql.LAYERS)))

    def counted(self) -> tuple[Assignment, ...]:
        """The layers that take part: all but those that hold nobody up and are not submitted.

        Such are the layers of who joined unasked after all others had submitted, and of who was
        let off an article.
        """
        return tuple(map(rows.assignment, self.connection.rows(sql.COUNTED)))

    def open_assisted(self, curator: Curator) -> tuple[Assignment, ...]:
        """The curator's assignments that show suggestions, are begun and not submitted."""
        return tuple(map(rows.assignment, self.connection.rows(sql.OPEN_ASSISTED, curator.id)))

    def assign(
        self,
        article_id: str,
        curator: Curator,
        arm: Arm = Arm.ASSISTED,
        *,
        asked: bool = False,
    ) -> Assignment:
        """Assign an article, freezing what is suggested; all of an arm see the same set."""
        with self.connection.writing():
            self.enrol(curator)
            existing = self.assignment(article_id, curator)
            if existing is not None:
                return existing
            frozen = self.connection.scalar(sql.FROZEN_SET, article_id, arm)
            assignment = Assignment(
                self.new_id(), article_id, curator.id, frozen or self._freeze(article_id, arm),
                arm=arm,
                asked=asked,
            )  # fmt: skip
            self._add_assignment(assignment)
        return assignment

    def withdrawable(self, curator: Curator) -> tuple[Assignment, ...]:
        """What the curator was asked for, or is at, and has never submitted; once let off, none."""
        return tuple(map(rows.assignment, self.connection.rows(sql.WITHDRAWABLE, curator.id)))

    def let_off(self) -> tuple[Assignment, ...]:
        """The assignments that were withdrawn and not submitted, those made first first."""
        return tuple(map(rows.assignment, self.connection.rows(sql.LET_OFF)))

    def request(self, assignment: Assignment, by: Curator, *, asked: bool) -> None:
        """Let an assignment's curator off it, or ask for it anew; nothing where that holds already.

        What she decided stays. An assignment that she was let off holds nobody up.
        """
        with self.connection.writing():
            if bool(self.connection.scalar(sql.IS_WITHDRAWN, assignment.id)) is not asked:
                return
            self.connection.execute(sql.ADD_REQUEST, assignment.id, asked, by.id, self.now())

    def _freeze(self, article_id: str, arm: Arm) -> str:
        """The set of what is suggested now; the blind arm gets the site furniture alone.

        What was suggested under a label that the scheme has lost since is left out.
        """
        labels = self.scheme().by_name if arm is Arm.ASSISTED else {}
        members = [
            (proposal.suggestion, proposal.run)
            for proposal in self.proposals(article_id)
            if proposal.annotation.label.islower() or proposal.annotation.label in labels
        ]
        frozen = set_id(article_id, members)
        self.connection.execute(sql.ADD_SET, frozen, article_id)
        self.connection.execute_many(sql.ADD_MEMBER, ((frozen, *member) for member in members))
        return frozen

    def due_again(self, curator: Curator, *, days: float, others: int) -> tuple[Assignment, ...]:
        """The curator's assignments that she may be asked for again, those made first first.

        She last submitted them `days` ago or earlier, has submitted `others` articles since, and
        was not asked for them again yet. An article that was adjudicated to the end is left out:
        she may have looked how her work differs from its gold.
        """
        named = {"curator": curator.id, "days": days, "others": others, "now": self.now()}
        found = self.connection.rows_named(sql.DUE_AGAIN, named)
        return tuple(map(rows.assignment, found))

    def assign_again(self, assignment: Assignment) -> Assignment:
        """Ask a curator for an article again: she is shown what she was shown the first time."""
        again = replace(assignment, id=self.new_id(), round=assignment.round + 1, asked=True)
        with self.connection.writing():
            self._add_assignment(again)
        return again

    def _add_assignment(self, made: Assignment) -> None:
        self.connection.execute(
            sql.ADD_ASSIGNMENT,
            made.id,
            made.article,
            made.curator,
            made.task,
            made.round,
            made.arm,
            made.asked,
            made.suggestion_set,
        )

    def frozen(self, assignment: Assignment) -> tuple[Proposal, ...]:
        """The proposals that an assignment shows."""
        text = self.article(assignment.article).text
        found = self.connection.rows(sql.FROZEN_PROPOSALS, assignment.suggestion_set)
        return tuple(rows.proposal(row, text) for row in found)

    # ----------------------------------------------------------------------------------- ledger

    def append(
        self,
        kind: ActionKind,
        curator: Curator,
        session: str,
        entries: Sequence[Entry],
        *,
        action_id: str,
        reverses: Action | None = None,
        keys: int | None = None,
    ) -> Action:
        """Append one act of a person; StoreChanged where a layer has moved on since it was read."""
        scheme = self.connection.scalar(sql.PROJECT, "scheme")
        guideline = self.connection.scalar(sql.PROJECT, "guideline")
        with self.connection.writing():
            self.enrol(curator)
            action = Action(
                action_id, curator.id, session, kind, self.now(),
                reverses.id if reverses else None, keys=keys,
            )  # fmt: skip
            self.connection.execute(
                sql.ADD_ACTION,
                action.id,
                curator.id,
                session,
                kind,
                action.at,
                action.reverses,
                action.keys,
            )
            for entry in entries:
                if self.last_seq(entry.assignment) != entry.expected:
                    text = _("This article was changed in another window; look at it again.")
                    raise StoreChanged(text)
                self._append_entry(action, entry, scheme, guideline)
                if entry.submits is not None:
                    self._submit(action, entry.assignment, entry.submits)
        return action

    def _append_entry(self, action: Action, entry: Entry, scheme: str, guideline: str) -> None:
        text = self.article(entry.assignment.article).text
        for place, decision in enumerate(entry.decisions, entry.expected + 1):
            payload = canonical_json(decision.payload) if decision.payload is not None else None
            self.connection.execute(
                sql.ADD_DECISION,
                action.id,
                entry.assignment.id,
                place,
                decision.mark,
                decision.verdict,
                rows.annotation_text(decision.annotation, text),
                scheme,
                guideline,
                payload,
            )
        self.set_tally(entry.assignment, entry.tally)

    def set_tally(self, assignment: Assignment, tally: Tally) -> None:
        """Store the derived counts of a layer."""
        self.connection.execute(
            sql.SET_TALLY,
            assignment.id,
            tally.decided,
            tally.undecided,
            tally.accepted,
            tally.closed,
        )

    def tally(self, assignment: Assignment) -> Tally | None:
        """The stored counts of a layer."""
        row = self.connection.row(sql.TALLY, assignment.id)
        return rows.tally(row) if row is not None else None

    def last_seq(self, assignment: Assignment) -> int:
        """The number of the last decision of an assignment, 0 before the first."""
        return int(self.connection.scalar(sql.LAST_SEQ, assignment.id) or 0)

    def decisions(
        self, assignment: Assignment, viewer: Curator, *, through: int | None = None
    ) -> tuple[Decision, ...]:
        """The ledger of an assignment in order, or its part up to `through`; NotVisible.

        Of another's layer only what she last submitted is shown, even while she works on.
        """
        self._refuse_unseen(assignment, viewer)
        if not self.works_in(assignment, viewer):
            submitted = int(self.connection.scalar(sql.LAST_SUBMITTED, assignment.id) or 0)
            through = submitted if through is None else min(through, submitted)
        text = self.article(assignment.article).text
        found = self.connection.rows(sql.DECISIONS, assignment.id, through, through)
        return tuple(rows.decision(row, text) for row in found)

    def around(self, act: Action, assignment: Assignment, viewer: Curator) -> tuple[Decision, ...]:
        """What an act decided in the viewer's assignment, and what stood on the same marks before.

        In the order of the ledger. NotVisible where the assignment is another's.
        """
        return self._own(assignment, viewer, sql.AROUND_ACT, act.id)

    def later(self, assignment: Assignment, viewer: Curator, seq: int) -> tuple[Decision, ...]:
        """What was decided in the viewer's assignment behind number `seq`, in order.

        NotVisible where the assignment is another's.
        """
        return self._own(assignment, viewer, sql.LATER_DECISIONS, seq)

    def _own(
        self, assignment: Assignment, viewer: Curator, statement: str, *parameters: object
    ) -> tuple[Decision, ...]:
        if not self.works_in(assignment, viewer):
            raise NotVisible(_("Only who decides in an article sees each of her decisions."))
        text = self.article(assignment.article).text
        found = self.connection.rows(statement, assignment.id, *parameters)
        return tuple(rows.decision(row, text) for row in found)

    def works_in(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether a layer is the viewer's to change, so that she sees all of it."""
        return assignment.curator == viewer.id and not self._kept_from(assignment, viewer)

    def visible(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether `viewer` may see what an assignment's curator submitted.

        She may once she and all who take part in the article have submitted it; who adjudicates
        may without having taken part. Who joined unasked after all others had submitted waits for
        them and they not for her. While she is asked for the article again she sees nothing
        else of it, her own earlier work included.
        """
        if self._kept_from(assignment, viewer):
            return False
        if assignment.curator == viewer.id:
            return True
        article = assignment.article
        round_ = assignment.round if assignment.task is Task.ANNOTATE else 1
        if self.connection.scalar(sql.UNSUBMITTED, article, round_, viewer.id):
            return False
        stored = self.connection.row(sql.CURATOR_BY_ID, viewer.id)
        if stored is not None and Role.ADJUDICATOR in rows.curator(stored).roles:
            return True
        return self.connection.row(sql.HAS_SUBMITTED, article, viewer.id) is not None

    def _kept_from(self, assignment: Assignment, viewer: Curator) -> bool:
        """Whether the viewer is to do the assignment's article again, in another assignment."""
        again = self.connection.scalar(sql.AGAIN_OF, assignment.article, viewer.id)
        return again is not None and again != assignment.id

    def _refuse_unseen(self, assignment: Assignment, viewer: Curator) -> None:
        if not self.visible(assignment, viewer):
            if self._kept_from(assignment, viewer):
                text = _("You are asked for this article again; submit it to see what was done.")
                raise NotVisible(text)
            text = _("Another's work is shown once you and all its curators have submitted.")
            raise NotVisible(text)

    def acts(self, assignment: Assignment, viewer: Curator) -> tuple[tuple[Action, Decision], ...]:
        """Each decision of an assignment with the act that it is of, the latest first; NotVisible.

        Of another's layer only what led to her last submission is shown.
        """
        self._refuse_unseen(assignment, viewer)
        through = None
        if not self.works_in(assignment, viewer):
            through = int(self.connection.scalar(sql.LAST_SUBMITTED, assignment.id) or 0)
        text = self.article(assignment.article).text
        found = self.connection.rows(sql.ACTS, assignment.id, through)
        return tuple((rows.act(row), rows.decision(row, text)) for row in found)

    def action(self, action_id: str) -> Action:
        """An act by its id."""
        row = self.connection.row(sql.ACTION, action_id)
        if row is None:
            raise UnknownName(_("action"), action_id, ())
        return rows.action(row)

    def touched(self, action: Action) -> tuple[Assignment, ...]:
        """The assignments in which an act decided something."""
        return tuple(map(rows.assignment, self.connection.rows(sql.TOUCHED, action.id)))

    # ------------------------------------------------------------------------------- submissions

    def _submit(
        self, action: Action, assignment: Assignment, annotations: Sequence[Annotation]
    ) -> None:
        scheme, (guideline, _text) = self.scheme(), self.guideline()
        self.connection.execute(
            sql.ADD_SUBMISSION,
            self.new_id(),
            assignment.id,
            action.at,
            self.last_seq(assignment),
            scheme.fingerprint,
            guideline,
            self.article(assignment.article).tokeniser,
            rows.pack_spans(annotations, scheme),
            assignment.id,
        )

    def first_submitted(self) -> dict[str, str]:
        """When each curator first submitted an article, by her id; who never did is left out."""
        return {row["curator"]: row["at"] for row in self.connection.rows(sql.FIRST_SUBMITTED)}

    def submissions(self, assignment: Assignment, viewer: Curator) -> tuple[Submission, ...]:
        """All submissions of an assignment, the first first; NotVisible."""
        self._refuse_unseen(assignment, viewer)
        found = self.connection.rows(sql.SUBMISSIONS, assignment.id)
        schemes: dict[str, LabelScheme] = {}
        for row in found:
            schemes.setdefault(row["scheme"], self.scheme(row["scheme"]))
        return tuple(rows.submission(row, schemes[row["scheme"]]) for row in found)
