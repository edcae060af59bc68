"""The estimate as a file: what was written is what is read."""

import numpy as np
import pytest
import shapely

from geodata.errors import DataError
from geodata.travel import estimate_file
from geodata.travel.estimate import Estimate
from tests.support import small_country as small


@pytest.fixture(scope="module")
def country() -> Estimate:
    return small.country()


def test_an_estimate_that_was_written_and_read_is_the_same_one(country, tmp_path):
    facts = estimate_file.write(country, tmp_path / estimate_file.NAME)
    again = estimate_file.read(tmp_path)
    assert facts["rows"] == len(country.network.x)
    for name in ("x", "y"):
        assert np.array_equal(getattr(again.network, name), getattr(country.network, name))
    assert np.array_equal(again.network.metres.toarray(), country.network.metres.toarray())
    assert np.array_equal(again.barriers.water, country.barriers.water)
    assert again.barriers.corner == country.barriers.corner
    assert shapely.equals_exact(again.barriers.waterways, country.barriers.waterways)
    assert np.array_equal(again.crossing_ends, country.crossing_ends)


def test_it_gives_the_same_distances(country, tmp_path):
    estimate_file.write(country, tmp_path / estimate_file.NAME)
    again = estimate_file.read(tmp_path)
    points = small.at(*np.random.default_rng(6).uniform(0, 55_000, (30, 2)))
    pairs = np.indices((30, 30)).reshape(2, -1)
    for one, other in zip(
        country.pairs(points, points, *pairs), again.pairs(points, points, *pairs), strict=True
    ):
        assert np.array_equal(one, other)


def test_equal_estimates_give_equal_bytes(country, tmp_path):
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    assert estimate_file.write(country, one) == estimate_file.write(small.country(), other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"no estimate", b"half"])
def test_a_damaged_file_is_refused(country, tmp_path, content):
    path = tmp_path / estimate_file.NAME
    estimate_file.write(country, path)
    whole = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(whole[: len(whole) // 2] if content == b"half" else content)
    with pytest.raises(DataError, match="cannot be read.*python -m geodata build"):
        estimate_file.read(tmp_path)
