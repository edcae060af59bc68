"""What a room reads beside the map on a large screen: one question, one number, and the way for
phones to follow.

Every step that a key takes (``assets/scripts/screen/keys.mjs``) is a link of this panel, so that
the address stays the only place the view lives.
"""

from dashboard.address.context import Context
from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data, Region, fold
from dashboard.figures import answer as figures
from dashboard.figures.caribbean import shows_islands
from dashboard.page.components import (
    answer_panel,
    facilities_menu,
    inset,
    map_card,
    screen_size,
    what_if,
    work_legend,
)
from dashboard.page.elements import Link, html
from dashboard.page.markup import Markup
from dashboard.palette import own_line
from dashboard.texts import Texts
from dashboard.web import incoming
from dashboard.words.answer import AnswerWords, answer_words
from dashboard.words.coverage import country
from dashboard.words.legend import class_rows, legend, offer_legend_title
from dashboard.words.names import region_name
from dashboard.words.question import question
from dashboard.words.sentence import Role

#: Profiles that have a key: 1 to 9.
KEYED = tuple(PROFILE_WORDS)[:9]
#: Layouts whose regions are parts of the country when the map shows them.
COARSE = ("labour_region", "rmc", "corop", "sto")
#: Machines that only reach themselves.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def panel(context: Context, host: str) -> list:
    """The whole panel; nothing in the usual view. ``host`` is where phones can find the page."""
    view, texts = context.view, context.texts
    if not view.screen:
        return []
    words = answer_words(context)
    return [
        html.Div(
            [
                _region(context),
                html.H1(words.question, id="screen-question", className="screen-question"),
                *_supposed(context, words),
                html.Div(
                    [
                        html.P(_large(words.headline), id="screen-number", className=_size(words)),
                        html.P(
                            [
                                html.Span(words.brief[0] if words.brief else "", id="screen-said"),
                                " ",
                                html.Span(country(context), id="screen-country"),
                            ],
                            className="screen-said",
                        ),
                        html.P(_left_out(words), id="screen-without", className="screen-without"),
                        html.P(_everyone(words), id="screen-everyone", className="screen-everyone"),
                        html.P(
                            id="screen-still",
                            className="screen-still",
                            **{"data-words": texts("screen.still")},
                        ),
                    ],
                    **{"aria-live": "polite", "aria-atomic": "true"},
                ),
                html.Div(_legend(context), className="screen-legend"),
                html.Div([html.P(line) for line in words.sources], className="screen-source"),
            ],
            className="screen-panel",
            style={"--guess": _words_size(context, words)},
        ),
        inset.on_screen(context) if shows_islands(view) else None,
        _follow(context, host),
        _keys(context),
    ]


def _region(context: Context) -> html.P:
    """The name of the region; with a bar beside it where somebody gave it a colour."""
    region = context.data.region(context.view.region)
    name = region_name(region, context.texts)
    if not region.colour:
        return html.P(name, className="screen-region")
    style = {"borderColor": own_line(region.colour)}
    return html.P(name, className="screen-region own-colour", style=style)


def _supposed(context: Context, words: AnswerWords) -> list:
    """What is supposed, and the moments to go to."""
    if not context.view.changes:
        return []
    return [
        html.P(words.supposed, className="screen-supposed") if words.supposed else None,
        html.Div([what_if.plans(context), what_if.moments(context)], className="screen-moments"),
    ]


def _left_out(words: AnswerWords) -> str:
    """Who has nothing near; where something is supposed, who loses it and who gains it."""
    return _line(words, Role.EFFECT) or _line(words, Role.WITHOUT)


def _everyone(words: AnswerWords) -> str:
    """That nobody is left out; that is no warning, and does not look like one."""
    return "" if _left_out(words) else _line(words, Role.EVERYONE)


def _line(words: AnswerWords, role: Role) -> str:
    return next((str(line) for line in words.lines if line.role is role), "")


# ---- words ---------------------------------------------------------------------------------------


def parted(headline: str) -> tuple[str, str]:
    """ "94 van de 100" -> the figure that is read from afar, and the words behind it.

    Words without a figure stay whole, behind an empty figure.
    """
    first, _, rest = headline.partition(" ")
    return (first, rest) if first[:1].isdigit() or first[:1] in "−-<–" else ("", headline)


def _large(headline: str) -> list:
    first, rest = parted(headline)
    return [
        html.Strong(first) if first else None,
        # A space, for who hears it.
        " " if first and rest else None,
        html.Span(rest) if rest else None,
    ]


