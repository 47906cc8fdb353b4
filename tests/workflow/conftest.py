"""A project in which curators differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import TEXT, incoming
from tests.workflow.casework import CAPITAL, CITY, COUNT, MINISTRY, OLD, SHORT, WRONG, submit
from workbench.workflow import suggest
from workbench.workflow.ingest import ingest

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session


@pytest.fixture
def opened(
    open_as: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Session]:
    """A project of two articles in which nothing is suggested; the lead joined first."""
    monkeypatch.setattr(suggest, "versions", lambda: {"zones": "1"})
    # No cluster is drawn for audit, unless a test asks for it.
    monkeypatch.setattr("workbench.curation.clusters.AUDIT_SHARE", 0)
    lead = open_as("lead")
    other = "خبر ثان عن فاس\n\nقال محمد حصاد في فاس إن الرقم 2720 صحيح.\n"
    list(ingest(lead, iter([incoming(TEXT, "one.txt"), incoming(other, "two.txt")])))
    for article in lead.store.article_ids():
        lead.store.add_run("zones", "1", lead.scheme.fingerprint, {article: []})
    return open_as


@pytest.fixture
def team_of_three(opened: Callable[[str], Session]) -> Callable[[str], Session]:
    """Three who submitted the first article and differ in the ministry, the capital, the count."""
    submit(opened("basma"), MINISTRY, COUNT, CITY, CAPITAL)
    submit(opened("chadia"), SHORT, COUNT, CITY, OLD)
    submit(opened("dalal"), SHORT, WRONG, CITY)
    return opened
