"""Publishers that are slow, busy, moved, wrong or gone."""

import subprocess
import time
from email.utils import formatdate

import pytest

from geodata.errors import DataError
from geodata.fetch import client as module
from geodata.fetch.client import Client, NotPublished, Stamp, Unreachable
from tests.support.publishers import Reply, publishing

FILE = "https://duo.nl/file.csv"
BODY = b"A;B\n" + b"1;2\n" * 100_000
ETAG = {"ETag": '"first"'}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "file.csv"


def test_says_who_asks_and_leaves_one_host_alone_between_two_requests(publishers, client, path):
    client.pause = 30
    publishers.answers("/file.csv", BODY)
    client.file(FILE, path)
    client.file(FILE, path)
    assert path.read_bytes() == BODY
    assert all("techniek-dichtbij" in headers["user-agent"] for _, headers in publishers.asked)
    assert [29 < wait <= 30 for wait in publishers.waits] == [True]


def test_waits_as_long_as_is_asked_in_seconds_or_until_a_moment(publishers, client, path):
    moment = formatdate(time.time() + 300, usegmt=True)
    publishers.answers(
        "/file.csv",
        Reply(status=503, headers={"Retry-After": "120"}),
        Reply(status=429, headers={"Retry-After": moment}),
        Reply(status=500),
        BODY,
    )
    client.file(FILE, path)
    seconds, until, own = publishers.waits
    assert (seconds, own) == (120, 4 * module.BACKOFF)
    assert 290 < until <= 300


def test_does_not_wait_for_hours(publishers, client, path):
    publishers.answers("/file.csv", Reply(status=503, headers={"Retry-After": "7200"}))
    with pytest.raises(Unreachable, match="come back in 7200 seconds"):
        client.file(FILE, path)
    assert (publishers.waits, path.exists()) == ([], False)


def test_goes_on_where_the_line_broke(publishers, client, path):
    half = Reply(BODY, headers=ETAG, cut=150_000, reset=False)
    publishers.answers("/file.csv", half, Reply(BODY, headers=ETAG))
    assert client.file(FILE, path) == Stamp(FILE, '"first"', None)
    assert path.read_bytes() == BODY
    _, (_, again) = publishers.asked
    assert (again["range"], again["if-range"]) == (f"bytes={2 * module.BLOCK}-", '"first"')
    assert [*path.parent.iterdir()] == [path]


def test_a_line_that_breaks_often_is_gone_on_with_as_long_as_it_brings_more(
    publishers, client, path
):
    publishers.answers("/file.csv", Reply(BODY, headers=ETAG, cut=module.BLOCK + 10, reset=False))
    client.file(FILE, path)
    assert path.read_bytes() == BODY
    assert len(publishers.waits) == len(BODY) // module.BLOCK > module.TRIES


def test_a_line_that_is_reset_is_no_end(publishers, client, path):
    # How much came in before a reset is up to the system.
    broken = Reply(BODY, headers=ETAG, cut=150_000)
    publishers.answers("/file.csv", broken, broken, Reply(BODY, headers=ETAG))
    client.file(FILE, path)
    assert path.read_bytes() == BODY
    assert len(publishers.waits) == 2


def test_goes_on_in_another_process_and_begins_anew_when_the_file_is_another(
    publishers, client, path
):
    half = Reply(BODY, headers=ETAG, cut=150_000, reset=False)
    publishers.answers("/file.csv", half, Reply(status=500))
    with pytest.raises(Unreachable, match=f"answers 500, {module.TRIES} times"):
        client.file(FILE, path)
    part = path.with_name("file.csv.part")
    assert (path.exists(), part.stat().st_size > 0) == (False, True)

    newer = BODY.replace(b"1;2", b"3;4")
    publishers.answers("/file.csv", Reply(newer, headers={"ETag": '"second"'}))
    Client(hosts=publishers.hosts).file(FILE, path)
    assert publishers.asked[-1][1]["range"].startswith("bytes=")
    assert path.read_bytes() == newer


def test_without_a_version_a_file_begins_anew(publishers, client, path):
    publishers.answers("/file.csv", Reply(BODY, cut=150_000), BODY)
    client.file(FILE, path)
    assert "range" not in publishers.asked[-1][1]
    assert path.read_bytes() == BODY


