"""Files of publishers that take, or do not take, the place of the copies before them."""

import hashlib
import io
import json
import shutil
import signal
import threading

import pytest

from geodata.__main__ import main
from geodata.commands import fetch as command
from geodata.errors import DataError
from geodata.fetch import gather
from geodata.fetch.cbs import FILES
from geodata.fetch.client import Client, Stamp
from geodata.fetch.gather import UNDER_WAY, fetch
from geodata.fetch.geofabrik import NETWORK
from geodata.fetch.source import Delivery, Source
from geodata.sources import cbs, duo
from geodata.sources.origin import FETCHED, Origin, file_entry
from tests.support import replay
from tests.support.publishers import Reply

YEAR, NEXT = "2023-2024", "2024-2025"
POPULATION, MUNICIPALITIES = cbs.POPULATION, cbs.MUNICIPALITIES


@pytest.fixture
def small(sample, tmp_path):
    """A source directory with the files that are fetched, and no others."""
    root = tmp_path / "source"
    of_cbs = [one.file for one in FILES]
    for file in (duo.ADDRESSES, f"duo/{duo.EXAMS}{YEAR}.csv", MUNICIPALITIES, *of_cbs):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample / file, root / file)
    return root


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != FETCHED
    }


def by_name(outcomes):
    return {one.source.name: "; ".join(one.lines) or one.refused for one in outcomes}


@pytest.mark.slow
def test_all_that_a_build_reads_comes_in_and_is_dated(publishers, unhurried, sample, small):
    replay.everything(publishers, sample, YEAR)
    newer = (sample / f"duo/{duo.EXAMS}{YEAR}.csv").read_bytes()
    publishers.answers(replay.exams(NEXT), newer)
    outcomes = fetch(small, **unhurried)
    assert [one.refused for one in outcomes] == [""] * 14
    assert by_name(outcomes)[f"duo-examens-{NEXT}"].startswith(f"fetched, {len(newer):,} bytes")
    assert "CBS has 2026JJ00 too" in by_name(outcomes)["cbs-70072ned"]
    assert duo.exam_files(small)[NEXT].read_bytes() == newer
    assert cbs.population(small / POPULATION).equals(cbs.population(sample / POPULATION))
    towns = [cbs.municipalities(root / MUNICIPALITIES)["gm_code"] for root in (small, sample)]
    assert sorted(towns[0]) == sorted(towns[1])
    book = json.loads((small / FETCHED).read_text("utf-8"))
    assert len(book) == 13
    for file, entry in book.items():
        assert entry["sha256"] == hashlib.sha256((small / file).read_bytes()).hexdigest()
    origin = Origin("a", "b", "c", "d", "e", "f", None, "g")
    fetched = file_entry(origin, small, small / POPULATION, 1)
    assert fetched["retrieved"] == book[POPULATION]["retrieved"]
    assert not (small / UNDER_WAY).exists()
    again = fetch(small, ["pdok", "cbs"], **unhurried)
    assert {one.lines[0] for one in again} == {"the same as before"}


def test_the_exams_of_a_next_year_may_be_absent_those_of_this_year_not(
    publishers, unhurried, sample, small
):
    before = contents(small)
    outcomes = by_name(fetch(small, ["duo"], **unhurried))
    assert outcomes[f"duo-examens-{NEXT}"] == "not published yet"
    assert "there is nothing" in outcomes[f"duo-examens-{YEAR}"]
    assert contents(small) == before


def test_a_renamed_column_is_told_with_its_new_name_and_the_copy_before_stays(
    publishers, unhurried, sample, small
):
    replay.duo_files(publishers, sample, YEAR)
    before = contents(small)
    reply = publishers.replies[replay.DUO_PAGE][0]
    publishers.answers(
        replay.DUO_PAGE, replay.respelled(reply, "ONDERWIJSSTRUCTUUR", "STRUCTUUR ONDERWIJS")
    )
    [outcome] = fetch(small, ["duo-vestigingen"], **unhurried)
    assert "column 'ONDERWIJSSTRUCTUUR' is now 'STRUCTUUR ONDERWIJS'" in outcome.refused
    assert contents(small) == before


def test_a_column_that_no_build_reads_is_told_and_taken(publishers, unhurried, sample, small):
    replay.duo_files(publishers, sample, YEAR)
    reply = publishers.replies[replay.DUO_PAGE][0]
    publishers.answers(replay.DUO_PAGE, replay.respelled(reply, "DENOMINATIE", "RICHTING"))
    [outcome] = fetch(small, ["duo-vestigingen"], **unhurried)
    assert "column 'DENOMINATIE' is now 'RICHTING'" in outcome.lines
    assert b"RICHTING" in (small / duo.ADDRESSES).read_bytes()


