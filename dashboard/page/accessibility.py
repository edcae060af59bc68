"""Toegankelijkheid: the statement by the model of the Dutch government. It runs no script.

Which standard, how far the site is, what is not right yet, how it was tested and when, and where to
report. Which tests do what it says is in ``tests/dashboard/page/test_accessibility.py``.
"""

from datetime import date

from flask import Flask, Response, render_template

from dashboard.address.paths import ACCESSIBILITY
from dashboard.page.components.header import READING
from dashboard.texts import LANGUAGES, texts_in
from dashboard.web import incoming
from dashboard.web.assets import asset
from dashboard.words.figures import day_words

#: The day of the statement: renewed with its words, and when its tests change.
STATED = date(2026, 11, 29)
#: With which its tests look at every page.
AXE = "4.12.1"
#: What is not right yet, and what is tested: the ends of keys of texts.
BARRIERS = ("map", "files", "names", "people")
TESTS = ("keys", "zoom", "own", "motion")
OMBUDSMAN = "https://www.nationaleombudsman.nl/"


def register(server: Flask, contact: str) -> None:
    """Add the address of the statement; contact: where a barrier is reported, "" for nowhere."""

    @server.get(ACCESSIBILITY)
    def statement() -> Response:
        response = Response(page(incoming.language(), incoming.site(), contact))
        response.headers["Cache-Control"] = "no-cache"
        response.vary.add("Accept-Language")
        return response


def page(language: str, site: str, contact: str) -> str:
    """The whole page. site: the address of this site as the visitor knows it."""
    texts = texts_in(language)
    return render_template(
        "accessibility.html",
        texts=texts,
        language=language,
        other=next(one for one in LANGUAGES if one != language),
        reading=READING,
        here=ACCESSIBILITY,
        style=asset("style.css"),
        site=site,
        version=AXE,
        barriers=BARRIERS,
        tests=TESTS,
        stated=day_words(STATED.isoformat(), texts),
        contact=contact,
        report=f"mailto:{contact}" if "@" in contact else contact,
        ombudsman=OMBUDSMAN,
    )
