"""What somebody sees who types an address, as the server tells it: without a browser.

A page that Dash draws is a frame of which one answer fills the parts; a visit asks for both and
puts the parts in their places. So does this, at a fraction of what a browser takes.
"""

import json
from collections.abc import Callable, Iterator
from email.message import Message
from functools import cache
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from dashboard.address.paths import UPDATE
from dashboard.messages.rules import rules
from tests.support.markup import Markup
from tests.support.patience import patiently

#: Drawn by the browser alone: of these the server tells no words.
WORDLESS = ("Graph", "Slider", "Input", "Store", "Location")
LANGUAGES = {"Accept-Language": "en-US"}  # what a Chromium asks that nobody told anything


class Document(HTMLParser):
    """The language, title and links of a page as it is sent, the names of its places, and whether
    Dash draws it."""

    def __init__(self, markup: str):
        super().__init__()
        self.language = self.title = ""
        self.links: list[str] = []
        self.places: set[str] = set()
        self.is_drawn = False
        self._inside = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        attributes = dict(attrs)
        self._inside = tag
        self.places.add(attributes.get("id", ""))
        self.is_drawn |= attributes.get("id") == "react-entry-point"
        if tag == "html":
            self.language = attributes.get("lang", "")
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title" and not self.title:
            self.title = data.strip()


class Answer:
    """What the server sends for an address."""

    def __init__(self, status: int, headers: Message, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def kind(self) -> str:
        return self.headers.get_content_type()

    @property
    def is_page(self) -> bool:
        return self.kind == "text/html"


class FreshVisits:
    """Every address of a site as a fresh visit shows it; each is asked for once."""

    def __init__(self, site: str):
        self.site = site
        self.answer = cache(self._answer)
        self.document = cache(self._document)
        self.drawn = cache(self._drawn)
        self._painted: dict[str, dict] = {}
        self._callbacks = json.loads(self._answer("/_dash-dependencies").body)

    def has(self, path: str, place: str) -> bool:
        """Is there a place of this name on the page of an address, for who follows a link to it?"""
        document = self.document(path)
        return place in (self.drawn(path)["places"] if document.is_drawn else document.places)

    def painted(self, path: str, paint: Callable[[], dict]) -> dict:
        """What the map of an address is painted with; ``paint`` asks a page the first time."""
        if path not in self._painted:
            self._painted[path] = paint()
        return self._painted[path]

    def _answer(self, path: str) -> Answer:
        return patiently(lambda: self._asked(path), lambda answer: answer.headers)

    def _asked(self, path: str) -> Answer:
        try:
            with urlopen(Request(self.site + path, headers=LANGUAGES)) as sent:
                return Answer(sent.status, sent.headers, sent.read())
        except HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers, refusal.read())

    def _document(self, path: str) -> Document:
        return Document(self.answer(path).body.decode())

    def _drawn(self, path: str) -> dict:
        """Of a page that Dash draws: its words and links, and what its map is told."""
        address = urlsplit(path)
        search = f"?{address.query}" if address.query else ""
        page = self._page(address.path, search)
        update = {"parts": {}, "messages": {"areas": None, "distances": None}}
        if address.path == "/":
            update = json.loads(self._answer(UPDATE + search).body)
        links: list[list[str]] = []
        places: set[str] = set()
        words = "".join(_words(page["page"]["children"], update["parts"], links, places))
        language = page["shown"]["data"]["language"]
        return {
            "language": language,
            "title": update.get("title", rules()["titles"].get(address.path, {}).get(language)),
            "words": "".join(words.split()),
            "links": links,
            "places": places,
            "areas": _areas(**update["messages"]),
        }

    def _page(self, path: str, search: str) -> dict:
        """What the callback of the whole page answers: property by component."""
        (callback,) = (one for one in self._callbacks if "..page.children." in one["output"])
        told = {"url.pathname": path, "url.search": search}
        outputs = callback["output"].strip(".").split("...")
        question = {
            "output": callback["output"],
            "outputs": [
                dict(zip(("id", "property"), one.split("."), strict=True)) for one in outputs
            ],
            "inputs": callback["inputs"],
            "state": [
                {**one, "value": told.get(f"{one['id']}.{one['property']}")}
                for one in callback["state"]
            ],
            "changedPropIds": [],
        }
        request = Request(
            f"{self.site}/_dash-update-component",
            json.dumps(question).encode(),
            {"Content-Type": "application/json"},
        )
        with urlopen(request) as sent:
            return json.load(sent)["response"]


def _areas(areas: dict | None, distances: dict | None, **_: object) -> dict | None:
    """What the map is told, of which distances travel apart."""
    return areas and {**areas, **(distances or {})}


def _words(component, parts: dict[str, str], links: list, places: set[str]) -> Iterator[str]:
    """The words of a component with the parts that fill it; its links, and the names of its places,
    are added to what there is of these."""
    if isinstance(component, list):
        for one in component:
            yield from _words(one, parts, links, places)
    elif isinstance(component, str | int | float) and not isinstance(component, bool):
        yield str(component)
    elif isinstance(component, dict) and component["type"] not in WORDLESS:
        properties = component["props"]
        if "href" in properties:
            links.append([properties["href"], properties.get("className") or ""])
        places.add(properties.get("id", ""))
        yield from _words(properties.get("children"), parts, links, places)
        if properties.get("id") in parts:
            words, inside = _words_and_links(parts[properties["id"]], parts)
            links.extend(inside)
            yield words


def _words_and_links(markup: str, parts: dict[str, str]) -> tuple[str, list[list[str]]]:
    """The words of a part as it is sent, with the parts whose place stands in it, and where its
    links lead to with how they look."""
    words, leads, copies = "", [], False
    for kind, what, *attributes in Markup(markup).steps:
        if kind == "begin":
            if "href" in attributes[0]:
                leads.append([attributes[0]["href"], attributes[0].get("class") or ""])
            copies = "data-copy" in attributes[0]
            if attributes[0].get("id") in parts:
                inside, within = _words_and_links(parts[attributes[0]["id"]], parts)
                words += inside
                leads += within
        elif kind == "end":
            copies = False
        # A button that copies says so for a while.
        elif not copies:
            words += what
    return words, leads
