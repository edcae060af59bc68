"""Pairs of homes and sites: whichever way they are looked up, they are put in the same places."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.tables.pairs import in_a_row, some

HOMES, SITES = 40, 5
#: Of which homes a site has pairs.
_homes = st.sets(st.integers(0, HOMES - 1)).map(sorted)


@given(
    near=st.lists(_homes, min_size=SITES, max_size=SITES),
    sites=st.sets(st.integers(0, SITES - 1)).map(sorted),
    homes=st.one_of(_homes, st.lists(st.integers(0, HOMES - 1), max_size=3, unique=True)),
)
def test_what_is_asked_is_put_where_it_stands(near, sites, homes):
    pairs = in_a_row(
        [some(np.array(of_site, int), _known(at, of_site)) for at, of_site in enumerate(near)]
    )
    steps = np.zeros((len(sites), len(homes)), np.uint16)
    row_of, column = np.full(SITES, -1), np.full(HOMES, -1)
    row_of[sites], column[homes] = np.arange(len(sites)), np.arange(len(homes))
    pairs.put(steps, row_of, column)
    told = [[_step(site, home) if home in near[site] else 0 for home in homes] for site in sites]
    assert steps.tolist() == told


def _known(site: int, homes: list[int]) -> np.ndarray:
    return np.array([_step(site, home) for home in homes], np.uint16)


def _step(site: int, home: int) -> int:
    """Another one of every pair."""
    return 1 + site * HOMES + home