def test_where_duo_does_not_answer_its_portal_says_where_the_file_is(
    publishers, unhurried, sample, small
):
    there = {
        "name": "Adressen van vestigingen in het voortgezet onderwijs",
        "url": "https://onderwijsdata.duo.nl/moved/vestigingenvo.csv",
    }
    portal = {"success": True, "result": {"resources": [there]}}
    publishers.answers(replay.PORTAL, json.dumps(portal).encode())
    publishers.answers("/moved/vestigingenvo.csv", (sample / duo.ADDRESSES).read_bytes())
    [outcome] = fetch(small, ["duo-vestigingen"], **unhurried)
    assert outcome.lines[0] == "the same as before"
    assert outcome.lines[1].startswith("from the portal")

    portal["result"]["resources"] = [there | {"name": "Vestigingen"}]
    publishers.answers(replay.PORTAL, json.dumps(portal).encode())
    [outcome] = fetch(small, ["duo-vestigingen"], **unhurried)
    assert f"has no '{there['name']}' any more, but Vestigingen" in outcome.refused


def test_cbs_goes_on_after_a_reset_on_the_second_page(publishers, unhurried, sample, small):
    paths = replay.statline_v4(publishers, sample, page=20)
    whole = publishers.replies[paths[1]][0]
    publishers.answers(paths[1], Reply(whole.body, cut=100), Reply(status=503), whole)
    [outcome] = fetch(small, ["cbs-70072ned"], **unhurried)
    assert (outcome.refused, publishers.times(paths[1])) == ("", 3)
    assert cbs.population(small / POPULATION).equals(cbs.population(sample / POPULATION))


def test_cbs_that_renames_a_column_is_told_with_old_and_new(publishers, unhurried, sample, small):
    replay.statline_v4(publishers, sample)
    before = contents(small)
    path = f"{replay.V4}/MeasureCodes"
    reply = publishers.replies[path][0]
    publishers.answers(path, replay.respelled(reply, "Jonger dan 5 jaar", "0 tot 5 jaar oud"))
    [outcome] = fetch(small, ["cbs-70072ned"], **unhurried)
    assert "'Jonger dan 5 jaar' is gone, '0 tot 5 jaar oud' is nearest" in outcome.refused
    assert contents(small) == before


def test_cbs_over_v3_where_v4_gives_nothing(publishers, unhurried, sample, small):
    replay.statline_v3(publishers, sample)
    publishers.answers(f"{replay.V4}/MeasureCodes", Reply(b"<html>Storing</html>"))
    [outcome] = fetch(small, ["cbs-70072ned"], **unhurried)
    assert "over OData v3" in outcome.lines[-1]
    assert "gives a web page" in outcome.lines[-1]
    assert cbs.population(small / POPULATION).equals(cbs.population(sample / POPULATION))


def test_half_a_municipality_is_refused(publishers, unhurried, sample, small):
    [first, *_] = replay.statline_v4(publishers, sample, page=10_000)
    document = json.loads(publishers.replies[first][0].body)
    document["value"].pop(0)
    publishers.answers(first, json.dumps(document).encode())
    before = contents(small)
    [outcome] = fetch(small, ["cbs-70072ned"], **unhurried)
    assert "NL01 2025JJ00 has no 'bevolking'" in outcome.refused
    assert contents(small) == before


def test_boundaries_with_another_property_or_too_few_are_refused(
    publishers, unhurried, sample, small
):
    first, second = replay.boundaries(publishers, sample)
    before = contents(small)
    reply = publishers.replies[first][0]
    publishers.answers(first, replay.respelled(reply, '"statcode"', '"statcode_gm"'))
    [outcome] = fetch(small, ["pdok"], **unhurried)
    assert "'statcode' is gone, 'statcode_gm' is nearest" in outcome.refused

    publishers.answers(first, reply)
    document = json.loads(publishers.replies[second][0].body)
    publishers.answers(second, json.dumps(document | {"numberMatched": 342}).encode())
    [outcome] = fetch(small, ["pdok"], **unhurried)
    assert "features of 342" in outcome.refused
    assert contents(small) == before


def test_the_extract_comes_only_when_named_and_is_what_its_publisher_made(
    publishers, unhurried, tmp_path
):
    extract = b"\0\0\0\x0e\n\tOSMHeader" + b"\1" * 5_000
    told = f"{hashlib.md5(extract).hexdigest()}  netherlands-latest.osm.pbf\n".encode()
    publishers.answers(replay.EXTRACT, Reply(extract, headers={"ETag": '"one"'}))
    publishers.answers(f"{replay.EXTRACT}.md5", b"0 netherlands-latest.osm.pbf", told)
    [wrong] = fetch(tmp_path, ["geofabrik"], **unhurried)
    assert "MD5" in wrong.refused
    assert not (tmp_path / NETWORK).exists()
    [right] = fetch(tmp_path, ["geofabrik"], **unhurried)
    assert (right.refused, (tmp_path / NETWORK).read_bytes()) == ("", extract)
    [same] = fetch(tmp_path, ["geofabrik"], **unhurried)
    assert same.lines[0].startswith("not changed since it was fetched on ")
    assert [*(tmp_path / "osm").iterdir()] == [tmp_path / NETWORK]


