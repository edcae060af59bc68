"""Where homes belong, by position alone as a server knows it."""

from dataclasses import replace

import numpy as np
import pytest

from geodata.vocabulary import LEVELS
from tests.support import grid
from tests.support.areas import membership


def test_a_server_without_the_rows_of_members_knows_where_every_home_belongs(data):
    tables, rows = data.tables, membership(data.folder)
    assert tables.membership is None
    for level in LEVELS:
        of_level = rows[rows["level"] == level].set_index("home")["code"].astype(str)
        codes = tables.regions_of(level)["code"].to_numpy(object)
        named = codes[tables.member_positions(level)]
        assert (named == of_level.loc[tables.homes["code"]].to_numpy(object)).all(), level


@pytest.mark.parametrize("level", ["nl", "municipality", "buurt"])
def test_by_position_answers_the_same(level):
    tables = grid.country()
    same = tables.by_position()
    assert np.array_equal(same.member_positions(level), tables.member_positions(level))
    assert same.parents == tables.parents


def test_rows_that_come_later_count():
    tables = grid.country().by_position()
    moved = grid.membership().replace({"code": {"east": "west"}})
    east, west = (tables.rows_of_level("municipality")[name] for name in ("east", "west"))
    assert (tables.member_positions("municipality") == east).any()
    changed = replace(tables, membership=moved)
    assert set(changed.member_positions("municipality")) == {west}
