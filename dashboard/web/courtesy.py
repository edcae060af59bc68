"""Views come first, and in order: few of a process are worked out at once, the others wait for
their turn, and who draws a file or a long page in the web process lets them go before it.

Threads of one process run Python in turns of milliseconds. So what is worked out beside other work
takes as much longer as there is of it: of forty views at once, all are as late as the last one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Condition, Lock, get_ident

#: Views that are worked out at once: with more, each is only later. One alone answers as many, but
#: one that takes long then holds up all others.
AT_ONCE = 2
#: Seconds that a drawing waits at most, each time that it gives way: views in an endless row do not
#: keep it from its end.
PATIENCE = 0.05


class Courtesy:
    """``with views.answered(): …`` on the one side, ``views.give_way()`` now and then on the other.

    Of one process: each has its own threads.
    """

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE):
        self._at_once, self._patience = at_once, patience
        self._lock = Lock()
        #: Threads that answer a view, in order of arrival, each with what tells it that it moved
        #: up: the first few have a turn.
        self._row: dict[int, Condition] = {}
        self._nobody = Condition(self._lock)

    @contextmanager
    def answered(self) -> Iterator[None]:
        """A view, as long as it is being answered; it begins when those before it leave it a turn.

        What is part of a view, in its own thread, waits for nothing.
        """
        me = get_ident()
        if me in self._row:
            yield
            return
        with self._lock:
            self._row[me] = moved_up = Condition(self._lock)
        try:
            with self._lock:
                moved_up.wait_for(lambda: me in islice(self._row, self._at_once))
            yield
        finally:
            with self._lock:
                del self._row[me]
                for one in islice(self._row.values(), self._at_once):
                    one.notify()
                if not self._row:
                    self._nobody.notify_all()

    @property
    def are_answered(self) -> bool:
        return bool(self._row)

    def give_way(self) -> None:
        """Wait until no view is being answered, no longer than the patience lasts."""
        with self._lock:
            self._nobody.wait_for(lambda: not self.are_answered, self._patience)


VIEWS = Courtesy()
