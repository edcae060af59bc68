"""Addresses that no page of ours has, or spelled as no browser spells them."""

from collections.abc import Iterator
from itertools import product

from tests.attack.wire import Request

#: What stands where a name or a value is asked.
ODD = (
    *("%00", "%0d%0aSet-Cookie:%20a=b", "%1b[2J", "%7f", "%c2%85", "%e2%80%ae", "%ff%fe", "%"),
    *("%zz", "%u0041", "%ed%a0%80", "%f4%90%80%80", "%c0%ae%c0%ae/", "..%2f..%2f", "%252e%252e/"),
    *("=1+1", "%3Dcmd|'/c%20calc'!A0", "@SUM(1)", "-1", "1e999", "NaN", "9" * 400),
    *("'%20OR%201=1--", "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "%5c%5chost", "~"),
)
#: The same way out of a folder, spelled in many ways.
TRAVERSAL = (
    *("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e/", "..;/"),
    *("%c0%ae%c0%ae/", ".%00./", "/./../", "//..//"),
)
FOLDERS = (
    "/assets/",
    "/assets/scripts/x/",
    "/_dash-component-suites/dash/",
    "/regio/",
    "/api/v1/",
    "/ogc/",
)
SECRETS = ("etc/passwd", "app.py", "dashboard/settings.py", ".git/config", "proc/self/environ")
#: Where a part of the path, or of the query, is asked.
PARTS = (
    "/regio/{}/GM0855",
    "/regio/gemeente/{}",
    "/regio/gemeente/{}.pptx",
    "/regio/gemeente/{}.pdf",
    "/api/v1/{}",
    "/assets/{}",
    "/_dash-component-suites/{}",
    "/_dash-component-suites/dash/{}.js",
    "/{}",
    "/embed?gebied={}",
    "/scherm.json?gebied={}&kaart={}&jaar={}",
    "/download.csv?{}={}",
    "/kaart.svg?camera={}&vorm={}",
    "/oembed?url={}&maxwidth={}",
    "/api/v1/coverage?code={}&max={}",
    "/ogc/collections/{}/items",
    "/ogc/collections/gemeente/items/{}",
    "/ogc/collections/provincie/items?bbox={}&crs={}",
    "/?taal={}",
)


PACKED = {"headers": (("Accept-Encoding", "br, gzip"),)}
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly{}.min.js"


def plotly(count: int) -> Iterator[Request]:
    """One large script by so many versions in its name, and compressed anew if it were let."""
    for number in range(count):
        yield Request(PLOTLY.format(f".vq{number}m1f"), **PACKED)


def around(count: int) -> Iterator[Request]:
    """One large file of ours, each time by another way round."""
    for number in range(count):
        yield Request(f"/assets/x{number}/../vendor/plotly-map-4.1.1.min.js", **PACKED)


def unknown_components(count: int) -> Iterator[Request]:
    """Files that Dash does not have, in packages that it has and has not."""
    packages = ("dash", "plotly", "nothing", "dash.dcc", "os", "..", "dash_renderer")
    for number in range(count):
        package = packages[number % len(packages)]
        yield Request(f"/_dash-component-suites/{package}/x{number}.v1m{number}.js", **PACKED)


def odd() -> Iterator[Request]:
    """Every part of an address with every odd text in it."""
    for part, text in product(PARTS, ODD):
        yield Request(part.replace("{}", text).replace(" ", "%20"))


def traversal() -> Iterator[Request]:
    """Out of every folder, to what is nobody's business."""
    for folder, way, secret in product(FOLDERS, TRAVERSAL, SECRETS):
        yield Request(folder + way * 6 + secret)


def giant() -> Iterator[Request]:
    """Queries of many parts, long ones, and ones that open out."""
    for path in ("/", "/scherm.json", "/embed", "/download.csv", "/api/v1/coverage", "/kaart.svg"):
        yield Request(f"{path}?gebied={'A' * 7_000}")
        yield Request(f"{path}?{'&'.join(f'p{number}={number}' for number in range(1_000))}")
        yield Request(f"{path}?{'gebied=GM0855&' * 500}")
        yield Request(f"{path}?keuze={','.join(['CR31'] * 1_500)}")
        yield Request(f"{path}?begin={'%5B' * 2_500}")
        yield Request(f"{path}?{'A' * 200_000}")
    yield Request("/" + "a/" * 4_000)
    yield Request("/regio/" + "%2e%2e%2f" * 800)
