"""Where the names of places stand on the maps."""

import math

import numpy as np
import pytest

from dashboard.drawing.place_names import name_candidates
from dashboard.drawing.shapes import Frame
from dashboard.figures.places import NAMED, place_of_home, places
from dashboard.messages.ground import ground

#: Longitude and latitude of the middle of a town: Dam, Coolsingel, Binnenhof.
MIDDLES = {
    "Amsterdam": (4.893, 52.373),
    "Rotterdam": (4.479, 51.922),
    "'s-Gravenhage": (4.313, 52.080),
}


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[0] - other[0]) * 111.3 * math.cos(math.radians(one[1]))
    return math.hypot(east, (one[1] - other[1]) * 111.3)


@pytest.mark.parametrize("town", MIDDLES)
def test_the_name_of_a_town_stands_in_its_middle(data, town):
    (point,) = [(lon, lat) for name, lon, lat in ground(data, "drawn")["places"] if name == town]
    assert km(point, MIDDLES[town]) < 3


def test_the_map_of_the_browser_and_the_drawn_one_have_them_at_the_same_points(data):
    country = data.region("NL")
    frame = Frame.fitted(country.box, (900, 1100), 40)
    drawn = name_candidates(data, frame, country)[:NAMED]
    sent = ground(data, "drawn")["places"]
    assert [name.text for name in drawn] == [name for name, *_ in sent]
    at = frame.place(np.array([point for _, *point in sent]))
    assert np.allclose([(name.x, name.y) for name in drawn], at, atol=0.1)


def test_every_home_is_in_its_place(data):
    rows, homes = place_of_home(data), data.tables.homes
    assert (rows >= 0).all()
    assert places(data)["place"].iloc[rows].tolist() == homes["place"].tolist()
    # A place lies where most people of its postcode areas live.
    towns = data.tables.main_homes["municipality"].loc[homes["postcode"]]
    assert places(data)["municipality"].iloc[rows].tolist() == towns.tolist()
