"""One site and no other: the view, the ranking, a site that would stop, and the file."""

import csv
import io
import json

import numpy as np
import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.query import default_view, link, read
from dashboard.data import CARIBBEAN
from dashboard.figures import only
from dashboard.formatting import people
from dashboard.messages.sites import sites, sites_key
from dashboard.page.components import only_panel
from dashboard.page.components.answer_panel import panel
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.legend import legend
from dashboard.words.names import lost_name, offer_name, school_year
from dashboard.words.threshold import within
from geodata.analysis.coverage import NOTHING, ONLY_DP, WITHIN, offering, states
from geodata.analysis.only_offer import dependent, endable_offers
from tests.support.areas import areas_message as message
from tests.support.areas import of_most
from tests.support.components import of_kind, said
from tests.support.shipped import NEWEST

NL = texts_in("nl")
QUESTIONS = [
    {},
    {"profiles": "PIE", "threshold_km": 5},
    {"profiles": "broad", "measure": "cycle"},
    {"profiles": "MT", "measure": "minutes", "minutes": 45, "speed": 20, "population": 2025},
    {"profiles": "allhard"},
    {"profiles": "dp", "tracks": ("GL",)},
    {"profiles": "vbo", "threshold_km": 3},
]


def only_view(data, **changes):
    return default_view(data).but(show="only", **changes)


def in_reach(data, view, profiles: str) -> np.ndarray:
    """Homes × sites with an offer: within the threshold or not, from the distances themselves."""
    asked = view.question
    offered = np.flatnonzero(offering(data.tables, profiles, asked.tracks, asked.year))
    metres = data.tables.metres(asked.distance, offered)
    near = np.zeros((len(metres), len(data.tables.placed_sites)), bool)
    near[:, offered] = metres <= asked.threshold_m
    return near


def link_targets(shown) -> list[str]:
    return [one.href for one in of_kind(shown, "Link")]


# ---- the view -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("changes", QUESTIONS, ids=str)
def test_a_home_is_painted_by_how_many_sites_it_has(data, changes):
    view = only_view(data, **changes)
    state = states(data.tables, view.question)
    wanted = "hard" if view.profiles == "allhard" else view.profiles
    count = in_reach(data, view, wanted).sum(axis=1)
    one = (count == 1) & (state == WITHIN)
    expected = np.select([one, state == WITHIN, state == ONLY_DP], [0, 1, -4], 2)
    areas = message(Context(data, view))
    assert areas["classes"] == of_most(data, view, expected)[data.on_map("postcode")].tolist()
    assert areas["values"] is None
    assert (expected == 2).sum() == (state == NOTHING).sum()
    assert {areas["words"][str(code)] for code in (0, 1, 2)} == {
        NL("only.one"),
        NL("only.more"),
        NL("only.none"),
    }
    assert len(legend(view, NL)) >= 4


