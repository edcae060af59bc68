"""The slide of a view: question, answer, map, and the key figures as a native table or chart.

Every number is the text that the screen shows.
"""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import CARIBBEAN
from dashboard.drawing.slide import FIGURES_AT, SMALLEST, answer_text, deck, map_picture, tabled
from dashboard.figures import answer as figures
from dashboard.figures import compared, effect, only, pupil_homes, travel, two_way, work
from dashboard.formatting import of_hundred, one_not_nearly, people
from dashboard.messages import curve
from dashboard.palette import COMPARED, SUPPOSED, Area
from dashboard.texts import Texts
from dashboard.words import compared as words_compared
from dashboard.words import plans
from dashboard.words.answer import AnswerWords, answer_words
from dashboard.words.figures import figure_words
from dashboard.words.home import site_place
from dashboard.words.legend import cell_words, offer_title, offer_words, title
from dashboard.words.names import offer_name, title_name
from dashboard.words.offer import only_size
from dashboard.words.pupil_homes import of_site
from dashboard.words.site import ring_words, rings_title
from dashboard.words.sources import made_on
from dashboard.words.threshold import far, within
from geodata.analysis.pupil_homes import SiteHomes

#: Letters of what is supposed beside which they are smaller.
LONG_SUPPOSITION = 220
#: The curves of two plans and of now, as on the page.
PLAN_COLOURS = {"region": Area.NEAREST, "beside": SUPPOSED, "before": Area.WORST}


def view_deck(context: Context, address: str) -> dict:
    """The job of one slide: question, answer, map, and the key figures as a table or a chart."""
    view, texts = context.view, context.texts
    words = answer_words(context)
    region = context.data.region(view.region)
    place = title_name(region, texts)
    parts = [
        answer_text(words),
        *map_picture(context, words),
        key_figures(context),
    ]
    slide = {
        "title": words.question,
        "parts": [part for part in parts if part],
        "footer": _footer(words.sources, texts),
        "notes": _notes(words, view, texts, address),
    }
    both = _plans(context) if effect.has_plans(context.data, view) else []
    slides = [slide, *([slide | {"title": texts("plan.title"), "parts": both}] if both else [])]
    if beside := _compared(context):
        slides.append(slide | {"title": texts("compare.title"), "parts": beside})
    return deck(f"{words.asks} {place}", slides, texts, region)


def _plans(context: Context) -> list[dict]:
    """Two plans beside each other, and their curves in one plot with now."""
    texts = context.texts
    words = answer_words(context)
    rows = [
        [row.words, *(plans.shown(row, value, context) for value in row.values)]
        for row in plans.rows(context)
    ]
    caption = texts("plan.title")
    at = (0.5, 2.9, 6.3, 2.6)
    table = tabled(
        ["", *plans.heads(context)], rows, caption, [5, 2, 2, 2], _in_file(texts), at, 16
    )
    size = 16 if len(words.supposed) < LONG_SUPPOSITION else SMALLEST
    supposed = {"text": words.supposed, "size": size}
    drawn = curve.message(context, lambda region: title_name(region, texts))
    parts = [{"kind": "text", "at": (0.5, 1.3, 6.3, 1.5), "lines": [supposed]}, table]
    if drawn is None:
        return parts
    return [*parts, _curves(drawn, PLAN_COLOURS, (7.0, 1.3, 5.83, 5.5), caption)]


