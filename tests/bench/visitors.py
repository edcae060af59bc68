"""Many people at once who do what people do, for as long as asked: of the reliability table.

Each has an address and a connection of its own, and thinks between two things. Most change the
view; some open a page, read a portrait, take a file along, bring a table, or ask where one more
offer helps. Who is told to come back does so.
"""

import base64
import json
import random
import statistics
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from typing import NamedTuple

import brotli

from dashboard.messages.update import SHOWN
from tests.attack import memory, posts
from tests.attack.target import Target
from tests.bench.files import LEVELS, changes_of_view, codes
from tests.support.gunicorn import Server

#: People, the seconds that one thinks, and that any answer may take.
PEOPLE, THINK, PATIENCE = 200, 5.0, 60
#: Seconds between two looks at the memory.
LOOK = 1.0
#: Rows of a table that somebody brings.
BROUGHT = 20
#: Answers that say when to come back.
LATER = (429, 503, 504)

REGIONS = ("provincie/PV28", "gemeente/GM0855", "gemeente/GM0344", "corop/CR34", "land/NL")
#: Every browser reads this.
AS_A_BROWSER = {"Accept-Encoding": "br"}
VIEW, UPLOAD = "a change of view", "a table brought along"
#: What people do, how often in a hundred, and the addresses of it; a view's are made as it goes.
HABITS: dict[str, tuple[float, tuple[str, ...]]] = {
    VIEW: (72, ()),
    "a page": (9, ("/", "/?gebied=PV30&kaart=dekking", "/verantwoording", "/?taal=en")),
    "a portrait": (8, tuple(f"/regio/{region}" for region in REGIONS)),
    "a CSV file": (3, ("/download.csv", "/download.csv?per=gemeente", "/curve.csv")),
    "an embedded map": (2, ("/embed?gebied=PV29", "/embed?kaart=dekking")),
    "the open data": (2, ("/api/v1/coverage?by=province", "/api/v1/indicators")),
    "a picture": (1, ("/kaart.png?gebied=PV28", "/kaart.svg?gebied=GM0344")),
    UPLOAD: (1, ()),
    "a sheet or slides": (1, ("/download.xlsx", "/dia.pptx?gebied=PV30")),
    "a suggestion": (0.7, ("/voorstel?zoek=pie&aantal=2", "/voorstel?zoek=mt&aantal=2")),
    "a PDF": (0.3, tuple(f"/regio/{region}.pdf" for region in REGIONS)),
}


class Asked(NamedTuple):
    """One request."""

    path: str
    body: bytes | None = None
    headers: dict[str, str] = {}


