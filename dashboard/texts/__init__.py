"""Every word on the screen, by key, in Dutch and English."""

import json
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
#: In which there are texts; the first is that of who asks for none.
LANGUAGES = ("nl", "en")


class Texts:
    """``texts("answer.in_words", count=94)`` -> the sentence in this language.

    An unknown key or a missing value is a mistake of ours and raises.
    """

    def __init__(self, language: str, entries: dict[str, str]):
        self.language = language
        self.entries = entries

    def __call__(self, key: str, **values) -> str:
        return self.entries[key].format(**values)

    def has(self, key: str) -> bool:
        return key in self.entries


@cache
def texts_in(language: str) -> Texts:
    """The texts of one language, read once."""
    entries = json.loads((_FOLDER / f"{language}.json").read_text("utf-8"))
    return Texts(language, entries)
