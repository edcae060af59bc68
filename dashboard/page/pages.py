"""Every page that Dash draws, by its path; whatever is none of these is not found by the server."""

from dashboard.address.paths import MAP
from dashboard.page import layout, method, rules

PAGES = {
    MAP: layout.main_page,
    "/verantwoording": lambda context, _: method.page(context),
    "/regelingen": lambda context, _: rules.page(context),
}
