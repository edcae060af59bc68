"""Asking again when told to come back: what processes beside the web make yields to whatever else a
machine does, and tests keep all of it busy."""

import time
from collections.abc import Callable, Mapping

#: How often a test asks, before a refusal is the answer.
TRIES = 5
#: What the server says after which it is of use to ask again may be longer than a test should wait.
MOST_SECONDS = 5


def patiently(ask: Callable, headers: Callable[..., Mapping[str, str]]) -> object:
    """What is answered in the end. headers: those of an answer; who has to come back is told after
    how many seconds."""
    told = ask()
    for _ in range(TRIES - 1):
        if "Retry-After" not in headers(told):
            break
        time.sleep(min(int(headers(told)["Retry-After"]), MOST_SECONDS))
        told = ask()
    return told
