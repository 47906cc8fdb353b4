"""Personal names: given names, what follows them, and names that a title announces.

Invariant: a name is read left to right in bounded steps, and ends before the first word that
belongs to the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.extract.entity_rules.grammar import (
    is_arabic,
    is_definite,
    is_everyday,
    is_nisba,
    phrases_at,
)
from workbench.extract.entity_rules.match import Match, Reason
from workbench.extract.entity_rules.parts import (
    Announced,
    Part,
    has_proclitic,
    is_double_given,
    is_listed_name,
    part_of_name,
)
from workbench.extract.entity_rules.words import CLOSING, HYPHENS, OPENING

if TYPE_CHECKING:
    from workbench.extract.entity_rules.lexicon import Lexicon
    from workbench.extract.entity_rules.words import Reading, Words

_MOST_WORDS = 9
_SHORTEST_SURNAME = 3
_SHORTEST_NAME_IN_T = 6
_MARKS = frozenset("،,.:؛;!؟?") | OPENING | CLOSING
_REASONS = (Reason.PERSON, Reason.SPEAKER, Reason.TITLED, Reason.BYLINE, Reason.QUOTED)
_DOUBLES_WITH_GOD = ("نصر", "سيف", "فضل", "عوض", "ضيف", "جار")
_RELATIVES = ("الذي", "التي", "الذين")
_SLAVES = ("بنعبد", "لعبد", "بوعبد", "ولعبد", "ايتعبد")
_NOBILIARY = ("دي", "دا", "دو", "دوس", "ديل", "ديلا", "فان", "فون", "دير")
_THAT = ("ان", "انه", "انها", "بان", "في", "من", "عن", "علي")


@dataclass(slots=True)
class _Name:
    """A name as far as it has been read: its parts, and the word after the last of them."""

    words: Words
    lex: Lexicon
    limit: int
    announced: Announced
    at: int
    foreign: bool = False
    parts: list[Part] = field(default_factory=list)

    def ahead(self, steps: int = 0) -> str:
        """The form that many words ahead, or nothing at the limit."""
        return self.words.form(self.at + steps, self.limit)


def name_at(
    words: Words, lex: Lexicon, i: int, reading: Reading, announced: Announced
) -> Match | None:
    """The name that begins at word `i`, if one does."""
    if reading.cut and reading.form.startswith("ل") and is_everyday(lex, "ا" + reading.form):
        return None  # «للأمين» is no «لمين»
    limit = min(words.limits[i], i + _MOST_WORDS)
    first, at = _first_part(words, lex, i, reading, limit)
    if first is Part.NONE:
        return _unknown_name(words, lex, i, reading, announced)
    foreign = reading.form in lex["foreign given"] or reading.form in lex["weak foreign given"]
    name = _Name(words, lex, limit, announced, at, foreign, [first])
    _read_on(name, alone=reading.form in lex["lone family"] and reading.form not in lex["given"])
    rest = name.parts[1:]
    if rest and _is_clear(name, reading.form, words.form(i + 1, limit), i):
        strong = first is not Part.WEAK and max(rest) >= Part.PATTERN
        score = 0.9 if strong or announced else 0.75 if max(name.parts) > Part.WEAK else 0.6
        return Match(i, name.at, "PER", score, _REASONS[announced], reading.cut)
    if reading.form in lex["lone family"]:
        if is_nisba(lex, reading.form) and _after_definite(words, lex, i):
            return None  # «العهد العثماني»
        return Match(i, name.at, "PER", 0.8, Reason.FAMILY_NAME, reading.cut)
    # «أسماء التلاميذ» after «المعلمة» is no person.
    noun = first is Part.WEAK and is_definite(name.ahead()) and is_everyday(lex, name.ahead())
    if announced >= Announced.ROLE and not noun:
        return Match(i, name.at, "PER", 0.7, Reason.TITLED, reading.cut)
    alone = first is Part.GIVEN and not is_definite(reading.form) and not reading.cut
    if alone and _stands_alone(words, i, name.at):
        return Match(i, name.at, "PER", 0.5, Reason.PERSON, reading.cut)
    return None


def _after_noun(name: _Name, start: int) -> bool:
    """Whether a feminine noun without article stands before, that a noun may complete."""
    words = name.words
    before = words.forms[start - 1] if start and words.limits[start - 1] > start else ""
    return before.endswith("ه") and not is_definite(before) and is_everyday(name.lex, before)


def _is_clear(name: _Name, form: str, second: str, start: int) -> bool:
    """Whether the parts after the first show that a name is meant and no everyday word."""
    first, part = name.parts[0], name.parts[1]
    if first is not Part.WEAK or name.announced:
        return True
    if part is Part.UNKNOWN and is_definite(form):
        return True  # «المهدي مزواري»: an adjective would have the article
    # «سعيد بوجودي» is shaped like a name: of the shapes only «ال…ي» counts here.
    shaped = part is Part.PATTERN and not is_definite(second)
    if part is Part.WEAK and name.parts[-1] is Part.WEAK and _after_noun(name, start):
        return False  # «قصة نجاح جميلة»
    return part is Part.WEAK or (name.parts[-1] >= Part.PATTERN and not shaped)


def _stands_alone(words: Words, i: int, at: int) -> bool:
    """Whether a given name alone is a person: neither the title of a film nor «جمعه»."""
    if i and words.forms[i - 1] in OPENING and words.form(at, len(words)) in CLOSING:
        return False
    return not words.surface(i).endswith("ه")


def _after_definite(words: Words, lex: Lexicon, i: int) -> bool:
    before = words.forms[i - 1] if i and words.limits[i - 1] > i else ""
    return is_definite(before) and before not in lex["stop"]


def _first_part(
    words: Words, lex: Lexicon, i: int, reading: Reading, limit: int
) -> tuple[Part, int]:
    """What the word is worth as the first part of a name, and where that part ends."""
    form, following = reading.form, words.form(i + 1, limit)
    if form == "عبد" and (is_definite(following) or following == "ربه"):
        return Part.GIVEN, i + 2
    if form in lex["kunya"]:
        return (Part.GIVEN, i + 2) if is_listed_name(lex, following) else (Part.NONE, i)
    if form in {"بن", "ابن"} and is_listed_name(lex, following):
        return Part.GIVEN, i + 2
    known = form in lex["given"] or form in lex["lone family"] or is_double_given(lex, form)
    part = Part.GIVEN if known else Part.NONE
    if part and is_definite(form):
        part = Part.WEAK  # «الناجي», «الحبيب» are everyday words too
    if form in lex["weak given"] and (form != "علي" or words.surface(i)[-1:] != "ى"):
        part = Part.WEAK
    double = following in lex["compound"] and form != "باسم"
    if part and double and (following != "الله" or form in _DOUBLES_WITH_GOD):
        return Part.GIVEN, i + 2
    return part, i + 1


def _read_on(name: _Name, *, alone: bool) -> None:
    """Take in the parts that follow; after an `alone` family name only other family names."""
    words, lex = name.words, name.lex
    while name.at < name.limit:
        hyphen = name.ahead() in HYPHENS and words.joined(name.at) and words.joined_after(name.at)
        if hyphen:
            if part_of_name(lex, name.ahead(1), "") < Part.PATTERN and not name.foreign:
                return
            name.at += 1
        if name.ahead() in lex["ordinal"] and len(name.parts) == 1 and is_definite(name.ahead()):
            name.parts.append(Part.FAMILY)
            name.at += 2 if name.ahead(1) == "عشر" else 1
            return
        step = _connected(words, lex, name.at, name.limit)
        if step:
            name.parts.append(Part.FAMILY)
            name.at = step
            continue
        part = part_of_name(lex, name.ahead(), words.surface(name.at))
        if name.foreign and part <= Part.PLURAL and _may_be_foreign(lex, name.ahead()):
            part = Part.UNKNOWN
        lone = words.forms[name.at - 1] in lex["lone family"]
        second_lone = lone and name.ahead() in lex["lone family"]
        if (alone and part is not Part.FAMILY) or second_lone or not _continues(name, part):
            name.at -= hyphen
            return
        if _longer_name(name):
            return
        name.parts.append(part)
        name.at += 2 if name.ahead(1) in lex["compound"] else 1


def _may_be_foreign(lex: Lexicon, form: str) -> bool:
    """Whether a word that is no Arabic name by its shape may be the surname of a foreigner."""
    if not is_arabic(form) or is_definite(form) or len(form) < _SHORTEST_SURNAME:
        return False
    if form.startswith(("و", "لل")) or is_everyday(lex, form) or is_nisba(lex, form):
        return False
    rest = form[1:]
    joined = rest in lex["stop"] or rest in lex["given"] or rest in lex.phrases
    if form.endswith("ا") and is_everyday(lex, form[:-1]):
        return False
    attached = form[0] in "فبلك" and (joined or is_definite(rest))
    return not (attached or form in lex["speech"] or (form[0] == "ي" and len(form) < 6))


def _longer_name(name: _Name) -> bool:
    """Whether a listed name of several words, and of no person, begins at the next word."""
    found = phrases_at(name.words, name.lex, name.at, name.ahead(), name.limit)
    return any(len(phrase.words) > 1 and phrase.label != "PER" for phrase, _ in found)


def _connected(words: Words, lex: Lexicon, at: int, limit: int) -> int:
    """The end of «بن علي», «آل ثاني», «دي ميستورا», «عبد الله» at a word, or 0."""
    form, following = words.form(at, limit), words.form(at + 1, limit)
    if not is_arabic(following):
        return 0
    if form in lex["connector"]:
        if following in lex["connector"] and is_arabic(words.form(at + 2, limit)):
            return at + 3
        if form in lex["kunya"] and following not in lex["particle"]:
            return at + 2
        return 0 if following in lex["stop"] and following not in lex["given"] else at + 2
    if form in _SLAVES and (is_definite(following) or following == "الله"):
        return at + 2
    if form in lex["foreign connector"]:
        part = part_of_name(lex, following, words.surface(at + 1))
        surname = part is Part.UNKNOWN or following in lex["foreign connector"]
        foreign = part >= Part.PATTERN or (surname and form in _NOBILIARY)
        return at + 2 if foreign and not is_definite(following) else 0
    return 0


def _continues(name: _Name, part: Part) -> bool:
    """Whether a word of this worth, next in line, belongs to the name."""
    lex, form, following = name.lex, name.ahead(), name.ahead(1)
    second = len(name.parts) == 1
    ends = not following or following in _MARKS
    if part >= Part.PATTERN:
        # «الأمين العام» is an office after all.
        office = is_definite(form) and form[2:] in lex["role"]
        return not (office and following in lex["shown before name"])
    if part is Part.WEAK and len(name.parts) > 1 and max(name.parts[1:]) >= Part.PATTERN:
        return ends or is_listed_name(lex, following)
    if part is Part.WEAK:
        # «محمد صباح اليوم» goes on with the sentence, «محمد صباح السالم» with the name.
        everyday = is_definite(following) and is_everyday(lex, following)
        return not everyday or following in _RELATIVES or following in lex["compound"]
    if part is Part.DEFINITE:
        return _definite_goes_on(name, ends=ends)
    if part is Part.UNKNOWN:
        return _unknown_goes_on(name, following, ends=ends)
    if part is Part.PLURAL:
        return second and ends
    byline = name.announced is Announced.BYLINE and form not in lex["stop"]
    return (byline and not form.startswith("ي")) or (part is Part.NISBA and second)


def _are_givens(name: _Name) -> bool:
    """Whether a name so far is two given names, which a family name may follow."""
    return len(name.parts) == 2 and all(p in {Part.GIVEN, Part.WEAK} for p in name.parts)


def _definite_goes_on(name: _Name, *, ends: bool) -> bool:
    """Whether a definite word that no list holds belongs to the name: «محمد الخوالدة»."""
    lex, form, second = name.lex, name.ahead(), len(name.parts) == 1
    titled = name.announced >= Announced.ROLE
    if _are_givens(name) and titled:
        return form not in lex.phrases
    listed = any(phrase.weak == 0 for phrase in lex.phrases.get(form, ()))
    sure = name.parts[0] is Part.GIVEN and (not listed or titled)
    open_ = form not in lex.phrases and (ends or bool(name.announced))
    return (second and (sure or open_)) or (_are_givens(name) and ends)


def _unknown_goes_on(name: _Name, following: str, *, ends: bool) -> bool:
    """Whether a word that no list holds belongs to the name."""
    lex, form = name.lex, name.ahead()
    verb = form[0] == "ت" and len(form) < _SHORTEST_NAME_IN_T and form[-1] not in "يوا"
    if verb and (is_definite(following) or following in lex["stop"]):
        return False  # «ليلى تدرس الطب»
    third = _are_givens(name) and (ends or name.foreign or following in lex["stop"])
    return len(name.parts) == 1 or third or _goes_on(name, following)


def _goes_on(name: _Name, following: str) -> bool:
    """Whether an unknown third part is borne out by a known one, or a closing comma, after it."""
    if name.parts.count(Part.UNKNOWN) > 1 or not following:
        return False
    if name.announced >= Announced.ROLE and following in {"،", ","}:
        return True
    surface = name.words.surface(name.at + 1)
    return part_of_name(name.lex, following, surface) >= Part.PATTERN


def _unknown_name(
    words: Words, lex: Lexicon, i: int, reading: Reading, announced: Announced
) -> Match | None:
    """A name of which no first part is known, where something announces it."""
    if not announced or reading.cut:
        return None
    if reading.form in lex["role"] or reading.form[2:] in lex["role"]:
        return None
    limit = min(words.limits[i], i + 4)
    listed = phrases_at(words, lex, i, reading.form, words.limits[i])
    if reading.form in lex["toponym opener"] or any(not phrase.weak for phrase, _ in listed):
        return None
    at, known = i, False
    while at < limit:
        step = _connected(words, lex, at, limit) if at > i else 0
        if step:
            at, known = step, True
            continue
        part = part_of_name(lex, words.forms[at], words.surface(at))
        if at == i and words.forms[i].startswith(("سي", "ست")):
            part = max(part, Part.UNKNOWN)  # «سيلفينا» after «المخرجة» is no future tense
        closing = part is Part.DEFINITE and at > i and words.form(at + 1, limit) in _MARKS
        if closing and announced >= Announced.ROLE and words.forms[at] not in lex.phrases:
            at += 1
            break
        if not _may_be_unknown(words, at, limit, part, at - i):
            break
        known = known or part >= Part.PATTERN
        at += 1
    if announced is Announced.QUOTES and at > i:
        return Match(i, at, "PER", 0.7, Reason.QUOTED)
    following = words.form(at, words.limits[i])
    bounded = known or not is_arabic(following) or following in _THAT
    bounded = bounded or has_proclitic(lex, following)
    if at - i < 2 or not bounded or any(map(_is_no_name, words.forms[i:at])):
        return None
    return Match(i, at, "PER", 0.75 if known else 0.6, _REASONS[announced])


def _may_be_unknown(words: Words, at: int, limit: int, part: Part, taken: int) -> bool:
    if part in {Part.NONE, Part.PLURAL, Part.NISBA, Part.DEFINITE}:
        return False
    return taken < 2 or part is not Part.UNKNOWN or words.form(at + 1, limit) in _MARKS


def _is_no_name(form: str) -> bool:
    return form.endswith("ه") and not form.startswith("ال")
