"""Where the small application of :mod:`tests.support.renewed` is made."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from dashboard.settings import from_environment

manifest = from_environment().tables / "manifest.json"
LOADED = str(json.loads(manifest.read_text("utf-8"))["version"]).encode()


def server(_environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The version of the tables."""
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(LOADED)))])
    return [LOADED]
