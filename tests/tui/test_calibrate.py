"""The calibration screen: every kind of terminal drawn, one picked."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from workbench.layout import Layout, Profile, plain
from workbench.tui.commands import bindings
from workbench.tui.hints import hints
from workbench.tui.screens.calibrate import CHOICES, MARKED, SAMPLE, Calibration, Sample
from workbench.tui.terminal import Detection, Replies, decide

UNKNOWN = decide("auto", Replies(), {"TERM": "xterm-256color"}, {})
KONSOLE = decide("auto", Replies(0, "Konsole 22.12.3"), {"TERM": "xterm-256color"}, {})


def shown(app: Calibration, name: str) -> str:
    widget: Any = app.query_one(f"#{name}")
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


@pytest.mark.parametrize(("key", "picked"), [
    ("1", Profile.VISUAL), ("2", Profile.BIDI), ("3", Profile.KITTY),
    ("١", Profile.VISUAL), ("٢", Profile.BIDI), ("٣", Profile.KITTY),
    ("escape", None), ("q", None), ("ض", None),
])  # fmt: skip
async def test_a_key_picks(key: str, picked: Profile | None) -> None:
    app = Calibration(UNKNOWN)
    async with app.run_test() as pilot:
        await pilot.press("4", "x", key)
    assert app.return_value == picked
    assert app.return_code == 0


@pytest.mark.parametrize("profile", list(CHOICES))
async def test_a_click_picks(profile: Profile) -> None:
    app = Calibration(UNKNOWN)
    async with app.run_test() as pilot:
        await pilot.click(f"#{profile.value}", offset=(9, 1))
    assert app.return_value is profile


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (8, 4)])
async def test_every_profile_gets_its_own_order(size: tuple[int, int]) -> None:
    app = Calibration(UNKNOWN)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        start = SAMPLE.index(MARKED)
        for profile in CHOICES:
            sample = app.query_one(f"#{profile.value}", Sample)
            room = min(sample.size.width, 76) - 6
            assert all(sample.render_line(y).cell_length == sample.size.width for y in range(4))
            layout = Layout(SAMPLE, room)
            for row in range(min(3, layout.rows) if room > 0 else 0):
                line = layout.line(row, [start, start + len(MARKED)])
                drawn = sample.render_line(row + 1).text
                assert plain(line, profile) in drawn
                assert drawn.split()[0] == drawn.split()[-1] == "│"


async def test_one_word_is_marked_in_every_sample() -> None:
    app = Calibration(UNKNOWN)
    async with app.run_test() as pilot:
        await pilot.pause()
        ground = app._look.chosen().bgcolor
        for profile in CHOICES:
            sample = app.query_one(f"#{profile.value}", Sample)
            marked = [
                segment.text
                for y in range(4)
                for segment in sample.render_line(y)
                if segment.style and segment.style.bgcolor == ground
            ]
            assert cell_len("".join(marked)) == 3  # the lam-alef is one cell


@pytest.mark.parametrize(("detection", "note"), [(UNKNOWN, "(a guess)"), (KONSOLE, "(as now)")])
async def test_it_says_what_was_found_and_why(detection: Detection, note: str) -> None:
    app = Calibration(detection)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert detection.name in shown(app, "head")
        assert detection.why in shown(app, "why")
        noted = [profile for profile in CHOICES if note in shown(app, profile.value)]
        assert noted == [detection.profile]
        assert "1 the first" in shown(app, "bottom")


def test_the_keys_fit_a_row() -> None:
    assert len(hints("terminal")) < 80
    assert len(bindings("terminal")) == len(CHOICES) + 1
