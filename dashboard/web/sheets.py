"""The style sheets that pages ask for, each made of the files of its components.

A component has a file in ``assets/style/``; which come first is said here, as the last of two rules
that weigh the same wins.
"""

#: Address below ``/assets/`` -> components, first to last.
SHEETS: dict[str, tuple[str, ...]] = {
    "style.css": (
        "fonts",
        "tokens",
        "base",
        "curve",
        "facilities",
        "download-menu",
        "share-menu",
        "only",
        "screen/words",
        "screen/legend",
        "screen/room",
        "screen/controls",
        "screen/phone",
        "frame",
        "header",
        "search",
        "question",
        "menu",
        "views",
        "switch",
        "legend",
        "nine",
        "inset",
        "tooltip",
        "map-marks",
        "table",
        "map-card",
        "speeds",
        "answer",
        "dots",
        "key-figures",
        "site-panel",
        "reading",
        "work-question",
        "work-panel",
        "scatter",
        "portrait-link",
    ),
    "portrait/portrait.css": (
        "portrait/page",
        "portrait/figures",
        "portrait/tables",
        "portrait/controls",
        "portrait/sources",
        "portrait/print",
    ),
    "embed/embed.css": (
        "fonts",
        "tokens",
        "embed/page",
        "embed/controls",
        "embed/wide",
    ),
    "api/api.css": ("api",),
}