def _compared(context: Context) -> list[dict]:
    """The regions that are kept beside that of the view: the same figures, and one plot of their
    curves; of a labour view its figures alone. Empty where none are, and of the view of a site."""
    view, texts = context.view, context.texts
    kept = compared.kept(context.data, view)
    if kept and view.kind.is_labour:
        return [_labour(context)]
    drawn = curve.message(context, lambda region: title_name(region, texts))
    if not kept or view.site or drawn is None:
        return []
    regions = words_compared.regions(context)
    rows = [[name, *values] for name, values in words_compared.rows(context, regions)]
    heads = ["", *(title_name(region, texts) for region in regions)]
    caption = texts("compare.caption")
    at = (0.5, 1.3, 6.9, 3.6)
    widths = [4.0, *[3.0] * len(regions)]
    table = tabled(heads, rows, caption, widths, _in_file(texts), at, SMALLEST)
    colours: dict[str, str] = {"region": Area.NEAREST, "country": Area.FAR}
    colours |= zip(curve.COMPARED, COMPARED, strict=True)
    return [
        table,
        _curves(drawn, colours, (7.6, 1.3, 5.23, 5.5), caption),
    ]


def _labour(context: Context) -> dict:
    """The figures of a labour view, a row per region."""
    heads, rows = words_compared.labour_rows(context)
    widths = [3.0, *[4.0] * len(heads)]
    at, caption = (0.5, 1.3, 12.33, 4.0), context.texts("compare.title")
    return tabled(["", *heads], rows, caption, widths, _in_file(context.texts), at, 16)


def _curves(drawn: curve.Curve, colours: Mapping[str, str], at: tuple, caption: str) -> dict:
    """Some of the lines of the panel as a native chart: the kind of a line -> its colour."""
    whole = [place for place, limit in enumerate(drawn["limits"]) if float(limit).is_integer()]
    return {
        "kind": "chart",
        "type": "line",
        "at": at,
        "title": f"{drawn['words']['shares']}, {drawn['words']['axis']}",
        "categories": [str(int(drawn["limits"][place])) for place in whole],
        "series": [
            {
                "name": line["name"],
                "colour": colours[line["kind"]],
                "values": [line["shares"][place] for place in whole],
            }
            for line in drawn["lines"]
            if line["kind"] in colours
        ],
        "most": 100,
        "size": SMALLEST,
        "words": f"{caption}. {drawn['sight']}".rstrip(),
    }


def _footer(sources: tuple[str, ...], texts: Texts) -> str:
    return " ".join([*sources, f"{made_on(texts)}."])


def _notes(words: AnswerWords, view: View, texts: Texts, address: str) -> str:
    """What a speaker needs: question, answer, method, sources and the way back."""
    lines = [words.asks, words.whole, ""]
    lines += [texts("csv.method_note")] if view.kind.asks_offer else []
    lines += [texts(view.entry.caveat)] if view.kind.is_labour else []
    lines += [*words.sources, f"{made_on(texts)}.", texts("export.address", address=address)]
    return "\n".join(lines)


def key_figures(context: Context) -> dict | None:
    """What the panel shows under its answer, as a table or a chart; None where it has nothing."""
    data, view, texts = context.data, context.view, context.texts
    if view.site:
        homes = pupil_homes.on_map(data, view)
        return _rings(context) if homes is None else _pupils(homes, texts)
    if view.region == CARIBBEAN:
        return None
    if view.kind.is_labour:
        return _pairs(context) if view.kind.crosses_offer else _highest(context)
    if data.region(view.region).is_close:
        return _nearest(context)
    if not figures.answer(data, view).young > 0:
        return None
    return _only(context) if view.kind.opens_with == "ranking" else _bars(context)


def _bars(context: Context) -> dict:
    """Of a hundred young people per profile, beside the country."""
    data, view, texts = context.data, context.view, context.texts
    rows = figures.bars(data, view)
    here = {"name": title_name(data.region(view.region), texts), "colour": Area.NEAR}
    country = {"name": title_name(data.region("NL"), texts), "colour": Area.FAR}
    series = [here | _shares([share for _, share, _ in rows], texts)]
    if view.region != "NL":
        series.append(country | _shares([share for _, _, share in rows], texts))
    return {
        "kind": "chart",
        "type": "bar",
        "at": FIGURES_AT,
        "title": texts("bars.title", within=within(view, texts)),
        "categories": [texts(f"profile.{code}") for code, _, _ in rows],
        "series": series,
        "most": 115,
        "size": SMALLEST,
        "words": texts("bars.title", within=within(view, texts)),
    }


