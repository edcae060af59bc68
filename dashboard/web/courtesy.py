"""Views come first: who draws a file in the web process lets those being answered go before it.

Threads of one process run Python in turns of milliseconds, so a view beside a long drawing takes
twice as long. The drawing has time: somebody waits seconds for the file anyway.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

#: Seconds that a drawing waits at most, each time that it gives way: views in an endless row do not
#: keep it from its end.
PATIENCE = 0.1


class Courtesy:
    """``with views.answered(): …`` on the one side, ``views.give_way()`` now and then on the other.

    Of one process: each has its own threads.
    """

    def __init__(self, patience: float = PATIENCE):
        self._patience = patience
        self._answered = 0
        self._changed = Condition()

    @contextmanager
    def answered(self) -> Iterator[None]:
        """A view, as long as it is being answered."""
        with self._changed:
            self._answered += 1
        try:
            yield
        finally:
            with self._changed:
                self._answered -= 1
                self._changed.notify_all()

    @property
    def are_answered(self) -> bool:
        return self._answered > 0

    def give_way(self) -> None:
        """Wait until no view is being answered, no longer than the patience lasts."""
        with self._changed:
            self._changed.wait_for(lambda: not self.are_answered, self._patience)


VIEWS = Courtesy()
