"""What is known to be wrong with the packages of a server: ``python tools/audit.py PIP-AUDIT``.

``pip-audit`` asks the database of PyPI. What cannot be looked up, because that or the program
cannot be reached, is held against the list of packages with their hashes instead: what is installed
as it says is at least nothing else than what was chosen. Ends with 1 where something is known to be
wrong, or where what is installed is not as the list says.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

LIST = Path(__file__).parents[1] / "requirements.txt"
#: A package of the list: what it asks, and its hashes.
ENTRY = re.compile(r"^(\w[^\\\n]*?) ?((?:\\\n +--hash=sha256:[0-9a-f]{64} ?)*)$", re.MULTILINE)


def looked_up(program: str) -> dict[str, list[str]]:
    """What the database knows against each package that it has: numbers of advisories."""
    command = [program, "--disable-pip", "--require-hashes", "-r", str(LIST), "--format", "json"]
    try:
        told = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True).stdout
        packages = json.loads(told)["dependencies"]
    except (OSError, ValueError):
        return {}
    return {
        one["name"]: [fault["id"] for fault in one["vulns"]]
        for one in packages
        if "skip_reason" not in one
    }


def listed(text: str) -> dict[str, tuple[str, bool]]:
    """Version of every package that this machine needs of a list, and whether it has hashes."""
    entries = [(Requirement(asked), bool(hashes)) for asked, hashes in ENTRY.findall(text)]
    return {
        one.name: (str(one.specifier).removeprefix("=="), has_hashes)
        for one, has_hashes in entries
        if one.marker is None or one.marker.evaluate()
    }


def unlike(name: str, version: str, has_hashes: bool) -> str | None:
    """In what an installed package is not as the list says."""
    if not has_hashes:
        return f"{name}: has no hash in {LIST.name}"
    try:
        installed = distribution(name)
    except PackageNotFoundError:
        return f"{name}: is not installed"
    if installed.version != version:
        return f"{name}: is {installed.version}, not {version}"
    changed = altered(installed)
    return f"{name}: {changed[0]} is not as it was installed" if changed else None


def altered(installed: Distribution) -> list[str]:
    """Files of a package that are gone, or other than the package itself says."""
    return [
        str(file)
        for file in installed.files or ()
        if file.hash and _digest(Path(str(file.locate())), file.hash.mode) != file.hash.value
    ]


def _digest(path: Path, mode: str) -> str:
    if not path.is_file():
        return ""
    digest = hashlib.new(mode, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def main(program: str) -> int:
    """Look, and tell; the status to end with."""
    packages, known = listed(LIST.read_text("utf-8")), looked_up(program)
    wrong = [f"{name}: {', '.join(faults)}" for name, faults in known.items() if faults]
    print(f"looked up in the database: {len(known)} packages, {len(wrong)} with known faults")
    missed = {name: told for name, told in packages.items() if name not in known}
    if missed:
        others = [found for name, told in missed.items() if (found := unlike(name, *told))]
        print(
            f"the database could not be reached for {len(missed)} packages; held against "
            f"{LIST.name} with its hashes: {len(others)} are not as it says"
        )
        wrong += others
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
