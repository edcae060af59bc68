"""Headers that no browser and no proxy sends."""

from collections.abc import Iterator

from tests.attack.wire import Request

HOSTS = (
    *("", "evil.example", "a" * 4_000, "a b", 'x"><script>', "[::1", "127.0.0.1:99999", "a:b:c"),
    *("é.nl", "evil.example\\@ours", "x/../../y", "localhost:80:80", "\x01", "%00", "-", "a..b"),
)
FORWARDED = (
    *("evil.example", "127.0.0.1", "javascript", "http, https, ftp", "," * 3_000, "x" * 6_000),
    *("'\"><script>", "\x0b", "é", "for=_x;host=evil.example", "unknown, " * 400, "-1"),
)
NAMES = (
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port"),
    *("X-Forwarded-Prefix", "Forwarded", "X-Original-URL", "X-HTTP-Method-Override"),
    *("Accept-Language", "Accept-Encoding", "Accept", "Range", "If-None-Match"),
    *(
        "If-Modified-Since",
        "Content-Type",
        "Cookie",
        "Referer",
        "User-Agent",
        "Authorization",
        "Shown",
    ),
)
PATHS = ("/", "/embed?kaart=dekking", "/regio/gemeente/GM0855", "/qr.svg", "/oembed?url=x", "/api")


def hosts() -> Iterator[Request]:
    """Pages that say where they are, asked under every name that is none."""
    for path in PATHS:
        for host in HOSTS:
            yield Request(path, headers=(("Host", host),))
        yield Request(path, headers=(("Host", "a.nl"), ("Host", "b.nl")))


def others() -> Iterator[Request]:
    """Every header that is read by something, with what it can not be."""
    for name in NAMES:
        for number, value in enumerate(FORWARDED):
            yield Request(PATHS[number % len(PATHS)], headers=((name, value),))
    yield Request("/", headers=tuple((f"X-{number}", "x") for number in range(500)))
    yield Request("/assets/page.css", headers=(("Range", "bytes=" + "0-1," * 2_000 + "0-1"),))
    for method in ("TRACE", "CONNECT", "PROPFIND", "get", "GET\t", "A" * 300, "DELETE", "OPTIONS"):
        for path in ("/", "*", "http://evil.example/"):
            yield Request(path, method)
