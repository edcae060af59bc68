"""What stands out of a line is what a look at all its figures finds."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.line_sight import LineSight, line_sight


def test_by_hand():
    assert line_sight([]) is None
    assert line_sight([None, None]) is None
    assert line_sight([None, 5]) == LineSight(1, 1, None, None, None)
    # Up, down, and up again: the top, the foot and the step lie between the ends.
    assert line_sight([5, 9, 2, 6]) == LineSight(0, 3, 1, 2, (1, 2))
    # The highest is an end; two steps are as large as each other.
    assert line_sight([1, 2, 3]) == LineSight(0, 2, None, None, None)
    # Nothing is a step over what is not known.
    assert line_sight([1, None, 8, 9, 9]) == LineSight(0, 4, None, None, (2, 3))
    assert line_sight([4, 4, 4]) == LineSight(0, 2, None, None, None)


def test_a_range_is_above_only_where_it_lies_wholly_above():
    assert line_sight([1, (5, 9), 2]).highest == 1
    assert line_sight([1, (2, 9), 6, 1]).highest is None
    assert line_sight([9, (2, 4), 9]).lowest == 1
    assert line_sight([1, (5, 9), 2]).step is None


#: Few figures, so that many are the same.
FIGURES = st.lists(st.none() | st.integers(0, 6).map(float), min_size=1, max_size=9)


@given(FIGURES)
def test_it_says_no_more_than_the_figures(values):
    sight = line_sight(values)
    known = [value for value in values if value is not None]
    if sight is None:
        assert known == []
        return
    assert known[0] == values[sight.first] and known[-1] == values[sight.last]
    for at, most in ((sight.highest, max(known)), (sight.lowest, min(known))):
        inside = most not in (known[0], known[-1])
        assert (at is not None) == inside
        assert at is None or values[at] == most
    sizes = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    alone = len(sizes) > 1 and max(sizes) > 0 and sizes.count(max(sizes)) == 1
    assert (sight.step is not None) == alone
    if sight.step:
        first, last = sight.step
        assert last == first + 1 and abs(values[last] - values[first]) == max(sizes)
