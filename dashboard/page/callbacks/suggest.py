"""Where does one more help most? Asked by somebody who presses the button, as it takes seconds."""

from dash import Dash
from flask import Response

from dashboard.address.context import Context
from dashboard.address.paths import SUGGEST
from dashboard.address.query import link, read_with
from dashboard.address.suggest import PARAMETERS, Wanted, shown_with
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.page.components.suggest import answer
from dashboard.page.markup import Markup
from dashboard.page.parts import notice
from dashboard.texts import texts_in
from dashboard.web import incoming
from dashboard.web.refused import refused
from dashboard.web.suggestions import NoSuggestionError, Sought, suggestion
from geodata.vocabulary import AT_SITES


def register(app: Dash, data: Data) -> None:
    @app.server.get(SUGGEST)
    def suggested() -> Response:
        view, parts, ignored = read_with(PARAMETERS, incoming.query(), data)
        wanted = Wanted(**parts)
        try:
            told = suggestion(data, sought(wanted, view, data), texts_in(view.language))
        except NoSuggestionError as why:
            headers = {} if why.retry is None else {"Retry-After": str(why.retry)}
            return refused(str(why), why.status, view.language, headers)
        markup = Markup(link(view, data).removeprefix("/"))
        context = Context(data, view)
        places = markup.html([notice(context, ignored), *answer(context, wanted, told)])
        # Its links lead on from what the browser shows.
        return Response(places, mimetype="text/html", headers={"Cache-Control": "no-store"})


def sought(wanted: Wanted, view: View, data: Data) -> Sought:
    """The question of what is wanted, in the region of a view; what is close to home is seen in its
    municipality."""
    return Sought(
        shown_with(wanted, view).question,
        wanted.count,
        wanted.ends,
        AT_SITES if wanted.ends else wanted.places,
        data.around(view.region).code,
        wanted.forecast_year or None,
    )
