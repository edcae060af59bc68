"""What axe calls a barrier, in a page of a real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: All that axe knows, the size of what is clicked too.
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}


def serious(page: Page, within: str = "html") -> list[tuple[str, str]]:
    """What axe calls serious or worse in a part of the page: rule and first place.

    A part that is not there stops with an error, so no test looks at nothing.
    """
    found = Axe().run(page, context={"include": [[within]]}, options=EVERY_RULE)
    return [
        (rule["id"], rule["nodes"][0]["html"][:160])
        for rule in found.response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
