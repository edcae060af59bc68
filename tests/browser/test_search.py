"""The search: typing, the keys, the mouse, and answers that come late."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.support.browser import LAPTOP, MEETING_ROOM, PHONE
from tests.support.screen import wait_painted

#: Where Dash asks its callbacks.
ASKING = "**/_dash-update-component*"


def options(page: Page):
    return page.locator(".search-results [role=option]")


def marked(page: Page) -> str | None:
    """The name of the option that Enter would follow."""
    names = page.locator(".search-results [aria-selected=true] span").all_inner_texts()
    assert len(names) <= 1
    return names[0] if names else None


def type_in(page: Page, typed: str) -> None:
    """Type, and wait for the list of exactly this."""
    page.locator("#search").press_sequentially(typed)
    page.wait_for_selector(f'[data-typed="{page.input_value("#search")}"]')


def test_enter_goes_to_the_first(lead):
    page = lead("/?kaart=dekking")
    found = {
        "tilb": ("Tilburg", "postcode:GM0855"),
        "5038": ("5038 Tilburg", "postcode:5038"),
        "den bosch": ("'s-Hertogenbosch", "postcode:GM0796"),
    }
    for typed, (first, painted) in found.items():
        type_in(page, typed)
        expect(options(page).first).to_contain_text(first)
        page.press("#search", "Enter")
        wait_painted(page, painted)
        assert page.input_value("#search") == ""
        expect(options(page)).to_have_count(0)
        assert page.evaluate("document.activeElement.id") == "answer"


def test_who_types_fast_and_presses_enter_goes_where_the_typed_text_leads(lead):
    """The list, if any, is of an earlier text by then."""
    page = lead("/?kaart=dekking")
    type_in(page, "ut")
    page.locator("#search").press_sequentially("r", delay=0)
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.type("goes")
    page.keyboard.press("Enter")
    wait_painted(page, "postcode:GM0664")


def test_keys_go_through_the_list_and_the_focus_stays_in_the_field(lead):
    page = lead("/?kaart=dekking")
    type_in(page, "groningen")
    names = page.locator(".search-results [role=option] span").all_inner_texts()
    assert marked(page) is None
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "Home", "End", "ArrowDown"):
        page.keyboard.press(key)
        seen.append(marked(page))
    assert seen == [names[at] for at in (0, 1, 0, -1, 0, -1, 0)]
    field = page.locator("#search")
    expect(field).to_be_focused()
    assert field.get_attribute("aria-activedescendant") == "search-0"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**gebied=PV20*")


def test_the_field_says_that_it_has_a_list(lead):
    page = lead("/?kaart=dekking")
    field = page.get_by_role("search").locator("input")
    field.focus()
    expect(field).to_have_role("combobox")
    expect(field).to_have_accessible_name("Zoek een school, plaats, regio of postcode")
    expect(field).to_have_attribute("aria-expanded", "false")
    type_in(page, "zee")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#search-status")).to_have_text(
        "De eerste 8 van meer; typ verder, of kies met de pijltjes"
    )
    assert page.locator(f"#{field.get_attribute('aria-controls')} [role=listbox]").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.type("l")
    assert field.get_attribute("aria-activedescendant") is None


def test_escape_clears_what_was_typed_also_before_it_was_sent(lead):
    page = lead("/?kaart=dekking&gebied=PV29")
    type_in(page, "zee")
    page.keyboard.type("l")
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    expect(options(page)).to_have_count(0)
    type_in(page, "goes")
    assert options(page).count() > 0
    assert "gebied=PV29" in page.url


def test_a_late_answer_is_not_shown_over_a_newer_one(lead):
    page = lead("/?kaart=dekking")
    late: list[Route] = []

    def is_first(request: Request) -> bool:
        return '"id":"sought","property":"data","value":"assen"' in (request.post_data or "")

    def hold_the_first(route: Route) -> None:
        if is_first(route.request):
            late.append(route)
        else:
            route.continue_()

    page.route(ASKING, hold_the_first)
    with page.expect_request(is_first):
        page.locator("#search").press_sequentially("assen")
    page.locator("#search").fill("")
    type_in(page, "goes")
    with page.expect_response(lambda response: is_first(response.request)):
        late[0].continue_()
    page.evaluate("() => new Promise((later) => setTimeout(later, 50))")
    assert page.locator("[data-typed]").get_attribute("data-typed") == "goes"
    expect(options(page).first).to_contain_text("Goes")


def test_a_school_is_opened_by_a_click_and_left_by_back(lead):
    page = lead("/?kaart=dekking")
    type_in(page, "ostrea")
    expect(options(page).first).to_contain_text("school in Goes")
    options(page).first.click()
    page.wait_for_url("**vestiging=*")
    expect(page.locator("#answer")).to_contain_text("Ostrea Lyceum")
    assert page.input_value("#search") == ""
    page.go_back()
    page.wait_for_url(re.compile(r"kaart=dekking$"))
    expect(page.locator("#answer")).not_to_contain_text("Ostrea")
    assert page.problems == []


def test_the_list_is_gone_when_the_reader_turns_elsewhere_and_back_with_the_focus(lead):
    page = lead("/?kaart=dekking")
    type_in(page, "zee")
    page.locator("#answer").focus()
    expect(options(page).first).to_be_hidden()
    page.locator("#search").focus()
    expect(options(page).first).to_be_visible()


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=alert(1)>", "😀", "\u202eqq", "q" * 300, "'; drop table --"]
)
def test_nonsense_is_answered_as_text(lead, typed):
    page = lead("/?kaart=dekking")
    page.locator("#search").focus()
    page.keyboard.insert_text(typed)
    page.wait_for_selector("#search-status >> text=Niets gevonden")
    assert typed[:60] in page.inner_text("#search-status")
    assert "of een postcode" in page.inner_text("#search-status")
    page.keyboard.press("Enter")
    assert page.problems == []


@pytest.mark.parametrize("size", [MEETING_ROOM, LAPTOP, PHONE], ids=["room", "laptop", "phone"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_open_list_lies_on_the_page_whole_and_over_everything(lead, size, language):
    page = lead(f"/?kaart=dekking&taal={language}", size)
    top = page.locator(".question").first.bounding_box()
    type_in(page, "den haag")
    assert page.locator(".question").first.bounding_box() == top
    covered = page.evaluate(
        """() => [...document.querySelectorAll(".search-results [role=option]")].filter((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          const { clientWidth, clientHeight } = document.documentElement;
          const isOut = left < 0 || right > clientWidth || bottom > clientHeight;
          return isOut || [left + 2, (left + right) / 2, right - 2].some((x) =>
            !one.contains(document.elementFromPoint(x, (top + bottom) / 2)));
        }).length"""
    )
    assert covered == 0
