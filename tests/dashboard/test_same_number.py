"""The same question gives the same number on the map, in the table, in the download and on the
command line."""

import csv
import io
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest

from dashboard.catalogue import INDICATORS
from dashboard.components.table import cell
from dashboard.export.csv import COLUMNS, table_as_csv
from dashboard.figures.answer import answer
from dashboard.figures.map import message
from dashboard.figures.table import rows
from dashboard.formatting import percentage
from dashboard.tables import LEVELS
from dashboard.texts import texts
from dashboard.view import PROFILE_WORDS, SHOWS, View, default_view
from geodata.__main__ import main
from geodata.coverage import coverage
from geodata.coverage_command import COLUMNS as COMMAND_COLUMNS
from geodata.coverage_command import parse_profiles

#: Profiles, tracks, threshold, year (oldest is 0), population, level.
QUESTIONS = [
    ("hard", ("BB", "KB"), 10, -1, 2021, "municipality"),
    ("hard", ("BB", "KB"), 10, -1, 2021, "home"),
    ("broad", ("BB", "KB", "GL"), 7, 0, 2021, "province"),
    ("allhard", ("BB",), 15, 1, 2025, "sto"),
    ("PIE", ("KB",), 5, -1, 2025, "municipality"),
    ("MAT", ("GL",), 25, -1, 2025, "home"),
    ("dp", ("BB", "KB"), 3, 2, 2021, "corop"),
    ("vbo", ("GL",), 4, -1, 2021, "rmc"),
    ("vmbo", ("BB", "KB"), 2, 0, 2025, "labour_region"),
]
ids = ["-".join(map(str, (q[0], *q[2:]))) for q in QUESTIONS]


def view_of(data, asked: tuple, **more) -> View:
    profiles, tracks, threshold, year, population, level = asked
    return default_view(data).but(
        profiles=profiles,
        tracks=tracks,
        threshold_km=threshold,
        year=data.tables.years[year],
        population=population,
        picked_level=level,
        **more,
    )


def command(capsys, view: View) -> pd.DataFrame:
    arguments = {
        "--profiles": view.profiles,
        "--tracks": ",".join(view.tracks),
        "--max": f"{view.threshold_km}km",
        "--by": view.level,
        "--year": view.year,
        "--population": view.population,
    }
    typed = [str(part) for pair in arguments.items() for part in pair]
    assert main(["coverage", *typed]) == 0
    return pd.read_csv(io.StringIO(capsys.readouterr().out), dtype={"code": str})


def downloaded(data, view: View) -> pd.DataFrame:
    """The download as a program reads it, its columns named as in the analysis."""
    text = table_as_csv(data, view, texts(view.language)).removeprefix("\ufeff")
    separator, decimal = (";", ",") if view.language == "nl" else (",", ".")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    frame = pd.DataFrame(lines[4:], columns=COLUMNS)
    for column in COLUMNS[3:]:
        frame[column] = [
            float(cell.replace(decimal, ".")) if cell else np.nan for cell in frame[column]
        ]
    return frame


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
            differing = ~np.isclose(saved[column], typed[column], rtol=0, atol=1e-9, equal_nan=True)
            assert typed.index[differing].tolist() == [], column


@pytest.mark.parametrize("asked", QUESTIONS, ids=ids)
def test_the_table_and_the_download_are_the_coverage_table(data, asked):
    view = view_of(data, asked)
    frame = coverage(data.tables, view.question, view.level)
    shown = rows(data, view)
    pd.testing.assert_frame_equal(
        shown.sort_values("code", ignore_index=True), frame.sort_values("code", ignore_index=True)
    )
    saved = downloaded(data, view)
    assert saved["code"].tolist() == shown["code"].tolist()
    for column in COLUMNS[3:]:
        assert np.allclose(saved[column], shown[column], rtol=0, atol=5.1e-5, equal_nan=True)


# ---- what stands on the map ---------------------------------------------------------------------


def browser_number(value: float | None, decimals: int) -> str:
    """``shown`` of ``assets/map.js`` for Dutch: rounds half away from nothing, as JavaScript."""
    if value is None or value < 0:
        return "–"
    step = Decimal(1).scaleb(-decimals)
    text = f"{Decimal(float(value)).quantize(step, ROUND_HALF_UP):,}"
    return text.translate(str.maketrans(",.", ".,"))


def tooltip(areas: dict, position: int) -> str:
    """The number that the tooltip of an area names."""
    if areas.get("steps"):
        return browser_number(np.cumsum(areas["steps"])[position] // 2 / 10, 1)
    return browser_number(areas["values"][position], areas["decimals"])


@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("asked", QUESTIONS, ids=ids)
def test_the_tooltip_is_the_cell_of_the_table(data, asked, show):
    view = view_of(data, asked, show=show)
    areas = message(data, view, texts("nl"))
    if show == "share" and view.level == "home":
        assert areas["values"] is None
        return
    column = INDICATORS[show].column
    frame = coverage(data.tables, view.question, view.level).iloc[data.on_map(view.level)]
    wrong = []
    for position, row in enumerate(frame.itertuples(index=False)):
        there = cell(row, column, "nl").removesuffix("%")
        here = tooltip(areas, position)
        # The tooltip counts the choices of one home in whole numbers, as there are no halves.
        if show == "choices" and view.level == "home":
            there = there.removesuffix(",0")
        if here != there:
            wrong.append((row.code, row.name, here, there))
    assert wrong == []


@pytest.mark.parametrize("asked", QUESTIONS[2:], ids=ids[2:])
def test_the_panel_is_the_row_of_the_table(data, asked):
    view = view_of(data, asked)
    for row in rows(data, view).head(15).itertuples():
        found = answer(data, view, row.code)
        assert percentage(found.share, "nl") == cell(row, "share", "nl")
        assert found.young == row.young_people
        assert found.only_dp + found.nothing == pytest.approx(row.not_covered)


@pytest.mark.parametrize("level", LEVELS)
def test_levels_that_cover_the_country_add_up_to_it(data, level):
    view = default_view(data).but(profiles="PIE")
    whole = coverage(data.tables, view.question, "nl").iloc[0]
    parts = coverage(data.tables, view.question, level)
    for column in ("young_people", "covered", "only_dp", "not_covered"):
        assert parts[column].sum() == pytest.approx(whole[column]), column


def test_the_command_line_understands_every_set_of_profiles_of_the_screen():
    assert [parse_profiles(code) for code in PROFILE_WORDS] == [*PROFILE_WORDS]
