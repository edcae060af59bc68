"""A line in words, and that every face that draws one says them."""

import html
import re

import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.drawing.reach_by_year import small_line
from dashboard.figures.reach_by_year import by_year
from dashboard.messages.curve import message
from dashboard.page.components.reach_by_year import reach_by_year
from dashboard.page.markup import Markup
from dashboard.texts import texts_in
from dashboard.words.line_sight import line_words, share_words
from dashboard.words.names import region_name
from geodata.analysis.coverage import coverage

YEARS = ["2018–19", "2019–20", "2020–21", "2021–22"]


def test_by_hand():
    nl, en = texts_in("nl"), texts_in("en")
    assert share_words("Goes", YEARS, [80, 84.25, None, 60], nl) == (
        "Goes: van 80,0% (2018–19) naar 60,0% (2021–22), het hoogst 84,3% (2019–20)."
    )
    assert share_words("Goes", YEARS, [80, 84, 60, 61], en) == (
        "Goes: from 80.0% (2018–19) to 61.0% (2021–22), highest 84.0% (2019–20), "
        "lowest 60.0% (2020–21), the largest step from 84.0% (2019–20) to 60.0% (2020–21)."
    )
    # What is shown alike is alike, and what is not all is never said to be all.
    assert share_words("Goes", YEARS, [80.01, 80.02, 80.03, 80.04], nl) == "Goes: steeds 80,0%."
    assert "99,9% (2021–22)" in share_words("Goes", YEARS, [100, 100, 100, 99.99], nl)
    assert share_words("Goes", YEARS, [None, float("nan"), None, None], nl) == ""


def test_a_range_is_said_as_one():
    said = line_words("PIE", YEARS, [9, (5, 8), (2, 4), 9], "{:.0f}–{:.0f}".format, texts_in("nl"))
    assert said == "PIE: van 9–9 (2018–19) naar 9–9 (2021–22), het laagst 2–4 (2020–21)."


def test_the_curve_says_the_shares_of_the_coverage_table(data):
    view = default_view(data).but(region="PV29")
    said = message(Context(data, view), lambda region: region.name)["sight"]
    for limit in (1, 25):
        question = view.but(threshold_km=limit).question
        table = coverage(data.tables, question, "province").set_index("code")
        share = f"{table.loc['PV29', 'share']:.1f}%".replace(".", ",")
        assert f"{share} ({limit} km)" in said
    assert said.startswith("Zeeland: van ")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_years_are_said_on_the_page_and_in_the_picture(data, language):
    context = Context(data, default_view(data).but(region="PV30", language=language))
    shares = by_year(data, context.view)
    said = share_words(
        region_name(data.region("PV30"), context.texts),
        YEARS[:1] + YEARS[-1:],
        [shares[0].share, shares[-1].share],
        context.texts,
    ).split(" (2018")[0]
    assert said in Markup("").html(reach_by_year(context))
    assert said in small_line(context, shares, (600, 70))


@pytest.mark.slow
def test_every_line_of_a_portrait_is_said(client):
    page = client.get("/regio/gemeente/GM0855").text
    said = {
        name: html.unescape(words)
        for name, words in re.findall(r'<desc id="(\w+)-desc">(.*?)</desc>', page)
    }
    for name in ("years", "curve", "equity", "sector", "forecast"):
        assert re.search(r": (van|steeds) .*\d", said[name]), name
    assert re.search(
        r"Bij de grens van 10 km: Tilburg \d+,\d%, Nederland \d+,\d%\.$", said["curve"]
    )
