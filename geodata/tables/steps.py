"""In what are distances kept? Whole steps, rounded up: what is within a limit of whole steps stays
within it, and nothing else comes in."""

import numpy as np

from geodata.tables.arrays import Floats, Integers

#: Metres of a step; a hair is none.
STEP_M, HAIR_M = 10.0, 0.01
#: The most steps there are: so far, or further.
FURTHEST = int(np.iinfo(np.uint16).max)


def in_steps(metres: Floats) -> Integers:
    """Metres as whole steps, uint16; further than these can say is the furthest they can."""
    # In one array: every ride of every site that is read passes here.
    steps = metres - HAIR_M
    steps /= STEP_M
    np.ceil(steps, out=steps)
    whole: Integers = np.clip(steps, 0, FURTHEST, out=steps).astype(np.uint16)
    return whole
