"""Candidates beside the young people of their own time, where these are enough to compare with."""

from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.data import Data
from geodata.analysis.supply import candidates_per_100_young
from geodata.question import Question
from geodata.vocabulary import POPULATION_YEARS

#: With fewer young people a single school, with pupils from elsewhere, makes any rate.
LEAST_YOUNG = 1000
#: What says something of the young people, and not of where schools stand.
RATES = ["low", "high", "then_low", "then_high"]


def counted_near(year: str) -> int:
    """The year of the count of young people that is nearest to the exams of a school year."""
    examined = int(year[-4:])
    return min(POPULATION_YEARS, key=lambda counted: (abs(counted - examined), -counted))


def per_100_young(data: Data, question: Question, level: str) -> pd.DataFrame:
    """As :func:`geodata.analysis.supply.candidates_per_100_young`, with the young people of
    :func:`counted_near`; without rates where these are fewer than :data:`LEAST_YOUNG`."""
    asked = replace(question, population=counted_near(question.year))
    found = candidates_per_100_young(data.tables, asked, level)
    enough = (found["young"] >= LEAST_YOUNG).to_numpy()
    return found.assign(**{rate: np.where(enough, found[rate], np.nan) for rate in RATES})
