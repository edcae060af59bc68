"""The drawing of a view: read back as XML, drawn by another program, held against the screen."""

import io
import math
import re
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

import numpy as np
import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dashboard.address.camera import camera_of
from dashboard.address.context import Context
from dashboard.address.query import default_view, lasting_link, read
from dashboard.drawing.fills import fills
from dashboard.drawing.sheet import SHAPES, picture, sheet
from dashboard.drawing.slide import FONTS, LEGEND, PICTURE_SIZE
from dashboard.drawing.view_map import frame_of
from dashboard.figures import two_way
from dashboard.figures.caribbean import islands
from dashboard.page.components.answer_panel import panel
from dashboard.palette import unstriped
from dashboard.texts import texts_in
from dashboard.words.answer import answer_words
from dashboard.words.legend import legend_rows
from dashboard.words.question import view_question
from tests.support.areas import areas_message as message
from tests.support.components import laid_out, plain
from tests.support.scripts import browser_classes, fill_of

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = [
    "",
    "kaart=dekking&gebied=PV29",
    "kaart=zonder&taal=en&per=provincie",
    "kaart=keuze&gebied=GM0855",
    "kaart=verschil&maat=fiets&gebied=PV29",
    "kaart=enig&gebied=PV29",
    "kaart=werk&cijfer=ww&gebied=GM0855",
    "kaart=tweeweg&keuze=CR01,CR02",
    "kaart=dekking&per=postcode&maat=minuten&minuten=20&gebied=GM0855",
    "gebied=5017",
    "gebied=sto-bes",
]
DAY = date(2026, 1, 31)


def made(data, query: str, shape: str = "breed", address: str = "https://site.nl/?x") -> str:
    view, ignored = read(query, data)
    assert not ignored
    return sheet(Context(data, view), address, SHAPES[shape], day=DAY)


def words_of(svg: str) -> str:
    """Every line of text, without spaces: a line may end after one, or after a hyphen."""
    root = ElementTree.fromstring(svg)
    return tight("".join("".join(line.itertext()) for line in root.iter(f"{SVG}text")))


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("query", VIEWS)
@pytest.mark.parametrize("shape", SHAPES)
def test_it_says_the_question_the_answer_the_source_the_date_and_the_address(data, query, shape):
    view, _ = read(query, data)
    words = texts_in(view.language)
    found = words_of(made(data, query, shape))
    parts = laid_out(panel(Context(data, view)))
    headings = [part for part in parts if type(part).__name__ == "H2"]
    assert tight(view_question(view, words)) in found
    assert tight(plain(headings[0])) in found
    assert tight(answer_words(Context(data, view)).sentences[0]) in found
    for source in answer_words(Context(data, view)).sources:
        assert tight(source) in found
    assert ("31-1-2026" if view.language == "nl" else "2026-01-31") in found
    assert "https://site.nl/?x" in found


@pytest.mark.parametrize("query", VIEWS)
def test_the_colours_are_those_of_the_screen(data, query):
    view, _ = read(query, data)
    sent = message(Context(data, view))
    drawn = fills(data, view)
    (shown,) = browser_classes(sent, [view.threshold])
    expected = [fill_of(found, sent) for found in shown.tolist()]
    assert [drawn[row] for row in data.on_map(view.level)] == expected


@pytest.mark.slow
@pytest.mark.parametrize("query", [one for one in VIEWS if not re.search("tweeweg|bes", one)])
def test_the_legend_names_every_class(data, query):
    view, _ = read(query, data)
    title, rows = legend_rows(Context(data, view))
    found = words_of(made(data, query))
    for text in [title, *(text for _, text in rows)]:
        assert tight(text) in found


@pytest.mark.parametrize("shape", SHAPES)
def test_of_the_islands_it_shows_the_islands(data, shape):
    found = words_of(made(data, "gebied=sto-bes", shape))
    for island in islands():
        assert tight(island["name"]) in found
        assert all(tight(school["name"]) in found for school in island["schools"])
    assert "Amsterdam" not in found
    title, _ = legend_rows(Context(data, default_view(data)))
    assert tight(title) not in found


def test_it_says_what_the_letters_beside_the_sites_mean(data):
    assert "BisBWI,PisPIE,MisM&T" in words_of(made(data, "gebied=PV29"))
    assert "BisBWI" not in words_of(made(data, ""))


def test_a_picture_for_a_slide_says_its_classes_in_full(data):
    view, _ = read("gebied=PV30&maat=minuten&per=postcode", data)
    found = words_of(picture(Context(data, view), PICTURE_SIZE, LEGEND))
    for _, text in legend_rows(Context(data, view))[1]:
        assert tight(text) in found


