"""The names of downloaded files: region, question and date, in codes."""

import re
from datetime import date

import pytest

from dashboard.address.parameters import OFFER_WORDS, PROFILE_WORDS
from dashboard.address.view import View
from dashboard.catalogue import PUBLISHED
from dashboard.formatting import today
from dashboard.web.attachment import file_name
from tests.support.kinds import SHOWS

DAY = date(2026, 3, 9)


def named(kind: str = "", extension: str = "csv", **view) -> str:
    return file_name(View(year="2023-2024", **view), kind, extension, DAY)


@pytest.mark.parametrize(
    ("view", "name"),
    [
        ({}, "NL_afstand_hard_2023-2024_2026-03-09.csv"),
        ({"region": "PV28", "show": "share"}, "PV28_dekking_hard_2023-2024_2026-03-09.csv"),
        ({"profiles": "allhard"}, "NL_afstand_alledrie_2023-2024_2026-03-09.csv"),
        ({"kind": "curve"}, "NL_curve_hard_2023-2024_2026-03-09.csv"),
        (
            {"kind": "vestiging", "site": "13OR01"},
            "13OR01_vestiging_hard_2023-2024_2026-03-09.csv",
        ),
        ({"kind": "vestigingen", "site": "13OR01"}, "NL_vestigingen_hard_2023-2024_2026-03-09.csv"),
        ({"extension": "gpkg"}, "NL_afstand_hard_2023-2024_2026-03-09.gpkg"),
    ],
)
def test_a_name_says_region_question_and_date(view, name):
    assert named(**view) == f"techniek-dichtbij_{name}"


def test_a_figure_names_the_exams_only_where_it_depends_on_them():
    vacancies = {"figure": "technical_jobs_share"}
    word = PUBLISHED["technical_jobs_share"].word
    assert named(show="work", **vacancies) == f"techniek-dichtbij_NL_werk_{word}_2026-03-09.csv"
    both = named(show="two_way", **vacancies)
    assert both == f"techniek-dichtbij_NL_tweeweg_{word}_2023-2024_2026-03-09.csv"
    computed = next(key for key, entry in PUBLISHED.items() if entry.computed)
    assert "_2023-2024_" in named(show="work", figure=computed)


def test_the_day_is_today_unless_said():
    assert file_name(View(year="2023-2024")).endswith(f"_{today().isoformat()}.csv")


def test_every_file_name_is_plain(data):
    regions = list(data.tables.regions["code"])
    plain = re.compile(r"techniek-dichtbij(_[a-zA-Z0-9-]+)+\.csv")
    for code in regions:
        for show in SHOWS:
            assert plain.fullmatch(named(region=code, show=show)), (code, show)
    for profiles in PROFILE_WORDS:
        assert plain.fullmatch(named(profiles=profiles)), profiles
    for figure in PUBLISHED:
        for offer in OFFER_WORDS:
            assert plain.fullmatch(named(show="two_way", figure=figure, offer=offer)), figure


def test_two_questions_have_two_names():
    views = [{"region": code, "profiles": one} for code in ("NL", "PV20") for one in PROFILE_WORDS]
    assert len({named(**view) for view in views}) == len(views)
