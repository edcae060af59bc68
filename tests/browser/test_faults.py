"""What does not come: said in the language of the page, and no longer than it is so."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.texts import LANGUAGES, texts_in
from tests.support.screen import settle

#: What a server before ours says when ours is away.
PROXY = {"status": 502, "content_type": "text/html", "body": "<h1>502 Bad Gateway</h1>"}
#: A refusal of ours.
OURS = {
    "status": 429,
    "content_type": "text/plain; charset=utf-8",
    "headers": {"Content-Language": "nl"},
    "body": "U vroeg dit vaak.",
}


def ask_file(page: Page) -> None:
    menu = page.locator("#part-download")
    if not menu.get_attribute("open"):
        menu.evaluate("(menu) => { menu.open = true; }")
    page.locator("#part-download a[href^='/download.xlsx']").click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_does_not_come_says_so_until_it_may(lead, language):
    page = lead(f"/?gebied=PV29&taal={language}")
    usual = texts_in(language)("download.fault")
    fault = page.locator(".fetch-fault")
    page.route("**/download.xlsx*", lambda route: route.abort())
    ask_file(page)
    expect(fault).to_have_text(usual)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(fault).to_have_count(0)
    # A page of a proxy is nothing to read here.
    page.route("**/download.xlsx*", lambda route: route.fulfill(**PROXY))
    ask_file(page)
    expect(fault).to_have_text(usual)
    # Another view has another file.
    page.evaluate("document.querySelectorAll('.views > ul a')[1].click()")
    settle(page)
    expect(fault).to_have_count(0)


def test_what_the_server_refuses_is_told_in_its_words(lead):
    page = lead("/?gebied=PV29")
    page.route("**/download.xlsx*", lambda route: route.fulfill(**OURS))
    ask_file(page)
    expect(page.locator(".fetch-fault")).to_have_text(OURS["body"])


def test_a_suggestion_that_does_not_come_says_so(lead):
    page = lead("/?gebied=PV29&profiel=mt&taal=en")
    page.get_by_text("Where does one more help most?").click()
    page.route("**/voorstel*", lambda route: route.abort())
    page.press("#suggest-form [name=aantal]", "Enter")
    told = page.locator("#suggest-answer")
    expect(told).to_have_text(texts_in("en")("suggest.fault"))
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(told).to_be_empty()


def test_why_there_is_no_suggestion_is_told_in_the_words_of_the_server(lead):
    page = lead("/?gebied=PV29&profiel=mt")
    page.get_by_text("Waar helpt één erbij het meest?").click()
    said = texts_in("nl")("suggest.busy", seconds=5)
    page.route("**/voorstel*", lambda route: route.fulfill(**OURS | {"status": 504, "body": said}))
    page.press("#suggest-form [name=aantal]", "Enter")
    expect(page.locator("#suggest-answer")).to_have_text(said)
