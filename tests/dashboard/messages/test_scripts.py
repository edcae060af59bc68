"""What a script does again is what the server does: over all that either can be given."""

import itertools

import pytest

from dashboard.address.camera import camera_of
from dashboard.address.parameters import MEASURE_WORDS, SCREEN_WORDS
from dashboard.address.query import default_view, query_of, read
from dashboard.address.view import MOST_CHOSEN, SPEEDS, THRESHOLDS, View
from dashboard.formatting import number
from dashboard.messages.rules import block, rules
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.threshold import phrases, picked
from tests.support.markup import links
from tests.support.scripts import run

#: What may stand in an address and is no number that can be chosen, or only just.
ODD = [
    "",
    "0",
    "00",
    "05",
    "5 ",
    "+5",
    "-5",
    "5.0",
    "1e1",
    "0x5",
    "五",
    "26",
    "95",
    "7.5",
    "999999",
]
BROKEN = [
    *(f"?{name}={text}" for name in ("afstand", "minuten", "snelheid", "maat") for text in ODD),
    *(f"?maat=minuten&{name}={text}" for name in ("afstand", "minuten") for text in ODD),
    *("", "?", "??afstand=5", "?afstand", "?afstand=5&afstand=7", "?afstand=5&afstand=x"),
    *("?maat=fiets&maat=auto", "?maat=auto&maat=fiets", "?maat=MINUTEN", "?Maat=minuten"),
    *("?snelheid=20&maat=minuten&minuten=45", "?%61fstand=%35", "?afstand=1%30", "?a;afstand=5"),
]


def at(view: View, threshold: int) -> View:
    return view.but(**{"minutes" if view.unit == "min" else "threshold_km": threshold})


def every_threshold() -> list[View]:
    """Every measure with every threshold and speed."""
    return [
        at(View(measure=measure, speed=speed), threshold)
        for measure in MEASURE_WORDS
        for threshold in THRESHOLDS[measure]
        for speed in SPEEDS
    ]


# ---- the threshold ------------------------------------------------------------------------------


def test_a_threshold_is_read_as_the_server_reads_it(data):
    addresses = [*BROKEN, *map(query_of, every_threshold())]
    shown = run(
        """
        const { thresholdOf } = await import("./address/threshold.mjs");
        return given.addresses.map((search) => {
          const { measure, threshold, speed } = thresholdOf(search, given.rules);
          return [measure.unit, measure.phrase, threshold, speed];
        });
        """,
        addresses=addresses,
        rules=rules(),
    )
    for address, (unit, phrase, threshold, speed) in zip(addresses, shown, strict=True):
        view, _ = read(address, data)
        usual = {"straight": "crow", "cycle": "cycle", "minutes": "speed"}
        assert (unit, threshold, speed) == (view.unit, view.threshold, view.speed), address
        assert phrase == usual[view.measure], address


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_threshold_is_said_as_the_server_says_it(language):
    texts = texts_in(language)
    views = every_threshold()
    assert run(
        """
        const { thresholdWords } = await import("./address/threshold.mjs");
        return given.asked.map(([search, value]) =>
          thresholdWords(search, value, given.phrases, given.rules));
        """,
        asked=[(query_of(view), view.threshold) for view in views],
        phrases=phrases((), texts),
        rules=rules(),
    ) == [picked(view, texts) for view in views]


def test_another_threshold_is_written_as_the_server_writes_it(data):
    start = default_view(data).but(region="GM0855", show="work", chosen=("CR31", "CR32"))
    moves = [
        (start.but(measure=measure, speed=20), value)
        for measure in MEASURE_WORDS
        for value in THRESHOLDS[measure]
    ]
    written = run(
        """
        const { withThreshold } = await import("./address/threshold.mjs");
        return given.moves.map(([search, value]) => withThreshold(search, value, given.rules));
        """,
        moves=[(query_of(view, default_view(data)), value) for view, value in moves],
        rules=rules(),
    )
    for (view, value), search in zip(moves, written, strict=True):
        assert read(search, data) == (at(view, value), [])
        assert sorted(search) == sorted(query_of(at(view, value), default_view(data)))


# ---- the rest of the address --------------------------------------------------------------------


def test_a_camera_is_read_as_the_server_reads_it():
    ends = ["-180", "180", "180.1", "-181", "85", "-85.01", "4", "3.99", "18", "18.01", "5.3"]
    texts = [",".join(three) for three in itertools.product(ends, repeat=3)]
    odd = ["", " 5", "+5", "5.", ".5", "1e1", "0x5", "nan", "inf", "-", "five", "--5"]
    texts += [f"{one},52,9" for one in odd] + [f"5,{one},9" for one in odd]
    texts += ["5,52", "5,52,9,1", ",,", "", "5;52;9"]
    shown = run(
        """
        const { cameraOf } = await import("./address/camera.mjs");
        return given.texts.map((text) =>
          cameraOf(`?zicht=${encodeURIComponent(text)}`, given.rules.camera));
        """,
        texts=texts,
        rules=rules(),
    )
    for text, camera in zip(texts, shown, strict=True):
        there = camera and (*camera["center"], camera["zoom"])
        assert there == camera_of(text), text


def test_a_camera_is_written_as_it_is_read():
    search = run(
        """
        const { withCamera } = await import("./address/camera.mjs");
        const center = { lng: 5.123456, lat: 52.98765 };
        return withCamera("?keuze=CR31,CR32&zicht=1,2,3", center, 9.876, given.rules.camera);
        """,
        rules=rules(),
    )
    assert search == "?keuze=CR31,CR32&zicht=5.1235,52.9877,9.88"
    assert camera_of(search.partition("zicht=")[2]) == (5.1235, 52.9877, 9.88)


