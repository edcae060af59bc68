"""Heavy work, in a short-lived process of its own: so the web process stays small.

Of each kind few run at once (:mod:`dashboard.web.pools`) and none for long: who asked hears within
a minute, in which many give up, that a file is not there. What was made is kept for the next who
asks the same, and who asks it while it is being made waits for that one.
"""

import hashlib
import logging
import os
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from subprocess import PIPE
from threading import Lock
from typing import TypeVar

from flask import Response

from dashboard.texts import Texts
from dashboard.web.pools import BusyError, Pool
from dashboard.web.refused import refused

Body = TypeVar("Body", str, bytes)
Answer = TypeVar("Answer")

LOG = logging.getLogger(__name__)
WORKERS = Path(__file__).parent / "workers"
#: Seconds that a worker may take, and that its end may take after that.
LONGEST, END = 30, 10
#: Seconds from when a file is asked until it is there or is not: to wait for a turn, to draw what a
#: worker reads, and that worker with its end.
IN_ALL = 45
#: Bytes of files that are kept.
KEPT_BYTES = 3_000_000
#: Seconds after which it is worth asking again.
RETRY = 5
#: Characters of the errors of a worker that go in the log.
MOST_LOGGED = 2_000
#: Statuses of a worker that was late, or that the system ended: out of memory, or at its own end.
PASSING = {124: "late", 137: "killed", 143: "ended"}


class FailedError(Exception):
    """A file could not be made this time; the text is for the log."""


class BrokenError(Exception):
    """A file can not be made before somebody mends the server; the text is for the log."""


