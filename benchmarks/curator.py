"""A scripted curator at the real application: the keys it takes to make suggestions into gold.

She knows the gold, sees what the screen shows, and presses keys until exactly the gold stands; then
she submits. The suggestions are the gold corrupted by `corrupt`, or what the extractors find.
`keystrokes` says what she does next and `minimum` what is the least that it takes. What she reached
is read from the database afterwards, by a session of its own.

Texts are of the corpus that rules are developed on and the base model was trained on, so for the
extractors' own suggestions `--frozen` is the honest choice.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import tempfile
from collections import Counter
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from textual import events

from benchmarks.corrupt import corrupted
from benchmarks.keystrokes import next_stroke, plan
from benchmarks.minimum import Nature, addition, correction, spurious
from benchmarks.parts import parts
from benchmarks.sight import JUMP, Sight, agrees, is_open, of_gold, of_mark, told_kind
from benchmarks.tallies import Outcome, Tally, report
from benchmarks.ways import Ways
from workbench.exchange import Incoming
from workbench.exchange.gold import read_gold
from workbench.extract.learned.judging import RULES
from workbench.layout import Layout, Profile
from workbench.model import Annotation, Candidate
from workbench.tui.app import Workbench
from workbench.tui.commands import COMMANDS, key_name
from workbench.tui.screens.base import CommandScreen
from workbench.tui.screens.curate import CurateScreen
from workbench.tui.widgets.text_row import GUTTER
from workbench.workflow import curate, learn, suggest
from workbench.workflow.ingest import ingest
from workbench.workflow.session import open_session, session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.pilot import Pilot

    from benchmarks.sight import Stroke, Target
    from workbench.config import Settings
    from workbench.exchange.gold import Line
    from workbench.model import Article

ARTICLES, A_FEW = 30, 2
SEED = 6
SIZE = 100, 30
NAME = "scripted"
SETS = {"A": "gold, corrupted", "B": "what the extractors find"}

_PATIENCE = 8  # strokes for each gold span, after which she has lost her way
_LOOK = 0.05  # seconds between two looks whether a dialog has come or gone
_LOOKS = 200
_PLACED = frozenset((Nature.ADDED, Nature.SPLIT))
_BY_ID = {command.id: command for command in COMMANDS}


class Lost(Exception):
    """The curator did not get to the gold, or the database does not hold it."""


class Hand:
    """Presses keys by the ids of commands, whatever keys they have, and counts them."""

    def __init__(self, app: Workbench, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pressed = 0
        self._pilot = pilot

    async def command(self, name: str) -> None:
        """Press the first key of a command."""
        await self.key(key_name(self.app.keys.of(_BY_ID[name])[0]))

    async def key(self, key: str) -> None:
        """Press a key, and wait until what it asks for is done; a sign is typed."""
        self.pressed += 1
        if len(key) == 1:
            self.app.post_message(events.Key(key_name(key), key))  # the pilot knows not all of them
            await self._pilot.pause()
        else:
            await self._pilot.press(key)
        await self.rest()

    async def answered(self) -> None:
        """Wait until a dialog has closed, and what it asked for is done. Lost."""
        for _look in range(_LOOKS):
            if isinstance(self.app.screen, CommandScreen):
                await self.rest()
                return
            await self._pilot.pause(_LOOK)
        raise Lost(f"{type(self.app.screen).__name__} stays open")

    async def rest(self) -> None:
        """Wait until nothing is under way, or a dialog asks."""
        seen = None
        while isinstance(self.app.screen, CommandScreen) and seen is not self.app.screen:
            seen = self.app.screen
            done = asyncio.create_task(seen.idle())
            while not done.done() and self.app.screen is seen:
                await asyncio.wait({done}, timeout=_LOOK)
            done.cancel()
            await self._pilot.pause()


class Curator:
    """One article under the hands of the curator."""

    def __init__(self, hand: Hand, gold: Sequence[Annotation]) -> None:
        self._hand, self._gold = hand, gold
        self._ways: Ways | None = None
        self._last: Target | None = None
        self._valued: set[Target] = set()
        screen = self._screen()
        self._article: Article = screen.sheet.article
        self.tallies = self._begun()

    def _screen(self) -> CurateScreen:
        screen = self._hand.app.screen
        if not isinstance(screen, CurateScreen):
            raise Lost(f"{type(screen).__name__} is on the screen")
        return screen

    def _begun(self) -> dict[Target, Tally]:
        """What there is to do, by what the suggestions are before any decision."""
        sheet = self._screen().sheet
        layer = sheet.layer
        found = plan(layer, self._article.text, self._gold)
        session = self._hand.app.desk.session
        to_do = {of_gold(gold): Tally(Nature.ADDED) for gold in self._gold}
        for mark in filter(is_open, layer.marks):
            right = [gold for gold in self._gold if agrees(mark.annotation, gold)]
            gold = found.pairs.get(mark.id) or (right[0] if right else None)
            if gold is None:
                to_do[of_mark(mark)] = Tally(Nature.SPURIOUS, 0, spurious(mark, [*self._gold]))
            else:
                nature, least = correction(session, sheet, mark, gold)
                to_do[of_gold(gold)] = Tally(nature, 0, least)
        return to_do

    def _sight(self) -> Sight:
        screen = self._screen()
        view = screen.article_view
        columns = view.scrollable_content_region.width - 2 * GUTTER
        if self._ways is None or self._ways.columns != columns:
            profile = self._hand.app.profile
            layout = Layout(self._article.text, columns, divides=profile.divides)
            self._ways = Ways(layout, columns, view.size.height)
        session = self._hand.app.desk.session
        kind = told_kind(session.scheme, screen.bottom.text)
        return Sight(
            screen.sheet, screen.mark, screen.last, view.at, view.selected, view.in_sight, kind,
            self._ways, session,
        )  # fmt: skip

    async def work(self) -> None:
        """Press keys until the gold stands, then submit. Lost."""
        for _stroke in range(_PATIENCE * (len(self._gold) + len(self.tallies) + 1)):
            sight = self._sight()
            stroke = next_stroke(sight, self._gold)
            if stroke is None:
                before = self._hand.pressed
                await self._hand.command("curate.submit")
                self._cap()
                self.tallies["submit", 0, ""] = Tally(Nature.SUBMIT, self._hand.pressed - before, 1)
                return
            await self._carry_out(sight, stroke)
        raise Lost(f"{self._article.source}: {stroke} leads nowhere")

    def _cap(self) -> None:
        """Count as the least what she took, where that is less than could be foreseen.

        What the article's other figures say is among the readings of one, and changes meanwhile.
        """
        for tally in self.tallies.values():
            tally.least = min(tally.least, tally.keys)

    async def _carry_out(self, sight: Sight, stroke: Stroke) -> None:
        before = self._hand.pressed
        for name in stroke.route:
            await self._hand.command(name)
        if not stroke.route or self._screen().article_view.at in stroke.lands:
            for name in stroke.commands:
                await self._hand.command(name)
            for key in stroke.typed:
                await self._hand.key(key)
            if stroke.typed:
                await self._hand.answered()
        self._count(sight, stroke, self._hand.pressed - before)

    def _count(self, sight: Sight, stroke: Stroke, keys: int) -> None:
        target = stroke.target or self._last
        if target is None:
            raise Lost(f"{self._article.source}: nothing was done before {stroke}")
        self._last = target
        tally = self.tallies.setdefault(target, Tally(Nature.SPURIOUS))
        tally.keys += keys
        tally.parts = dict(parts(stroke) + Counter(tally.parts))
        if stroke.spares is not None:
            tally.nature = Nature.SPLIT
            tally.least += keys
            self.tallies[stroke.spares].least = 0
        elif stroke.commands == (JUMP,):
            tally.least += 1
        elif tally.nature in _PLACED and not (stroke.moves_edge or stroke.finishes):
            least, whole = addition(sight, stroke)
            tally.least += 0 if target in self._valued else least
            self._valued.update([target] if whole else [])


# ------------------------------------------------------------------------------------- databases


def prepare(path: Path, lines: Iterable[Line], suggestions: str, seed: int) -> None:
    """A database of the articles of `lines`, assigned with the suggestions of one of `SETS`."""
    with session(path, NAME, create=True) as made:
        for line in lines:
            digest = hashlib.sha256(line.text.encode()).hexdigest()
            list(ingest(made, iter([Incoming(line.source, line.text, "utf-8", digest)])))
            if suggestions == "A":
                article = made.store.article(line.id)
                random = Random(f"{seed} {line.id}")  # as long as it is the same, all is
                found = {
                    suggest.ZONES: [
                        Candidate(
                            Annotation(z.span, line.text[z.span.start : z.span.end], z.kind),
                            1.0,
                            "gold",
                        )
                        for z in line.zones
                    ],
                    RULES: corrupted(article, line.annotations, line.zones, made.scheme, random),
                }
                for name, version in suggest.versions().items():
                    fingerprint = made.scheme.fingerprint
                    made.store.add_run(name, version, fingerprint, {line.id: found.get(name, [])})
            curate.open_article(made, line.id)


def verify(path: Path, lines: Iterable[Line]) -> int:
    """The keys that the ledger counts; Lost where what stands is not the gold, or is open still."""
    keys = 0
    with session(path, NAME) as reader:
        for line in lines:
            sheet = curate.open_article(reader, line.id)
            stands = [mark.annotation for mark in sheet.layer.standing]
            gold = sorted(line.annotations, key=lambda each: each.span)
            if not sheet.layer.closed or len(stands) != len(gold):
                raise Lost(f"{line.source}: {len(stands)} spans stand, {len(gold)} are gold")
            for one, other in zip(stands, gold, strict=True):
                if not agrees(one, other):
                    raise Lost(f"{line.source}: {one} stands, {other} is gold")
            acts = {act.id: act for act, _ in reader.store.acts(sheet.assignment, reader.curator)}
            keys += sum(act.keys or 0 for act in acts.values())
    return keys


async def curated(path: Path, lines: Sequence[Line], settings: Settings | None = None) -> Outcome:
    """Curate all articles of a database in the application, which opens one after another. Lost."""
    gold = {line.id: line.annotations for line in lines}
    outcome = Outcome(len(lines), sum(map(len, gold.values())))
    app = Workbench(
        lambda: open_session(path, NAME), Profile.VISUAL, settings=settings, exports=path.parent
    )
    # Nothing that is learned meanwhile would be shown: the sets are frozen.
    with patch.object(learn, "due", lambda _session: False):
        async with app.run_test(size=SIZE) as pilot:
            hand = Hand(app, pilot)
            await pilot.pause()
            await hand.rest()
            for _line in lines:
                screen = app.screen
                if not isinstance(screen, CurateScreen):
                    raise Lost(f"{type(screen).__name__} is on the screen")
                curator = Curator(hand, gold[screen.sheet.article.id])
                await curator.work()
                outcome.tallies += curator.tallies.values()
    outcome.keys = hand.pressed
    outcome.ledger = verify(path, lines)
    if outcome.ledger != outcome.keys:
        raise Lost(f"{outcome.keys} keys were pressed, the ledger counts {outcome.ledger}")
    return outcome


# ----------------------------------------------------------------------------------------- report


def sample(name: str, count: int, seed: int) -> list[Line]:
    """A seeded sample of the corpus, in its order."""
    data = resources.files("workbench").joinpath("data", "corpus", name).read_text("utf-8")
    lines = list(read_gold(data.split("\n")))
    chosen = Random(seed).sample(range(len(lines)), min(count, len(lines)))
    return [lines[place] for place in sorted(chosen)]


def measured(lines: Sequence[Line], suggestions: str, seed: int) -> Outcome:
    """What a set of suggestions takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbench.db"
        prepare(path, lines, suggestions, seed)
        return asyncio.run(curated(path, lines))


def run() -> None:
    """Print the tables of a few articles."""
    lines = sample("train.jsonl", A_FEW, SEED)
    for suggestions, what in SETS.items():
        report(f"set {suggestions} ({what})", measured(lines, suggestions, SEED))


def main() -> None:
    """`python -m benchmarks.curator`: print the tables, and write them as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.curator")
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--set", choices=SETS, action="append", help="both by default")
    parser.add_argument("--frozen", action="store_true", help="articles that nobody tunes on")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what each thing took")
    options = parser.parse_args()
    name = "frozen.jsonl" if options.frozen else "train.jsonl"
    lines = sample(name, options.articles, options.seed)
    told = {}
    for suggestions in options.set or SETS:
        outcome = measured(lines, suggestions, options.seed)
        report(f"set {suggestions} ({SETS[suggestions]})", outcome)
        told[suggestions] = {**asdict(outcome), "least": outcome.least}
    if options.json:
        options.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
