"""One way to ask a publisher: it is told who asks, is not hurried, and is asked again when a line
breaks, from where it broke."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, SSLError

import geodata
from geodata.errors import DataError

AGENT = f"techniek-dichtbij/{geodata.__version__} (yearly refresh of open data, a file at a time)"
#: Times that an address is asked before it is given up.
TRIES = 5
#: Redirects that are followed.
REDIRECTS = 5
#: Seconds between two requests to one host; before the first time that one is asked again, doubled
#: each time; without a byte; and that a publisher may ask to wait.
PAUSE, BACKOFF, SILENCE, LONGEST = 0.5, 2.0, 60.0, 900.0
#: Answers that mean: not now.
LATER = {429, 500, 502, 503, 504}
#: Bytes that are read and written at once: of a line that breaks no more is lost.
BLOCK = 1 << 16

Got = TypeVar("Got")


class Unreachable(DataError):
    """A publisher gives no answer, or none that can be used: another address of it may."""


class NotPublished(Unreachable):
    """There is nothing at an address."""


class _Broken(Exception):
    """What may go well the next time; ``wait`` are the seconds that the publisher asks for."""

    def __init__(self, why: str, wait: float | None = None):
        super().__init__(why)
        self.wait = wait


class _Silent(_Broken):
    """A publisher whose machine does not answer at all."""


@dataclass(frozen=True)
class Stamp:
    """Where a file came from, and which version of it: what a publisher says of it itself."""

    address: str
    etag: str | None = None
    modified: str | None = None


@dataclass
class Client:
    """Asks publishers. Safe to use from several threads: one host is asked by one at a time."""

    #: Called with the bytes of every piece that came in.
    tell: Callable[[int], None] = lambda count: None
    #: Other hosts in place of the publishers', for tests: "https://duo.nl" -> "http://localhost:1".
    hosts: Mapping[str, str] = field(default_factory=dict)
    pause: float = PAUSE
    #: Waits some seconds; by default until :meth:`end`, at most.
    sleep: Callable[[float], object] | None = None

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._wait = self.sleep or self._ended.wait
        self._pool = urllib3.PoolManager(
            # Bodies of one host may come in at the same time.
            maxsize=8,
            timeout=urllib3.Timeout(SILENCE),
            # Redirects only: what else goes wrong is looked at here.
            retries=urllib3.Retry(
                REDIRECTS, connect=0, read=0, other=0, status=0, respect_retry_after_header=False
            ),
        )
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}
        #: Hosts that were asked long enough without an answer: no other file of them is asked.
        self._silent: set[str] = set()

    def end(self) -> None:
        """Ask nothing more, and leave what is under way as it is, to go on with another time."""
        self._ended.set()

    def _go_on(self, address: str) -> None:
        if self._ended.is_set():
            raise DataError(f"{address}: ended before it was whole; fetch it again")

    def json(self, address: str) -> dict[str, Any]:
        """The JSON object at an address; Unreachable where there is none."""

        def read() -> dict[str, Any]:
            with self._answer(address, {"Accept": "application/json"}) as answer:
                content = answer.read(decode_content=True)
            self.tell(len(content))
            _no_page(address, answer.headers.get("Content-Type", ""), content)
            try:
                document = json.loads(content)
            except ValueError as error:
                raise _Broken(f"is cut off or no JSON ({error})") from error
            if not isinstance(document, dict):
                raise Unreachable(f"{address}: is no JSON object; look at its documentation")
            return document

        return self._again(address, read)

    def text(self, address: str) -> str:
        """A short text at an address."""

        def read() -> str:
            with self._answer(address, {}) as answer:
                content = answer.read(decode_content=True)
            _no_page(address, answer.headers.get("Content-Type", ""), content)
            return content.decode("utf-8", "replace")

        return self._again(address, read)

    def file(self, address: str, path: Path, former: Stamp | None = None) -> Stamp | None:
        """Put the file at an address at ``path``; None where it is the version ``former`` still.

        What came in of it before stays beside it with ``.part`` behind its name, also when this
        process ends, and is gone on with when the publisher has that same version still.
        """
        part, note = (path.with_name(f"{path.name}.{end}") for end in ("part", "part.json"))

        def read() -> Stamp | None:
            begun = _begun(part, note, address)
            headers = {"Accept-Encoding": "identity"}
            if begun:
                headers["Range"] = f"bytes={part.stat().st_size}-"
                headers["If-Range"] = begun.etag or begun.modified or ""
            elif former and former.address == address:
                headers |= _unless(former)
            with self._answer(address, headers) as answer:
                if answer.status == 304:
                    return None
                goes_on = answer.status == 206
                if goes_on and not begun:
                    raise _Broken("gave a piece where the whole was asked")
                stamp = Stamp(
                    address, answer.headers.get("ETag"), answer.headers.get("Last-Modified")
                )
                note.write_text(json.dumps(vars(stamp)), "utf-8")
                with part.open("ab" if goes_on else "wb") as target:
                    if goes_on and _first_byte(answer) != target.tell():
                        target.truncate(0)
                        raise _Broken("gave another piece than was asked")
                    for block in answer.stream(BLOCK, decode_content=True):
                        self._go_on(address)
                        if target.tell() == 0:
                            kind = answer.headers.get("Content-Type", "")
                            _no_page(address, kind, block)
                        target.write(block)
                        self.tell(len(block))
            return stamp

        try:
            stamp = self._again(address, read, lambda: part.stat().st_size if part.is_file() else 0)
        except Unreachable:
            # Of a page that says sorry nothing is gone on with.
            if not part.is_file() or not part.stat().st_size:
                part.unlink(missing_ok=True)
                note.unlink(missing_ok=True)
            raise
        if stamp:
            part.replace(path)
        note.unlink(missing_ok=True)
        return stamp

    def _again(
        self, address: str, read: Callable[[], Got], come_in: Callable[[], int] = lambda: 0
    ) -> Got:
        """Read until it goes well, TRIES times at most of which none brought more: `come_in` says
        how many bytes there are."""
        host = urlsplit(address).netloc
        if host in self._silent:
            raise Unreachable(f"{address}: cannot be reached, as others there; try again later")
        fruitless, most = 0, come_in()
        while True:
            self._go_on(address)
            try:
                return read()
            except _Broken as fault:
                fruitless, most = (1, come_in()) if come_in() > most else (fruitless + 1, most)
                if fruitless == TRIES:
                    if isinstance(fault, _Silent):
                        self._silent.add(host)
                    raise Unreachable(
                        f"{address}: {fault}, {TRIES} times; try again later"
                    ) from fault
                wait = BACKOFF * 2 ** (fruitless - 1) if fault.wait is None else fault.wait
                if wait > LONGEST:
                    raise Unreachable(
                        f"{address}: asks to come back in {wait:.0f} seconds; try again then"
                    ) from fault
                self._wait(wait)

    @contextmanager
    def _answer(
        self, address: str, headers: Mapping[str, str]
    ) -> Iterator[urllib3.BaseHTTPResponse]:
        """An answer that has what was asked for, or says that it did not change; its body is read
        within the context."""
        try:
            answer = self._asked_in_turn(address, headers)
            try:
                _look_at_status(address, answer)
                yield answer
            finally:
                # Of an answer that was not read to its end the line is not used again.
                answer.close()
        except SSLError as error:
            raise _untrusted(address, error) from error
        except MaxRetryError as error:
            if isinstance(error.reason, SSLError):
                raise _untrusted(address, error.reason) from error
            raise _Silent(f"cannot be reached ({_short(error.reason or error)})") from error
        except HTTPError as error:
            raise _Broken(f"broke off ({_short(error)})") from error

    def _asked_in_turn(self, address: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        """The begin of an answer, some time after the one before of the same host began."""
        target = self._target(address)
        host = urlsplit(target).netloc
        with self._lock:
            turn = self._turns.setdefault(host, threading.Lock())
        with turn:
            if host in self._last:
                early = self._last[host] + self.pause - time.monotonic()
                if early > 0:
                    self._wait(early)
            self._last[host] = time.monotonic()
            # Headers of a request take the place of those of the pool.
            answer = self._pool.request(
                "GET", target, headers={"User-Agent": AGENT, **headers}, preload_content=False
            )
        if target.startswith("https:") and (answer.geturl() or target).startswith("http:"):
            answer.close()
            raise Unreachable(f"{address}: leads to a page without TLS; look for its new address")
        return answer

    def _target(self, address: str) -> str:
        """Where an address is asked."""
        for host, other in self.hosts.items():
            if address.startswith(host):
                return other + address.removeprefix(host)
        return address


def _look_at_status(address: str, answer: urllib3.BaseHTTPResponse) -> None:
    status = answer.status
    if status in LATER:
        wait = urllib3.Retry().get_retry_after(answer)
        raise _Broken(f"answers {status}", wait)
    if status == 416:
        raise _Broken("has no such piece any more")
    if status in {404, 410}:
        raise NotPublished(f"{address}: there is nothing (any more); look for its new address")
    if status not in {200, 206, 304}:
        raise Unreachable(f"{address}: answers {status}; look at the page of the publisher")


def _no_page(address: str, kind: str, begin: bytes) -> None:
    """Refuse a page for people, as publishers send with 200 when something is wrong."""
    if kind.startswith("text/html") or re.match(rb"\s*<(!doctype html|html)", begin, re.IGNORECASE):
        raise Unreachable(
            f"{address}: gives a web page in place of data; open it to see what it says"
        )


def _begun(part: Path, note: Path, address: str) -> Stamp | None:
    """The version of which a part is there, when its publisher can be asked for the rest of it."""
    try:
        stamp = Stamp(**json.loads(note.read_text("utf-8")))
        begun = part.stat().st_size > 0 and stamp.address == address
    except (OSError, ValueError, TypeError):
        return None
    # A weak tag does not promise the same bytes.
    strong = stamp.etag is not None and not stamp.etag.startswith("W/")
    if not begun or not (strong or stamp.modified):
        return None
    return stamp if strong else Stamp(stamp.address, None, stamp.modified)


def _unless(former: Stamp) -> dict[str, str]:
    """Headers that ask for a file only when it changed."""
    headers = {"If-None-Match": former.etag, "If-Modified-Since": former.modified}
    return {name: value for name, value in headers.items() if value}


def _first_byte(answer: urllib3.BaseHTTPResponse) -> int | None:
    piece = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return int(piece[1]) if piece else None


def _untrusted(address: str, error: Exception) -> DataError:
    return DataError(
        f"{address}: its certificate is not trusted ({_short(error)}); nothing was taken from it: "
        "look at the clock of this machine, then ask the publisher"
    )


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
