"""On a large screen: the panel says what the usual page says, keys lead to the next region, and the
code for phones leads to this view."""

import io
import re

import pytest
import resvg_py
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.query import default_view, link, query_of, read
from dashboard.address.view import View
from dashboard.data import CARIBBEAN, LEVELS, fold
from dashboard.figures.caribbean import islands
from dashboard.page.callbacks import screen
from dashboard.page.components import inset, screen_size
from dashboard.page.components.screen_panel import (
    KEYED,
    first_part,
    neighbours,
    panel,
    parted,
    steps,
    to,
)
from dashboard.settings import Settings
from dashboard.texts import texts_in
from dashboard.words.answer import answer_words
from dashboard.words.sentence import Role
from tests.support.components import plain
from tests.support.markup import Markup, links

HOST = "techniek.example.nl"


def components(part, found=None) -> list:
    """Every component below a part, in order."""
    found = [] if found is None else found
    if isinstance(part, (list, tuple)):
        for one in part:
            components(one, found)
    elif hasattr(part, "to_plotly_json"):
        found.append(part)
        components(getattr(part, "children", None), found)
    return found


def shown(data, view: View, host: str = HOST) -> list:
    return components(panel(Context(data, view), host))


def by_class(parts: list, name: str) -> list:
    return [one for one in parts if name in (getattr(one, "className", "") or "").split()]


def by_id(parts: list, name: str):
    return next(one for one in parts if getattr(one, "id", None) == name)


def beside(data, view: View) -> str:
    """What the panel says of the country."""
    return plain(by_id(shown(data, view), "screen-country"))


def left_out(data, view: View) -> tuple[str, str]:
    """What the panel says of who is left out, and that nobody is."""
    parts = shown(data, view)
    return tuple(plain(by_id(parts, f"screen-{one}")) for one in ("without", "everyone"))


def on_screen(data, **changes) -> View:
    return default_view(data).but(screen=True, **changes)


def decoded(svg: bytes) -> str:
    """What a phone reads in the picture: drawn by one program, read by another."""
    png = resvg_py.svg_to_bytes(svg_string=svg.decode(), width=600)
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(bytes(png))).convert("L"))
    assert len(found) == 1
    return found[0].text


# ---- the panel -----------------------------------------------------------------------------------


def test_the_usual_view_has_no_panel(data):
    assert panel(Context(data, default_view(data)), HOST) == []


def test_the_panel_has_one_question_and_one_number(data):
    parts = shown(data, on_screen(data))
    (question,) = by_class(parts, "screen-question")
    (number,) = by_class(parts, "screen-number")
    assert plain(number) == "94 van de 100"
    assert plain(question).startswith("Hoeveel jongeren kunnen een hard technisch profiel volgen")
    assert plain(by_class(parts, "screen-region")[0]) == "Nederland"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "changes",
    [
        {"region": "PV30", "profiles": "PIE"},
        {"region": "5038"},
        {"region": "GM0855", "measure": "minutes"},
        {"region": CARIBBEAN},
        {"show": "difference"},
        {"show": "work"},
        {"show": "two_way"},
    ],
    ids=str,
)
def test_the_panel_says_what_the_usual_page_says(data, language, changes):
    view = on_screen(data, language=language, **changes)
    parts = shown(data, view)
    usual = answer_words(Context(data, view.but(screen=False)))
    assert plain(by_class(parts, "screen-number")[0]) == usual.headline
    assert plain(by_class(parts, "screen-question")[0]) == usual.question
    sources = by_class(parts, "screen-source")[0].children
    assert tuple(map(plain, sources)) == usual.sources


@pytest.mark.parametrize("language", ["nl", "en"])
def test_beside_the_region_stand_the_country_and_who_is_left_out(data, language):
    view = on_screen(data, language=language, region="PV29")
    everywhere = answer_words(Context(data, view.but(region="NL"))).headline
    told = texts_in(language)("answer.country", count=everywhere.split()[0])
    assert [beside(data, view), beside(data, view.but(region="NL"))] == [told, ""]
    for other in ({"show": "work"}, {"region": "5038"}, {"region": CARIBBEAN}):
        assert beside(data, view.but(**other)) == ""
    words = {one.role: str(one) for one in answer_words(Context(data, view)).lines}
    assert left_out(data, view) == (words[Role.WITHOUT], "")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_nobody_is_left_out_does_not_look_like_a_warning(data, language):
    view = on_screen(data, language=language, region="GM0034", threshold_km=20)
    everyone = texts_in(language)("answer.everyone")
    assert left_out(data, view) == ("", everyone)
    assert left_out(data, view.but(show="share")) == ("", everyone)
    played = {step["value"]: step for step in steps(Context(data, view))}
    assert (played[20]["without"], played[20]["everyone"]) == ("", everyone)
    assert played[1]["without"]
    assert not played[1]["everyone"]


