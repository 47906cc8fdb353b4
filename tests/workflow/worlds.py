"""A small project whose every span can be told from all others, and what the rule lets see of it.

Each span that a curator adds lies on a word of its own and carries a noun, and a note, that nothing
else has, so that it is known wherever it turns up. Gold lies on one of these words, and is known by
its length. What may turn up is worked out from what people did, by the rule and not by the code.
"""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.builders import incoming
from workbench.curation import place
from workbench.errors import Refused
from workbench.model import NOTE, ActionKind, Annotation, Decision, Number, Role, Span, Verdict
from workbench.workflow import adjudicate, curate, settings, team
from workbench.workflow.ingest import ingest
from workbench.workflow.session import Session, open_session

if TYPE_CHECKING:
    from pathlib import Path

WORDS = 80
WIDTH = 100
TEXT = " ".join(f"{n:04}".ljust(WIDTH - 1, "a") for n in range(WORDS))
_MARKED, _GOLD = 4, 5
"""How long the spans of curators are, and gold of the secret 0."""
CURATORS = ("basma", "chadia", "dalal")
LEADS = ("lead", "chadia")
"""Who adjudicates; the second annotates, too."""
VIEWERS = (*CURATORS, "lead", "stranger")


SIGNS = re.compile(r'(?:noun|note|about)([0-9]{4})x|"?start"?[=:]([0-9]+),"? ?"?end"?[=:]([0-9]+)')


@dataclass
class Work:
    """What one person did in the article, as the rule sees it; secrets are numbers of words."""

    all: set[int] = field(default_factory=set)
    shown: set[int] = field(default_factory=set)
    """What was in the ledger when she last submitted."""
    submitted: bool = False
    takes_part: bool = False
    begun: int | None = None
    """At which step she first did something in the article, and first submitted it."""
    first: int | None = None


@dataclass
class Gold(Work):
    """One adjudication: whose it is, who acts in it, and when it was first finished, if it was."""

    owner: str | None = None
    actors: set[str] = field(default_factory=set)
    finished: int | None = None


