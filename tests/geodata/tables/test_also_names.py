"""Other names of regions and places, against the tables that ship."""

from geodata.tables.also_names import also_names


def test_every_name_is_of_a_region_or_place_of_today(data):
    tables = data.tables
    regions = set(tables.regions["code"])
    members = tables.membership
    unknown = []
    for one in also_names():
        homes = tables.homes["code"]
        if one.region != "NL":
            homes = members.loc[members["code"] == one.region, "home"]
        places = tables.homes.loc[tables.homes["code"].isin(homes), "place"]
        if one.region not in regions or one.place not in {None, *places}:
            unknown.append(one)
    assert unknown == []


def test_no_name_is_there_twice_for_the_same():
    assert len(set(also_names())) == len(also_names())


def test_a_name_is_of_the_region_itself_or_of_a_place_in_it():
    names = {one.name: (one.region, one.place) for one in also_names()}
    assert names["Den Haag"] == ("GM0518", None)
    assert names["Grouw"] == ("PV21", "Grou")