@pytest.mark.parametrize("level", ["province", "municipality", "sto", "postcode"])
def test_every_region_has_its_young_people_with_one_site(data, level):
    view = only_view(data, picked_level=level)
    frame = view.kind.figures(data.tables, view, level)
    homes = dependent(data.tables, view.question) * data.tables.young(view.population)
    position = data.tables.member_positions(level)
    for row in range(0, len(frame), max(1, len(frame) // 40)):
        inside = homes[position == row]
        expected = inside.sum() if len(inside) else np.nan
        assert frame["only"].iloc[row] == pytest.approx(expected, nan_ok=True)
    assert not (frame["only"] > frame["covered"] + 1e-6).any()
    assert "only" in view.columns and "only" not in view.but(show="share").columns


@pytest.mark.slow
def test_the_marks_on_the_map_add_up_to_who_depends(data):
    for changes in QUESTIONS:
        view = only_view(data, **changes)
        assert only.by_site(data, view).sum() == pytest.approx(only.count(data, view))


def test_a_site_is_as_large_as_who_depends_on_it(data):
    view = only_view(data, region="PV28")
    shown = sites(Context(data, view))
    row = {code: at for at, code in enumerate(data.tables.sites["code"])}
    depend = [only.by_site(data, view)[row[code]] for code in shown["code"]]
    assert [label is not None for label in shown["label"]] == [count >= 0.5 for count in depend]
    for label, count, text in zip(shown["label"], depend, shown["text"], strict=True):
        assert label in (None, people(count, "nl"))
        told = NL("only.site", count=label) in text[3]
        assert told == (label is not None)
    order = np.argsort(depend, kind="stable")
    assert (np.diff(np.array(shown["size"])[order]) >= 0).all()
    assert min(shown["size"]) == 9 < max(shown["size"]) <= 22
    country = sites(Context(data, only_view(data)))
    assert country["label"] is None and max(country["size"]) <= 40
    assert sites(Context(data, view.but(show="distance")))["label"] is None


@pytest.mark.parametrize(
    "changes",
    [{"threshold_km": 5}, {"measure": "cycle"}, {"population": 2025}, {"show": "choices"}],
    ids=str,
)
def test_the_layer_of_sites_is_drawn_anew_when_its_numbers_change(data, changes):
    view = only_view(data)
    assert sites_key(view) != sites_key(view.but(**changes))
    usual = default_view(data)
    assert sites_key(usual) == sites_key(usual.but(threshold_km=5))


# ---- the ranking --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("changes", QUESTIONS, ids=str)
def test_the_ranking_is_what_every_site_would_take_away(data, changes):
    view = default_view(data).but(**changes)
    young = data.tables.young(view.population)
    found = only.ranked(data, view)
    assert found["young_people"].is_monotonic_decreasing and len(found)
    for part in endable_offers(view.profiles):
        near = in_reach(data, view, part)
        alone = near.sum(axis=1) == 1
        mine = found[found["profile"] == part].set_index("site")["young_people"]
        codes = data.tables.placed_sites["code"]
        only_one = near[alone].argmax(axis=1)
        expected = np.bincount(only_one, weights=young[alone], minlength=len(codes))
        assert mine.to_dict() == pytest.approx(
            {code: count for code, count in zip(codes, expected, strict=True) if count}
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", ["NL", "PV28", "GM0363", "sto-achterhoek-oost"])
def test_a_row_of_the_panel_opens_its_site(data, language, region):
    view = default_view(data).but(region=region, language=language)
    words = texts_in(language)
    shown = only_panel.ranking(Context(data, view))
    found = only.ranked(data, view).head(only_panel.FIRST_ROWS)
    rows = of_kind(shown, "Ol")[0].children
    assert len(rows) == len(found) > 0
    for row, expected in zip(rows, found.itertuples(), strict=True):
        opened = read(link_targets(row)[0].removeprefix("/"), data)
        assert opened == (view.ride_from(expected.site), [])
        assert expected.name in said(row) and expected.place in said(row)
        assert people(expected.young_people, language) in said(row)
        here = words("only.inside", count=people(expected.young_inside, language))
        assert (here in said(row)) == (region != "NL")
    hrefs = [one.href for one in of_kind(only_panel.reading(Context(data, view)), "A")]
    assert hrefs == ["/enig-aanbod.csv" + link(view, data).removeprefix("/")]


def test_the_ranking_of_a_region_has_its_sites_and_counts_who_lives_there(data):
    view = default_view(data).but(region="PV28")
    found = only.ranked(data, view)
    inside = set(data.tables.sites["code"][data.sites_in("PV28")])
    assert set(found["site"]) <= inside
    assert (found["young_inside"] <= found["young_people"] + 1e-6).all()
    assert (found["young_inside"] < found["young_people"] - 0.5).any()


def test_the_panel_begins_with_the_ranking_in_its_own_view(data):
    def place(view) -> tuple[int, int]:
        shown = json.dumps([str(part) for part in panel(Context(data, view))])
        return shown.index(NL("only.title")), shown.index("key-figures")

    first, key = place(only_view(data))
    assert first < key
    first, key = place(default_view(data))
    assert first > key


@pytest.mark.slow
def test_where_nobody_depends_on_one_site_it_says_so(data):
    views = (default_view(data).but(region=code, profiles="vmbo") for code in ("GM0363", "GM0518"))
    for view in views:
        found = only.ranked(data, view)
        nothing = NL("only.nothing", region=data.region(view.region).name)
        shown = said(only_panel.ranking(Context(data, view)))
        assert (nothing in shown) == (not (found["young_people"] >= 0.5).any())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profiles", PROFILE_WORDS)
def test_every_part_of_every_question_has_a_name(language, profiles):
    names = [offer_name(code, texts_in(language)) for code in endable_offers(profiles)]
    assert len(set(names)) == len(names)


# ---- a site that would stop ---------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_of_a_site_says_who_would_go_without(data, language):
    words = texts_in(language)
    found = only.ranked(data, default_view(data))
    view = default_view(data).but(language=language).ride_from(found["site"].iloc[0])
    shown = said(panel(Context(data, view)))
    for row in found[found["site"] == view.site].itertuples():
        assert (
            words(
                "only.stops",
                offer=offer_name(row.profile, words),
                count=people(row.young_people, language),
                lost=lost_name(row.profile, words),
                within=within(view, words),
            )
            in shown
        )
    safe = next(code for code in data.site_rows if code not in set(found["site"]))
    assert only_panel.stops(Context(data, view.ride_from(safe))) is None


# ---- the file -----------------------------------------------------------------------------------


def lines_of(client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    text = answer.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_file_has_every_site_and_profile_with_source_and_dates(client, data):
    lines = lines_of(client, "/enig-aanbod.csv")
    head = [line[0] for line in lines if line[0].startswith("# ")]
    assert any(
        "DUO" in line and school_year(NEWEST) in line and "1-1-2021" in line for line in head
    )
    assert any("10 km" in line for line in head)
    heading, *body = lines[len(head) :]
    found = only.ranked(data, default_view(data))
    assert heading == [
        *("vestiging", "naam", "plaats", "profiel", "samen_in_proef"),
        *("kandidaten_laagste", "kandidaten_hoogste", "jongeren_12_16"),
    ]
    almere = {line[3]: line[4] for line in body if line[0] == "01FP00"}
    assert almere == dict.fromkeys(("BWI", "PIE", "alles van BWI, PIE en M&T"), "BWI en PIE samen")
    assert [line[0] for line in body] == found["site"].tolist()
    tasc = next(line for line in body if line[1] == "TASC")
    assert 1 <= int(tasc[5]) <= int(tasc[6]) < 20
    numbers = [float(line[-1].replace(",", ".")) for line in body]
    assert numbers == pytest.approx(found["young_people"].tolist(), abs=1e-3)


def test_the_file_of_a_region_tells_who_lives_there(client, data):
    lines = lines_of(client, "/enig-aanbod.csv?gebied=PV28&profiel=pie")
    heading = next(line for line in lines if not line[0].startswith("# "))
    assert heading[-1] == "waarvan_in_dit_gebied"
    found = only.ranked(data, default_view(data).but(region="PV28", profiles="PIE"))
    assert len(lines) - lines.index(heading) - 1 == len(found)


@pytest.mark.parametrize("query", [f"gebied={CARIBBEAN}", "gebied=1011", "kaart=werk"])
def test_the_file_answers_for_every_region_and_view(client, query):
    assert client.get(f"/enig-aanbod.csv?{query}").status_code == 200


@pytest.mark.parametrize("query", ["gebied=%3Cscript%3E", "klein=x"])
def test_the_file_is_refused_where_the_address_cannot_be_read(client, query):
    answer = client.get(f"/enig-aanbod.csv?{query}")
    assert answer.status_code == 400
    assert "script" not in answer.text
