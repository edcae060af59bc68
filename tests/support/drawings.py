"""Drawings read back from their SVG."""

from xml.etree.ElementTree import Element

from dashboard.drawing.svg import text_box


def room_of(text: Element) -> tuple:
    """The box that the words of a text take."""
    return text_box(
        float(text.get("x")),
        float(text.get("y")),
        text.text,
        float(text.get("font-size")),
        text.get("text-anchor", "start"),
        text.get("font-weight") == "700",
    )
