"""The tables of a view beside that of its map, as every kind of file takes them.

Each raises UnfitError where the view has no figures for it: a file is kept under its name, and the
table of the map under another one would be taken for what it is not.
"""

from collections.abc import Callable

import pandas as pd

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data
from dashboard.figures import answer, effect, equity, only, pupil_homes, travel
from dashboard.messages import curve
from dashboard.web.refusal import UnfitError
from dashboard.words import pupil_homes as pupil_homes_words
from dashboard.words.changes import place_name, supposed_words
from dashboard.words.map_table import Part, offer_heading, table
from dashboard.words.names import method_words, offer_name, region_name
from dashboard.words.threshold import axis, within
from geodata.vocabulary import COMBINED, SINGLE


def site(context: Context) -> Part:
    """The homes around the chosen site."""
    data, view, texts = context.data, context.view, context.texts
    if not view.site:
        raise _unfit("site", context)
    frame = travel.homes_table(data, view).round(4)
    frame["method"] = [method_words(method, texts) for method in frame["method"]]
    frame["nearest"] = frame["nearest"].map({True: texts("csv.yes"), False: texts("csv.no")})
    chosen = data.tables.placed_sites.iloc[travel.chosen_row(data, view)]
    about = f"{view.site} {chosen['name']}, {chosen['place']}"
    return _part("vestiging", context, frame, about)


def pupils(context: Context) -> Part:
    """Where the pupils of the chosen site live."""
    data, view, texts = context.data, context.view, context.texts
    homes = pupil_homes.of_site(data, view)
    if homes is None:
        raise _unfit("pupils" if view.site else "site", context)
    columns = {"low": "pupils_low", "high": "pupils_high", "nearer": "part_nearer"}
    areas = homes.areas
    if view.unit == "min":
        areas, columns = areas.assign(km=view.in_unit(areas["km"] * 1000)), columns | {"km": "min"}
    frame = areas.rename(columns=columns).round(4)
    chosen = data.tables.placed_sites.iloc[travel.chosen_row(data, view)]
    about = f"{view.site} {chosen['name']}, {chosen['place']}"
    told = pupil_homes_words.of_site(homes, texts)
    notes = (texts("pupil_homes.masked"), pupil_homes_words.source(homes, texts))
    return _part("leerlingen", context, frame, about, *told, *notes)


def home(context: Context) -> Part:
    """The nearest site per profile of the chosen home."""
    data, view, texts = context.data, context.view, context.texts
    region = data.region(view.region)
    if not region.is_close:
        raise _unfit("home", context)
    frame = travel.nearest_table(data, view).round(4)
    frame["profile"] = [texts(f"profile.{code}") for code in frame["profile"]]
    frame["method"] = [method_words(method, texts) for method in frame["method"]]
    return _part("postcode", context, frame, region_name(region, texts))


def points(context: Context) -> Part:
    """The points of the curve."""
    texts = context.texts
    frame = curve.table(context, lambda region: region_name(region, texts))
    return _part("curve", context, frame, axis(context.view, texts))


def only_offers(context: Context) -> Part:
    """Every site and profile that is the only offer for somebody, in the chosen region."""
    data, view, texts = context.data, context.view, context.texts
    frame = only.ranked(data, view).round(4)
    frame = frame.rename(columns={"name": "site_name"})
    frame.insert(4, "combined", _combined(context, frame))
    sizes = [only.candidates(data, view, row.site, row.profile) for row in frame.itertuples()]
    for at, column in enumerate(("candidates_low", "candidates_high")):
        frame.insert(5 + at, column, pd.array([size[at] or None for size in sizes], "Int64"))
    frame["profile"] = [offer_name(code, texts) for code in frame["profile"]]
    if view.region == "NL":
        frame = frame.drop(columns="young_inside")
    about = region_name(data.region(view.region), texts)
    note = texts("csv.only_note", within=within(view, texts))
    return _part("enig-aanbod", context, frame, about, note)


def hit_places(context: Context) -> Part:
    """The postcode areas of the region from which it becomes further, by what is supposed."""
    data, view, texts = context.data, context.view, context.texts
    frame = effect.places(data, view).round(4)
    if view.unit == "min":
        for column in ("km_before", "km_after"):
            frame[column] = view.in_unit(frame[column] * 1000).round(4)
        frame = frame.rename(columns={"km_before": "min_before", "km_after": "min_after"})
    for side in ("from_site", "to_site"):
        codes = frame[side]
        names = [place_name(code, data) if isinstance(code, str) else "" for code in codes]
        frame.insert(frame.columns.get_loc(side) + 1, f"{side}_name", names)
    about = region_name(data.region(view.region), texts)
    return _part("gevolgen", context, frame, about, texts("csv.hit_note"))


