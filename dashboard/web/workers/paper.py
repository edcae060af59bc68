"""A page as PDF: HTML on standard input, the file on standard output, by the Chromium that is named
as the only argument.

The page is our own: it has no scripts, and says itself that it needs no file beside it. The browser
is told too: no name leads anywhere.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    # Each process less is tens of megabytes: one page has one renderer, and draws without a GPU.
    "--renderer-process-limit=1",
    "--disable-software-rasterizer",
)
#: Bytes of the last errors of the browser, for the log.
MOST_LOGGED = 1_000


def printed(page: bytes, chromium: str) -> bytes:
    """The file. Raises CalledProcessError, with what the browser said, where it made none."""
    with tempfile.TemporaryDirectory() as folder:
        source, made, errors = (Path(folder, name) for name in ("page.html", "page.pdf", "errors"))
        source.write_bytes(page)
        # The superuser of a container has no sandbox of Chromium's own.
        own = ("--no-sandbox",) if os.geteuid() == 0 else ()
        places = (f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}")
        command = [chromium, *FLAGS, *own, *places, source.as_uri()]
        with errors.open("wb") as log:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if done.returncode or not made.exists():
            last = errors.read_bytes()[-MOST_LOGGED:].decode("utf-8", "replace")
            raise subprocess.CalledProcessError(done.returncode, chromium, stderr=last)
        return made.read_bytes()


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(printed(sys.stdin.buffer.read(), sys.argv[1]))
    except subprocess.CalledProcessError as error:
        print(error.stderr, error, sep="\n", file=sys.stderr)
        # As in a shell; without a file there is no success.
        sys.exit(128 - error.returncode if error.returncode < 0 else error.returncode or 1)
