"""Which STO region does a site count in, who takes part in one, and which rules hold for all?"""

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


def named_members(members: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """The table `sto_members`: the lists as far as `sites` has their sites, sorted by region."""
    known = members[members["site"].isin(sites["code"])]
    columns = ["code", "site", "basis", "evidence", "successor"]
    ordered = known.sort_values(["code", "site"], ignore_index=True)[columns]
    return ordered.astype(dict.fromkeys(["code", "site", "basis", "evidence"], "category"))


def leads(sto_regions: pd.DataFrame) -> pd.DataFrame:
    """The table `sto_leads`: the lead school of every region and the page that names the region,
    as far as either is known."""
    columns = ["code", "basis", "lead_school", "source"]
    table = sto_regions[columns].rename(columns={"source": "address"})
    return table.fillna("").sort_values("code", ignore_index=True)


def rules(listed_rules: pd.DataFrame) -> pd.DataFrame:
    """The table `rules`: a key for every row, of its period and its place within that."""
    place = listed_rules.groupby("period").cumcount() + 1
    table = listed_rules.assign(key=listed_rules["period"] + "." + place.astype(str))
    columns = ["key", *listed_rules.columns]
    words = table[columns].fillna({"unit": "", "condition": ""})
    return words.reset_index(drop=True)
