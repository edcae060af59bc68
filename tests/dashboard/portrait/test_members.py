"""Every STO region says who takes part, each with how sure that is."""

import pytest

from dashboard.address.context import Context
from dashboard.address.portrait import read as read_portrait
from dashboard.address.query import default_view
from dashboard.data import CARIBBEAN
from dashboard.figures.members import BASES, members
from dashboard.messages.sites import sites
from dashboard.portrait import members as subject
from dashboard.portrait.blocks import plain
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Notes
from dashboard.texts import texts_in


def section_of(data, code: str, language: str = "nl"):
    texts = texts_in(language)
    portrait = read_portrait("sto", code, f"taal={language}", data)
    return subject.section(
        PortraitContext(data, portrait, texts, Notes(data, portrait.view, texts))
    )


def test_every_region_lists_who_takes_part_each_with_its_basis(data):
    texts = texts_in("nl")
    known = {texts(f"portrait.members.basis.{basis}") for basis in BASES}
    listed = data.tables.sto_members.groupby("code", observed=True)["site"].agg(set).to_dict()
    codes = data.tables.regions_of("sto")["code"].tolist()
    assert len(codes) == 78 and set(listed) <= set(codes)
    for code in codes:
        portrait = read_portrait("sto", code, "", data)
        found = members(data, portrait.view, portrait.region)
        assert listed.get(code, set()) <= {one.code for one in found}
        section = section_of(data, code)
        rows = [row for table in section.tables for row in (*table.rows, *table.more)]
        assert len(rows) == len(found)
        for (_, cells), one in zip(rows, found, strict=True):
            assert plain(cells[-1].parts).split(";")[0] in known
            assert (one.basis == "unlisted") == (one.code not in listed.get(code, set()))
        said = " ".join(plain(one.parts) for one in section.paragraphs)
        none = "caribbean" if code == CARIBBEAN else "none"
        assert rows or texts(f"portrait.members.{none}") in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_lead_and_the_head_offices_are_named(data, language):
    said = " ".join(
        plain(one.parts) for one in section_of(data, "sto-zeeland", language).paragraphs
    )
    assert "Mondia Scholengroep" in said and "Scalda" in said
    links = [part for one in section_of(data, "sto-zeeland").paragraphs for part in one.parts]
    addresses = [part.href for part in links if hasattr(part, "href")]
    assert any("sterktechniekonderwijs.nl/regio/stozeeland" in address for address in addresses)


def test_sites_of_a_board_stand_together_with_their_exams(data):
    portrait = read_portrait("sto", "sto-zeeland", "", data)
    found = members(data, portrait.view, portrait.region)
    teaching = [one for one in found if one.teaches]
    assert found[: len(teaching)] == teaching
    boards = [one.board for one in teaching]
    assert len({*boards}) == sum(1 for at, one in enumerate(boards) if boards[at - 1 : at] != [one])
    offers = data.tables.offers
    newest = offers[offers["year"].eq(portrait.view.year)].groupby("site")["profile"].agg(set)
    for one in teaching:
        assert {*one.profiles} <= newest[one.code]


def test_a_renumbered_site_says_what_it_is_now(data):
    portrait = read_portrait("sto", "sto-noordwest-veluwe", "", data)
    (old,) = [one for one in members(data, portrait.view, portrait.region) if one.code == "02EX00"]
    assert old.successor == "01AA86"


def test_the_map_shows_who_takes_part_instead_of_who_has_the_offer(data):
    view = default_view(data).but(region="sto-zeeland", profiles="MT", members=True)
    region, tables = data.region(view.region), data.tables
    placed = set(tables.sites["code"][tables.placed])
    taking_part = {one.code for one in members(data, view, region)} & placed
    shown = sites(Context(data, view))
    assert set(shown["code"]) == taking_part
    marks = dict(zip(shown["code"], shown["mark"], strict=True))
    with_offer = sites(Context(data, view.but(members=False)))["code"]
    assert {code for code, mark in marks.items() if mark} == taking_part & set(with_offer)
    # Of a province nobody says who takes part: the same sites as ever.
    elsewhere = view.but(region="PV29")
    assert sites(Context(data, elsewhere))["code"] == with_offer


def test_no_other_region_has_this_part(data):
    texts = texts_in("nl")
    portrait = read_portrait("provincie", "PV29", "", data)
    context = PortraitContext(data, portrait, texts, Notes(data, portrait.view, texts))
    assert subject.section(context) is None
