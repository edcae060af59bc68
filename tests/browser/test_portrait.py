"""The portrait of a region in a real browser: on paper, on a phone, and a click on a figure."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.barriers import WCAG, broken, serious
from tests.support.browser import MEETING_ROOM, PHONE

#: Long and short ones, of every level.
ON_PAPER = [
    "land/NL",
    "provincie/PV28",
    "provincie/PV29",
    "arbeidsmarktregio/AM01",
    "rmc/RM16",
    "corop/CR34",
    "sto/sto-achterhoek-noord",
    "gemeente/GM0855",
    "gemeente/GM0344?taal=en",
    "postcode/5017",
]
TABLE = "profiel;schooljaar;leerlingen;doorgestroomd;bron\nbwi;2023-2024;40;30;eigen telling\n"


@pytest.mark.parametrize("region", ON_PAPER)
def test_a_portrait_is_two_sheets(visit, region):
    page = visit(f"/regio/{region}")
    sheets = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheets)) <= 2
    assert page.problems == []


def test_one_click_leads_from_a_figure_to_its_source_and_date(visit):
    page = visit("/regio/gemeente/GM0344", MEETING_ROOM)
    page.click("#antwoord .fig >> nth=0")
    note = page.locator(":target")
    expect(note).to_be_in_viewport()
    assert "DUO" in note.inner_text()
    assert re.search(r"20\d\d", note.locator("time").first.inner_text())
    box = note.bounding_box()
    header = page.locator("header").bounding_box()
    assert header["y"] + header["height"] <= box["y"] <= MEETING_ROOM["height"]


def test_what_stands_out_leads_to_its_figure(visit):
    page = visit("/regio/provincie/PV29")
    links = page.locator("#opvallend li a:text-is('Bekijk')")
    assert 3 <= links.count() <= 5
    for row in range(links.count()):
        figure = links.nth(row).get_attribute("href")
        links.nth(row).click()
        assert page.locator(f"{figure}:target h2").inner_text()


@pytest.mark.parametrize("region", ["land/NL", "provincie/PV29", "gemeente/GM0855"])
def test_neither_half_of_a_portrait_is_empty_and_bars_begin_at_one_line(visit, region):
    page = visit(f"/regio/{region}", MEETING_ROOM)
    halves = page.evaluate(
        "() => [...document.querySelectorAll('.band:not(.whole)')].map((band) => {"
        " const { top, left, width } = band.getBoundingClientRect(), ends = [0, 0];"
        " for (const part of band.querySelectorAll('.part')) {"
        "  const place = part.getBoundingClientRect();"
        "  const half = Number(place.left > left + width / 2);"
        "  ends[half] = Math.max(ends[half], place.bottom - top); }"
        " return ends; })"
    )
    assert len(halves) > 3
    assert all(min(ends) > 0.6 * max(ends) for ends in halves), halves
    starts = page.evaluate(
        "() => [...document.querySelectorAll('#profielen .bar')]"
        ".map((bar) => bar.getBoundingClientRect().left)"
    )
    assert len(starts) > 5 and len({*starts}) == 1


def test_nothing_is_wider_than_a_phone(visit):
    page = visit("/regio/rmc/RM16", PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_page_has_no_barriers(visit):
    page = visit("/regio/gemeente/GM0855")
    colours = ("color-contrast",)
    for rules, how in (
        (WCAG, {}),
        (colours, {"forced_colors": "active"}),
        (colours, {"forced_colors": "none", "media": "print"}),
    ):
        page.emulate_media(**how)
        assert broken(page, rules=rules) == [], how


def test_another_region_is_put_beside_it_by_name(visit):
    page = visit("/regio/gemeente/GM0855?maat=fiets")
    page.fill("input[name=naast] >> nth=0", "Breda")
    page.click("#vergelijking button")
    page.wait_for_url("**naast=Breda**")
    heads = page.locator("#vergelijking thead th").all_inner_texts()
    assert heads[1:3] == ["Tilburg", "Breda"]
    assert "maat=fiets" in page.url


def test_ones_own_transition_is_shown_once(visit, tmp_path: Path):
    page = visit("/regio/gemeente/GM0855")
    file = tmp_path / "doorstroom.csv"
    file.write_text(f"{TABLE}raket;2023-2024;40;30;\n", "utf-8")
    page.set_input_files("input[name=doorstroom]", file)
    page.click("#doorstroom button")
    page.wait_for_selector("#doorstroom table")
    assert "75,0%" in page.inner_text("#doorstroom table")
    assert "raket" in page.inner_text("#doorstroom")
    assert serious(page, "#doorstroom") == []
    page.goto(page.url.split("#")[0])
    assert page.locator("#doorstroom table").count() == 0
