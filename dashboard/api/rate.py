"""How often one client may ask: a bucket of tokens each, in the memory of one worker.

Own code where libraries exist: ``limits`` starts a thread at every request, keeps a client for as
long as its window however many there are, and takes three of the few megabytes that a worker has
left.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from threading import Lock

#: Clients that are kept; of more, who asked longest ago is forgotten. About a megabyte.
MOST_CLIENTS = 5_000


class Buckets:
    """``buckets.wait(client)``: seconds until this client may ask again, 0 when it may now.

    Every client has ``per_minute`` tokens, which come back evenly over a minute; 0 is no bound.
    """

    def __init__(
        self,
        per_minute: int,
        most: int = MOST_CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.per_minute, self.most, self.clock = per_minute, most, clock
        #: Client -> tokens left, and when that was; who asked last stands last.
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str) -> float:
        if not self.per_minute:
            return 0.0
        now, per_second = self.clock(), self.per_minute / 60
        with self._lock:
            tokens, since = self._kept.pop(client, (self.per_minute, now))
            tokens = min(self.per_minute, tokens + (now - since) * per_second)
            allowed = tokens >= 1
            self._kept[client] = (tokens - allowed, now)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / per_second

    def __len__(self) -> int:
        return len(self._kept)


def client_of(address: str | None) -> str:
    """Who asks: an IPv4 address, or the /64 that one IPv6 user has to pick from."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return ""
    if ip.version == 4:
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ip_network((ip.packed, 64), strict=False))
