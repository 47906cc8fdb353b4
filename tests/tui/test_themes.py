"""The themes: legible, told apart by eyes of every kind and without colours, changed at once."""

from __future__ import annotations

import inspect
import pkgutil
import tomllib
from importlib import import_module
from itertools import combinations, product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from rich.color import ColorType
from rich.style import Style
from textual.color import Color, Lab
from textual.widget import Widget

from tests.tui.colour_science import SIGHTS, difference, euclidean, seen
from workbench import config, tui
from workbench.curation import State
from workbench.scheme import Kind, default_scheme
from workbench.tui.palette import GLYPHS, Look, Restyled
from workbench.tui.terminal import COLOURS, SIXTEEN
from workbench.tui.themes import COLOURLESS, THEMES, contrast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.strip import Strip

    from tests.tui.conftest import Table

AA = 4.5  # WCAG 2, success criterion 1.4.3
SEEN_AS_OTHER = 10.0  # CIEDE2000 between two labels of a kind; about 1 is just noticed
MIXED, OWN = ("dark", "light"), ("ansi", COLOURLESS)
HUES = [label.hue for label in default_scheme()]
UNKNOWN = ["\x01" * n for n in range(1, 361)]  # names of every angle
PALETTES = tomllib.loads(
    Path(__file__).parents[1].joinpath("cases", "terminal_palettes.toml").read_text("utf-8")
)["palettes"]


def of(theme: str) -> Look:
    return Look.of(THEMES[theme])


def furniture(look: Look) -> Iterator[Style]:
    yield from (look.plain(), look.dim(), look.strong(), look.chosen(), look.selected())
    yield look.heading()
    yield from (look.shade(share / 20) for share in range(21))


def marks(look: Look, hue: str) -> Iterator[Style]:
    for state, current in product(State, (True, False)):
        yield look.tag(hue, state, current=current)
        yield from (look.span(hue, state, current=current, weak=weak) for weak in (True, False))


def every(look: Look) -> set[Style]:
    """All styles that a look gives, with and without the cursor."""
    styles = {*furniture(look), *(style for hue in HUES + UNKNOWN for style in marks(look, hue))}
    return styles | {look.cursor(style) for style in styles}


def colours(style: Style) -> tuple[Color, Color]:
    assert style.color
    assert style.bgcolor
    return Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)


def attributes(style: Style) -> tuple[bool, ...]:
    told = (style.bold, style.dim, style.underline, style.reverse, style.italic)
    return tuple(map(bool, told))


def test_the_setting_names_the_themes() -> None:
    assert [*config.THEMES, COLOURLESS] == list(THEMES)


# ------------------------------------------------------------------------------------- contrast


@pytest.mark.parametrize("theme", MIXED)
def test_every_style_is_legible(theme: str) -> None:
    look = of(theme)
    styles = every(look)
    assert all(style.dim is None for style in styles), "who knows what a terminal makes of it"
    lowest = {style: contrast(*colours(style)) for style in styles}
    assert {style: ratio for style, ratio in lowest.items() if ratio < AA} == {}


@pytest.mark.parametrize("theme", MIXED)
def test_what_is_no_text_is_seen_too(theme: str) -> None:
    """WCAG 2, 1.4.11: the bar of the chosen row, the frames, the scroll bars."""
    page = Color.parse(THEMES[theme].background or "")
    _text, bar = colours(of(theme).chosen())
    variables = THEMES[theme].to_color_system().generate()
    drawn = [Color.parse(variables[name]) for name in ("border", "scrollbar", "scrollbar-hover")]
    assert min(contrast(page, each) for each in (bar, *drawn)) >= 3


@pytest.mark.parametrize("theme", OWN)
def test_a_theme_of_the_terminal_has_its_colours_alone(theme: str) -> None:
    for style in every(of(theme)):
        for colour in (style.color, style.bgcolor):
            assert colour is not None
            assert colour.type in (ColorType.DEFAULT, ColorType.STANDARD)
            assert theme == "ansi" or colour.is_default
        assert style.color != style.bgcolor or (style.color and style.color.is_default)
        if style.bgcolor and not style.bgcolor.is_default:
            assert style.color
            assert style.color.name in ("black", "bright_white"), "a default text may be any colour"


@pytest.mark.parametrize("hue", [*HUES, *UNKNOWN[::20]])
def test_the_text_on_one_of_the_16_colours_is_the_more_legible_in_most_terminals(hue: str) -> None:
    block = of("ansi").span(hue, State.UNDECIDED, current=True)
    assert block.color
    assert block.bgcolor
    other = {"black": 15, "bright_white": 0}[block.color.name]
    number, text = block.bgcolor.number, block.color.number
    assert number is not None
    assert text is not None
    better, ratios = 0, []
    for palette in PALETTES.values():
        known = [Color.parse(f"#{value}") for value in palette.split()]
        ratios.append(contrast(known[text], known[number]))
        better += ratios[-1] > contrast(known[other], known[number])
    assert better > len(PALETTES) / 2
    assert median(ratios) >= 3.8


# ------------------------------------------------------------------------------------ told apart


def test_the_measure_of_colours_is_right() -> None:
    """Pairs 1, 7 and 25 of Sharma, Wu and Dalal 2005."""
    pairs = (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    )
    for one, other, known in pairs:
        assert difference(Lab(*one), Lab(*other)) == pytest.approx(known, abs=1e-4)


