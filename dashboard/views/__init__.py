"""The views of the map, one module each: adding a view is adding a module and its texts.

A module here, :mod:`dashboard.views.kind` aside, holds one view as ``VIEW``. It knows the tables
and the question, and nothing of the page, the files and the drawings that show it.
"""

from importlib import import_module
from pkgutil import iter_modules

from dashboard.views.kind import Kind


def found() -> dict[str, Kind]:
    """Every view of this folder by its key, in the order of the menu."""
    names = [module.name for module in iter_modules(__path__) if module.name != "kind"]
    views = [import_module(f"{__name__}.{name}").VIEW for name in names]
    return {view.key: view for view in sorted(views, key=lambda view: view.position)}


KINDS = found()
