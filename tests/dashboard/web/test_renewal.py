"""New tables while the server runs."""

import json
import os
import sys
import threading
from functools import lru_cache, partial
from types import ModuleType, SimpleNamespace

import pytest

from dashboard.web import renewal
from geodata.errors import DataError
from tests.support.gunicorn import serving
from tests.support.publishers import Reply, publishing
from tests.support.waiting import LONG, asking, wait_for


def put(folder, text):
    """Another manifest, in one step, as a build does it."""
    new = folder / "manifest.new"
    new.write_text(text)
    os.replace(new, folder / "manifest.json")


@pytest.mark.slow
def test_new_tables_are_used_without_one_request_that_is_lost(tmp_path):
    put(tmp_path, '{"version": "first"}')
    log = tmp_path / "log"
    with serving(
        "--log-level",
        "info",
        application="tests.support.renewed:server",
        health="/",
        log=log,
        TECHNIEK_TABLES=str(tmp_path),
        TECHNIEK_LOG="json",
    ) as server:

        def ask():
            answer = server.target.ask("/")
            return answer.status, answer.body

        with asking(ask, ask, ask) as answers:
            wait_for(lambda: (200, b"first") in answers)
            put(tmp_path, '{"version": "second"}')
            wait_for(lambda: (200, b"second") in answers)
            put(tmp_path, '{"version": "third", broken')
            wait_for(lambda: "those before stay" in log.read_text())
            wait_for(lambda: log.read_text().count("Booting worker") == 6)
            answers.clear()
            wait_for(lambda: len(answers) > 20)
            assert {*answers} == {(200, b"second")}
            put(tmp_path, '{"version": "fourth"}')
            wait_for(lambda: (200, b"fourth") in answers)
    assert {status for status, _ in answers} == {200}
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert {"info", "error"} <= {line["level"] for line in lines}
    assert all(line["logger"] == "gunicorn.error" and line["process"] for line in lines)


def manifest(version: str) -> bytes:
    """Of tables of which there are none."""
    empty = {"sources": [], "tables": {}, "geometry": {}, "notes": []}
    return json.dumps({"version": version, **empty}).encode()


@pytest.mark.slow
def test_tables_at_an_address_are_copied_at_the_start_and_followed(tmp_path):
    here, log = tmp_path / "tables", tmp_path / "log"
    here.mkdir()
    with publishing() as elsewhere:
        serves = partial(
            serving,
            *("--config", "python:tests.support.quick_to_follow", "--log-level", "info"),
            application="tests.support.renewed:server",
            health="/",
            log=log,
            TECHNIEK_TABLES=str(here),
            TECHNIEK_TABLES_FROM=f"{elsewhere.address}/tables",
        )
        elsewhere.answers("/tables/manifest.json", manifest("first"))
        with serves() as server:

            def ask():
                answer = server.target.ask("/")
                return answer.status, answer.body

            with asking(ask, ask) as answers:
                wait_for(lambda: (200, b"first") in answers)
                elsewhere.answers("/tables/manifest.json", manifest("second"))
                wait_for(lambda: (200, b"second") in answers)
                elsewhere.answers("/tables/manifest.json", Reply(b"<html>", 500))
                wait_for(lambda: "cannot be got" in log.read_text())
                elsewhere.answers("/tables/manifest.json", manifest("third"))
                wait_for(lambda: (200, b"third") in answers)
            assert {status for status, _ in answers} == {200}
            assert log.read_text().count("those before stay") == 1

        # Where the address gives nothing at the start, those of before serve.
        elsewhere.answers("/tables/manifest.json", Reply(status=404))
        with serves() as server:
            assert server.target.ask("/").body == b"third"
        assert "status 404" in log.read_text().splitlines()[0]


# So the thread ends, which else looks as long as the process lives.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_cannot_be_copied_is_told_once_until_it_can(monkeypatch):
    monkeypatch.setattr(renewal, "FOLLOW", 0)
    takes = iter(["away", "away", "other", "", "away", "end"])
    begin, said = threading.Event(), []

    def take() -> bool:
        begin.wait(LONG)
        fault = next(takes)
        if fault == "end":
            raise SystemExit
        if fault:
            raise DataError(fault)
        return True

    log = SimpleNamespace(error=lambda words, fault: said.append(str(fault)))
    renewal.follow(take, log)
    assert renewal.is_followed()
    begin.set()
    wait_for(lambda: not renewal.is_followed())
    assert said == ["away", "other", "away"]


#: As ``app`` has its server from ``dashboard.server``.
LOADED = ("passes_on_in_a_test", "makes_in_a_test")


@pytest.fixture
def gunicorn(monkeypatch):
    """As much of a gunicorn as loads an application, with one that is loaded."""
    monkeypatch.setattr(renewal, "keep", lambda: None)
    said = []
    before = object()
    for name in LOADED:
        module = ModuleType(name)
        module.server = before
        monkeypatch.setitem(sys.modules, name, module)
    application = SimpleNamespace(app_uri=f"{LOADED[0]}:server", callable=before, wsgi=lambda: None)
    return application, SimpleNamespace(error=lambda *words: said.append(words), info=said.append)


def test_what_was_loaded_stays_where_the_new_cannot_be(gunicorn):
    application, log = gunicorn
    before, modules = application.callable, [sys.modules[name] for name in LOADED]

    def refuses():
        assert not sys.modules.keys() & {*LOADED}
        raise SystemExit(2)

    application.wsgi = refuses
    assert renewal.renew(application, log) is False
    assert application.callable is before
    assert [sys.modules[name] for name in LOADED] == modules


def test_one_that_is_not_made_anew_is_told(gunicorn):
    application, log = gunicorn
    before, said = application.callable, []
    log.error = lambda *words: said.append(words)
    application.wsgi = lambda: setattr(application, "callable", before)
    assert renewal.renew(application, log) is False
    assert "not made anew" in repr(said)


def test_what_functions_kept_of_the_tables_before_is_forgotten(gunicorn):
    application, log = gunicorn

    @lru_cache
    def names():
        return object()

    names.__module__ = "dashboard.web.assets"
    before = names()
    application.wsgi = lambda: setattr(application, "callable", names())
    assert renewal.renew(application, log) is True
    assert application.callable is names()
    assert application.callable is not before


def test_tables_that_are_gone_for_a_moment_are_not_other_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(renewal, "LOOK", 0.01)
    put(tmp_path, json.dumps({"version": "first"}))
    told = threading.Semaphore(0)
    seen = renewal.version(tmp_path)
    renewal.watch(tmp_path, seen, told.release)
    (tmp_path / "manifest.json").rename(tmp_path / "away")
    assert not told.acquire(timeout=0.05)
    (tmp_path / "away").rename(tmp_path / "manifest.json")
    assert not told.acquire(timeout=0.05)
    put(tmp_path, json.dumps({"version": "second"}))
    assert told.acquire(timeout=LONG)
    # As when somebody puts the tables before back, the manifest first.
    (tmp_path / "homes.parquet").write_bytes(b"homes")
    assert told.acquire(timeout=LONG)
    assert not told.acquire(timeout=0.05)
