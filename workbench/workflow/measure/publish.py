"""Writing the page of a report to a file, which is replaced whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import Refused
from workbench.files import replacing
from workbench.messages import _
from workbench.report import render
from workbench.workflow.measure.page import page
from workbench.workflow.measure.places import LIMIT

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.workflow.measure.report import Report
    from workbench.workflow.session import Session


def write_page(session: Session, report: Report, target: Path, *, limit: int = LIMIT) -> None:
    """Write the page of a report of all measures; Refused says why it cannot be.

    A link stays, and the file that it leads to is replaced. What is there and no file, such as a
    pipe or a device, is written to.
    """
    made = render(page(session, report, limit=limit)).encode()
    try:
        with replacing(target) as stream:
            stream.write(made)
    except OSError as error:
        text = _("{path} cannot be written: {error}.")
        raise Refused(text.format(path=target, error=error.strerror)) from error
