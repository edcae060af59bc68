"""The dashboard for gunicorn on a machine whose clock is set all the time, forth and back."""

import itertools
import time

_right = time.time
#: Seconds that the clock is wrong by: to 1985, to 2061, and where it was.
_WRONG = itertools.cycle((-1.3e9, 1.1e9, 0.0))

time.time = lambda: _right() + next(_WRONG)

from app import server  # noqa: E402, F401 (after the clock)
