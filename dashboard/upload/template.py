"""Files to fill in, made to open well in the spreadsheet of the language."""

import csv
import io
from collections.abc import Sequence

from dashboard.data import Data
from dashboard.texts import texts_in
from dashboard.upload.facilities import COLUMNS as FACILITIES
from dashboard.upload.layout import COLUMNS as LAYOUT
from dashboard.upload.rows import Columns
from dashboard.upload.transition import COLUMNS as TRANSITION

#: Two kinds of place, in the words of the language.
KINDS = {"nl": ("techlab", "bedrijf"), "en": ("techlab", "company")}


def facilities_template(language: str) -> str:
    """A CSV of places: how to fill it in, the header, and two rows that are marked as example."""
    texts = texts_in(language)
    example, decimal = texts("upload.template.example"), _marks(language)[1]
    lon, lat = f"5{decimal}1214", f"52{decimal}0907"
    kind = KINDS[language]
    rows = [
        (f"{example} 1", kind[0], "Utrecht", "3511", "", "", example, ""),
        (f"{example} 2", kind[1], "Utrecht", "", lon, lat, example, ""),
    ]
    return _file(language, texts("upload.template.facilities"), FACILITIES, rows)


def transition_template(language: str) -> str:
    """A CSV of transition: how to fill it in, the header, and rows that are marked as example."""
    texts = texts_in(language)
    example, decimal = texts("upload.template.example"), _marks(language)[1]
    rows = [
        (f"{example} 1", "hard", "2023-2024", "100", f"50{decimal}0", "", example),
        (f"{example} 2", "bwi", "2023-2024", "100", "", "50", example),
    ]
    return _file(language, texts("upload.template.transition"), TRANSITION, rows)


def layout_template(data: Data, language: str) -> str:
    """A CSV of a layout: how to fill it in, the header, and all municipalities by province, in no
    region yet."""
    provinces = data.tables.regions_of("province").set_index("code")["name"]
    towns = data.tables.regions_of("municipality")[["name", "code"]].itertuples(index=False)
    rows = [
        ("", name, code, provinces[data.tables.parents[code, "province"]], "", "")
        for name, code in towns
    ]
    rows.sort(key=lambda row: (row[3], row[1].lstrip("'")))
    return _file(language, texts_in(language)("upload.template.layout"), LAYOUT, rows)


def _marks(language: str) -> tuple[str, str]:
    """Between cells and before decimals, as in all downloads."""
    return (";", ",") if language == "nl" else (",", ".")


def _file(
    language: str, explanation: str, columns: Columns, rows: Sequence[tuple[str, ...]]
) -> str:
    word = 0 if language == "nl" else 1
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=_marks(language)[0], lineterminator="\r\n")
    writer.writerow([f"# {explanation}"])
    writer.writerow([words[word] for words in columns.values()])
    writer.writerows(rows)
    return out.getvalue()
