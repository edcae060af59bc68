"""Heavy work for a file, in a short-lived process of its own: so the web process stays small.

Few run at once and none for long; what was made is kept for the next who asks the same.
"""

import hashlib
import logging
import os
import signal
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from threading import BoundedSemaphore, Lock

from flask import Response

from dashboard.texts import Texts

LOG = logging.getLogger(__name__)
WORKERS = Path(__file__).parent / "workers"
#: Files that are made at once by one web process, and how long one may take, in seconds.
AT_ONCE, LONGEST = 2, 40
#: Seconds to wait for a turn to draw.
PATIENCE = 3
#: Bytes of files that are kept.
KEPT_BYTES = 3_000_000
#: Seconds after which it is worth asking again.
RETRY = 5


class BusyError(Exception):
    """So many files are being made that this one has to wait."""


class FailedError(Exception):
    """A file could not be made; the text is for the log."""


_running = BoundedSemaphore(AT_ONCE)
_drawing = BoundedSemaphore(AT_ONCE)
_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def run(worker: str, job: bytes, *arguments: str) -> bytes:
    """What a worker makes of a job: the file on its standard output.

    worker: a file in ``workers``, run without anything of this package.
    """
    key = f"{worker}:{hashlib.sha256(job).hexdigest()}"
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    if not _running.acquire(blocking=False):
        raise BusyError
    try:
        content = _output([sys.executable, "-I", str(WORKERS / f"{worker}.py"), *arguments], job)
    finally:
        _running.release()
    _keep(key, content)
    return content


@contextmanager
def turn() -> Iterator[None]:
    """A turn to draw in the web process itself: few at once, so that pages still come through."""
    if not _drawing.acquire(timeout=PATIENCE):
        raise BusyError
    try:
        yield
    finally:
        _drawing.release()


def _output(command: list[str], job: bytes) -> bytes:
    """Output of a command; after :data:`LONGEST` it is ended with all that it started."""
    with subprocess.Popen(
        command, stdin=PIPE, stdout=PIPE, stderr=PIPE, start_new_session=True
    ) as process:
        try:
            content, errors = process.communicate(job, timeout=LONGEST)
        except subprocess.TimeoutExpired as late:
            os.killpg(process.pid, signal.SIGKILL)
            raise FailedError(f"{command[-1]}: not ready in {LONGEST} s") from late
    if process.returncode or not content:
        raise FailedError(errors.decode("utf-8", "replace")[-2000:])
    return content


def _keep(key: str, content: bytes) -> None:
    """The newest stay, up to so many bytes together."""
    with _lock:
        _kept[key] = content
        while len(_kept) > 1 and sum(map(len, _kept.values())) > KEPT_BYTES:
            _kept.popitem(last=False)


def busy(texts: Texts) -> Response:
    """The answer to who has to wait."""
    text = texts("export.busy", seconds=RETRY)
    return Response(text, 503, {"Retry-After": str(RETRY)}, mimetype="text/plain")


def failed(texts: Texts, why: FailedError) -> Response:
    """The answer when a file was not made in time; why is for the log only."""
    LOG.error("export: %s", why)
    text = texts("export.failed")
    return Response(text, 503, {"Retry-After": str(LONGEST)}, mimetype="text/plain")


def answer(texts: Texts, worker: str, job: bytes, *arguments: str) -> bytes | Response:
    """What a worker makes, or the answer that says why it is not there."""
    try:
        return run(worker, job, *arguments)
    except BusyError:
        return busy(texts)
    except FailedError as why:
        return failed(texts, why)
