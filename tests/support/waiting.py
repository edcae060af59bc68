"""Waiting for what happens in another process, and asking a server all the while."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Seconds that anything may take on a machine that is busy, and between two looks.
LONG, LOOK = 60, 0.02


def wait_for(there: Callable[[], bool]) -> None:
    """Until something is so; a test fails that waits for it too long."""
    late = time.monotonic() + LONG
    while not there() and time.monotonic() < late:
        time.sleep(LOOK)
    assert there()


@contextmanager
def asking(
    *people: Callable[[], tuple[int, object]], pause: float = LOOK
) -> Iterator[list[tuple[int, object]]]:
    """Each of some people asks again and again, until the end; ``people`` give status and body. A
    server that is not there has status 0. pause: seconds between an answer and what is asked next.
    """
    answers: list[tuple[int, object]] = []
    end = threading.Event()

    def ask(once: Callable[[], tuple[int, object]]) -> None:
        while not end.wait(pause):
            try:
                answers.append(once())
            except OSError as error:
                answers.append((0, repr(error)))

    threads = [threading.Thread(target=ask, args=(once,)) for once in people]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        end.set()
        for thread in threads:
            thread.join()
