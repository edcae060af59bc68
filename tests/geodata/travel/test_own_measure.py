"""What a table of another engine is worth, on the small country: 3 × 3 homes, 5 km apart."""

import numpy as np
import pandas as pd
import pytest

from geodata.errors import DataError
from geodata.travel.engine_table import EngineTable
from geodata.travel.own_measure import check, fit
from tests.support import grid

YOUNG = np.full(9, 10.0)


def table_of(pairs: dict[tuple[str, str], float], unit: str = "min") -> EngineTable:
    origins, destinations = ([*dict.fromkeys(names)] for names in zip(*pairs, strict=True))
    return EngineTable(
        origins,
        destinations,
        np.array([origins.index(origin) for origin, _ in pairs], np.int32),
        np.array([destinations.index(to) for _, to in pairs], np.int32),
        np.array([*pairs.values()], np.float32),
        unit,
        None,
    )


def homes() -> pd.DataFrame:
    """The homes with codes as ours are: 1001BU00010001 in postcode 1001."""
    every = grid.homes()
    postcode = "100" + every["code"]
    buurt = "BU0001000" + every["code"]
    return every.assign(code=postcode + buurt, postcode=postcode, buurt=buurt)


def sites() -> pd.DataFrame:
    placed = grid.sites().iloc[:3]
    codes = ["01AA00", "01AA01", "01AA02"]
    return placed.assign(
        code=codes, x=placed["x"].astype(float), y=placed["y"].astype(float), offers=True
    )


def every_pair(minutes_per_km: float = 2.0, add: float = 5.0) -> dict[tuple[str, str], float]:
    """Of every postcode to every site, at one speed along the straight line."""
    return {
        (home.postcode, site.code): add
        + minutes_per_km * float(np.hypot(home.x - site.x, home.y - site.y)) / 1000
        for home in homes().itertuples()
        for site in sites().itertuples()
    }


def checked(pairs: dict[tuple[str, str], float], unit: str = "min"):
    fitted = fit(table_of(pairs, unit), homes(), sites())
    return fitted, check(fitted, unit, homes(), sites(), YOUNG)


def test_origins_are_homes_buurten_or_postcodes():
    frame = homes()
    for kind, names in {
        "homes": frame["code"],
        "buurten": frame["buurt"],
        "PC4": frame["postcode"],
        "PC5": frame["postcode"] + "A",
        "PC6": frame["postcode"] + " ab",
    }.items():
        pairs = {(name, "01AA01"): 20.0 + row for row, name in enumerate(names)}
        fitted = fit(table_of(pairs), frame, sites())
        assert fitted.kind == kind
        assert fitted.values[fitted.place, 1].tolist() == [20.0 + row for row in range(9)], kind
        assert np.isnan(fitted.values[:, [0, 2]]).all()


def test_a_postcode_area_has_the_mean_of_its_postcodes_where_half_have_a_time():
    pairs = {("1001AA", "01AA00"): 10.0, ("1001AB", "01AA00"): 20.0, ("1002AA", "01AA01"): 30.0}
    pairs |= {("1001AA", "01AA01"): 40.0, ("1002AB", "01AA00"): 50.0, ("1002AC", "01AA00"): 60.0}
    fitted = fit(table_of(pairs), homes(), sites())
    first, second = (fitted.values[place] for place in fitted.place[:2])
    assert first[:2].tolist() == [15, 40]
    # Of 1002 one of three postcodes has a time to the second site.
    assert second[0] == 55
    assert np.isnan(second[1])
    assert (fitted.place[2:] == -1).all()


def test_points_go_to_the_homes_and_sites_near_them():
    at = {"p": (0.0, 1_500.0), "q": (10_000.0, 0.0), "far": (40_000.0, 40_000.0)}
    origins = pd.DataFrame([(name, *xy) for name, xy in at.items()], columns=["id", "x", "y"])
    to = pd.DataFrame({"id": ["school"], "x": [5_100.0], "y": [5_100.0]})
    pairs = {(name, "school"): 10.0 + row for row, name in enumerate(at)}
    fitted = fit(table_of(pairs), homes(), sites(), origins, to)
    of_home = np.where(fitted.place < 0, np.nan, fitted.values[fitted.place, 1])
    assert of_home[[0, 2]].tolist() == [10, 11]
    assert np.isnan(np.delete(of_home, [0, 2])).all()
    # As Valhalla has it: the number of the point in its list.
    by_number = fit(
        table_of({(str(row), "0"): 10.0 + row for row in range(3)}), homes(), sites(), origins, to
    )
    assert np.array_equal(by_number.values, fitted.values, equal_nan=True)


def test_a_whole_table_is_known_for_everybody():
    fitted, found = checked(every_pair())
    assert found.known.all()
    assert (found.gaps.sum(), found.impossible_count, fitted.lost) == (0, 0, ([], []))
    # The furthest pair of the grid is its diagonal: 14.1 km.
    assert found.longest == pytest.approx(5 + 2 * np.hypot(10, 10))


def test_a_home_without_any_time_and_one_without_a_near_one_are_not_known():
    pairs = every_pair()
    for site in sites()["code"]:
        del pairs["1001", site]
    # The home at the second site itself: it could walk there in any time.
    del pairs["1005", "01AA01"]
    # 14 km away: that may just be further than the engine looked.
    del pairs["1009", "01AA00"]
    _, found = checked(pairs)
    assert np.flatnonzero(~found.known).tolist() == [0, 4]
    assert np.flatnonzero(found.empty).tolist() == [0]
    assert found.gaps.tolist() == [0, 1, 0]


def test_another_unit_is_recognised():
    minutes = every_pair()
    line = every_pair(1.0, 0.0)
    for unit, pairs, looks in (
        ("min", {pair: 1_300 * km for pair, km in line.items()}, "metres"),
        ("min", {pair: 60 * time for pair, time in minutes.items()}, "seconds"),
        ("km", {pair: 1_300 * km for pair, km in line.items()}, "metres"),
    ):
        with pytest.raises(DataError, match=f"which cannot be: these look like {looks}"):
            checked(pairs, unit)
    assert checked({pair: 1.3 * km for pair, km in line.items()}, "km")[1].known.all()


def test_a_single_pair_that_cannot_be_makes_its_home_unknown():
    pairs = every_pair()
    pairs["1009", "01AA00"] = 2.0
    pairs["1007", "01AA01"] = 13_000.0
    _, found = checked(pairs)
    assert found.impossible == [(8, 0, 2.0), (6, 1, 13_000.0)]
    assert np.flatnonzero(~found.known).tolist() == [6, 8]
    assert found.longest < 40


def test_what_is_nothing_of_ours_is_named():
    pairs = every_pair() | {("9999", "01AA00"): 10.0, ("1001", "99ZZ99"): 10.0}
    assert fit(table_of(pairs), homes(), sites()).lost == (["9999"], ["99ZZ99"])
    with pytest.raises(DataError, match="no homes, buurten or postcodes"):
        fit(table_of({("Utrecht", "01AA00"): 10.0}), homes(), sites())
    with pytest.raises(DataError, match="no codes of sites"):
        fit(table_of({("1001", "School"): 10.0}), homes(), sites())
