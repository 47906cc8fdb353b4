"""What is said of marks: every state, act and kind has its words."""

from __future__ import annotations

import pytest

from workbench.curation import State
from workbench.model import ActionKind, Verdict, ZoneKind
from workbench.tui.telling import act_title, state_title, zone_title


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_name(state: State) -> None:
    assert state_title(state).strip()


@pytest.mark.parametrize("kind", ZoneKind)
def test_every_kind_of_furniture_has_a_name(kind: ZoneKind) -> None:
    assert zone_title(kind).strip()


@pytest.mark.parametrize("act", ActionKind)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_act_has_a_name(act: ActionKind, verdict: Verdict) -> None:
    one, other = act_title(act, verdict).split(" · ")
    assert one and other  # noqa: PT018
