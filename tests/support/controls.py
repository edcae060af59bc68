"""What can be clicked on a page, and what stands there after a click."""

from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle, Page

from tests.support.screen import settle

#: Links and buttons within a part of the page, one of each kind. A kind is where it stands, how it
#: looks and what its address changes: fifty rows of a table are one kind per column.
_CONTROLS = """(scope) => {
  const here = new URL(location.href);
  const nameless = (text) => text.replace(/[A-Z]{2}\\d+|\\d+/g, "#");

  function targetOf(link) {
    const to = new URL(link.href);
    const names = [...new Set([...here.searchParams.keys(), ...to.searchParams.keys()])];
    const same = (name) => to.searchParams.get(name) === here.searchParams.get(name);
    const changed = names.filter((name) => !same(name));
    const site = to.origin === here.origin ? "" : to.origin;
    return nameless(`${site}${to.pathname}?${changed.sort()}${to.hash && "#"}`);
  }

  function kindOf(one) {
    const place = nameless(one.closest("[id]")?.id ?? "");
    const look = [...one.classList].map(nameless).join(".");
    return `${one.localName} .${look} #${place} ${one.matches("a") ? targetOf(one) : ""}`;
  }

  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const reachable = (one) => {
    const menu = one.parentElement?.closest("details:not([open])");
    if (!menu) return shown(one);
    const summary = menu.querySelector("summary");
    return one === summary ? shown(one) : reachable(summary);
  };
  const first = new Map();
  for (const one of document.querySelectorAll("a[href], button, summary")) {
    const kind = kindOf(one);
    if (one.closest(scope) && reachable(one) && !first.has(kind)) first.set(kind, one);
  }
  return first;
}"""

_KINDS = f"(scope) => [...({_CONTROLS})(scope).keys()]"
_CONTROL = f"([scope, kind]) => ({_CONTROLS})(scope).get(kind) ?? null"

#: Everything that a click could leave otherwise than a fresh visit draws it.
_STANDING = """() => {
  const words = (part) => part && part.textContent.replace(/\\s+/g, " ").trim();
  const styles = (place) => {
    const part = document.querySelector(place);
    if (!part) return null;
    const { fontFamily, fontSize, backgroundColor, color, display } = getComputedStyle(part);
    return { fontFamily, fontSize, backgroundColor, color, display };
  };
  const map = document.getElementById("map");
  const address = new URL(location.href);
  address.searchParams.delete("zicht");
  const parts = map
    ? ["h1", ".question", "#breadcrumb", ".views", "#answer", "#legend", "#notice",
       ".figures-table", ".screen-panel"]
    : ["header", "main"];
  return {
    address: address.pathname + address.search,
    title: document.title,
    language: document.documentElement.lang,
    look: document.documentElement.className,
    words: parts.map((place) => [place, words(document.querySelector(place))]),
    styles: ["html", "body", "header", "main", "h1", "main a"].map(styles),
    painted: map?.dataset.painted ?? null,
    classes: map ? window.techniek.state.painted : null,
  };
}"""

#: A page to read has what it asked for. Its address is told to the callbacks a task later than to
#: the page.
_ANSWERED = """async () => {
  for (let task = 0; task < 3; task += 1) await new Promise((later) => setTimeout(later, 0));
  return !window.store || window.store.getState().isLoading === false;
}"""


def kinds(page: Page, scope: str) -> list[str]:
    """Every kind of link and button within a part of the page."""
    return page.evaluate(_KINDS, scope)


def control(page: Page, scope: str, kind: str) -> ElementHandle | None:
    """The first of a kind, with the menus around it opened; None where it is hidden in them."""
    one = page.evaluate_handle(_CONTROL, [scope, kind]).as_element()
    assert one is not None, kind
    menus = one.evaluate_handle(
        """(one) => {
          const menus = [];
          let menu = one.parentElement.closest("details");
          if (one.localName === "summary") menu = menu.parentElement.closest("details");
          for (; menu; menu = menu.parentElement.closest("details")) menus.unshift(menu);
          return menus.filter((menu) => !menu.open).map((menu) => menu.querySelector("summary"));
        }"""
    )
    for summary in menus.get_properties().values():
        summary.as_element().click()
    if not one.is_visible():
        return None
    # The link that skips the header comes into sight for who has it under the Tab key.
    one.focus()
    return one


def stand(page: Page) -> None:
    """Wait until the page that the address names stands there, whichever it is."""
    page.wait_for_load_state()
    page.wait_for_selector("h1", state="attached")
    if urlsplit(page.url).path == "/":
        page.wait_for_selector("#map[data-painted]", state="attached")
        settle(page)
    else:
        page.wait_for_function(_ANSWERED)


def standing(page: Page) -> dict:
    """What stands on the page: compare it with that of another page of the same address."""
    stand(page)
    return page.evaluate(_STANDING)
