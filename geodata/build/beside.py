"""What a build makes in processes of its own, while it goes on with the rest."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from typing import Any

#: With the build itself one more than there mostly are cores, so that none waits for another.
PROCESSES = 2


class Here(Executor):
    """Does it at once, where it is asked: for what is done before a process has started."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


@contextmanager
def beside(worth_it: bool, module: str) -> Iterator[Executor]:
    """Where to ask for it; leaving waits until it is done, but with an error, which is to be read
    at once. Its processes begin at once, with the module of what they will be asked: that takes
    them a second."""
    if not worth_it:
        yield Here()
        return
    # Fresh: a fork of a process with threads may hang on a lock.
    processes = ProcessPoolExecutor(PROCESSES, get_context("spawn"), import_module, (module,))
    try:
        for _ in range(PROCESSES):
            processes.submit(int)
        yield processes
    except BaseException:
        processes.shutdown(wait=False, cancel_futures=True)
        raise
    processes.shutdown()
