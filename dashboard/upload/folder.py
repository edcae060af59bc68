"""The layouts of who keeps the site: a folder of tables, read when the server starts."""

from dataclasses import replace
from pathlib import Path

from dashboard.data import Data
from dashboard.texts import texts_in
from dashboard.upload.faults import fault_words
from dashboard.upload.layout import read_layout
from geodata.errors import DataError
from geodata.layouts import LONGEST_NAME, OwnRegion, short_name

#: Names of files that are tables; others in the folder are left alone.
TABLES = (".csv", ".xlsx")
#: How a file begins that a system or Excel keeps for itself.
NOT_OURS = (".", "~")
#: Layouts that fit in a menu.
MOST = 40


def with_layouts(data: Data, folder: Path | None) -> Data:
    """The same with each table of a folder as a layout, by the name of its file.

    Raises DataError, which names file and row, where one is not as an upload must be, or where two
    would have the same address.
    """
    if folder is None:
        return data
    layouts: dict[str, tuple[OwnRegion, ...]] = {}
    names: dict[str, str] = {}
    for path in _tables(folder):
        name = short_name(path.stem)
        if not name or len(path.stem) > LONGEST_NAME:
            raise DataError(
                f"{path}: the name of a layout has 1 to {LONGEST_NAME} characters, with letters"
            )
        if name in names:
            raise DataError(f"{path}: {names[name]!r} has the same name in an address")
        layouts[name], names[name] = _regions(path, data), path.stem
    return replace(data, tables=replace(data.tables, layouts=layouts, layout_names=names))


def _tables(folder: Path) -> list[Path]:
    paths = [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in TABLES and not path.name.startswith(NOT_OURS)
    ]
    if len(paths) > MOST:
        raise DataError(f"{folder}: has {len(paths)} tables, and {MOST} layouts fit in a menu")
    return paths


def _regions(path: Path, data: Data) -> tuple[OwnRegion, ...]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    upload = read_layout(content, path.name, data)
    wrong = [fault_words(fault, texts_in("en")) for fault in upload.faults if not fault.notice]
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise DataError(f"{path}: {wrong[0]}{more}")
    # Names that are the same in an address are one region to the reader already.
    for region in upload.regions:
        if not short_name(region.name):
            raise DataError(f"{path}: the name {region.name!r} has no letters for an address")
    return upload.regions
