"""Components as HTML: what a browser reads back is what they say."""

from urllib.parse import parse_qsl, urlencode

import pytest
from dash import dcc, html
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.query import link
from dashboard.page.markup import Markup
from tests.support.links import changed
from tests.support.markup import Markup as Read
from tests.support.markup import links, words
from tests.support.views import views

HERE = Markup("?profiel=pie&gebied=GM0855")
#: What a browser shows of a text: HTML cannot hold all, and rewrites the ends of lines.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
QUERIES = st.dictionaries(
    st.sampled_from(["profiel", "gebied", "jaar", "per"]),
    st.text("abc0-9,é&=+% ", min_size=1, max_size=6),
)


def query(parameters: dict[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""


@pytest.mark.parametrize("nothing", [None, False, [], [None, [False]]])
def test_nothing_is_nothing(nothing):
    assert HERE.html(nothing) == ""


def test_a_text_is_no_markup():
    assert HERE.html("<b>&") == "&lt;b&gt;&amp;"
    assert HERE.html(html.P(["1 < 2", html.B("é")])) == "<p>1 &lt; 2<b>é</b></p>"


def test_what_holds_nothing_is_not_closed():
    assert HERE.html(html.Div([html.Br(), html.Img(src="/x.svg", alt="")])) == (
        '<div><br><img alt src="/x.svg"></div>'
    )


@pytest.mark.parametrize(
    ("component", "attributes"),
    [
        (html.Div(className="a b"), {"class": "a b"}),
        (html.Label("x", htmlFor="y"), {"for": "y"}),
        (html.Button("x", hidden=True), {"hidden": None}),
        (html.Button("x", hidden=False), {}),
        (html.Td("x", colSpan=2), {"colspan": "2"}),
        (html.Aside(tabIndex=-1), {"tabindex": "-1"}),
        (
            html.Div(**{"aria-label": 'a "b"', "data-x": "<&>"}),
            {"aria-label": 'a "b"', "data-x": "<&>"},
        ),
        (
            html.Span(style={"backgroundColor": "#fff", "width": "3%"}),
            {"style": "background-color:#fff;width:3%"},
        ),
        (html.I(style={"--share": "3%", "top": 0}), {"style": "--share:3%;top:0"}),
        (html.I(title='" onclick="x', id="a'b"), {"title": '" onclick="x', "id": "a'b"}),
        (html.Button("x", n_clicks=3, key="y", title=None), {}),
    ],
)
def test_properties_are_attributes(component, attributes):
    ((_, read),) = Read(HERE.html(component)).elements
    assert read == attributes


def test_every_process_writes_the_same():
    named = {f"data-{letter}": letter for letter in "hgfedcba"}
    written = "".join(f' data-{letter}="{letter}"' for letter in "abcdefgh")
    assert HERE.html(html.Div(id="x", className="y", **named)) == (
        f'<div class="y"{written} id="x"></div>'
    )


@given(TEXTS, TEXTS, TEXTS)
def test_a_browser_reads_back_what_was_said(text, label, title):
    markup = HERE.html(html.P([text, html.Span(label, title=title)]))
    (_, paragraph), (_, span) = Read(markup).elements
    assert paragraph == {}
    # An attribute without a value and one with an empty text are the same to a browser.
    assert (span["title"] or "") == title
    assert words(markup) == " ".join(f"{text} {label}".split())


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "lang", "aria-label", "data-x", "className"]), TEXTS
    ),
    st.lists(TEXTS | st.none() | st.booleans(), max_size=4),
)
def test_a_browser_reads_back_every_attribute_and_word(attributes, children):
    markup = HERE.html(html.Div(children, **attributes))
    ((tag, read),) = Read(markup).elements
    assert tag == "div"
    assert {name: text or "" for name, text in read.items()} == {
        "class" if name == "className" else name: text for name, text in attributes.items()
    }
    texts = [step[1] for step in Read(markup).steps if step[0] == "text"]
    assert "".join(texts) == "".join(one for one in children if isinstance(one, str))


ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("id", "title", "className", "data-copy"), TEXTS),
        "hidden": st.booleans(),
        "tabIndex": st.integers(-1, 9),
    },
)
NAMES = {"className": "class", "tabIndex": "tabindex"}
TREES = st.recursive(
    TEXTS | st.integers() | st.none() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(
            lambda kind, children, attributes: kind(children, **attributes),
            st.sampled_from([html.Div, html.Span, html.P, html.Ul, html.Button]),
            inner,
            ATTRIBUTES,
        )
    ),
    max_leaves=8,
)


