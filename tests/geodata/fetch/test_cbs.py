"""StatLine tables of CBS that become the files a build reads."""

import json
import shutil

import pandas as pd
import pytest

from geodata.__main__ import main
from geodata.commands import fetch as command
from geodata.fetch import cbs
from geodata.fetch.facts import facts
from geodata.fetch.gather import fetch
from geodata.sources import cbs as published
from geodata.sources import cbs_buurten, labour
from geodata.sources.labour_files import GROWTH
from geodata.vocabulary import BUURT_CODE
from tests.support import replay
from tests.support.publishers import Reply

TABLES = sorted(facts("cbs"))
FILES = {one.name: one for one in cbs.FILES}
#: Those of one table, that a copy of a build has row by row.
ROW_BY_ROW = ["cbs-70072ned", "cbs-85984ned", "cbs-86247ned"]


@pytest.fixture
def copies(sample, tmp_path):
    """A source directory with the files that are made of StatLine tables."""
    root = tmp_path / "source"
    for one in cbs.FILES:
        (root / one.file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample / one.file, root / one.file)
    return root


@pytest.fixture
def statline(publishers, sample):
    """Makes CBS answer some tables, over v4 where they are known there; the pages of the first."""

    def answers(*names):
        paths = [
            replay.statline_v3(publishers, sample, name, page=3)
            if replay.statline(sample, name).asked.only
            else replay.statline_v4(publishers, sample, name, page=20)
            for name in names
        ]
        return paths[0]

    return answers


def parsed(name, root):
    return FILES[name].parse(root / FILES[name].file)


def refusal(root, name, unhurried):
    [outcome] = fetch(root, [name], **unhurried)
    return outcome.refused


def contents(root):
    return {one.name: (root / one.file).read_bytes() for one in cbs.FILES}


@pytest.fixture
def only_cbs(unhurried, monkeypatch, copies, capsys):
    """Runs ``python -m geodata fetch --only cbs``: its end, what it said, and its errors."""
    monkeypatch.setattr(command, "fetch", lambda root, only: fetch(root, only, **unhurried))

    def run():
        end = main(["fetch", "--to", str(copies), "--only", "cbs"])
        return end, *capsys.readouterr()

    return run


def alike(ours, theirs, keys):
    """Whether two tables have the same rows, in whatever order."""
    columns = [*theirs.columns]
    ours, theirs = (
        one[columns].sort_values(keys, ignore_index=True).rename_axis(None)
        for one in (ours, theirs)
    )
    pd.testing.assert_frame_equal(ours, theirs)


@pytest.mark.slow
@pytest.mark.parametrize("over", ["v4", "v3"])
def test_each_file_is_read_as_the_copy_that_is_at_hand(publishers, unhurried, sample, copies, over):
    for name in TABLES:
        replay.statline_v3(publishers, sample, name)
        if over == "v4" and not replay.statline(sample, name).asked.only:
            replay.statline_v4(publishers, sample, name)
    outcomes = fetch(copies, ["cbs"], **unhurried)
    assert {one.source.name: one.refused for one in outcomes} == dict.fromkeys(FILES, "")
    assert any("over OData v3" in one.lines[-1] for one in outcomes) == (over == "v3")
    for name in ROW_BY_ROW:
        assert parsed(name, copies).equals(parsed(name, sample))

    areas, before = (parsed("cbs-83502ned", root) for root in (copies, sample))
    assert areas.drop(columns="geometry").equals(before.drop(columns="geometry"))
    assert areas.geometry.geom_equals(before.geometry).all()

    jobs = parsed("cbs-83582ned-banen", copies)
    utrecht = jobs["corop"].eq("CR17")
    alike(jobs[~utrecht], parsed("cbs-83582ned-banen", sample), ["corop", "year"])
    technical = parsed("cbs-83582ned-techniek", copies)
    theirs = parsed("cbs-83582ned-techniek", sample)
    alike(technical[technical["corop"].ne("CR17")], theirs, ["corop"])

    vacancies = parsed("cbs-83599ned-vacatures", copies)
    earlier = vacancies[vacancies["period"].lt("2025")]
    theirs = parsed("cbs-83599ned-vacatures", sample)
    alike(earlier, theirs, ["region", "period", "sector"])
    newer = vacancies[vacancies["region"].eq("NL01") & vacancies["period"].eq("2025-Q2")]
    assert dict(zip(newer["sector"], newer["vacancies"], strict=True)) == {
        "all": 405500,
        "C": 33000,
        "F": 22000,
    }
    assert len(vacancies) == len(earlier) + len(newer) + 9

    rates, before = (parsed("cbs-83599ned-vacaturegraad", root) for root in (copies, sample))
    provinces = [one[one["region"].ne("NL01")] for one in (rates, before)]
    alike(*provinces, ["region"])
    nation = rates[rates["region"].eq("NL01")].iloc[0]
    assert nation["jobs"] == jobs.loc[jobs["year"].eq("2024"), "jobs"].sum()
    # Of Groningen CBS has no figure of all sectors that quarter.
    assert "PV20" not in set(rates["region"])


