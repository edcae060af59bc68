"""A portrait as a reader has it: its figures, its notes, its anchors, and what is wrong in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from lxml import etree

from dashboard.formatting import NOTHING_KNOWN
from dashboard.texts import texts_in

#: Most bytes of a page.
MOST = 300_000
#: Elements with nothing in them that matters here; the end of an option may be left out.
VOID = {"meta", "link", "input", "br", "img", "option", "hr"}
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?=[\s/>])")
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
#: What a value becomes when nobody looked at it.
BROKEN = re.compile(r"(?<![\w-])(nan|NaN|NaT|inf|<NA>)(?![\w-])|^None$|(?<=\S )None\b")
#: What any of these has in it: to look for the whole in every path of a drawing takes long.
SIGNS = ("nan", "NaN", "NaT", "inf", "<NA>", "None")
DOTTED = re.compile(r"(?<!\w)[a-z_]{1,30}(?:\.\w{1,30})+")
KEYS = {key for key in texts_in("nl").entries if "." in key}
#: The text of an element and of all that is in it.
TEXT = etree.XPath("string()", smart_strings=False)
#: Elements that have words in them.
WORDED = ("td", "th", "dt", "dd", "li", "p", "caption", "figcaption", "h2", "h3")


@dataclass(frozen=True)
class Element:
    """An element as the parser has it, asked for only what a test wants to know."""

    node: etree._Element

    @property
    def tag(self) -> str:
        return self.node.tag

    @property
    def attributes(self) -> Mapping[str, str]:
        return self.node.attrib

    @property
    def classes(self) -> set[str]:
        return set(self.node.get("class", "").split())

    @property
    def above(self) -> "Element | None":
        above = self.node.getparent()
        return None if above is None else Element(above)

    @property
    def inside(self) -> list["Element"]:
        return [Element(node) for node in self.node.iterchildren(etree.Element)]

    @property
    def text(self) -> str:
        return TEXT(self.node)

    def all(self, *tags: str, kind: str | None = None) -> list["Element"]:
        """Elements anywhere below, in the order of the page."""
        return [
            Element(node)
            for node in self.node.iterdescendants(*tags)
            if kind is None or kind in node.get("class", "").split()
        ]

    def under(self, kind: str) -> bool:
        """Is this, or what it stands in, of a class?"""
        return kind in self.classes or (self.above is not None and self.above.under(kind))


class Page:
    """The elements of a page; drawings are kept apart, as XML."""

    def __init__(self, html: str):
        self.html = html
        self.drawings = DRAWING.findall(html)
        plain = DRAWING.sub("", html)
        assert_closed(plain)
        # Above the page stands what holds it, as above any other element.
        whole = etree.Element("document")
        whole.append(etree.fromstring(plain, etree.HTMLParser(remove_comments=True)))
        self.root = Element(whole)
        nodes = list(whole.iterdescendants(etree.Element))
        self.ids: list[str] = re.findall(r'\bid="([^"]*)"', "".join(self.drawings))
        self.ids += [node.attrib["id"] for node in nodes if "id" in node.attrib]
        self.words: list[tuple[str, Element]] = []
        for node in nodes:
            if node.text:
                self.words.append((node.text, Element(node)))
            if node.tail:
                self.words.append((node.tail, Element(node.getparent())))

    @cached_property
    def figures(self) -> list[Element]:
        return self.root.all("a", kind="fig")

    @property
    def missing(self) -> list[Element]:
        return self.root.all("span", kind="missing")

    def section(self, anchor: str) -> Element | None:
        """A part of the page by its anchor."""
        found = [one for one in self.root.all("section") if one.attributes.get("id") == anchor]
        return found[0] if found else None

    def table(self, anchor: str, at: int = 0) -> list[list[str]]:
        """The rows of a table as text, head first."""
        rows = self.section(anchor).all("table")[at].all("tr")
        return [[cell.text for cell in row.inside] for row in rows]


def assert_closed(html: str) -> None:
    """What begins ends, in its place: the parser, like a browser, would mend it and say nothing."""
    opened: list[str] = []
    for end, tag in TAG.findall(html):
        if tag in VOID:
            continue
        if not end:
            opened.append(tag)
        else:
            assert opened and opened[-1] == tag, f"<{opened[-1:]}> is closed by </{tag}>"
            opened.pop()
    assert opened == []


def faults(page: Page) -> list[str]:
    """What no portrait may have, in words; empty when all is well."""
    return [
        *(f"{len(page.html.encode())} bytes" for _ in [0] if len(page.html.encode()) > MOST),
        *(f"id {one!r} twice" for one in sorted(set(page.ids)) if page.ids.count(one) > 1),
        *_of_headings(page),
        *_of_figures(page),
        *_of_notes(page),
        *_of_words(page),
        *_of_links(page),
        *_of_drawings(page),
    ]


def _of_headings(page: Page) -> list[str]:
    sections = [one for one in page.root.all("section") if not one.all("h2")[0].text.strip()]
    return [
        *(f"no heading in {one.attributes['id']}" for one in sections),
        *([] if page.root.all("h2") else ["no h2"]),
        *([] if page.root.all("h1")[0].text.strip() else ["no h1"]),
    ]


def _of_figures(page: Page) -> list[str]:
    """Every figure leads to a note; every dash says why."""
    found = []
    if not page.figures:
        found.append("no figure at all")
    for one in page.figures:
        if not re.search(r"\d", one.text):
            found.append(f"figure {one.text!r} has no number")
        if not one.attributes["href"].startswith("#noot-"):
            found.append(f"figure {one.text!r} leads to {one.attributes['href']}")
    for one in page.missing:
        why = one.all("small")
        if not (why and why[0].text.strip()):
            found.append(f"{one.text!r} without a reason")
    for text, at in page.words:
        if text.strip() == NOTHING_KNOWN and not at.under("missing"):
            found.append(f"a dash without a reason in <{at.tag}> {at.above.text[:60]!r}")
    return found


def _of_notes(page: Page) -> list[str]:
    """Every note has something to say, of a source with a publisher and a date."""
    found, used = [], {one.attributes["href"].removeprefix("#") for one in page.figures}
    notes = {
        one.attributes["id"]: one
        for one in page.root.all("li")
        if one.attributes.get("id", "").startswith("noot-")
    }
    found += [f"no note {key}" for key in used - set(notes)]
    for key, note in notes.items():
        sources = note.all("span", kind="from")
        if not note.inside[0].text.strip() or not sources:
            found.append(f"{key}: {note.text!r}")
        for source in sources:
            date, title = source.all("time"), source.all("span", kind="what")
            rest = source.text.removeprefix(title[0].text).removesuffix(date[0].text)
            if not re.search(r"\d{4}", date[0].text):
                found.append(f"{key}: no date in {source.text!r}")
            if not re.search(r"[A-Za-z]{2}", rest):
                found.append(f"{key}: no publisher in {source.text!r}")
    return found


def _of_words(page: Page) -> list[str]:
    """No name that was not filled in, no key instead of its words, no value that is none."""
    found = []
    spoken = [text for text, at in page.words if at.tag not in ("script", "style")]
    # A pattern that begins with the name itself is looked for ten times as fast.
    for name in ("title", "aria-label", "content", "alt"):
        spoken += re.findall(rf'{name}="([^"]*)"', page.html)
    spoken += re.findall(r">([^<>]+)<", "".join(page.drawings))
    # Most is said many times, as that a figure has a note.
    for text in dict.fromkeys(spoken):
        if "{" in text or "}" in text:
            found.append(f"not filled in: {text!r}")
        if _broken(text):
            found.append(f"broken value: {text[:80]!r}")
        if "." in text:
            found += [f"key {word}" for word in DOTTED.findall(text) if word in KEYS]
    return found + [f"empty <{one.tag}>" for one in page.root.all(*WORDED) if _empty(one)]


def _broken(text: str) -> re.Match[str] | None:
    return BROKEN.search(text) if any(sign in text for sign in SIGNS) else None


def _empty(one: Element) -> bool:
    """The first heading of a table over the names of its rows may be empty."""
    corner = one.tag == "th" and one.above.inside[0] == one and one.above.above.tag == "thead"
    return not one.text.strip() and not corner


def _of_links(page: Page) -> list[str]:
    ids, found = set(page.ids), []
    for one in page.root.all("a"):
        to = one.attributes["href"]
        if not one.text.strip():
            found.append(f"no words in the link to {to}")
        if to.startswith("#") and to[1:] not in ids:
            found.append(f"no place {to}")
    for name in ("aria-labelledby", "aria-describedby", "list", "for"):
        for value in re.findall(rf'{name}="([^"]*)"', page.html):
            found += [f"{name} {one} is nowhere" for one in value.split() if one not in ids]
    return found


def _of_drawings(page: Page) -> list[str]:
    found = []
    for drawing in page.drawings:
        try:
            ElementTree.fromstring(drawing)
        except ElementTree.ParseError as error:
            found.append(f"drawing: {error}")
        if wrong := _broken(drawing):
            found.append(f"drawing: {wrong[0]}")
    return found
