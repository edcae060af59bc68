"""The names of downloaded files: what they answer, and when."""

import re
from datetime import date

import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import OFFER_WORDS, PROFILE_WORDS
from dashboard.address.view import View
from dashboard.catalogue import PUBLISHED
from dashboard.data import Data
from dashboard.formatting import today
from dashboard.web.attachment import file_name
from tests.support.kinds import SHOWS

DAY = date(2026, 3, 9)


def named(data: Data, kind: str = "", extension: str = "csv", **view) -> str:
    return file_name(Context(data, View(year="2023-2024", **view)), kind, extension, DAY)


@pytest.mark.parametrize(
    ("view", "name"),
    [
        ({}, "nederland_afstand_hard_bb-kb_10km-hemelsbreed_2023-2024_2026-03-09.csv"),
        (
            {"region": "GM0344", "show": "share", "measure": "minutes", "speed": 20},
            "gemeente-utrecht_dekking_hard_bb-kb_30min-20kmu_2023-2024_2026-03-09.csv",
        ),
        (
            {"region": "PV26", "profiles": "BWI", "measure": "cycle", "tracks": ("GL",)},
            "provincie-utrecht_afstand_bwi_gl_10km-fiets_2023-2024_2026-03-09.csv",
        ),
        (
            {"profiles": "vbo", "kind": "curve"},
            "nederland_curve_beroepsgericht_10km-hemelsbreed_2023-2024_2026-03-09.csv",
        ),
        (
            {"kind": "vestiging", "site": "13OR01", "extension": "gpkg"},
            "13or01-het-goese-lyceum_vestiging_hard_bb-kb_10km-hemelsbreed_2023-2024_2026-03-09.gpkg",
        ),
    ],
)
def test_a_name_says_region_question_limit_track_year_and_date(data, view, name):
    assert named(data, **view) == f"techniek-dichtbij_{name}"


def test_a_figure_names_the_question_only_where_it_depends_on_it(data):
    vacancies = {"figure": "technical_jobs_share"}
    word = PUBLISHED["technical_jobs_share"].word
    work = named(data, show="work", **vacancies)
    assert work == f"techniek-dichtbij_nederland_werk_{word}_2026-03-09.csv"
    asked = "hard_bb-kb_10km-hemelsbreed_2023-2024"
    both = named(data, show="two_way", **vacancies)
    assert both == f"techniek-dichtbij_nederland_tweeweg_{word}_{asked}_2026-03-09.csv"
    computed = next(key for key, entry in PUBLISHED.items() if entry.computed)
    assert f"_{asked}_" in named(data, show="work", figure=computed)


def test_the_day_is_today_unless_said(data):
    assert file_name(Context(data, View(year="2023-2024"))).endswith(f"_{today().isoformat()}.csv")


@pytest.mark.slow
def test_every_file_name_is_plain_and_of_one_region_alone(data):
    codes = data.tables.regions["code"].tolist()
    names = [named(data, region=code) for code in codes]
    plain = re.compile(r"techniek-dichtbij(_[a-z0-9-]+)+\.csv")
    assert all(map(plain.fullmatch, names)) and len(set(names)) == len(codes)
    for show in SHOWS:
        assert plain.fullmatch(named(data, show=show)), show
    for figure in PUBLISHED:
        for offer in OFFER_WORDS:
            assert plain.fullmatch(named(data, show="two_way", figure=figure, offer=offer)), figure


def test_two_questions_have_two_names(data):
    views = [{"region": code, "profiles": one} for code in ("NL", "PV20") for one in PROFILE_WORDS]
    assert len({named(data, **view) for view in views}) == len(views)
