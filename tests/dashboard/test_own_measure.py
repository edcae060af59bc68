"""A measure of an owner's own says the same on every face, and that is what a hand works out."""

import csv
import io
import json
import re

import numpy as np
import pytest

from dashboard import create_app
from dashboard.address import portrait as portraits
from dashboard.address.context import Context
from dashboard.address.query import default_view, link, read
from dashboard.address.view import View
from dashboard.drawing import layers
from dashboard.drawing.sheet import LINKED, sheet
from dashboard.export.view_slide import view_deck
from dashboard.figures.answer import answer, unknown_young
from dashboard.figures.table import rows
from dashboard.messages import areas, curve, distances, sites
from dashboard.messages.rules import rules
from dashboard.page.components.sentence import measures
from dashboard.page.components.suggest import fields
from dashboard.portrait import page
from dashboard.portrait.slides import portrait_deck
from dashboard.settings import Settings
from dashboard.texts import texts_in
from dashboard.web import jobs
from dashboard.words.answer import answer_words
from dashboard.words.changes import impossible
from dashboard.words.sources import source_line
from dashboard.words.threshold import far
from geodata.changes import parse_changes
from tests.support.components import said
from tests.support.markup import words
from tests.support.own_measure import ISLAND, MINUTES, OV, UNKNOWN, with_own_measure

QUERY = f"?maat=ov&minuten=45&gebied={ISLAND}"


@pytest.fixture(scope="module")
def own():
    return with_own_measure()


@pytest.fixture(scope="module")
def client(own):
    return create_app(Settings(api_rate=0), own).server.test_client()


def by_hand(own) -> dict[str, float]:
    """Young people by postcode, added up from the table of homes."""
    homes = own.tables.homes
    inside = homes["municipality"] == ISLAND
    return homes[inside].groupby("postcode")["young_2021"].sum().to_dict()


def view_of(own, **more) -> View:
    return read(QUERY, own)[0].but(**more)


def test_figures_and_words_are_what_a_hand_works_out(own):
    young = by_hand(own)
    known = sum(young[code] for code in MINUTES)
    near = young["9161"] + young["9162"]
    mean = sum(young[code] * minutes for code, minutes in MINUTES.items()) / known
    view = view_of(own)
    found = answer(own, view)
    assert (found.young, found.covered) == pytest.approx((known, near))
    assert found.share == pytest.approx(100 * near / known)
    assert view.in_unit(found.mean_m) == pytest.approx(mean)
    assert view.in_unit(found.p90_m) == 60
    assert unknown_young(own, view) == pytest.approx(young[UNKNOWN])
    assert far(view, found.mean_m, texts_in("nl")) == f"{mean:.0f} min"
    words = answer_words(Context(own, view))
    assert words.headline == f"{100 * near / known:.0f} van de 100"
    source = source_line(Context(own, view))
    assert f"reistijd met het ov uit een eigen tabel (ov.csv.gz, {OV.departure}, 50e" in source
    assert f"{young[UNKNOWN]:.0f} jongeren tellen niet mee" in source
    english = source_line(Context(own, view.but(language="en")))
    assert "travel time by public transport" in english


def test_map_curve_and_table_show_it(own):
    view = view_of(own, picked_level="postcode")
    context = Context(own, view)
    codes = own.tables.regions_of("postcode")["code"].to_numpy()[own.on_map("postcode", ISLAND)]
    told = areas.message(context)
    assert distances.message(context) is None
    shown = {
        code: (told["classes"][at], told["values"][at])
        for at, code in enumerate(codes)
        if code in (*MINUTES, UNKNOWN)
    }
    # Classes end at 0.3, 0.6, 1 and 1.5 of 45 minutes.
    assert shown == {"9161": (1, 20), "9162": (2, 45), "9163": (3, 60), "9164": (-1, None)}
    (island, *_) = curve.message(context, lambda region: region.name)["lines"]
    drawn = curve.message(context, lambda region: region.name)
    found = answer(own, view)
    at = drawn["limits"].index(45)
    assert island["shares"][at] == round(found.share, 1)
    assert (island["shares"][at - 1], island["shares"][-1]) == pytest.approx(
        (round(100 * by_hand(own)["9161"] / found.young, 1), 100)
    )
    assert drawn["words"]["axis"] == "reistijd van huis, met het ov (minuten)"
    table = rows(own, view).set_index("code")
    assert view.in_unit(table["mean_km"] * 1000).dropna().to_dict() == pytest.approx(MINUTES)
    assert table["share"].dropna().to_dict() == {"9161": 100, "9162": 100, "9163": 0}
    assert "Minuten met het ov" in said(measures(context))


