"""Whether this server can do its work, for who sends visitors to it: ``/ready``.

``/health`` says that the process lives and should not be ended; this says that what pages need is
there. Tables are read and compared with their hashes before the first answer, so what can be gone,
or cut short, later is a file that is read when it is asked for.
"""

from collections.abc import Iterable, Mapping

from flask import Flask, Response, jsonify

from dashboard.web import assets

PATH = "/ready"


def register(server: Flask, geometry: Iterable[str], tables: Mapping[str, str | None]) -> None:
    """Answer 200, or 503 with the names of the files that are missing or not whole any more.

    geometry: names in the folder of assets. tables: which there are, and of when.
    """
    sizes = {name: assets.size(name) for name in geometry}

    @server.get(PATH)
    def ready() -> Response:
        cut_short = {name for name, size in sizes.items() if assets.size(name) != size}
        missing = sorted(cut_short.union(assets.missing(sizes)))
        response = jsonify(ready=not missing, missing=missing, tables=tables)
        response.status_code = 503 if missing else 200
        response.headers["Cache-Control"] = "no-store"
        return response
