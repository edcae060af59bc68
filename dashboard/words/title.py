"""The title of the page of a view, as a tab, a bookmark and a search engine show it."""

from dashboard.address.context import Context
from dashboard.texts import Texts
from dashboard.words.iframe import name


def page_title(context: Context) -> str:
    """The region and the question of the view, and whose page it is."""
    return f"{name(context)} · Techniek Dichtbij"


#: Pages beside the map, and the heading of each.
HEADINGS = {"/verantwoording": "method.title", "/regelingen": "rules.title"}


def reading_title(path: str, texts: Texts) -> str:
    """The title of a page beside the map: its heading, and whose page it is."""
    return f"{texts(HEADINGS[path])} · Techniek Dichtbij"
