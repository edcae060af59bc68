"""Whether a server goes on answering while it is attacked."""

import time
from http.client import HTTPException
from threading import Event, Thread
from types import TracebackType

from tests.attack.target import Target

PATH = "/health"
#: Seconds between two questions.
PAUSE = 0.1


class HealthWatch:
    """Asks ``/health`` for as long as the context lasts, each time on a connection of its own.

    timeout: seconds that an answer may take; later, or another than 200, counts in ``failed``, one
    of 500 and up in ``server_errors`` too. ``longest`` is in seconds, of the answers and of what
    was given up on.
    """

    def __init__(self, target: Target, timeout: float = 5):
        self.target, self.timeout = target, timeout
        self.longest, self.answered, self.failed, self.server_errors = 0.0, 0, 0, 0
        self._end = Event()
        self._thread = Thread(target=self._watch)

    def _watch(self) -> None:
        while not self._end.wait(PAUSE):
            start = time.perf_counter()
            try:
                status = self.target.ask(PATH, self.timeout).status
            except (OSError, HTTPException):
                status = 0
            self.longest = max(self.longest, time.perf_counter() - start)
            self.answered += status == 200
            self.failed += status != 200
            self.server_errors += status >= 500

    def __enter__(self) -> "HealthWatch":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end.set()
        self._thread.join()
