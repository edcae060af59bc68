"""What a Prometheus is told: of all workers together, and of no visitor."""

import os
import re
import signal
from pathlib import Path

import pytest
from flask import Flask, abort
from prometheus_client import CollectorRegistry, generate_latest

from dashboard.web import metrics
from tests.attack import memory
from tests.attack.target import Target
from tests.support.gunicorn import LOOPBACK, free_port, serving
from tests.support.waiting import wait_for

HOUSE = Path(__file__).parents[3]
ASKED = 12


def counted(text: str, status: int = 200) -> float:
    """How many answers of a region had a status."""
    line = rf'^techniek_answers_total{{rule="/regio/<code>",status="{status}"}} (.+)$'
    found = re.search(line, text, re.MULTILINE)
    return float(found[1]) if found else 0


def test_answers_are_told_by_rule_and_status_and_nothing_of_who_asked():
    server, registry = Flask("counted"), CollectorRegistry()
    metrics.register(server, registry)

    @server.get("/regio/<code>")
    def region(code):
        return abort(404) if code == "none" else code

    client = server.test_client()
    asked = {"base_url": "http://naam.example.nl", "headers": {"User-Agent": "agent-of-somebody"}}
    for path in ("/regio/GM0855?zoek=iemand", "/regio/GM0344", "/regio/none", "/elders/iemand"):
        client.get(path, environ_base={"REMOTE_ADDR": "203.0.113.7"}, **asked)
    told = generate_latest(registry).decode()
    assert (counted(told), counted(told, 404)) == (2, 1)
    assert 'techniek_answers_total{rule="unknown",status="404"} 1.0' in told
    assert 'techniek_seconds_count{rule="/regio/<code>"} 3.0' in told
    for one in ("GM0855", "iemand", "203.0.113.7", "naam.example", "agent-of-somebody"):
        assert one not in told


@pytest.mark.slow
def test_workers_count_together_also_one_that_is_gone_and_nothing_is_left(tmp_path):
    gathers = Target(LOOPBACK, free_port())
    with serving(
        application="tests.support.measured:server",
        health="/regio/first",
        TECHNIEK_METRICS=f"{gathers.host}:{gathers.port}",
        TMPDIR=str(tmp_path),
    ) as server:

        def told() -> float:
            return counted(gathers.ask("/metrics").body.decode())

        before = told()
        for _ in range(ASKED):
            assert server.target.ask("/regio/GM0855").status == 200
        assert told() == before + ASKED
        [killed, *_] = memory.workers(server.master)
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: killed not in memory.workers(server.master))
        assert server.target.ask("/regio/GM0855").status == 200
        assert told() == before + ASKED + 1
        # Visitors do not reach it.
        assert server.target.ask("/metrics").status == 404
    assert not [*tmp_path.glob("techniek-metrics-*")]
