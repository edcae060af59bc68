"""A page as PDF: HTML on standard input, the file on standard output, by the Chromium that is named
as the only argument.

Runs on its own and leaves nothing behind. The page is our own: it has no scripts, and says itself
that it needs no file beside it. The browser is told too: no name leads anywhere.
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
)


def printed(page: bytes, chromium: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_bytes(page)
        # The superuser of a container has no sandbox of Chromium's own.
        own = ("--no-sandbox",) if os.geteuid() == 0 else ()
        places = (f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}")
        command = [chromium, *FLAGS, *own, *places, source.as_uri()]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return made.read_bytes()


if __name__ == "__main__":
    sys.stdout.buffer.write(printed(sys.stdin.buffer.read(), sys.argv[1]))
