"""Files that a process of its own makes: once for all who ask, none for long, and honest faults."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from dashboard.texts import texts_in
from dashboard.web import jobs, pools
from dashboard.web.pools import Pool
from tests.support import hanging_chromium
from tests.support.hanging_chromium import all_gone, comes_true, program, started

ROOT = Path(__file__).parents[3]
PAGE = b"<p>page</p>"


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch):
    monkeypatch.setattr(jobs, "_kept", type(jobs._kept)())
    monkeypatch.setattr(jobs, "_logged", {})


@pytest.fixture
def pool() -> Pool:
    return Pool(places=4, turns=1)


def answered(pool: Pool, chromium: str):
    return jobs.answer(texts_in("en"), pool, "paper", lambda: PAGE, chromium)


@pytest.mark.slow
def test_one_that_hangs_is_ended_with_all_that_it_started(pool, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "LONGEST", 3)
    answer = answered(pool, program(tmp_path, hanging_chromium.HANGS))
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    processes, temporary = started(tmp_path)
    assert comes_true(lambda: all_gone(processes, temporary))


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_one_that_hangs_is_ended_when_the_web_process_is(tmp_path, how):
    chromium = program(tmp_path, hanging_chromium.HANGS)
    code = f"from dashboard.web import jobs\njobs.run('paper', {PAGE!r}, {chromium!r})"
    web = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    processes, temporary = started(tmp_path)
    assert all(map(hanging_chromium.is_running, processes)) and temporary.exists()
    web.send_signal(how)
    web.wait()
    assert comes_true(lambda: all_gone(processes, temporary))


@pytest.mark.slow
def test_a_guard_that_is_asked_to_end_leaves_nothing_either(tmp_path):
    chromium = program(tmp_path, hanging_chromium.HANGS)
    lifeline, held = os.pipe()
    python = [sys.executable, "-I"]
    command = [*python, str(jobs.WORKERS / "guard.py"), str(lifeline), "60"]
    command += [*python, str(jobs.WORKERS / "paper.py"), chromium]
    guard = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(lifeline,))
    processes, temporary = started(tmp_path)
    guard.terminate()
    assert guard.wait() == 128 + signal.SIGTERM
    assert comes_true(lambda: all_gone(processes, temporary))
    os.close(lifeline)
    os.close(held)


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="a way of Linux")
def test_what_is_guarded_has_a_processor_only_where_no_page_wants_it(tmp_path):
    """Of Linux, which compares within a session; and Chromium has a niceness of its own."""
    reports = f"""#!{sys.executable}
import os, sys
for argument in sys.argv:
    if argument.startswith("--print-to-pdf="):
        with open(argument.partition("=")[2], "w") as made:
            print(os.sched_getscheduler(0), os.getsid(0), os.getpgrp(), file=made)