def test_faces_say_the_same_number(own, client):
    found = answer(own, view_of(own))
    share = f"{found.share:.1f}"

    def page(path: str) -> str:
        asked = client.get(path)
        assert asked.status_code == 200, path
        return asked.get_data(as_text=True)

    number = f"{found.share:.0f} van de 100"
    for path in (f"/{QUERY}", f"/regio/gemeente/{ISLAND}{QUERY}", f"/embed{QUERY}"):
        html = page(path)
        assert "45 minuten met het ov" in html, path
        assert number in re.sub(r"<[^>]*>", "", html), path
        assert "eigen tabel" in html, path
    lines = page(f"/download.csv{QUERY}&per=gemeente").splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("niveau;"))
    (row,) = csv.DictReader(lines[head:], delimiter=";")
    assert row["dekking_pct"].replace(",", ".") == f"{found.share:.4f}".rstrip("0")
    assert any("39 jongeren tellen niet mee" in line for line in lines[:head])
    asked = "distance=ov&max=45min"
    told = json.loads(page(f"/api/v1/coverage?{asked}&by=municipality&code={ISLAND}"))
    assert told["rows"][0]["share"] == pytest.approx(found.share, abs=1e-4)
    assert told["rows"][0]["mean_min"] == pytest.approx(found.mean_m / 100, abs=1e-4)
    assert [one["id"] for one in told["source"]].count("measure_ov") == 1
    text = page(f"/api/v1/coverage?{asked}&format=csv&by=municipality&code={ISLAND}")
    (line,) = csv.DictReader(io.StringIO(text))
    assert f"{float(line['share']):.1f}" == share
    refused = client.get("/api/v1/coverage?distance=ov&max=10km")
    assert refused.status_code == 400
    assert "tot 90" in refused.json["detail"]
    deck = json.dumps(
        view_deck(Context(own, view_of(own)), "https://site.nl/"),
        allow_nan=False,
        ensure_ascii=False,
    )
    assert f"{found.share:.0f}" in deck
    assert "45 minuten met het ov" in deck
    assert OV.departure in deck


@pytest.mark.slow
def test_pictures_paper_and_slides_of_a_portrait_say_it(own, client):
    """Which draw by themselves: the sheet of SVG and PNG, the page that is printed, the slides."""
    view = view_of(own)
    found = answer(own, view)
    context = Context(own, view)
    portrait = portraits.read("gemeente", ISLAND, "maat=ov&minuten=45", own)
    paper = page.Paper("https://site.nl", [])
    slides = portrait_deck(own, portrait, texts_in("nl"), "https://site.nl/")
    with client.application.test_request_context():
        printed = page.render(own, portrait, paper=paper)
    drawn = {
        "SVG": sheet(context, "https://site.nl/"),
        "PNG": sheet(context, "https://site.nl/", LINKED),
        "PDF": printed,
        "PPTX": json.dumps(slides, ensure_ascii=False),
    }
    for face, markup in drawn.items():
        told = words(markup)
        assert f"{found.share:.0f} van de 100" in told, face
        assert "45 minuten met het ov" in told, face
        assert "eigen tabel" in told, face


def test_what_is_not_known_is_said_to_be_so_and_never_far(own, client):
    words = answer_words(Context(own, view_of(own, region=UNKNOWN)))
    lines = " ".join(piece.text for line in words.lines for piece in line.pieces)
    assert "niet bekend" in lines
    assert "Dat is niet hetzelfde als ver" in lines
    country = answer(own, view_of(own, region="NL"))
    assert country.young == pytest.approx(answer(own, view_of(own)).young)
    for region in ("NL", "GM0014", "9711", UNKNOWN):
        for show in ("afstand", "dekking", "fietsverschil", "zonder", "keuze", "enig"):
            asked = client.get(f"/?maat=ov&minuten=45&gebied={region}&kaart={show}&tabel=open")
            assert asked.status_code == 200, (region, show)


