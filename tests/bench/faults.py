"""What may go wrong while people ask: of the reliability table.

Two servers with the real application behind the nginx that ships. People ask views, files and
pages, and bring tables, all the while; each answer is compared with that of a server where nothing
is wrong. What cannot be played on a server is a test of its own, which is run.
"""

import itertools
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import psutil

from dashboard.address.paths import UPDATE
from geodata.tables.reader import PREPARED
from tests.attack import memory
from tests.attack.report import print_row
from tests.attack.target import Target
from tests.bench.views import VIEWS
from tests.bench.visitors import PATIENCE, Asked, is_read, table
from tests.support.gunicorn import ROOT, Server, free_port, serving
from tests.support.nginx import NAME, executable, proxying
from tests.support.waiting import LONG, asking, wait_for

#: Answers that are waited for before and after a fault; seconds between two of one asker.
ENOUGH, PAUSE = 25, 0.1
#: Seconds after which nginx asks a server again that did not answer: more than its fail_timeout.
ASKED_AGAIN = 1.5
#: Seconds that a fault may last on a machine that is busy.
LONGEST = 4 * LONG
HOST = {"Host": NAME}
NOTHING = "lost: nothing"
#: What people ask, beside the table that they bring.
PATHS = (
    *(UPDATE + view for view in VIEWS[:8]),
    *("/download.csv?per=gemeente", "/regio/provincie/PV28", "/embed?gebied=PV29", "/curve.csv"),
)
#: Of the house what a server needs; of files that are made to break, a copy.
LINKED, COPIED = ("app.py", "gunicorn.conf.py", "dashboard", "geodata", "tests"), ("assets",)

#: Faults that are no matter of a server that runs, and the test that plays each.
TESTS = {
    "a refresh broken off": "tests/geodata/fetch/test_refresh.py",
    "half an answer, a renamed column, a page that says sorry": "tests/geodata/fetch/test_cbs.py",
    "a build ended at any step": "tests/geodata/build/test_publish.py",
    "disk full during a build": "tests/geodata/build/test_sequence.py"
    "::test_a_build_that_breaks_while_writing_leaves_the_old_output_alone",
    "disk full during a fetch": "tests/geodata/fetch/test_gather.py"
    "::test_a_disk_that_takes_nothing_is_told",
    "disk full while distances are made": "tests/geodata/commands/test_distances.py"
    "::test_a_full_disk_leaves_the_tables_alone",
    "a bit of a table flipped": "tests/geodata/tables/test_checksum.py::test_one_bit_is_noticed",
    "geometry damaged before the start": "tests/dashboard/web/test_ready.py"
    "::test_a_dashboard_with_damaged_geometry_does_not_start",
    "dead Dask workers": "tests/geodata/travel/test_trees.py"
    "::test_workers_killed_halfway_do_not_spoil_the_result",
    "a helper killed by the system": "tests/dashboard/web/test_jobs.py"
    "::test_one_that_the_system_killed_can_be_asked_again",
}


