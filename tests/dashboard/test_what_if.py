"""A question that supposes changes: every face answers it with the same number, and says so."""

import csv
import io
import re
import sqlite3
from datetime import date
from html import unescape
from urllib.parse import quote

import pandas as pd
import pytest

from dashboard.address.context import Context
from dashboard.address.query import link, read
from dashboard.export.view_slide import view_deck
from dashboard.export.xlsx import workbook
from dashboard.figures.answer import somebody
from dashboard.figures.effect import effect
from dashboard.formatting import not_nearly, out_of_hundred, people
from geodata.__main__ import main

CHANGES = "stop:13OR01.mt,start:4501.mt"
ZEELAND = f"gebied=PV29&profiel=mt&per=provincie&stel={CHANGES}"
SUPPOSED = "Stel: M&T start in 4501 Oostburg; M&T stopt bij Het Goese Lyceum."
EXPLORATION = "Verkenning, geen besluit."
#: Files with the table of the map, and faces that say the number in words.
TABLES = ("/download.csv", "/download.geojson", "/download.gpkg")
FACES = (
    "/?{}",
    "/embed?{}",
    "/kaart.svg?{}",
    "/scherm.json?{}",
    "/scherm.json?{}&weergave=scherm",
    "/regio/provincie/PV29?{}",
)
#: Those with room for the number alone.
BRIEF = ("/embed?{}", "/scherm.json?{}&weergave=scherm")


@pytest.fixture(scope="module")
def zeeland(request) -> pd.Series:
    """What the command line says of it."""
    capture = request.getfixturevalue("capture_main")
    typed = ("--profiles", "MT", "--by", "province", "--stop", "13OR01:MT", "--start", "4501:MT")
    table = pd.read_csv(io.StringIO(capture("scenario", *typed)), dtype={"code": str})
    return table.set_index("code").loc["PV29"]


@pytest.fixture(scope="module")
def capture_main(data) -> object:
    """A command of the command line -> what it prints, on the tables at hand."""

    def ask(*arguments: str) -> str:
        patch, out = pytest.MonkeyPatch(), io.StringIO()
        with patch.context() as during:
            during.setattr("geodata.commands.scenario.read", lambda _: data.tables)
            during.setattr("sys.stdout", out)
            assert main([*arguments]) == 0
        return out.getvalue()

    return ask


def shares_in(path: str, body: bytes) -> dict[str, float]:
    """Province -> its share, as a file has it."""
    if path.endswith(".csv"):
        text = body.decode("utf-8-sig")
        rows = csv.DictReader(
            (line for line in text.splitlines() if not line.startswith("#")), delimiter=";"
        )
        return {row["code"]: float(row["dekking_pct"].replace(",", ".")) for row in rows}
    if path.endswith(".geojson"):
        found = re.findall(r'"code":"(PV\d+)".*?"dekking_pct":([\d.]+)', body.decode())
        return {code: float(share) for code, share in found}
    file = sqlite3.connect(":memory:")
    file.deserialize(body)
    return dict(file.execute("SELECT code, dekking_pct FROM gebieden").fetchall())


def text_of(body: bytes) -> str:
    """What a face says, without its tags."""
    plain = body.decode().encode().decode("unicode_escape") if body[:1] == b"{" else body.decode()
    return " ".join(re.sub(r"<[^>]*>", "", unescape(plain)).split())


def test_every_file_has_the_share_of_the_command_line(client, zeeland):
    for path in TABLES:
        answer = client.get(f"{path}?{ZEELAND}")
        assert shares_in(path, answer.data)["PV29"] == zeeland["share_after"], path
        assert "verkenning" in answer.headers["Content-Disposition"], path
        said = answer.data.decode(errors="ignore").replace(",", ";")
        assert SUPPOSED in said and EXPLORATION.replace(",", ";") in said, path


def test_the_api_and_the_workbook_have_it_too(client, data, zeeland):
    rows = client.get(f"/api/v1/coverage?by=province&profiles=MT&code=PV29&changes={CHANGES}").json[
        "rows"
    ]
    assert rows[0]["share"] == zeeland["share_after"]
    context = Context(data, read(f"?{ZEELAND}", data)[0])
    job = workbook(context, "https://example.nl", date(2026, 1, 1))
    columns = {one["heading"]: one["values"] for one in job["sheets"][0]["columns"]}
    at = columns["Code"].index("PV29")
    assert columns["Dekking"][at] == pytest.approx(zeeland["share_after"] / 100, abs=5e-7)
    assert SUPPOSED in job["title"] and EXPLORATION in job["title"]


