"""The same commit tries the same examples on every machine, whatever else is tested with it."""

import importlib
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def examples() -> list:
    """What a property test of many examples is given."""
    drawn = []

    @settings(max_examples=300)
    @given(st.integers(), st.floats(allow_nan=False), st.text(max_size=9), st.binary(max_size=9))
    def collect(whole, part, text, content):
        drawn.append((whole, part, text, content))

    collect()
    return drawn


@pytest.mark.slow
def test_examples_do_not_depend_on_what_else_is_imported(tmp_path, monkeypatch):
    before = examples()
    constants = "\n".join(f"A{n}, B{n}, C{n} = {n * 7919}, {n}.5, 'a{n}'" for n in range(2, 60))
    (tmp_path / "full_of_constants.py").write_text(constants)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("full_of_constants")
    after = examples()
    monkeypatch.delitem(sys.modules, "full_of_constants")
    assert before == after
