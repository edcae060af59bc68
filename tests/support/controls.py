"""What can be clicked on a page, of each kind one."""

from typing import Any

from playwright.sync_api import Error, Page

#: Links and buttons within a part of the page, one of each kind. A kind is where it stands, how it
#: looks and what its address changes: fifty rows of a table are one kind per column.
_CONTROLS = """(scope) => {
  const here = new URL(location.href);
  const nameless = (text) => text.replace(/[A-Z]{2}\\d+|\\d+/g, "#");

  function targetOf(link) {
    const to = new URL(link.href);
    if (to.origin !== here.origin) return to.protocol;
    const names = [...new Set([...here.searchParams.keys(), ...to.searchParams.keys()])];
    const same = (name) => to.searchParams.get(name) === here.searchParams.get(name);
    const changed = names.filter((name) => !same(name));
    return nameless(`${to.pathname}?${changed.sort()}${to.hash && "#"}`);
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
  // What a closed menu holds has no shape yet: whether it is hidden too, shows when it opens.
  const first = new Map();
  for (const one of document.querySelectorAll("a[href], button, summary")) {
    // What is asked first rules out most, and costs least.
    if (!one.closest(scope) || one.hidden) continue;
    const kind = kindOf(one);
    if (!first.has(kind) && reachable(one)) first.set(kind, one);
  }
  return first;
}"""
_KINDS = f"(scope) => [...({_CONTROLS})(scope).keys()]"
_READ = """([scope, kind]) => {
  const one = (CONTROLS)(scope).get(kind);
  return one ? (READ)(one) : null;
}""".replace("CONTROLS", _CONTROLS)
_FIRST = _READ.replace("READ", "(one) => one")
_CLOSED_MENUS = """(one) => {
  const menus = [];
  let menu = one.parentElement.closest("details");
  if (one.localName === "summary") menu = menu.parentElement.closest("details");
  for (; menu; menu = menu.parentElement.closest("details")) menus.unshift(menu);
  return menus.filter((menu) => !menu.open).map((menu) => menu.querySelector("summary"));
}"""
#: A page may draw a part anew between finding what is to be clicked and clicking it.
_TRIES = 20


def kinds(page: Page, scope: str) -> list[str]:
    """Every kind of link and button within a part of the page."""
    return page.evaluate(_KINDS, scope)


def is_there(page: Page, scope: str, kind: str) -> bool:
    """Has this part of the page one of a kind now?"""
    return kind in kinds(page, scope)


def read(page: Page, scope: str, kind: str, look: str) -> Any:
    """What a function of the browser says of the first of a kind."""
    return page.evaluate(_READ.replace("READ", look), [scope, kind])


def click(page: Page, scope: str, kind: str) -> None:
    """Click the first of a kind, with the menus around it opened first."""
    for last in (*[False] * _TRIES, True):
        one = page.evaluate_handle(_FIRST, [scope, kind]).as_element()
        assert one is not None, kind
        try:
            menus = one.evaluate_handle(_CLOSED_MENUS)
            for summary in menus.get_properties().values():
                summary.as_element().click()
            # The link that skips the header comes into sight for who has it under the Tab key.
            one.focus()
            one.click()
            return
        except Error as error:
            if last or "not attached" not in error.message:
                raise
