"""Where one offer more helps most, worked out beside the web: it takes a large library, hundreds of
megabytes and seconds, which no page has.
"""

import json
import logging
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.data import Data
from dashboard.texts import Texts
from dashboard.web import jobs
from dashboard.web.jobs import BrokenError, FailedError
from dashboard.web.pools import SUGGESTIONS, BusyError
from geodata.analysis.sited import COLUMNS, Siting, can_be_among
from geodata.layouts import layout_of, level_of
from geodata.question import Question
from geodata.vocabulary import AT_SITES

LOG = logging.getLogger(__name__)
WORKER = "suggestion"


@dataclass(frozen=True)
class Sought:
    """What is sought: new offers of a question, or those of it that end with the least loss.

    among: where new offers may come, one of ``AMONG`` of the vocabulary. inside: code of the
    region. forecast_year: whose young people count; those of the question where it is None.
    """

    question: Question
    count: int = 1
    ends: bool = False
    among: str = AT_SITES
    inside: str = "NL"
    forecast_year: int | None = None


class NoSuggestionError(Exception):
    """There is no answer this time. The text is for who asked; ``status`` is 400 where this cannot
    be asked, 503 where others are first, 504 where it took too long, 500 where something is broken.
    ``retry`` is after how many seconds it is of use to ask again, None where it is of none."""

    def __init__(self, text: str, status: int, retry: int | None = None):
        super().__init__(text)
        self.status, self.retry = status, retry


def suggestion(data: Data, sought: Sought, texts: Texts) -> Siting:
    """The answer of a process of its own, from the folder of these tables.

    Raises NoSuggestionError.
    """
    among, distance = sought.among, sought.question.distance
    if not sought.ends and not can_be_among(data.tables, among, distance):
        raise NoSuggestionError(texts("suggest.sites_alone"), 400)
    try:
        told = json.loads(jobs.made(SUGGESTIONS, WORKER, lambda: _job(data, sought)))
    except BusyError:
        retry = jobs.RETRY
        raise NoSuggestionError(texts("suggest.busy", seconds=retry), 503, retry) from None
    except FailedError as why:
        LOG.error("suggestion: %s", why)
        raise NoSuggestionError(texts("suggest.late"), 504, jobs.LONGEST) from None
    except BrokenError as why:
        LOG.error("suggestion: %s", why)
        raise NoSuggestionError(texts("suggest.broken"), 500) from None
    places, runner_up = (
        pd.DataFrame(told[choice], columns=[*COLUMNS]) for choice in ("places", "runner_up")
    )
    return Siting(places, runner_up, tuple(told["notes"]))


def _job(data: Data, sought: Sought) -> bytes:
    """The same question is the same job, so who asks it again gets what was worked out."""
    question = sought.question
    plain = ("profiles", "threshold_m", "year", "population", "distance")
    job = {
        "tables": str(data.folder),
        "question": {name: getattr(question, name) for name in plain},
        "tracks": question.tracks,
        "changes": ",".join(map(str, question.changes)),
        "count": sought.count,
        "ends": sought.ends,
        "among": sought.among,
        "inside": sought.inside,
        "forecast_year": sought.forecast_year,
        "layouts": _layouts(data, sought.inside),
    }
    return json.dumps(job).encode()


def _layouts(data: Data, inside: str) -> dict[str, list[dict[str, Any]]]:
    """The layout that a region is of, where who keeps the site made it: no table has it."""
    layout = layout_of(level_of(inside))
    regions = data.tables.layouts.get(layout)
    return {layout: [vars(region) for region in regions]} if regions else {}
