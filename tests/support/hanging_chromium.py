"""Programs in place of a Chromium: one that hangs and will not end, one that fails, one that is
killed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import psutil

#: Does not listen to a polite end, starts a process that does not either, and says their numbers.
#: Not for ever: a run of tests that is broken off leaves them behind.
HANGS = """#!/bin/sh
trap '' TERM HUP INT
sh -c 'trap "" TERM HUP INT; for _ in $(seq 120); do sleep 1; done' &
mkdir -p "$TMPDIR/profile" && touch "$TMPDIR/profile/lock"
echo "$$ $! $TMPDIR" > "{told}.new" && mv "{told}.new" "{told}"
for _ in $(seq 120); do sleep 1; done
"""
FAILS = """#!/bin/sh
echo "no such library" >&2
exit 127
"""
DIES = """#!/bin/sh
kill -KILL $$
"""
#: Seconds to look for what another process does.
PATIENCE = 30


def program(folder: Path, text: str) -> str:
    """A file that can be run, in place of Chromium."""
    file = folder / "chromium"
    file.write_text(text.format(told=told(folder)) if text == HANGS else text)
    file.chmod(0o755)
    return str(file)


def told(folder: Path) -> Path:
    """Where one that hangs says its process, that of its child, and its temporary folder."""
    return folder / "told"


def started(folder: Path) -> tuple[list[int], Path]:
    """The processes of one that hangs and its folder, once it has started."""
    assert comes_true(told(folder).exists)
    parent, child, temporary = told(folder).read_text().split()
    return [int(parent), int(child)], Path(temporary)


def is_running(process: int) -> bool:
    """Whether a process is there, and not only until somebody asks how it ended."""
    try:
        return psutil.Process(process).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def comes_true(what: Callable[[], bool]) -> bool:
    """Whether something is so within :data:`PATIENCE`."""
    late = time.monotonic() + PATIENCE
    while not what() and time.monotonic() < late:
        time.sleep(0.02)
    return what()


def all_gone(processes: list[int], temporary: Path) -> bool:
    """Whether nothing is left of one that hung."""
    return not any(map(is_running, processes)) and not os.path.exists(temporary)
