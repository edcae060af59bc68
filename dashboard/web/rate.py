"""How often one client may ask for what takes work: a bucket of tokens each, shared by all workers.

Own code where libraries exist: ``limits`` counts in the memory of one worker, or asks for a server
of its own beside this one. Here it is one small table that workers share since they were forked.
"""

import fcntl
import math
import mmap
import tempfile
import time
import weakref
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from threading import Lock

import numpy as np
from flask import Flask, Response, request

from dashboard.texts import texts_in
from dashboard.web import incoming
from dashboard.web.refused import refused

#: Clients that are kept; of more, who asked longest ago is forgotten.
MOST_CLIENTS = 5_000
#: A client by the hash of its name (0: a free row), tokens left, and when that was.
ROW = np.dtype([("client", "u8"), ("tokens", "f8"), ("since", "f8")])
#: What takes work, by the end of its address.
HEAVY = (".pptx", ".pdf", ".xlsx", ".gpkg", ".geojson", "/kaart.svg", "/kaart.png", "/voorstel")
#: What a provider gives one household or office of addresses of IPv6, at least.
PREFIX = 56


class Buckets:
    """``buckets.wait(client)``: seconds until this client may ask again, 0 when it may now.

    Every client has ``per_minute`` tokens, which come back evenly over a minute; 0 is no bound.
    Processes that are forked after this was made count together.
    """

    def __init__(
        self,
        per_minute: int,
        most: int = MOST_CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.per_minute, self.clock = per_minute, clock
        # Locks of a file are let go of by the system when a worker is killed with one in its hands.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as this is in use)
        weakref.finalize(self, self._file.close)
        self._file.truncate(most * ROW.itemsize)
        self._rows = np.frombuffer(mmap.mmap(self._file.fileno(), most * ROW.itemsize), ROW)
        self._lock = Lock()

    def wait(self, client: str) -> float:
        if not self.per_minute:
            return 0.0
        key = int.from_bytes(blake2b(client.encode(), digest_size=8).digest(), "big") or 1
        # The one is between threads, the other between processes.
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                return self._take(np.uint64(key), self.clock())
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _take(self, key: np.uint64, now: float) -> float:
        rows, per_second = self._rows, self.per_minute / 60
        known = np.flatnonzero(rows["client"] == key)
        if len(known):
            at = known[0]
            since = float(rows["since"][at])
            tokens = min(self.per_minute, float(rows["tokens"][at]) + (now - since) * per_second)
        else:
            free = np.where(rows["client"] == 0, -math.inf, rows["since"])
            at, tokens = free.argmin(), float(self.per_minute)
        allowed = tokens >= 1
        rows[at] = key, tokens - allowed, now
        return 0.0 if allowed else (1 - tokens) / per_second

    def __len__(self) -> int:
        return int(np.count_nonzero(self._rows["client"]))


def register(server: Flask, buckets: Buckets) -> None:
    """Refuse (429) whoever asks for files that take work more often than the bound."""

    @server.before_request
    def not_too_often() -> Response | None:
        if not request.path.endswith(HEAVY):
            return None
        wait = math.ceil(buckets.wait(client_of(request.remote_addr)))
        if not wait:
            return None
        texts = texts_in(incoming.language())
        told = texts("api.detail.many", most=buckets.per_minute, seconds=wait)
        return refused(told, 429, texts.language, {"Retry-After": str(wait)})


def client_of(address: str | None) -> str:
    """Who asks: an IPv4 address, or the network of IPv6 that one user has to pick from.

    A port behind the address, as some proxies write it, is no part of who asks.
    """
    address = address or ""
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    if ip.version == 4:
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ip_network((ip.packed, PREFIX), strict=False))