def test_boundaries_go_on_after_a_reset_on_the_second_page(publishers, unhurried, sample, small):
    _, second = replay.boundaries(publishers, sample)
    whole = publishers.replies[second][0]
    publishers.answers(second, Reply(whole.body, cut=100), Reply(status=503), whole)
    [outcome] = fetch(small, ["pdok"], **unhurried)
    assert (outcome.refused, publishers.times(second)) == ("", 3)
    codes = [set(cbs.municipalities(root / MUNICIPALITIES)["gm_code"]) for root in (small, sample)]
    assert codes[0] == codes[1]


def test_an_extract_of_which_the_line_breaks_is_gone_on_with(publishers, unhurried, tmp_path):
    extract = b"\0\0\0\x0e\n\tOSMHeader" + b"\1" * 200_000
    told = f"{hashlib.md5(extract).hexdigest()}  netherlands-latest.osm.pbf\n".encode()
    tag = {"ETag": '"one"'}
    half = Reply(extract, headers=tag, cut=150_000, reset=False)
    publishers.answers(replay.EXTRACT, half, Reply(extract, headers=tag))
    publishers.answers(f"{replay.EXTRACT}.md5", told)
    [outcome] = fetch(tmp_path, ["geofabrik"], **unhurried)
    assert (outcome.refused, (tmp_path / NETWORK).read_bytes()) == ("", extract)
    _, (_, again), _ = publishers.asked
    assert again["range"].startswith("bytes=")


def test_a_page_that_says_sorry_is_the_file_of_no_publisher(publishers, unhurried, sample, small):
    replay.everything(publishers, sample, YEAR)
    (small / NETWORK).parent.mkdir()
    (small / NETWORK).write_bytes(b"the extract of last year")
    for path in publishers.replies:
        publishers.answers(path, Reply(b"<!DOCTYPE html><p>Storing"))
    publishers.answers(replay.EXTRACT, Reply(b"<!DOCTYPE html><p>Storing"))
    before = contents(small)
    outcomes = fetch(small, ["duo", "cbs", "pdok", "geofabrik"], **unhurried)
    # What there was nothing of before may be absent.
    told = [one.refused for one in outcomes if one.refused]
    assert len(told) == len(outcomes) - sum(one.lines == ("not published yet",) for one in outcomes)
    assert any("gives a web page in place of data" in one for one in told)
    assert contents(small) == before


def test_several_come_in_at_the_same_time_and_show_how_far_they_are(
    unhurried, tmp_path, monkeypatch
):
    both = threading.Barrier(2, timeout=60)

    def get(client, path, _former):
        # Goes on when the other one is under way too.
        both.wait()
        client.tell(1_000)
        path.write_text("A\n")
        return Delivery(Stamp("https://duo.nl/a"))

    two = [Source(f"duo-{file}", file, get, lambda path: None) for file in ("a.csv", "b.csv")]
    monkeypatch.setattr(gather, "sources", lambda root: two)
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)
    outcomes = fetch(tmp_path, **unhurried | {"quiet": False})
    assert [one.refused for one in outcomes] == ["", ""]
    assert "2 of 2 files" in terminal.getvalue()


def test_the_command_says_what_became_of_each(
    publishers, unhurried, sample, small, capsys, monkeypatch
):
    monkeypatch.setattr(command, "fetch", lambda root, only: fetch(root, only, **unhurried))
    replay.statline_v4(publishers, sample)
    assert main(["fetch", "--to", str(small), "--only", "cbs-70072ned,pdok"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("cbs-70072ned: fetched, ")
    assert err.startswith("error: pdok-gemeenten: https://api.pdok.nl")
    assert err.endswith("; the copy before it stays\n")
    assert main(["fetch", "--to", str(small), "--only", "knmi"]) == 2
    assert "choose of duo-vestigingen, " in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_refused(tmp_path, unhurried):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="cannot be made"):
        fetch(tmp_path / "file" / "source", **unhurried)


def test_what_is_ended_by_hand_ends_soon_and_leaves_all_as_it_was(
    publishers, unhurried, small, monkeypatch, capsys
):
    publishers.answers(f"{replay.V4}/MeasureCodes", Reply(status=503))
    ended, end = threading.Event(), Client.end

    def interrupted(_seconds):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        # Whoever waits to ask again is told that there is no need.
        assert ended.wait(60)

    def told(client):
        end(client)
        ended.set()

    monkeypatch.setattr(Client, "end", told)
    # A process of tests may have been told to leave that to the one that began it.
    before_that = signal.signal(signal.SIGINT, signal.default_int_handler)

    slow = unhurried | {"sleep": interrupted}
    monkeypatch.setattr(command, "fetch", lambda root, only: fetch(root, only, **slow))
    before = contents(small)
    try:
        assert main(["fetch", "--to", str(small), "--only", "cbs-70072ned"]) == 130
    finally:
        signal.signal(signal.SIGINT, before_that)
    assert capsys.readouterr().err.startswith("ended; ")
    assert len(publishers.asked) == 1
    assert contents(small) == before


def test_a_disk_that_takes_nothing_is_told(publishers, unhurried, sample, small):
    replay.duo_files(publishers, sample, YEAR)
    (small / UNDER_WAY).write_text("in the way")
    outcomes = fetch(small, ["duo-vestigingen"], **unhurried)
    assert [one.refused for one in outcomes] == [f"{small}: cannot be written (Not a directory)"]
