"""The commands of dialogs, and of `workbench terminal`.

Those whose `hint` is set stand in the line of keys at the foot of their dialog.
"""

from __future__ import annotations

from workbench.messages import N_
from workbench.tui.command_table import Command, numbers

DIALOGS: tuple[Command, ...] = (
    Command(
        "dialog.cancel", ("escape", "q"), N_("cancel"), N_("Close without choosing."), hint=True
    ),
    Command("line.take", ("enter",), N_("take it"), N_("Take what is typed."), hint=True),
    Command("line.cancel", ("escape",), N_("cancel"), N_("Close without choosing."), hint=True),
    *numbers("label", N_("choose by number"), N_("Take the label with this number.")),
    Command(
        "label.kind", ("0", "tab"), N_("other kind"), N_("Show names, or show figures."), hint=True
    ),
    Command("label.up", ("up", "k"), N_("up"), N_("Go to the label above."), "move(-1)"),
    Command("label.down", ("down", "j"), N_("down"), N_("Go to the label below."), "move(1)"),
    Command("label.choose", ("enter",), N_("choose"), N_("Take the label."), hint=True),
    Command(
        "entry.next",
        ("down",),
        N_("other reading"),
        N_("Take the next one."),
        "offer(1)",
        hint=True,
    ),
    Command("entry.previous", ("up",), N_("reading before"), N_("The last one."), "offer(-1)"),
    *(
        Command(
            f"reading.pick_{n}",
            (str(n),),
            N_("by number"),
            N_("Take this reading."),
            f"pick({n})",
        )
        for n in range(1, 10)
    ),
    Command("reading.up", ("up", "k"), N_("up"), N_("Go to the reading above."), "move(-1)"),
    Command("reading.down", ("down", "j"), N_("down"), N_("Go to the reading below."), "move(1)"),
    Command("reading.choose", ("enter",), N_("choose"), N_("Take the chosen reading."), hint=True),
    *(
        Command(f"zone.pick_{n}", (str(n),), N_("by number"), N_("Take this kind."), f"pick({n})")
        for n in range(1, 10)
    ),
    Command("zone.up", ("up", "k"), N_("up"), N_("Go to the kind above."), "move(-1)"),
    Command("zone.down", ("down", "j"), N_("down"), N_("Go to the kind below."), "move(1)"),
    Command("zone.choose", ("enter",), N_("choose"), N_("Take the kind."), hint=True),
    Command("places.up", ("up", "k"), N_("up"), N_("Go to the place above."), "move(-1)"),
    Command("places.down", ("down", "j"), N_("down"), N_("Go to the place below."), "move(1)"),
    Command(
        "places.tick",
        ("space",),
        N_("leave out"),
        N_("Leave a place out, or take it in."),
        hint=True,
    ),
    Command("places.choose", ("enter",), N_("carry"), N_("Carry the decision there."), hint=True),
    Command("history.up", ("up", "k"), N_("up"), N_("Go to the decision above."), "move(-1)"),
    Command("history.down", ("down", "j"), N_("down"), N_("To the one below."), "move(1)"),
    Command(
        "history.choose", ("enter",), N_("go there"), N_("Go to the mark of a decision."), hint=True
    ),
    Command(
        "submit.reject",
        ("r",),
        N_("reject the rest and submit"),
        N_("Reject what is open and submit."),
        hint=True,
    ),
    Command("help.up", ("up", "k"), N_("up"), N_("Go to the key above."), "move(-1)"),
    Command("help.down", ("down", "j"), N_("down"), N_("Go to the key below."), "move(1)"),
    Command(
        "terminal.visual",
        ("1",),
        N_("the first"),
        N_("The first sample reads well."),
        "pick('visual')",
        hint=True,
    ),
    Command(
        "terminal.bidi",
        ("2",),
        N_("the second"),
        N_("The second sample reads well."),
        "pick('bidi')",
        hint=True,
    ),
    Command(
        "terminal.kitty",
        ("3",),
        N_("the third"),
        N_("The third sample reads well."),
        "pick('kitty')",
        hint=True,
    ),
    Command(
        "terminal.keep",
        ("escape", "q"),
        N_("leave it as it is"),
        N_("Pick nothing."),
        hint=True,
    ),
    Command("help.choose", ("space",), N_("do it"), N_("Carry the command out."), hint=True),
    Command("help.cancel", ("enter", "?", "f1"), N_("close"), N_("Close."), hint=True),
)