def _words_size(context: Context, words: AnswerWords) -> float:
    """How large all that is said can be."""
    view = context.view
    name = region_name(context.data.region(view.region), context.texts)
    said = f"{words.brief[0] if words.brief else ''} {country(context)}"
    paragraphs = [
        (name, screen_size.REGION),
        (words.question, screen_size.QUESTION),
        (words.supposed, screen_size.SUPPOSED),
        (said, screen_size.SAID),
        (_left_out(words) or _everyone(words), screen_size.WITHOUT),
    ]
    return screen_size.size(
        [(text, size) for text, size in paragraphs if text],
        parted(words.headline),
        _legend_lines(context),
        words.sources,
        buttons=bool(view.changes),
    )


def _legend_lines(context: Context) -> int:
    if context.view.kind.crosses_offer:
        return screen_size.NINE
    if context.view.kind.is_labour:
        return screen_size.in_lines(len(class_rows(context)))
    return screen_size.in_lines(len(legend(context.view, context.texts)))


def _size(words: AnswerWords) -> str:
    """A figure is read from afar; a title in its place is as large as fits."""
    first, _ = parted(words.headline)
    return "screen-number" if first else "screen-number screen-title"


def steps(context: Context) -> list[dict]:
    """For every threshold what the panel would say of the region, for the browser to play.

    ``value`` in the unit of the view, ``question``, ``number``, ``rest``, ``said``, ``country``,
    ``without``, ``everyone``, the words of every class of the map, ``legend``, and what stands on
    top of the usual panel, ``top``. Empty where no threshold changes the number: the labour market,
    a home area, a site, the Caribbean region.
    """
    data, view, texts = context.data, context.view, context.texts
    region = data.region(view.region)
    if view.kind.is_labour or view.site or region.is_close or region.code == CARIBBEAN:
        return []
    field = "minutes" if view.unit == "min" else "threshold_km"
    markup = Markup(link(view, data))
    played = []
    for value in view.thresholds:
        at = view.but(**{field: value})
        if not figures.answer(data, at).young > 0:
            return []
        words = answer_words(Context(data, at))
        first, rest = parted(words.headline)
        played.append(
            {
                "value": value,
                "question": question(at, texts),
                "number": first,
                "rest": rest,
                "said": words.brief[0],
                "country": country(Context(data, at)),
                "without": _left_out(words),
                "everyone": _everyone(words),
                "legend": [row for _, row in legend(at, texts)],
                "top": markup.html(answer_panel.top(Context(data, at))),
            }
        )
    return played


def _legend(context: Context) -> list:
    """The classes of the map, without what only a hand on the mouse can use."""
    view, texts = context.view, context.texts
    if shows_islands(view):
        return [html.P(texts("caribbean.scale"))]
    if view.kind.is_labour:
        return work_legend.legend(context)
    return [
        html.P(offer_legend_title(view, texts), className="screen-legend-title"),
        map_card.legend_rows(view, texts, played=True),
        html.P(map_card.ring_key(view, texts), className="legend-sites") if view.sites else None,
        *facilities_menu.legend(context),
    ]


# ---- phones --------------------------------------------------------------------------------------


def _follow(context: Context, host: str) -> html.Div:
    """The view as a code for phones, and where it is found by hand."""
    texts = context.texts
    if host.rpartition(":")[0] in LOOPBACK or host in LOOPBACK:
        address = texts("screen.follow.local")
    else:
        address = host + incoming.base()
    query = link(context.view.but(screen=False), context.data).removeprefix("/")
    return html.Div(
        [
            html.Img(src=f"/qr.svg{query}", alt=texts("screen.qr"), className="screen-qr"),
            html.P([html.Strong(texts("screen.follow")), html.Span(address)]),
        ],
        className="screen-follow",
    )


# ---- steps ---------------------------------------------------------------------------------------


def _keys(context: Context) -> html.Nav:
    """Links that the keys follow: to regions in sight, the rest in a menu that names the keys."""
    texts = context.texts
    return html.Nav(
        [
            *_steps(context),
            html.Details(
                [
                    html.Summary(texts("screen.keys")),
                    html.Div(_menu(context), className="menu"),
                ],
                className="pick pick-keys",
                id="part-keys",
            ),
        ],
        className="screen-keys",
        **{"aria-label": texts("screen.steps")},
    )


