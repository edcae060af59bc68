"""What a figure of the portrait rests on."""

import pytest

from dashboard.address.query import default_view
from dashboard.formatting import number
from dashboard.portrait.notes import Notes
from dashboard.texts import LANGUAGES, texts_in
from geodata.vocabulary import BOTH_SEXES


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_source_divided_anew_is_said_with_its_own_totals(data, language):
    rows = data.tables.sectors
    rows = rows[rows["sex"].eq(BOTH_SEXES) & rows["year"].isin(["2016-2017", "2017-2018"])]
    assert not rows["masked"].any()
    totals = rows.groupby(["sector", "year"], observed=True)["candidates"].sum().unstack()
    totals.loc["together"] = totals.sum()
    notes = Notes(data, default_view(data).but(language=language), texts_in(language))
    notes.number("sectors")
    for sector in ("intersectoral", "economy", "technology", "together"):
        before, after = (number(count, language) for count in totals.loc[sector])
        told = "{} to {}" if language == "en" else "{} naar {}"
        assert told.format(before, after) in notes.used[0].text, sector
    before, after = totals.loc[["intersectoral", "economy"]].sum()
    assert abs(after - before) < 0.01 * before