def test_further_than_the_table_goes_is_far_but_no_distance(own):
    """Another question, of a site to which there are no times from the island."""
    view = view_of(own, profiles="MAT", picked_level="postcode")
    found = answer(own, view)
    assert found.covered == 0
    assert np.isnan(found.mean_m)
    context = Context(own, view)
    codes = own.tables.regions_of("postcode")["code"].to_numpy()[own.on_map("postcode", ISLAND)]
    told = areas.message(context)
    assert told["values"][int(np.flatnonzero(codes == "9161")[0])] is None
    words = answer_words(Context(own, view.but(region="9161")))
    assert words.headline == "meer dan 90 min"


def test_what_cannot_move_by_its_table_stays_where_it_is_on_the_map_and_in_files_too(own):
    """There are no times to 4331, so the answer has the site where it was."""
    now = view_of(own, region="NL")
    moved = now.but(changes=parse_changes("move:13OR01.4331"))
    assert answer(own, moved).sites == answer(own, now).sites
    for asked in (moved, now):
        context = Context(own, asked)
        assert "13OR01" in sites.sites(context)["code"]
        assert "13OR01" in set(layers.sites(context).frame.iloc[:, 0])
    # As the crow flies it does move, so these are other sites.
    assert sites.sites_key(moved) != sites.sites_key(moved.but(measure="straight"))
    assert "13OR01" not in sites.sites(Context(own, moved.but(measure="straight")))["code"]


def test_its_address_lasts_and_its_rules_are_in_the_page(own, data):
    view = view_of(own)
    assert link(view, own) == f"/?gebied={ISLAND}&maat=ov&minuten=45"
    assert read(link(view, own)[1:], own) == (view, [])
    # Where the table does not stand, the address falls back and says so.
    other, ignored = read(QUERY, data)
    assert (other.measure, ignored) == ("straight", ["maat"])
    assert default_view(data).own_measures == ()
    told = rules(view.own_measures)
    assert told["measures"]["ov"]["most"] == 90
    assert "ov" in told["measure"]["words"]
    assert rules()["measure"]["words"] == ["hemelsbreed", "fiets", "minuten"]
    short = view.but(own_measures=(OV.__class__(**vars(OV) | {"longest": 20.0}),))
    assert (short.thresholds, short.threshold) == (range(5, 21, 5), 20)


def test_where_no_times_are_known_nothing_can_be_sought(own, client):
    """The table goes to sites alone: elsewhere is no choice, and who asks it is told what is."""
    chosen = {
        measure: said(fields(Context(own, view_of(own, measure=measure))))
        for measure in ("ov", "cycle")
    }
    assert "overal" not in chosen["ov"] and "overal" in chosen["cycle"]
    refused = client.get("/voorstel?gebied=PV29&maat=ov&minuten=30&zoek=mt&plek=overal")
    assert refused.status_code == 400
    assert "naar scholen bekend" in refused.text and "vmbo-school" in refused.text
    asked = "/api/v1/suggest?region=PV29&profile=MT&distance=ov&max=30min&among=everywhere"
    problem = client.get(asked)
    assert problem.status_code == 400
    assert problem.json["parameter"] == "among" and problem.json["allowed"] == ["sites"]
    assert "among=sites" in problem.json["detail"]


def test_what_ends_stands_at_sites_whatever_is_said_of_new_ones(own, client, monkeypatch):
    told = {"places": [], "runner_up": [], "notes": ["no_candidate"]}
    monkeypatch.setattr(jobs, "run", lambda *_, **__: json.dumps(told).encode())
    asked = "region=PV29&profile=MT&distance=ov&max=30min&among=everywhere&what=ending"
    assert client.get(f"/api/v1/suggest?{asked}").status_code == 200


def test_what_cannot_be_supposed_is_said_in_a_sentence(own):
    view = view_of(own, changes=parse_changes("start:4331.mt"))
    (why,) = impossible(Context(own, view)).values()
    assert why == "Naar die plek zijn geen reistijden of afstanden bekend."
