"""``make audit``: what the database says, and what the list says where that says nothing; and
``make sbom``: all that a server needs, for who keeps such lists."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HOUSE = Path(__file__).parents[1]
HASHES = "".join(f" \\\n    --hash=sha256:{digit * 64}" for digit in "ab")
#: A package that is installed wherever tests run.
HERE = "iniconfig"


@pytest.fixture
def audit(tmp_path, monkeypatch):
    """The tool, with a list of one package that is installed as it says."""
    spec = importlib.util.spec_from_file_location("audit", HOUSE / "tools/audit.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(tool, "LIST", tmp_path / "requirements.txt")
    write(tool, f"{HERE}=={tool.distribution(HERE).version}{HASHES}")
    return tool


def write(tool, *entries: str) -> None:
    tool.LIST.write_text("".join(f"# made\n{one}\n    # via something\n" for one in entries))


def database(folder: Path, *packages: dict) -> str:
    """A program in the place of pip-audit that gives such an answer, and says it fails as that does
    where something is wrong."""
    program = folder / "pip-audit"
    told = json.dumps({"dependencies": packages})
    program.write_text(f"#!{sys.executable}\nprint({told!r})\nraise SystemExit(1)\n")
    program.chmod(0o700)
    return str(program)


def test_a_known_fault_is_told_and_fails(audit, tmp_path, capsys):
    known = {"name": HERE, "version": "1", "vulns": [{"id": "PYSEC-2026-1"}, {"id": "CVE-1"}]}
    assert audit.main(database(tmp_path, known)) == 1
    told = capsys.readouterr().out
    assert f"{HERE}: PYSEC-2026-1, CVE-1" in told and "1 packages, 1 with" in told
    assert "could not be reached" not in told


def test_none_is_told_and_does_not(audit, tmp_path, capsys):
    assert audit.main(database(tmp_path, {"name": HERE, "version": "1", "vulns": []})) == 0
    assert "could not be reached" not in capsys.readouterr().out


def program(kind: str, folder: Path) -> str:
    """Each way in which nothing can be looked up."""
    if kind == "not there":
        return str(folder / "nothing")
    if kind == "says nothing":
        return "/bin/false"
    return database(folder, {"name": HERE, "skip_reason": "not found"})


@pytest.mark.parametrize("kind", ["not there", "says nothing", "does not have it"])
def test_without_the_database_it_says_so_and_looks_at_the_list(audit, tmp_path, capsys, kind):
    assert audit.main(program(kind, tmp_path)) == 0
    assert "could not be reached for 1 packages" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (f"{HERE}==0.0.1{HASHES}", "not 0.0.1"),
        (f"{HERE}==2.0.0", "has no hash"),
        (f"no-such-package==1.0{HASHES}", "is not installed"),
    ],
)
def test_what_is_not_as_the_list_says_fails(audit, tmp_path, capsys, entry, said):
    write(audit, entry)
    assert audit.main(program("not there", tmp_path)) == 1
    assert said in capsys.readouterr().out


def test_what_another_machine_needs_is_not_asked(audit, tmp_path):
    write(audit, f"only-there==1.0 ; sys_platform == 'nowhere'{HASHES}")
    assert audit.listed(audit.LIST.read_text()) == {}


def test_a_file_that_was_changed_afterwards_is_found(audit, tmp_path):
    folder = tmp_path / "odd-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: odd\nVersion: 1.0\n")
    (tmp_path / "odd.py").write_text("answer = 42\n")
    code = "CndQInRPZMNShj8WXy4SWJhBmZm8V8gyBHcgNtDvay4"
    (folder / "RECORD").write_text(f"odd.py,sha256={code},12\n")
    found = audit.Distribution.at(folder)
    changed = audit.altered(found)
    (tmp_path / "odd.py").unlink()
    assert (changed, audit.altered(found)) == ([], ["odd.py"])


def test_every_package_of_ours_is_read(audit):
    text = (HOUSE / "requirements.txt").read_text("utf-8")
    entries = audit.ENTRY.findall(text)
    assert len(entries) == sum(line[:1].isalnum() for line in text.splitlines())
    assert all(hashes for _, hashes in entries)


@pytest.mark.slow
def test_what_tests_run_with_is_what_the_list_says(audit, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(audit, "LIST", HOUSE / "requirements.txt")
    every = len(audit.listed(audit.LIST.read_text("utf-8")))
    assert every > 40
    assert audit.main(program("not there", tmp_path)) == 0
    assert f"could not be reached for {every} packages" in capsys.readouterr().out


def test_the_bill_of_materials_has_every_package_with_its_hashes(audit):
    file = HOUSE / "dist/sbom.json"
    if not file.exists():
        pytest.skip("no dist/sbom.json; make test and make sbom make it")
    told = {
        one["name"]: {
            hashed["content"]
            for reference in one["externalReferences"]
            for hashed in reference.get("hashes", ())
        }
        for one in json.loads(file.read_text())["components"]
    }
    listed = audit.ENTRY.findall((HOUSE / "requirements.txt").read_text())
    assert len(listed) > 40
    assert told == {
        Requirement(asked).name: set(re.findall("sha256:([0-9a-f]+)", hashes))
        for asked, hashes in listed
    }
