"""A server as it is deployed: gunicorn with the configuration that ships, in its own processes."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from dashboard.settings import PREFIX
from tests.attack.target import Target

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"
#: Seconds that a server may take to start, and to end.
START, END = 60, 30


@dataclass(frozen=True)
class Server:
    """One that answers, and the process that its workers were forked from."""

    target: Target
    master: int

    def end(self) -> None:
        """Ask it to end, and not to leave anybody without an answer."""
        os.kill(self.master, signal.SIGTERM)


@contextmanager
def serving(
    *arguments: str,
    application: str = "app:server",
    health: str = "/health",
    log: Path | None = None,
    house: Path = ROOT,
    port: int = 0,
    **settings: str,
) -> Iterator[Server]:
    """``gunicorn app:server`` with these arguments behind it, until the context ends.

    application: another one, and ``health`` a path of it that answers. log: a file for what it
    says, to be read afterwards. house: another copy of the repository. port: 0 for one that is
    free. settings: variables of the environment; ``TECHNIEK_…`` of whoever runs the tests do not
    count. Raises RuntimeError, with what it said, where it does not start.
    """
    target = Target(LOOPBACK, port or free_port())
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith((PREFIX, "GUNICORN"))
    }
    command = [sys.executable, "-m", "gunicorn", application]
    command += ["--bind", f"{target.host}:{target.port}", "--log-level", "warning", *arguments]
    # A pipe that nobody reads would stop a server that says much.
    with (
        log.open("w+") if log else tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(command, cwd=house, env=environment | settings, stderr=errors) as process,
    ):
        try:
            if not _answers(target, process, health):
                errors.seek(0)
                raise RuntimeError(f"gunicorn does not answer: {errors.read()}")
            yield Server(target, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(END)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.create_server((LOOPBACK, 0)) as server:
        return server.getsockname()[1]


def _answers(target: Target, process: subprocess.Popen, health: str) -> bool:
    late = time.monotonic() + START
    while time.monotonic() < late and process.poll() is None:
        try:
            if target.ask(health).status == 200:
                return True
        except (OSError, HTTPException):
            time.sleep(0.1)
    return False
