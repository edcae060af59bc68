"""Which STO region does a site count in?"""

import pandas as pd


def listed(members: pd.DataFrame) -> pd.Series:
    """The STO regions that name a site, per site, codes joined by '|'."""
    ordered = members.sort_values(["site", "code"])
    return ordered.groupby("site")["code"].agg("|".join)


def around(
    sites: pd.DataFrame, sto_municipalities: pd.DataFrame, overrides: pd.DataFrame
) -> pd.Series:
    """The STO region that a site lies in: by its postcode where the layout divides its
    municipality, else by its municipality. Empty where that is not known.

    sites: pc4, municipality. A site without one in a divided municipality could be on
    either side, so it gets none.
    """
    divided = sites["municipality"].isin(overrides["gm_code"])
    of_municipality = sites["municipality"].map(sto_municipalities.set_index("gm_code")["code"])
    of_postcode = sites["pc4"].map(overrides.set_index("pc4")["code"])
    return of_postcode.fillna(of_municipality.mask(divided & sites["pc4"].isna())).fillna("")


def with_sto(
    sites: pd.DataFrame,
    vocational: pd.Series,
    members: pd.DataFrame,
    sto_municipalities: pd.DataFrame,
    overrides: pd.DataFrame,
) -> pd.DataFrame:
    """The sites with `sto` and `sto_basis` (see geodata.tables.schema).

    The lists of members know no site that was closed or renumbered before they were made, so a site
    of vocational vmbo (code in `vocational`) that no list names counts where it lies. One without
    has no region: the layout is of vmbo.
    """
    by_list = sites["code"].map(listed(members)).fillna("")
    place = around(sites, sto_municipalities, overrides)
    by_place = by_list.eq("") & sites["code"].isin(vocational) & place.ne("")
    basis = by_list.ne("").map({True: "member", False: ""}).mask(by_place, "place")
    return sites.assign(sto=by_list.mask(by_place, place), sto_basis=basis)