@pytest.mark.parametrize("theme", MIXED)
@pytest.mark.parametrize("kind", Kind)
def test_labels_of_a_kind_have_colours_that_everybody_tells_apart(theme: str, kind: Kind) -> None:
    look = of(theme)
    hues = [label.hue for label in default_scheme() if label.kind is kind]
    grounds = [colours(look.tag(hue, State.ACCEPTED, current=False))[1] for hue in hues]
    for sight in SIGHTS:
        labs = [seen(ground, sight) for ground in grounds]
        nearest = min(difference(*pair) for pair in combinations(labs, 2))
        assert nearest >= SEEN_AS_OTHER, sight
        assert min(euclidean(*pair) for pair in combinations(labs, 2)) >= SEEN_AS_OTHER, sight


@pytest.mark.parametrize("kind", Kind)
def test_labels_of_a_kind_have_different_ones_of_the_16_colours(kind: Kind) -> None:
    hues = [label.hue for label in default_scheme() if label.kind is kind]
    assert len({of("ansi").tag(hue, State.ACCEPTED, current=False) for hue in hues}) == len(hues)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("hue", [*HUES, "no such hue"])
def test_what_stands_in_a_text_is_told_apart(theme: str, hue: str) -> None:
    look = of(theme)
    styles = [
        look.plain(),
        look.dim(),
        look.selected(),
        *(look.span(hue, State.UNDECIDED, current=False, weak=weak) for weak in (True, False)),
        look.span(hue, State.ACCEPTED, current=False),
        look.span(hue, State.ACCEPTED, current=True),
    ]
    assert len(set(styles)) == len(styles)
    if theme == COLOURLESS:
        assert len({attributes(style) for style in styles}) == len(styles)
    for style in styles:
        assert attributes(look.cursor(style)) != attributes(style)
    decided, undecided = (
        look.tag(hue, state, current=False) for state in (State.ACCEPTED, State.UNDECIDED)
    )
    assert decided != undecided


def test_open_and_standing_are_told_apart_without_colours_in_every_theme() -> None:
    for look in map(of, THEMES):
        states = [look.span("blue", state, current=False) for state in
                  (State.UNDECIDED, State.ACCEPTED, State.REJECTED)]  # fmt: skip
        assert len({attributes(style) for style in states}) == 3


def test_labels_and_states_have_signs() -> None:
    assert len({label.tag for label in default_scheme()}) == 18
    assert len(set(GLYPHS.values())) == len(State) == len(GLYPHS)


@pytest.mark.parametrize("theme", THEMES)
def test_the_styles_that_widgets_keep_can_be_changed_for_others(theme: str) -> None:
    look = of("dark")
    kept = look.plain(), look.dim(), look.strong(), look.chosen()
    change = look.wear(THEMES[theme])
    now = look.plain(), look.dim(), look.strong(), look.chosen()
    assert tuple(map(change, kept)) == now
    assert len(set(now)) == len(now)
    other = Style(color="red")
    assert change(other) == other


# ------------------------------------------------------------------------------- on the screen

KEYS = ("a", "x", "a", "j")


def screen(table: Table) -> list[Strip]:
    """What is written to the terminal."""
    return [strip.simplify() for strip in table.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("theme", ["light", "ansi"])
async def test_another_theme_is_worn_as_if_it_had_been_from_the_beginning(
    table: Callable[..., Any], theme: str
) -> None:
    ways: list[tuple[str, ...]] = [(), ("l",), ("escape", "q"), ("?",)]
    async with table() as t:
        await t.press(*KEYS)
    async with table(theme="dark") as t:
        dark = screen(t)
        for name in (theme, "dark", theme):
            t.app.wear(name)
            await t.settle()
            assert (screen(t) == dark) == (name == "dark")
        changed = []
        for keys in ways:
            await t.press(*keys)
            changed.append(screen(t))
    async with table(theme=theme) as t:
        for keys, shown in zip(ways, changed, strict=True):
            await t.press(*keys)
            assert screen(t) == shown, keys


@pytest.mark.parametrize("theme", ["ansi", "dark"])
async def test_no_other_colours_reach_the_terminal(
    table: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    if theme != "ansi":
        monkeypatch.setenv("NO_COLOR", "1")
    async with table(theme=theme) as t:
        await t.press(*KEYS)
        if theme != "ansi":
            t.app.wear("light")
            await t.settle()
        for key in ("?", "escape", "l"):
            for strip in screen(t):
                for _text, style, _control in strip:
                    for colour in (style.color, style.bgcolor) if style else ():
                        assert colour is None or colour.type in (ColorType.DEFAULT, *(
                            [ColorType.STANDARD] if theme == "ansi" else []))  # fmt: skip
            await t.press(key)


async def test_the_setting_is_followed(table: Callable[..., Any]) -> None:
    async with table() as t:
        assert t.app.look.plain() == of(config.THEMES[0]).plain()
        t.app.adopt(config.with_setting(t.app.settings, "theme", "light"))
        await t.settle()
        assert t.app.theme == "light"
        assert t.app.look.plain() == of("light").plain()


async def test_a_terminal_of_16_colours_wears_its_own(
    table: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COLOURS, SIXTEEN)
    async with table() as t:
        assert t.app.theme == "ansi"
        t.app.adopt(config.with_setting(t.app.settings, "theme", "light"))
        await t.settle()
        assert t.app.look.plain() == of("ansi").plain()


def test_a_widget_that_is_made_with_a_style_can_be_restyled() -> None:
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        import_module(module.name)
    made = [
        widget
        for widget in _below(Widget)
        if widget.__module__.startswith(tui.__name__)
        and any(p.annotation == "Style" for p in inspect.signature(widget).parameters.values())
    ]
    assert len(made) > 2
    assert [widget for widget in made if not issubclass(widget, Restyled)] == []


def _below(kind: type[Widget]) -> Iterator[type[Widget]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