def _steps(context: Context) -> list[Link]:
    """One link per direction that leads somewhere."""
    data, view, texts = context.data, context.view, context.texts
    before, after = neighbours(data, view)
    inside = first_part(data, view)
    links = []
    if before:
        links.append(_step("previous", f"← {_short(before, texts)}", to(data, view, before), data))
    if after:
        links.append(_step("next", f"{_short(after, texts)} →", to(data, view, after), data))
    if view.site:
        links.append(_step("up", f"↑ {texts('site.back')}", view.but(site=None), data))
    elif (parent := data.parent(view.region)) is not None:
        above = data.region(parent)
        links.append(_step("up", f"↑ {_short(above, texts)}", to(data, view, above), data))
    if inside:
        links.append(_step("down", f"↓ {_short(inside, texts)}", to(data, view, inside), data))
    return links


def _short(region: Region, texts: Texts) -> str:
    return region.code if region.level == "postcode" else region_name(region, texts)


def _step(key: str, words: str, view: View, data: Data, **more) -> Link:
    return Link(words, href=link(view, data), className=f"button key-{key}", **more)


def to(data: Data, view: View, region: Region) -> View:
    """The view of a region one step away; the country keeps the layout that was stepped through."""
    if region.level == "nl":
        level = data.level_of(view.region)
        return view.but(region="NL", picked_level=level if level in COARSE else None)
    return view.arrive(data, region.code)


def neighbours(data: Data, view: View) -> tuple[Region | None, Region | None]:
    """The region before and after this one among those of its level with the same region above, by
    name, also where that is not on the map; from the country, nothing and its first part."""
    region = data.region(view.region)
    parent = data.parent(region.code)
    if parent is None:
        return None, first_part(data, view)
    beside = _parts(data, region.level, parent)
    if region.level == data.level_of(CARIBBEAN):
        beside = sorted([*beside, data.region(CARIBBEAN)], key=_by_name)
    codes = [one.code for one in beside]
    if region.code not in codes:
        return None, None
    at = codes.index(region.code)
    return (beside[at - 1] if at else None), (beside[at + 1] if at + 1 < len(beside) else None)


def first_part(data: Data, view: View) -> Region | None:
    """The first region one step closer, by name; None for a home area."""
    region = data.region(view.region)
    if region.level == "nl":
        level = view.level if view.level in COARSE else "province"
    else:
        level = "postcode" if region.level == "municipality" or region.is_close else "municipality"
    parts = _parts(data, level, region.code) if not region.is_close else []
    return parts[0] if parts else None


def _parts(data: Data, level: str, code: str) -> list[Region]:
    """Regions of a level inside a region, by name; only those that the map can show."""
    codes = data.tables.regions_of(level)["code"]
    regions = [data.region(codes.iloc[row]) for row in data.areas_inside(level, code)]
    return sorted((one for one in regions if one.feature >= 0), key=_by_name)


def _by_name(region: Region) -> tuple[str, str]:
    return fold(region.name), region.code


def _menu(context: Context) -> list:
    """What every key does; profiles and years are links."""
    data, view, texts = context.data, context.view, context.texts
    years = list(data.tables.years)
    at = years.index(view.year)
    rows = [
        ("← →", texts("screen.key.beside")),
        ("↑ ↓", texts("screen.key.up")),
        *([("B", texts("screen.key.now"))] if view.changes else []),
        (texts("screen.space"), texts("screen.key.play")),
        (f"Shift + {texts('screen.space')}", texts("screen.key.years")),
        ("P, Esc", texts("screen.key.leave")),
        ("?, H", texts("screen.key.keys")),
    ]
    return [
        html.Ul(
            [html.Li([html.Kbd(key), html.Span(words)]) for key, words in rows],
            className="keys",
        ),
        html.P(texts("screen.key.profiles"), className="menu-title"),
        html.Ul(
            [
                html.Li(
                    Link(
                        [html.Kbd(str(number)), " ", texts(f"profiles.{code}")],
                        href=link(view.but(profiles=code), data),
                        className=f"key-{number}{' chosen' if code == view.profiles else ''}",
                    )
                )
                for number, code in enumerate(KEYED, 1)
            ]
        ),
        html.Div(
            [
                _step("first-year", texts("screen.year.first"), view.but(year=years[0]), data),
                _step("next-year", texts("screen.year.next"), view.but(year=years[at + 1]), data)
                if at + 1 < len(years)
                else None,
            ],
            className="screen-years",
        ),
    ]
