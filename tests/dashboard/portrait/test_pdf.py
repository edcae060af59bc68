"""A portrait as PDF: the page on its own, and the file that a browser on the server makes of it."""

import re

import pytest

from dashboard.address.portrait import read
from dashboard.portrait import page, pdf
from dashboard.texts import texts_in
from dashboard.web.chromium import chromium
from dashboard.web.workers.paper import printed


@pytest.fixture(scope="module")
def paper(app, data) -> str:
    with app.server.app_context():
        portrait = read("gemeente", "GM0855", "", data)
        return page.render(data, portrait, paper=page.Paper("https://site.nl", pdf.style()))


def test_the_page_stands_on_its_own(paper):
    assert not re.findall(r"<(?:script|link|img|iframe|object|base)\b", paper)
    assert set(re.findall(r'href="(#|\w+:|.)', paper)) <= {"#", "https:", "http:"}
    assert set(re.findall(r'url\("?(#|\w+:|.)', paper)) == {"#", "data:"}
    sheets = re.findall(r"<style>\n(.*?)</style>", paper, re.DOTALL)
    assert sheets == pdf.style()
    assert sheets[0].count("data:font/woff2;base64,") == 2
    assert 'href="https://site.nl/regio/provincie/' in paper and 'href="#noot-coverage"' in paper


def test_the_page_on_paper_says_that_it_reads_no_file_and_runs_nothing(paper):
    (rules,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', paper)
    assert rules == "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
    assert paper.index("Content-Security-Policy") < paper.index("<style>")


def test_a_page_on_the_screen_has_no_paper_in_it(client):
    shown = client.get("/regio/gemeente/GM0855").text
    assert "http-equiv" not in shown and "<style>" not in shown
    assert 'href="/regio/provincie/' in shown and '<link rel="stylesheet"' in shown


@pytest.mark.slow
@pytest.mark.parametrize("site", ['"><base href="file:///etc/">', "<script>", "javascript:x"])
def test_a_site_is_written_as_text(app, data, site):
    """Hosts are looked at before a request gets here; this page would still not believe one."""
    with app.server.app_context():
        portrait = read("gemeente", "GM0855", "", data)
        written = page.render(data, portrait, paper=page.Paper(site, pdf.style()))
    assert "<base" not in written and "<script" not in written


@pytest.mark.slow
def test_the_rules_of_the_paper_keep_a_file_of_the_server_out_of_the_pdf(paper, tmp_path):
    browser = chromium()
    if browser is None:
        pytest.skip("no browser on this machine that can print")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{}</svg>'
    secret = tmp_path / "secret.svg"
    secret.write_text(drawing.format('<text y="50">geheim</text>'))
    rules = re.findall(r"<meta http-equiv[^>]+>", paper)[0]
    asking = f'<img src="{secret.as_uri()}">'
    assert b"/ToUnicode" in printed(asking.encode(), browser)
    assert b"/ToUnicode" not in printed(f"{rules}{asking}".encode(), browser)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("level", "code", "named"),
    [("gemeente", "GM0855", "gemeente-tilburg"), ("land", "NL", "nederland")],
)
def test_it_is_two_sheets_of_a4_with_text_and_links(client, level, code, named):
    if chromium() is None:
        pytest.skip("no browser on this machine that can print")
    answer = client.get(f"/regio/{level}/{code}.pdf")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    assert f"techniek-dichtbij_{named}_portret_" in answer.headers["Content-Disposition"]
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
