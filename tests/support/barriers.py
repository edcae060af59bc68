"""What axe calls a barrier, in a page of a real browser."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: The rules of the levels A and AA of WCAG, up to 2.2.
WCAG = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")
#: What is right is not told place by place, and a place is told by its markup alone: nobody reads
#: the selectors, each of which is looked for in the whole page.
_BRIEF = {
    "resultTypes": ["violations"],
    "selectors": False,
    "elementRef": False,
    "performanceTimer": False,
}
#: All that axe knows, the size of what is clicked too.
_EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
#: Handed over as text, and only what is wrong.
_RUN = """async ([within, options]) => {
  const { violations } = await axe.run(within, options);
  return JSON.stringify(violations);
}"""


def serious(page: Page, *parts: str) -> list[tuple[str, str]]:
    """What axe calls serious or worse in the page, or in parts of it: rule and first place."""
    violations = _violations(page, parts, _EVERY_RULE)
    return _places([one for one in violations if one["impact"] in ("serious", "critical")])


def broken(page: Page, *parts: str, rules: tuple[str, ...] = WCAG) -> list[tuple[str, str]]:
    """Whatever of some rules, or kinds of rules, is broken in the page, or in parts of it."""
    return _places(_violations(page, parts, {"runOnly": list(rules)}))


def _violations(page: Page, parts: tuple[str, ...], rules: dict) -> list[dict]:
    # Of some that are there axe says nothing of one that is not.
    assert [part for part in parts if not page.locator(part).count()] == []
    # The script of axe is read once per page.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    within = {"include": [[part] for part in parts or ("html",)]}
    return json.loads(page.evaluate(_RUN, [within, rules | _BRIEF]))


def _places(violations: list[dict]) -> list[tuple[str, str]]:
    return [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in violations]
