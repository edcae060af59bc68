"""Everything the environment can set, in one place.

Each field is read from an environment variable of the same name in capitals with the prefix
``TECHNIEK_``, so ``TECHNIEK_BASEMAP=drawn python app.py``.
"""

import os
from dataclasses import dataclass, fields
from pathlib import Path

from geodata.tables.reader import PREPARED


@dataclass(frozen=True)
class Settings:
    """How one dashboard runs."""

    #: Folder of prepared tables.
    tables: Path = PREPARED
    #: Address and port of ``python app.py``; gunicorn has its own.
    host: str = "127.0.0.1"
    port: int = 8050
    #: ``pdok`` asks the browser for PDOK's grey map, drawn land and water until it comes;
    #: ``drawn`` never asks.
    basemap: str = "pdok"
    #: Who may show the pages in a frame: the sources of the header ``frame-ancestors``.
    frame_ancestors: str = "'self'"
    #: Who may show ``/embed`` in a frame, in the same words: "*" is every site, as what it shows is
    #: public and it runs no script; ``'self' https://example.org`` only that one and this.
    embed_ancestors: str = "*"
    #: Questions that one client may ask of the open data interface in a minute; 0: no bound. Every
    #: worker of gunicorn counts for itself, so with two workers it may be twice as many.
    api_rate: int = 120
    #: Proxies in front of the server. Each adds an address to ``X-Forwarded-For``; with 0 the
    #: header is not believed, and all who come through a proxy count as one client.
    proxies: int = 0


def from_environment(environment: dict[str, str] | None = None) -> Settings:
    """The settings, with what the environment says in place of the defaults."""
    environment = os.environ if environment is None else environment
    values = {}
    for field in fields(Settings):
        text = environment.get(f"TECHNIEK_{field.name.upper()}")
        if text is not None:
            values[field.name] = field.type(text)
    return Settings(**values)