def hit_groups(context: Context) -> Part:
    """Who of the region lose and gain the offer by what is supposed, by urbanity and welfare."""
    data, view, texts = context.data, context.view, context.texts
    region = data.region(view.region)
    if not equity.known(data, region):
        raise _unfit("groups", context)
    frame = effect.groups(data, view).round(4)
    frame["group"] = [texts(f"equity.group.{group}") for group in frame["group"]]
    note = texts("csv.groups_note")
    return _part("voor-wie", context, frame, region_name(region, texts), note)


def plans(context: Context) -> Part:
    """Two plans of changes beside each other, each against now, for the region of the view."""
    data, view, texts = context.data, context.view, context.texts
    if not effect.has_plans(data, view):
        raise _unfit("plans", context)
    now, *after = effect.plans(data, view).values()
    words = [supposed_words(Context(data, plan.view)) for plan in after]
    frame = pd.DataFrame(
        {
            "plan": list(view.plans),
            "plan_name": [plan.view.plan_name for plan in after],
            "changes": words,
            "young_people": now.answer.young,
            "covered_before": now.answer.covered,
            "covered_after": [plan.answer.covered for plan in after],
            "lost": [plan.effect.lost for plan in after if plan.effect],
            "gained": [plan.effect.gained for plan in after if plan.effect],
            "share_before": now.answer.share,
            "share_after": [plan.answer.share for plan in after],
            "km_before": view.in_unit(now.answer.mean_m),
            "km_after": [view.in_unit(plan.answer.mean_m) for plan in after],
        }
    ).round(4)
    if view.unit == "min":
        frame = frame.rename(columns={"km_before": "min_before", "km_after": "min_after"})
    return _part("plannen", context, frame, region_name(data.region(view.region), texts))


def _combined(context: Context, offers: pd.DataFrame) -> list[str]:
    """The programmes within which sites teach a profile, or any of a set, by their marks."""
    data, texts = context.data, context.texts
    # Where a change starts one there is no site, and no programme.
    known = offers["site"].isin(data.tables.row_of_site)
    rows = offers["site"][known].map(data.tables.row_of_site).to_numpy(int)
    of_sites = iter(answer.site_offers(data, context.view, rows))
    none = answer.SiteOffer([], 0, 0, [])
    offered = [next(of_sites) if is_site else none for is_site in known]
    return [
        ", ".join(
            texts(f"mark.{code}")
            for code, _, _ in offer.combined
            if profile not in SINGLE or profile in COMBINED[code]
        )
        for profile, offer in zip(offers["profile"], offered, strict=True)
    ]


#: What each download is about -> how its table is made; the table of the map has no word.
PARTS: dict[str, Callable[[Context], Part]] = {
    "": table,
    "vestiging": site,
    "leerlingen": pupils,
    "postcode": home,
    "curve": points,
    "enig-aanbod": only_offers,
    "gevolgen": hit_places,
    "voor-wie": hit_groups,
    "plannen": plans,
}


def opened(context: Context) -> list[Part]:
    """The table of the map, and what can be saved from the panel as it stands."""
    return [PARTS[kind](context) for kind in ("", *_in_panel(context.data, context.view))]


def _in_panel(data: Data, view: View) -> tuple[str, ...]:
    if view.site:
        shown = pupil_homes.are_shown(data, view)
        return ("vestiging", "leerlingen") if shown else ("vestiging",)
    if view.region == CARIBBEAN or view.kind.is_labour:
        return ()
    if data.region(view.region).is_close:
        return ("postcode",)
    hit = [
        *(["plannen"] if effect.has_plans(data, view) else []),
        *(["gevolgen", "voor-wie"] if view.supposes else []),
    ]
    return (*hit, "curve", "enig-aanbod") if answer.answer(data, view).young > 0 else ()


def _unfit(what: str, context: Context) -> UnfitError:
    texts = context.texts
    name = region_name(context.data.region(context.view.region), texts)
    return UnfitError(texts.language, texts(f"export.unfit.{what}", region=name))


def _part(kind: str, context: Context, frame: pd.DataFrame, *about: str) -> Part:
    """Figures under their question, what they are about, their source and their method."""
    return Part(kind, offer_heading(context, *about), frame)
