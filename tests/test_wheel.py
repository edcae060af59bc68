"""The wheel: what is in it, and what its command does. `make wheel` builds one and tries it."""

import importlib.util
import sys
from distutils.core import run_setup  # setuptools brings it along
from pathlib import Path

import pytest

from dashboard import __main__ as command
from dashboard.settings import Settings
from geodata.__main__ import COMMANDS

HOUSE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def distribution(tmp_path_factory):
    """What setuptools knows of the package, before anything is built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(HOUSE)
        found = run_setup("setup.py", stop_after="commandline")
        builder = found.get_command_obj("build_py")
        builder.build_lib = str(tmp_path_factory.mktemp("wheel"))
        builder.ensure_finalized()
        outputs = builder.get_outputs(include_bytecode=False)
        found.files = {Path(one).relative_to(builder.build_lib).as_posix() for one in outputs}
    return found


def test_every_file_of_the_packages_and_of_the_browser_is_in_it(distribution):
    there = {
        path.relative_to(HOUSE).as_posix()
        for folder in ("dashboard", "geodata", "assets")
        for path in (HOUSE / folder).rglob("*.*")
        if path.is_file() and "__pycache__" not in path.parts and "/.former" not in path.as_posix()
    }
    assert distribution.files == {
        path if path.partition("/")[0] != "assets" else f"dashboard/{path}" for path in there
    }


def test_it_asks_for_what_runs_and_with_build_for_what_builds(distribution):
    for name, asked in (
        ("requirements.in", distribution.install_requires),
        ("requirements-build.in", distribution.extras_require["build"]),
    ):
        lines = (HOUSE / name).read_text("utf-8").splitlines()
        assert [*asked] == [line for line in lines if "==" in line]


def test_its_command_knows_all_of_geodata(capsys, read_once):
    assert command.main([]) == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in (command.SERVE, *COMMANDS))
    assert command.main(["coverage", "--by", "nl", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("nl,NL,Nederland,")


def test_it_serves_by_gunicorn_where_the_settings_say(monkeypatch, capsys):
    became = []
    monkeypatch.setattr(command.os, "execv", lambda *words: became.append(words))
    monkeypatch.setattr(command, "settings_or_exit", lambda: Settings(script_name="/techniek"))
    command.serve(["--workers", "1"])
    ((program, words),) = became
    assert program == words[0] == sys.executable
    assert words[1:4] == ["-m", "gunicorn", "dashboard.server:server"]
    assert words[-4:] == ["--bind", "127.0.0.1:8050", "--workers", "1"]
    assert Path(words[words.index("--config") + 1]).samefile(HOUSE / "gunicorn.conf.py")
    assert "http://127.0.0.1:8050/techniek/" in capsys.readouterr().out


def test_it_comes_where_it_is_asked(tmp_path, monkeypatch):
    """It is built from another folder than the one that a path is of."""
    spec = importlib.util.spec_from_file_location("package", HOUSE / "tools/package.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    folders = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "setuptools.build_meta.build_wheel", lambda folder: folders.append(folder) or "x.whl"
    )
    assert tool.build(Path("dist")) == tmp_path / "dist" / "x.whl"
    assert folders == [str(tmp_path / "dist")]
