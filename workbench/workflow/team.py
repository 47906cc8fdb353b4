"""The team: who takes part, in which role, and who is asked to annotate what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.curation.plan import Deal, drawn
from workbench.errors import Refused
from workbench.messages import _
from workbench.model import Curator, Role
from workbench.workflow.session import checked_name
from workbench.workflow.suggest import renew

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model import Arm, Assignment
    from workbench.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Shares:
    """How articles are dealt out: see `curation.plan.Deal`; `count` of them, or all."""

    overlap: float = 0.2
    several: int = 2
    blind: float = 0.2
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Which of their articles curators get again: a `share` of those that they will not recall.

    Those are the ones submitted `days` ago and with `others` articles submitted since (research:
    agreement, §5.5).
    """

    share: float = 0.03
    days: float = 14
    others: int = 50


def enrol(session: Session, name: str, roles: Sequence[Role] = ()) -> Curator:
    """Let somebody join, or give her other roles; only who adjudicates may.

    Without `roles`, who is known keeps hers, and who is new annotates.
    """
    with session.store.writing():
        require_lead(session)
        plain = checked_name(name)
        known = session.store.find_curator(name.strip()) or Curator(session.store.new_id(), plain)
        curator = replace(known, roles=tuple(roles or known.roles))
        session.store.enrol(curator)
        session.store.set_roles(curator)
        if not any(Role.ADJUDICATOR in each.roles for each in session.store.curators()):
            raise Refused(_("Somebody has to adjudicate; give that role to another first."))
    return curator


def assign(
    session: Session, articles: Sequence[str], names: Sequence[str], arm: Arm
) -> Iterator[Assignment]:
    """Ask curators for articles by hand; who has opened one already keeps what she was shown."""
    require_lead(session)
    curators = [session.store.curator(name) for name in names]
    for article in articles:
        for curator in curators:
            yield _ask(session, article, curator, arm)


def deal(session: Session, names: Sequence[str], shares: Shares) -> Iterator[Assignment]:
    """Deal out articles that lack curators, those imported first first; see `Deal`."""
    require_lead(session)
    store = session.store
    curators = {store.curator(name).id: store.curator(name) for name in names}
    if shares.several > len(curators):
        text = _("{n} curators for one article are more than were named.")
        raise Refused(text.format(n=shares.several))
    rule = Deal(store.seed(), shares.overlap, shares.several, shares.blind)
    taken: dict[str, list[str]] = {}
    let_off = {(each.article, each.curator) for each in store.let_off()}
    for assignment in store.assignments():
        if assignment.round == 1 and (assignment.article, assignment.curator) not in let_off:
            taken.setdefault(assignment.article, []).append(assignment.curator)
    lacking = [a for a in store.article_ids() if len(taken.get(a, ())) < rule.wanted(a)]
    lacking = lacking[: shares.count]
    barred = {
        article: [
            each.id
            for each in curators.values()
            if (article, each.id) in let_off or not store.may_annotate(article, each)
        ]
        for article in lacking
    }
    for article, curator, arm in rule.plan(lacking, list(curators), taken, barred):
        yield _ask(session, article, curators[curator], arm)


def ask_again(session: Session, names: Sequence[str], again: Again) -> Iterator[Assignment]:
    """Give curators some of their own articles again, blind to what they did the first time.

    Which ones depends on the project's seed, so that the same articles are drawn whenever it is
    asked for; those that are not old enough yet come when they are.
    """
    require_lead(session)
    store = session.store
    seed = store.seed()
    for curator in [store.curator(name) for name in names]:
        for done in store.due_again(curator, days=again.days, others=again.others):
            if drawn(seed, "again", done.article, curator.id) < again.share:
                yield store.assign_again(done)


def withdraw(session: Session, names: Sequence[str], articles: Sequence[str]) -> list[Assignment]:
    """Let curators off articles, or all, that they never submitted, and say which those are.

    What they decided stays in the ledger; nobody waits for it any more, or sees it.
    """
    require_lead(session)
    store = session.store
    found = [
        assignment
        for curator in [store.curator(name) for name in names]
        for assignment in store.withdrawable(curator)
        if not articles or assignment.article in articles
    ]
    for assignment in found:
        store.request(assignment, session.curator, asked=False)
    return found


def _ask(session: Session, article: str, curator: Curator, arm: Arm) -> Assignment:
    """An assignment that shows what the present extractors suggest, or nothing."""
    renew(session, article)
    made = session.store.assign(article, curator, arm, asked=True)
    session.store.request(made, session.curator, asked=True)
    return made


def require_lead(session: Session) -> None:
    """Refused unless the session's curator adjudicates; the first of a project does."""
    session.store.enrol(session.curator)
    if Role.ADJUDICATOR not in session.store.curator(session.curator.name).roles:
        raise Refused(_("Only who adjudicates may do that; ask her, or work as her."))
