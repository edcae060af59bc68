"""The page on security names modules and tests that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w/]+\.(?:py|conf)|[\w]+/)`", PAGE))))
def test_what_is_named_is_there(named):
    assert any((ROOT / start / named).exists() for start in ("", "dashboard", "tests"))


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)]+)\)", PAGE))))
def test_a_link_leads_somewhere(link):
    assert (ROOT / "docs" / link).is_file()
