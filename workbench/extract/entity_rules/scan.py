"""The walk over an article: at each word the longest name that a rule finds there.

Invariant: what is found is in text order and does not overlap; each word is looked at a bounded
number of times.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.extract.entity_rules import bodies, places, quoted, signs, things
from workbench.extract.entity_rules.appositions import announced_backwards
from workbench.extract.entity_rules.grammar import (
    is_arabic,
    is_definite,
    is_everyday,
    is_nisba,
    phrase_at,
    phrases_at,
)
from workbench.extract.entity_rules.lexicon import GENERIC, lexicon
from workbench.extract.entity_rules.match import Match, Reason
from workbench.extract.entity_rules.names import name_at
from workbench.extract.entity_rules.parts import Announced, is_listed_name
from workbench.extract.entity_rules.peoples import is_accusative, is_adjective, people_at
from workbench.extract.entity_rules.words import LONGEST_WORD, Words, read_word

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon, Phrase
    from workbench.extract.entity_rules.words import Reading

_ROLE_WINDOW = 10
_DASHES = frozenset("-–—|:")
_CLASSES = (
    "given", "weak given", "lone family", "opener", "role", "role plural", "speech", "byline",
    "announcer", "called", "head", "body", "security head", "place class", "quarter", "landform",
    "site",
    "great site", "index", "definite law", "event head", "named event", "law head", "numbered law",
    "outside org", "outside event", "outside product", "outside per", "outside loc", "outside gpe",
)  # fmt: skip


@lru_cache(maxsize=2)
def _triggers(lex: Lexicon) -> frozenset[str]:
    """Every word at which some rule begins."""
    found: set[str] = set(lex.phrases)
    for section in _CLASSES:
        found |= lex[section]
        found |= {"ال" + word for word in lex[section]}
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def _live_readings(lex: Lexicon, surface: str) -> tuple[Reading, ...]:
    """Those readings of a word at which some rule begins."""
    readings = read_word(surface, lex["unsplit"])
    if readings[0].form in lex["stop"]:
        readings = readings[:1]
    return tuple(reading for reading in readings if _is_live(lex, reading, surface))


def _is_live(lex: Lexicon, reading: Reading, surface: str) -> bool:
    form = reading.form
    # «كنيس» is no «ك» with «نيس».
    shortest = 4 if reading.cut and surface.startswith("ك") else 3
    if reading.cut and len(form) < shortest and form not in lex["opener"]:
        return False
    return (
        form in _triggers(lex)
        or form.startswith(("عبدال", "ابو"))
        or form.endswith("الدين")
        or (form.endswith("يا") and form[:-1] in lex.nisbas)
        or is_nisba(lex, form, surface)
    )


class Scan:
    """One article's walk: the names found so far and what they announce further on."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.lex: Lexicon = lexicon()
        self.found: list[Match] = []
        self._announced: dict[int, Announced] = announced_backwards(words, self.lex)
        self._coming: dict[int, Match] = {}
        self._bodies: set[str] = set()
        self._sport = signs.is_about_sport(words, self.lex)

    def run(self) -> list[Match]:
        """The names in the article, in text order, without later mentions."""
        i, n = 0, len(self.words)
        while i < n:
            match = self._coming.pop(i, None) or self._at(i)
            if match is None:
                i += 1
                continue
            self.found.append(match)
            if match.label == "PER":
                self._expect_another(match)
            if match.label == "NORP" and is_definite(self._form(match)):
                self._expect(match.start, match.stop, Announced.SPEECH)
            if match.label == "GPE":
                self._expect_author(match)
            if match.label == "ORG" and match.stop - match.start <= 2:
                self._bodies.update(reading.form for reading in self.words.readings(match.start))
            alias = quoted.alias_after(self.words, self.lex, match)
            if alias:
                self._coming[alias.start] = alias
            i = max(match.stop, i + 1)
        return self.found

    def _expect(self, i: int, at: int, announced: Announced) -> None:
        """Let what stands at word `i` announce a name at a later word of its line."""
        if at < self.words.limits[i]:
            self._announced[at] = max(announced, self._announced.get(at, Announced.NO))

    def _expect_another(self, person: Match) -> None:
        """After a person another may follow: «…، وحميد أحداد»."""
        limit = self.words.limits[person.start]
        at = person.stop + (self.words.form(person.stop, limit) == "،")
        if self.words.form(at, limit).startswith("و"):
            self._expect(person.start, at, Announced.SPEECH)

    def _expect_author(self, place: Match) -> None:
        """After the place of a dateline all the rest may be its author: «الرباط: سناء الوالي»."""
        words, at = self.words, place.stop
        limit = words.limits[place.start]
        first = place.start == 0 or words.limits[place.start - 1] == place.start
        if first and words.form(at, limit) in _DASHES and limit - at - 1 in {2, 3, 4}:
            self._expect(place.start, at + 1, Announced.BYLINE)

    def _form(self, match: Match) -> str:
        """The first word of a match without its proclitics."""
        readings = self.words.readings(match.start)
        return next(reading.form for reading in readings if reading.cut == match.cut)

    def _at(self, i: int) -> Match | None:
        announced = self._announced.pop(i, Announced.NO)
        signature = self._signature(i)
        if signature:
            return signature
        for reading in self._readings(i):
            match = self._names_at(i, reading, announced)
            if match:
                return match
            self._announce(i, reading)
        if announced:
            whole = self.words.readings(i)[0]
            return name_at(self.words, self.lex, i, whole, announced)
        return None

    def _signs(self, i: int) -> bool:
        """Whether «كتب» or «متابعة» heads a line or stands before a colon."""
        words = self.words
        heads = i == 0 or words.limits[i - 1] == i
        return heads or words.form(i + 1, words.limits[i]) == ":"

    def _signature(self, i: int) -> Match | None:
        """The name that is all the rest of a short line: «الرباط - سناء الوالي»."""
        words = self.words
        size = words.limits[i] - i
        alone = i == 0 or words.limits[i - 1] == i or words.forms[i - 1] in _DASHES
        short = size in {2, 3} and all(map(is_arabic, words.forms[i : i + size]))
        if not (alone and short and is_listed_name(self.lex, words.forms[i])):
            return None
        match = name_at(words, self.lex, i, words.readings(i)[0], Announced.BYLINE)
        return match if match and match.stop == words.limits[i] else None

    def _readings(self, i: int) -> tuple[Reading, ...]:
        """The readings of a word at which some rule begins."""
        words = self.words
        surface = words.text[words.starts[i] : words.ends[i]]
        if len(surface) > LONGEST_WORD:
            return ()
        return _live_readings(self.lex, surface)

    def _names_at(self, i: int, reading: Reading, announced: Announced) -> Match | None:
        """The longest name that begins at a word so read; the earlier rule wins a tie."""
        words, lex = self.words, self.lex
        form = reading.form
        found = [
            self._listed(i, reading),
            bodies.body_at(words, lex, i, reading),
            name_at(words, lex, i, reading, announced),
        ]
        if form in lex["site"]:
            found.append(places.site_at(words, lex, i, reading))
        if form.startswith("ال") and form[2:] in lex["great site"]:
            found.append(places.great_site_at(words, lex, i, reading))
        if form in lex["landform"]:
            found.append(places.landform_at(words, lex, i, reading))
        if form in lex["event head"] or form[2:] in lex["event head"]:
            found.append(things.event_at(words, lex, i, reading))
        found.append(things.law_at(words, lex, i, reading))
        matches = [match for match in found if match]
        if matches:
            return max(matches, key=lambda match: match.stop)
        return people_at(words, lex, i, reading)

    def _listed(self, i: int, reading: Reading) -> Match | None:
        words, lex = self.words, self.lex
        limit = words.limits[i]
        for phrase, stop in phrases_at(words, lex, i, reading.form, limit):
            if phrase.label == GENERIC:
                continue
            if phrase.label == "GPE" and stop == i + 1 and self._is_people(i, reading):
                continue
            if phrase.weak and not self._confirmed(i, reading, phrase, stop):
                continue
            made = things.made_by(words, lex, i, stop, limit) if phrase.label == "ORG" else 0
            if made:
                return Match(i, made, "PRODUCT", 0.75, Reason.PRODUCT, reading.cut)
            if phrase.label == "ORG" and not signs.after_kind(words, lex, i):
                end = bodies.lengthen(words, lex, i, stop)
            elif phrase.label == "PRODUCT":
                end = things.model(words, lex, stop, limit)
            elif phrase.label == "EVENT":
                end = things.hosted(words, lex, stop, limit)
                end = things.numbered(words, lex, end, limit)
            elif phrase.label == "LAW":
                end = things.dated(words, stop, limit)
            else:
                end = stop
            reason = Reason.WEAK_NAME if phrase.weak else Reason.GAZETTEER
            score = 0.7 if phrase.weak else 0.95 if len(phrase.words) > 1 else 0.9
            return Match(i, end, phrase.label, score, reason, reading.cut)
        return None

    def _is_people(self, i: int, reading: Reading) -> bool:
        accusative = is_accusative(self.words, self.lex, i, reading.form)
        return not reading.cut and (accusative or is_adjective(self.words, self.lex, i, reading))

    def _confirmed(self, i: int, reading: Reading, phrase: Phrase, stop: int) -> bool:
        words, lex = self.words, self.lex
        previous = self.found[-1] if self.found else None
        if phrase.weak == signs.CLUB:
            if not self._sport:
                return False
            if phrase.words[0] in self._bodies and not reading.cut:
                return not self._is_placed(i)
            return signs.is_club(words, lex, i, reading, stop, previous)
        if phrase.label == "ORG" and phrase.words[0] in self._bodies:
            return True
        return signs.confirmed(words, lex, i, reading, phrase, stop, previous)

    def _is_placed(self, i: int) -> bool:
        """Whether a place is spoken of at word `i`: after «في», «مدينة»."""
        before = self.words.forms[i - 1] if i and self.words.limits[i - 1] > i else ""
        return before in {"في", "الي", "مدينه"} or is_definite(before)

    def _announce(self, i: int, reading: Reading) -> None:
        """Note what a kind, a title, an office or a verb of saying promises further on."""
        words, lex = self.words, self.lex
        form = reading.form
        bare = form[2:] if is_definite(form) else form
        if bare in lex["role"] or bare in lex["role plural"]:
            at = self._after_role(i, titled=is_definite(form))
            # «رجل صادق» announces nobody, «الشاب بدر» and «مدرب الرجاء بدر» do.
            sure = is_definite(form) or at > i + 1
            self._expect(i, at, Announced.ROLE if sure else Announced.SPEECH)
        elif form in lex["byline"] and self._signs(i):
            at = i + 2 if words.form(i + 1, words.limits[i]) in {":", "-"} else i + 1
            self._expect(i, at, Announced.ROLE)
        elif form in lex["called"]:
            self._expect(i, i + 1, Announced.ROLE)
        elif form in lex["speech"] or words.forms[i] in lex["announcer"]:
            self._expect(i, i + 1, Announced.SPEECH)
        for match in (
            quoted.name_after_kind(words, lex, i, reading),
            things.product_after(words, lex, i, reading),
            places.named_place(words, lex, i),
        ):
            if match:
                self._coming.setdefault(match.start, match)

    def _after_role(self, i: int, *, titled: bool) -> int:
        """Where the name of the person may begin whom the role at word `i` speaks of."""
        words, lex = self.words, self.lex
        limit = min(words.limits[i], i + _ROLE_WINDOW)
        at = i + 1
        while at < limit:
            form = words.forms[at]
            listed = phrase_at(words, lex, at, limit, "ORG", "GPE", "LOC")
            if listed and (listed[0].weak == 0 or is_definite(form)):
                at = listed[1]
            elif form in {"،", ","} and at > i + 1:
                return at + 1
            elif self._belongs_to_role(at, limit, titled=titled):
                at += 1
            else:
                break
        return at

    def _belongs_to_role(self, at: int, limit: int, *, titled: bool) -> bool:
        lex, form = self.lex, self.words.forms[at]
        if not is_definite(form):
            skipped = form in lex["topic"] or form in lex["between role and name"]
            return skipped or self._attached_complement(at)
        if form[2:] in lex["role"]:
            return True
        if form in lex["given"] or form in lex["weak given"]:
            return False
        if not titled or is_everyday(lex, form) or is_nisba(lex, form):
            return True
        following = self.words.form(at + 1, limit)
        return following in lex["given"] or following in lex["weak given"]

    def _attached_complement(self, at: int) -> bool:
        """Whether a word is a part of the office: «لـ…», «ب…», «و…» with a definite noun."""
        return any(
            reading.cut and (is_definite(reading.form) or reading.form in self.lex.phrases)
            for reading in self.words.readings(at)
        )
