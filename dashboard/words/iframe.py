"""What is put in a page to show a map there."""

from html import escape

from dashboard.address.context import Context
from dashboard.words.changes import supposing
from dashboard.words.names import title_name
from dashboard.words.question import view_question

#: Width and height of a frame in pixels in which every view can be read without scrolling; with
#: menus, some long legends of the small one scroll.
SIZES = {"small": (300, 1070), "medium": (600, 940), "large": (1000, 740)}
USUAL = "medium"


def name(context: Context) -> str:
    """What the map is of: its region and its question."""
    view, texts = context.view, context.texts
    place = title_name(context.data.region(view.region), texts)
    return f"{place}: {supposing(view_question(view, texts), context)}"


def frame(address: str, title: str, size: tuple[int, int] = SIZES[USUAL]) -> str:
    """The element with a map: fetched when it comes into sight, never wider than its page."""
    width, height = size
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
