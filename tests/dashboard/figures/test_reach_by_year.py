"""The line of the exam years: where its years stand, and which of them follow one another."""

from dashboard.figures.reach_by_year import (
    YearShare,
    first_of_run,
    money_places,
    places,
    unknown_years,
)

SHARES = [
    YearShare("2018-2019", 76.0),
    YearShare("2021-2022", 74.0),
    YearShare("2022-2023", 66.0),
]


def test_years_that_are_not_known_keep_their_room():
    assert [x for x, _ in places(SHARES)] == [0, 75, 100]
    assert unknown_years([one.year for one in SHARES]) == ["2019-2020", "2020-2021"]
    assert first_of_run(SHARES) == 1


def test_money_is_marked_where_it_began_within_the_line():
    assert money_places(SHARES) == [(2018, 0), (2020, 50)]
    assert money_places(SHARES[1:]) == []


def test_what_hardly_changed_is_drawn_hardly_changed():
    # 10 points in the middle of the least span of 20.
    assert [y for _, y in places(SHARES)] == [75, 65, 25]
    assert [y for _, y in places([YearShare("2018-2019", 100), YearShare("2019-2020", 100)])] == [
        100,
        100,
    ]
    wide = [YearShare("2018-2019", 0), YearShare("2019-2020", 50)]
    assert [y for _, y in places(wide)] == [0, 100]
