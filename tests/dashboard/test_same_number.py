"""The same question gives the same number on the map, in the table, in the download and on the
command line."""

import csv
import io
from decimal import ROUND_HALF_DOWN, Decimal

import numpy as np
import pandas as pd
import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.query import default_view
from dashboard.address.view import View
from dashboard.data import LEVELS
from dashboard.export.csv import table_as_csv
from dashboard.figures.answer import answer
from dashboard.figures.table import IN_MINUTES, as_shown, column_of, in_unit, rows
from dashboard.formatting import NOTHING_KNOWN, number, percentage
from dashboard.page.components.answer_panel import panel
from dashboard.page.components.table import cell
from dashboard.views import KINDS
from dashboard.words.map_table import COLUMNS
from geodata.__main__ import main
from geodata.analysis.coverage import coverage, mean_m
from geodata.analysis.coverage_table import COLUMNS as COMMAND_COLUMNS
from geodata.question import parse_profiles
from tests.support.areas import areas_message as message
from tests.support.kinds import SHOWS
from tests.support.scripts import tooltips

#: Profiles, tracks, threshold, year (oldest is 0), population, level; and for a ride the measure
#: and the speed.
QUESTIONS = [
    ("hard", ("BB", "KB"), 10, -1, 2021, "municipality"),
    ("hard", ("BB", "KB"), 10, -1, 2021, "postcode"),
    ("broad", ("BB", "KB", "GL"), 7, 0, 2021, "province"),
    ("allhard", ("BB",), 15, 1, 2025, "sto"),
    ("PIE", ("KB",), 5, -1, 2025, "municipality"),
    ("MAT", ("GL",), 25, -1, 2025, "postcode"),
    ("dp", ("BB", "KB"), 3, 2, 2021, "corop"),
    ("vbo", ("GL",), 4, -1, 2021, "rmc"),
    ("vmbo", ("BB", "KB"), 2, 0, 2025, "labour_region"),
    ("hard", ("BB", "KB"), 10, -1, 2021, "municipality", "cycle", 16),
    ("PIE", ("KB",), 7, -1, 2025, "postcode", "cycle", 16),
    ("hard", ("BB", "KB"), 30, -1, 2021, "municipality", "minutes", 16),
    ("allhard", ("BB",), 45, 1, 2025, "province", "minutes", 20),
    ("broad", ("GL",), 25, 0, 2021, "postcode", "minutes", 18),
    ("vbo", ("BB", "KB"), 15, -1, 2025, "postcode", "minutes", 16),
]
ids = ["-".join(map(str, (q[0], *q[2:]))) for q in QUESTIONS]


def view_of(data, asked: tuple, **more) -> View:
    profiles, tracks, threshold, year, population, level, *ride = asked
    measure, speed = ride or ("straight", 16)
    return default_view(data).but(
        profiles=profiles,
        tracks=tracks,
        measure=measure,
        speed=speed,
        **{"minutes" if measure == "minutes" else "threshold_km": threshold},
        year=data.tables.years[year],
        population=population,
        picked_level=level,
        **more,
    )


def command(capsys, view: View) -> pd.DataFrame:
    arguments = {
        "--profiles": view.profiles,
        "--tracks": ",".join(view.tracks),
        "--max": f"{view.threshold}{view.unit}",
        "--distance": "straight" if view.measure == "straight" else "cycle",
        "--speed": view.speed,
        "--by": view.level,
        "--year": view.year,
        "--population": view.population,
    }
    typed = [str(part) for pair in arguments.items() for part in pair]
    assert main(["coverage", *typed]) == 0
    return pd.read_csv(io.StringIO(capsys.readouterr().out), dtype={"code": str})


def downloaded(data, view: View) -> pd.DataFrame:
    """The download as a program reads it, its columns named as in the analysis."""
    text = table_as_csv(Context(data, view)).removeprefix("\ufeff")
    separator, decimal = (";", ",") if view.language == "nl" else (",", ".")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    columns = [*COLUMNS, *(column for column in view.columns if column == "difference")]
    frame = pd.DataFrame(lines[4:], columns=columns)
    for column in columns[3:]:
        frame[column] = [
            float(cell.replace(decimal, ".")) if cell else np.nan for cell in frame[column]
        ]
    for column in in_minutes(view):
        frame[column] = frame[column] * view.metres(1) / 1000
    return frame


def in_minutes(view: View) -> tuple[str, ...]:
    """Columns that a file has in minutes, as the question: rounded there, not in kilometres."""
    return tuple(IN_MINUTES) if view.unit == "min" else ()


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("asked", QUESTIONS, ids=ids)
def test_the_download_is_the_command_line(data, capsys, asked):
    typed = command(capsys, view_of(data, asked)).set_index("code")
    for language in ("nl", "en"):
        saved = downloaded(data, view_of(data, asked, language=language)).set_index("code")
        assert sorted(saved.index) == sorted(typed.index)
        saved = saved.loc[typed.index]
        assert saved["name"].tolist() == typed["name"].tolist()
        for column in COMMAND_COLUMNS[3:]:
            # To the last of the four decimals that both write.
            most = 7e-5 if column in in_minutes(view_of(data, asked)) else 1e-9
            differing = ~np.isclose(saved[column], typed[column], rtol=0, atol=most, equal_nan=True)
            assert typed.index[differing].tolist() == [], column


