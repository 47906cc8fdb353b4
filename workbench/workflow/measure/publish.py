"""Writing the page of a report to a file, which is replaced whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import Refused
from workbench.messages import _
from workbench.report import render
from workbench.workflow.measure.page import page
from workbench.workflow.measure.places import LIMIT

if TYPE_CHECKING:
    from workbench.workflow.measure.report import Report
    from workbench.workflow.session import Session


def write_page(session: Session, report: Report, target: Path, *, limit: int = LIMIT) -> None:
    """Write the page of a report of all measures; Refused says why it cannot be.

    A link stays, and the file that it leads to is replaced. What is there and no file, such as a
    pipe or a device, is written to.
    """
    made = render(page(session, report, limit=limit)).encode()
    try:
        try:
            mode = target.stat().st_mode
        except FileNotFoundError:
            mode = None
        if mode is not None and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            target.write_bytes(made)
        else:
            _replace(Path(os.path.realpath(target)), made, mode)
    except OSError as error:
        text = _("{path} cannot be written: {error}.")
        raise Refused(text.format(path=target, error=error.strerror)) from error


def _replace(target: Path, made: bytes, mode: int | None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    with part.open("xb") as stream:
        try:
            if mode is not None:
                part.chmod(stat.S_IMODE(mode))
            stream.write(made)
            stream.flush()
            os.fsync(stream.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
