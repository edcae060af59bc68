"""Everything the environment can set, in one place: name, meaning, default and what is allowed.

Each field is read from an environment variable of the same name in capitals with the prefix
``TECHNIEK_``, so ``TECHNIEK_BASEMAP=drawn python app.py``; one has a name of its own, which all
servers of Python know. ``docs/settings.md`` has the same table.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from geodata.tables.reader import PREPARED

PREFIX = "TECHNIEK_"


class SettingsError(Exception):
    """What the environment says cannot be; the message is one line that says what can."""


@dataclass(frozen=True)
class Allowed:
    """What a setting may be, in words, and how its text becomes its value.

    ``read`` raises ValueError where the text is something else.
    """

    words: str
    read: Callable[[str], Any]


def _whole_number(least: int, most: int) -> Allowed:
    def read(text: str) -> int:
        number = int(text) if re.fullmatch("[0-9]{1,9}", text) else -1
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return Allowed(f"a whole number from {least} to {most}", read)


def _one_of(*choices: str) -> Allowed:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return text

    return Allowed(" or ".join(choices), read)


def _like(pattern: str, words: str) -> Allowed:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(text)
        return text

    return Allowed(words, read)


def _folder(text: str) -> Path:
    if not text or not Path(text).is_dir():
        raise ValueError(text)
    return Path(text)


#: A name of labels, perhaps all below it.
_HOST = re.compile(r"\.?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")


def _hosts(text: str) -> tuple[str, ...]:
    names = tuple(text.lower().split())
    if not names or not all(map(_HOST.fullmatch, names)):
        raise ValueError(text)
    return names


#: A path without a slash at its end, of letters that need no escape anywhere.
MOUNT = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,63}){1,4}")


def _mount(text: str) -> str:
    below = text.rstrip("/")
    if below and not MOUNT.fullmatch(below):
        raise ValueError(text)
    return below


#: A semicolon, comma or line end would say more to the browser than who may show a page.
_ANCESTORS = _like(
    r"[^\s;,]+( [^\s;,]+)*", "sources of `frame-ancestors` with a space between them"
)


def _about(allowed: Allowed, meaning: str, variable: str = "") -> dict[str, Any]:
    """All that is to be said of a field of ``Settings``, beside its default. variable: its name in
    the environment, where that is not its own behind the prefix."""
    return {"allowed": allowed, "meaning": meaning, "variable": variable}


@dataclass(frozen=True)
class Settings:
    """How one dashboard runs."""

    tables: Path = field(
        default=PREPARED,
        metadata=_about(
            Allowed("a folder that exists", _folder),
            "Folder of prepared tables; by default the ones in this repository.",
        ),
    )
    layouts: Path | None = field(
        default=None,
        metadata=_about(
            Allowed("a folder that exists", _folder),
            "Folder of layouts of your own regions: each `.csv` or `.xlsx` in it is a table "
            "`regio`, `gemeente` or `postcode`, and perhaps `kleur`, as visitors upload it too "
            "(the template is behind *Eigen regio* on the map). They stand in the menu of levels "
            "by the names of their files, for everybody who visits. Read at the start; a table "
            "that is not right ends it, with file and row.",
        ),
    )
    tables_from: str = field(
        default="",
        metadata=_about(
            _like(r"[a-z0-9+]+://\S+", "an address such as s3://name/tables"),
            "Where tables come from, for several machines that have the same: what a build wrote, "
            "with `geo` below it, at an address that fsspec knows. gunicorn copies them to "
            "`TECHNIEK_TABLES`, a folder of this machine alone, when it starts and each time that "
            "others are there; what is not whole is not taken.",
        ),
    )
    host: str = field(
        default="127.0.0.1",
        metadata=_about(
            _like(r"\S+", "a name or address of this machine"),
            "Address that `python app.py` listens on; gunicorn has its own `--bind`.",
        ),
    )
    port: int = field(
        default=8050,
        metadata=_about(
            _whole_number(1, 65535),
            "Port that `python app.py` listens on; gunicorn has its own `--bind`.",
        ),
    )
    basemap: str = field(
        default="pdok",
        metadata=_about(
            _one_of("pdok", "drawn"),
            "`pdok` asks the browser for PDOK's grey map, drawn land and water until it comes; "
            "`drawn` never asks.",
        ),
    )
    frame_ancestors: str = field(
        default="'self'",
        metadata=_about(
            _ANCESTORS,
            "Who may show the pages in a frame.",
        ),
    )
    embed_ancestors: str = field(
        default="*",
        metadata=_about(
            _ANCESTORS,
            "Who may show `/embed` in a frame: `*` is every site, as what it shows is public "
            "and it runs no script.",
        ),
    )
    hosts: tuple[str, ...] = field(
        default=(),
        metadata=_about(
            Allowed("names of hosts with a space between them", _hosts),
            "Names under which the site is asked, without a port; `.example.nl` is also every name "
            "below it. Whoever asks another one is refused (400), except for `/health` and "
            "`/ready`. Without any, every name that can be one is answered and comes back in QR "
            "codes, code to embed and the links in files: right for a laptop in a room, not for a "
            "site that everybody can reach.",
        ),
    )
    api_rate: int = field(
        default=120,
        metadata=_about(
            _whole_number(0, 1_000_000),
            "Times in a minute that one client may ask for what takes work: questions to the open "
            "data interface, suggestions, and files (PowerPoint, PDF, Excel, GeoPackage, GeoJSON, "
            "SVG, PNG); 0 is no bound. Workers of gunicorn count together (`preload_app` in "
            "`gunicorn.conf.py`).",
        ),
    )
    pdfs: int = field(
        default=1,
        metadata=_about(
            _whole_number(1, 64),
            "PDFs of portraits that are made at the same time; who comes meanwhile waits some "
            "seconds. Each takes about 400 MB of memory and a processor for two seconds. Workers "
            "of gunicorn count together (`preload_app` in `gunicorn.conf.py`).",
        ),
    )
    proxies: int = field(
        default=0,
        metadata=_about(
            _whole_number(0, 10),
            "Proxies in front of the server. Each adds an address to `X-Forwarded-For`, and may "
            "add to `X-Forwarded-Proto`, `-Host` and `-Prefix` (the path that it strips); with 0 "
            "no header is believed, and all who come through a proxy count as one client. Who can "
            "reach the server without passing this many proxies writes the headers as they like, "
            "and is a new client each time: let only the proxy reach it.",
        ),
    )
    log: str = field(
        default="text",
        metadata=_about(
            _one_of("text", "json"),
            "How gunicorn writes its log: `json` is an object a line, for who gathers logs. "
            "Neither has a line per request, or the address of a visitor.",
        ),
    )
    metrics: str = field(
        default="",
        metadata=_about(
            _like(r"[^\s:]+:[0-9]{1,5}", "an address of this machine and a port"),
            "Where gunicorn answers a Prometheus, such as `127.0.0.1:9100`: how many answers there "
            "were and how long they took, by rule of the address and status, of all workers "
            "together and of no visitor. Let only your Prometheus reach it.",
        ),
    )
    contact: str = field(
        default="",
        metadata=_about(
            _like(
                r"[^\s@<>\"']+@[^\s@<>\"']+\.[a-z]+|https://[^\s<>\"']+",
                "an address of e-mail, or of a page that begins with https://",
            ),
            "Where a visitor reports what does not work; it stands in the accessibility statement "
            "(`/toegankelijkheid`), which says so where there is none.",
        ),
    )
    script_name: str = field(
        default="",
        metadata=_about(
            Allowed("a path such as /techniek", _mount),
            "Path below which the site stands, where it has no name of its own: "
            "`https://example.nl/techniek/`. Whether the proxy strips it makes no difference. "
            "Servers of Python know this variable by the same name, without our prefix.",
            "SCRIPT_NAME",
        ),
    )


#: Every setting by the name of its variable.
VARIABLES = {
    one.metadata["variable"] or f"{PREFIX}{one.name.upper()}": one for one in fields(Settings)
}


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings, with what the environment says in place of the defaults.

    Raises SettingsError, which names all that cannot be.
    """
    environment = os.environ if environment is None else environment
    values, faults = {}, []
    ours = {
        name for name in environment if name.startswith(PREFIX)
    } | environment.keys() & VARIABLES
    for variable in sorted(ours):
        text = environment[variable]
        if variable not in VARIABLES:
            faults.append(f"{variable} is no setting (there are {', '.join(VARIABLES)})")
            continue
        allowed = VARIABLES[variable].metadata["allowed"]
        try:
            values[VARIABLES[variable].name] = allowed.read(text)
        except ValueError:
            faults.append(f"{variable} is {text!r}, not {allowed.words}")
    if faults:
        raise SettingsError("; ".join(faults))
    return Settings(**values)


def settings_or_exit() -> Settings:
    """The settings of this process; where they cannot be, it ends with one line that says why."""
    try:
        return from_environment()
    except SettingsError as error:
        print(f"techniek-dichtbij: {error}", file=sys.stderr)
        raise SystemExit(2) from None
