"""HTML as a browser reads it: its elements with their attributes, and its words."""

from html.parser import HTMLParser


class Markup(HTMLParser):
    """What stands in a piece of HTML, in its order.

    ``steps``: an element that begins is its tag and attributes (None for one without a value), one
    that ends is its tag, and what is written is a text.
    """

    def __init__(self, markup: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.steps: list[tuple] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.steps.append(("begin", tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.steps.append(("end", tag))

    def handle_data(self, data: str) -> None:
        # A text comes in pieces where it has a character that is escaped.
        if self.steps and self.steps[-1][0] == "text":
            data = self.steps.pop()[1] + data
        self.steps.append(("text", data))


def words(markup: str) -> str:
    """The words of a piece of HTML, with one space between them."""
    texts = [step[1] for step in Markup(markup).steps if step[0] == "text"]
    return " ".join(" ".join(texts).split())


def links(markup: str) -> list[dict[str, str | None]]:
    """The attributes of every link in a piece of HTML."""
    return [attributes for tag, attributes in Markup(markup).elements if tag == "a"]


def addresses(markup: str) -> list[str]:
    """Where the links of a piece of HTML lead to."""
    return [one["href"] for one in links(markup) if one.get("href")]
