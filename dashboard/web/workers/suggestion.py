"""Where new offers reach most, or which can end with the least loss: the question on standard
input, the places on standard output, both JSON.

A process of its own, as what solves it is large. The question is a job of
:mod:`dashboard.web.suggestions`; the places are those of ``python -m geodata suggest``.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

# Run by its path, with nothing of this house in sight.
sys.path.insert(0, str(Path(__file__).parents[3]))

from geodata.analysis.siting import best_places, least_loss
from geodata.changes import parse_changes
from geodata.layouts import OwnRegion
from geodata.question import Question
from geodata.tables.reader import read


def answer(job: dict) -> dict:
    """Both choices as rows, and what is to be said of them."""
    question = replace(
        Question(**job["question"]),
        tracks=tuple(job["tracks"]),
        changes=parse_changes(job["changes"]),
    )
    tables = read(job["tables"], with_rides=question.distance != "straight")
    layouts = {
        name: tuple(OwnRegion(**one | {"members": tuple(one["members"])}) for one in regions)
        for name, regions in job["layouts"].items()
    }
    tables = replace(tables, layouts=layouts) if layouts else tables
    more = {"forecast_year": job["forecast_year"]}
    if job["ends"]:
        siting = least_loss(tables, question, job["count"], job["inside"], **more)
    else:
        siting = best_places(tables, question, job["count"], job["among"], job["inside"], **more)
    return {
        "places": siting.places.to_dict("records"),
        "runner_up": siting.runner_up.to_dict("records"),
        "notes": siting.notes,
    }


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
