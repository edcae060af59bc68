"""The labour views: figures as published, offer against work, and a figure that is added."""

import csv
import io
import json
import zlib
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from dashboard import catalogue, create_app
from dashboard.address.context import Context
from dashboard.address.query import default_view, link, read
from dashboard.address.view import View
from dashboard.catalogue import PUBLISHED, Published, equal_limits
from dashboard.data import LEVELS, Data
from dashboard.export.csv import table_as_csv
from dashboard.figures import labour_table as labour_table_figures
from dashboard.figures import two_way, work
from dashboard.page.components import work_legend, work_panel, work_question, work_table
from dashboard.palette import TWO_WAY, Area, Ink
from dashboard.settings import Settings
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.answer import answer_words
from dashboard.words.figures import period_words, with_unit
from dashboard.words.legend import cell_words, ink, published_classes
from geodata.analysis.coverage import coverage
from geodata.analysis.labour import MISSING, UNITS
from tests.support.areas import areas_message as message
from tests.support.asking import shown_at, taking
from tests.support.colours import EYES, contrast, difference
from tests.support.labour import SOURCE, rows, with_labour
from tests.support.markup import addresses, words

NL = texts_in("nl")


@pytest.fixture(scope="module")
def labour(data) -> Data:
    return with_labour(data)


@pytest.fixture
def view(labour) -> View:
    return default_view(labour).but(show="work")


