"""Places beside the schools: what ships, and a user's own file, which no other user ever sees."""

import base64
import math
import re

import pytest

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.query import default_view, link, read
from dashboard.messages import facilities as figures
from dashboard.page.components import facilities_menu
from dashboard.settings import Settings
from dashboard.texts import LANGUAGES, texts_in
from dashboard.upload.bounds import MOST_BYTES, MOST_ROWS
from dashboard.upload.facilities import KINDS
from tests.support.asking import body, server_callbacks, shown_at
from tests.support.components import of_kind, said
from tests.support.scripts import run

#: What a browser makes of the words of a file.
TELL = """
const { tellFile } = await import("./facilities/told.mjs");
return tellFile(given.words, given.language);
"""
HEAD = "naam;soort;postcode;bron"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "=HYPERLINK(A1)",
    "{0.__class__} {name}",
    "{source}",
    "\u202egnp.exe",
    "javascript:alert(1)",
]


def contents(text: str | bytes) -> str:
    """What ``dcc.Upload`` sends."""
    raw = text.encode() if isinstance(text, str) else text
    return "data:text/csv;base64," + base64.b64encode(raw).decode()


def upload(call, text: str | bytes, name="mijn.csv") -> dict:
    """The stores after an upload, by name."""
    found = call("own-facilities.data", sent(contents(text), name))
    return {key: next(iter(value.values())) for key, value in found.items()}


def sent(contents: object, name: object) -> dict:
    """What a browser asks with a file."""
    return {"sent-file.data": {"contents": contents, "name": name}}


def told(stores: dict, language: str) -> tuple[list[str], list[str]]:
    """The texts in menu and legend; in no other component than one that cannot do anything."""

    def texts_of(part):
        if isinstance(part, list):
            for one in part:
                yield from texts_of(one)
        elif isinstance(part, dict):
            assert part["type"] in {"P", "Strong", "Ul", "Li", "Span"}
            assert set(part["props"]) <= {"children", "className"}
            yield from texts_of(part["props"].get("children"))
        elif part is not None:
            assert isinstance(part, str)
            yield part

    words = stores["own-words"][language]
    return [*texts_of(words["menu"])], [*texts_of(words["legend"])]


def file_of(*rows: str) -> str:
    return "\r\n".join([HEAD, *rows])


# ---- what ships ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ships_is_off_until_it_is_asked_and_has_a_source(update, data, language):
    off = update(f"?taal={language}")["messages"]["facilities"]
    assert off["rows"] == []
    search = f"?voorzieningen=aan&taal={language}"
    on = update(search)["messages"]["facilities"]
    table = data.tables.facilities
    assert [row[0] for row in on["rows"]] == table["name"].tolist()
    assert {row[2] for row in on["rows"]} == {"mbo"} == set(table["kind"])
    assert all("DUO" in row[5] and row[6] for row in on["rows"])
    assert set(on["letters"]) == set(on["kinds"]) == set(KINDS)
    assert len(set(on["letters"].values())) == len(KINDS)
    assert on["source"].count("{source}") == 1


def test_the_same_layer_is_not_sent_again(update):
    search = "?voorzieningen=aan"
    marks = update(search)["marks"]
    assert "facilities" not in update(f"{search}&gebied=PV28", marks)["messages"]
    assert update("", marks)["messages"]["facilities"]["rows"] == []


@pytest.mark.parametrize("shown", [True, False])
def test_the_switch_is_an_address_and_says_what_ships(data, shown):
    view = default_view(data).but(facilities=shown, region="PV28", show="only")
    words = texts_in("nl")
    made = facilities_menu.switch(Context(data, view))
    target = of_kind(made, "Link")[0].href
    assert read(target.removeprefix("/"), data) == (view.but(facilities=not shown), [])
    assert words("facility.mbo.note") in said(made)
    assert bool(facilities_menu.legend(Context(data, view))) == shown


# ---- a file -------------------------------------------------------------------------------------


def test_a_good_file_comes_back_to_who_sent_it(call, data):
    found = upload(call, file_of("Lab;techlab;3511;site", "Bedrijf;bedrijf;1011;site"))
    home = data.tables.regions_of("postcode").set_index("code").loc["3511"]
    name, place, kind, lon, lat, source, note = found["own-facilities"][0]
    assert (name, kind, source, note) == ("Lab", "techlab", "site", "")
    assert place == data.tables.main_homes.at["3511", "place"]
    assert math.isclose(lon, home["lon"], abs_tol=1e-5)
    assert math.isclose(lat, home["lat"], abs_tol=1e-5)
    for language in LANGUAGES:
        words = texts_in(language)
        menu, legend = told(found, language)
        assert menu == [words("facility.read", count="2", name="mijn.csv")]
        kinds = [words(f"facility.kind.{kind}") for kind in ("techlab", "company")]
        counted = [words("facility.own.kind", kind=kind, count="1") for kind in kinds]
        assert legend == [part for pair in zip("tb", counted, strict=True) for part in pair]
    assert found["sent-file"] is None