def test_the_square_counts_the_regions_of_every_class(data):
    view, _ = read("kaart=tweeweg", data)
    counts = two_way.counts(two_way.pairs(data, view).frame)
    lines = [
        "".join(line.itertext())
        for line in ElementTree.fromstring(made(data, "kaart=tweeweg")).iter(f"{SVG}text")
    ]
    shown = [line for line in lines if line.isdigit()]
    order = [3 * demand + offer for demand in (2, 1, 0) for offer in range(3)]
    assert shown == [str(counts[cell]) for cell in order if counts[cell]]


@pytest.mark.slow
@pytest.mark.parametrize("query", VIEWS[:8])
@pytest.mark.parametrize("shape", SHAPES)
def test_another_program_draws_it_within_its_edges(data, query, shape):
    svg = made(data, query, shape)
    wide, high = SHAPES[shape].size
    png = resvg_py.svg_to_bytes(
        svg_string=svg, width=wide // 2, skip_system_fonts=True, font_files=FONTS
    )
    image = Image.open(io.BytesIO(bytes(png))).convert("RGB")
    assert image.size == (wide // 2, high // 2)
    pixels = np.asarray(image).reshape(-1, 3)
    drawn = {f"#{bytes(colour.tolist()).hex()}" for colour in np.unique(pixels, axis=0)}
    view, _ = read(query, data)
    inside = {unstriped(fill) for fill in fills(data, view)}
    assert inside & drawn
    for line in ElementTree.fromstring(svg).findall(f"{SVG}text"):
        assert 0 < float(line.get("y")) < high


@pytest.mark.parametrize("query", ["gebied=PV29", "", "kaart=tweeweg", "kaart=werk&taal=en"])
def test_a_square_is_mostly_map(data, query):
    """And what is above and under it does not lie over it."""
    root = ElementTree.fromstring(made(data, query, "vierkant"))
    drawn = root.find(f"{SVG}svg")
    top, high = float(drawn.get("y")), float(drawn.get("height"))
    assert high > 640
    lines = [float(line.get("y")) for line in root.findall(f"{SVG}text")]
    assert lines and max(lines) < top


def test_ids_are_used_once_and_every_reference_is_there(data):
    root = ElementTree.fromstring(made(data, "gebied=PV29"))
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    used = [part.get("href") for part in root.iter() if part.get("href")]
    assert used and {one.removeprefix("#") for one in used} <= set(ids)


def test_what_an_address_says_stays_text(data):
    svg = made(data, "", address='https://x/"><script>alert(1)</script>&amp;')
    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script")) and "<script" not in svg
    assert "alert(1)" in words_of(svg)


def test_a_camera_shows_what_the_screen_showed():
    # At zoom 9 the world is 512 × 2^9 pixels round: 1,000 of them are 152.87 km at the equator.
    west, south, east, north = frame_of((5.0, 51.6, 9.0), (1000, 900))
    degree = 111.2 * math.cos(math.radians(51.6))
    assert (east - west) * degree == pytest.approx(152.87 * math.cos(math.radians(51.6)), rel=1e-3)
    assert (north - south) / (east - west) == pytest.approx(0.9 * degree / 111.2)
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((5.0, 51.6))


@pytest.mark.parametrize(
    "text", ["", "5,52", "5,52,9,1", "a,b,c", "nan,52,9", "5,52,3", "5,52,19", "5,1e9,9", "inf,5,9"]
)
def test_a_camera_that_is_none_is_ignored(text):
    assert camera_of(text) is None


def test_the_address_answers_with_the_view_and_its_name(data, client):
    assert "zicht" in client.get("/kaart.svg?zicht=abc").text
    answer = client.get("/kaart.svg?gebied=PV29&kaart=dekking&vorm=vierkant&zicht=4,51.5,9")
    assert answer.mimetype == "image/svg+xml"
    name = answer.headers["Content-Disposition"]
    assert "techniek-dichtbij_provincie-zeeland_dekking_hard_" in name and name.endswith('.svg"')
    root = ElementTree.fromstring(answer.data)
    assert root.get("viewBox") == "0 0 1200 1200"
    view, _ = read("gebied=PV29&kaart=dekking", data)
    assert f"http://localhost{lasting_link(view, data)}" in words_of(answer.text)


@settings(max_examples=15)
@given(st.text(max_size=60), st.sampled_from(["gebied", "vorm", "zicht", "kaart", "taal", "x<y"]))
def test_nothing_that_is_asked_breaks_it(app, text, name):
    answer = app.server.test_client().get(f"/kaart.svg?{quote(name)}={quote(text)}&per=provincie")
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        ElementTree.fromstring(answer.data)
