"""The thread that holds the database: one session, one thing at a time, in the order of asking."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """Calls use cases away from the screen's thread, so that no key waits for the disk."""

    def __init__(self, open_session: Callable[[], Session]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._session = self._thread.submit(open_session).result()

    @property
    def session(self) -> Session:
        """Whose session it is; its store belongs to the desk's own thread."""
        return self._session

    async def ask(
        self,
        use_case: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a use case with the session and give back what it returns or raises."""
        future = self._thread.submit(use_case, self._session, *args, **kwargs)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Finish what is under way and close the database."""
        self._thread.submit(self._session.store.close).result()
        self._thread.shutdown()