def test_what_is_chosen_is_read_and_written_as_the_server_does(data):
    usual = default_view(data)
    codes = tuple(data.tables.regions_of("corop")["code"][:5])
    many = tuple(data.tables.regions_of("postcode")["code"][: MOST_CHOSEN + 1])
    start = usual.but(show="two_way", site=None, picked_level="corop")
    held, written = run(
        """
        const { chosenOf, withChosen } = await import("./address/chosen.mjs");
        const { start, choices, rules } = given;
        const written = choices.map((codes) => withChosen(start, codes, rules));
        return [written.map((search) => chosenOf(search, rules)), written];
        """,
        start=query_of(start, usual) + "&vestiging=13OR01",
        choices=[(), codes[:1], codes, many],
        rules=rules(),
    )
    expected = [(), codes[:1], codes, many[:MOST_CHOSEN]]
    assert [tuple(one) for one in held] == expected
    for search, chosen in zip(written, expected, strict=True):
        view, ignored = read(search, data)
        assert ignored == []
        assert (view.chosen, view.site, view.show) == (chosen, None, "two_way")


@pytest.mark.parametrize(
    ("before", "adding", "after"),
    [
        ([], False, ["A"]),
        (["A"], False, []),
        (["B"], False, ["A"]),
        (["A", "B"], False, ["A"]),
        ([], True, ["A"]),
        (["B"], True, ["B", "A"]),
        (["A", "B"], True, ["B"]),
    ],
)
def test_a_click_chooses_adds_or_drops(before, adding, after):
    code = """
    const { afterClick } = await import("./address/chosen.mjs");
    return afterClick(given.before, "A", given.adding);
    """
    assert run(code, before=before, adding=adding) == after


def test_the_large_screen_is_asked_as_the_server_reads_it(data):
    words = [*SCREEN_WORDS.values(), "SCHERM", ""]
    addresses = ["", *(f"?weergave={one}&weergave={other}" for one in words for other in words)]
    shown = run(
        """
        const { wordOf } = await import("./address/query.mjs");
        const { screen, screenWord } = given.rules;
        return given.addresses.map((search) => wordOf(search, screen) === screenWord);
        """,
        addresses=addresses,
        rules=rules(),
    )
    assert shown == [read(address, data)[0].screen for address in addresses]


# ---- links --------------------------------------------------------------------------------------

LINKED = [
    "",
    "?gebied=GM0855",
    "?gebied=PV28&kaart=enig&klein=30",
    "?kaart=tweeweg&keuze=CR31,CR32&cijfer=bedrijven-per-1000",
    "?tabel=open&per=gemeente&sorteer=-share&vanaf=51",
    "?maat=minuten&minuten=45&snelheid=20&vestiging=13OR01&taal=en",
    "?weergave=scherm&gebied=PV26&voorzieningen=aan",
]


@pytest.mark.slow
@pytest.mark.parametrize("search", LINKED)
def test_a_link_leads_to_what_the_server_wrote_whatever_is_shown(update, search):
    told = update(search)
    written = [one for part in told["parts"].values() for one in links(part) if "data-set" in one]
    assert len(written) > 20
    led = run(
        """
        const { leading } = await import("./address/query.mjs");
        const { parameters } = given.rules;
        return given.links.map(({ href, set }) => leading(href, given.query, set, parameters));
        """,
        links=[{"href": one["href"], "set": one["data-set"] or ""} for one in written],
        query=told["query"],
        rules=rules(),
    )
    assert led == [one["href"] for one in written]


# ---- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_as_the_server_writes_them(language):
    values = [None, 0, 0.1, 0.9, 1, 9.9, 12.3, 100, 999.9, 1000, 1234.5, 12345.6, 1234567, -1, -0.4]
    values += [tenths / 10 for tenths in range(0, 1_000, 7)]
    # Halves, and what computers make of them.
    values += [0.05, 0.15, 0.25, 0.65, 0.65 - 1e-12, 2.5, 3.5, -0.5, 2.675, 1.005, 11924.9999999]
    cases = [(value, places) for value in values for places in (0, 1, 2)]
    assert run(
        """
        const { number } = await import("./number.mjs");
        return given.cases.map(([value, places]) => number(value, places, given.language));
        """,
        cases=cases,
        language=language,
    ) == [number(value, language, places) for value, places in cases]


# ---- the block in the page ----------------------------------------------------------------------


def test_the_page_has_the_rules(client):
    page = client.get("/").text
    start = '<script type="application/json" id="rules">'
    assert f"{start}{block()}</script>" in page
    assert "<" not in block()


# ---- the words beside the pointer ---------------------------------------------------------------

_CARD = {"left": 0, "top": 100, "right": 900, "bottom": 700}


@pytest.mark.parametrize(
    ("pointer", "panels", "expected"),
    [
        ((300, 300), [], (314, 318)),
        # Over the legend, the words would go; above the pointer they do not.
        ((300, 300), [(320, 340, 600, 700)], (314, 210)),
        # A panel at the right, whatever the height.
        ((300, 300), [(320, 100, 600, 700)], (86, 318)),
        # At the edges of the map they stay on it.
        ((890, 300), [], (692, 318)),
        ((300, 690), [], (314, 600)),
    ],
)
def test_the_words_beside_the_pointer_cover_no_panel(pointer, panels, expected):
    sides = ("left", "top", "right", "bottom")
    at = run(
        """
        const { besidePointer } = await import("./map/tooltip.mjs");
        return besidePointer(given.pointer, given.size, given.card, given.panels);
        """,
        pointer=dict(zip("xy", pointer, strict=True)),
        size={"width": 200, "height": 80},
        card=_CARD,
        panels=[dict(zip(sides, panel, strict=True)) for panel in panels],
    )
    assert (at["left"], at["top"]) == expected
