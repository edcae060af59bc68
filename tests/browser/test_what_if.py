"""What if, in a real browser: a change, who is hit, now while B is held, undo and back."""

import re

from playwright.sync_api import expect

from dashboard.address.query import read
from tests.support.screen import classes, settle

SITE = "/?gebied=GM0664&profiel=mt&per=postcode&vestiging=13OR01"


def painted(data, query: str) -> list[int]:
    """The class of every area of an address."""
    view, _ = read(query, data)
    shown = view.kind.painted(data.tables, view, view.level)
    return shown.classes[data.on_map(view.level, view.region)].tolist()


def test_a_profile_ends_and_comes_back(lead, data):
    page = lead(SITE)
    number = page.locator("#answer .answer-number")
    page.get_by_role("link", name="M&T stopt hier").click()
    expect(page.locator("#supposed li")).to_contain_text("M&T stopt bij Het Goese Lyceum")
    after = "?gebied=PV29&profiel=mt&stel=stop:13OR01.mt&per=postcode"
    assert page.evaluate("location.search") == after
    expect(number).to_have_text("0 van de 100")
    expect(page.locator(".hit")).to_contain_text("4421 Kapelle")

    page.keyboard.down("b")
    expect(number).to_have_text("20 van de 100")
    settle(page)
    assert classes(page) == painted(data, f"{after}&stand=nu")
    assert page.locator("#curve .curve-item").count() == 2
    page.keyboard.up("b")
    expect(number).to_have_text("0 van de 100")
    settle(page)
    assert classes(page) == painted(data, after)
    assert page.evaluate("location.search") == after
    assert page.locator("#curve .curve-before").count() > 0

    page.get_by_role("link", name="Verschil", exact=True).click()
    expect(page.locator("#legend")).to_contain_text("geen verschil")
    settle(page)
    assert classes(page) == painted(data, f"{after}&stand=verschil")
    page.locator("#supposed .undo").click()
    expect(page.locator("#supposed")).to_be_empty()
    expect(number).to_have_text("20 van de 100")
    page.go_back()
    expect(page.locator("#legend")).to_contain_text("geen verschil")


def test_two_plans_are_made_named_and_compared(lead):
    """The one in sight is kept as plan A, another begins; a track is chosen in its change."""
    page = lead("/?gebied=PV29&profiel=mt&per=postcode&stel=stop:13OR01.mt")
    page.locator(".name-plan summary").click()
    page.fill("#plan-name", "Goes dicht")
    page.press("#plan-name", "Enter")
    expect(page.locator(".plan-name")).to_have_text("Goes dicht")
    page.get_by_role("link", name="Vergelijk met een plan B").click()
    supposed = page.locator("#supposed")
    expect(supposed).to_contain_text("Nog niets veranderd")
    page = lead(
        page.evaluate("location.search.replace('naastplan', 'stel=start:4501.mt&naastplan')")
    )
    expect(supposed.locator(".plan-switch .chosen")).to_have_text("Plan B")
    expect(page.locator("table.plans .in-sight").first).to_have_text("Plan B")
    expect(page.locator("#curve .curve-item")).to_have_count(4)
    page.locator(".in-tracks summary").click()
    page.locator(".in-tracks").get_by_role("link", name="gemengd").click()
    expect(supposed.locator("li")).to_contain_text("M&T voor gemengd start in 4501 Oostburg")
    page.get_by_role("link", name="Plan A", exact=True).click()
    expect(supposed.locator("li")).to_contain_text("M&T stopt bij Het Goese Lyceum")
    expect(supposed).to_contain_text("Goes dicht")
    page.get_by_role("link", name="Plan A weg").click()
    expect(supposed).not_to_contain_text("Plan")
    expect(supposed.locator("li")).to_contain_text("gemengd")


def test_a_site_moves_to_what_somebody_types(lead):
    page = lead(f"{SITE}&taal=en")
    page.fill("#move-to", "4501")
    page.press("#move-to", "Enter")
    supposed = page.locator("#supposed li")
    expect(supposed).to_contain_text("Het Goese Lyceum moves to 4501 Oostburg")
    # A key in a field is a letter, not the key that shows now; and what cannot be is told.
    page.locator("#supposed .supposed-reset").click()
    expect(page.locator("#supposed")).to_be_empty()
    page = lead(f"{SITE}&stel=start:1000.mt&taal=en")
    expect(page.locator("#supposed .cannot")).to_contain_text(re.compile("no postcode area"))


def test_what_is_pressed_and_how_it_is_now_are_both_on_their_way(lead):
    page = lead("/?gebied=PV29&profiel=mt&stel=stop:13OR01.mt")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".moments a").nth(2).click()
    settle(page)
    del asked[:]
    page.locator("#map-buttons a[data-set*=tabel]").hover()
    with page.expect_response("**/scherm.json?*stand=nu*"):
        page.mouse.down()
    page.mouse.up()
    page.wait_for_function("() => location.search.includes('tabel=open')")
    settle(page)
    # Each of the two once; then how it is now in the table.
    updates = [url for url in asked if "scherm.json" in url]
    assert len([url for url in updates if "tabel=open" in url and "stand=nu" not in url]) == 1
    assert len([url for url in updates if "tabel=open" not in url]) == 1


def test_how_it_is_now_is_not_asked_where_it_is_in_sight(lead):
    page = lead("/?gebied=PV29&profiel=mt&stel=stop:13OR01.mt")
    asked: list[str] = []
    page.locator(".moments a").nth(0).click()
    settle(page)
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(600)
    assert [url for url in asked if "scherm.json" in url] == []


def test_five_changes_of_which_two_cannot_be_are_read_in_whole(lead):
    changes = "stop:13OR01.mt,start:4331.mt,start:4501.mt,stop:13OR01.mat,stop:13OR01.mvi"
    page = lead(f"/?gebied=PV29&stel={changes}", {"width": 1366, "height": 768})
    listed = page.locator("#supposed .supposed-list")
    expect(listed.locator(".cannot small")).to_have_count(2)
    heights = listed.evaluate("({ scrollHeight, clientHeight }) => [scrollHeight, clientHeight]")
    assert heights[0] == heights[1]
