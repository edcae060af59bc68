"""What a build makes in a process of its own, while it goes on with the rest."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


class Here(Executor):
    """Does it at once, where it is asked: for what is done before a process has started."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


def beside(worth_a_process: bool) -> Executor:
    """Where to ask for it; leaving its ``with`` waits until it is done."""
    # Fresh: a fork of a process with threads may hang on a lock.
    return ProcessPoolExecutor(1, get_context("spawn")) if worth_a_process else Here()
