"""A region of one's own: the menu to make one on the map, or several out of a table, and the place
of the form that makes it (``assets/scripts/region``, which comes when it is used)."""

import json
from urllib.parse import urlencode

from dashboard.address.context import Context
from dashboard.address.parameters import LEVEL_WORDS, NAME_OF
from dashboard.data import Data
from dashboard.formatting import number
from dashboard.messages.facilities import FILE_NAME, sentences
from dashboard.page.components import file_field
from dashboard.page.elements import html
from dashboard.texts import Texts
from dashboard.upload.layout import LayoutUpload, left_out_near
from dashboard.web import incoming
from dashboard.web.assets import asset
from geodata.layouts import AREAS, LONGEST_MEMBERS, LONGEST_NAME
from geodata.vocabulary import OWN

#: Parts of the view that would stand over the map.
CLOSED = ("table", "site", "screen")
#: Regions, and municipalities that take no part, of which the names are told.
MOST_NAMED = 12


def menu(texts: Texts) -> html.Details:
    """The menu beside the legend."""
    return html.Details(
        [
            html.Summary(texts("own.title")),
            html.Div(
                [
                    html.P(texts("own.help"), className="note"),
                    html.Button(texts("own.make"), id="region-make", className="button"),
                    *_table(texts),
                ],
                className="menu",
            ),
        ],
        className="pick pick-facilities",
        id="part-own-region",
    )


def _table(texts: Texts) -> list:
    """Regions out of a table: the template, the field, and where it is told what was read."""
    return [
        html.H3(texts("own.table")),
        file_field.template(
            texts("own.table.help"), texts("own.table.template"), "/sjabloon-indeling.csv", texts
        ),
        file_field.field("layout-file", file_field.TABLES, texts),
        html.P(texts("own.table.private"), className="note"),
        file_field.too_large("layout-too-large", texts),
        html.Div(id="layout-said", role="status"),
    ]


def told(upload: LayoutUpload, file_name: str, context: Context) -> list:
    """What is said of a table, in one language: the regions it makes, who take no part, and the way
    to the map; or what is wrong in it, row by row."""
    data, texts = context.data, context.texts
    name = file_name[:FILE_NAME]
    faults = [html.Li(one) for one in sentences(upload.faults, texts)]
    listed = [html.Ul(faults, className="faults")] if faults else []
    if not upload.regions:
        return [html.P(html.Strong(texts("own.table.bad", name=name))), *listed]
    return [
        html.P(html.Strong(_read(upload, name, data, texts))),
        html.P(_regions(upload, texts)),
        html.P(_left_out(upload, data, texts)),
        *listed,
        _show(upload, context),
    ]


def _read(upload: LayoutUpload, name: str, data: Data, texts: Texts) -> str:
    every = len(data.tables.regions_of(upload.areas))
    return texts(
        "own.table.read",
        name=name,
        count=len(upload.regions),
        areas=number(every - len(upload.left_out), texts.language),
        level=texts(f"level.{upload.areas}.many"),
    )


def _regions(upload: LayoutUpload, texts: Texts) -> str:
    """The regions with how many areas each has."""
    counts = zip(upload.regions, upload.counts, strict=True)
    named = [f"{region.name} ({number(count, texts.language)})" for region, count in counts]
    more = ["…"] if len(named) > MOST_NAMED else []
    return ", ".join(named[:MOST_NAMED] + more)


def _left_out(upload: LayoutUpload, data: Data, texts: Texts) -> str:
    """The municipalities of the same provinces that are in no region."""
    towns = [data.region(code).name for code in left_out_near(upload, data)]
    if not towns:
        return texts("own.table.all")
    names = ", ".join(towns[:MOST_NAMED])
    if len(towns) <= MOST_NAMED:
        return texts("own.table.left", names=names)
    return texts("own.table.left.more", names=names, count=len(towns) - MOST_NAMED)


def _show(upload: LayoutUpload, context: Context) -> html.A:
    """A link that changes this much of whatever view is in sight then; of work there are figures
    of other regions only."""
    closed = (*CLOSED, "show") if context.view.kind.is_labour else CLOSED
    changes = {
        NAME_OF["region"]: "",
        NAME_OF["picked_level"]: LEVEL_WORDS[OWN],
        NAME_OF["layout"]: upload.text,
        **dict.fromkeys((NAME_OF[part] for part in closed), ""),
    }
    query = urlencode(changes, safe=",:")
    data = {"data-set": query, "data-within": ""}
    words = context.texts("own.table.show")
    return html.A(words, href=f"/?{query}", className="button", **data)


def maker(texts: Texts) -> html.Div:
    """The place of the form over the map, with what its script needs to know."""
    rules = {
        "region": NAME_OF["region"],
        "level": NAME_OF["picked_level"],
        "show": NAME_OF["show"],
        "closed": [NAME_OF[part] for part in CLOSED],
        "levels": {level: LEVEL_WORDS[level] for level in AREAS.values()},
        "longest": LONGEST_MEMBERS,
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
            "tooLong": texts("own.too_long"),
            "undo": texts("own.undo"),
            "stop": texts("own.stop"),
            "done": texts("own.done"),
        },
    }
    data = {"data-rules": json.dumps(rules), "data-style": incoming.at(asset("own-region.css"))}
    return html.Div(id="region-maker", hidden=True, **data)
