"""The title of the page of a view, as a tab, a bookmark and a search engine show it."""

from dashboard.address.context import Context
from dashboard.words.iframe import name


def page_title(context: Context) -> str:
    """The region and the question of the view, and whose page it is."""
    return f"{name(context)} · Techniek Dichtbij"
