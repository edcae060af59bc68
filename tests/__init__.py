"""The tests, and what they share."""

import pytest

# What an assertion of theirs compares is told too, where it fails.
pytest.register_assert_rewrite("tests.support")
