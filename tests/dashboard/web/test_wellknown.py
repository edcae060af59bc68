"""What browsers and search engines ask by themselves."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from dashboard.address.portrait import WORDS
from dashboard.texts import LANGUAGES
from geodata.vocabulary import CLOSE_LEVELS, OWN

SITE = "https://kaart.example"
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def listed(client) -> dict[str, dict[str, str]]:
    """Address of every page in the sitemap -> its languages and their addresses."""
    answer = client.get("/sitemap.xml", base_url=SITE)
    assert answer.status_code == 200 and answer.mimetype == "application/xml"
    entries = ElementTree.fromstring(answer.data).findall("map:url", NAMES)
    found = {
        entry.findtext("map:loc", namespaces=NAMES): {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in entry.findall("xhtml:link[@rel='alternate']", NAMES)
        }
        for entry in entries
    }
    assert len(found) == len(entries)
    return found


def portraits(data) -> dict[str, str]:
    """Level of every portrait but those close to home, by path."""
    regions = data.tables.regions
    rows = regions[~regions["level"].isin(CLOSE_LEVELS)][["level", "code"]]
    return {f"/regio/{WORDS[level]}/{code}": level for level, code in rows.itertuples(index=False)}


def test_the_sitemap_has_every_page_in_every_language(listed, data):
    assert {address.removeprefix(SITE).partition("?")[0] for address in listed} == {
        *("/", "/verantwoording", "/regelingen", "/toegankelijkheid", "/api"),
        *portraits(data),
    }
    for address, languages in listed.items():
        assert address.startswith(f"{SITE}/")
        assert tuple(languages) == LANGUAGES and address in languages.values()
        assert all(listed[other] == languages for other in languages.values())


def test_the_sitemap_has_the_same_order_in_every_process(listed):
    english = [page.removeprefix(SITE) for page in listed if page.endswith("taal=en")]
    pages = ("/", "/verantwoording", "/regelingen", "/toegankelijkheid", "/api", "/regio/land/NL")
    assert english[: len(pages)] == [f"{page}?taal=en" for page in pages]


@pytest.mark.slow
def test_what_the_sitemap_lists_is_there(client, listed, data):
    """The pages, and a portrait of every level; test_portrait_pages reads those of all regions."""
    levels = portraits(data)
    paths = [address.removeprefix(SITE) for address in listed]
    first = {
        (levels.get(path.partition("?")[0], path), "taal=en" in path): path
        for path in reversed(paths)
    }
    assert len(first) == 2 * (5 + len(WORDS) - len((*CLOSE_LEVELS, OWN)))
    for path in first.values():
        answer = client.get(path)
        assert answer.status_code == 200, path
        if path.startswith("/regio/"):
            language = "en" if "taal=en" in path else "nl"
            assert f'<html lang="{language}">' in answer.text


def test_the_sitemap_is_sent_small(client):
    answer = client.get("/sitemap.xml", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br" and len(answer.data) < 20_000


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_a_host_that_is_no_name_is_refused(client, path):
    assert client.get(path, headers={"Host": "a<b>&.example"}).status_code == 400


def test_robots_are_told_what_there_is(client):
    answer = client.get("/robots.txt", base_url=SITE)
    assert answer.mimetype == "text/plain"
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]
    needed = ("/assets/style.css", "/assets/geo/x.json", "/_dash-layout", "/_dash-update-component")
    for path in ("/", "/?taal=en", "/verantwoording", "/api", "/regio/gemeente/GM0855", *needed):
        assert rules.can_fetch("*", SITE + path), path
    for path in ("/api/v1/coverage", "/kaart.svg?gebied=NL", "/ringen.json", "/voorstel?aantal=2"):
        assert not rules.can_fetch("*", SITE + path), path


def test_the_icon_is_where_browsers_look_for_it(client):
    answer = client.get("/favicon.ico", follow_redirects=True)
    assert answer.status_code == 200 and answer.mimetype == "image/svg+xml"
