"""Where do the pupils of every site live? By postcode area, where there is a file that says so."""

import pandas as pd


def pupil_homes(counts: pd.DataFrame, homes: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """The table `pupil_homes`, sorted by key; see geodata.tables.schema.

    counts: as `geodata.sources.duo_pupil_homes.pupil_homes` gives them. A postcode in which we know
    no home counts as not known; a site that is not in `sites` is left out.
    """
    known = counts["postcode"].isin(homes["postcode"])
    rows = counts.assign(postcode=counts["postcode"].where(known, "")).rename(
        columns={"code": "site"}
    )
    rows = rows[rows["site"].isin(sites["code"])]
    table = rows.groupby(["site", "postcode", "date"], as_index=False)[["low", "high"]].sum()
    table = table[table["high"] > 0].sort_values(["site", "postcode"], ignore_index=True)
    kinds = dict.fromkeys(["site", "postcode", "date"], "category")
    return table[["site", "postcode", "date", "low", "high"]].astype(
        kinds | {"low": "int16", "high": "int16"}
    )


def left_out(counts: pd.DataFrame, sites: pd.DataFrame) -> list[str]:
    """A line about the sites of the file that no table of ours has, with their pupils."""
    lost = counts[~counts["code"].isin(sites["code"])]
    if lost.empty:
        return []
    codes = sorted(lost["code"].unique())
    return [
        f"pupils by postcode: {len(codes)} unknown sites left out, with {lost['low'].sum()} to "
        f"{lost['high'].sum()} pupils ({', '.join(codes[:5])}{' …' if len(codes) > 5 else ''})"
    ]
