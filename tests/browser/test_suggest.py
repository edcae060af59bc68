"""Where does one more help most, in a real browser: asked, told, and tried."""

import re

from playwright.sync_api import expect

from tests.support.barriers import serious


def test_a_suggestion_is_worked_out_and_tried(lead):
    page = lead("/?gebied=PV29&profiel=mt")
    page.get_by_text("Waar helpt één erbij het meest?").click()
    assert page.locator("#suggest-form [name=zoek]").input_value() == "mt"
    page.fill("#suggest-form [name=aantal]", "2")
    page.press("#suggest-form [name=aantal]", "Enter")
    answer = page.locator("#suggest-answer")
    expect(answer.locator("progress")).to_be_visible()
    expect(answer.locator(".ranked li")).to_have_count(2, timeout=40_000)
    expect(answer).to_contain_text("Dit is een voorstel, geen advies.")
    assert serious(page, ".suggest") == []
    reached = re.search(r"([\d.]+) jongeren in Zeeland", answer.inner_text())[1]
    answer.get_by_role("link", name="Probeer dit").click()
    # Who is hit or helped says the same number, of what is supposed now.
    expect(page.locator("#supposed .supposed-list > li")).to_have_count(2)
    expect(page.locator("#answer .effect").first).to_contain_text(reached)
    # What was told is of the view before.
    expect(answer).to_be_empty()
    page.go_back()
    expect(page.locator("#supposed")).to_be_empty()
