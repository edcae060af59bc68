"""Text that was encoded twice on its way, as "FranÃ§ois" for "François", made whole again.

Only where nothing is lost by it: what a publisher wrote in UTF-8 and read as Windows-1252 (or
ISO 8859-1) before it wrote it anew can be undone sign by sign. Signs that no text contains (C1
control characters) are those of Windows-1252 at their place; numeric entities are of a web page.
"""

import html
import re
from collections.abc import Iterator

#: Each sign that a byte of the second kind in UTF-8 (80 to BF) is read as, and that byte.
_FOLLOWING = {chr(byte): byte for byte in range(0x80, 0xC0)} | {
    sign: byte for byte in range(0x80, 0xC0) if (sign := bytes([byte]).decode("cp1252", "ignore"))
}
_SIGNS = "".join(map(re.escape, _FOLLOWING))
#: One letter of two bytes (to U+017F), or a dash or quote of three, each byte read as a sign.
_TWICE = re.compile(f"[\xc2-\xc5][{_SIGNS}]|\xe2[{_SIGNS}]{{2}}")
_CONTROL = re.compile("[\x80-\x9f]")
_ENTITY = re.compile(r"&#(?:x[0-9A-Fa-f]{2,4}|[0-9]{3,5});")
#: What stands between two separators or quotes; an entity ends with a separator of its own.
_WORDS = re.compile(rf'(?:{_ENTITY.pattern}|[^;,"])+')
_BROKEN = re.compile("|".join(kind.pattern for kind in (_TWICE, _CONTROL, _ENTITY)))


def _letter(found: re.Match[str]) -> str:
    signs = found[0]
    try:
        return bytes([ord(signs[0]), *map(_FOLLOWING.__getitem__, signs[1:])]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def mended(text: str) -> str:
    """The text with what was encoded twice made whole; the same text where there is nothing."""
    whole = _ENTITY.sub(lambda found: html.unescape(found[0]), _TWICE.sub(_letter, text))
    # Five bytes are no sign of Windows-1252 either: those stay as they are.
    return _CONTROL.sub(
        lambda found: bytes([ord(found[0])]).decode("cp1252", "ignore") or found[0], whole
    )


def mendings(text: str) -> Iterator[tuple[int, str, str]]:
    """What :func:`mended` changes in a separated text: row, words as they were, and as they are."""
    for row, line in enumerate(text.split("\n"), 1):
        if _BROKEN.search(line):
            for words in _WORDS.findall(line):
                if mended(words) != words:
                    yield row, words, mended(words)
