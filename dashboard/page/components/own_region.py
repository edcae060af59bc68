"""A region of one's own: the menu to make one on the map, and the place of the form that makes it
(``assets/scripts/region``, which comes when it is used)."""

import json

from dash import html

from dashboard.address.parameters import LEVEL_WORDS, NAME_OF
from dashboard.texts import Texts
from dashboard.web import incoming
from dashboard.web.assets import asset
from geodata.layouts import AREAS, LONGEST_NAME, MOST_MEMBERS

#: Parts of the view that would stand over the map.
CLOSED = ("table", "site", "screen")


def menu(texts: Texts) -> html.Details:
    """The menu beside the legend."""
    return html.Details(
        [
            html.Summary(texts("own.title")),
            html.Div(
                [
                    html.P(texts("own.help"), className="note"),
                    html.Button(texts("own.make"), id="region-make", className="button"),
                ],
                className="menu",
            ),
        ],
        className="pick pick-facilities",
        id="part-own-region",
    )


def maker(texts: Texts) -> html.Div:
    """The place of the form over the map, with what its script needs to know."""
    rules = {
        "region": NAME_OF["region"],
        "level": NAME_OF["picked_level"],
        "show": NAME_OF["show"],
        "closed": [NAME_OF[part] for part in CLOSED],
        "levels": {level: LEVEL_WORDS[level] for level in AREAS.values()},
        "most": MOST_MEMBERS,
        "longestName": LONGEST_NAME,
        "words": {
            "title": texts("own.title"),
            "name": texts("own.name"),
            "colour": texts("own.colour"),
            "levels": {
                "municipality": texts("level.municipality.many"),
                "postcode": texts("level.postcode.many"),
            },
            "click": texts("own.click"),
            "clickHelp": texts("own.click.help"),
            "draw": texts("own.draw"),
            "drawHelp": texts("own.draw.help"),
            "add": texts("own.add"),
            "unknown": texts("own.add.unknown"),
            "chosen": texts("own.chosen", count="{count}"),
            "tooLong": texts("own.too_long", most=MOST_MEMBERS),
            "undo": texts("own.undo"),
            "stop": texts("own.stop"),
            "done": texts("own.done"),
        },
    }
    data = {"data-rules": json.dumps(rules), "data-style": incoming.at(asset("own-region.css"))}
    return html.Div(id="region-maker", hidden=True, **data)
