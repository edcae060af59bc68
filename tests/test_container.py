"""The file for a container: an engine is on few machines that test, so it is read here."""

import ast
import json
import re
import shlex
from pathlib import Path

from dashboard.web import ready

HOUSE = Path(__file__).parents[1]


def steps() -> list[tuple[str, str]]:
    """Every instruction with its words, in order."""
    text = (HOUSE / "Containerfile").read_text("utf-8")
    whole = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    return [tuple(line.split(" ", 1)) for line in whole.splitlines() if line]


def words_of(name: str) -> list[str]:
    return [words for step, words in steps() if step == name]


def copied() -> set[str]:
    """What is copied to the folder where it is served from, each under its own name."""
    sources = set()
    for *those, target in map(shlex.split, words_of("COPY")):
        assert target == "./" or those == [target]
        sources |= {*those}
    return sources


def test_all_that_a_server_needs_is_in_it_and_nothing_else():
    there = {path.name for path in HOUSE.iterdir()}
    assert copied() <= there
    assert copied() == {
        *("requirements.txt", "app.py", "gunicorn.conf.py", "assets", "dashboard", "geodata")
    }
    lines = (HOUSE / ".containerignore").read_text("utf-8").splitlines()
    assert lines[0] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == copied()


def test_what_is_installed_comes_before_what_changes_often():
    order = [words for step, words in steps() if step in ("COPY", "RUN")]
    install = next(place for place, words in enumerate(order) if words.startswith("pip install"))
    assert order[install - 1] == "requirements.txt ./"
    assert "--require-hashes" in order[install]


def test_it_serves_as_nobody_in_particular_where_it_says():
    (port,) = words_of("EXPOSE")
    command = json.loads(words_of("CMD")[-1])
    assert command == ["gunicorn", "app:server", "--bind", f"0.0.0.0:{port}"]
    order = [step for step, _ in steps()]
    assert "useradd --system --uid 10001" in words_of("RUN")[0]
    assert order.index("USER") < order.index("CMD") and words_of("USER") == ["10001"]
    _, _, probe = json.loads(words_of("HEALTHCHECK")[0].partition("CMD ")[2])
    assert f"127.0.0.1:{port}/health" in probe
    ast.parse(probe)
    assert ready.PATH != "/health"


def test_it_has_a_python_that_is_asked_for():
    (image,) = words_of("FROM")
    asked = re.search(r'requires-python = ">=([\d.]+)"', (HOUSE / "pyproject.toml").read_text())
    assert image == f"docker.io/library/python:{asked[1]}-slim"
