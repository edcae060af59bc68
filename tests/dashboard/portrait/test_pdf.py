"""A portrait as PDF: the page on its own, and the file that a browser on the server makes of it."""

import re
from pathlib import Path

import pytest

from dashboard.address.portrait import read
from dashboard.portrait import page, pdf
from dashboard.portrait.pdf import on_paper
from dashboard.texts import texts_in
from dashboard.web.assets import ASSETS
from dashboard.web.chromium import chromium
from dashboard.web.style import sheet


@pytest.fixture(scope="module")
def paper(app, data) -> str:
    with app.server.app_context():
        made = page.render(data, read("gemeente", "GM0855", "", data))
    return on_paper(made, "https://site.nl")


def test_the_page_stands_on_its_own(paper):
    assert "<script" not in paper
    assert not re.findall(r'(?:href|src)="/', paper)
    assert [sheet("style.css"), sheet("portrait/portrait.css")] == [
        style.replace(ASSETS.as_uri(), "/assets")
        for style in re.findall(r"<style>\n(.*?)</style>", paper, re.DOTALL)
    ]
    fonts = re.findall(r'url\("file://([^"]+)"\)', paper)
    assert len(fonts) == 2 and all(Path(font).is_relative_to(ASSETS) for font in fonts)
    assert all(Path(font).is_file() for font in fonts)
    assert 'href="https://site.nl/regio/provincie/' in paper and 'href="#noot-coverage"' in paper


@pytest.mark.slow
@pytest.mark.parametrize(("level", "code"), [("gemeente", "GM0855"), ("land", "NL")])
def test_it_is_two_sheets_of_a4_with_text_and_links(client, level, code):
    if chromium() is None:
        pytest.skip("no browser on this machine that can print")
    answer = client.get(f"/regio/{level}/{code}.pdf")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    assert f"techniek-dichtbij_{code}_portret_" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", answer.data)) == 2
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", answer.data)
    for wide, high in boxes:
        assert (float(wide), float(high)) == pytest.approx((595, 842), abs=1)
    assert re.search(rb"/Subtype\s*/Link", answer.data) and b"/ToUnicode" in answer.data


def test_without_a_browser_it_says_what_to_do(client, monkeypatch):
    monkeypatch.setattr(pdf, "chromium", lambda: None)
    monkeypatch.setattr(page, "chromium", lambda: None)
    answer = client.get("/regio/gemeente/GM0855.pdf?taal=en")
    assert answer.status_code == 404 and answer.text == texts_in("en")("export.no_pdf")
    shown = client.get("/regio/gemeente/GM0855").text
    assert "GM0855.pdf" not in shown and "GM0855.pptx" in shown


def test_an_unknown_region_is_not_found(client):
    assert client.get("/regio/gemeente/PV29.pdf").status_code == 404