def test_a_table_is_asked_once_for_all_the_files_that_are_made_of_it(
    publishers, unhurried, copies, statline
):
    pages = statline("jobs")
    fetch(copies, ["cbs-83582ned"], **unhurried)
    assert [publishers.times(path) for path in pages] == [1] * len(pages)


def test_equal_answers_are_the_same_file(unhurried, copies, statline):
    statline("postcodes")
    for first in ("fetched", "the same as before"):
        [outcome] = fetch(copies, ["cbs-83502ned"], **unhurried)
        assert outcome.lines[0].startswith(first)


@pytest.mark.slow
def test_only_cbs_goes_on_after_a_reset_on_the_second_page_of_every_table(
    publishers, sample, copies, statline, only_cbs
):
    seconds = [statline(name)[1] for name in TABLES]
    for second in seconds:
        whole = publishers.replies[second][0]
        publishers.answers(second, Reply(whole.body, cut=100), Reply(status=503), whole)
    end, told, errors = only_cbs()
    assert (end, errors, len(told.splitlines())) == (0, "", len(FILES))
    # The columns are ours: that a copy by hand had more of them is no news of CBS.
    assert "column" not in told
    assert [publishers.times(second) for second in seconds] == [3] * len(TABLES)
    for name in ROW_BY_ROW:
        assert parsed(name, copies).equals(parsed(name, sample))


def test_only_cbs_tells_of_every_topic_that_is_renamed_with_old_and_new(
    publishers, sample, copies, statline, only_cbs
):
    statline(*TABLES)
    titles = {}
    for name in TABLES:
        table = replay.statline(sample, name)
        titles[name] = next(iter(table.asked.topics.values()))
        _, _, last = titles[name].rpartition("/")
        path = f"{table.v3}/DataProperties" if table.asked.only else f"{table.v4}/MeasureCodes"
        reply = publishers.replies[path][0]
        publishers.answers(path, replay.respelled(reply, f'"{last}"', f'"{last} (nieuw)"'))
    before = contents(copies)
    end, told, errors = only_cbs()
    assert (end, told) == (2, "")
    for one, line in zip(cbs.FILES, errors.splitlines(), strict=True):
        assert line.startswith(f"error: {one.name}: ")
        title = titles[one.tables[0]]
        assert f"'{title}' is gone, '{title} (nieuw)' is nearest" in line
        assert line.endswith("; the copy before it stays")
    assert contents(copies) == before


def test_an_age_that_is_renamed_is_told_with_old_and_new(
    publishers, unhurried, sample, copies, statline
):
    statline("postcodes")
    path = f"{replay.statline(sample, 'postcodes').v4}/LeeftijdCodes"
    reply = publishers.replies[path][0]
    publishers.answers(path, replay.respelled(reply, "10 tot 15 jaar", "10-15 jaar"))
    told = refusal(copies, "cbs-83502ned", unhurried)
    assert "'10 tot 15 jaar' is gone, '10-15 jaar' is nearest" in told


def test_a_title_that_only_v4_has_otherwise_is_asked_of_v3_and_told(
    publishers, unhurried, sample, copies
):
    replay.statline_v4(publishers, sample, "population")
    replay.statline_v3(publishers, sample, "population")
    path = f"{replay.V4}/MeasureCodes"
    reply = publishers.replies[path][0]
    publishers.answers(path, replay.respelled(reply, "Totale bevolking", "Bevolking, totaal"))
    [outcome] = fetch(copies, ["cbs-70072ned"], **unhurried)
    assert outcome.refused == ""
    assert "over OData v3" in outcome.lines[-1]
    assert "'Totale bevolking' is gone, 'Bevolking, totaal' is nearest" in outcome.lines[-1]
    assert parsed("cbs-70072ned", copies).equals(parsed("cbs-70072ned", sample))


@pytest.mark.parametrize("over", ["v4", "v3"])
def test_a_dimension_that_is_renamed_is_told_with_old_and_new(
    publishers, unhurried, sample, copies, over
):
    answers = {"v4": replay.statline_v4, "v3": replay.statline_v3}[over]
    answers(publishers, sample, "jobs")
    table = replay.statline(sample, "jobs")
    path = {"v4": f"{table.v4}/Dimensions", "v3": f"{table.v3}/DataProperties"}[over]
    reply = publishers.replies[path][0]
    publishers.answers(path, replay.respelled(reply, "SBI2008", "SBI2025"))
    told = refusal(copies, "cbs-83582ned-banen", unhurried)
    name = "BedrijfstakkenBranchesSBI"
    assert f"'{name}2008' is gone, '{name}2025' is nearest" in told


