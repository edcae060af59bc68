"""A suggestion is worked out beside the web; who cannot have one now is told, and when to come."""

import json

import numpy as np
import pytest

from dashboard.texts import texts_in
from dashboard.web import jobs, suggestions
from dashboard.web.jobs import BrokenError, FailedError
from dashboard.web.pools import Pool
from dashboard.web.suggestions import NoSuggestionError, Sought, suggestion
from geodata.question import Question

BEST = [{"rank": 1, "code": "a", "name": "A", "gain": 10.0, "total": 10.0, "gap": 0.0}]
SECOND = [BEST[0] | {"code": "b", "gain": 4.0, "total": 4.0}]


def asked(data):
    return suggestion(data, Sought(Question("PIE")), texts_in("en"))


def fails(why: Exception):
    def run(*_, **__):
        raise why

    return run


def test_what_is_told_is_a_table_of_places(data, monkeypatch):
    told = {"places": BEST, "runner_up": SECOND, "notes": ["fewer"]}
    monkeypatch.setattr(jobs, "run", lambda *_, **__: json.dumps(told).encode())
    answer = asked(data)
    assert answer.places.to_dict("records") == BEST and answer.notes == ("fewer",)
    assert answer.cost_of_runner_up == 6
    monkeypatch.setattr(jobs, "run", lambda *_, **__: json.dumps(told | {"runner_up": []}).encode())
    assert np.isnan(asked(data).cost_of_runner_up)


@pytest.mark.parametrize(
    ("why", "said", "status", "retry"),
    [
        (FailedError("late"), "too long", 504, jobs.LONGEST),
        (BrokenError("status 1"), "does not help", 500, None),
    ],
)
def test_one_that_does_not_come_says_whether_to_ask_again(
    data, monkeypatch, why, said, status, retry
):
    monkeypatch.setattr(jobs, "run", fails(why))
    with pytest.raises(NoSuggestionError, match=said) as told:
        asked(data)
    assert (told.value.status, told.value.retry) == (status, retry)


def test_who_comes_when_there_is_no_place_is_told_when_to_come_back(data, monkeypatch):
    monkeypatch.setattr(suggestions, "SUGGESTIONS", Pool(places=0, turns=1))
    with pytest.raises(NoSuggestionError, match=f"in {jobs.RETRY} seconds") as told:
        asked(data)
    assert (told.value.status, told.value.retry) == (503, jobs.RETRY)
