"""The document of the main page: what it says of its view to who links to it; it is kept."""

from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.address.query import link, read
from dashboard.data import Data
from dashboard.settings import Settings

SITE = "https://kaart.example.nl"
TILBURG = "/?gebied=GM0855&profiel=pie"
ENGLISH = "/?kaart=enig&gebied=PV28&taal=en"


class Head(HTMLParser):
    """What the head of a document says of it."""

    def __init__(self, document: str):
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, dict[str, str]] = {}
        self.language, self.title, self._in_title = "", "", False
        self.ids: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.language = given["lang"]
        elif tag == "meta":
            self.meta[given.get("property") or given.get("name", "")] = given.get("content", "")
        elif tag == "link":
            self.links[given.get("type") or given["rel"]] = given
        if "id" in given:
            self.ids.append(given["id"])
        # A drawing has titles of its own.
        self._in_title = tag == "title" and not self.title

    def handle_data(self, text: str) -> None:
        self.title += text if self._in_title else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


@pytest.fixture(scope="module")
def ask(data: Data) -> Callable[..., str]:
    server = create_app(Settings(hosts=["kaart.example.nl"]), data).server
    return lambda path: server.test_client().get(path, base_url=SITE).text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "language", "title", "answer"),
    [
        ("/", "nl", "Nederland: Hoeveel jongeren kunnen", "van de 100 jongeren in Nederland"),
        (TILBURG, "nl", "Tilburg: Hoeveel jongeren kunnen produceren", "jongeren in Tilburg"),
        (ENGLISH, "en", "Zuid-Holland: ", "out of 100"),
        ("/?taal=en", "en", "The Netherlands: How many", "young people in the Netherlands"),
    ],
)
def test_a_link_says_elsewhere_what_its_view_says(ask, data, path, language, title, answer):
    head = Head(ask(path))
    here = SITE + link(read(urlsplit(path).query, data)[0], data)
    assert head.language == language
    assert head.title.startswith(title)
    assert head.meta["og:title"] == head.title
    assert answer in head.meta["description"] == head.meta["og:description"]
    assert head.meta["og:url"] == head.links["canonical"]["href"] == here
    assert head.meta["og:image"] == here.replace(f"{SITE}/", f"{SITE}/kaart.png")


@pytest.mark.parametrize(
    ("path", "language", "answer"),
    [
        ("/regio/gemeente/GM0855?profiel=pie", "nl", "jongeren in Tilburg"),
        ("/regio/land/NL?taal=en", "en", "out of 100"),
        ("/regio/sto/sto-bes", "nl", "Drie scholen op drie eilanden"),
    ],
)
def test_a_link_to_a_portrait_shows_its_answer_and_its_map(ask, path, language, answer):
    head = Head(ask(path))
    assert head.language == language
    assert head.meta["og:title"] == head.title
    assert answer in head.meta["og:description"]
    assert head.meta["og:url"] == head.links["canonical"]["href"] == SITE + path
    picture = urlsplit(head.meta["og:image"])
    code = urlsplit(path).path.rpartition("/")[2]
    assert picture.path == "/kaart.png" and (code == "NL" or f"gebied={code}" in picture.query)
    assert "og:image" not in Head(ask("/regio/gemeente/GM9999")).meta


@pytest.mark.parametrize("path", ["/", TILBURG, ENGLISH])
def test_the_code_to_embed_a_view_is_found_by_its_page(ask, path):
    discovered = Head(ask(path)).links["application/json+oembed"]["href"]
    assert discovered.startswith(f"{SITE}/oembed?url=")
    answer = ask(discovered.removeprefix(SITE))
    assert '"type": "rich"' in answer and "/embed" in answer


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", TILBURG, "/?tabel=open", "/?kaart=werk", "/?gebied=5038"])
def test_no_id_stands_in_the_page_twice(ask, path):
    ids = Head(ask(path)).ids
    assert len(ids) == len(set(ids))


def test_what_was_typed_is_no_markup(ask):
    typed = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%3E"
    document = ask(f"/?gebied={typed}&{typed}=1")
    assert "<script>alert" not in document and "&lt;script&gt;alert" in document


def test_another_page_has_no_picture_of_a_view(ask):
    head = Head(ask("/verantwoording?taal=en"))
    assert head.language == "en" and "og:image" not in head.meta
    assert "first-answer" not in head.ids


@pytest.fixture
def client(data: Data) -> FlaskClient:
    return create_app(Settings(), data).server.test_client()


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_who_has_the_document_fetches_it_no_second_time(client, encoding):
    headers = {"Accept-Encoding": encoding}
    first = client.get(TILBURG, headers=headers)
    assert (first.status_code, first.headers["Content-Encoding"]) == (200, encoding)
    again = client.get(TILBURG, headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/", headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_document_is_of_the_host_that_was_asked(client):
    for host in ("een.example", "twee.example"):
        document = client.get(TILBURG, base_url=f"http://{host}").text
        assert Head(document).meta["og:url"].startswith(f"http://{host}/")
