"""In which old encoding a text is written, by whether its letters make sense."""

import re

#: Of Windows, of Macintosh, and of DOS in Western Europe.
OLD = ("cp1252", "mac_roman", "cp850")


def _beside_plain(letters: str) -> re.Pattern:
    return re.compile(f"(?<=[A-Za-z])[{letters}]|[{letters}](?=[A-Za-z])")


#: Letters with a sign as words have them here, often or now and then.
_COMMON = _beside_plain("áçéèêëïóöü")
_RARE = _beside_plain("àâäãåíìîñòôõøúùûýÿÁÂÄÇÉÈÊËÍÎÏÓÖÚÜ")
#: Signs as people place them: a quotation mark opens before a letter and closes behind one, and of
#: the others only a dash stands within a word: what is the dot of one encoding is the ú of Súdwest
#: in another.
_SIGNS = re.compile(
    r"(?<!\w)[‘“„](?=\w)|(?<=[\w.!?])[’”]|[–—]|[€…°²½«»©®·](?!\w)|(?<!\w)[€…°²½«»©®·]"
)
_STRANGE = re.compile(r"[^\x00-\x7f]")
#: A sign weighs more: where one encoding has it well placed, another has an odd letter there.
_SIGN, _LETTER, _SELDOM, _ODD = 3, 2, 1, -2


def old_text(content: bytes) -> str | None:
    """The text in the encoding in which most of its letters make sense; None where it is in none
    of these."""
    found = []
    for encoding in OLD:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((_sense(text), text))
    if not found:
        return None
    sense, text = max(found, key=lambda pair: pair[0])
    # What no encoding makes sense of is as Windows reads it, or is no text.
    return text if sense > 0 else _as_windows(content)


def _as_windows(content: bytes) -> str | None:
    try:
        return content.decode(OLD[0])
    except UnicodeDecodeError:
        return None


def _sense(text: str) -> int:
    common, rare, signs = (len(one.findall(text)) for one in (_COMMON, _RARE, _SIGNS))
    odd = len(_STRANGE.findall(text)) - common - rare - signs
    return _LETTER * common + _SELDOM * rare + _SIGN * signs + _ODD * odd