class Deadline:
    """Until when who asked a file waits for it.

    seconds: from now on; :data:`IN_ALL` where it is None. clock: what says them.
    """

    def __init__(self, seconds: float | None = None, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._end = clock() + (IN_ALL if seconds is None else seconds)

    @property
    def left(self) -> float:
        """Seconds; below zero once it has passed."""
        return self._end - self._clock()

    def keep(self) -> None:
        """Go on as long as there is time: raises FailedError once there is none."""
        if self.left <= 0:
            raise FailedError("late before a worker had it")


_kept: OrderedDict[str, bytes] = OrderedDict()
_being_made: dict[str, Future[bytes]] = {}
#: The last fault of each worker that is in the log.
_logged: dict[str, str] = {}
_lock = Lock()


def drawn(
    texts: Texts, pool: Pool, draw: Callable[[], Body], *, is_page: bool = False
) -> Body | Response:
    """What is drawn in the web process itself, or the answer that says why it is not there.

    is_page: whether somebody waits in front of it, whose browser then asks again by itself.
    """

    def within() -> Body:
        with pool.at_work():
            return draw()

    return unless_busy(texts, within, is_page=is_page)


def unless_busy(
    texts: Texts, answer: Callable[[], Answer], *, is_page: bool = False
) -> Answer | Response:
    """An answer of which a part may need a pool, or the one that says why it is not there."""
    try:
        return answer()
    except BusyError:
        refusal = busy(texts)
        if is_page:
            refusal.headers["Refresh"] = str(RETRY)
        return refusal


def answer(
    texts: Texts,
    pool: Pool,
    worker: str,
    job: Callable[[], bytes],
    *arguments: str,
    keeps: bool = True,
    deadline: Deadline | None = None,
) -> bytes | Response:
    """What :func:`made` makes, or the answer that says why it is not there."""
    try:
        return made(pool, worker, job, *arguments, keeps=keeps, deadline=deadline)
    except BusyError:
        return busy(texts)
    except FailedError as why:
        return failed(texts, why)
    except BrokenError as why:
        return broken(texts, worker, why)


def made(
    pool: Pool,
    worker: str,
    job: Callable[[], bytes],
    *arguments: str,
    keeps: bool = True,
    deadline: Deadline | None = None,
) -> bytes:
    """What a worker makes.

    worker: a file in ``workers``, run without anything of the web; ``job`` draws here what it
    reads, once it has a turn in the pool: who is refused, or waits in vain, costs nothing.
    keeps: whether what is made may serve who asks the same later; not where it holds what a user
    brought. deadline: one that ``job`` keeps too, where it takes long.

    Raises BusyError, FailedError or BrokenError.
    """
    deadline = deadline or Deadline()
    with pool.at_work():
        make = run if keeps else _output
        return make(worker, job(), *arguments, deadline=deadline)


def run(worker: str, job: bytes, *arguments: str, deadline: Deadline | None = None) -> bytes:
    """What a worker makes of a job: the file on its standard output.

    Raises FailedError or BrokenError.
    """
    deadline = deadline or Deadline()
    key = f"{worker}:{hashlib.sha256(job).hexdigest()}"
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
        first = key not in _being_made
        file = _being_made.setdefault(key, Future())
    if first:
        try:
            content = _output(worker, job, *arguments, deadline=deadline)
            _keep(key, content)
            file.set_result(content)
        except BaseException as error:
            file.set_exception(error)
        finally:
            with _lock:
                del _being_made[key]
    try:
        return file.result(deadline.left)
    except TimeoutError as late:
        raise FailedError(f"{worker}: late beside another who asked the same") from late


def _output(worker: str, job: bytes, *arguments: str, deadline: Deadline) -> bytes:
    """Output of a worker; a guard ends it when it is late, and also when this process is gone."""
    seconds = min(LONGEST, deadline.left - END)
    if seconds <= 0:
        raise FailedError(f"{worker}: late before it began")
    lifeline, held = os.pipe()
    program = [sys.executable, "-I"]
    guard = [*program, str(WORKERS / "guard.py"), str(lifeline), str(seconds)]
    command = [*guard, *program, str(WORKERS / f"{worker}.py"), *arguments]
    try:
        with subprocess.Popen(
            command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            process_group=0,
            pass_fds=(lifeline,),
        ) as process:
            try:
                content, errors = process.communicate(job, timeout=seconds + END)
            except subprocess.TimeoutExpired as late:
                process.kill()
                raise FailedError(f"{worker}: its guard did not end") from late
    except OSError as error:
        raise FailedError(f"{worker}: {error}") from error
    finally:
        os.close(lifeline)
        os.close(held)
    status = process.returncode
    _look_at(worker, status if status >= 0 else 128 - status, content, errors)
    return content


def _look_at(worker: str, status: int, content: bytes, errors: bytes) -> None:
    """Raises FailedError or BrokenError where a worker made nothing."""
    if content and not status:
        _logged.pop(worker, None)
        return
    if status in PASSING:
        raise FailedError(f"{worker}: {PASSING[status]}")
    last = errors.decode("utf-8", "replace")[-MOST_LOGGED:]
    raise BrokenError(f"{worker}: status {status}: {last}")


def _keep(key: str, content: bytes) -> None:
    """The newest stay, up to so many bytes together."""
    with _lock:
        _kept[key] = content
        while len(_kept) > 1 and sum(map(len, _kept.values())) > KEPT_BYTES:
            _kept.popitem(last=False)


def busy(texts: Texts) -> Response:
    """The answer to who has to wait."""
    text = texts("server.busy", seconds=RETRY)
    return refused(text, 503, texts.language, {"Retry-After": str(RETRY)})


def failed(texts: Texts, why: FailedError) -> Response:
    """The answer when a file was not made in time; why is for the log only."""
    LOG.error("export: %s", why)
    text = texts("export.failed")
    return refused(text, 503, texts.language, {"Retry-After": str(LONGEST)})


def broken(texts: Texts, worker: str, why: BrokenError) -> Response:
    """The answer where asking again is of no use; the log has a fault once, until it is mended."""
    if _logged.get(worker) != str(why):
        _logged[worker] = str(why)
        LOG.error("export: %s", why)
    return refused(texts("export.broken"), 500, texts.language)
