"""The thread that holds the database: one session, one thing at a time, in the order of asking.

What takes long and changes nothing that a key may ask for is done apart, in a thread and with a
session of its own, so that nobody waits for it.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from workbench.errors import StoreError
from workbench.workflow.session import refuse_lost

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.session import Session

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """Calls use cases away from the screen's thread, so that no key waits for the disk.

    Each is refused where the database is no longer where it was opened.
    """

    def __init__(self, open_session: Callable[[], Session]) -> None:
        self._open_session = open_session
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
        future = self._thread.submit(_checked(use_case), self._session, *args, **kwargs)
        return await asyncio.wrap_future(future)

    def apart(
        self,
        use_case: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Future[R]:
        """Run a use case in a thread of its own, with a session that nobody else has.

        It does not keep the program from ending.
        """
        future: Future[R] = Future()
        future.set_running_or_notify_cancel()

        def run() -> None:
            try:
                session = self._open_session()
                try:
                    result = use_case(session, *args, **kwargs)
                finally:
                    session.store.close()
            except BaseException as error:  # noqa: BLE001 - it is raised where the answer is awaited
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=run, name="apart", daemon=True).start()
        return future

    async def ask_apart(
        self,
        use_case: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """`ask`, but apart: other requests do not wait."""
        await self.ask(refuse_lost)
        return await asyncio.wrap_future(self.apart(use_case, *args, **kwargs))

    def close(self) -> str:
        """Finish what is under way and close the database; what is wrong with it, if anything."""
        try:
            self._thread.submit(refuse_lost, self._session).result()
        except StoreError as error:
            wrong = str(error)
        else:
            wrong = ""
        self._thread.submit(self._session.store.close).result()
        self._thread.shutdown()
        return wrong


def _checked(
    use_case: Callable[Concatenate[Session, P], R],
) -> Callable[Concatenate[Session, P], R]:
    """A use case that is refused where the database was lost."""

    def carried_out(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        refuse_lost(session)
        return use_case(session, *args, **kwargs)

    return carried_out
