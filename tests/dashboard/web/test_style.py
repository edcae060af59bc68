"""Style per component: every file is served, small, and of something that is there."""

import re
from pathlib import Path

import pytest

from dashboard.page.first import PREFIX
from dashboard.web.assets import ASSETS, asset, files
from dashboard.web.sheets import SHEETS

ROOT = ASSETS.parent
STYLE = ASSETS / "style"
COMPONENTS = sorted(STYLE.rglob("*.css"))
#: What draws: where a class or an id must stand to be there.
SCREEN = "\n".join(
    file.read_text("utf-8")
    for file in [
        *(ROOT / "dashboard").rglob("*.py"),
        *(ROOT / "dashboard").rglob("*.html"),
        *(file for file in ASSETS.rglob("*.*js") if "vendor" not in file.parts),
    ]
)
#: Named by Dash itself.
OF_DASH = {"dash-input-container", "react-entry-point"}
LONGEST = 200


def test_every_component_is_in_a_sheet_and_every_part_of_a_sheet_is_there():
    served = {part for parts in SHEETS.values() for part in parts}
    assert served == {file.relative_to(STYLE).with_suffix("").as_posix() for file in COMPONENTS}
    assert all(len(parts) == len(set(parts)) for parts in SHEETS.values())


@pytest.mark.slow
@pytest.mark.parametrize("component", COMPONENTS, ids=lambda file: file.stem)
def test_a_component_is_read_at_a_glance(component):
    assert len(component.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.slow
@pytest.mark.parametrize("component", COMPONENTS, ids=lambda file: file.stem)
def test_no_rule_is_of_something_that_is_never_drawn(component):
    # A part of the first picture is that of the page, by another id.
    names = {name: name.removeprefix(PREFIX) for name in _names(component)}
    assert [one for one, other in names.items() if not (_is_drawn(one) or _is_drawn(other))] == []


def test_a_rule_of_something_that_is_never_drawn_is_seen():
    assert not _is_drawn("of-nothing-at-all")
    assert _is_drawn("map-card") and _is_drawn("shape-PIE")


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_its_components_one_after_the_other(client, name):
    answer = client.get(f"/assets/{name}")
    assert answer.status_code == 200 and answer.mimetype == "text/css"
    whole = "\n".join(file.read_text("utf-8") for file in files(name))
    # Letters are named from where the sheet lies.
    assert answer.text == whole.replace('url("../', 'url("' + "../" * name.count("/"))


def test_a_browser_that_has_a_sheet_is_not_sent_it_again(client):
    tag = client.get("/assets/page.css").headers["ETag"]
    assert client.get("/assets/page.css", headers={"If-None-Match": tag}).status_code == 304


def test_every_page_links_its_sheets_by_an_address_that_changes_with_them(client):
    for path, sheets in {
        "/": ["page.css"],
        "/regio/gemeente/GM0855": ["style.css", "portrait/portrait.css"],
        "/embed": ["embed/embed.css"],
        "/api": ["style.css", "api/api.css"],
    }.items():
        links = re.findall(r'<link rel="stylesheet" href="(/assets/[^"]*)"', client.get(path).text)
        assert links == [asset(name) for name in sheets]


def _names(component: Path) -> list[str]:
    """Classes and ids in the selectors of a file."""
    text = re.sub(r"/\*.*?\*/", "", component.read_text("utf-8"), flags=re.DOTALL)
    selectors = [one for one in re.findall(r"([^{};]+)\{", text) if "@" not in one]
    named = {name for one in selectors for name in re.findall(r"[.#]([a-zA-Z][\w-]*)", one)}
    return sorted(named - OF_DASH)


def _is_drawn(name: str) -> bool:
    """Whether a name stands in what draws: whole, or put together from its first or last part."""
    parts = name.split("-")
    beginnings = ["-".join(parts[:n]) + "-" for n in range(1, len(parts))]
    endings = ["-" + "-".join(parts[n:]) for n in range(1, len(parts))]
    return (
        re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", SCREEN) is not None
        or any(re.search(rf"(?<![\w-]){re.escape(one)}[{{$]", SCREEN) for one in beginnings)
        or any(re.search(rf"\}}{re.escape(one)}(?![\w-])", SCREEN) for one in endings)
    )