class World:
    """A project of one article, acted on, and what each viewer may see of it.

    One person may annotate and adjudicate in it. `twice` makes it one in which two adjudicate.
    """

    def __init__(self, folder: Path, *, twice: bool = False) -> None:
        self.folder, self.twice = folder, twice
        seconds, ids = itertools.count(), itertools.count(1)

        def opened(name: str) -> Session:
            return open_session(
                folder / "w.db", name, create=True,
                clock=lambda: f"2026-11-21T00:00:00.{next(seconds):06}Z",
                new_id=lambda: f"{next(ids):032x}",
            )  # fmt: skip

        lead = opened("lead")
        list(ingest(lead, iter([incoming(TEXT)])))
        (self.article,) = lead.store.article_ids()
        lead.store.add_run("zones", "1", lead.scheme.fingerprint, {self.article: []})
        for name in CURATORS:
            team.enrol(lead, name, list(Role) if name in LEADS else [Role.CURATOR])
        self.sessions = {name: opened(name) for name in (*CURATORS, "stranger")} | {"lead": lead}
        self.words = itertools.count()
        self.steps = itertools.count()
        settings.change(lead, "own-work", "on")
        settings.change(lead, "adjudicate-twice", "1" if twice else "0")
        self.work = {name: Work() for name in CURATORS}
        self.again: dict[str, Work] = {}
        """What they did when they were asked for the article again."""
        self.golds = (Gold(), Gold())
        """What was begun first, and second; where only one adjudicates, all act in the first."""
        self.seen: dict[str, set[int]] = {name: set() for name in VIEWERS}

    def close(self) -> None:
        for session in self.sessions.values():
            session.store.close()

    # ------------------------------------------------------------------------------------ acting

    def act(self, who: str, what: str) -> None:
        with suppress(Refused):
            getattr(self, f"_{what}")(who)
        if who in self.work and who not in self.again:
            sheet = self._sheet(who)
            work = self.work[who]
            work.takes_part = bool(sheet.layer.standing) or work.submitted or sheet.layer.closed
            step = next(self.steps)
            if work.begun is None and (work.all or work.submitted):
                work.begun = step
            if work.first is None and work.submitted:
                work.first = step

    def _latest(self, who: str) -> Work:
        """What she works in: the second time until she has submitted it, and the first then."""
        return (self.again if self._sheet(who).assignment.round == 2 else self.work)[who]

    def _sheet(self, who: str) -> curate.Sheet:
        return curate.open_article(self.sessions[who], self.article)

    def _secret(self) -> tuple[int, Annotation]:
        word = next(self.words)
        start = WIDTH * word
        value = Number(Decimal(word), item=f"noun{word:04}x")
        span = Span(start, start + _MARKED)
        text = TEXT[start : span.end]
        return word, Annotation(span, text, "CARDINAL", value, f"note{word:04}x")

    def _add(self, who: str) -> None:
        session, sheet = self.sessions[who], self._sheet(who)
        word, annotation = self._secret()
        decisions = [
            *place(sheet.layer, session.store.new_id(), annotation),
            Decision(NOTE, Verdict.ADD, payload={"note": f"about{word:04}x"}),
        ]
        curate.write(session, ActionKind.DECIDE, [(sheet, decisions)])
        self._latest(who).all.add(word)

    def _drop(self, who: str) -> None:
        sheet = self._sheet(who)
        for mark in sheet.layer.standing[:1]:
            curate.decide(self.sessions[who], sheet, mark.id, Verdict.REJECT)

    def _submit(self, who: str) -> None:
        work = self._latest(who)
        curate.submit(self.sessions[who], self._sheet(who))
        work.submitted, work.shown = True, set(work.all)

    def _again(self, who: str) -> None:
        """The lead asks somebody for what she has done already."""
        session = self.sessions["lead"]
        again = team.Again(share=1, days=0, others=0)
        for _assignment in team.ask_again(session, [who], again):
            self.again[who] = Work(takes_part=True)

    def _reopen(self, who: str) -> None:
        curate.reopen(self.sessions[who], self._sheet(who))

    def _undo(self, who: str) -> None:
        before = self._submissions(who)
        curate.undo(self.sessions[who])
        self._resubmitted(who, before)

    def _redo(self, who: str) -> None:
        before = self._submissions(who)
        curate.redo(self.sessions[who])
        self._resubmitted(who, before)

    def _submissions(self, who: str) -> list[int]:
        """How often she submitted each round, and how often each adjudication was finished."""
        rows = self.sessions[who].store.connection.rows(
            "SELECT c.name, g.task, g.round FROM submission s "
            "JOIN assignment g ON g.id = s.assignment JOIN curator c ON c.id = g.curator"
        )
        return [
            sum((row["task"], row["round"]) == (task, round_) for row in rows
                if task == "adjudicate" or row["name"] == who)
            for task in ("annotate", "adjudicate") for round_ in (1, 2)
        ]  # fmt: skip

    def _resubmitted(self, who: str, before: list[int]) -> None:
        """Undoing a reopening, or redoing a submission, submits again."""
        works = [self.work.get(who), self.again.get(who), *self.golds]
        for work, old, new in zip(works, before, self._submissions(who), strict=True):
            if work is not None and new > old:
                work.shown = set(work.all)

    # Adjudicating.

    def _judge(self, who: str) -> None:
        session = self.sessions[who]
        case = adjudicate.open_case(session, self.article)
        for cluster in case.waiting[:1] or case.clusters[:1]:
            word, annotation = self._secret()
            start = cluster.span.start
            end = start + _GOLD + word
            wanted = adjudicate.Wanted(start, end, "CARDINAL", annotation.value)
            remarks = adjudicate.Remarks(note=f"about{word:04}x")
            adjudicate.edit(session, case, cluster.id, [wanted], remarks)
            self._gold_of(who).all.add(word)
            self._saw(who)

    def _accept(self, who: str) -> None:
        session = self.sessions[who]
        case = adjudicate.open_case(session, self.article)
        for cluster in case.waiting:
            case = adjudicate.take(session, case, cluster.id, "A")
        adjudicate.finish(session, case)
        gold = self._gold_of(who)
        gold.submitted, gold.shown = True, set(gold.all)
        if gold.finished is None:
            gold.finished = sum(each.finished is not None for each in self.golds)
        self._saw(who)

    def _resume(self, who: str) -> None:
        adjudicate.reopen(
            self.sessions[who], adjudicate.open_case(self.sessions[who], self.article)
        )

    def _gold_of(self, who: str) -> Gold:
        """The adjudication in which somebody acts: the first, or beside that of another."""
        first, second = self.golds
        gold = second if self.twice and first.owner and who not in first.actors else first
        gold.owner = gold.owner or who
        gold.actors.add(who)
        return gold

    def _saw(self, who: str) -> None:
        """An adjudication keeps what it is about, for its owner, also when a new curator begins."""
        gold = self._gold_of(who)
        for work in (*self.work.values(), gold):
            self.seen[str(gold.owner)] |= work.shown if work is not gold else work.all

    # --------------------------------------------------------------------------------- the rule

    def hers(self, viewer: str) -> set[int]:
        """The words that the viewer marked herself as a curator."""
        works = (each[viewer] for each in (self.work, self.again) if viewer in each)
        return {word for work in works for word in work.all}

    def submitted(self, viewer: str) -> bool:
        """Whether the viewer ever submitted the article."""
        return viewer in self.work and self.work[viewer].submitted

    def looks_again(self, viewer: str) -> bool:
        """Whether somebody has the article before her as if she had never done it."""
        return viewer in self.again and not self.again[viewer].submitted

    def is_late(self, work: Work) -> bool:
        """Whether somebody began after all who then took part had submitted: nobody is asked."""
        ends = [each.first for each in self.work.values() if each.first is not None]
        return work.begun is not None and any(
            end < work.begun and all(
                other.first is not None and other.first <= end
                for other in self.work.values()
                if other.takes_part and other.begun is not None and other.begun <= end
            )
            for end in ends
        )  # fmt: skip

    def waits(self, viewer: str) -> bool:
        """Whether the viewer sees nobody's work, since she or somebody in time is still at it."""
        return any(
            work.takes_part and not work.submitted and (name == viewer or not self.is_late(work))
            for name, work in self.work.items()
        )

    def allowed(self, viewer: str) -> set[int]:
        """The words of which `viewer` may know that somebody marked them."""
        if self.looks_again(viewer):
            return self.again[viewer].all
        known = set(self.seen[viewer])
        for works in (self.work, self.again):
            known |= works[viewer].all if viewer in works else set()
        if self.waits(viewer):
            return known
        if viewer in LEADS or (viewer in self.work and self.work[viewer].submitted):
            for work in self.work.values():
                known |= work.shown
            if all(work.submitted for work in self.again.values()):
                for work in self.again.values():
                    known |= work.shown
            known |= self._gold_for(viewer)
        return known

    def _gold_for(self, viewer: str) -> set[int]:
        """What she may know of gold: nothing of another who decides beside her, or would."""
        first, second = self.golds
        if not self.twice:
            return first.all if viewer in LEADS else first.shown
        known = set[int]()
        done = [gold for gold in self.golds if gold.finished is not None]
        if len(done) == 2:
            known |= first.shown | second.shown
        if viewer in LEADS:
            return known | (first.all if viewer in first.actors else second.all)
        return known | (done[0].shown if done else set())


def told(text: str) -> set[int]:
    """The words that a text tells to be marked: by what only they carry, or by their place."""
    found = set()
    for word, start, end in SIGNS.findall(text):
        if word:
            found.add(int(word))
        elif int(start) % WIDTH == 0:
            length = int(end) - int(start)
            if length == _MARKED:
                found.add(int(start) // WIDTH)
            elif _GOLD <= length < WIDTH:
                found.add(length - _GOLD)
    return found