def test_every_bad_row_is_told_in_both_languages(call):
    found = upload(call, file_of("Lab;raket;3511;site", "Goed;techlab;3511;site", "X;mbo;0000;s"))
    assert [row[0] for row in found["own-facilities"]] == ["Goed"]
    for language, row in (("nl", "Rij"), ("en", "Row")):
        _, *faults = told(found, language)[0]
        assert len(faults) == 2
        assert faults[0].startswith(f"{row} 2: ") and "raket" in faults[0]
        assert faults[1].startswith(f"{row} 4: ") and "0000" in faults[1]


@pytest.mark.parametrize("language", [*LANGUAGES, "de", None])
def test_the_browser_shows_the_words_of_its_language(call, language):
    words = upload(call, file_of("Lab;techlab;3511;s", "Lab;raket;3511;s"))["own-words"]
    shown = run(TELL, words=words, language=language)
    there = words.get(language)
    assert shown == ([there["menu"], there["legend"], False] if there else [[], [], True])


def test_without_a_file_nothing_is_told(call):
    assert run(TELL, words=None, language="nl") == [[], [], True]
    for nothing in (None, "x", [], 5):
        assert call("own-facilities.data", {"sent-file.data": nothing}) == {}


def test_rows_are_bounded_and_so_is_what_is_told(call):
    many = upload(call, file_of(*(f"Lab {row};techlab;3511;s" for row in range(MOST_ROWS + 50))))
    assert len(many["own-facilities"]) == MOST_ROWS
    wrong = upload(call, file_of(*(f"Lab {row};raket;3511;s" for row in range(500))))
    for language in LANGUAGES:
        _, *faults = told(wrong, language)[0]
        assert len(faults) == figures.MOST_FAULTS + 1
        assert "460" in faults[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        None,
        ["x"],
        "",
        "x",
        "data:text/csv;base64,%%%",
        "data:text/csv,naam",
        contents(b"\x00\x01\x02"),
        contents(b"PK\x03\x04zip"),
        contents("x" * (MOST_BYTES + 1)),
        contents('{"type": ' * 500),
        contents("naam\n" + "é" * 9_999),
    ],
    ids=lambda text: str(text)[:30],
)
@pytest.mark.parametrize("name", ["a.csv", None, "../../etc/passwd", "x" * 10_000])
def test_no_file_breaks_anything(call, text, name):
    found = call("own-facilities.data", sent(text, name))
    assert found["own-facilities"]["data"] == []
    for language in LANGUAGES:
        (read, *faults), legend = told({"own-words": found["own-words"]["data"]}, language)
        known = (name or "")[: figures.FILE_NAME]
        assert read == texts_in(language)("facility.read", count="0", name=known)
        assert faults and not legend


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_text(call, name):
    stores = upload(call, file_of(f'"{name}";techlab;3511;"{name}"', f'A;"{name}";3511;s'), name)
    [row] = stores["own-facilities"]
    visible = name.replace("\u202e", "")
    assert row[0] == row[5] == visible
    menu, legend = told(stores, "nl")
    assert any(visible in one or name in one for one in (*menu, *legend))


# ---- only for who sent it -----------------------------------------------------------------------


@pytest.mark.slow
def test_nobody_else_sees_it_and_the_server_keeps_nothing(data):
    app = create_app(Settings(), data)
    first, second = app.server.test_client(), app.server.test_client()
    secret = "Geheim Techlab Zuid"
    key = next(key for key in app.callback_map if "own-facilities.data" in key)

    def ask(client, key: str, values: dict) -> str:
        answer = client.post("/_dash-update-component", json=body(app, key, values))
        assert answer.status_code in (200, 204)
        assert "Set-Cookie" not in answer.headers
        return answer.get_data(as_text=True)

    def everything(client) -> str:
        search = "?voorzieningen=aan&kaart=enig&gebied=PV26"
        values = {"address.search": search, "url.search": search, "url.pathname": "/"}
        values["picked-area.data"] = {"feature": 3, "shown": search}
        shown = [shown_at(client, search).text]
        for one in server_callbacks(app):
            listed = app.callback_map[one]
            taken = {f"{p['id']}.{p['property']}" for p in (*listed["inputs"], *listed["state"])}
            mine = {name: value for name, value in values.items() if name in taken}
            shown.append(ask(client, one, mine))
        for path in (
            "/verantwoording",
            "/health",
            f"/download.csv{search}",
            f"/enig-aanbod.csv{search}",
        ):
            shown.append(client.get(path).get_data(as_text=True))
        # A page names itself anew at every visit.
        return re.sub(r'"end_id":"[^"]+"', "", "".join(shown))

    before = everything(second)
    values = sent(contents(file_of(f"{secret};techlab;3511;x")), f"{secret}.csv")
    assert secret in ask(first, key, values)
    assert everything(second) == before
    assert secret not in everything(second)
    # Not even who sent it: it lives in that browser.
    assert secret not in everything(first)


def test_nothing_of_a_file_reaches_an_address(data):
    view = default_view(data).but(facilities=True)
    assert link(view, data) == "/?voorzieningen=aan"
