"""The page of rules and money, and what portraits say of them."""

import re

import pytest

from dashboard.address.context import Context
from dashboard.address.portrait import read as read_portrait
from dashboard.address.query import read
from dashboard.figures.money import BEGAN, money
from dashboard.page import rules as page
from dashboard.portrait import rules as portrait_rules
from dashboard.portrait.blocks import Bullets, Link, figures_of, plain
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Notes
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.figures import day_words
from dashboard.words.rules import rules
from dashboard.words.title import HEADINGS, reading_title
from geodata.analysis.pupils import pupils_2019
from tests.support import components


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_amount_of_the_page_has_its_source_and_date(data, language):
    context = Context(data, read(f"taal={language}", data)[0])
    parts = page.page(context)
    bodies = components.of_kind(parts, "Tbody")
    rows = [row for body in bodies for row in components.of_kind(body, "Tr")]
    table = data.tables.rules
    assert len(rows) == len(table) > 0
    for row, known in zip(rows, table.itertuples(), strict=True):
        amount, source = components.of_kind(row, "Td")
        (address,) = components.of_kind(source, "A")
        assert address.href == known.address and address.href.startswith("https://")
        (date,) = components.of_kind(source, "Time")
        assert date.dateTime == known.date and re.match(r"20\d\d", known.date)
        assert components.plain(date) == day_words(known.date, context.texts)
        assert not re.search(r"\d-\d", components.plain(date))
        shown = components.plain(amount)
        assert bool(re.search(r"\d", shown)) == (known.amount == known.amount)
        assert ("%" in shown) == known.unit.startswith("procent")
    # What is worked out or said nowhere else has no euro on this page.
    outside = components.plain(parts).count("€") - sum(
        components.plain(row).count("€") for row in rows
    )
    assert outside == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_says_its_condition_in_both_languages_where_the_source_has_one(data, language):
    known = data.tables.rules.set_index("key")
    for rule in rules(data, texts_in(language)):
        assert rule.condition or not known.loc[rule.key, "condition"]
        assert rule.what


def section_of(data, level: str, code: str):
    texts = texts_in("nl")
    portrait = read_portrait(level, code, "", data)
    return portrait_rules.section(
        PortraitContext(data, portrait, texts, Notes(data, portrait.view, texts)), {"werk"}
    )


def test_an_amount_of_a_region_is_its_pupils_times_the_rule(data):
    counted = pupils_2019(data.tables, "province")
    here = counted[counted["code"].eq("PV29") & counted["profile"].isin(["BWI", "PIE", "MT"])]
    gl = int(here.loc[here["track"].eq("GL"), "pupils"].sum())
    other = int(here["pupils"].sum()) - gl
    first, second = money(data, data.region("PV29"))
    assert first.total == pytest.approx(1544.48 * other + 772.24 * gl)
    assert second.total == 3000 * other + 1500 * gl > 0
    (table,) = section_of(data, "provincie", "PV29").tables
    assert [plain(head) for head, _ in table.rows] == ["2018", "2019"]
    assert plain(table.rows[1][1][1].parts) == f"{other} × € 3.000 + {gl} × € 1.500"


def test_where_nobody_was_counted_no_amount_is_worked_out(data):
    code = next(
        code
        for code in data.tables.regions_of("municipality")["code"]
        if not money(data, data.region(code))
    )
    section = section_of(data, "gemeente", code)
    assert section.tables == []
    assert texts_in("nl")("portrait.rules.none") in plain(section.paragraphs[0].parts)


def test_every_amount_of_a_portrait_has_its_source_beside_it(data):
    section = section_of(data, "sto", "sto-zeeland")
    (later,) = [block for block in section.blocks if isinstance(block, Bullets)]
    nl = texts_in("nl")
    known = {(rule.address, day_words(rule.date, nl)) for rule in rules(data, nl)}
    for item in later.items:
        link = item[-1]
        assert isinstance(link, Link) and (link.href, link.text.split(", ")[1]) in known
        assert all(figure.note == "rules" for figure in figures_of(item))


def test_an_area_close_to_home_has_no_part_of_rules(data):
    assert section_of(data, "postcode", "5038") is None


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        ("2018", "2018", "2018"),
        ("2023-05", "mei 2023", "May 2023"),
        ("2018-09-13", "13 september 2018", "13 September 2018"),
    ],
)
def test_a_date_reads_as_people_write_it(day, dutch, english):
    assert [day_words(day, texts_in(language)) for language in ("nl", "en")] == [dutch, english]


def test_the_years_in_which_money_began_are_those_of_the_rules(data):
    """An amount for every pupil from the first, plans of regions from the second."""
    periods = data.tables.rules["period"]
    assert str(BEGAN[0]) == periods.min()
    assert periods.str.startswith(f"{BEGAN[1]}-").any()


@pytest.mark.parametrize("path", HEADINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_beside_the_map_has_a_title_of_its_own(client, path, language):
    title = reading_title(path, texts_in(language))
    found = client.get(f"{path}?taal={language}").text
    assert f"<title>{title}</title>" in found
    assert texts_in(language)(HEADINGS[path]) in title