@dataclass
class Stage:
    """Servers behind a proxy, and what they answer when nothing is wrong."""

    folder: Path
    proxy: Target
    servers: list[Server]
    #: What is started in place of another one ends with the rest.
    stack: ExitStack
    brought: Asked
    right: dict[str, bytes] = field(default_factory=dict)

    @property
    def tables(self) -> Path:
        return self.folder / "prepared"

    def log(self, number: int) -> str:
        return (self.folder / f"log-{number}").read_text("utf-8")

    def ask(self, path: str) -> tuple[int, bool]:
        """Status, and whether the answer is the right one."""
        answer = self.proxy.ask(path, PATIENCE, headers=HOST)
        return answer.status, answer.body == self.right[path]

    def bring(self) -> tuple[int, bool]:
        """The same of a table that somebody brings."""
        path, body, headers = self.brought
        answer = self.proxy.ask(path, PATIENCE, "POST", body, headers | HOST)
        return answer.status, answer.status == 200 and is_read(answer.body)


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Two servers on the same tables, in a folder where all of it may break."""
    house = folder / "house"
    house.mkdir()
    for name in LINKED:
        (house / name).symlink_to(ROOT / name)
    for name in COPIED:
        shutil.copytree(ROOT / name, house / name)
    shutil.copytree(PREPARED, folder / "prepared")
    (folder / "nginx").mkdir()
    with ExitStack() as stack:
        servers = [
            stack.enter_context(_instance(folder, number, free_port())) for number in range(2)
        ]
        proxy = stack.enter_context(
            proxying(servers[0].target, folder / "nginx", servers[1].target)
        )
        stage = Stage(folder, proxy.target, servers, stack, table(servers[0].target))
        for path in PATHS:
            answer = stage.proxy.ask(path, PATIENCE, headers=HOST)
            assert answer.status == 200, (path, answer.status)
            stage.right[path] = answer.body
        yield stage


def _instance(folder: Path, number: int, port: int) -> AbstractContextManager[Server]:
    return serving(
        "--log-level",
        "info",
        house=folder / "house",
        log=folder / f"log-{number}",
        port=port,
        TECHNIEK_TABLES=str(folder / "prepared"),
        TECHNIEK_API_RATE="0",
        TECHNIEK_PROXIES="1",
    )


# ---- the faults: each ends when the servers are as they were ----


def worker_killed(stage: Stage) -> None:
    """A process that answers is gone; gunicorn starts another."""
    [first, *_] = before = memory.workers(stage.servers[0].master)
    os.kill(first, signal.SIGKILL)
    wait_for(
        lambda: (
            (now := memory.workers(stage.servers[0].master)) != before
            and first not in now
            and len(now) == len(before)
        )
    )


def tables_replaced(stage: Stage) -> None:
    """The same tables anew, as a build puts them there; both servers take them."""
    taken = [stage.log(number).count("new tables are read") for number in range(2)]
    _put(stage.tables / "manifest.json", (stage.tables / "manifest.json").read_bytes())
    for number in range(2):
        _wait_long(lambda number=number: _count(stage, number) > taken[number])


def table_corrupt(stage: Stage) -> None:
    """A table with another bit is put there, and later the right one again."""
    path = stage.tables / "sectors.parquet"
    whole = path.read_bytes()
    refused = [stage.log(number).count("those before stay") for number in range(2)]
    _put(path, whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    for number in range(2):
        _wait_long(
            lambda number=number: stage.log(number).count("those before stay") > refused[number]
        )
    taken = [_count(stage, number) for number in range(2)]
    _put(path, whole)
    for number in range(2):
        _wait_long(lambda number=number: _count(stage, number) > taken[number])


def asset_truncated(stage: Stage) -> None:
    """Geometry is cut short on the disk: who is asked whether it is ready says no."""
    path = next((stage.folder / "house/assets/geo").glob("municipality.*.json"))
    whole = path.read_bytes()
    os.truncate(path, len(whole) // 2)
    target = stage.servers[0].target
    address, packed = f"/assets/geo/{path.name}", {"Accept-Encoding": "br"}
    try:
        wait_for(lambda: target.ask("/ready", PATIENCE).status == 503)
        # Browsers get what was read at the start.
        assert len(target.ask(address, PATIENCE, headers=packed).body) > 0
    finally:
        _put(path, whole)
    wait_for(lambda: target.ask("/ready", PATIENCE).status == 200)


def disk_full(stage: Stage) -> None:
    """Nothing more can be written, by no process of either server."""
    workers = [one for server in stage.servers for one in memory.workers(server.master)]
    for worker in workers:
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        for _ in range(ENOUGH):
            assert stage.bring() == (200, True)
    finally:
        for worker in workers:
            unbounded = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(worker, resource.RLIMIT_FSIZE, unbounded)


def helper_killed(stage: Stage) -> None:
    """The process that works out a suggestion is killed: who asked comes back, and has it."""
    statuses: list[int] = []
    late = time.monotonic() + LONGEST

    def ask() -> None:
        while 200 not in statuses and time.monotonic() < late:
            answer = stage.proxy.ask(SUGGESTION, PATIENCE, headers=HOST)
            statuses.append(answer.status)
            time.sleep(1)

    asks = threading.Thread(target=ask)
    asks.start()
    _wait_long(lambda: any(_helpers(stage)) or not asks.is_alive())
    for helper in _helpers(stage):
        with suppress(psutil.Error):
            helper.kill()
    asks.join()
    assert statuses[0] != 200 == statuses[-1], statuses


SUGGESTION = "/voorstel?zoek=pie"


def _helpers(stage: Stage) -> list[psutil.Process]:
    """Processes that work something out beside the web; not the guard around each."""
    helpers = []
    for server in stage.servers:
        for process in psutil.Process(server.master).children(recursive=True):
            with suppress(psutil.Error, IndexError):
                if process.cmdline()[2].endswith("suggestion.py"):
                    helpers.append(process)
    return helpers


def server_ended(stage: Stage) -> None:
    """One of the two is asked to end, as for newer code, and another comes in its place."""
    before = stage.servers[1]
    before.end()
    _wait_long(lambda: _is_gone(before.master))
    after = _instance(stage.folder, 1, before.target.port)
    stage.servers[1] = stage.stack.enter_context(after)
    # Until then the proxy has one server, and who takes that too takes all there is.
    time.sleep(ASKED_AGAIN)


def server_killed(stage: Stage) -> None:
    """One of the two is gone, with all its workers, and does not come back."""
    first = stage.servers[0]
    for process in (first.master, *memory.workers(first.master)):
        os.kill(process, signal.SIGKILL)


def odd_machine(stage: Stage) -> int:
    """A third server where the clock is set backwards all the time, days begin elsewhere, and the
    machine knows no letters but those of ASCII; how many answers were others."""
    with serving(
        application="tests.support.odd_clock:server",
        house=stage.folder / "house",
        TECHNIEK_API_RATE="0",
        TECHNIEK_PROXIES="1",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONCOERCECLOCALE="0",
        PYTHONUTF8="0",
    ) as odd:
        proxied = {"Host": NAME, "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https"}
        return sum(
            odd.target.ask(path, PATIENCE, headers=proxied).body != right
            for path, right in stage.right.items()
        )


def _put(path: Path, content: bytes) -> None:
    """Another file in the place of one, in one step."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    os.replace(new, path)


