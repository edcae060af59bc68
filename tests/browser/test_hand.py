"""While a hand moves the threshold, and while another level comes: one answer at every moment."""

import re

import pytest

from tests.support.screen import settle, wait_handed_over

#: What the page says at every frame, until somebody asks for it.
_WATCH = """() => {
  const text = (place) => document.querySelector(place)?.innerText ?? "";
  const seen = [];
  const look = () => {
    const { state } = window.techniek;
    seen.push({
      address: location.search,
      curve: Number(document.querySelector("#curve")?.dataset.threshold),
      map: Number(document.getElementById("map").dataset.threshold),
      level: state.level,
      areas: state.painted.length,
      painted: state.painted.filter((known) => known >= 0).length,
      geometry: state.source,
      question: text("#pick-threshold"),
      number: parseInt(text(".answer-number")),
      sentence: text(".answer-number + p"),
      dots: document.querySelectorAll(".dots .dot-within").length,
      legend: text("#legend"),
      per: text("#part-level summary"),
      waits: document.documentElement.dataset.waits ?? "",
    });
    watching = requestAnimationFrame(look);
  };
  let watching = requestAnimationFrame(look);
  window.seen = () => { cancelAnimationFrame(watching); return seen; };
}"""
SLOWED = 4


@pytest.fixture
def slowly(lead, emulated):
    """A page on a processor that is four times as slow."""

    def open_page(path: str):
        page = lead(path)
        emulated(page, "setCPUThrottlingRate", {"rate": SLOWED}, {"rate": 1})
        return page

    return open_page


def grip(page) -> tuple[float, float]:
    box = page.locator(".curve-ring").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def kilometres(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"(\d+) km", text)]


def drag(page, steps: int) -> list[dict]:
    """Take the handle of the curve, move it back and forth, and let it go; what was seen."""
    with page.expect_response("**/grenzen.json*"):
        page.locator(".curve-ring").scroll_into_view_if_needed()
        x, y = grip(page)
        page.mouse.move(x, y)
    wait_handed_over(page)
    page.evaluate(_WATCH)
    page.mouse.down()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for turn in range(steps):
        page.mouse.move(x + 60 * (1 - 2 * (turn % 2)) * (turn + 1) / steps, y, steps=3)
    wait_handed_over(page)
    assert asked == []
    page.mouse.up()
    settle(page)
    return page.evaluate("window.seen()")


def test_all_that_can_follow_a_hand_says_the_same_at_every_moment(slowly):
    page = slowly("/?profiel=mt")
    seen = drag(page, 6)
    assert len({look["curve"] for look in seen}) > 3
    for look in seen:
        limit = look["curve"]
        assert look["map"] == limit
        assert kilometres(look["question"]) == [limit]
        assert kilometres(look["sentence"]) == [limit]
        assert limit in kilometres(look["legend"])
        assert look["dots"] == look["number"]
        # The rest of the panel is seen to wait from the first move to the answer.
        moved = f"afstand={limit}" not in look["address"] and limit != 10
        assert look["waits"].split() == ["panel"] if moved else True
    assert seen[-1]["waits"] == ""


def test_what_cannot_follow_a_hand_waits(slowly):
    page = slowly("/?kaart=dekking&per=gemeente")
    seen = drag(page, 2)
    shown = seen[0]["curve"]
    behind = [look for look in seen if look["map"] != look["curve"]]
    assert behind
    assert all(look["waits"].split() == ["panel", "map"] for look in behind)
    assert seen[-1]["map"] == seen[-1]["curve"] != shown
    assert seen[-1]["waits"] == ""


def test_another_level_comes_with_its_colours_and_its_words(slowly):
    page = slowly("/?kaart=dekking&per=gemeente")
    page.evaluate(_WATCH)
    for level in ("postcode", "gemeente"):
        page.locator("#part-level a", has_text=level).dispatch_event("click")
        settle(page)
    seen = page.evaluate("window.seen()")
    moments = {
        (look["level"], look["geometry"], look["areas"], look["per"], look["number"])
        for look in seen
    }
    assert {moment[0] for moment in moments} == {"municipality", "postcode"}
    # The two views, and nothing between them.
    assert len(moments) == 2
    assert min(look["painted"] for look in seen) > 300


def test_a_change_of_view_asks_once(lead):
    page = lead("/?gebied=PV28")
    asked: list = []
    page.on("request", lambda request: asked.append(request))
    for place in (
        "#menu-profiles a >> nth=3",
        "#menu-tracks a >> nth=1",
        "#menu-year a >> nth=1",
        "#views a >> nth=1",
        "#breadcrumb a >> nth=0",
    ):
        asked.clear()
        page.locator(place).dispatch_event("click")
        settle(page)
        assert 1 <= len(asked) <= 2, (
            place,
            [(request.url[-60:], request.post_data) for request in asked],
        )
        for request in asked:
            sent = "".join(f"{name}: {value}\n" for name, value in request.all_headers().items())
            assert len(request.url + sent + (request.post_data or "")) < 2048
    asked.clear()
    page.locator("#language a").dispatch_event("click")
    settle(page)
    # The frame, what fills it, and twice what is told of a file of the user.
    assert len(asked) <= 4
    page.locator(".curve-grip").focus()
    asked.clear()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**afstand=11**")
    settle(page)
    # The words of every threshold, and the answer.
    assert len(asked) <= 2
