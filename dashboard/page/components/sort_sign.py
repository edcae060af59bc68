"""The sign in a heading that sorts."""

from dashboard.page.elements import html


def sort_sign(sorted_now: bool, descending: bool) -> html.Span:
    """Which way the column sorts the rows, or that it can."""
    sign = ("▼" if descending else "▲") if sorted_now else "↕"
    return html.Span(sign, className="sort-sign", **{"aria-hidden": "true"})
