"""How often one client may ask, whichever worker answers."""

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import create_app
from dashboard.settings import Settings
from dashboard.web.rate import HEAVY, Buckets, client_of


def test_tokens_come_back():
    now = [0.0]
    buckets = Buckets(60, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(60)] == [0] * 60
    assert buckets.wait("a") == pytest.approx(1)
    now[0] = 0.5
    assert buckets.wait("a") == pytest.approx(0.5)
    now[0] = 1.0
    assert buckets.wait("a") == 0 < buckets.wait("a")
    now[0] = 1000.0
    assert [buckets.wait("a") for _ in range(61)].count(0) == 60


@given(
    gaps=st.lists(st.floats(0, 30), min_size=1, max_size=80),
    per_minute=st.integers(1, 20),
)
def test_nobody_gets_more_than_is_left(gaps, per_minute):
    now = [0.0]
    buckets = Buckets(per_minute, clock=lambda: now[0])
    allowed = 0
    for gap in gaps:
        now[0] += gap
        wait = buckets.wait("a")
        assert 0 <= wait <= 60 / per_minute + 1e-6
        allowed += not wait
        assert allowed <= per_minute * (1 + now[0] / 60) + 1e-6


def test_the_memory_of_the_buckets_is_bounded():
    buckets = Buckets(1, most=100)
    for n in range(10_000):
        buckets.wait(str(n))
    assert len(buckets) == 100
    assert buckets.wait("9999") > 0, "who asked last is remembered"


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/56"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, ""),
        ("", ""),
        ("unix:", ""),
        ("fe80::1%eth0", "fe80::/56"),
        ("2001:db8:1:ff::1", "2001:db8:1::/56"),
        ("2001:db8:1:100::1", "2001:db8:1:100::/56"),
        ("192.0.2.7:61234", "192.0.2.7"),
        ("[2001:db8:1:2::7]:61234", "2001:db8:1::/56"),
        ("[2001:db8:1:2::7]", "2001:db8:1::/56"),
        ("[::ffff:192.0.2.7]:80", "192.0.2.7"),
        ("[", ""),
        (":80", ""),
    ],
)
def test_who_a_client_is(address, client):
    assert client_of(address) == client


# ---- workers ------------------------------------------------------------------------------------


def in_a_process(work) -> int:
    """The exit code of a forked process that does some work, as a worker of gunicorn is."""
    process = os.fork()
    if not process:
        os._exit(work())
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_workers_count_together():
    buckets = Buckets(10, clock=lambda: 0.0)

    def five() -> int:
        return sum(not buckets.wait("a") for _ in range(5))

    assert [in_a_process(five) for _ in range(3)] == [5, 5, 0]
    assert buckets.wait("a") > 0 and not buckets.wait("b")


def test_a_worker_that_is_killed_while_it_counts_holds_up_nobody():
    def killed() -> float:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0.0

    now = [lambda: 0.0]
    buckets = Buckets(2, clock=lambda: now[0]())
    now[0] = killed
    assert in_a_process(lambda: int(buckets.wait("a"))) == -signal.SIGKILL
    now[0] = lambda: 0.0
    assert [buckets.wait("a") > 0 for _ in range(3)] == [False, False, True]


# ---- files --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("end", HEAVY)
def test_a_file_that_takes_work_is_bounded(data, end):
    client = create_app(Settings(api_rate=1), data).server.test_client()
    first, second = (client.get(f"/regio/nergens{end}", query_string="taal=en") for _ in range(2))
    assert (first.status_code, second.status_code) == (404, 429)
    assert int(second.headers["Retry-After"]) <= 60
    assert second.headers["Retry-After"] in second.text and second.text.startswith("You may ask")


def test_files_and_questions_come_out_of_one_bucket_and_pages_out_of_none(data):
    client = create_app(Settings(api_rate=2), data).server.test_client()
    asked = ("/nergens.pdf", "/api/v1/years", "/api/v1/years", "/x.pptx", "/", "/api")
    assert [client.get(path).status_code for path in asked] == [404, 200, 429, 429, 200, 200]
