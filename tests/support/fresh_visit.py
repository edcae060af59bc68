"""What somebody sees who types an address, as the server tells it: without a browser.

A page that Dash draws is a frame of which callbacks fill the parts; a visit asks each of them once
and puts the answers in their places. So does this, at a fraction of what a browser takes.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from dashboard.messages.rules import rules

#: Drawn by the browser alone: of these the server tells no words.
WORDLESS = ("Graph", "Slider", "Input", "Store", "Location")
#: What a callback of the map is told, and what the callback of the whole page is told.
MAP_INPUTS = [{"id": "address", "property": "search"}]
LANGUAGES = {"Accept-Language": "en-US"}  # what a Chromium asks that nobody told anything
PAGE_INPUTS = [{"id": "url", "property": "pathname"}, {"id": "url", "property": "search"}]


class Document(HTMLParser):
    """The language, title and links of a page as it is sent, and whether Dash draws it."""

    def __init__(self, markup: str):
        super().__init__()
        self.language = self.title = ""
        self.links: list[str] = []
        self.is_drawn = False
        self._inside = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        attributes = dict(attrs)
        self._inside = tag
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

    def __init__(self, status: int, kind: str, body: bytes):
        self.status, self.kind, self.body = status, kind, body

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

    def painted(self, path: str, paint: Callable[[], dict]) -> dict:
        """What the map of an address is painted with; ``paint`` asks a page the first time."""
        if path not in self._painted:
            self._painted[path] = paint()
        return self._painted[path]

    def _answer(self, path: str) -> Answer:
        try:
            with urlopen(Request(self.site + path, headers=LANGUAGES)) as sent:
                return Answer(sent.status, sent.headers.get_content_type(), sent.read())
        except HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers.get_content_type(), refusal.read())

    def _document(self, path: str) -> Document:
        return Document(self.answer(path).body.decode())

    def _drawn(self, path: str) -> dict:
        """Of a page that Dash draws: its words and links, and what its map is told."""
        address = urlsplit(path)
        search = f"?{address.query}" if address.query else ""
        told = {"pathname": address.path, "search": search}
        filled = self._fill(PAGE_INPUTS, told)
        if address.path == "/":
            filled |= self._fill(MAP_INPUTS, told)
        links: list[list[str]] = []
        words = "".join(_words(filled["page"]["children"], filled, links))
        language = filled["shown"]["data"]["language"]
        return {
            "language": language,
            "title": rules()["titles"][language],
            "words": "".join(words.split()),
            "links": links,
            "areas": filled["map-message"]["data"] if address.path == "/" else None,
        }

    def _fill(self, inputs: list[dict], told: dict) -> dict:
        """Part of the page -> what every callback with these inputs answers for it."""
        filled: dict[str, dict] = {}
        for callback in self._callbacks:
            on_server = not callback["clientside_function"] and "@" not in callback["output"]
            if not on_server or callback["inputs"] != inputs:
                continue
            for part, properties in self._call(callback, told).items():
                filled.setdefault(part, {}).update(properties)
        return filled

    def _call(self, callback: dict, told: dict) -> dict:
        output = callback["output"]
        several = output.startswith("..")
        names = output.strip(".").split("...") if several else [output]
        pairs = [name.rsplit(".", 1) for name in names]
        outputs = [{"id": part, "property": name} for part, name in pairs]
        question = {
            "output": output,
            "outputs": outputs if several else outputs[0],
            "inputs": [{**one, "value": told[one["property"]]} for one in callback["inputs"]],
            "state": [{**one, "value": None} for one in callback["state"]],
            "changedPropIds": [],
        }
        request = Request(
            f"{self.site}/_dash-update-component",
            json.dumps(question).encode(),
            {"Content-Type": "application/json"},
        )
        with urlopen(request) as sent:
            body = sent.read()
        return json.loads(body)["response"] if body else {}


def _words(part, filled: dict, links: list) -> Iterator[str]:
    """The words of a component with everything that fills it; its links are added to the list."""
    if isinstance(part, list):
        for one in part:
            yield from _words(one, filled, links)
    elif isinstance(part, str | int | float) and not isinstance(part, bool):
        yield str(part)
    elif isinstance(part, dict) and part["type"] not in WORDLESS:
        properties = part["props"] | filled.get(part["props"].get("id"), {})
        if "href" in properties:
            links.append([properties["href"], properties.get("className") or ""])
        # A button that copies says so for a while.
        if "data-copy" not in properties:
            yield from _words(properties.get("children"), filled, links)
