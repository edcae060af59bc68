"""What is made beside a build is the same wherever it is made, and so is what goes wrong."""

import math
import os
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from geodata.build.beside import beside
from geodata.errors import DataError


def refused(text: str) -> None:
    raise DataError(text)


@pytest.mark.parametrize("worth_it", [False, True])
def test_result_and_error_reach_who_asked(worth_it):
    with beside(worth_it, math.__name__) as other:
        root, where = other.submit(math.sqrt, 9.0), other.submit(os.getpid)
        wrong = other.submit(refused, "which file, and why")
        assert root.result() == 3.0
        assert (where.result() == os.getpid()) is not worth_it
        with pytest.raises(DataError, match="which file, and why"):
            wrong.result()


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def wait(begun: Path, heard: Path) -> None:
    begun.touch()
    wait_for(heard)


def test_an_error_does_not_wait_for_what_is_made_beside(tmp_path):
    begun, heard = tmp_path / "begun", tmp_path / "heard"
    with pytest.raises(DataError), beside(True, math.__name__) as other:
        waiting = [other.submit(wait, begun, heard) for _ in range(8)]
        wait_for(begun)
        raise DataError("which file, and why")
    assert not waiting[0].done()
    with pytest.raises(CancelledError):
        waiting[-1].result(timeout=30)
    heard.touch()
    waiting[0].result()
