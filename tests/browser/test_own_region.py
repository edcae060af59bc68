"""A region of one's own, made with a finger: areas tapped together, and a line around others; and
several out of a table."""

from playwright.sync_api import expect

from tests.support.browser import PHONE
from tests.support.screen import point, settle

#: In Terneuzen; and around the middles of all that lies north of the Westerschelde and west of
#: Goes.
TERNEUZEN = 3.85, 51.28
AROUND = ((3.4, 51.45), (3.95, 51.45), (3.95, 51.72), (3.4, 51.72))
MADE = "~Zuid & West~g0664.0687.0715.0717.0718.1676.1695"


def test_a_region_is_tapped_together_and_drawn_around(visit, touching):
    page = visit("/?gebied=PV29&per=gemeente", PHONE)
    session = touching(page)

    def touch(kind: str, *place: float) -> None:
        points = [{"x": place[0], "y": place[1], "id": 0}] if place else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    page.click("#part-own-region > summary")
    page.click("#region-make")
    said, done = page.locator(".region-said"), page.locator(".region-done")
    expect(done).to_be_disabled()
    # A keyboard or a reader: by name. What was too much is taken back.
    page.fill(".region-add", "Hulst")
    page.press(".region-add", "Enter")
    expect(said).to_have_text("1 gekozen")
    page.click(".region-undo")
    touch("touchStart", *point(page, *TERNEUZEN))
    touch("touchEnd")
    expect(said).to_have_text("1 gekozen")
    page.click("[data-key=draw]")
    first, *others = [point(page, *place) for place in AROUND]
    touch("touchStart", *first)
    for place in others:
        touch("touchMove", *place)
    touch("touchEnd")
    expect(said).to_have_text("7 gekozen")
    page.fill(".region-name", "Zuid & West")
    done.click()
    page.wait_for_url("**gebied=**Zuid**")
    settle(page)
    shown = page.evaluate("new URLSearchParams(location.search).get('gebied')")
    assert shown == MADE
    expect(page.locator("#answer")).to_contain_text("in Zuid & West")
    expect(page.locator("#region-maker")).to_be_hidden()
    # Made again, it begins with what it has.
    page.keyboard.press("Escape")
    page.click("#part-own-region > summary")
    page.click("#region-make")
    expect(said).to_have_text("7 gekozen")
    expect(page.locator(".region-name")).to_have_value("Zuid & West")
    page.click(".region-stop")
    expect(page.locator("#region-maker")).to_be_hidden()
    assert page.problems == []


def test_regions_out_of_a_table_are_on_the_map(visit):
    page = visit("/?gebied=PV29&kaart=dekking")
    page.click("#part-own-region > summary")
    with page.expect_file_chooser() as chooser:
        page.press("#layout-file button", "Enter")
    table = "regio;gemeente;kleur\nZuid;Hulst;c81b60\nZuid;Terneuzen;\nNoord;Tholen;\n"
    chooser.value.set_files({"name": "z.csv", "mimeType": "", "buffer": table.encode()})
    expect(page.locator("#layout-said")).to_contain_text("2 regio’s van 3 gemeenten")
    page.click("#layout-said a")
    page.wait_for_url("**indeling=**")
    settle(page)
    shown = page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")
    assert shown == {
        "kaart": "dekking",
        "per": "eigen",
        "indeling": "~Zuid~g0677.0715~c81b60,~Noord~g0716",
    }
    expect(page.locator("#part-own-region")).not_to_have_attribute("open", "")
    lines = page.evaluate(
        "techniek.state.map.getSource('td-focus').serialize().data.features"
        ".map(({ properties: { n, line } }) => [n, line])"
    )
    assert lines == [["Zuid", "#c81b60"]]
    assert page.problems == []
