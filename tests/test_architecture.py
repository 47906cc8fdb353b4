"""What a static graph of imports cannot see, and what every registry must hold to."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.agreement import measures
from workbench.errors import UnknownName
from workbench.exchange import formats
from workbench.extract import extractors
from workbench.registry import Registry

HEADLESS = ["workbench.workflow.curate", "workbench.workflow.release", "workbench.workflow.measure",
            "workbench.workflow.check", "workbench.layout", "workbench.store"]  # fmt: skip


@pytest.mark.parametrize("module", HEADLESS)
def test_nothing_below_the_front_ends_loads_a_screen(module: str) -> None:
    script = f"import sys, {module}; print(*{{'textual', 'rich'}} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_everything_registered_is_named_in_the_golden_list() -> None:
    found = [
        f"{registry.kind} {name}"
        for registry in (extractors, formats, measures)
        for name in registry
    ]
    golden = Path(__file__).parent / "golden" / "registry.txt"
    assert "\n".join(found) + "\n" == golden.read_text("utf-8")


def test_everything_registered_explains_itself() -> None:
    things = [e.find for _name, e in extractors.items()]
    documented = [*things, *(f for _n, f in formats.items()), *(m for _n, m in measures.items())]
    assert all(inspect.getdoc(thing) for thing in documented)


def test_a_registry_refuses_a_second_thing_of_one_name_and_suggests_the_nearest() -> None:
    registry: Registry[int] = Registry("number", "workbench.locales")
    registry._complete = True
    registry.add("one", 1)
    with pytest.raises(ValueError, match="twice"):
        registry.add("one", 2)
    with pytest.raises(UnknownName, match="did you mean “one”"):
        registry["on"]


def test_no_file_outgrows_its_room() -> None:
    root = Path(__file__).parents[1] / "workbench"
    long = [p.name for p in root.rglob("*.py") if len(p.read_text("utf-8").split("\n")) > 400
            and p.name != "tables.py"]  # fmt: skip
    assert long == []
