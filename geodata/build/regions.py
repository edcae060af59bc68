"""Which regions are there, and which home belongs to which?"""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import pandas as pd

from geodata.build.placement import placed
from geodata.errors import DataError
from geodata.tables.reader import main_homes
from geodata.vocabulary import CLOSE_LEVELS, LEVELS

NO_FEATURE = -1
BASIS = {
    "nl": "Nederland, Europees deel (CBS)",
    "province": "provincies 2026 (CBS)",
    "labour_region": "arbeidsmarktregio's 2026 (CBS)",
    "rmc": "RMC-regio's 2026 (DUO)",
    "corop": "COROP-gebieden 2026 (CBS)",
    "municipality": "gemeenten 2025, gelijk aan 2026 (CBS)",
    "postcode": "postcode-4-gebied 2020 (CBS)",
    "buurt": "buurten 2024 (CBS)",
}
STO_BASIS = {
    "official": "afgeleide indeling: genoemd op een officiële pagina",
    "press": "afgeleide indeling: genoemd in pers",
    "inferred": "afgeleide indeling: kandidaat, geen bron gevonden",
}

# Remarks about a region that its name carries along.
REMARK = re.compile(r" *\((kandidaat|naam afgeleid|sinds [^)]*)\)")


def membership(
    homes: pd.DataFrame,
    layouts: pd.DataFrame,
    sto_municipalities: pd.DataFrame,
    overrides: pd.DataFrame,
) -> pd.DataFrame:
    """The table `membership`, sorted by key; see geodata.tables.schema.

    A home follows its municipality, except where the STO layout divides one by postcode; and it
    lies in its postcode area and its neighbourhood. Raises DataError when a municipality is in no
    layout.
    """
    for table, name in [(layouts, "gemeente-indelingen"), (sto_municipalities, "sto_gemeenten")]:
        missing = set(homes["municipality"]) - set(table["gm_code"])
        if missing:
            raise DataError(f"municipality {min(missing)} is not in {name}; add it to that file")
    laid_out = homes[["code", "municipality", *CLOSE_LEVELS]].merge(
        layouts.drop(columns="name"),
        left_on="municipality",
        right_on="gm_code",
        validate="many_to_one",
    )
    tables = [
        pd.DataFrame({"home": laid_out["code"], "level": "nl", "code": "NL", "basis": "official"}),
        pd.DataFrame(
            {
                "home": laid_out["code"],
                "level": "rmc",
                "code": laid_out["rmc"],
                "basis": laid_out["rmc_basis"],
            }
        ),
        sto_membership(homes, sto_municipalities, overrides),
    ]
    for level in ["province", "labour_region", "corop", "municipality", *CLOSE_LEVELS]:
        tables.append(
            pd.DataFrame(
                {
                    "home": laid_out["code"],
                    "level": level,
                    "code": laid_out[level],
                    "basis": "official",
                }
            )
        )
    table = pd.concat(tables)
    table = table[table["code"].ne("")].sort_values(["home", "level"], ignore_index=True)
    return table.astype("category")


def sto_membership(
    homes: pd.DataFrame, sto_municipalities: pd.DataFrame, overrides: pd.DataFrame
) -> pd.DataFrame:
    """The STO region of each home: by postcode where that is given, else by municipality."""
    by_municipality = sto_municipalities.set_index("gm_code")
    keys = ["postcode", "municipality"]
    by_postcode = overrides.rename(columns={"pc4": "postcode", "gm_code": "municipality"})
    by_postcode = by_postcode.set_index(keys)["code"].reindex(pd.MultiIndex.from_frame(homes[keys]))
    divided = by_postcode.notna().to_numpy()
    region = homes["municipality"].map(by_municipality["code"])
    basis = homes["municipality"].map(by_municipality["basis"])
    return pd.DataFrame(
        {
            "home": homes["code"],
            "level": "sto",
            "code": region.mask(divided, pd.Series(by_postcode.to_numpy(), index=homes.index)),
            "basis": basis.mask(divided, "postcode"),
        }
    )


def display_name(name: str) -> tuple[str, list[str]]:
    """A name fit for the screen, and the remarks that stood in it."""
    return REMARK.sub("", name).strip(), REMARK.findall(name)


