"""The map on another site: whole, light, safe, and with the numbers of the screen."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from xml.etree import ElementTree

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.embed import EMBED, Embed, address, link, read
from dashboard.address.parameters import LEVEL_WORDS
from dashboard.address.query import default_view, query_of
from dashboard.address.query import read as read_view
from dashboard.address.view import View
from dashboard.data import LEVELS
from dashboard.embed import route
from dashboard.embed.picture import MOST_TITLED, titles
from dashboard.figures import answer, two_way
from dashboard.figures.caribbean import islands
from dashboard.formatting import people
from dashboard.page.components.share_menu import menu
from dashboard.page.parts import PARTS
from dashboard.settings import Settings
from dashboard.texts import texts_in
from dashboard.web.assets import ASSETS
from dashboard.web.pools import Pool
from dashboard.words.answer import answer_words
from dashboard.words.iframe import SIZES, USUAL, frame
from dashboard.words.question import view_question
from tests.support.kinds import SHOW_WORDS

SITE = "http://localhost"
REGIONS = ("NL", "PV29", "GM0855", "5017", "sto-bes")
#: Bytes of everything that an embedded map fetches, compressed.
MOST_BYTES = 150_000
VIEWS = [
    f"kaart={show}&per={level}&gebied={REGIONS[(row + column) % len(REGIONS)]}"
    for row, show in enumerate(SHOW_WORDS.values())
    for column, level in enumerate(LEVEL_WORDS.values())
]
HOSTILE = [
    "gebied=<script>alert(1)</script>",
    "gebied=%00&profiel=%ff%fe",
    "<img src=x onerror=alert(1)>=1",
    '"><svg onload=alert(1)>=x&taal="><b>',
    "achtergrond=javascript:alert(1)&knoppen=%27%22",
    "zicht=nan,inf,1e999&zicht=,,,",
    "gebied=" + "A" * 50_000,
    "&".join(f"a{number}=1" for number in range(500)),
    "taal={{7*7}}&{{config}}=1",
    "klein=-1&minuten=999&snelheid=١٢",
]


class Words(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag: str) -> list[dict]:
        return [attributes for found, attributes in self.tags if found == tag]


def directives(header: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in header.split(";"))}


def shown(client, query: str) -> Words:
    answered = client.get(f"{EMBED}?{query}")
    assert answered.status_code == 200
    return Words(answered.text)


# ---- the page -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("query", VIEWS)
def test_every_view_is_whole_and_light(client, data, query):
    answered = client.get(f"{EMBED}?{query}&taal=en", headers={"Accept-Encoding": "br"})
    assert answered.status_code == 200
    page = Words(brotli.decompress(answered.data).decode())
    fetched = [one["href"] for one in page.all("link") if one["rel"] == "stylesheet"]
    (sheet,) = (len(client.get(one).data) for one in fetched)
    (font,) = (one.stat().st_size for one in (ASSETS / "fonts").glob("*-latin-wght-*.woff2"))
    assert len(answered.data) + sheet + font < MOST_BYTES
    view, _ = read_view(query + "&taal=en", data)
    words = texts_in("en")
    found = answer_words(Context(data, view))
    text = " ".join(page.text.split())
    for part in (view_question(view, words), found.headline, *found.sources, words("embed.whole")):
        assert " ".join(part.split()) in text
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("region", ["NL", "PV29", "GM0855", "sto-achterhoek-noord"])
@pytest.mark.parametrize("profile", ["hard", "bwi", "dp"])
def test_the_number_is_that_of_the_answer(client, data, region, profile):
    page = shown(client, f"gebied={region}&profiel={profile}&per=gemeente")
    view, _ = read_view(f"gebied={region}&profiel={profile}", data)
    found = answer.answer(data, view)
    assert f"{found.dots[0]} van de 100" in page.text
    without = found.young - found.covered
    assert (f"{people(without, 'nl')} jongeren niet" in page.text) == (without > 0)


def test_the_drawing_is_sound_and_its_areas_say_their_class(client, data):
    html = client.get(f"{EMBED}?kaart=dekking&gebied=PV30&per=gemeente").text
    drawn = re.search(r"<figure>(.*?)</figure>", html, re.S)[1]
    root = ElementTree.fromstring(drawn)
    svg = "{http://www.w3.org/2000/svg}"
    inside = next(part for part in root.iter(f"{svg}g") if part.get("id") == "kaart-inside")
    read_at = [one.findtext(f"{svg}title") for one in inside.iter(f"{svg}path")]
    assert len(read_at) == len(data.areas_inside("municipality", "PV30"))
    assert all(re.match(r".+: .+", one) for one in read_at)
    assert sum(one.startswith("Tilburg: ") for one in read_at) == 1
    assert "width" not in root.attrib, "it grows with its frame"


def test_a_class_in_words_holds_the_figure(data):
    view, _ = read_view("kaart=dekking&per=provincie", data)
    share = view.kind.figures(data.tables, view, "province")["share"].to_numpy()
    said_of = titles(Context(data, view))
    assert len(said_of) == 12
    for value, words in zip(share, said_of, strict=True):
        said_class = words.split(": ", 1)[1]
        numbers = [float(one.replace(",", ".")) for one in re.findall(r"[\d,]+", said_class)]
        if len(numbers) == 2:
            assert numbers[0] <= value < numbers[1]
        elif "minder" in said_class:
            assert value < numbers[0]
        else:
            assert value >= numbers[0]


def test_both_classes_of_offer_and_work_are_said(data):
    view, _ = read_view("kaart=tweeweg&per=corop", data)
    words = texts_in("nl")
    cells = two_way.pairs(data, view).frame["cell"].tolist()
    for cell, text in zip(cells, titles(Context(data, view)), strict=True):
        if cell < 0:
            assert text.endswith(words("map.no_data"))
        else:
            assert words(f"two_way.{view.entry.demand}.{cell // 3}") in text
            assert words(f"two_way.offer.{cell % 3}") in text


def test_of_the_islands_it_shows_the_islands(client):
    page = client.get("/embed?gebied=sto-bes&taal=en").text
    assert all(island["name"] in page for island in islands())
    assert texts_in("en")("caribbean.scale") in page
    assert texts_in("en")("legend.sites") not in page and "Amsterdam" not in page


def test_too_many_areas_have_no_words(data):
    assert titles(Context(data, default_view(data))) == []
    near, _ = read_view("gebied=GM0855", data)
    assert len(data.areas_inside("postcode", "GM0855")) < MOST_TITLED
    assert any(one.startswith("50") for one in titles(Context(data, near)))


def test_without_controls_there_is_one_way_out(client):
    page = shown(client, "gebied=GM0855&maat=fiets")
    (only,) = page.all("a")
    assert only["href"] == "/?gebied=GM0855&maat=fiets"
    assert only["target"] == "_blank" and only["rel"] == "noopener"
    assert not {"script", "form", "button", "iframe", "base"} & {tag for tag, _ in page.tags}


@pytest.mark.slow
@pytest.mark.parametrize("query", ["kaart=dekking", "kaart=werk&cijfer=ww", "kaart=tweeweg"])
def test_a_control_keeps_the_rest_of_the_view(client, data, query):
    base = f"{query}&gebied=PV29&taal=en&achtergrond=doorzichtig&knoppen=ja"
    links = [one["href"] for one in shown(client, base).all("a") if "target" not in one]
    assert len(links) > 1
    mine = read(base, data)
    for href in links:
        assert href.startswith(f"{EMBED}?")
        other = read(urlsplit(href).query, data)
        assert other.ignored == ()
        assert (other.transparent, other.controls) == (True, True)
        assert (other.view.region, other.view.language) == ("PV29", "en")
        assert other.view.show == mine.view.show
        assert client.get(href).status_code == 200


def test_the_choice_that_is_shown_is_marked(client):
    page = shown(client, "profiel=pie&per=rmc&kaart=dekking&knoppen=ja")
    current = [one["href"] for one in page.all("a") if one.get("aria-current")]
    assert len(current) == 2
    assert all("profiel=pie" in one and "per=rmc" in one for one in current)


def test_the_background_is_as_asked(client):
    assert shown(client, "").all("body") == [{"class": "light"}]
    assert shown(client, "achtergrond=doorzichtig").all("body") == [{"class": "transparent"}]


def test_the_map_stands_where_the_reader_moved_it(client, data):
    near, far = (shown(client, f"per=gemeente&zicht=5.08,51.56,{zoom}") for zoom in (11, 7))
    assert near.text != far.text
    (whole,) = near.all("a")
    assert dict(parse_qsl(urlsplit(whole["href"]).query))["zicht"] == "5.08,51.56,11"


def test_what_cannot_be_used_falls_back_and_is_said(client):
    page = shown(client, "gebied=nergens&achtergrond=paars&per=provincie&knoppen=ja%20ja")
    for name in ("gebied", "achtergrond", "knoppen"):
        assert name in texts_in("nl")("notice.ignored", names=name)
        assert re.search(rf"niet te gebruiken \([^)]*{name}", page.text)
    assert "jongeren in Nederland" in page.text
    assert "niet te gebruiken" not in shown(client, "per=provincie&utm_source=x").text


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_input_is_only_text(client, query):
    for asked_as in (query, quote(query, safe="=&")):
        answered = client.get(f"{EMBED}?{asked_as}&per=provincie")
        assert answered.status_code == 200
        page = Words(answered.text)
        assert "script" not in {tag for tag, _ in page.tags}
        assert not any(name.startswith("on") for _, found in page.tags for name in found)
        assert "49" not in re.findall(r"\(([^)]*)\)", page.text)
        assert len(answered.data) < 400_000


@settings(max_examples=25)
@given(st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=5))
def test_no_text_breaks_the_page(app, parameters):
    query = urlencode(parameters, errors="replace")
    answered = app.server.test_client().get(f"{EMBED}?kaart=dekking&{query}&per=provincie")
    assert answered.status_code == 200
    assert "script" not in {tag for tag, _ in Words(answered.text).tags}


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_reading_never_raises_and_the_address_reads_back(data, query):
    found = read(query, data)
    again = read(urlsplit(address(found, data)).query, data)
    assert again == Embed(found.view, found.transparent, found.controls, found.camera)
    assert link(found, data).startswith("/")


def test_who_has_to_wait_is_told_so(client, monkeypatch):
    monkeypatch.setattr(route, "DRAWINGS", Pool(places=0, turns=1))
    answered = client.get(EMBED)
    assert answered.status_code == 503
    assert int(answered.headers["Retry-After"]) > 0
    assert answered.headers["Refresh"] == answered.headers["Retry-After"]
    assert "Cache-Control" not in answered.headers


# ---- headers ------------------------------------------------------------------------------------


def test_an_embedded_map_runs_nothing_and_may_be_framed_by_all(client):
    headers = client.get(EMBED).headers
    rules = directives(headers["Content-Security-Policy"])
    assert rules["script-src"] == ["'none'"] and rules["default-src"] == ["'none'"]
    assert rules["frame-ancestors"] == ["*"]
    assert "X-Frame-Options" not in headers
    assert "Set-Cookie" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/", "/embed/", "/embedded", "/regio/gemeente/GM0855", "/oembed", "/api", "/kaart.svg"]
)
def test_nothing_else_may_be_framed_by_others(client, path):
    rules = directives(client.get(path).headers["Content-Security-Policy"])
    assert rules["frame-ancestors"] == ["'self'"]


def test_who_may_embed_can_be_set_apart_from_who_may_frame(data):
    app = create_app(Settings(embed_ancestors="https://example.org"), data)
    client = app.server.test_client()
    for path, allowed in ((EMBED, "https://example.org"), ("/", "'self'")):
        rules = directives(client.get(path).headers["Content-Security-Policy"])
        assert rules["frame-ancestors"] == [allowed]


def test_the_page_holds_no_style_that_its_policy_refuses(client):
    for query in ("kaart=tweeweg", "gebied=GM0855&knoppen=ja", "kaart=enig"):
        page = shown(client, query)
        assert "style" not in {tag for tag, _ in page.tags}
        assert not any("style" in found for _, found in page.tags)


# ---- oEmbed -------------------------------------------------------------------------------------


def ask(client, url: str, **more):
    return client.get("/oembed", query_string={"url": url} | more)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/?gebied=GM0855&profiel=pie",
        "/embed?gebied=PV29&achtergrond=doorzichtig",
        "/regio/gemeente/GM0855?taal=en",
        "/?zicht=5.08,51.56,10",
    ],
)
def test_oembed_gives_a_frame_that_works(client, path):
    answered = ask(client, SITE + path)
    assert answered.status_code == 200
    assert answered.mimetype == "application/json"
    assert answered.headers["Access-Control-Allow-Origin"] == "*"
    found = answered.json
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert (found["width"], found["height"]) == SIZES[USUAL]
    assert found["provider_url"] == f"{SITE}/"
    page = Words(found["html"])
    ((tag, attributes),) = page.tags
    assert tag == "iframe"
    assert attributes["loading"] == "lazy"
    assert attributes["title"] == found["title"]
    assert (attributes["width"], attributes["height"]) == ("600", str(SIZES[USUAL][1]))
    assert attributes["src"].startswith(f"{SITE}{EMBED}")
    asked_for = dict(parse_qsl(urlsplit(path).query))
    given_back = dict(parse_qsl(urlsplit(attributes["src"]).query))
    assert asked_for.items() <= given_back.items()
    assert client.get(attributes["src"].removeprefix(SITE)).status_code == 200


@settings(max_examples=40)
@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_frame_is_never_larger_than_asked(app, width, height):
    client = app.server.test_client()
    found = ask(client, f"{SITE}/", maxwidth=width, maxheight=height).json
    assert found["width"] == min(width, SIZES[USUAL][0])
    assert found["height"] == min(height, SIZES[USUAL][1])
    (attributes,) = Words(found["html"]).all("iframe")
    assert attributes["width"] == str(found["width"])
    assert attributes["height"] == str(found["height"])


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://localhost.example.org/",
        "http://localhost:9/",
        "http://localhost@example.org/",
        "//localhost/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[",
        "http://localhost:x/",
        "/",
        "nonsense",
        f"{SITE}/nergens",
        f"{SITE}/api",
        f"{SITE}/regio/gemeente/XX",
        f"{SITE}/?{'a' * 9000}",
    ],
)
def test_an_address_without_a_map_is_not_found(client, url):
    assert ask(client, url).status_code == 404


def test_other_bad_questions_get_the_status_of_the_standard(client):
    assert ask(client, f"{SITE}/", format="xml").status_code == 501
    assert ask(client, f"{SITE}/", format="json").status_code == 200
    assert client.get("/oembed").status_code == 400
    for bad in ("0", "-5", "many", "1e3", "9" * 40, "٣٠٠"):
        answered = ask(client, f"{SITE}/", maxwidth=bad)
        assert answered.status_code == 400
        assert "maxwidth" in answered.text and bad not in answered.text
    assert ask(client, f"{SITE}/", maxwidth="").status_code == 200
    assert client.post("/oembed").status_code in (404, 405)


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=8))
def test_oembed_never_fails(app, url, width, kind):
    client = app.server.test_client()
    for text in (url, f"{SITE}/{url}", f"{SITE}/?{url}"):
        found = ask(client, text, maxwidth=width)
        assert found.status_code in (200, 400, 404)
        if found.status_code == 200:
            assert len(Words(found.json["html"]).tags) == 1
    assert ask(client, f"{SITE}/", format=kind or "json").status_code in (200, 501)


def test_https_behind_a_proxy_is_the_same_site(client):
    assert ask(client, "https://localhost/?gebied=GM0855").status_code == 200


@pytest.mark.parametrize("path", [f"{EMBED}?gebied=GM0855", "/regio/gemeente/GM0855?profiel=pie"])
def test_pages_say_where_their_code_is(client, path):
    page = Words(client.get(path).text)
    (found,) = (one for one in page.all("link") if one.get("type") == "application/json+oembed")
    assert found["rel"] == "alternate"
    asked_at = urlsplit(found["href"])
    assert dict(parse_qsl(asked_at.query))["url"] == SITE + path
    answered = client.get(f"{asked_at.path}?{asked_at.query}")
    assert answered.status_code == 200
    assert "gebied=GM0855" in unescape(answered.json["html"])


# ---- the menu to share --------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "gebied=GM0855&profiel=pie&taal=en", "kaart=tweeweg"])
def test_the_menu_has_the_link_and_the_code_of_this_view(data, query):
    view, _ = read_view(query, data)
    context = Context(data, view)
    made = json.loads(json.dumps(menu(context), default=_plain))
    fields = {one["id"]: one for one in _find(made, "readOnly")}
    assert {"share-link", "share-code"} < {*fields}
    link, code = (PARTS[place](context) for place in ("share-link", "share-code"))
    assert read_view(urlsplit(link).query, data)[0] == view
    (attributes,) = Words(code).all("iframe")
    assert read(urlsplit(attributes["src"]).query, data).view == view
    assert attributes["title"]
    assert all(one["readOnly"] for one in fields.values())
    copies = {one["data-copy"] for one in _find(made, "data-copy")}
    assert copies == set(fields)


def _plain(component):
    return component.to_plotly_json()


def _find(part, key: str) -> list[dict]:
    """Properties of every component that has this one."""
    if isinstance(part, list):
        return [found for one in part for found in _find(one, key)]
    if not isinstance(part, dict):
        return []
    own = [part] if key in part else []
    return own + [found for one in part.values() for found in _find(one, key)]


def test_the_code_holds_what_was_typed_as_text():
    code = frame('/embed?a="><script>', '"><script>alert(1)</script>')
    assert [tag for tag, _ in Words(code).tags] == ["iframe"]


def test_every_level_has_its_word_in_the_controls(client):
    page = shown(client, "kaart=dekking&knoppen=ja&gebied=GM0344")
    for level in LEVELS:
        assert texts_in("nl")(f"level.{level}.many") in page.text


def test_what_only_a_table_shows_makes_no_other_map(data):
    view = View(year=data.tables.years[-1], table=True, facilities=True)
    assert not read(query_of(view), data).view.table


def test_oembed_reads_an_escaped_ampersand_and_says_what_it_cannot_read(client):
    good = client.get(
        "/oembed?url=http%3A%2F%2Flocalhost%2F%3Fprofiel%3Dbwi%26amp%3Bgebied%3DGM0518"
    )
    assert "/embed?gebied=GM0518&amp;profiel=bwi" in good.json["html"]
    bad = client.get("/oembed?url=http%3A%2F%2Flocalhost%2F%3Fgebied%3DGM9999")
    assert bad.status_code == 404 and "gebied" in bad.text
