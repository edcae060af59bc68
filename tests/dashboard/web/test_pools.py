"""Each kind of heavy work has its own places and turns; who is killed holds none of them."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Thread, get_ident
from types import SimpleNamespace

import pytest

from dashboard.web import pools
from dashboard.web.pools import BusyError, Pool
from tests.support.elsewhere import held_elsewhere

ROOT = Path(__file__).parents[3]
CONFIGURATION, DEPLOYMENT = ROOT / "gunicorn.conf.py", ROOT / "docs/deployment.md"


@pytest.fixture(autouse=True)
def nobody_waits_long(monkeypatch):
    monkeypatch.setattr(pools, "PATIENCE", 0.1)


def test_who_finds_no_place_is_refused_and_a_place_comes_free():
    pool = Pool(places=2, turns=1)
    with pool.place(), pool.place(), pytest.raises(BusyError), pool.place():
        pass
    with pool.place(), pool.place():
        pass


def test_who_finds_no_turn_is_refused_and_a_turn_comes_free():
    pool = Pool(places=9, turns=2)
    for _ in range(2):
        with pool.turn(), pool.turn(), pytest.raises(BusyError), pool.turn():
            pass


def test_who_waits_gets_the_turn_that_comes_free(monkeypatch):
    monkeypatch.setattr(pools, "PATIENCE", 60)
    pool, order = Pool(places=2, turns=1), []

    def work() -> None:
        with pool.turn():
            order.append("second")

    with pool.turn():
        waiting = Thread(target=work)
        waiting.start()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_of_those_who_wait_in_a_process_one_looks(monkeypatch):
    pool, looking, together = Pool(places=9, turns=1), set(), []

    def between_looks(_: float) -> None:
        looking.add(get_ident())
        time.sleep(0.001)
        together.append(len(looking))
        looking.remove(get_ident())

    monkeypatch.setattr(
        pools, "time", SimpleNamespace(monotonic=time.monotonic, sleep=between_looks)
    )

    def wait() -> None:
        with pytest.raises(BusyError), pool.turn():
            pass

    with pool.turn(), ThreadPoolExecutor(3) as clients:
        for waiting in [clients.submit(wait) for _ in range(3)]:
            waiting.result()
    assert {*together} == {1}


def test_a_full_pool_says_nothing_of_another():
    full, other = Pool(places=1, turns=1), Pool(places=1, turns=1)
    with full.place(), full.turn(), other.place(), other.turn():
        pass


def test_a_turn_that_failed_is_given_back():
    pool = Pool(places=1, turns=1)
    with pytest.raises(ZeroDivisionError), pool.place(), pool.turn():
        _ = 1 / 0
    with pool.place(), pool.turn():
        pass


def test_forked_processes_share_turns_and_a_killed_one_leaves_its_own():
    pool = Pool(places=1, turns=1)
    with held_elsewhere(pool.turn), pytest.raises(BusyError), pool.turn():
        pass
    with pool.turn():
        pass


def test_a_worker_keeps_threads_for_pages_when_all_pools_are_full():
    held = 0
    with ExitStack() as stack:
        for pool in (Pool(pools.PDF_PLACES, 1), *pools.POOLS):
            try:
                while True:
                    stack.enter_context(pool.place())
                    held += 1
            except BusyError:
                continue
    (threads,) = re.findall(r"^threads = (\d+)$", CONFIGURATION.read_text(), re.MULTILINE)
    assert held == pools.MOST_PLACES <= int(threads) - 4


def test_the_owner_reads_every_bound_as_it_is():
    _, _, after = DEPLOYMENT.read_text("utf-8").partition("## What takes work")
    cells = [
        line.split(" | ") for line in after.partition("\n## ")[0].splitlines() if " | " in line
    ]
    told = [(turns, int(places)) for _, turns, places, _ in cells[2:]]
    assert told[0] == ("`TECHNIEK_PDFS`", pools.PDF_PLACES)
    each = pools.PROCESSORS
    number = {"a processor each": each, "two a processor": 2 * each, "1": 1, "2": 2}
    bounds = [(number[turns], places) for turns, places in told[1:]]
    assert bounds == [(pool.turns, pool.places) for pool in pools.POOLS]
