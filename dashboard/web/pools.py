"""How much heavy work is done at once: a pool for each kind, so that none waits for another kind.

Heavy is what may cost more than the view of somebody who clicks, which waits for nothing here.

Who works, or waits for a turn, holds a thread of a worker of the web. So each pool has few places
in a worker, and all together fewer than it has threads: pages and ``/health`` find one free.
Turns are shared by all workers, as they share the memory and the processors of one machine. Who
has one lets views go first (:mod:`dashboard.web.courtesy`); a portrait, before every section.
"""

import fcntl
import os
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from dashboard.web.courtesy import VIEWS

#: Seconds to wait for a turn, and between two looks.
PATIENCE, LOOK = 10, 0.02


class BusyError(Exception):
    """So much of this kind is being made, or is waited for, that this one is to come back."""


class Pool:
    """``with pool.at_work(): …``; raises BusyError.

    places: of one process, for who has a turn and who waits for it; more are refused at once.
    turns: those who work at the same time, of all processes that are forked after this was made.
    """

    def __init__(self, places: int, turns: int):
        self.places, self.turns = places, turns
        self._places = BoundedSemaphore(places)
        # A turn is a lock on a byte of a file. Between processes the system keeps it, and lets go
        # of it when a worker is killed; between the threads of one, the set of what is free does.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as this is in use)
        weakref.finalize(self, self._file.close)
        self._free = set(range(turns))
        self._lock = Lock()
        # Held by who is next in this process: the others wait for it, and only it looks.
        self._next = Lock()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """A place and a turn; views that are being answered go first."""
        with self.place(), self.turn():
            VIEWS.give_way()
            yield

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in this process, where there is one."""
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn, within :data:`PATIENCE`."""
        late = time.monotonic() + PATIENCE
        if not self._next.acquire(timeout=PATIENCE):
            raise BusyError
        try:
            while (turn := self._take()) is None:
                if time.monotonic() >= late:
                    raise BusyError
                time.sleep(LOOK)
        finally:
            self._next.release()
        try:
            yield
        finally:
            self._give_back(turn)

    def _take(self) -> int | None:
        with self._lock:
            for turn in self._free:
                try:
                    fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, turn)
                except OSError:
                    continue
                self._free.remove(turn)
                return turn
        return None

    def _give_back(self, turn: int) -> None:
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, turn)
            self._free.add(turn)


PROCESSORS = os.cpu_count() or 2
#: A Chromium each, which takes much memory: how many at once is a setting (``TECHNIEK_PDFS``).
#: One worker may get all requests, so its places alone let some wait.
PDF_PLACES = 4
SLIDES, SHEETS = Pool(places=4, turns=2), Pool(places=4, turns=2)
#: Pictures of links, asked by machines.
PREVIEWS = Pool(places=2, turns=1)
#: Made in the web process itself, within a second, and seen by many: embedded maps.
DRAWINGS = Pool(places=6, turns=PROCESSORS)
#: Half a second of a processor each, also with a table that somebody brings along. Two a processor:
#: with one they came too seldom beside many views, without a bound later still.
PORTRAITS = Pool(places=12, turns=2 * PROCESSORS)
#: Words at every limit, shapes of a layout of somebody's own: what scripts ask beside a view.
BESIDES = Pool(places=4, turns=PROCESSORS)
#: Questions to the open data interface: some have megabytes of answer.
QUESTIONS = Pool(places=6, turns=PROCESSORS)
#: Files of places of a visitor's own: up to 1 MB each, of which anything can be wrong.
UPLOADS = Pool(places=3, turns=1)
#: Geometry with figures: megabytes of memory each, in the web process itself.
LAYERS = Pool(places=4, turns=2)
#: Where one offer more helps most: up to 400 MB each, beside the web.
SUGGESTIONS = Pool(places=3, turns=1)
#: All of them, but for that of PDFs, whose turns are a setting.
POOLS = (
    *(SLIDES, SHEETS, PREVIEWS, DRAWINGS, PORTRAITS, BESIDES, QUESTIONS, UPLOADS),
    *(LAYERS, SUGGESTIONS),
)
#: Threads of a worker that can be held by all of this.
MOST_PLACES = PDF_PLACES + sum(pool.places for pool in POOLS)
