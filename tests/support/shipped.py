"""The tables that ship, read once by each process of the tests: also where tests are collected."""

from functools import cache

from dashboard.data import Data, load


@cache
def shipped() -> Data:
    """The shipped tables as the dashboard reads them. Tests must not change them."""
    return load()