def test_follows_where_a_file_went(publishers, client, path):
    publishers.answers("/file.csv", Reply(status=302, headers={"Location": "/there.csv"}))
    publishers.answers("/there.csv", BODY)
    client.file(FILE, path)
    assert path.read_bytes() == BODY


def test_does_not_go_round_in_circles(publishers, client, path):
    publishers.answers("/file.csv", Reply(status=302, headers={"Location": "/file.csv"}))
    with pytest.raises(Unreachable, match="too many redirects"):
        client.file(FILE, path)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<!DOCTYPE html><p>Storing", headers={"Content-Type": "text/plain"}),
        Reply(b"Even geduld", headers={"Content-Type": "text/html; charset=utf-8"}),
    ],
    ids=["by its text", "by its type"],
)
def test_a_page_that_says_sorry_is_no_file(publishers, client, path, reply):
    publishers.answers("/file.csv", reply)
    with pytest.raises(Unreachable, match="gives a web page in place of data"):
        client.file(FILE, path)
    with pytest.raises(Unreachable, match="gives a web page in place of data"):
        client.json(FILE)
    assert [*path.parent.iterdir()] == []


def test_nothing_there_is_told_apart_from_refused(publishers, client, path):
    publishers.answers("/secret.csv", Reply(status=403))
    with pytest.raises(NotPublished, match=r"file\.csv: there is nothing"):
        client.file(FILE, path)
    with pytest.raises(Unreachable, match="answers 403"):
        client.file("https://duo.nl/secret.csv", path)
    assert len(publishers.asked) == 2


def test_a_file_that_did_not_change_is_not_sent(publishers, client, path):
    publishers.answers("/file.csv", Reply(BODY, headers=ETAG))
    stamp = client.file(FILE, path)
    assert client.file(FILE, path.with_name("again.csv"), stamp) is None
    assert [*path.parent.iterdir()] == [path]


def test_json_that_is_cut_off_is_asked_again(publishers, client):
    publishers.answers("/api", b'{"value": [1, ', b'{"value": [1]}')
    assert client.json("https://duo.nl/api") == {"value": [1]}


@pytest.fixture
def certificate(tmp_path_factory):
    """A certificate of this machine that nobody vouches for, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-days", "2"]
    command += ["-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=duo.nl"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", certificate, "-keyout", key]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def test_a_publisher_that_leaves_tls_is_not_followed(publishers, certificate, path, monkeypatch):
    publishers.answers("/file.csv", BODY)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    there = {"Location": f"{publishers.address}/file.csv"}
    with publishing(certificate) as secure:
        client = Client(hosts=secure.hosts, pause=0)
        secure.answers("/file.csv", BODY, Reply(status=302, headers=there))
        client.file(FILE, path)
        assert path.read_bytes() == BODY
        path.unlink()
        with pytest.raises(Unreachable, match="leads to a page without TLS"):
            client.file(FILE, path)
    assert not path.exists()


def test_a_certificate_that_nobody_vouches_for_is_told_at_once(certificate, path):
    waits = []
    with publishing(certificate) as publishers:
        client = Client(hosts=publishers.hosts, pause=0, sleep=waits.append)
        with pytest.raises(DataError, match="certificate is not trusted") as fault:
            client.file(FILE, path)
    assert not isinstance(fault.value, Unreachable)
    assert (waits, publishers.asked, path.exists()) == ([], [], False)


def test_who_is_not_there_is_asked_again_and_then_named(path):
    waits = []
    with publishing() as gone:
        hosts = gone.hosts
    client = Client(hosts=hosts, pause=0, sleep=waits.append)
    with pytest.raises(Unreachable, match=r"file\.csv: cannot be reached"):
        client.file(FILE, path)
    assert waits == [module.BACKOFF * 2**turn for turn in range(module.TRIES - 1)]
    # Whoever does not answer for one file is left alone for the others.
    with pytest.raises(Unreachable, match=r"other\.csv: cannot be reached, as others there"):
        client.file("https://duo.nl/other.csv", path)
    assert len(waits) == module.TRIES - 1