@pytest.mark.slow
@pytest.mark.parametrize("asked", QUESTIONS, ids=ids)
def test_the_table_and_the_download_are_the_coverage_table(data, asked):
    for show in ("distance", "difference"):
        view = view_of(data, asked, show=show)
        frame = view.kind.figures(data.tables, view, view.level)
        usual = coverage(data.tables, view.question, view.level)
        pd.testing.assert_frame_equal(frame[usual.columns], usual)
        shown = rows(data, view)
        pd.testing.assert_frame_equal(
            shown.sort_values("code", ignore_index=True),
            frame.sort_values("code", ignore_index=True),
        )
        saved = downloaded(data, view)
        assert saved["code"].tolist() == shown["code"].tolist()
        assert ("difference" in saved) == (show == "difference")
        for column in saved.columns[3:]:
            assert np.allclose(saved[column], shown[column], rtol=0, atol=5.1e-5, equal_nan=True)


# ---- what stands on the map ---------------------------------------------------------------------


def numbers_said(areas: dict) -> list[str]:
    """The number that the tooltip of every area names, or that there is none."""
    lines = tooltips({**areas, "hover": "{value}", "hoverOfOne": "{value}"})
    return [text.partition(" · ")[0] for (text,) in lines]


@pytest.mark.slow
@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("asked", QUESTIONS, ids=ids)
def test_the_tooltip_is_the_cell_of_the_table(data, asked, show):
    view = view_of(data, asked, show=show)
    areas = message(Context(data, view))
    if show in ("difference", "only") and view.level == "postcode":
        assert areas["values"] is None
        return
    column = KINDS[show].column
    frame = rows(data, view).set_index("code", drop=False)
    frame = frame.loc[data.tables.regions_of(view.level)["code"].iloc[data.on_map(view.level)]]
    wrong = []
    nothing = areas["words"]["-1"]
    for row, here in zip(frame.itertuples(index=False), numbers_said(areas), strict=True):
        there = cell(row, column, "nl").removesuffix("%")
        # The table keeps kilometres; the panel says minutes where those are asked.
        if show == "distance" and view.unit == "min":
            minutes = Decimal(view.in_unit(row.mean_km * 1000)).quantize(Decimal("1.000000"))
            # What lies exactly between two whole minutes is the least of them, as in the browser.
            there = number(float(minutes.quantize(Decimal(1), ROUND_HALF_DOWN)), "nl")
        there = nothing if there == NOTHING_KNOWN else there
        if here != there:
            wrong.append((row.code, row.name, here, there))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("asked", [q for q in QUESTIONS if q[5] == "postcode"], ids=str)
def test_the_tooltip_of_a_home_is_the_number_of_its_panel(data, asked):
    view = view_of(data, asked, show="distance")
    areas = message(Context(data, view))
    said = numbers_said(areas)
    codes = data.tables.regions_of("postcode")["code"].iloc[data.on_map("postcode")].tolist()
    metres = mean_m(data.tables, view.question, "postcode")[data.on_map("postcode")]
    # Some lie exactly between two numbers that can be shown.
    halves = np.flatnonzero(np.isclose(view.in_unit(metres) * 10 ** areas["decimals"] % 1, 0.5))
    for position in (*range(0, len(codes), 200), *halves[:10].tolist()):
        shown = panel(Context(data, view.but(region=codes[position])))
        unit = "min" if view.unit == "min" else "km"
        assert shown[0].children == f"{said[position]} {unit}", codes[position]


@pytest.mark.parametrize("asked", QUESTIONS[2:], ids=ids[2:])
def test_the_panel_is_the_row_of_the_table(data, asked):
    view = view_of(data, asked)
    for row in rows(data, view).head(15).itertuples():
        found = answer(data, view, row.code)
        assert percentage(found.share, "nl") == cell(row, "share", "nl")
        assert found.young == row.young_people
        assert found.only_dp + found.nothing == pytest.approx(row.not_covered)


@pytest.mark.parametrize("asked", QUESTIONS, ids=ids)
def test_nine_in_ten_live_within_a_limit_where_the_share_says_so(data, asked):
    view = view_of(data, asked)
    far = column_of("p90_km", view)
    known = in_unit(rows(data, view), view)
    known = known[known["young_people"] > 0]
    said = as_shown(known[far], far)
    assert ((said <= view.threshold) == (known["share"] >= 90 - 1e-9)).all()


@pytest.mark.parametrize("level", LEVELS)
def test_levels_that_cover_the_country_add_up_to_it(data, level):
    view = default_view(data).but(profiles="PIE")
    whole = coverage(data.tables, view.question, "nl").iloc[0]
    parts = coverage(data.tables, view.question, level)
    for column in ("young_people", "covered", "only_dp", "not_covered"):
        assert parts[column].sum() == pytest.approx(whole[column]), column


def test_the_command_line_understands_every_set_of_profiles_of_the_screen():
    assert [parse_profiles(code) for code in PROFILE_WORDS] == [*PROFILE_WORDS]
