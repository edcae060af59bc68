"""The whole app without a browser: every callback answers whatever the address says."""

import pytest

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.query import default_view, link, read
from dashboard.data import CARIBBEAN
from dashboard.messages import site_list
from dashboard.page.components.download_menu import FILES
from dashboard.page.layout import main_page, root
from dashboard.settings import Settings
from dashboard.texts import texts_in
from geodata.tables.pupil_homes import FILE
from tests.support.asking import server_callbacks, taking
from tests.support.components import walk
from tests.support.markup import addresses, words

HOSTILE = [
    None,
    "",
    "?",
    "?%",
    "?gebied=%00",
    "?gebied=%3Cscript%3E&profiel=%27%22&taal=../x",
    "?" + "&".join(f"p{i}={i}" for i in range(1_000)),
    "?afstand=" + "9" * 10_000,
    "?afstand=nan&jaar=inf&jongeren=-0",
    "?%ED%A0%80=%ff",
    "?\ud800=1",
    "?{0.__class__}=1&{names}=1",
    "?gebied=sto-bes&kaart=keuze&per=postcode&tabel=open",
    "?gebied=1011&per=provincie&tabel=open&sorteer=name",
    "?profiel=vmbo&kaart=afstand&per=sto&taal=en&vanaf=50&tabel=open",
    "?maat=%3Cscript%3E&snelheid=99999999999&minuten=-5&vestiging=../../etc",
    "?maat=minuten&minuten=90&snelheid=8&kaart=verschil&per=corop&tabel=open&taal=en",
    "?maat=fiets&vestiging=%00&gebied=1011",
    "?vestiging=01AA00&vestiging=&vestiging=" + "0" * 5_000,
    "?profiel=mat&leerweg=gl&afstand=1&jongeren=2025&kaart=zonder&per=postcode",
]


#: In the frame, so that a change of language keeps them; only the main page ever changes them.
OWN_FILE = {"own-facilities", "own-words", "layout-words", "sent-file"}


def ids_of(part) -> set[str]:
    return {one.id for one in walk(part) if getattr(one, "id", None)}


# ---- the layout ---------------------------------------------------------------------------------


def test_every_part_that_a_callback_names_is_on_a_page(app, data):
    there = ids_of(root()) | ids_of(main_page(Context(data, default_view(data)), "drawn"))
    named = {
        part["id"] for one in app.callback_map.values() for part in (*one["inputs"], *one["state"])
    }
    for one in app.callback_map.values():
        outputs = one["output"]
        several = outputs if isinstance(outputs, list | tuple) else [outputs]
        named |= {output.component_id for output in several}
    assert named - there == set()


def test_no_name_is_given_twice(data):
    for language in ("nl", "en"):
        page = [
            root(),
            *main_page(Context(data, default_view(data).but(language=language)), "pdok"),
        ]
        given = [one.id for one in walk(page) if getattr(one, "id", None)]
        assert sorted(set(given)) == sorted(given)


def test_callbacks_of_the_main_page_need_only_parts_of_the_main_page(app, data):
    """A callback that waits for a part of another page would never run."""
    frame = ids_of(root())
    main = ids_of(main_page(Context(data, default_view(data)), "drawn"))
    for key, one in app.callback_map.items():
        parts = {part["id"] for part in (*one["inputs"], *one["state"])} - OWN_FILE
        assert parts <= frame or parts <= main, key


def test_two_apps_in_one_process(data):
    one, other = (create_app(Settings(basemap=name), data) for name in ("pdok", "drawn"))
    assert set(one.callback_map) == set(other.callback_map)
    tiles = []
    for app in (one, other):
        client = app.server.test_client()
        assert client.get("/").status_code == client.get("/health").status_code == 200
        tiles.append("service.pdok.nl" in client.get("/").headers["Content-Security-Policy"])
    assert tiles == [True, False]


def test_the_first_page_is_small(client, data):
    packed = {"Accept-Encoding": "br"}
    # All that it has to say, and the names of scripts, so that a browser asks for all at once.
    assert len(client.get("/verantwoording", headers=packed).data) < 12_000
    # With the answer and a map of four thousand areas.
    assert len(client.get("/", headers=packed).data) < 80_000
    assert len(client.get(site_list.address(data), headers=packed).data) < 14_000
    assert len(client.get("/_dash-layout").data) < 2_000


# ---- every callback -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("search", HOSTILE, ids=range(len(HOSTILE)))
def test_no_address_breaks_an_answer(app, call, update, search):
    assert update(search or "")["marks"]
    for key in server_callbacks(app):
        for path in ("/", "/verantwoording", "/nergens", None):
            if path != "/" and not key.startswith("..page"):
                continue
            values = {"address.search": search, "url.search": search, "url.pathname": path}
            values |= {"sought.data": "utrecht"}
            values["picked-area.data"] = {"feature": 3, "shown": search}
            values["picked-site.data"] = {"code": "00AH00", "shown": search}
            call(key, values)


@pytest.mark.parametrize(
    "picked",
    [
        None,
        {},
        [],
        "3",
        {"shown": ""},
        *({"feature": one, "shown": ""} for one in (None, -1, 99_999, 10**30, "3", 3.5, True, [3])),
    ],
    ids=str,
)
def test_a_click_beside_everything_changes_nothing(app, call, picked):
    assert call(taking(app, "picked-area.data"), {"picked-area.data": picked}) == {}


