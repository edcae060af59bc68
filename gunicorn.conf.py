"""Read by gunicorn by itself: how many answer, and what they bear. See docs/deployment.md."""

import os
import signal
import sys
from functools import partial
from typing import Any

# Workers answer many at once already: one product of matrices takes one core. Before numpy is read.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Before pyarrow is read, which else keeps 13 MB for itself.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

from dashboard.settings import settings_or_exit
from dashboard.web import logs, metrics, renewal
from dashboard.web.assets import ASSETS
from dashboard.web.memory import give_back, keep
from geodata.errors import DataError
from geodata.tables import remote

# Settings that cannot be end it here, not worker after worker.
settings = settings_or_exit()
take = partial(remote.take, settings.tables_from, settings.tables, ASSETS)
# With a HUP this file is read again: who follows the address is there then.
if settings.tables_from and not renewal.is_followed():
    try:
        take()
    except DataError as error:
        # Those of before serve, where there are any.
        print(f"techniek-dichtbij: {error}", file=sys.stderr)
# Before they are read: who replaces them meanwhile is noticed.
seen = renewal.version(settings.tables)

if settings.metrics:
    metrics.prepare()

give_back()

worker_class = "dashboard.web.buffering.BufferingWorker"
workers = 2
# Of one worker; 52 of these can be at heavy work or waiting for it (dashboard/web/pools.py).
threads = 56
# Tables, geometry and compressed files are read once, and shared.
preload_app = True
# Of one worker; who keeps it waiting longest is let go when there are more.
worker_connections = 256
# Bytes of the first line of a request: a layout of somebody's own is 4,000 of an address
# (geodata/layouts.py).
limit_request_line = 8190
# Seconds that a client may be silent.
keepalive = 30
# A socket for commands to a running server: nobody gives them.
control_socket_disable = True
if settings.log == "json":
    logconfig_dict = logs.AS_JSON


def when_ready(server: Any) -> None:
    """What was read stays, in the workers too, which begin after this."""
    if settings.tables_from:
        renewal.follow(take, server.log)
    if settings.metrics:
        metrics.serve(settings.metrics)
    keep()
    renewal.watch(settings.tables, seen, lambda: os.kill(os.getpid(), signal.SIGHUP))


def on_reload(server: Any) -> None:
    """A HUP: workers begin anew, with the tables of now; those before end when they answered."""
    renewal.renew(server.app, server.log)


def post_fork(_server: object, _worker: object) -> None:
    """A worker answers visitors alone."""
    metrics.let_go()


def child_exit(_server: object, worker: Any) -> None:
    """What a worker counted stays when it is gone."""
    if settings.metrics:
        metrics.ended(worker.pid)


def on_exit(_server: object) -> None:
    """Nothing is left of this server."""
    if settings.metrics:
        metrics.tidy()
