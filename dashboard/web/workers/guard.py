"""Runs a command and leaves nothing of it behind: ``guard.py LIFELINE SECONDS COMMAND…``.

The command gets a folder of its own for all that is temporary, and a processor where no page needs
it. It is ended, with all that it started, when it is late (status 124), when
this process is asked to end, and when nobody holds the other end of the pipe ``LIFELINE``, a
number: the system lets go of that end for a web process that was killed. The folder goes last.

Status is that of the command; 128 and the number of the signal where one ended it, as in a shell.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from threading import Thread

LATE = 124
#: As polite as can be.
NICE = 19
#: Seconds to wait until the last process is gone, so that it writes nothing in a folder that is
#: being removed.
LAST = 5.0
#: How a system says that a group has nobody left; macOS has the second one for who only waits to be
#: asked how it ended.
NOBODY = (ProcessLookupError, PermissionError)


def guarded(lifeline: int, seconds: float, command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # Not between the start of the command and the place where it is ended.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    with tempfile.TemporaryDirectory(prefix="techniek-", ignore_cleanup_errors=True) as folder:
        environment = os.environ | {"TMPDIR": folder}
        process = subprocess.Popen(command, env=environment, process_group=0, preexec_fn=_begin)
        Thread(target=_end_with, args=(lifeline, process.pid), daemon=True).start()
        try:
            _listen()
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = LATE
        finally:
            _end(process.pid)
            process.wait()
            _await_last(process.pid)
    return status if status >= 0 else 128 - status


def _begin() -> None:
    """The command alone comes last: who ends it, when it is late, is not late too."""
    _listen()
    _come_last()


def _come_last() -> None:
    """Take a processor only where nobody else wants it. To be nice is not enough: where it may, a
    Chromium makes itself less nice than the pages are.

    Linux compares processes within a session (see sched(7), autogroup), so who starts this one, and
    what it starts, stay in the session of the web process.
    """
    os.nice(NICE)
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):  # not every container may
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _listen() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _end_with(lifeline: int, group: int) -> None:
    os.read(lifeline, 1)
    _end(group)


def _end(group: int) -> None:
    with suppress(*NOBODY):
        os.killpg(group, signal.SIGKILL)


def _await_last(group: int) -> None:
    late = time.monotonic() + LAST
    with suppress(*NOBODY):
        while time.monotonic() < late:
            os.killpg(group, 0)
            time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(guarded(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]))