def _count(stage: Stage, number: int) -> int:
    """How often a server took tables, and had its workers anew."""
    return stage.log(number).count("new tables are read")


def _is_gone(process: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    return True


def _wait_long(there: Callable[[], bool]) -> None:
    late = time.monotonic() + LONGEST - LONG
    while time.monotonic() < late:
        with suppress(AssertionError):
            return wait_for(there)
    wait_for(there)


#: What is played on the two servers, in this order.
PLAYED: dict[str, Callable[[Stage], None]] = {
    "a worker killed": worker_killed,
    "tables replaced": tables_replaced,
    "a corrupt Parquet file put in place": table_corrupt,
    "an asset truncated": asset_truncated,
    "disk full during uploads": disk_full,
    "the helper of a suggestion killed": helper_killed,
    "one of two servers ended for newer code": server_ended,
    "one of two servers killed": server_killed,
}


@dataclass
class Survived:
    """played: faults; survived: those by which nothing was lost; lost: answers that were not given
    or were others, and tests that failed."""

    played: int = 0
    survived: int = 0
    lost: int = 0

    def add(self, lost: int) -> str:
        """Count a fault; what to say of it."""
        self.played += 1
        self.survived += not lost
        self.lost += lost
        return f"lost: {lost or 'nothing'}"


def lost_by(stage: Stage, fault: Callable[[Stage], None]) -> tuple[int, int]:
    """Play a fault while people ask; how many answers there were, and how many were lost."""
    paths = itertools.cycle(PATHS)

    def ask() -> tuple[int, bool]:
        try:
            return stage.ask(next(paths))
        except HTTPException:
            return 0, False

    people = [ask, ask, ask, stage.bring]
    with asking(*people, pause=PAUSE) as answers:
        wait_for(lambda: len(answers) > ENOUGH)
        fault(stage)
        asked = len(answers)
        wait_for(lambda: len(answers) > asked + ENOUGH)
    wrong = Counter(answer for answer in answers if answer != (200, True))
    if wrong:
        print(f"{fault.__name__}: {dict(wrong)}", file=sys.stderr, flush=True)
    return len(answers), wrong.total()


def run(row: Callable[[str, str, str], None]) -> Survived:
    """All faults, each in a row of the report."""
    survived = Survived()
    if executable() is None:
        row("faults while people ask", "-", "no nginx here: apt-get install nginx")
    else:
        with tempfile.TemporaryDirectory() as folder, staged(Path(folder)) as stage:
            others = odd_machine(stage)
            row("odd clock, days and letters", NOTHING, survived.add(others))
            for name, fault in PLAYED.items():
                try:
                    answers, lost = lost_by(stage, fault)
                except AssertionError:
                    # It has a row too, and those after it are played.
                    row(name, NOTHING, f"{survived.add(1)}: it was never over")
                else:
                    row(name, NOTHING, f"{survived.add(lost)}, {answers:,} answers")
    for name, test in TESTS.items():
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        [*_, told] = ended.stdout.strip().splitlines() or [ended.stderr]
        row(name, NOTHING, f"{survived.add(int(ended.returncode != 0))}: {told}")
    return survived


if __name__ == "__main__":
    run(print_row)
