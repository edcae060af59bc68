"""What a figure of the portrait rests on."""

import pytest

from dashboard.address.query import default_view
from dashboard.portrait.notes import Notes
from dashboard.texts import texts_in


@pytest.mark.parametrize("key", ["candidates", "share_technical"])
def test_candidates_of_sites_that_no_sto_list_names_are_said(data, key):
    def text(region: str) -> str:
        notes = Notes(data, default_view(data).but(region=region), texts_in("nl"))
        notes.number(key)
        return notes.used[0].text

    assert "geen lijst van een STO-regio staat" in text("sto-zeeland")
    assert text("sto-zeeland").endswith(": 1.")
    assert "STO-regio" not in text("sto-almere")
    assert "STO-regio" not in text("GM0664")
