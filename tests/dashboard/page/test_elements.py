"""Elements are those of Dash: for an app the same, and with no name that Dash does not know."""

from dash import dcc
from dash import html as of_dash
from plotly.io.json import to_json_plotly

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.page import layout, method, rules
from dashboard.page.elements import Link, html
from dashboard.page.parts import PARTS
from tests.bench.views import VIEWS
from tests.support.components import walk


def _again(component):
    """The same as Dash makes it: that raises TypeError at a name that it does not know."""
    return type(component).__base__(**vars(component))


def test_an_app_sees_no_difference():
    ours = html.Div([html.Span("a", className="b", **{"data-c": 1}), Link("d", href="/e")], id="f")
    within = [_again(one) for one in ours.children]
    theirs = of_dash.Div(within, id="f")
    assert isinstance(ours, of_dash.Div)
    assert to_json_plotly(ours) == to_json_plotly(theirs)
    assert str(ours) == str(theirs)


def test_dash_knows_every_name_that_an_element_is_given(app, data):
    seen = set()
    for query in (*VIEWS, "?taal=en", "?weergave=scherm&gebied=PV30", "?gebied=sto-bes"):
        context = Context(data, read(query, data)[0])
        with app.server.test_request_context("/"):
            filled = [part(context) for part in PARTS.values()]
            pages = layout.main_page(context, ""), method.page(context), rules.page(context)
        for one in walk([filled, *pages]):
            if type(one).__name__ in vars(html) or isinstance(one, dcc.Link):
                assert _again(one).to_plotly_json() == one.to_plotly_json()
                seen.add(type(one).__name__)
    assert {"A", "Button", "Details", "Div", "Link", "Span", "Table"} <= seen