def steps_of(component) -> list[tuple]:
    """What a reader of HTML should find of a component."""
    if component is None or isinstance(component, bool):
        return []
    if isinstance(component, list):
        return [step for one in component for step in steps_of(one)]
    if isinstance(component, str | int):
        return [("text", str(component))] if component != "" else []
    tag = type(component).__name__.lower()
    given = component.to_plotly_json()["props"]
    attributes = {
        NAMES.get(name, name): None if value is True or value == "" else str(value)
        for name, value in given.items()
        if name != "children" and value is not False
    }
    within = steps_of(given.get("children"))
    return [("begin", tag, attributes), *within, ("end", tag)]


def joined(steps: list[tuple]) -> list[tuple]:
    """The same, with texts that stand beside each other as one."""
    whole: list[tuple] = []
    for step in steps:
        if step[0] == "text" and whole and whole[-1][0] == "text":
            whole[-1] = ("text", whole[-1][1] + step[1])
        else:
            whole.append(step)
    return whole


@pytest.mark.slow
@given(TREES)
def test_a_browser_reads_back_every_tree(component):
    assert Read(HERE.html(component)).steps == joined(steps_of(component))


def test_a_link_of_the_page_says_that_it_stays():
    (inside,) = links(HERE.html(dcc.Link("x", href="/?profiel=pie")))
    (outside,) = links(HERE.html(html.A("x", href="/download.csv?profiel=pie", download="")))
    (away,) = links(HERE.html(html.A("x", href="https://example.org/?a=b")))
    assert inside == {"data-set": "gebied=", "data-within": None, "href": "/?profiel=pie"}
    assert "data-within" not in outside and outside["data-set"] == "gebied="
    assert away == {"href": "https://example.org/?a=b"}


@given(QUERIES, QUERIES)
def test_what_a_link_changes_of_the_view_in_sight_is_where_it_leads(shown, wanted):
    (written,) = links(Markup(query(shown)).html(dcc.Link("x", href=f"/{query(wanted)}")))
    after = dict(shown)
    for name, text in parse_qsl(written["data-set"] or "", keep_blank_values=True):
        after[name] = text
        if not text:
            del after[name]
    assert after == wanted


@pytest.mark.slow
@settings(max_examples=100)
@given(drawn=st.data())
def test_from_any_view_a_link_leads_to_any_view(data, drawn):
    shown, wanted = (link(drawn.draw(views(data)), data) for _ in range(2))
    query_shown = shown.removeprefix("/")
    (written,) = links(Markup(query_shown).html(dcc.Link("x", href=wanted)))
    assert "/" + changed(query_shown, written["data-set"] or "") == written["href"] == wanted


def test_without_addresses_equal_links_are_equal_texts():
    one, other = Markup("?profiel=pie"), Markup("?profiel=pie&gebied=PV28")
    here = dcc.Link("x", href="/?profiel=bwi")
    there = dcc.Link("x", href="/?profiel=bwi&gebied=PV28")
    assert one.html(here, addresses=False) == other.html(there, addresses=False)
    assert one.html(here) != other.html(there)


def test_a_part_of_a_page_stays_behind_the_query_a_link_leads_with():
    link = html.A("x", href="/regio/land/NL?profiel=pie#part")
    assert links(HERE.html(link))[0]["href"] == "/regio/land/NL?profiel=pie#part"
    assert links(HERE.html(link, addresses=False))[0]["href"] == "/regio/land/NL#part"