def test_a_number_is_parted_from_its_words():
    assert parted("94 van de 100") == ("94", "van de 100")
    assert parted("12,6 km") == ("12,6", "km")
    assert parted("−3%") == ("−3%", "")
    assert parted("Geen gegevens") == ("", "Geen gegevens")


def test_the_question_on_a_site_that_is_picked(data):
    site = next(iter(data.site_rows))
    parts = shown(data, on_screen(data).but(site=site))
    assert by_class(parts, "key-up")[0].href == link(on_screen(data), data)


# ---- from region to region -----------------------------------------------------------------------


def test_the_country_opens_at_its_first_province(data):
    view = on_screen(data)
    before, after = neighbours(data, view)
    assert before is None
    assert after.name == "Drenthe" == first_part(data, view).name


def test_provinces_are_stepped_through_by_name(data):
    view, seen = on_screen(data), []
    while (after := neighbours(data, view)[1]) is not None:
        view = to(data, view, after)
        seen.append(after.name)
    assert seen == sorted(data.tables.regions_of("province")["name"], key=fold)
    assert len(seen) == 12
    assert view.screen


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_every_step_forward_can_be_taken_back(data, level):
    codes = data.tables.regions_of(level)["code"].tolist()
    for code in codes[:: max(1, len(codes) // 15)]:
        view = on_screen(data, region=code)
        before, after = neighbours(data, view)
        for beside, back in ((before, 1), (after, 0)):
            if beside is None:
                continue
            assert beside.level == level
            assert data.parent(beside.code) == data.parent(code)
            assert neighbours(data, to(data, view, beside))[back].code == code


@pytest.mark.parametrize("level", ["labour_region", "rmc", "corop", "sto"])
def test_the_layout_of_the_map_is_the_one_that_is_stepped_through(data, level):
    country = on_screen(data).but(show="share", picked_level=level)
    first = first_part(data, country)
    assert first.level == level
    assert first.code != CARIBBEAN
    inside = to(data, country, first)
    assert to(data, inside, data.region("NL")) == country


def test_the_islands_are_in_the_list_and_in_the_place_of_the_map(data):
    parts = shown(data, on_screen(data, region=CARIBBEAN))
    names = sorted(data.tables.regions_of("sto")["name"], key=fold)
    at = names.index(data.region(CARIBBEAN).name)
    for key, name in (("previous", names[at - 1]), ("next", names[at + 1])):
        (found,) = by_class(parts, f"key-{key}")
        assert data.region(read(found.href[1:], data)[0].region).name == name
    assert by_class(parts, "key-up")
    (drawn,) = by_class(parts, "screen-islands")
    assert all(island["name"] in plain(drawn) for island in islands())
    # No colour of the mainland says anything of them.
    assert plain(by_class(parts, "screen-legend")[0]) == texts_in("nl")("caribbean.scale")
    assert by_class(shown(data, on_screen(data)), "screen-islands") == []


@pytest.mark.parametrize(("region", "is_open"), [("NL", True), (CARIBBEAN, True), ("PV29", False)])
def test_the_islands_beside_the_map_are_folded_beside_another_region(data, region, is_open):
    folded = inset.inset(Context(data, default_view(data).but(region=region)))
    assert ("inset-folded" not in folded.className) == is_open


def test_keys_of_profiles_and_years_are_links(data):
    view = on_screen(data, region="PV30")
    parts = shown(data, view)
    for number, code in enumerate(KEYED, 1):
        (found,) = by_class(parts, f"key-{number}")
        assert read(found.href[1:], data)[0] == view.but(profiles=code)
    assert by_class(parts, "key-next-year") == []
    years = data.tables.years
    early = shown(data, view.but(year=years[0]))
    assert read(by_class(early, "key-next-year")[0].href[1:], data)[0].year == years[1]


def test_every_link_of_the_panel_stays_on_the_screen(data):
    parts = shown(data, on_screen(data, region="GM0855"))
    links = [one.href for one in parts if type(one).__name__ == "Link"]
    assert len(links) >= 13
    assert all(read(href[1:], data)[0].screen for href in links)


# ---- playing -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{}, {"region": "GM0855"}, {"measure": "minutes"}], ids=str)
def test_what_is_played_is_what_the_panel_says_of_each_limit(data, changes):
    view = on_screen(data, **changes)
    played = steps(Context(data, view))
    assert [step["value"] for step in played] == list(view.thresholds)
    field = "minutes" if view.unit == "min" else "threshold_km"
    for step in played[::6]:
        at = view.but(**{field: step["value"]})
        told = answer_words(Context(data, at))
        rows = components(by_class(shown(data, at), "screen-legend"))
        colours = [
            plain(row)
            for row in rows
            if type(row).__name__ == "Li" and getattr(row, "className", "") != "played"
        ]
        assert step["legend"] == colours
        assert f"{step['number']} {step['rest']}" == told.headline
        assert (step["question"], step["said"]) == (told.question, told.sentences[0])
        assert step["without"] + step["everyone"] == str(told.lines[1])
        assert step["country"] == beside(data, at)


@pytest.mark.parametrize(
    "changes", [{"show": "work"}, {"region": "5038"}, {"region": CARIBBEAN}], ids=str
)
def test_nothing_is_played_where_no_limit_changes_the_number(data, changes):
    assert steps(Context(data, on_screen(data, **changes))) == []


@pytest.mark.slow
def test_the_browser_gets_the_steps(client, data):
    answer = client.get("/grenzen.json?gebied=PV30")
    assert answer.get_json() == steps(Context(data, default_view(data).but(region="PV30")))


# ---- phones --------------------------------------------------------------------------------------


def test_the_code_leads_to_the_usual_page_of_this_view(client, data):
    view = on_screen(data, region="PV30", profiles="PIE", language="en")
    (picture,) = by_class(shown(data, view), "screen-qr")
    answer = client.get(picture.src, headers={"Host": HOST})
    assert answer.mimetype == "image/svg+xml"
    assert decoded(answer.data) == f"http://{HOST}{link(view.but(screen=False), data)}"


def test_behind_a_proxy_the_code_has_the_scheme_that_people_use(data):
    app = create_app(Settings(proxies=1), data)
    assert isinstance(app.server.wsgi_app, ProxyFix)
    answer = app.server.test_client().get(
        "/qr.svg?gebied=PV30", headers={"Host": HOST, "X-Forwarded-Proto": "https"}
    )
    assert decoded(answer.data) == f"https://{HOST}/?gebied=PV30"


@pytest.mark.parametrize("host", ["evil/..", "a b", '"><script>', "x" * 300, "-", "a:999999"])
def test_a_host_that_cannot_be_one_gets_no_code(client, host):
    answer = client.get("/qr.svg", headers={"Host": host})
    assert answer.status_code == 400


def test_a_very_long_choice_still_gives_a_code_that_is_read(client, data):
    towns = data.tables.regions_of("municipality")["code"].tolist()
    view = default_view(data).but(show="work", picked_level="municipality")
    query = query_of(view.but(chosen=tuple(towns)), default_view(data))
    answer = client.get(f"/qr.svg{query}", headers={"Host": HOST})
    assert decoded(answer.data) == f"http://{HOST}{link(view, data)}"
    assert len(f"http://{HOST}{link(view, data)}") <= screen.LONGEST


@pytest.mark.slow
@settings(max_examples=40)
@given(st.text(max_size=120))
@example("gebied=" + "9" * 5000)
@example("%00%ff&&&===")
def test_no_query_breaks_the_code_or_the_steps(app, query):
    client = app.server.test_client()
    for address in ("/qr.svg", "/grenzen.json"):
        answer = client.get(address, query_string=query, headers={"Host": HOST})
        assert answer.status_code == 200


def test_the_caption_names_the_address_or_says_that_there_is_none(data):
    (caption,) = by_class(shown(data, on_screen(data)), "screen-follow")
    assert re.sub(r"\s+", " ", plain(caption)).endswith(HOST)
    for local in ("localhost", "localhost:8050", "127.0.0.1:8050"):
        (caption,) = by_class(shown(data, on_screen(data), local), "screen-follow")
        assert "alleen op deze computer" in plain(caption)


@pytest.mark.slow
def test_the_button_leads_there_and_back(update):
    def href(search: str) -> str:
        buttons = links(update(search)["parts"]["map-buttons"])
        (address,) = (one["href"] for one in buttons if one.get("id") == "screen-switch")
        return address

    there = href("?gebied=PV30&tabel=open")
    assert there == "/?gebied=PV30&weergave=scherm"
    assert href(there[1:]) == "/?gebied=PV30"
    filled = Markup(update(there[1:])["parts"]["screen"])
    assert [one for _, one in filled.elements if one.get("class") == "screen-panel"]
    assert update("?gebied=PV30")["parts"]["screen"] == ""


def test_words_are_as_large_as_there_is_room_for():
    said = [("Drenthe", screen_size.REGION), ("Hoeveel jongeren?", screen_size.QUESTION)]

    def size(more: str = "", lines: int = 4) -> float:
        paragraphs = [*said, (more, screen_size.SAID)]
        return screen_size.size(paragraphs, ("94", "van de 100"), lines, ("Bron",), buttons=False)

    assert size() == 1
    sizes = [size("woord " * count, lines=12) for count in range(0, 400, 20)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 1 and sizes[-1] == screen_size.SMALLEST / 100


def test_the_key_to_see_now_is_told_where_something_is_supposed(data):
    view, told = on_screen(data, region="PV29"), texts_in("nl")("screen.key.now")
    changes = read("?stel=stop:13OR01.mt", data)[0].changes
    keys = [
        plain(by_class(shown(data, one), "keys")[0]) for one in (view, view.but(changes=changes))
    ]
    assert [told in one for one in keys] == [False, True]