@dataclass
class Seen:
    """What all people of a crowd saw. times: seconds until each answer, by habit. lost: what was
    no answer, or not the whole of it. later: times that one was told to come back."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lost: Counter[str] = field(default_factory=Counter)
    later: int = 0
    #: Megabytes of the largest worker, as it went.
    memory: list[float] = field(default_factory=list)

    @property
    def answers(self) -> int:
        return sum(map(len, self.times.values()))

    def p95(self, habit: str) -> float:
        """Milliseconds within which 95 out of 100 were answered."""
        return statistics.quantiles(self.times[habit], n=20)[-1] * 1000

    def growth(self) -> float:
        """By how much of itself the memory grew from the second fifth of the time to the last: in
        the first, workers work out what they keep."""
        fifth = max(1, len(self.memory) // 5)
        early, late = self.memory[fifth : 2 * fifth], self.memory[-fifth:]
        return statistics.median(late) / statistics.median(early or late) - 1


def table(target: Target) -> Asked:
    """A table of places as the page posts it, to the callback that reads it."""
    callbacks = posts.on_the_server(target.ask("/_dash-dependencies", PATIENCE).body)
    reads = next(one for one in callbacks if one["inputs"][0]["id"] == "sent-file")
    rows = "".join(f"Bedrijf {row};bedrijf;5038EA;gesprek\n" for row in range(BROUGHT))
    content = base64.b64encode(f"naam;soort;postcode;bron\n{rows}".encode()).decode()
    body = posts.right(reads)
    file = {"contents": f"data:text/csv;base64,{content}", "name": "plaatsen.csv"}
    body["inputs"][0]["value"] = file
    asked = json.dumps(body).encode()
    return Asked(posts.CALLBACKS, asked, {"Content-Type": "application/json"})


def is_read(answer: bytes) -> bool:
    """Whether every row of :func:`table` came back."""
    rows = json.loads(answer)["response"]["own-facilities"]["data"]
    return len(rows) == BROUGHT


class Person:
    """Somebody with a connection, and what the screen of that one shows."""

    def __init__(self, target: Target, number: int, brought: Asked, seen: Seen):
        source = (f"127.0.{1 + number // 250}.{1 + number % 250}", 0)
        self._line = HTTPConnection(target.host, target.port, PATIENCE, source)
        self._chance = random.Random(number)
        self._views: Iterator[str] = changes_of_view(self._chance)
        self._brought, self._seen, self._marks = brought, seen, ""
        self._end = 0.0

    def live(self, end: float) -> None:
        """Until then; seconds as of ``time.monotonic``."""
        self._end = end
        habits, shares = zip(*((name, share) for name, (share, _) in HABITS.items()), strict=True)
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, THINK * self._chance.uniform(0, 2)))
            [habit] = self._chance.choices(habits, shares)
            self._do(habit)
        self._line.close()

    def _do(self, habit: str) -> None:
        asked = self._asked(habit)
        while True:
            start = time.perf_counter()
            try:
                status, after, body = self._ask(asked)
            except (OSError, HTTPException) as error:
                self._line.close()
                self._seen.lost[f"{habit}: {error!r}"] += 1
                return
            if status not in LATER or not after:
                break
            self._seen.later += 1
            if time.monotonic() + after > self._end:
                return
            time.sleep(after)
        if status != 200 or not self._is_whole(habit, body):
            self._seen.lost[f"{habit}: {status}"] += 1
            return
        self._seen.times[habit].append(time.perf_counter() - start)

    def _asked(self, habit: str) -> Asked:
        if habit == UPLOAD:
            return self._brought
        if habit == VIEW:
            return Asked(next(self._views), None, AS_A_BROWSER | {SHOWN: self._marks})
        return Asked(self._chance.choice(HABITS[habit][1]), None, AS_A_BROWSER)

    def _ask(self, asked: Asked) -> tuple[int, float, bytes]:
        """Status, seconds after which to come back, and body."""
        try:
            answer = self._answer(asked)
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # A line on which nothing was said for long may be closed: a browser opens another.
            self._line.close()
            answer = self._answer(asked)
        body = answer.read()
        return answer.status, float(answer.headers.get("Retry-After", 0)), body

    def _answer(self, asked: Asked) -> HTTPResponse:
        method = "POST" if asked.body else "GET"
        self._line.request(method, asked.path, asked.body, asked.headers)
        return self._line.getresponse()

    def _is_whole(self, habit: str, body: bytes) -> bool:
        if habit == VIEW:
            self._marks = json.loads(brotli.decompress(body))["marks"]
        return is_read(body) if habit == UPLOAD else bool(body)


def crowd(server: Server, lasts: float, people: int = PEOPLE) -> Seen:
    """So many people for so many seconds."""
    seen, brought = Seen(), table(server.target)
    for level in LEVELS:
        codes(level)  # not by every person
    persons = [Person(server.target, number, brought, seen) for number in range(people)]
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(LOOK):
            seen.memory.append(max(map(memory.now_mb, memory.workers(server.master))))

    watch = threading.Thread(target=look)
    watch.start()
    end = time.monotonic() + lasts
    try:
        with ThreadPoolExecutor(people) as threads:
            living = [threads.submit(one.live, end) for one in persons]
        for one in living:
            one.result()
    finally:
        ended.set()
        watch.join()
    return seen


def run(row: Callable[[str, str, str], None], server: Server, lasts: float) -> Seen:
    """The load, in rows of the report; seconds that it lasts."""
    seen = crowd(server, lasts)
    lost = f"0 lost, {seen.later} told to come back"
    if seen.lost:
        lost = f"lost: {dict(seen.lost)}"
    told = f"{lasts / 60:.3g} min, {seen.answers:,} answers, {seen.answers / lasts:.0f}/s, {lost}"
    row(f"{PEOPLE} people, a mix of all that one can ask", "0 lost", told)
    for habit, times in sorted(seen.times.items(), key=lambda one: -len(one[1])):
        if len(times) > 1:
            most = "300 ms" if habit == VIEW else "-"
            row(f"  {habit}: p95", most, f"{seen.p95(habit):.0f} ms of {len(times):,}")
    grown = f"{seen.memory[-1]:.0f} MB, {seen.growth():+.1%} over {seen.answers:,} answers"
    row("memory of the largest worker", "5 % more", grown)
    return seen
