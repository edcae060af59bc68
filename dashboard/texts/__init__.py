"""Every word on the screen, by key, in Dutch and English."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
#: In which there are texts; the first is that of who asks for none.
LANGUAGES = ("nl", "en")


class Texts:
    """``texts("answer.near", count="94")`` -> the sentence in this language.

    Of one it may be another: of a ``count`` or ``value`` of 1 a text whose key ends on ``.1`` goes
    before. And one lives on an island, not in it. An unknown key or a missing value is a mistake of
    ours and raises.
    """

    def __init__(self, language: str, entries: dict[str, str]):
        self.language = language
        self.entries = entries
        self.islands = frozenset(filter(None, entries.get("place.islands", "").split(", ")))

    def __call__(self, key: str, **values) -> str:
        count = values.get("count", values.get("value"))
        return self.placed(self.of(key, count), values).format(**values)

    def of(self, key: str, count: object) -> str:
        """The text with its ``{names}`` open, that of one where the count is 1."""
        one = f"{key}.1"
        return self.entries[one if count in ("1", 1) and one in self.entries else key]

    def placed(self, text: str, values: Mapping[str, object]) -> str:
        """The text with its ``{names}`` open: *on* before those that an island will stand for."""
        for name, value in values.items():
            if isinstance(value, str) and value in self.islands:
                on = self.entries["place.on"]
                text = re.sub(rf"\bin \{{{name}\}}", f"{on} {{{name}}}", text)
                text = re.sub(rf"\bIn \{{{name}\}}", f"{on.capitalize()} {{{name}}}", text)
        return text

    def has(self, key: str) -> bool:
        return key in self.entries


@cache
def texts_in(language: str) -> Texts:
    """The texts of one language, read once."""
    entries = json.loads((_FOLDER / f"{language}.json").read_text("utf-8"))
    return Texts(language, entries)