def walk(part):
    """Every component below one, itself first."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from walk(one)
    elif part is not None:
        yield part
        yield from walk(getattr(part, "children", None))


def said(part) -> str:
    """What a component reads as."""
    return " ".join(str(one) for one in walk(part) if not isinstance(one, Component))


# ---- the catalogue ------------------------------------------------------------------------------


def test_every_figure_is_declared_in_full():
    assert all(key == entry.key for key, entry in PUBLISHED.items())
    assert len({entry.word for entry in PUBLISHED.values()}) == len(PUBLISHED)
    for entry in PUBLISHED.values():
        assert set(entry.levels) <= {*LEVELS, "nl"}, entry.key
        assert entry.direction in catalogue.RAMPS, entry.key
        assert entry.computed or entry.key in UNITS, entry.key
        for language in LANGUAGES:
            words = texts_in(language)
            for text in (entry.name, entry.unit, entry.reading, entry.caveat):
                assert words.has(text), text
    assert PUBLISHED[catalogue.FIRST].demand


def test_the_figures_of_a_level_are_those_that_it_has():
    for level in ("nl", *LEVELS):
        found = catalogue.published_at(level)
        assert [one for one in PUBLISHED.values() if level in one.levels] == found
    assert catalogue.published_at("postcode") == []


@pytest.mark.parametrize("eye", EYES)
def test_colours_differ_for_every_eye(eye):
    for colours in (*catalogue.RAMPS.values(), TWO_WAY):
        every = [*colours, Area.NO_DATA]
        for at, one in enumerate(every):
            for other in every[at + 1 :]:
                assert difference(one, other, EYES[eye]) >= 10, (one, other)


def test_the_number_in_a_cell_of_the_square_can_be_read():
    for cell, colour in enumerate(TWO_WAY):
        assert contrast(ink(cell), colour) >= 3, cell
    assert ink(0) == Ink.INK


@given(st.lists(st.integers(-50, 50).map(float) | st.just(np.nan), max_size=60))
def test_every_class_of_equal_limits_holds_some(values):
    entry = Published("x", "x", ("corop",), 0)
    scale = entry.scale(np.array(values, float))
    found = scale.classify(np.array(values, float))
    known = np.isfinite(values).sum() if values else 0
    assert (found >= 0).sum() == known
    if known:
        assert set(found[found >= 0]) == set(range(len(scale.colours)))


def test_limits_are_fifths_and_fixed_ones_stay():
    assert equal_limits(np.arange(10.0)) == (2, 4, 6, 8)
    assert equal_limits(np.array([3.0, 3.0, np.nan])) == ()
    growth = PUBLISHED["technical_jobs_growth"].scale(np.array([-9.0, 0.0, 12.0]))
    assert growth.limits == (-5, 0, 5, 10)
    assert growth.classify(np.array([-5.1, -5, 0, 4.9, 10, np.nan])).tolist() == [0, 1, 2, 2, 4, -1]


def test_more_that_is_worse_is_orange_and_more_that_is_better_blue():
    assert PUBLISHED["technical_jobs_growth"].scale(np.arange(9.0)).colours[-1] == Area.NEAR
    worse = PUBLISHED["ww_share"].scale(np.arange(9.0))
    assert (worse.colours[0], worse.colours[-1]) == (Area.NEAR, Area.MUCH_TOO_FAR)


@pytest.mark.parametrize(
    ("period", "dutch", "english"),
    [
        ("2024", "2024", "2024"),
        ("2019-2024", "2019–2024", "2019–2024"),
        ("2026-Q2", "2e kwartaal 2026", "quarter 2 of 2026"),
        ("2024-12-31", "31-12-2024", "2024-12-31"),
        ("", "", ""),
    ],
)
def test_a_period_reads_as_people_write_it(period, dutch, english):
    assert period_words(period, NL) == dutch
    assert period_words(period, texts_in("en")) == english


# ---- one figure ---------------------------------------------------------------------------------


def test_the_map_paints_the_figure_that_is_published(labour, view):
    sent = message(Context(labour, view))
    assert sent["level"] == "corop"
    codes = labour.tables.regions_of("corop")["code"].tolist()
    column = sent["columns"][0]
    for feature, code in enumerate(sent["codes"]):
        assert column["low"][feature] == codes.index(code)
        assert sent["classes"][feature] == codes.index(code) // 8
    assert column["high"] is None and sent["why"] == {} and sent["chosen"] == []


def test_what_is_missing_stays_missing_and_says_why(labour, view):
    view = view.but(figure="vacancies_per_1000_technical_jobs")
    sent = message(Context(labour, view))
    missing = [at for at, value in enumerate(sent["columns"][0]["low"]) if value is None]
    assert len(missing) == 5
    assert [sent["classes"][at] for at in missing] == [-1] * 5
    assert sent["why"] == {str(at): NL("figure.note.no_data") for at in missing}
    last = labour.tables.regions_of("province")["code"].iloc[-1]
    panel = said(work_panel.panel(Context(labour, view.but(chosen=(last,)))))
    assert NL("figure.none") in panel and NL("figure.note.no_data") in panel
    assert "no_data" in MISSING


def test_a_smaller_region_gets_the_figure_of_the_one_that_holds_it_and_says_so(labour, view):
    panel = said(work_panel.panel(Context(labour, view.but(region="GM0014"))))
    place = work.current(labour, view.but(region="GM0014"))
    assert place.level == "corop"
    assert NL("figure.only_at", asked="gemeente", level="COROP-gebied", region=place.name) in panel
    assert f"{place.position},0%" in panel


def test_a_larger_region_gets_no_figure_but_those_of_the_regions_in_it(labour, view):
    view = view.but(region="PV20")
    assert work.current(labour, view) is None
    frame = work.rows(labour, view, work.shown(labour, view))
    inside = labour.areas_inside("corop", "PV20").tolist()
    assert sorted(frame.index) == inside and len(inside) > 1
    assert NL("figure.none") in said(work_panel.panel(Context(labour, view)))


def test_the_panel_gives_value_date_caveat_rank_and_the_country(labour, view):
    code = labour.tables.regions_of("corop")["code"].iloc[37]
    panel = said(work_panel.panel(Context(labour, view.but(chosen=(code,)))))
    for part in (
        "37,0%",
        "2024",
        NL("indicator.technical_jobs_share.caveat"),
        NL("figure.rank", rank=3, count=40, many="COROP-gebieden"),
        "14,3%",  # 14.25: half goes up
    ):
        assert part in panel, part


def test_regions_with_the_same_figure_share_a_rank():
    frame = pd.DataFrame({"value": [5.0, 7.0, 7.0, np.nan], "low": [5, 7, 7, np.nan]})
    frame = frame.assign(high=frame["low"], period="", note="", source="")

    class At:
        position = 0

    assert (work.place(frame, At).rank, work.place(frame, At).known) == (3, 3)
    At.position = 2
    assert work.place(frame, At).rank == 1
    At.position = 3
    assert work.place(frame, At).rank == 0


def test_another_level_than_asked_is_said(labour, view):
    box = said(work_legend.legend(Context(labour, view.but(picked_level="municipality"))))
    assert NL("figure.other_level", asked="gemeente", shown="COROP-gebied") in box
    assert "bestaat niet per" not in said(work_legend.legend(Context(labour, view)))


def test_a_masked_range_stays_a_range(labour, view):
    entry = PUBLISHED["candidates_per_1000_jobs"]
    frame = work.figures(labour, entry, view.question, "corop")
    open_ones = frame[frame["low"] < frame["high"]]
    assert len(open_ones) > 5
    row = open_ones.iloc[0]
    assert row["value"] == (row["low"] + row["high"]) / 2
    assert "–" in with_unit(entry, row["low"], row["high"], NL)
    sent = message(Context(labour, view.but(figure=entry.key)))["columns"][0]
    at = message(Context(labour, view.but(figure=entry.key)))["codes"].index(row["code"])
    assert (sent["low"][at], sent["high"][at]) == (row["low"], row["high"])


# ---- offer against work -------------------------------------------------------------------------


def test_cuts_part_into_thirds_and_never_part_the_same():
    assert two_way.cuts(np.arange(9.0)) == (3, 6)
    assert two_way.cuts(np.array([4.0, 4.0])) == ()
    assert two_way.cuts(np.array([])) == ()
    assert two_way.cuts(np.array([0.0, 0.0, 5.0])) == (5,)
    # Most have all: the others are halved. Most have nothing: so are those with something.
    assert two_way.cuts(np.array([50.0, 60, 70, 80] + [100.0] * 20)) == (70, 100)
    assert two_way.cuts(np.array([0.0] * 20 + [1.0, 2, 3, 4])) == (1, 3)


@given(st.lists(st.integers(0, 12).map(float), max_size=50))
def test_thirds_keep_the_order_and_use_low_and_high(values):
    values = np.array(values)
    limits = two_way.cuts(values)
    found = two_way.classed(values, limits)
    assert (np.diff(found[np.argsort(values)]) >= 0).all()
    if len(np.unique(values)) > 1:
        assert {0, 2} <= set(found.tolist())
    else:
        assert set(found.tolist()) <= {1}
    if len(np.unique(values)) > 2:
        assert len(limits) == 2


def test_every_region_stands_in_the_cell_of_its_two_figures(labour, view):
    view = view.but(show="two_way")
    found = two_way.pairs(labour, view)
    share = coverage(labour.tables, view.question, "corop")["share"].round(1)
    for row, offer in zip(found.frame.itertuples(), share, strict=True):
        demand = sum(row.value >= cut for cut in found.demand_cuts)
        assert row.offer == offer
        assert row.cell == 3 * demand + sum(offer >= cut for cut in found.offer_cuts)
    assert two_way.counts(found.frame).sum() == 40


@pytest.mark.parametrize("offer", ["share", "candidates"])
def test_without_one_of_both_there_is_no_cell(labour, view, offer):
    view = view.but(show="two_way", figure="vacancies_per_1000_technical_jobs", offer=offer)
    frame = two_way.pairs(labour, view).frame
    assert (frame["cell"] == -1).tolist() == frame["value"].isna().tolist()
    assert NL("two_way.missing", count=5) in said(work_legend.legend(Context(labour, view)))


def test_the_corners_are_named_in_words(labour, view):
    view = view.but(show="two_way")
    assert cell_words(6, view, NL) == "veel werk, weinig aanbod"
    assert cell_words(2, view.but(figure="technical_jobs_growth"), NL) == (
        "weinig groei van werk, veel aanbod"
    )
    square = said(work_legend.legend(Context(labour, view)))
    assert square.count("veel werk") == square.count("weinig werk") == 2
    assert square.count("veel aanbod") == square.count("weinig aanbod") == 2


def test_what_is_chosen_is_outlined_and_the_others_are_dimmed(labour, view):
    view = view.but(show="two_way")
    one = message(Context(labour, view.but(chosen=("CR05",))))
    assert [one["codes"][at] for at in one["focus"]["chosen"]] == ["CR05"]
    assert one["focus"]["inside"] is None
    two = message(Context(labour, view.but(chosen=("CR05", "CR01"))))
    inside = np.cumsum(two["focus"]["inside"]).tolist()
    assert {two["codes"][at] for at in inside} == {"CR01", "CR05"}
    panel = said(work_panel.panel(Context(labour, view.but(chosen=("CR05", "CR01")))))
    assert NL("choice.number", count=2) in panel and NL("choice.clear") in panel


def test_what_is_chosen_of_another_level_is_not_on_the_map(labour, view):
    assert work.chosen(labour, view.but(chosen=("GM0014",))) == []
    assert message(Context(labour, replace(view, chosen=("GM0014",))))["chosen"] == []


# ---- table and download -------------------------------------------------------------------------


def test_the_table_has_what_the_map_has_and_every_region_can_be_chosen(labour, view):
    view = replace(view.but(show="two_way", chosen=("CR05",)), table=True)
    table = work_table.table(Context(labour, view), labour_table_figures.rows(labour, view))
    buttons = [one for one in walk(table) if getattr(one, "data-choose", None)]
    assert len(buttons) == 40
    held = [one for one in buttons if getattr(one, "aria-pressed") == "true"]
    assert [getattr(one, "data-choose") for one in held] == ["CR05"]
    figures = labour_table_figures.rows(labour, view)["value"].tolist()
    assert figures == sorted(figures, reverse=True)
    rising = labour_table_figures.rows(labour, view.but(sort="offer"))["offer"].tolist()
    assert rising == sorted(rising)


@pytest.mark.parametrize("show", ["work", "two_way"])
def test_the_download_says_source_date_and_caveat(labour, view, show):
    view = view.but(show=show)
    text = table_as_csv(Context(labour, view)).removeprefix("\ufeff")
    head = [line for line in text.splitlines() if line.startswith(("#", '"#'))]
    lines = [line for line in text.splitlines() if line not in head]
    assert any("CBS" in line and "2024" in line for line in head)
    assert any(NL("indicator.technical_jobs_share.caveat") in line for line in head)
    found = list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";"))
    assert len(found) == 40
    assert (found[0]["laagste"], found[0]["periode"], found[0]["bron"]) == ("39", "2024", SOURCE)


# ---- one more -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_figure_is_added_by_one_entry_its_rows_and_its_words(labour, monkeypatch):
    """What CONTRIBUTING.md says is all there is to do."""
    entry = Published("robots", "robots", ("labour_region", "nl"), 0, direction=1, demand="work")
    monkeypatch.setitem(PUBLISHED, "robots", entry)
    named = {"name": "robots", "unit": "robots", "reading": "Hoeveel.", "caveat": "Geteld in 2030."}
    for language in LANGUAGES:
        for part, text in named.items():
            monkeypatch.setitem(texts_in(language).entries, f"indicator.robots.{part}", text)
    table = labour.tables.indicators
    more = rows(labour, "labour_region", "robots", [10.0 * n for n in range(34)], "2030")
    more += rows(labour, "nl", "robots", [5610.0], "2030")
    table = pd.concat([table, pd.DataFrame(more, columns=table.columns)])
    data = replace(labour, tables=replace(labour.tables, indicators=table))

    view, ignored = read("?kaart=werk&cijfer=robots", data)
    assert ignored == [] and view.figure == "robots" and view.level == "labour_region"
    assert "cijfer=robots" in link(view, data)
    assert entry in catalogue.published_at("labour_region")
    assert entry in catalogue.published_at("nl")
    client = create_app(Settings(), data).server.test_client()
    search = "?kaart=werk&cijfer=robots"
    questions = shown_at(client, "?kaart=werk").json["parts"]["work-question"]
    assert any("cijfer=robots" in address for address in addresses(questions))
    update = shown_at(client, search).json
    sent, parts = update["messages"]["areas"], update["parts"]
    codes = data.tables.regions_of("labour_region")["code"].tolist()
    at = sent["codes"].index(codes[33])
    assert sent["columns"][0]["low"][at] == 330 and sent["classes"][at] == 4
    assert sent["classes"][sent["codes"].index(codes[34])] == -1
    assert sent["columns"][0]["label"] == "robots"
    scale = entry.scale(np.array([10.0 * n for n in range(34)]))
    for colour, label in published_classes(entry, scale, NL):
        assert colour in parts["legend"] and label in words(parts["legend"])
    assert "Geteld in 2030." in words(parts["answer"])
    table = shown_at(client, f"{search}&tabel=open").json["parts"]["table"]
    assert "330" in words(table).split()
    assert "330" in client.get(f"/download.csv{search}").get_data(as_text=True)
    crossed = shown_at(client, "?kaart=tweeweg&cijfer=robots").json["messages"]["areas"]
    assert crossed["columns"][1]["label"] == "robots"


# ---- answers of the server ----------------------------------------------------------------------


@pytest.mark.parametrize("show", ["work", "two_way"])
def test_no_answer_is_heavy(labour, view, show):
    for figure in PUBLISHED:
        sent = json.dumps(message(Context(labour, view.but(show=show, figure=figure))))
        assert len(zlib.compress(sent.encode())) < 10_000, figure


@pytest.mark.parametrize("show", ["werk", "tweeweg"])
def test_a_click_on_the_map_is_left_to_the_browser(app, call, show):
    def click(shown: str) -> dict:
        picked = {"feature": 3, "shown": shown}
        return call(taking(app, "picked-area.data"), {"picked-area.data": picked})

    assert click(f"?kaart={show}") == {}
    assert click("") != {}


def test_other_views_have_no_question_of_work(labour):
    assert work_question.question(Context(labour, View())) is None


@pytest.mark.slow
def test_every_view_of_work_reads_in_both_languages(labour, view):
    for language in LANGUAGES:
        for show in ("work", "two_way"):
            for figure in PUBLISHED:
                one = view.but(show=show, figure=figure).but(language=language)
                assert said(work_panel.panel(Context(labour, one)))
                assert said(work_question.question(Context(labour, one)))
                assert answer_words(Context(labour, one)).whole
