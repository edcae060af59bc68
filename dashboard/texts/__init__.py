"""Every word on the screen, by key, in Dutch and English."""

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
#: In which there are texts; the first is that of who asks for none.
LANGUAGES = ("nl", "en")


class Texts:
    """``texts("answer.near", count="94")`` -> the sentence in this language.

    Of one it may be another: of a ``count`` or ``value`` of 1 a text whose key ends on ``.1`` goes
    before. An unknown key or a missing value is a mistake of ours and raises.
    """

    def __init__(self, language: str, entries: dict[str, str]):
        self.language = language
        self.entries = entries

    def __call__(self, key: str, **values) -> str:
        return self.of(key, values.get("count", values.get("value"))).format(**values)

    def of(self, key: str, count: object) -> str:
        """The text with its ``{names}`` open, that of one where the count is 1."""
        one = f"{key}.1"
        return self.entries[one if count in ("1", 1) and one in self.entries else key]

    def has(self, key: str) -> bool:
        return key in self.entries


@cache
def texts_in(language: str) -> Texts:
    """The texts of one language, read once."""
    entries = json.loads((_FOLDER / f"{language}.json").read_text("utf-8"))
    return Texts(language, entries)
