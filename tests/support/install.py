"""See to what tests need beside Python: ``python -m tests.support.install``.

A Chromium for the browser tests, and nginx for the test of its file. What is there is used. Else
the system's package manager is asked (Debian and its family). A Chromium that this does not give is
Playwright's own download; without nginx its test is left out. The browser tests run in Chromium's
headless shell where there is one: the same engine without the windows around it takes a fifth less.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from dashboard.web.chromium import chromium
from tests.support import nginx

#: Of Debian; others have it not, or by another name.
SHELL = "chromium-headless-shell"
#: There where packages of servers are started as soon as they are installed.
SYSTEMD = Path("/run/systemd/system")


def executable() -> str | None:
    """Path of a Chromium on this machine, ``CHROMIUM`` in the environment first."""
    return os.environ.get("CHROMIUM") or shutil.which(SHELL) or chromium()


def _missing() -> list[str]:
    """Packages that a package manager could add."""
    # The server prints with the whole browser, so that is asked too.
    browser = [] if chromium() or os.environ.get("CHROMIUM") else ["chromium"]
    if not (shutil.which(SHELL) or os.environ.get("CHROMIUM")):
        browser.append(SHELL)
    # Nobody wants a web server on port 80 of a laptop because tests ran.
    if nginx.executable() or SYSTEMD.exists():
        return browser
    return [*browser, "nginx", "openssl"]


def _from_packages(names: list[str]) -> None:
    """Install packages where that is possible; who looks afterwards sees whether it was."""
    ask = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not names or not all(map(shutil.which, ["apt-get", *ask[:1]])):
        return
    print(f"installing {', '.join(names)} for the tests …", file=sys.stderr)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    # One after the other: what a distribution does not have must not keep the rest away.
    for command in (["update"], *(["install", "-y", name] for name in names)):
        subprocess.run(
            [*ask, "apt-get", "-q", *command], env=os.environ | quiet, stdout=subprocess.DEVNULL
        )
    # What was looked for before it was there.
    chromium.cache_clear()


def main() -> int:
    """Install if need be; 1 with what to do when no browser can be had."""
    _from_packages(_missing())
    if executable():
        return 0
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    if done.returncode:
        print("no Chromium: install one and name it in CHROMIUM=…", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