def test_a_page_of_an_answer_that_says_sorry_is_no_figure(publishers, unhurried, copies, statline):
    publishers.answers(statline("jobs")[1], Reply(b"<!DOCTYPE html><p>Storing"))
    told = refusal(copies, "cbs-83582ned-banen", unhurried)
    # Over v3 there is nothing either.
    assert "there is nothing" in told


def test_half_an_answer_is_refused_and_the_copy_before_stays(
    publishers, copies, statline, only_cbs
):
    for name in TABLES:
        for path in statline(name):
            document = json.loads(publishers.replies[path][0].body)
            # It says that this is all.
            document = {"value": document["value"][: len(document["value"]) // 2]}
            publishers.answers(path, json.dumps(document).encode())
    before = contents(copies)
    end, told, errors = only_cbs()
    assert (end, told, len(errors.splitlines())) == (2, "", len(FILES))
    assert contents(copies) == before


@pytest.mark.parametrize(
    "name, table, what",
    [("cbs-86247ned", "layouts", "RMC regions"), ("cbs-83502ned", "postcodes", "shapes")],
)
def test_what_cbs_does_not_have_is_asked_of_the_copy_before(
    unhurried, copies, statline, name, table, what
):
    statline(table)
    (copies / FILES[name].file).unlink()
    assert f"its {what} are kept from the copy before" in refusal(copies, name, unhurried)


def test_a_municipality_without_an_rmc_region_is_named(unhurried, copies, statline):
    statline("layouts")
    path = copies / published.LAYOUTS
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "GM0047" not in line), "utf-8")
    assert "no RMC region of GM0047" in refusal(copies, "cbs-86247ned", unhurried)


def test_a_code_as_v3_writes_it_has_its_blanks_in_the_question(
    publishers, unhurried, sample, copies
):
    first, *_ = replay.statline_v3(publishers, sample, "jobs")
    assert "eq '300002 '" in first
    assert refusal(copies, "cbs-83582ned-banen", unhurried) == ""


def test_the_years_sectors_and_codes_of_the_facts_are_those_that_a_build_reads(sample):
    members = {name: replay.statline(sample, name).asked.dimensions for name in TABLES}
    years = members["jobs"]["Perioden"].members
    assert set(GROWTH) <= set(years) and labour.RATES_JOBS in years
    sectors = members["jobs"]["BedrijfstakkenBranchesSBI2008"].members
    assert tuple(sectors) == labour.SECTORS
    sectors = members["vacancies"]["BedrijfstakkenBranchesSBI2008"].members
    assert set(sectors) == set(labour.VACANCY_SECTORS)
    # Some have letters: BU0363AA01.
    assert members["buurten"]["WijkenEnBuurten"].like == BUURT_CODE


def test_the_source_of_vacancies_says_their_last_quarter(sample):
    table = labour.vacancies(sample / labour.VACANCIES)
    assert labour.vacancies_origin(table).title.endswith("2019 tot en met 2e kwartaal 2020")
    newer = pd.concat([table, table.assign(period="2026-Q3")])
    origin = labour.vacancies_origin(newer)
    assert origin.title.endswith("2019 tot en met 3e kwartaal 2026")
    assert (origin.id, origin.reference_date) == (labour.ORIGIN_VACANCIES.id, "2019-2026")


def test_neighbourhoods_without_a_figure_keep_their_row(unhurried, sample, copies, statline):
    statline("buurten")
    [outcome] = fetch(copies, ["cbs-85984ned"], **unhurried)
    assert outcome.refused == ""
    blank = cbs_buurten.buurten(copies / cbs_buurten.BUURTEN)["inhabitants"].isna()
    assert (
        blank.sum()
        == cbs_buurten.buurten(sample / cbs_buurten.BUURTEN)["inhabitants"].isna().sum()
        > 0
    )


def test_a_quarter_after_that_of_the_rates_is_told(unhurried, copies, statline, monkeypatch):
    statline("vacancies", "jobs")
    [outcome] = fetch(copies, ["cbs-83599ned-vacaturegraad"], **unhurried)
    assert not any("KW" in line for line in outcome.lines)
    monkeypatch.setattr(labour, "RATES_PERIOD", "2025-Q2")
    (copies / labour.VACANCY_RATES).unlink()
    [outcome] = fetch(copies, ["cbs-83599ned-vacaturegraad"], **unhurried)
    assert any("CBS has 2026KW02 too; a build reads 2025KW02" in line for line in outcome.lines)
    monkeypatch.setattr(labour, "RATES_PERIOD", "2027-Q2")
    assert "no vacancies of 2027-Q2" in refusal(copies, "cbs-83599ned-vacaturegraad", unhurried)
