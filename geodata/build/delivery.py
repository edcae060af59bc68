"""What a reader should know of the files as they were delivered: unread, or mended on the way."""

from collections.abc import Iterable
from pathlib import Path

from geodata.sources import reading
from geodata.sources.mending import mendings


def unread_tables(root: Path, read: Iterable[Path]) -> list[str]:
    """A line with the tables (.csv, .csv.gz) below a source directory that nothing reads."""
    names = sorted(
        path.relative_to(root).as_posix()
        for path in {*root.rglob("*.csv"), *root.rglob("*.csv.gz")} - {*read}
    )
    return [f"read by nothing: {', '.join(names)}"] if names else []


def mended_words(read: Iterable[Path]) -> list[str]:
    """A line for every text that was encoded twice and mended, with the first place that has it."""
    lines: dict[tuple[str, str], str] = {}
    for path in read:
        if path.name.endswith((".csv", ".csv.gz")):
            text = reading.decode(path, reading.read_bytes(path), latin1=True)
            for row, before, after in mendings(text):
                line = f"encoded twice and mended: {before!a} is {after} ({path.name}, row {row})"
                lines.setdefault((before, after), line)
    return list(lines.values())
