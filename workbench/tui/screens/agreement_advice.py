"""What to do where nothing can be measured yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import N_, _

if TYPE_CHECKING:
    from workbench.workflow.session import Session

_IMPORT = N_("There are no articles yet. Leave with q and run `workbench import FOLDER`.")
_ALONE = N_(
    "Only one curator works in this project. Another joins by working in the same file, with "
    "`workbench --curator NAME`; what she did in a file of her own comes in with `workbench merge "
    "FILE`."
)
_SHARE = N_(
    "Two curators must submit the same articles: `workbench assign --to NAME --to NAME` asks them. "
    "What others marked counts here once all who take part in an article have submitted it, you "
    "among them."
)


def advice(session: Session) -> str:
    """What a project needs so that agreement can be measured."""
    if not session.store.progress(session.curator)[0]:
        return _(_IMPORT)
    return _(_ALONE if len(session.store.curators()) < 2 else _SHARE)
