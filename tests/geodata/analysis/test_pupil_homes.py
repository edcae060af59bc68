"""Where pupils live, who passes a nearer offer and who crosses a border: against hand calculation,
on hand-made numbers that are of no school."""

from dataclasses import replace

import pandas as pd
import pytest

from geodata.analysis import pupil_homes as subject
from geodata.analysis.pupil_homes import Range
from geodata.build.pupil_homes import left_out, pupil_homes
from geodata.question import Question
from tests.support import grid

ASKED = Question("hard", ("BB", "KB"), 10_000.0, grid.YEAR)
#: Site, postcode, fewest and most pupils.
ROWS = [
    ("a", "1", 10, 10),
    ("a", "2", 1, 4),
    ("a", "3", 6, 6),
    ("a", "9", 1, 4),
    ("a", "", 2, 2),
    ("b", "4", 3, 3),
    ("b", "5", 20, 20),
    ("c", "1", 0, 8),
    ("lost", "1", 5, 5),
]


@pytest.fixture(scope="module")
def every():
    frame = pd.DataFrame(ROWS, columns=["site", "postcode", "low", "high"])
    return frame.assign(date="2025-10-01").astype(dict.fromkeys(["site", "postcode"], "category"))


@pytest.fixture(scope="module")
def tables():
    country = grid.country(distances=grid.rides())
    towns = ["west", "east", "east", None]
    return replace(country, sites=country.sites.assign(municipality=towns))


def test_the_pupils_of_a_site_and_the_part_that_passes_a_nearer_offer(tables, every):
    """From 3 and 9 site b is nearer; from 2 it is as near, which is no nearer."""
    here = subject.site_homes(tables, every, ASKED, "a")
    assert (here.date, here.offer, here.pupils) == ("2025-10-01", "hard", Range(20, 26))
    assert here.unknown == Range(2, 2)
    areas = here.areas.set_index("postcode")
    assert areas.index.tolist() == ["1", "3", "2", "9"]
    assert areas["km"].tolist() == pytest.approx([0, 10, 5, 14.15], abs=0.01)
    assert areas["nearer"].to_dict() == {"1": 0, "2": 0, "3": 1, "9": 1}
    # 7 to 10 pass, 11 to 14 do not.
    assert here.passing == pytest.approx((100 * 7 / 21, 100 * 10 / 21))


def test_what_is_nearer_follows_the_measure_and_the_offer(tables, every):
    by_bicycle = subject.site_homes(tables, every, replace(ASKED, distance="cycle"), "a")
    assert by_bicycle.areas.set_index("postcode")["nearer"].to_dict() == dict.fromkeys(
        "1239", 0
    ) | {
        "3": 1,
        "9": 1,
    }
    # Nobody else has PIE: nobody passes it.
    assert subject.site_homes(tables, every, replace(ASKED, profiles="PIE"), "a").passing == (0, 0)
    # What is asked it has not: any profile, which c and a both have.
    other = subject.site_homes(tables, every, replace(ASKED, profiles="BWI"), "c")
    assert other.offer == "vbo" and other.passing == (100, 100)
    # Changes are no pupils.
    assert (
        subject.site_homes(tables, every, replace(ASKED, profiles="allhard"), "a").offer == "hard"
    )


def test_who_is_not_counted_or_has_no_place_has_no_homes(tables, every):
    assert subject.site_homes(tables, every, ASKED, "lost") is None
    assert subject.site_homes(tables, every[every["site"] == "b"], ASKED, "a") is None


def test_who_crosses_a_border_both_ways(tables, every):
    """West has site a and homes 1, 4 and 7; the site without a place has no vmbo that year."""
    west = tables.regions_of("municipality")["code"].tolist().index("west")
    found = subject.crossing(tables, every, ASKED, "municipality", west)
    # From 2, 3 and 9; beside the ten of 1.
    assert found.coming == Range(8, 14)
    assert found.coming_share == pytest.approx((100 * 8 / 18, 100 * 14 / 24))
    # From 4 to b, and from 1 to c.
    assert found.leaving == Range(3, 11)
    assert found.leaving_share == pytest.approx((100 * 3 / 13, 100 * 11 / 21))
    assert found.unknown == Range(2, 2)
    assert subject.crossing(tables, every, ASKED, "nl", 0) is None
    assert subject.crossing(tables, every[:0], ASKED, "municipality", west) is None


def test_a_share_of_ranges_is_what_it_can_be():
    assert subject.share(Range(1, 4), Range(1, 4)) == (20, 80)
    assert subject.share(Range(0, 3), Range(0, 0)) == (100, 100)
    assert subject.share(subject.NOBODY, Range(5, 9)) == (0, 0)
    assert subject.share(subject.NOBODY, subject.NOBODY) is None


def test_the_table_has_a_row_per_site_and_postcode_area():
    counts = pd.DataFrame(
        [("a", "1", 0, 0), ("a", "2", 1, 4), ("a", "2", 3, 3), ("a", "77", 1, 4), ("x", "1", 2, 5)],
        columns=["code", "postcode", "low", "high"],
    ).assign(date="2025-10-01")
    table = pupil_homes(counts, grid.homes(), grid.sites())
    plain = table.astype({"site": "str", "postcode": "str"})
    # Nobody is no row, and a postcode that nobody of ours lives in is not known.
    assert plain[["site", "postcode", "low", "high"]].to_numpy(object).tolist() == [
        ["a", "", 1, 4],
        ["a", "2", 4, 7],
    ]
    (line,) = left_out(counts, grid.sites())
    assert "1 unknown sites left out, with 2 to 5 pupils (x)" in line
    assert left_out(counts[:4], grid.sites()) == []
