"""See to a Chromium for the browser tests: ``python -m tests.support.install``.

One that is there is used. Else the system's package manager is asked (Debian and its family), and
where that is not possible Playwright's own download.
"""

import os
import shutil
import subprocess
import sys

from dashboard.web.chromium import chromium


def executable() -> str | None:
    """Path of a Chromium on this machine, ``CHROMIUM`` in the environment first."""
    return os.environ.get("CHROMIUM") or chromium()


def _from_packages() -> bool:
    if not shutil.which("apt-get"):
        return False
    ask = [] if os.geteuid() == 0 else ["sudo", "-n"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "chromium"]):
        done = subprocess.run([*ask, *command], env=os.environ | quiet, stdout=subprocess.DEVNULL)
        if done.returncode:
            return False
    return True


def main() -> int:
    """Install if need be; 1 with what to do when no browser can be had."""
    if executable():
        return 0
    print("installing Chromium for the browser tests …", file=sys.stderr)
    if _from_packages():
        # What was looked for before it was there.
        chromium.cache_clear()
    if executable():
        return 0
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    if done.returncode:
        print("no Chromium: install one and name it in CHROMIUM=…", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