"""
    policy, session, group = map(int, jobs.run("paper", PAGE, program(tmp_path, reports)).split())
    assert (policy, session) == (os.SCHED_IDLE, os.getsid(0))
    assert group != os.getpgrp()


def test_a_permanent_fault_is_500_and_once_in_the_log(pool, tmp_path, caplog):
    chromium = program(tmp_path, hanging_chromium.FAILS)
    answers = [answered(pool, chromium) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert answers[0].get_data(as_text=True) == texts_in("en")("export.broken")
    assert len(caplog.messages) == 1 and "no such library" in caplog.messages[0]


def test_a_chromium_that_is_not_there_any_more_is_a_permanent_fault(pool, tmp_path, caplog):
    assert answered(pool, str(tmp_path / "none")).status_code == 500
    assert "FileNotFoundError" in caplog.messages[0]


def test_a_worker_with_a_bug_is_a_permanent_fault(pool, caplog):
    answer = jobs.answer(texts_in("en"), pool, "workbook", lambda: b"no job")
    assert answer.status_code == 500 and "JSONDecodeError" in caplog.messages[0]
    assert len(caplog.messages[0]) < 4_000


def test_one_that_the_system_killed_can_be_asked_again(pool, tmp_path):
    answer = answered(pool, program(tmp_path, hanging_chromium.DIES))
    assert answer.status_code == 503 and answer.headers["Retry-After"]


def test_a_fault_is_logged_again_after_it_was_mended(pool, monkeypatch, caplog):
    outputs = iter([(1, b""), (0, b"file"), (1, b"")])

    def output(worker, job, *arguments, deadline):
        status, content = next(outputs)
        jobs._look_at(worker, status, content, b"fault")
        return content

    monkeypatch.setattr(jobs, "_output", output)
    for job in (b"1", b"2", b"3"):
        jobs.answer(texts_in("en"), pool, "paper", lambda job=job: job)
    assert len(caplog.messages) == 2


def test_the_same_file_is_made_once_for_all_who_ask_at_the_same_time(monkeypatch):
    started, go, made = Event(), Event(), []

    def output(worker, job, *arguments, deadline):
        made.append(job)
        started.set()
        go.wait(30)
        return b"file"

    monkeypatch.setattr(jobs, "_output", output)
    monkeypatch.setattr(jobs, "_keep", lambda key, content: None)
    with ThreadPoolExecutor(3) as clients:
        first = clients.submit(jobs.run, "paper", b"job")
        started.wait(30)
        others = [clients.submit(jobs.run, "paper", b"job") for _ in range(2)]
        waiting = comes_true(lambda: all(other.running() for other in others))
        go.set()
        assert waiting and {one.result() for one in [first, *others]} == {b"file"}
    assert made[0] == b"job" and not jobs._being_made


def test_who_waits_for_the_file_of_another_hears_that_it_failed(monkeypatch):
    def output(worker, job, *arguments, deadline):
        raise jobs.FailedError("late")

    monkeypatch.setattr(jobs, "_output", output)
    with pytest.raises(jobs.FailedError):
        jobs.run("paper", b"job")
    assert not jobs._being_made


def test_who_waits_for_the_file_of_another_does_so_until_its_own_deadline(monkeypatch):
    started, go = Event(), Event()

    def output(worker, job, *arguments, deadline):
        started.set()
        go.wait(30)
        return b"file"

    monkeypatch.setattr(jobs, "_output", output)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(jobs.run, "paper", b"job")
        try:
            started.wait(30)
            with pytest.raises(jobs.FailedError):
                jobs.run("paper", b"job", deadline=jobs.Deadline(0))
        finally:
            go.set()
        assert first.result() == b"file"


def of_guard(monkeypatch) -> list[float]:
    """Seconds that guards are told, and that they are waited for."""
    seconds = []

    class Guard:
        returncode = 0

        def __init__(self, command, **_):
            seconds.append(float(command[command.index(str(jobs.WORKERS / "guard.py")) + 2]))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def communicate(self, job, timeout):
            seconds.append(timeout)
            return b"file", b""

    monkeypatch.setattr(jobs.subprocess, "Popen", Guard)
    return seconds


@pytest.mark.parametrize(
    ("drawing", "worker"),
    [(0, jobs.LONGEST), (10, jobs.IN_ALL - 10 - jobs.END), (jobs.IN_ALL - jobs.END - 1, 1)],
)
def test_a_worker_has_the_time_that_drawing_left(pool, monkeypatch, drawing, worker):
    """And what it takes to end it is within the same deadline."""
    now, seconds = [100.0], of_guard(monkeypatch)
    deadline = jobs.Deadline(clock=lambda: now[0])

    def draw() -> bytes:
        now[0] += drawing
        return PAGE

    assert jobs.made(pool, "paper", draw, deadline=deadline) == b"file"
    assert seconds == [worker, worker + jobs.END]


def test_what_is_drawn_late_has_no_worker(pool, monkeypatch, caplog):
    now, seconds = [100.0], of_guard(monkeypatch)
    deadline = jobs.Deadline(clock=lambda: now[0])

    def draw() -> bytes:
        now[0] += jobs.IN_ALL - jobs.END
        return PAGE

    answer = jobs.answer(texts_in("en"), pool, "paper", draw, deadline=deadline)
    assert answer.status_code == 503 and answer.headers["Retry-After"] == str(jobs.LONGEST)
    assert answer.get_data(as_text=True) == texts_in("en")("export.failed")
    assert seconds == [] and "late" in caplog.text


def test_who_draws_too_long_is_ended_and_gives_its_turn_back(pool):
    deadline = jobs.Deadline(0)
    answer = jobs.answer(
        texts_in("nl"), pool, "paper", lambda: deadline.keep() or pytest.fail("drawn")
    )
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert answer.get_data(as_text=True) == texts_in("nl")("export.failed")
    with pool.at_work():
        pass


def test_a_file_is_there_or_not_before_who_asked_gives_up():
    """A minute, of which turns, drawing, worker and its end have a part together."""
    assert pools.PATIENCE + jobs.END < jobs.IN_ALL < 60 - 10


def test_who_is_refused_costs_no_drawing():
    full = Pool(places=0, turns=1)
    answer = jobs.answer(texts_in("nl"), full, "paper", lambda: pytest.fail("drawn"))
    assert answer.status_code == 503 and answer.headers["Retry-After"] == str(jobs.RETRY)


def test_who_waits_in_vain_costs_no_drawing(pool, monkeypatch):
    monkeypatch.setattr(pools, "PATIENCE", 0)
    with pool.place(), pool.turn():
        answer = jobs.answer(texts_in("nl"), pool, "paper", lambda: pytest.fail("drawn"))
    assert answer.status_code == 503 and answer.headers["Retry-After"] == str(jobs.RETRY)


def test_what_hangs_of_one_kind_does_not_keep_another_kind_waiting(pool):
    other = Pool(places=1, turns=1)
    job = b'{"title": "", "comments": "", "company": "", "sheets": []}'
    with pool.place(), pool.turn():
        assert jobs.answer(texts_in("en"), other, "workbook", lambda: job).startswith(b"PK")


def test_what_was_made_is_kept_within_a_bound(monkeypatch):
    monkeypatch.setattr(jobs, "KEPT_BYTES", 10)
    for name in "abc":
        jobs._keep(name, b"123456")
    assert list(jobs._kept) == ["c"]