def test_every_face_says_the_number_and_what_it_supposes(client, data, zeeland):
    far = zeeland["young_people"] - zeeland["covered_after"]
    number = f"{out_of_hundred(somebody([zeeland['covered_after'], far]))[0]} van de 100"
    lost = people(zeeland["lost"], "nl")
    slide = str(view_deck(Context(data, read(f"?{ZEELAND}", data)[0]), ""))
    faces = {face: text_of(client.get(face.format(ZEELAND)).data) for face in FACES}
    for face, said in (faces | {"slide": slide}).items():
        assert number in said, face
        assert EXPLORATION in said, face
        assert "M&T stopt bij Het Goese Lyceum" in said, face
        assert f"{lost} jongeren verliezen" in said or face in BRIEF, face


def test_the_curve_stands_at_the_share(update, zeeland):
    messages = update(f"?{ZEELAND}")["messages"]
    axes, lines = messages["axes"], messages["curve"]["lines"]
    at = axes["limits"].index(axes["threshold"])
    after = next(line for line in lines if line["kind"] == "region")
    assert after["shares"][at] == not_nearly(zeeland["share_after"], 1)


def test_now_is_the_question_without_changes(update):
    """To the last mark, but for what says that there are changes."""
    now, plain = update(f"?{ZEELAND}&stand=nu"), update(f"?{ZEELAND.partition('&stel')[0]}")
    for message in ("areas", "sites", "curve"):
        assert now["messages"][message] == plain["messages"][message], message
    assert "Stel:" not in now["parts"]["map-caption"]


def test_for_whom_it_is_adds_up_to_who_lose_and_gain_it(client, data, zeeland):
    """By urbanity and welfare, in the workbook and on the portrait."""
    context = Context(data, read(f"?{ZEELAND}", data)[0])
    job = workbook(context, "https://example.nl", date(2026, 1, 1))
    (sheet,) = [one for one in job["sheets"] if one["name"] == "Voor wie"]
    lost, gained = (
        next(one["values"][0] for one in sheet["columns"] if one["heading"].startswith(heading))
        for heading in ("Verliezen", "Krijgen")
    )
    assert lost == pytest.approx(zeeland["lost"], abs=1e-3)
    assert gained == pytest.approx(zeeland["gained"], abs=1e-3)
    portrait = text_of(client.get(f"/regio/provincie/PV29?{ZEELAND}").data).replace(" ", "")
    assert f"Allegebieden{people(lost, 'nl')}" in portrait


# ---- what cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "applied", "told"),
    [
        ("stop:13OR01.mt,hout", "stop:13OR01.mt", ["stel=hout"]),
        ("stop:13OR01.hout,start:4501.mt", "start:4501.mt", ["stel=stop:13OR01.hout"]),
        ("start:52.1,3.2.pie", "", ["stel=start:52.1", "stel=3.2.pie"]),
        ("", "", []),
    ],
)
def test_what_is_not_understood_is_told_and_the_rest_applied(data, written, applied, told):
    view, ignored = read(f"?stel={quote(written)}", data)
    assert ",".join(map(str, view.changes)) == applied
    assert ignored == told


def test_five_hundred_changes_are_twenty(client, data):
    """What is cut off in the middle is left out: ``stop:13OR01`` would end all that is there."""
    many = ",".join(f"start:{1011 + at}.pie" for at in range(500))
    view, ignored = read(f"?stel={many}", data)
    assert len(view.changes) == 20 and 1 <= len(ignored) <= 5
    assert client.get(f"/download.csv?stel={many}").status_code == 400
    for length in range(440, 461):
        padded = "start:4501.pie," * 30
        cut = padded[: length - 8] + ",stop:13OR01.mt"
        changes = read(f"?stel={cut}", data)[0].changes
        assert "stop:13OR01" not in map(str, changes)


def test_what_cannot_be_made_is_said_and_changes_nothing(data):
    possible = read(f"?profiel=mt&stel={CHANGES}", data)[0]
    more = f"{CHANGES},stop:99XX99.mt,start:1000.mt,stop:13OR01.mvi"
    view, ignored = read(f"?profiel=mt&stel={more}", data)
    said = str(view_deck(Context(data, view), ""))
    assert ignored == []
    assert "Er is geen vestiging met deze code." in said
    assert "Er is geen postcodegebied met deze code." in said
    assert "Daar is nu niets dat kan stoppen of verhuizen." in said
    frames = [one.kind.figures(data.tables, one, "province") for one in (view, possible)]
    pd.testing.assert_frame_equal(*frames)


def test_a_link_is_a_scenario(data):
    view, _ = read("?stel=start:4501.bwi,stop:13OR01.mt&stand=verschil", data)
    assert link(view, data) == "/?stel=start:4501.bwi,stop:13OR01.mt&stand=verschil"
    assert link(view.but(changes=()), data) == "/"


# ---- two plans -----------------------------------------------------------------------------------