def test_a_click_leads_closer(app, call, data):
    view = default_view(data).but(show="share")
    feature = data.region("GM0344").feature
    picked = {"feature": feature, "shown": link(view, data).removeprefix("/")}
    answer = call(taking(app, "picked-area.data"), {"picked-area.data": picked})
    closer, ignored = read(answer["address"]["search"], data)
    assert (closer, ignored) == (view.drill(data, "GM0344"), [])


@pytest.mark.parametrize(
    "typed", [None, "", "q" * 10_000, "0000", "\ud800", "<b>", ".*", "utrecht"]
)
def test_no_typing_breaks_the_search(call, typed):
    answer = call("search-results.children", {"search.value": typed, "address.search": ""})
    assert "children" in answer["search-results"]


def test_the_notice_names_what_was_ignored(update):
    told = update("?onzin=1&profiel=pie")
    assert "onzin" in words(told["parts"]["notice"])
    assert update("?profiel=pie")["parts"]["notice"] == ""
    assert update("?profiel=pie", told["marks"])["parts"] == {"notice": ""}


def test_the_frame_is_kept_while_page_and_language_stay(call):
    asked = {"url.pathname": "/", "url.search": "?profiel=pie"}
    first = call("page.children", asked)
    shown = first["shown"]["data"]
    assert shown == {"page": "/", "language": "nl"}
    assert call("page.children", asked | {"shown.data": shown}) == {}
    other = call(
        "page.children", {"url.pathname": "/", "url.search": "?taal=en", "shown.data": shown}
    )
    assert other["shown"]["data"]["language"] == "en"


def test_the_same_layer_of_sites_is_sent_once(update):
    first = update("?profiel=pie")
    assert "sites" not in update("?profiel=pie&afstand=3", first["marks"])["messages"]
    other = update("?profiel=mt", first["marks"])["messages"]["sites"]
    assert other["key"] != first["messages"]["sites"]["key"]


def test_the_table_is_empty_until_it_is_asked_for(update):
    closed = update("")
    assert (closed["parts"]["table"], closed["pane"]) == ("", "map")
    opened = update("?tabel=open", closed["marks"])
    assert opened["pane"] == "table" and words(opened["parts"]["table"])


def test_the_caribbean_has_facts_and_no_coverage(update):
    parts = update(f"?gebied={CARIBBEAN}")["parts"]
    answer = words(parts["answer"])
    assert "Bonaire" in answer and "van de 100" not in answer
    assert texts_in("nl")("caribbean.intro") in words(parts["map-caption"])


def links_of(part) -> list[str]:
    """Every address in an answer of a callback."""
    if isinstance(part, list):
        return [address for one in part for address in links_of(one)]
    if isinstance(part, dict):
        mine = [part["href"]] if isinstance(part.get("href"), str) else []
        return mine + [address for one in part.values() for address in links_of(one)]
    return []


@pytest.mark.slow
@pytest.mark.parametrize(
    "search",
    [
        "",
        "?gebied=GM0344&kaart=dekking&taal=en",
        "?tabel=open&per=sto",
        "?maat=minuten&snelheid=20&kaart=verschil&gebied=PV28",
        "?maat=fiets&kaart=verschil&tabel=open&per=provincie&sorteer=-difference",
        "?maat=minuten&gebied=GM0344&vestiging=00AH00&taal=en",
    ],
)
def test_every_link_on_the_page_leads_to_a_view(app, client, call, update, data, search):
    view, _ = read(search, data)
    found = {one for part in update(search)["parts"].values() for one in addresses(part)}
    downloads = {address for _, address in FILES}
    for key in server_callbacks(app):
        values = {"address.search": search, "url.search": search, "url.pathname": "/"}
        answer = call(key, values | {"sought.data": "utrecht"})
        found |= set(links_of(answer))
    assert len(found) > 40
    for address in found - {FILE}:
        path = address.partition("?")[0]
        if path.endswith(".csv"):
            assert client.get(address).mimetype == "text/csv"
        if path in downloads:
            assert not app.server.url_map.bind("").match(path)[0].startswith("page "), path
        if address.startswith("/?") or path.endswith(".csv") or path in downloads or path == "/":
            then, ignored = read(address.partition("?")[2], data)
            assert ignored in ([], ["vorm"] if path == "/kaart.svg" else [])
            assert read(link(then, data).removeprefix("/"), data)[0] == then
        elif path.startswith("/regio/"):
            assert client.get(address).status_code == 200
        elif path == "/api":
            page, _, part = address.partition("#")
            assert f'id="{part}"' in client.get(page).text and f"taal={view.language}" in page
        else:
            paths = ("/verantwoording", "/regelingen", "/toegankelijkheid")
            read_on = [f"{path}?taal={view.language}" for path in paths]
            assert address in ("#answer", *read_on)


@pytest.mark.slow
def test_the_page_of_the_method_keeps_the_language(call):
    shown = call("page.children", {"url.pathname": "/verantwoording", "url.search": "?taal=en"})
    ways_back = [one for one in links_of(shown) if one.split("?")[0] == "/"]
    assert ways_back
    other = [one for one in ways_back if "taal=en" not in one and "taal=nl" not in one]
    assert other == []
