"""What axe calls a barrier, in a page of a real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: All that axe knows, the size of what is clicked too; what is right is not told place by place.
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
#: In place of its script, where the page has read that before.
READ = "void 0"


def serious(page: Page, *parts: str) -> list[tuple[str, str]]:
    """What axe calls serious or worse in the page, or in parts of it: rule and first place."""
    # Of some that are there axe says nothing of one that is not.
    assert [part for part in parts if not page.locator(part).count()] == []
    within = {"include": [[part] for part in parts or ("html",)]}
    axe = Axe(READ) if page.evaluate("'axe' in window") else Axe()
    found = axe.run(page, context=within, options=EVERY_RULE)
    return [
        (rule["id"], rule["nodes"][0]["html"][:160])
        for rule in found.response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