PLANS = (
    "gebied=PV29&profiel=mt&stel=stop:13OR01.mt&plannaam=Goes+dicht"
    "&naastplan=start:4501.mt,stop:13OR01.mt"
)


def test_two_plans_are_on_every_face_each_against_now(client, data):
    """What they do is that of each alone; whichever is in sight, A stays A."""
    view, _ = read(f"?{PLANS}", data)
    alone = [
        read(f"?gebied=PV29&profiel=mt&stel={one}", data)[0] for one in ("stop:13OR01.mt", CHANGES)
    ]
    found = [effect(data, one) for one in alone]
    lost, gained = (
        [people(getattr(one, part), "nl") for one in found] for part in ("lost", "gained")
    )
    context = Context(data, view)
    deck = view_deck(context, "")
    (table,) = [part for part in deck["slides"][1]["parts"] if part["kind"] == "table"]
    assert table["rows"][1][2:] == lost and table["rows"][2][2:] == gained
    assert lost == [lost[0]] * 2 and gained[0] == "0" != gained[1]
    for face in ("/?{}", "/regio/provincie/PV29?{}"):
        said = text_of(client.get(face.format(PLANS)).data)
        assert all(
            "".join(row) in said.replace(" ", "")
            for row in ([lost[0], lost[1]], gained, ["PlanA", "PlanB"])
        ), face
        assert "“Goes dicht”" in said, face
    sheets = workbook(context, "https://example.nl", date(2026, 1, 1))["sheets"]
    columns = {one["heading"]: one["values"] for one in sheets[1]["columns"]}
    assert columns["Plan"] == ["A", "B"] and columns["Naam"] == ["Goes dicht", ""]
    assert columns["Verliezen dit aanbod dichtbij"] == pytest.approx(
        [one.lost for one in found], abs=1e-3
    )
    assert list(view.swapped.plans.values()) == list(view.plans.values())
    assert view.swapped.swapped == view


def test_the_curves_of_two_plans_and_of_now_stand_in_one_plot(update):
    alone, both = (update(f"?{query}")["messages"]["curve"]["lines"] for query in (ZEELAND, PLANS))
    kinds = {line["kind"]: line for line in both}
    assert kinds.keys() == {"region", "beside", "before", "country"}
    assert kinds["beside"]["shares"] == alone[0]["shares"] != kinds["region"]["shares"]
    assert [kinds[one]["name"] for one in ("region", "beside")] == [
        "Zeeland, plan A",
        "Zeeland, plan B",
    ]


def test_another_plan_begins_without_changes_and_can_go(data):
    view, _ = read("?stel=stop:13OR01.mt&plannaam=Goes+dicht", data)
    begun = view.begun
    assert link(begun, data) == "/?naastplan=stop:13OR01.mt&naastplannaam=Goes+dicht&plan=b"
    assert begun.swapped == view
    assert link(begun.swapped.but(changes=()), data) == "/"


@pytest.mark.parametrize("name", ["x" * 41, "a%00b", "a%E2%80%AEb"])
def test_a_name_that_cannot_be_is_told(data, name):
    view, ignored = read(f"?stel=stop:13OR01.mt&plannaam={name}&naastplan=hout&plan=c", data)
    assert (view.plan_name, view.beside, view.plan) == ("", (), "A")
    assert ignored == ["plannaam", "naastplan=hout", "plan"]


def test_a_name_is_text_wherever_it_stands(client):
    query = f"{ZEELAND}&plannaam={quote('=<b>&{x}')}"
    for face in FACES:
        answer = client.get(face.format(query))
        # The title of the page is set as text.
        body = str(answer.json["parts"]) if answer.is_json else answer.data.decode()
        assert "<b>&" not in body and "{x}" in body, face
    assert "“=<b>&{x}”" in client.get(f"/download.csv?{query}").data.decode()


# ---- the difference ------------------------------------------------------------------------------


@pytest.mark.parametrize("show", ["afstand", "dekking", "zonder", "keuze", "verschil", "enig"])
@pytest.mark.parametrize("level", ["provincie", "postcode"])
def test_the_difference_is_after_less_now(data, show, level):
    """Areas where nothing changes have the class in the middle, whose words say so."""
    asked = f"?profiel=mt&stel={CHANGES}&kaart={show}&per={level}&stand=verschil"
    view, _ = read(asked, data)
    painted = view.kind.painted(data.tables, view, view.level)
    after, before = (
        one.base.values(data.tables, one, view.level)
        for one in (view.but(moment="after"), view.now)
    )
    known = ~pd.isna(painted.values)
    assert painted.values[known] == pytest.approx((after - before)[known], abs=0.5)
    same = (after == before) & known
    middle = len(painted.scale.limits) // 2
    assert set(painted.classes[same]) == {middle}
    assert (painted.classes[known & ~same] != middle).any()
