"""What a view shows as a CSV file that opens well in Dutch Excel."""

import io
from collections.abc import Callable

import pandas as pd
from flask import Flask, Response, request

from dashboard.components import work_question, work_table
from dashboard.components.header import region_name
from dashboard.components.only_panel import offer_name
from dashboard.components.question import question
from dashboard.components.source import source_line
from dashboard.components.work_panel import source_words
from dashboard.figures import curve, only, travel
from dashboard.figures.map import cell_words
from dashboard.figures.table import rows
from dashboard.measure import within
from dashboard.tables import Data
from dashboard.texts import Texts, texts
from dashboard.view import OWN_COLUMNS, SHOW_WORDS, View, read

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


def register(server: Flask, data: Data) -> None:
    for address, made in (
        ("/download.csv", table_as_csv),
        ("/vestiging.csv", site_as_csv),
        ("/postcode.csv", home_as_csv),
        ("/curve.csv", curve_as_csv),
        ("/enig-aanbod.csv", only_as_csv),
    ):
        server.add_url_rule(address, address, _answer(data, address, made))


def _answer(data: Data, address: str, made: Callable[[Data, View, Texts], str]) -> Callable:
    def download() -> Response:
        view, _ = read(request.query_string.decode("utf-8", "replace"), data)
        kind = "" if address == "/download.csv" else address.strip("/").removesuffix(".csv")
        disposition = f'attachment; filename="{file_name(view, kind)}"'
        body = made(data, view, texts(view.language))
        return Response(body, mimetype="text/csv", headers={"Content-Disposition": disposition})

    return download


def file_name(view: View, kind: str = "") -> str:
    """A name made of codes only: nothing a user typed reaches it unread."""
    if view.is_work and not kind:
        return f"techniek-dichtbij_{view.region}_{SHOW_WORDS[view.show]}_{view.entry.word}.csv"
    about = view.site if kind == "vestiging" and view.site else view.region
    return f"techniek-dichtbij_{about}_{kind or SHOW_WORDS[view.show]}_{view.year}.csv"


def table_as_csv(data: Data, view: View, words: Texts) -> str:
    """The table of the map, in full precision."""
    if view.is_work:
        return work_as_csv(data, view, words)
    columns = [*COLUMNS, *(column for column in view.columns if column in OWN_COLUMNS)]
    frame = rows(data, view)[columns].round(4)
    frame["level"] = words(f"level.{view.level}.one")
    return _file(data, view, words, frame)


def work_as_csv(data: Data, view: View, words: Texts) -> str:
    """The table of a labour view: every figure with its range, unit, period, note and source."""
    frame = work_table.rows(data, view)
    columns = {
        "level": words(f"level.{view.level}.one"),
        "code": frame["code"],
        "name": frame["name"],
        "figure": words(f"indicator.{view.entry.key}.name"),
        "low": frame["low"],
        "high": frame["high"],
        "unit": words(f"indicator.{view.entry.key}.unit"),
        "period": frame["period"],
        "note": frame["note"],
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
        work_question.plain(view, words),
        source_words(data, view, words),
        words(f"indicator.{view.entry.key}.caveat"),
    ]
    asked = view.entry.computed or view.show == "two_way"
    if asked:
        head += [question(view, words), source_line(data, view, words), words("csv.method_note")]
    return _written(view, words, head, pd.DataFrame(columns, index=frame.index))


def site_as_csv(data: Data, view: View, words: Texts) -> str:
    """The homes around the chosen site; without a site the table of the map."""
    if not view.site:
        return table_as_csv(data, view, words)
    frame = travel.homes_table(data, view).round(4)
    frame["method"] = [travel.method_words(method, words) for method in frame["method"]]
    frame["nearest"] = frame["nearest"].map({True: words("csv.yes"), False: words("csv.no")})
    site = data.tables.placed_sites.iloc[data.site_rows[view.site]]
    return _file(data, view, words, frame, f"{view.site} {site['name']}, {site['place']}")


def home_as_csv(data: Data, view: View, words: Texts) -> str:
    """The nearest site per profile of the chosen home; elsewhere the table of the map."""
    region = data.region(view.region)
    if region.level != "home":
        return table_as_csv(data, view, words)
    frame = travel.nearest_table(data, view).round(4)
    frame["profile"] = [words(f"profile.{code}") for code in frame["profile"]]
    frame["method"] = [travel.method_words(method, words) for method in frame["method"]]
    return _file(data, view, words, frame, region_name(region, words))


def curve_as_csv(data: Data, view: View, words: Texts) -> str:
    """The points of the curve."""
    frame = curve.table(data, view, words, lambda region: region_name(region, words))
    return _file(data, view, words, frame, words(f"curve.axis.{view.measure}"))


def only_as_csv(data: Data, view: View, words: Texts) -> str:
    """Every site and profile that is the only offer for somebody, in the chosen region."""
    frame = only.ranked(data, view).round(4)
    frame = frame.rename(columns={"name": "site_name"})
    frame["profile"] = [offer_name(code, words) for code in frame["profile"]]
    if view.region == "NL":
        frame = frame.drop(columns="young_inside")
    region = region_name(data.region(view.region), words)
    within_reach = within(view, words)
    return _file(data, view, words, frame, region, words("csv.only_note", within=within_reach))


def _file(data: Data, view: View, words: Texts, frame: pd.DataFrame, *about: str) -> str:
    """Question, source and method as comment lines, then the figures.

    Semicolons and decimal commas in Dutch, commas and points in English; a byte order mark, so
    that Excel reads the accents.
    """
    head = [question(view, words), *about, source_line(data, view, words), words("csv.method_note")]
    return _written(view, words, head, frame)


def _written(view: View, words: Texts, head: list[str], frame: pd.DataFrame) -> str:
    """Comment lines, then the figures, in the notation of the language."""
    frame = frame.rename(columns={column: words(f"csv.{column}") for column in frame})
    dutch = view.language == "nl"
    separator, decimal = (";", ",") if dutch else (",", ".")
    out = io.StringIO()
    out.write("\ufeff")
    pd.DataFrame([f"# {line}" for line in head]).to_csv(
        out, index=False, header=False, sep=separator, lineterminator="\r\n"
    )
    frame.map(_harmless).to_csv(
        out, index=False, sep=separator, decimal=decimal, lineterminator="\r\n"
    )
    return out.getvalue()


def _harmless(cell):
    """A text that a spreadsheet would take for a formula is kept a text."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return cell
