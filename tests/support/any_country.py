"""The grid with anything on it, for properties that hold on any map."""

import numpy as np
from hypothesis import strategies as st

from geodata.vocabulary import TRACKS
from tests.support import grid

places = st.integers(0, 15_000).map(float)


@st.composite
def countries(draw):
    """The grid with young people, sites and offers anywhere."""
    young = draw(st.lists(st.integers(0, 50), min_size=9, max_size=9))
    homes = grid.homes().assign(young_2021=[float(count) for count in young])
    sites = grid.sites().assign(municipality=draw(st.permutations(["west", "east", "east", None])))
    sites.loc[:2, "x"] = draw(st.lists(places, min_size=3, max_size=3))
    sites.loc[:2, "y"] = draw(st.lists(places, min_size=3, max_size=3))
    sites["has_vmbo"] = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    offer = st.tuples(
        st.sampled_from(sites["code"].tolist()),
        st.sampled_from(["BWI", "PIE", "MT", "MVI", "DP"]),
        st.sampled_from(TRACKS),
    )
    found = draw(st.lists(offer, min_size=1, max_size=10, unique=True))
    offers = grid.offers([(*key, None, True) for key in found])
    metres = st.lists(st.integers(0, 20_000), min_size=27, max_size=27)
    # No ride is shorter than the straight line.
    ends = (homes[["x", "y"]].to_numpy(float), sites.loc[:2, ["x", "y"]].to_numpy(float))
    line = np.hypot(*(ends[0][:, None] - ends[1][None]).transpose(2, 0, 1))
    rides = grid.rides(np.maximum(draw(metres), line.ravel()).astype(np.float32).reshape(9, 3))
    return grid.country(homes=homes, sites=sites, offers=offers, distances=rides)
