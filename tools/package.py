"""Build the wheel, or try one: ``python tools/package.py build DIST``, ``… try WHEEL``.

Nothing is written beside the sources, where a file that is gone would stay in the next wheel.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import chdir
from pathlib import Path
from urllib.request import urlopen

HOUSE = Path(__file__).parents[1]
SOURCES = (
    *("pyproject.toml", "setup.py", "README.md", "LICENSE", "requirements.in"),
    *("requirements-build.in", "gunicorn.conf.py", "dashboard", "geodata", "assets"),
)
PORT = 8059
#: Seconds that a server may take to start.
START = 60


def build(destination: Path) -> Path:
    """The wheel of the sources as they stand."""
    from setuptools.build_meta import build_wheel

    # Where it is before the step into another folder.
    destination = destination.resolve()
    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in SOURCES:
            (Path(folder) / name).symlink_to(HOUSE / name)
        with chdir(folder):
            return destination / build_wheel(str(destination))


def answers(path: str) -> int | None:
    """Status of a path of the server that is tried; None where nobody answers."""
    try:
        with urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=30) as answer:
            return int(answer.status)
    except OSError:
        return None


def tried(wheel: Path) -> None:
    """Install a wheel without what it needs, which is here already, and have it serve and count.

    Raises AssertionError or CalledProcessError where it does not.
    """
    with tempfile.TemporaryDirectory() as folder:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
        subprocess.run([*install, "--target", folder, wheel.resolve()], check=True)
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": folder}
        command = [sys.executable, "-P", "-m", "dashboard"]
        asked = [*command, "coverage", "--by", "nl", "--format", "csv"]
        subprocess.run(asked, cwd=folder, env=environment, check=True)
        with subprocess.Popen(
            [*command, "serve", "--workers", "1"],
            cwd=folder,
            env=environment | {"TECHNIEK_PORT": str(PORT), "SCRIPT_NAME": "/techniek"},
        ) as server:
            try:
                late = time.monotonic() + START
                while answers("/health") != 200:
                    assert time.monotonic() < late and server.poll() is None, "it does not serve"
                    time.sleep(0.2)
                for path in ("/techniek/", "/techniek/assets/page.css", "/techniek/regio/land/NL"):
                    assert answers(path) == 200, path
            finally:
                server.terminate()
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, installed, serves and counts")


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    if what == "build":
        print(build(where))
    else:
        tried(where)