def named_regions(
    homes: pd.DataFrame,
    layouts: pd.DataFrame,
    sto_regions: pd.DataFrame,
    buurten: pd.DataFrame,
) -> pd.DataFrame:
    """Level, code, name, official and basis of every region, in the order of their codes."""
    layouts = layouts[layouts["gm_code"].isin(homes["municipality"])]
    tables = [pd.DataFrame({"level": ["nl"], "code": ["NL"], "name": ["Nederland"]})]
    for level in ["province", "labour_region", "rmc", "corop"]:
        pairs = layouts[[level, f"{level}_name"]].drop_duplicates()
        tables.append(
            pd.DataFrame({"level": level, "code": pairs[level], "name": pairs[f"{level}_name"]})
        )
    tables.append(
        pd.DataFrame({"level": "municipality", "code": layouts["gm_code"], "name": layouts["name"]})
    )
    postcodes = main_homes(homes)
    tables.append(
        pd.DataFrame(
            {
                "level": "postcode",
                "code": postcodes["postcode"],
                "name": postcodes["postcode"] + " " + postcodes["place"],
            }
        )
    )
    here = buurten[buurten["municipality"].isin(homes["municipality"])]
    tables.append(pd.DataFrame({"level": "buurt", "code": here["code"], "name": here["name"]}))
    table = pd.concat(tables, ignore_index=True)
    table["basis"] = table["level"].map(BASIS)
    remarks = guessed(layouts)
    table["basis"] += [
        remarks.get(code, "") if level == "rmc" else ""
        for level, code in zip(table["level"], table["code"], strict=True)
    ]
    table["official"] = True
    table = pd.concat([table, sto_names(sto_regions)], ignore_index=True)
    order = table["level"].map({level: rank for rank, level in enumerate(LEVELS)})
    return table.assign(order=order).sort_values(["order", "code"], ignore_index=True)[
        ["level", "code", "name", "official", "basis"]
    ]


def guessed(layouts: pd.DataFrame) -> pd.Series:
    """Per RMC region how many of its municipalities are a guess, as a Dutch remark."""
    guesses = layouts["rmc_basis"].eq("guess").groupby(layouts["rmc"]).agg(["sum", "size"])
    guesses = guesses[guesses["sum"] > 0]
    return pd.Series(
        [
            f"; {some} van {all_} gemeenten ingedeeld op basis van buurgemeenten"
            for some, all_ in guesses.itertuples(index=False)
        ],
        index=guesses.index,
        dtype="str",
    )


def sto_names(sto_regions: pd.DataFrame) -> pd.DataFrame:
    """The STO regions with a name for the screen; what else stood in it moves to the basis."""
    split = sto_regions["name"].map(display_name)
    remarks = split.map(lambda pair: [text for text in pair[1] if text != "kandidaat"])
    return pd.DataFrame(
        {
            "level": "sto",
            "code": sto_regions["code"],
            "name": split.str[0],
            "official": False,
            "basis": sto_regions["basis"].map(STO_BASIS)
            + remarks.map(lambda texts: "".join(f"; {text}" for text in texts)),
        }
    )


def regions(
    homes: pd.DataFrame,
    layouts: pd.DataFrame,
    sto_regions: pd.DataFrame,
    buurten: pd.DataFrame,
    shapes: Mapping[str, gpd.GeoDataFrame],
) -> pd.DataFrame:
    """The table `regions`, sorted by level (large to small) and code; see geodata.tables.schema.

    shapes: per level code and geometry (RD metres), as geodata.build.boundaries.region_shapes gives
    them. A region without a shape keeps its row, with feature -1.
    """
    named = named_regions(homes, layouts, sto_regions, buurten)

    def of_level(level: str) -> pd.DataFrame:
        return placed(level, shapes[level], homes).assign(level=level)

    # The geometry library leaves Python's lock, so threads halve this on two cores. The largest
    # level goes first; the order of the result is that of the levels all the same.
    with ThreadPoolExecutor() as pool:
        drawn = pd.concat(pool.map(of_level, reversed(list(shapes))), ignore_index=True)
    table = named.merge(drawn, on=["level", "code"], how="left", validate="one_to_one")
    table["feature"] = table["feature"].fillna(NO_FEATURE).astype("int32")
    table["neighbours"] = table["neighbours"].fillna("")
    return table
