"""What a worker drops goes back to the machine, where its C library can be asked for that."""

import platform
import subprocess
import sys

import pytest

from dashboard.web import memory

#: Threads each fill and drop arrays, as views do; what is left is more than before by so many MB.
FILL = """
import os, threading
import numpy as np
import psutil
from dashboard.web.memory import give_back
if {asked}: assert give_back()
own = psutil.Process(os.getpid())
def view():
    kept = [np.ones(300_000) for _ in range(20)]
before = own.memory_info().rss
for _ in range(4):
    threads = [threading.Thread(target=view) for _ in range(8)]
    [one.start() for one in threads]
    [one.join() for one in threads]
print((own.memory_info().rss - before) >> 20)
"""


def left(asked: bool) -> int:
    done = subprocess.run(
        [sys.executable, "-c", FILL.format(asked=asked)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_large_arrays_go_back_when_they_are_dropped():
    assert left(asked=True) < 30


def test_another_c_library_is_left_alone(monkeypatch):
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: object())
    assert memory.give_back() is False
