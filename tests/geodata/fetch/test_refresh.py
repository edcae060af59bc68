"""A whole refresh, as docs/refresh.md has it, from publishers that have a newer year."""

import shutil

import pytest

from geodata.__main__ import main
from geodata.analysis.coverage import coverage
from geodata.commands import fetch as command
from geodata.fetch.cbs import FILES
from geodata.fetch.gather import UNDER_WAY, fetch
from geodata.question import Question
from geodata.sources import duo, labour
from geodata.tables.reader import read
from tests.support import replay
from tests.support.publishers import Reply

THIS, NEXT = "2023-2024", "2024-2025"
#: The sites of the sample that teach it lose it in the newer year.
GONE = b";PIE;"


@pytest.mark.slow
def test_a_refresh_brings_a_newer_year_and_changes_no_answer_of_a_year_before(
    publishers, unhurried, source, built, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(command, "fetch", lambda root, only: fetch(root, only, **unhurried))
    out, assets = tmp_path / "prepared", tmp_path / "geo"
    shutil.copytree(built.out, out)
    shutil.copytree(built.assets, assets)
    replay.everything(publishers, source, THIS)
    exams = (source / f"duo/{duo.EXAMS}{THIS}.csv").read_bytes()
    newer = b"".join(line for line in exams.splitlines(keepends=True) if GONE not in line)
    whole = Reply(newer, headers={"ETag": '"newer"'})

    # The line breaks, and the publisher has no time after that: last year's files stay.
    half = Reply(newer, headers={"ETag": '"newer"'}, cut=len(newer) // 2, reset=False)
    publishers.answers(replay.exams(NEXT), half, Reply(status=503))
    assert main(["fetch", "--to", str(source)]) == 2
    assert "error: duo-examens-2024-2025: " in capsys.readouterr().err
    assert NEXT not in duo.exam_files(source)
    assert (source / UNDER_WAY).is_dir()

    publishers.answers(replay.exams(NEXT), whole)
    assert main(["fetch", "--to", str(source)]) == 0
    assert f"duo-examens-{NEXT}: fetched" in capsys.readouterr().out
    assert not (source / UNDER_WAY).exists()

    places = ["--out", str(out), "--assets", str(assets)]
    assert main(["build", "--source", str(source), *places, "--accept"]) == 0
    told = capsys.readouterr().out
    assert f"{NEXT}" in told and "accepted: " in told

    before, after = built.tables, read(out)
    assert (before.years[-1], after.years[-1]) == (THIS, NEXT)
    question = Question(profiles="PIE", year=THIS)
    assert coverage(after, question, "nl").equals(coverage(before, question, "nl"))
    newest = coverage(after, Question(profiles="PIE", year=NEXT), "nl")
    assert newest["covered"].sum() < coverage(after, question, "nl")["covered"].sum()
    dates = {one["file"]: one["retrieved"] for one in after.manifest["sources"]}
    assert dates[f"duo/{duo.EXAMS}{NEXT}.csv"] and dates[duo.ADDRESSES]
    assert all(dates[one.file] for one in FILES)
    [vacancies] = [one for one in after.manifest["sources"] if one["file"] == labour.VACANCIES]
    assert vacancies["title"].endswith("2019 tot en met 2e kwartaal 2026")
    series = after.indicators.query("level == 'nl' and indicator == 'vacancies'")
    assert series.set_index("period")["value"]["2025-Q2"] == 405_500
