"""Other names of regions and places, against the tables that ship."""

from geodata.tables.also_names import also_names
from tests.support.areas import membership


def test_every_name_is_of_a_region_or_place_of_today(data):
    tables = data.tables
    places = dict(zip(tables.homes["code"], tables.homes["place"], strict=True))
    members = membership(data.folder)
    lies = {("NL", place) for place in places.values()}
    lies |= set(zip(members["code"], map(places.get, members["home"]), strict=True))
    lies |= {(code, None) for code in tables.regions["code"]}
    unknown = [one for one in also_names() if (one.region, one.place) not in lies]
    assert unknown == []


def test_no_name_is_there_twice_for_the_same():
    assert len(set(also_names())) == len(also_names())


def test_a_name_is_of_the_region_itself_or_of_a_place_in_it():
    names = {one.name: (one.region, one.place) for one in also_names()}
    assert names["Den Haag"] == ("GM0518", None)
    assert names["Grouw"] == ("PV21", "Grou")
