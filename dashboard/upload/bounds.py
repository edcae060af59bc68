"""What an upload may be at most, checked before any work is done on it."""

import base64
import binascii
import json
import unicodedata
from typing import NoReturn

from dashboard.upload.encodings import old_text
from dashboard.upload.faults import Fault
from dashboard.upload.workbook import (
    MOST_UNPACKED,
    TooLargeError,
    UnreadableError,
    text_of_workbook,
)
from dashboard.web.bodies import is_deep

#: Sizes of a file: bytes, rows below the header, columns, characters in a cell.
MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_000_000, 2_000, 50, 500
#: A title, some notes and an empty line may stand above the header.
LOOKED_AT = 20
#: GeoJSON of points needs six: collection, features, feature, geometry, coordinates, and one over.
DEEPEST = 20
#: A browser puts the kind of file before the contents.
LONGEST_PREFIX = 200

_ZIP = b"PK\x03\x04"
_ARCHIVE = (b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_ARCHIVE_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip", ".gz", ".7z", ".rar")


def decode(contents: str | None) -> bytes | Fault:
    """The bytes of ``contents`` of a ``dcc.Upload``: ``data:<kind>;base64,<text>``."""
    if not isinstance(contents, str):
        return Fault(None, "upload.contents")
    if len(contents) > LONGEST_PREFIX + 4 * (MOST_BYTES // 3 + 1):
        return too_large()
    prefix, comma, _ = contents[: LONGEST_PREFIX + 1].partition(",")
    if not (comma and prefix.startswith("data:") and prefix.endswith(";base64")):
        return Fault(None, "upload.contents")
    try:
        content = base64.b64decode(contents[len(prefix) + 1 :], validate=True)
    except (binascii.Error, ValueError):
        return Fault(None, "upload.contents")
    return too_large() if len(content) > MOST_BYTES else content


def too_large() -> Fault:
    return Fault(None, "upload.size", {"limit": MOST_BYTES // 1_000_000})


def text_of(content: bytes, file_name: str = "", rows: int = MOST_ROWS) -> str | Fault:
    """The text of a file: UTF-8, UTF-16 with a byte order mark, else an old encoding; of a workbook
    of Excel the first sheet as a CSV, ``rows`` of it and what may stand above these.

    Other archives are refused, not opened.
    """
    if len(content) > MOST_BYTES:
        return too_large()
    if not content.strip():
        return Fault(None, "upload.empty")
    if content.startswith(_ZIP):
        return _sheet(content, rows)
    if content.startswith(_ARCHIVE) or str(file_name).lower().endswith(_ARCHIVE_NAMES):
        return Fault(None, "upload.excel")
    text = _decoded(content)
    if text is None or "\0" in text:
        return Fault(None, "upload.not_text")
    return text if text.strip() else Fault(None, "upload.empty")


def _sheet(content: bytes, rows: int) -> str | Fault:
    try:
        # One more than are read, so that it shows.
        text = text_of_workbook(content, rows + LOOKED_AT + 1, MOST_COLUMNS + 1)
    except TooLargeError:
        return Fault(None, "upload.unpacked", {"limit": MOST_UNPACKED // 1_000_000})
    except UnreadableError:
        return Fault(None, "upload.excel")
    return text if text.strip(' \r\n";') else Fault(None, "upload.empty")


def _decoded(content: bytes) -> str | None:
    has_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if has_mark else "utf-8-sig")
    except UnicodeDecodeError:
        return None if has_mark else old_text(content)


def parsed(text: str) -> object | Fault:
    """The object that a JSON text describes, with every number as the text it was written in."""
    if is_deep(text, DEEPEST):
        return Fault(None, "upload.json.deep")
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return Fault(None, "upload.json", {"line": error.lineno})
    except _NoNumberError as error:
        return Fault(None, "upload.json.number", {"value": str(error)})


class _NoNumberError(Exception):
    pass


def _no_number(text: str) -> NoReturn:
    raise _NoNumberError(text)


def tidy(text: str) -> str:
    """A text without control, steering or broken characters, and with single spaces.

    Without spaces around it too: what a spreadsheet takes for a formula is then seen by its first
    character. The text itself stays as it is.
    """
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isspace() or not _control(letter))
    return " ".join(text.split())


def _control(letter: str) -> bool:
    return unicodedata.category(letter).startswith("C")