def _shares(values: list[float], texts: Texts) -> dict:
    """Shares as the bars of the screen: drawn exactly, said in whole numbers."""
    return {
        "values": [None if np.isnan(value) else one_not_nearly(value, 1) for value in values],
        "labels": [of_hundred(value, texts.language) for value in values],
        "size": SMALLEST,
    }


def _in_file(texts: Texts) -> Callable[..., str]:
    return partial(texts, "export.more.file")


def _rings(context: Context) -> dict:
    view, texts = context.view, context.texts
    caption = rings_title(context)
    rows = [[*ring_words(ring, context)] for ring in travel.site_reach(context.data, view).rings]
    return tabled([caption, texts("key.young")], rows, caption, [3, 2], _in_file(texts))


def _pupils(homes: SiteHomes, texts: Texts) -> dict:
    """Where the pupils of a site live, in the words of the panel."""
    told = [*of_site(homes, texts), texts("pupil_homes.masked")]
    lines = [{"text": line, "size": SMALLEST, "after": 4} for line in told]
    title = {"text": texts("pupil_homes.title"), "size": 16, "bold": True, "after": 6}
    return {"kind": "text", "at": FIGURES_AT, "lines": [title, *lines]}


def _nearest(context: Context) -> dict:
    view, texts = context.view, context.texts
    rows = [
        [
            texts(f"profile.{site.profile}"),
            site_place(site),
            far(view, site.metres, texts),
        ]
        for site in figures.nearest_sites(context.data, view)
    ]
    heads = [texts("portrait.profile"), texts("portrait.site"), texts("indicator.distance.name")]
    table = tabled(heads, rows, texts("home.nearest"), [5, 6, 2], _in_file(texts))
    return table | {"numbers": [2]}


def _only(context: Context) -> dict | None:
    texts = context.texts
    ranked = only.felt(context.data, context.view)
    if ranked.empty:
        return None
    rows = [
        [
            row.name,
            " · ".join(filter(None, [offer_name(row.profile, texts), only_size(row, context)])),
            people(row.young_people, texts.language),
        ]
        for row in ranked.itertuples()
    ]
    heads = [texts("portrait.site"), texts("portrait.profile"), texts("portrait.only.young")]
    table = tabled(heads, rows, texts("only.title"), [6, 5, 3], _in_file(texts))
    return table | {"numbers": [2]}


def _highest(context: Context) -> dict | None:
    data, view, texts = context.data, context.view, context.texts
    frame = work.shown(data, view)
    chosen = work.chosen(data, view)
    shown = frame[frame["code"].isin(chosen)] if chosen else work.rows(data, view, frame)
    shown = shown.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    if shown.empty:
        return None
    rows = [
        [row.name, figure_words(view.entry, row.low, row.high, texts)]
        for row in shown.itertuples(index=False)
    ]
    heads = [texts("figure.highest"), title(view, texts)]
    return tabled(heads, rows, texts("figure.highest"), [3, 2], _in_file(texts))


def _pairs(context: Context) -> dict | None:
    """The chosen regions, or those with much work and little offer; both figures of each."""
    data, view, texts = context.data, context.view, context.texts
    if work.chosen(data, view):
        pairs, caption = two_way.of_chosen(data, view), texts("two_way.figures")
    else:
        pairs = two_way.in_corner(data, view)
        caption = cell_words(two_way.MUCH_WORK_LITTLE_OFFER, view, texts)
    if pairs.empty:
        return None
    rows = [
        [
            row["name"],
            figure_words(view.entry, row["low"], row["high"], texts),
            offer_words(row, texts),
        ]
        for row in pairs.to_dict("records")
    ]
    heads = [caption[:1].upper() + caption[1:], title(view, texts), offer_title(view, texts)]
    return tabled(heads, rows, caption, [4, 3, 3], _in_file(texts))
