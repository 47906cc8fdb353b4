"""What curators work on: the project's scheme and people, its articles, what is suggested there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.arabic.names import plain_name
from workbench.canonical import canonical_json, read_json
from workbench.errors import Refused, StoreDamaged, UnknownName
from workbench.messages import _
from workbench.model import (
    Curator,
    Role,
    suggestion_id,
    value_to_json,
)
from workbench.scheme import guideline_fingerprint, parse_scheme
from workbench.store import rows, sql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.model import (
        Article,
        Candidate,
        Proposal,
    )
    from workbench.scheme import LabelScheme
    from workbench.store.connection import Connection


_SHORT = 8  # digits of an id that people are shown


class Corpus:
    """The part of the store that holds no judgement of anybody."""

    def __init__(
        self, connection: Connection, clock: Callable[[], str], new_id: Callable[[], str]
    ) -> None:
        self.connection = connection
        self.now = clock
        self.new_id = new_id
        self._last_article: Article | None = None

    # ------------------------------------------------------------------------------- the project

    def scheme(self, fingerprint: str | None = None) -> LabelScheme:
        """The label scheme in force, or the one of a fingerprint; it knows the labels of others."""
        wanted = fingerprint or self.connection.scalar(sql.PROJECT, "scheme")
        texts = {row["fingerprint"]: row["text"] for row in self.connection.rows(sql.SCHEMES)}
        if wanted not in texts:
            raise StoreDamaged(_("The label scheme {name} is missing.").format(name=wanted))
        scheme = parse_scheme(texts.pop(wanted))
        others = {label.name: label for text in texts.values() for label in parse_scheme(text)}
        retired = (label for name, label in others.items() if name not in scheme.by_name)
        return replace(scheme, retired=tuple(retired))

    def schemes(self) -> tuple[LabelScheme, ...]:
        """Every scheme that was ever in force, in the order in which they came."""
        return tuple(parse_scheme(row["text"]) for row in self.connection.rows(sql.SCHEMES))

    def apply_scheme(self, scheme: LabelScheme) -> None:
        """Put a scheme in force; what was decided under others keeps them."""
        with self.connection.writing():
            self.connection.execute(sql.ADD_SCHEME, scheme.fingerprint, scheme.text)
            self.connection.execute(sql.SET_PROJECT, "scheme", scheme.fingerprint)

    def apply_guideline(self, text: str) -> str:
        """Put guidelines in force; their fingerprint."""
        fingerprint = guideline_fingerprint(text)
        with self.connection.writing():
            self.connection.execute(sql.ADD_GUIDELINE, fingerprint, text)
            self.connection.execute(sql.SET_PROJECT, "guideline", fingerprint)
        return fingerprint

    def guideline(self) -> tuple[str, str]:
        """Fingerprint and text of the guidelines in force."""
        row = self.connection.row(sql.GUIDELINE)
        if row is None:
            raise StoreDamaged(_("The guidelines are missing."))
        return row["fingerprint"], row["text"]

    def curators(self) -> tuple[Curator, ...]:
        """Everybody, in the order in which they joined."""
        return tuple(map(rows.curator, self.connection.rows(sql.CURATORS)))

    def find_curator(self, name: str) -> Curator | None:
        """The curator called `name`, exactly or in another spelling, if she has joined."""
        row = self.connection.row(sql.CURATOR, name)
        if row is not None:
            return rows.curator(row)
        wanted = plain_name(name)
        return next((c for c in self.curators() if plain_name(c.name) == wanted), None)

    def curator(self, name: str) -> Curator:
        """The curator called `name`, or UnknownName."""
        found = self.find_curator(name)
        if found is None:
            raise UnknownName(_("curator"), name, [c.name for c in self.curators()])
        return found

    def enrol(self, curator: Curator) -> None:
        """Let a curator join with her first act; the first of a project may adjudicate too."""
        with self.connection.writing():
            roles = curator.roles if self.curators() else tuple(Role)
            self.connection.execute(
                sql.ADD_CURATOR, curator.id, curator.name, canonical_json(roles)
            )
            if self.connection.row(sql.CURATOR_BY_ID, curator.id) is None:
                text = _("Somebody called {name} has just joined; start again to work as her.")
                raise Refused(text.format(name=curator.name))

    def set_roles(self, curator: Curator) -> None:
        """Give a curator who has joined the roles that she has here."""
        with self.connection.writing():
            self.connection.execute(sql.SET_ROLES, canonical_json(curator.roles), curator.id)

    def seed(self) -> str:
        """What the project's draws depend on; drawn when it is first asked for."""
        with self.connection.writing():
            seed = self.connection.scalar(sql.PROJECT, "seed")
            if seed is None:
                seed = self.new_id()
                self.connection.execute(sql.SET_PROJECT, "seed", seed)
        return str(seed)

    # ---------------------------------------------------------------------------------- articles

    def add_article(self, article: Article, folded_title: str, folded_text: str) -> bool:
        """Store an article with its folded text for search; False where its text is stored."""
        with self.connection.writing():
            if self.connection.row(sql.ARTICLE, article.id) is not None:
                return False
            title = article.title
            self.connection.execute(
                sql.ADD_ARTICLE,
                article.id,
                article.source,
                title.start if title else None,
                title.end if title else None,
                article.published.isoformat() if article.published else None,
                article.text,
                article.tokeniser,
                article.digest,
                article.encoding,
            )
            n = self.connection.scalar("SELECT last_insert_rowid()")
            self.connection.execute(sql.ADD_FTS, n, folded_title, folded_text)
        return True

    def article(self, article_id: str) -> Article:
        """The article of a whole id; articles never change, so the last one is kept."""
        if self._last_article is None or self._last_article.id != article_id:
            row = self.connection.row(sql.ARTICLE, article_id)
            if row is None:
                raise UnknownName(_("article"), article_id, ())
            self._last_article = rows.article(row)
        return self._last_article

    def find_article(self, name: str) -> Article:
        """The article whose source is `name`, or whose id begins with it; UnknownName otherwise."""
        found = self.connection.rows(sql.FIND_ARTICLE, name, name)
        if len(found) > 1:
            ids = ", ".join(row[0][:_SHORT] for row in found)
            text = _("Several articles are called {name}; say which one by its id: {ids}.")
            raise Refused(text.format(name=name, ids=ids))
        if not found:
            known = [row[0] for row in self.connection.rows(sql.SOURCES)]
            raise UnknownName(_("article"), name, known)
        return self.article(found[0][0])

    def article_ids(self) -> tuple[str, ...]:
        """Every article, in the order of ingestion."""
        return tuple(row[0] for row in self.connection.rows(sql.ARTICLE_IDS))

    # ------------------------------------------------------------------------------- suggestions

    def readings(self, article_id: str) -> dict[str, str]:
        """For each extractor that read the article last: its version then."""
        found = self.connection.rows(sql.CURRENT_RUNS, article_id)
        return {row["extractor"]: row["version"] for row in found}

    def proposals(self, article_id: str) -> tuple[Proposal, ...]:
        """What the extractors' latest runs propose for an article, site furniture included."""
        text = self.article(article_id).text
        found = self.connection.rows(sql.CURRENT_PROPOSALS, article_id, article_id)
        return tuple(rows.proposal(row, text) for row in found)

    def add_run(
        self,
        extractor: str,
        version: str,
        scheme: str,
        found: Mapping[str, Sequence[Candidate]],
        *,
        model: str | None = None,
    ) -> str:
        """Record that an extractor read the articles of `found`, and what it proposed.

        `model` is the id of the learned model that it used.
        """
        run = self.new_id()
        with self.connection.writing():
            self.connection.execute(sql.ADD_RUN, run, extractor, version, model, scheme, self.now())
            for article_id, candidates in found.items():
                self.connection.execute(sql.ADD_RUN_ARTICLE, article_id, run)
                for candidate in candidates:
                    self._propose(run, article_id, candidate)
                self._set_reading(extractor, article_id, candidates)
        return run

    def _set_reading(
        self, extractor: str, article_id: str, candidates: Sequence[Candidate]
    ) -> None:
        """Let the queue know what an extractor now suggests in an article; `reading` has the rest.

        Labels are in capitals; the kinds of site furniture are not, and are not counted.
        """
        stored: dict[str, int] = read_json(self.connection.scalar(sql.STORED_READING, article_id))
        head = f"{extractor} "
        shown = {what: spans for what, spans in stored.items() if not what.startswith(head)}
        labels = (candidate.annotation.label for candidate in candidates)
        shown |= Counter(head + label for label in labels if not label.islower())
        self.connection.execute(sql.SET_READING, article_id, canonical_json(shown))

    def _propose(self, run: str, article_id: str, candidate: Candidate) -> None:
        annotation = candidate.annotation
        rows.check_surface(annotation, self.article(article_id).text)
        suggestion = suggestion_id(article_id, annotation)
        self.connection.execute(
            sql.ADD_SUGGESTION,
            suggestion,
            article_id,
            annotation.span.start,
            annotation.span.end,
            annotation.surface,
            annotation.label,
            rows.value_text(annotation.value),
        )
        alternatives = [value_to_json(value) for value in candidate.alternatives]
        self.connection.execute(
            sql.ADD_PROPOSAL,
            run,
            suggestion,
            candidate.score,
            candidate.reason,
            canonical_json(alternatives),
            canonical_json(candidate.flags),
        )
