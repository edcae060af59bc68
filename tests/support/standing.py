"""What stands on a page, whichever it is, in the terms of :mod:`tests.support.fresh_visit`.

It is handed over as text: to take thousands of values one by one takes a browser and a test long.
"""

import json

from playwright.sync_api import Page

#: The words that the server sent: not those that the browser itself writes in a drawing. A page
#: that its first picture still covers is not there yet.
_STANDING = """() => {
  const drawings = ".js-plotly-plot, .dash-slider-container, #place-labels, #map-tooltip, #curve,"
    + " #scatter, #scatter-said, [data-copy]";
  const words = (part) => {
    if (part.nodeType === Node.TEXT_NODE) return part.data;
    if (part.nodeType !== Node.ELEMENT_NODE || part.matches(drawings)) return "";
    return [...part.childNodes].map(words).join("");
  };
  const whole = document.getElementById("page");
  const links = [...(whole ?? document).querySelectorAll("a[href]")];
  return JSON.stringify({
    language: document.documentElement.lang,
    title: document.title,
    wall: document.documentElement.classList.contains("screen"),
    covered: document.getElementById("first") !== null,
    words: whole && words(whole).replace(/\\s+/g, ""),
    links: links.map((link) => [link.getAttribute("href"), link.className]),
  });
}"""
_MAP = """() => JSON.stringify({
  painted: document.getElementById("map")?.dataset.painted,
  classes: window.techniek?.state.painted,
})"""
#: What the map should show for a message, by the rules with which it paints.
_PAINTED = """async (text) => {
  const module = (name) => import(document.querySelector(`link[href$="/${name}"]`).href);
  const { classesOf, unpacked } = await module("map/areas.mjs");
  const { rules } = await module("rules.mjs");
  const areas = unpacked(JSON.parse(text));
  return JSON.stringify({
    painted: `${areas.level}:${areas.focus.code}`,
    classes: classesOf(areas, areas.threshold, rules().codes),
  });
}"""


def standing(page: Page) -> dict:
    """What a reader sees, but for the map."""
    return json.loads(page.evaluate(_STANDING))


def map_shown(page: Page) -> dict:
    """What the map is painted with."""
    return json.loads(page.evaluate(_MAP))


def map_told(page: Page, message: dict) -> dict:
    """What the map would be painted with that is told this."""
    page.wait_for_selector("#map", state="attached")
    return json.loads(page.evaluate(_PAINTED, json.dumps(message)))
