"""A trained model as bytes: a line of JSON that says what it is, then what the library reads.

Invariant: everything but the library's own part is checked here, without the library: bytes whose
hash is not the recorded one, and models of another version, are refused in a sentence.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from workbench.errors import ModelError
from workbench.extract.learned.calibration import Calibration
from workbench.extract.learned.features import VERSION
from workbench.messages import _

FORMAT = f"workbench.crf/{VERSION}"
_LONGEST_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Model:
    """A tagger: the library's bytes, its calibration, and whether it is stacked on the base."""

    crf: bytes
    calibration: Calibration
    stacked: bool = False

    def to_bytes(self) -> bytes:
        """The model as it is stored."""
        head = {
            "format": FORMAT,
            "slope": self.calibration.slope,
            "shift": self.calibration.shift,
            "stacked": self.stacked,
        }
        return json.dumps(head).encode() + b"\n" + self.crf


def digest(data: bytes) -> str:
    """The hash that is recorded beside a model: SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def checked(data: bytes, recorded: str) -> bytes:
    """The bytes of a model whose hash is the recorded one; ModelError otherwise."""
    if digest(data) != recorded:
        text = _("The learned model is damaged and is not used; train again to replace it.")
        raise ModelError(text)
    return data


def read_model(data: bytes) -> Model:
    """A stored model; ModelError where it is none, or one of another version."""
    head, newline, _crf = data[:_LONGEST_HEAD].partition(b"\n")
    try:
        fields = json.loads(head)
        found = fields["format"]
        calibration = Calibration(float(fields["slope"]), float(fields["shift"]))
        stacked = bool(fields["stacked"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelError(_("This is not a model of the workbench.")) from None
    if not newline or found != FORMAT:
        text = _("The model is of another version ({found}; this workbench uses {known}); "
                 "train again to replace it.")  # fmt: skip
        raise ModelError(text.format(found=str(found)[:40], known=FORMAT))
    return Model(data[len(head) + 1 :], calibration, stacked)
