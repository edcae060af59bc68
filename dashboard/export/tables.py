"""The tables of a view, as every kind of file takes them."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.address.view import OWN_COLUMNS, View
from dashboard.data import CARIBBEAN, Data
from dashboard.figures import answer, only, travel
from dashboard.figures import labour_table as labour_table_figures
from dashboard.figures.table import rows
from dashboard.messages import curve
from dashboard.texts import Texts
from dashboard.words.legend import cell_words, reason
from dashboard.words.names import method_words, offer_name, region_name
from dashboard.words.question import plain, question
from dashboard.words.sources import source_line, source_words
from dashboard.words.threshold import within

COLUMNS = (
    "level",
    "code",
    "name",
    "young_people",
    "covered",
    "only_dp",
    "not_covered",
    "share",
    "mean_km",
    "p90_km",
    "choices",
)


@dataclass(frozen=True, eq=False)
class Part:
    """One table: what it is and where it is from, line by line, the question first; and the
    figures, whose columns have the texts ``csv.<column>``."""

    kind: str
    head: list[str]
    frame: pd.DataFrame

    def named(self, words: Texts) -> pd.DataFrame:
        """The figures under the names of the language."""
        return self.frame.rename(columns={column: words(f"csv.{column}") for column in self.frame})


def table(data: Data, view: View, words: Texts) -> Part:
    """The table of the map, in full precision."""
    if view.is_work:
        return _work(data, view, words)
    columns = [*COLUMNS, *(column for column in view.columns if column in OWN_COLUMNS)]
    frame = rows(data, view)[columns].round(4)
    frame["level"] = words(f"level.{view.level}.one")
    return _part("", data, view, words, frame)


def _work(data: Data, view: View, words: Texts) -> Part:
    """The table of a labour view: every figure with its range, unit, period, note and source."""
    frame = labour_table_figures.rows(data, view)
    columns = {
        "level": words(f"level.{view.level}.one"),
        "code": frame["code"],
        "name": frame["name"],
        "figure": words(f"indicator.{view.entry.key}.name"),
        "low": frame["low"],
        "high": frame["high"],
        "unit": words(f"indicator.{view.entry.key}.unit"),
        "period": frame["period"],
        "note": [reason(note, view, words) if note else "" for note in frame["note"]],
        "source": frame["source"],
    }
    if view.show == "two_way":
        named = [cell_words(cell, view, words) if cell >= 0 else "" for cell in frame["cell"]]
        columns |= {
            "offer": words(f"offer.{view.offer}.name"),
            "offer_low": frame["offer_low"],
            "offer_high": frame["offer_high"],
            "offer_unit": words(f"offer.{view.offer}.unit"),
            "cell": named,
        }
    head = [
        plain(view, words),
        source_words(data, view, words),
        words(f"indicator.{view.entry.key}.caveat"),
    ]
    asked = view.entry.computed or view.show == "two_way"
    if asked:
        head += [question(view, words), source_line(data, view, words), words("csv.method_note")]
    return Part("", head, pd.DataFrame(columns, index=frame.index))


def site(data: Data, view: View, words: Texts) -> Part:
    """The homes around the chosen site; without a site the table of the map."""
    if not view.site:
        return table(data, view, words)
    frame = travel.homes_table(data, view).round(4)
    frame["method"] = [method_words(method, words) for method in frame["method"]]
    frame["nearest"] = frame["nearest"].map({True: words("csv.yes"), False: words("csv.no")})
    chosen = data.tables.placed_sites.iloc[data.site_rows[view.site]]
    about = f"{view.site} {chosen['name']}, {chosen['place']}"
    return _part("vestiging", data, view, words, frame, about)


def home(data: Data, view: View, words: Texts) -> Part:
    """The nearest site per profile of the chosen home; elsewhere the table of the map."""
    region = data.region(view.region)
    if region.level != "home":
        return table(data, view, words)
    frame = travel.nearest_table(data, view).round(4)
    frame["profile"] = [words(f"profile.{code}") for code in frame["profile"]]
    frame["method"] = [method_words(method, words) for method in frame["method"]]
    return _part("postcode", data, view, words, frame, region_name(region, words))


def points(data: Data, view: View, words: Texts) -> Part:
    """The points of the curve."""
    frame = curve.table(data, view, words, lambda region: region_name(region, words))
    return _part("curve", data, view, words, frame, words(f"curve.axis.{view.measure}"))


def only_offers(data: Data, view: View, words: Texts) -> Part:
    """Every site and profile that is the only offer for somebody, in the chosen region."""
    frame = only.ranked(data, view).round(4)
    frame = frame.rename(columns={"name": "site_name"})
    frame["profile"] = [offer_name(code, words) for code in frame["profile"]]
    if view.region == "NL":
        frame = frame.drop(columns="young_inside")
    about = region_name(data.region(view.region), words)
    note = words("csv.only_note", within=within(view, words))
    return _part("enig-aanbod", data, view, words, frame, about, note)


#: What each download is about -> how its table is made; the table of the map has no word.
PARTS: dict[str, Callable[[Data, View, Texts], Part]] = {
    "": table,
    "vestiging": site,
    "postcode": home,
    "curve": points,
    "enig-aanbod": only_offers,
}


def opened(data: Data, view: View, words: Texts) -> list[Part]:
    """The table of the map, and what can be saved from the panel as it stands."""
    return [PARTS[kind](data, view, words) for kind in ("", *_in_panel(data, view))]


def _in_panel(data: Data, view: View) -> tuple[str, ...]:
    if view.site:
        return ("vestiging",)
    if view.region == CARIBBEAN or view.is_work:
        return ()
    if data.region(view.region).level == "home":
        return ("postcode",)
    return ("curve", "enig-aanbod") if answer.answer(data, view).young > 0 else ()


def _part(
    kind: str, data: Data, view: View, words: Texts, frame: pd.DataFrame, *about: str
) -> Part:
    """Figures under their question, what they are about, their source and their method."""
    head = [question(view, words), *about, source_line(data, view, words), words("csv.method_note")]
    return Part(kind, head, frame)
