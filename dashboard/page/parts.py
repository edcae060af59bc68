"""What follows the view on the screen of the map: every part by its id, and what stands in it.

The frame around them (:mod:`dashboard.page.layout`) stays while the view changes.
"""

from collections.abc import Callable
from typing import Any

from dashboard.address.context import Context
from dashboard.page.components import (
    answer_panel,
    facilities_menu,
    header,
    inset,
    map_card,
    misses_out,
    only_panel,
    screen_panel,
    sentence,
    share_menu,
    suggest,
    table,
    what_if,
    work_question,
)
from dashboard.page.elements import html
from dashboard.web import incoming
from dashboard.words.first_sight import map_words

#: A component, a list of them, a text or None.
Children = Any

#: Id of a part -> what fills it.
PARTS: dict[str, Callable[[Context], Children]] = {
    "home": header.home,
    "breadcrumb": header.breadcrumb,
    "language": header.language_switch,
    "screen": lambda context: screen_panel.panel(context, incoming.host()),
    "pick-profiles": sentence.profiles,
    "menu-profiles": sentence.profiles_menu,
    "sentence-middle": sentence.middle,
    "pick-tracks": sentence.tracks,
    "menu-tracks": sentence.tracks_menu,
    "measures": sentence.measures,
    "pick-year": sentence.year,
    "menu-year": sentence.year_menu,
    "pick-population": sentence.population,
    "menu-population": sentence.population_menu,
    "supposed": what_if.supposed,
    "work-question": work_question.question,
    "views": map_card.views,
    "map-buttons": map_card.map_buttons,
    "map-share": share_menu.menu,
    # Within the menu, which stays: they follow every view.
    "share-link": share_menu.link,
    "share-code": share_menu.code,
    "legend": map_card.legend_box,
    "facility-switch": facilities_menu.switch,
    "facility-legend": facilities_menu.legend,
    "inset": inset.inset,
    "map-caption": map_words,
    "table": table.table,
    "table-on-paper": lambda context: table.on_paper(context, incoming.site()),
    "answer": answer_panel.panel,
    # Within the panel, and not in every one.
    "welfare": misses_out.welfare,
    "only-help": only_panel.reading,
    "suggest-form": suggest.fields,
}


def notice(context: Context, ignored: list[str]) -> html.P | None:
    """What of the address could not be used."""
    if not ignored:
        return None
    return html.P(context.texts("notice.ignored", names=", ".join(ignored)))
