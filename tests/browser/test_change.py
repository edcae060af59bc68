"""A change of view: however fast somebody clicks, what stands there is what the address asks."""

import pytest

from tests.support.as_fresh import assert_as_fresh, without_camera
from tests.support.screen import answer, settle, wait_painted
from tests.support.standing import map_shown, standing

#: Clicks one after the other, without waiting for anything.
_CLICKS = """(places) => {
  for (const [where, at] of places) document.querySelectorAll(where)[at].click();
}"""
#: Where the choices of a control are, and how many of them are clicked in turn.
CONTROLS = [
    ("#menu-profiles a", 5),
    ("#menu-tracks a", 3),
    ("#menu-year a", 3),
    ("#views a", 2),
    ("#menu-population a", 2),
]


def everything(page) -> tuple:
    return standing(page), map_shown(page)


def test_thirty_quick_clicks_end_in_the_view_of_the_last(lead, fresh):
    page = lead("/?gebied=PV28")
    quick = [(where, turn % count) for turn in range(6) for where, count in CONTROLS]
    assert len(quick) == 30
    page.evaluate(_CLICKS, quick)
    settle(page)
    path = page.evaluate("location.pathname + location.search")
    assert_as_fresh(page, fresh, without_camera(path))
    seen = everything(page)
    # The last turn of every control holds, as if somebody had waited after each.
    lead("/?gebied=PV28")
    for where, at in quick[-5:]:
        page.evaluate(_CLICKS, [(where, at)])
        settle(page)
    assert page.evaluate("location.pathname + location.search") == path
    assert everything(page) == seen


def test_ten_steps_back_end_where_it_began(lead, fresh):
    start = "/?gebied=PV28&kaart=dekking&per=gemeente"
    page = lead(start)
    for turn in range(2):
        for where, count in CONTROLS:
            page.evaluate(_CLICKS, [(where, (turn + 1) % count)])
            settle(page)
    steps = page.evaluate("history.length")
    for _ in range(10):
        page.evaluate("history.back()")
    page.wait_for_function("(search) => location.search.startsWith(search)", arg=start[1:])
    settle(page)
    assert page.evaluate("history.length") == steps
    assert_as_fresh(page, fresh, start)


@pytest.mark.parametrize("keys", [["ArrowRight", "ArrowLeft"], ["ArrowUp", "ArrowDown"]])
def test_quick_keys_are_followed_one_after_the_other(lead, keys):
    start = "/?weergave=scherm&gebied=PV26"
    page = lead(start)
    for key in keys:
        page.keyboard.press(key)
        settle(page)
    slow, there = everything(page), page.evaluate("location.search")
    lead(start)
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_function("(search) => location.search === search", arg=there)
    settle(page)
    assert everything(page) == slow


def test_a_server_that_does_not_answer_is_told_and_asked_again(lead):
    page = lead("/?kaart=dekking&per=provincie")
    before = answer(page)
    page.route("**/scherm.json*", lambda route: route.abort())
    page.evaluate(_CLICKS, [("#menu-profiles a", 3)])
    page.wait_for_selector("#lost:not([hidden])")
    # What was there is still there.
    assert answer(page) == before
    page.unroute("**/scherm.json*")
    wait_painted(page, "province:NL")
    assert page.locator("#lost").is_hidden()
    assert answer(page) != before


def test_areas_that_do_not_come_are_told_and_asked_again(visit):
    page = visit("/?kaart=dekking&per=provincie")
    before = everything(page)
    page.route("**/assets/geo/corop.*", lambda route: route.abort())
    page.evaluate(_CLICKS, [("a[data-set*='per=corop']", 0)])
    page.wait_for_selector("#lost:not([hidden])")
    # Words and map still say the same.
    assert everything(page) == before
    page.unroute("**/assets/geo/corop.*")
    wait_painted(page, "corop:NL")
    settle(page)
    assert page.locator("#lost").is_hidden()
    assert "COROP" in page.locator("#map-caption").inner_text()


#: A profile among the bars of the panel.
OF_PIE = "#answer a[data-set='profiel=pie']"


def _press(page, place: str):
    """Press on a link, and hold it."""
    page.locator(place).hover()
    page.mouse.down()


def test_a_press_has_its_answer_on_the_way_before_the_hand_lets_go(lead):
    page = lead("/?kaart=dekking&per=provincie")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response("**/scherm.json?*profiel=pie*"):
        _press(page, OF_PIE)
    assert "profiel" not in page.evaluate("location.search")
    before = len(asked)
    page.mouse.up()
    page.wait_for_function("() => location.search.includes('profiel=pie')")
    settle(page)
    # Nothing is asked again.
    assert [url for url in asked[before:] if "scherm.json" in url] == []


def test_a_press_that_is_no_click_changes_nothing(lead, fresh):
    start = "/?kaart=dekking&per=provincie"
    page = lead(start)
    with page.expect_response("**/scherm.json?*profiel=pie*"):
        _press(page, OF_PIE)
    page.mouse.move(0, 0)
    page.mouse.up()
    settle(page)
    assert_as_fresh(page, fresh, start)
    # What follows is asked of what is in sight, whatever was expected.
    page.evaluate(_CLICKS, [("#menu-profiles a", 4)])
    settle(page)
    path = page.evaluate("location.pathname + location.search")
    assert "profiel" in path and "profiel=pie" not in path
    assert_as_fresh(page, fresh, without_camera(path))


def test_a_press_that_opens_no_view_here_asks_nothing(lead):
    page = lead("/?kaart=dekking&per=provincie")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.down("Control")
    _press(page, OF_PIE)
    page.mouse.move(0, 0)
    page.mouse.up()
    page.keyboard.up("Control")
    # Of the view in sight nothing new can be said, and of another language its own frame asks.
    for place in ("#map-buttons a.chosen", "#language a"):
        _press(page, place)
        page.mouse.move(0, 0)
        page.mouse.up()
    settle(page)
    assert [url for url in asked if "scherm.json" in url] == []
