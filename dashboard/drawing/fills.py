"""With what the areas of a drawn map are filled."""

import numpy as np

from dashboard.address.view import View
from dashboard.catalogue import INDICATORS
from dashboard.data import Data
from dashboard.figures.table import figures
from dashboard.palette import Area
from geodata.analysis.coverage import ONLY_DP, nearest_m, states

#: The fill of an area where only Dienstverlening en Producten is within reach.
STRIPES = "stripes"


def view_fills(data: Data, view: View, sent: dict) -> list[str]:
    """The fill of every region of the level on the map, a row each: the colours that the browser is
    sent for it."""
    if view.level == "home" and view.show == "distance":
        return home_fills(data, view)
    every = [*map(str, sent["colours"]), STRIPES, str(sent["noData"])]
    fills = [str(sent["noData"])] * len(data.tables.regions_of(view.level))
    for row, found in zip(data.on_map(view.level), sent["classes"], strict=True):
        fills[row] = every[found]
    return fills


def home_fills(data: Data, view: View) -> list[str]:
    """The fill of every home in the distance classes of a view, a row each of
    ``regions_of("home")``: a colour, or ``stripes`` where only Dienstverlening en Producten is
    within the threshold."""
    metres = nearest_m(data.tables, view.question).astype(float)
    state = states(data.tables, view.question)
    # A hair less, or what is exactly a limit would fall beyond it by a rounding error.
    values = view.in_unit(metres) - 1e-6
    scale = INDICATORS["distance"].scale("home", view.threshold)
    by_home = _fills(scale.classify(values), scale.colours, state == ONLY_DP)
    found = np.full(len(data.tables.regions_of("home")), Area.NO_DATA.value, object)
    found[data.tables.member_positions("home")] = by_home
    return found.tolist()


def region_fills(data: Data, view: View, level: str) -> list[str]:
    """The fill of every region of a level by the indicator that the view shows, a row each of
    ``regions_of(level)``."""
    if level == "home" and view.show == "distance":
        return home_fills(data, view)
    indicator = INDICATORS[view.show]
    scale = indicator.scale(level, view.threshold)
    if level == "home" and view.show in ("share", "difference"):
        raise ValueError(f"homes have no fill for {view.show}")
    values = figures(data, view, level)[indicator.column].to_numpy(float)
    if view.show == "distance":
        values = view.in_unit(values * 1000)
    striped = np.zeros(len(values), bool)
    if level == "home" and view.show == "choices":
        striped = states(data.tables, view.question) == ONLY_DP
    return _fills(scale.classify(values), scale.colours, striped).tolist()


def _fills(found: np.ndarray, colours: tuple[str, ...], striped: np.ndarray) -> np.ndarray:
    every = np.array([*map(str, colours), str(Area.NO_DATA)], object)
    return np.where(striped, STRIPES, every[found])
