"""What is made beside a build is the same wherever it is made, and so is what goes wrong."""

import math
import os

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
