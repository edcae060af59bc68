"""oEmbed: the address of a view -> the code that shows it. Definition: https://oembed.com, 1.0."""

import json
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from flask import Response, request

from dashboard.address.context import Context
from dashboard.address.embed import EMBED, Embed, address, read
from dashboard.address.portrait import read as read_portrait
from dashboard.data import Data
from dashboard.web import incoming
from dashboard.words.iframe import SIZES, USUAL, frame, name

#: Longer addresses are of no view.
LONGEST = 8_000
#: Pixels; who asks for more gets the usual size.
MOST = 100_000
#: A day, in seconds.
CACHE_AGE = 86_400
PORTS = {"http": 80, "https": 443}


class RefusedError(Exception):
    """A question without an answer: status and why."""

    def __init__(self, status: int, why: str):
        super().__init__(why)
        self.status = status


def answer(data: Data) -> Response:
    """The answer to the question of this request."""
    try:
        if request.args.get("format", "json") != "json":
            raise RefusedError(501, "format: only json")
        text = request.args.get("url", "")
        if not text:
            raise RefusedError(400, "url: the address of a view of this site")
        site = incoming.site()
        embed = _embed(text, site, data)
        width, height = SIZES[USUAL]
        size = min(width, _most("maxwidth")), min(height, _most("maxheight"))
    except RefusedError as refused:
        return _response(str(refused), refused.status, "text/plain")
    code = rich(data, embed, site, size)
    return _response(json.dumps(code), 200, "application/json")


def rich(data: Data, embed: Embed, site: str, size: tuple[int, int]) -> dict:
    """The answer of oEmbed for a map. site: the address of this site, without a slash at its
    end."""
    width, height = size
    title = name(Context(data, embed.view))
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Techniek Dichtbij",
        "provider_url": f"{site}/",
        "cache_age": CACHE_AGE,
        "width": width,
        "height": height,
        "html": frame(site + address(embed, data), title, size),
    }


def _response(body: str, status: int, mimetype: str) -> Response:
    """Anyone may ask, also a script on another site."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return Response(body, status, headers, mimetype=mimetype)


def _embed(text: str, site: str, data: Data) -> Embed:
    """The map of the address of a view, of an embedded map or of a portrait of this site."""
    target = _here(text, site)
    if target.path in ("", "/", EMBED):
        return _readable(read(target.query, data))
    steps = target.path.split("/")
    if len(steps) == 4 and steps[1] == "regio":
        portrait = read_portrait(steps[2], steps[3], target.query, data)
        if portrait is not None:
            return _readable(Embed(portrait.view, ignored=portrait.ignored))
    raise RefusedError(404, "url: no map at this address")


def _readable(embed: Embed) -> Embed:
    """The map, unless a part of its address cannot be read: who embeds it would not be told."""
    if embed.ignored:
        raise RefusedError(404, f"url: cannot be read: {', '.join(embed.ignored)}")
    return embed


def _here(text: str, site: str) -> SplitResult:
    """An address of this site, taken apart, its path below where the site begins; any other is
    refused."""
    here = urlsplit(site)
    if len(text) <= LONGEST:
        with suppress(ValueError):
            target = urlsplit(text)
            path = target.path.removeprefix(here.path)
            is_below = path != target.path or not here.path
            if _host(target) == _host(here) and is_below and path[:1] in ("", "/"):
                return target._replace(path=path)
    raise RefusedError(404, "url: no address of this site")


def _host(address: SplitResult) -> tuple[str | None, int]:
    """Host and port of an address of the web; a port that cannot be raises."""
    if address.scheme not in PORTS:
        raise ValueError(address.scheme)
    usual = PORTS[address.scheme]
    port = usual if address.port is None else address.port
    # Behind a proxy this site may not know that it is asked over https.
    return address.hostname, 0 if port in PORTS.values() else port


def _most(bound: str) -> int:
    """A bound in pixels of this request; none where it is not given."""
    text = request.args.get(bound, "")
    if not text:
        return MOST
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise RefusedError(400, f"{bound}: a whole number of pixels")
    return int(text)
