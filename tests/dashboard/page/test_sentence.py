"""The menus of the question."""

import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.page.components import sentence
from dashboard.texts import LANGUAGES, texts_in
from tests.support.components import of_kind, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_years_says_which_lack(data, language):
    menu = sentence.year_menu(Context(data, default_view(data).but(language=language)))
    assert len(of_kind(menu, "Link")) == len(data.tables.years)
    lacking = texts_in(language)("year.lacking", years="2019–20, 2020–21")
    assert said(menu).endswith(lacking)


@pytest.mark.parametrize(
    ("years", "lacking"),
    [
        (["2023-2024"], []),
        (["2023-2024", "2022-2023"], []),
        (["2023-2024", "2020-2021", "2018-2019"], ["2019-2020", "2021-2022", "2022-2023"]),
    ],
)
def test_years_between_others_lack(years, lacking):
    assert sentence._between(years) == lacking
