"""Changes as people spell them."""

import pytest

from geodata.changes import MOST, Change, parse_change, parse_changes, with_change, without_change
from geodata.errors import DataError
from geodata.question import Question


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("stop:13OR01.mt", Change("stop", "13OR01", "MT")),
        ("stop:13OR01", Change("stop", "13OR01")),
        ("stop:13OR01.mt.bb", Change("stop", "13OR01", "MT", tracks=("BB",))),
        ("start:4501.bwi.kb-gl", Change("start", "4501", "BWI", tracks=("KB", "GL"))),
        ("start:25GV07.pie", Change("start", "25GV07", "PIE")),
        ("start:4501.bwi", Change("start", "4501", "BWI")),
        ("move:13OR01.4501", Change("move", "13OR01", to="4501")),
        ("move:13OR01.25GV07", Change("move", "13OR01", to="25GV07")),
    ],
)
def test_a_change_is_read_as_it_is_written(text, change):
    assert parse_change(text) == change
    assert str(change) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "stop", "stop:", "stop:4501.mt", "start:13OR01", "start:4501.hard"),
        *("stop:13OR01.mt.mt", "move:13OR01", "move:4501.13OR01", "end:13OR01.mt"),
        *("start:52.1,4.3.mt", "stop:13or01"),
        *("stop:13OR01.bb", "stop:13OR01.mt.kb-bb", "start:4501.mt.lwt", "move:13OR01.4501.bb"),
    ],
)
def test_what_is_no_change_is_said(text):
    with pytest.raises(DataError, match="is not understood"):
        parse_change(text)


def test_in_every_track_is_the_change_without_tracks():
    assert str(parse_change("stop:13OR01.mt.bb-kb-gl")) == "stop:13OR01.mt"


def test_the_same_changes_are_the_same_question():
    one, other = "stop:13OR01.mt,start:4501.bwi", "start:4501.bwi,stop:13OR01.mt,start:4501.bwi"
    assert Question(changes=parse_changes(one)) == Question(changes=parse_changes(other))
    assert parse_changes("") == ()


def test_no_more_than_can_be_meant():
    every = [f"start:{1000 + at}.bwi" for at in range(MOST + 1)]
    assert len(parse_changes(",".join(every[:-1]))) == MOST
    with pytest.raises(DataError, match=f"{MOST + 1} changes are more than {MOST}"):
        parse_changes(",".join(every))


def test_one_more_that_takes_back_another_is_an_undo():
    stop, start = Change("stop", "13OR01", "MT"), Change("start", "13OR01", "MT")
    other = Change("start", "4501", "BWI")
    assert with_change((other,), stop) == (other, stop)
    assert with_change((other, stop), start) == (other,)
    assert with_change((start,), stop) == ()
    assert with_change((stop,), stop) == (stop,)
    in_basic = Change("stop", "13OR01", "MT", tracks=("BB",))
    assert with_change((start,), in_basic) == (start, in_basic)
    assert with_change((in_basic,), parse_change("start:13OR01.mt.bb")) == ()
    assert without_change((other, stop), other) == (stop,)
