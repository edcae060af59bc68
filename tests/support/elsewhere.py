"""What another process holds, as another worker would."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager


@contextmanager
def held_elsewhere(hold: Callable[[], AbstractContextManager]) -> Iterator[None]:
    """Held by a process that is forked from this one, until the context ends and it is killed."""
    hers, mine = os.pipe()
    child = os.fork()
    if not child:
        # It never goes on as a second run of the tests, and ends when nobody ends it.
        signal.alarm(60)
        try:
            with hold():
                os.write(mine, b"x")
                signal.pause()
        finally:
            os._exit(1)
    os.close(mine)
    try:
        assert os.read(hers, 1)
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(hers)
