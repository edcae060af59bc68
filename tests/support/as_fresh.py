"""Does a page show what somebody sees who types its address? That is asked of the server: a page of
its own in the browser would take a hundred times as long."""

from collections.abc import Callable
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

from tests.support.fresh_visit import FreshVisits
from tests.support.standing import map_shown, map_told, standing

#: Seconds in which a page must have come to show what its address says, on a busy machine too.
PATIENCE_S = 30


def without_camera(address: str) -> str:
    """Path and parameters of an address, wherever the camera of the map stands."""
    parts = urlsplit(address)
    kept = "&".join(one for one in parts.query.split("&") if one and not one.startswith("zicht="))
    return parts.path + (f"?{kept}" if kept else "")


def assert_as_fresh(
    page: Page, fresh: FreshVisits, path: str, why: str = "", worded: bool = True
) -> None:
    """The page comes to show what somebody sees who types this address.

    why: what was done on the page. worded: its words are those of the address too; not when a
    button said what it did.
    """
    expected = _expected(page, fresh, path, worded)
    shown = _eventually(page, lambda: _shown(page, fresh, path, worded), expected)
    assert shown == expected, why
    # That a page is not found is no mistake of the page.
    problems = [one for one in page.problems if "status of 404" not in one]
    assert problems == [], why


def _expected(page: Page, fresh: FreshVisits, path: str, worded: bool) -> dict:
    """What a fresh visit of an address shows."""
    document = fresh.document(path)
    place = {"address": path, "wall": "weergave=scherm" in path, "covered": False}
    if not document.is_drawn:
        return place | {
            "language": document.language,
            "title": document.title,
            "links": document.links,
        }
    drawn = fresh.drawn(path)
    told = {name: drawn[name] for name in ("language", "title", "links")}
    if worded:
        told["words"] = drawn["words"]
    if drawn["areas"]:
        told["map"] = fresh.painted(path, lambda: map_told(page, drawn["areas"]))
    return place | told


def _shown(page: Page, fresh: FreshVisits, path: str, worded: bool) -> dict:
    """The same of the page as it stands."""
    document, stands = fresh.document(path), standing(page)
    shown = {"address": without_camera(page.url)}
    shown |= {name: stands[name] for name in ("wall", "covered", "language", "title", "links")}
    if not document.is_drawn:
        return shown | {"links": [href for href, _ in stands["links"]]}
    if worded:
        shown["words"] = stands["words"]
    if fresh.drawn(path)["areas"]:
        shown["map"] = map_shown(page)
    return shown


def _eventually(page: Page, look: Callable[[], Any], expected: Any) -> Any:
    """What is seen once it is as expected, or when patience is over; the page goes on meanwhile."""
    until = monotonic() + PATIENCE_S
    while True:
        try:
            seen = look()
        except Error:
            seen = None  # between two documents there is nothing to look at
        if seen == expected or monotonic() > until:
            return seen
        page.wait_for_timeout(30)
