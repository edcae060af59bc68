"""What if? The list of what is supposed, each with its undo, and the ways to suppose more."""

from dataclasses import replace
from itertools import compress

from dash import dcc

from dashboard.address.context import Context
from dashboard.address.parameters import NAME_OF
from dashboard.address.query import link
from dashboard.address.view import AFTER, LONGEST_NAME, MOMENTS, NOW, PLANS, View
from dashboard.page.elements import Link, html
from dashboard.words.changes import change_words, impossible, place_name, tracks_words
from geodata.analysis.changed_offer import taught_at
from geodata.changes import MOST, MOVE, START, STOP, Change, ordered, with_change, without_change
from geodata.question import Question
from geodata.tables.reader import Tables
from geodata.vocabulary import SINGLE, TRACKS, Codes


def supposed(context: Context) -> list | None:
    """The changes beside the question: in words, each with its undo; and which moment is shown."""
    data, view, texts = context.data, context.view, context.texts
    if not view.changes and not view.compares:
        return None
    if not view.changes:
        return [plans(context), html.Span(texts("plan.empty")), _leave(context)]
    cannot = impossible(context)
    return [
        plans(context) or html.Strong(texts("change.suppose"), className="supposed-title"),
        html.Strong(view.plan_name, className="plan-name") if view.plan_name else None,
        html.Ul(
            [_change(change, cannot.get(change, ""), context) for change in view.changes],
            className="supposed-list",
        ),
        moments(context),
        html.Button(
            [texts("change.hold"), " ", html.Kbd("B")],
            type="button",
            id="hold-now",
            className="button hold-now",
            title=texts("change.hold.help"),
            hidden=view.base.is_labour,
        ),
        _leave(context) if view.compares else _begin(context),
        _name(context),
        Link(
            texts("change.reset"),
            href=link(view.but(changes=(), beside=()), data),
            className="supposed-reset",
        ),
        html.Small(
            texts("change.exploration")
            if view.supposes or view.moment == NOW
            else texts("change.not_here"),
            className="supposed-note",
        ),
    ]


def _change(change: Change, why: str, context: Context) -> html.Li:
    view, texts = context.view, context.texts
    words = change_words(change, context.data, texts)
    back = view.but(changes=without_change(view.changes, change))
    return html.Li(
        [
            html.Span([words[:1].upper(), words[1:], html.Small(why) if why else None]),
            _in_tracks(change, words, context),
            Link(
                [
                    html.Span("×", **{"aria-hidden": "true"}),
                    html.Span(texts("change.undo.of", change=words), className="visually-hidden"),
                ],
                href=link(back, context.data),
                className="undo",
                title=texts("change.undo"),
            ),
        ],
        className="cannot" if why else "",
    )


def plans(context: Context) -> html.Div | None:
    """Which of two plans is in sight, and the way to the other; None of one."""
    view, texts = context.view, context.texts
    if not view.compares:
        return None
    return html.Div(
        [
            Link(
                texts("plan.choice", letter=letter),
                href=link(view if letter == view.plan else view.swapped, context.data),
                className="chosen" if letter == view.plan else "",
            )
            for letter in PLANS
        ],
        className="switch plan-switch",
        role="group",
        **{"aria-label": texts("plan.label")},
    )


def _begin(context: Context) -> Link:
    """These changes become one plan, beside another that is made next."""
    return Link(
        context.texts("plan.begin"),
        href=link(context.view.begun, context.data),
        title=context.texts("plan.begin.help"),
        className="plan-begin",
    )


def _leave(context: Context) -> Link:
    """The plan in sight goes, the other stays."""
    view = context.view
    return Link(
        context.texts("plan.leave", letter=view.plan),
        href=link(view.swapped.but(beside=()), context.data),
        className="plan-begin",
    )


def _name(context: Context) -> html.Details:
    """What the changes are called; ``assets/scripts/page/what_if.mjs`` writes it in the address."""
    view, texts = context.view, context.texts
    return html.Details(
        [
            html.Summary(texts("plan.name")),
            html.Form(
                [
                    html.Label(
                        texts("plan.name.of"), htmlFor="plan-name", className="visually-hidden"
                    ),
                    dcc.Input(
                        id="plan-name",
                        type="text",
                        maxLength=LONGEST_NAME,
                        value=view.plan_name,
                        autoComplete="off",
                    ),
                    html.Button(texts("plan.name.go"), type="submit", className="button"),
                ],
                className="what-if-move",
                **{"data-names": NAME_OF["plan_name"]},
            ),
        ],
        className="name-plan",
    )


def _in_tracks(change: Change, words: str, context: Context) -> html.Details | None:
    """In which tracks a profile stops or starts, to choose from."""
    if not change.profile:
        return None
    view, texts = context.view, context.texts
    others = without_change(view.changes, change)

    def choice(tracks: Codes, name: str) -> Link:
        then = ordered((*others, replace(change, tracks=tracks)))
        return Link(
            name,
            href=link(view.but(changes=then), context.data),
            className="chosen" if tracks == change.tracks else "",
        )

    label = texts("change.tracks.of", change=words)
    return html.Details(
        [
            html.Summary(texts("change.tracks"), **{"aria-label": label}),
            choice((), texts("change.tracks.every")),
            *(choice((track,), texts(f"track.{track.lower()}")) for track in TRACKS),
        ],
        className="in-tracks",
    )


def moments(context: Context) -> html.Div | None:
    """Now, after, or the difference; the labour market has no other moment."""
    view, texts = context.view, context.texts
    if view.base.is_labour:
        return None
    order = (NOW, *(moment for moment in MOMENTS if moment != NOW))
    return html.Div(
        [
            Link(
                texts(f"moment.{moment}"),
                href=link(view.but(moment=moment), context.data),
                className="chosen" if moment == view.moment else "",
            )
            for moment in order
        ],
        className="switch moments",
        role="group",
        **{"aria-label": texts("moment.label")},
    )


def at_site(context: Context) -> html.Div | None:
    """What can be supposed of the chosen site: an end, a start, or another place for all of it."""
    data, view, texts = context.data, context.view, context.texts
    code = view.site
    if code is None or view.kind.is_labour:
        return None
    row = data.tables.row_of_site[code]
    taught = taught_at(data.tables, view.but(moment=AFTER).question, SINGLE)[:, row]
    stops = [Change(STOP, code, profile) for profile in compress(SINGLE, taught)]
    starts = [Change(START, code, profile) for profile in compress(SINGLE, ~taught)]
    every = [Change(STOP, code)] if len(stops) > 1 else []
    return html.Div(
        [
            html.H3(texts("change.title")),
            _choices([*stops, *every], context),
            _folded(texts("change.one_track"), _in_one_track(code, stops, context), context),
            _folded(texts("change.start_here"), starts, context),
            _move(code, context) if taught.any() else None,
        ],
        className="what-if",
    )


def at_place(context: Context, postcode: str) -> html.Details:
    """What can be supposed of a postcode area: a profile starts there."""
    starts = [Change(START, postcode, profile) for profile in SINGLE]
    return html.Details(
        [
            html.Summary(
                context.texts("change.start_at", place=place_name(postcode, context.data))
            ),
            _choices(starts, context),
        ],
        className="what-if",
    )


def _in_one_track(code: str, stops: list[Change], context: Context) -> list[Change]:
    """Of every profile of a site the tracks in which it can stop, and those in which it can start;
    one in a single track stops altogether."""
    view, tables = context.view.but(moment=AFTER), context.data.tables
    changes: list[Change] = []
    for change in stops:
        there = [
            _taught(tables, replace(view.question, tracks=(track,)), change.profile, code)
            for track in TRACKS
        ]
        kinds = [STOP if taught else START for taught in there]
        changes += [
            Change(kind, code, change.profile, tracks=(track,))
            for kind, track in zip(kinds, TRACKS, strict=True)
            if kind == START or sum(there) > 1
        ]
    return changes


def _taught(tables: Tables, question: Question, profile: str, code: str) -> bool:
    return bool(taught_at(tables, question, (profile,))[0, tables.row_of_site[code]])


def _folded(name: str, changes: list[Change], context: Context) -> html.Details | None:
    """Choices that are opened; None without any."""
    return html.Details([html.Summary(name), _choices(changes, context)]) if changes else None


def _choices(changes: list[Change], context: Context) -> html.Ul:
    """A link for each; where there is no room for one more, why there is none."""
    texts = context.texts
    every = [(change, _suppose(change, context)) for change in changes]
    return html.Ul(
        [
            html.Li(
                Link(_short(change, context), href=link(then, context.data), className="button")
            )
            for change, then in every
            if then
        ]
        or html.Li(texts("change.most", most=MOST), className="note"),
        className="what-if-choices",
    )


def _short(change: Change, context: Context) -> str:
    """A change where it is clear of what place it is."""
    texts = context.texts
    if not change.profile:
        return texts("change.here.all")
    what = texts(f"mark.{change.profile}")
    if change.tracks:
        what = texts("change.in_tracks", what=what, tracks=tracks_words(change.tracks, texts))
    return texts("change.here.stop" if change.kind == STOP else "change.here.start", what=what)


def _suppose(change: Change, context: Context) -> View | None:
    """The view with one change more; of a site it is of a region wide enough to see who is hit."""
    data, view = context.data, context.view
    changes = with_change(view.changes, change)
    if len(changes) > MOST:
        return None
    moment = AFTER if view.moment == NOW else view.moment
    then = view.but(changes=changes, moment=moment, site=None)
    region = data.region(view.region)
    if not view.site or not (region.is_close or region.level in ("nl", "municipality")):
        return then
    town = data.tables.placed_sites["municipality"].iat[data.site_rows[view.site]]
    around = data.tables.parents.get((town, "province"), "NL")
    return then.but(region=around)


def _move(code: str, context: Context) -> html.Form:
    """All of a site goes to a postcode area; ``assets/scripts/page/what_if.mjs`` listens."""
    texts = context.texts
    return html.Form(
        [
            html.Label(texts("change.move"), htmlFor="move-to"),
            dcc.Input(
                id="move-to",
                type="text",
                pattern="[1-9][0-9]{3}",
                maxLength=4,
                required=True,
                inputMode="numeric",
                placeholder="4501",
                autoComplete="off",
            ),
            html.Button(texts("change.move.go"), type="submit", className="button"),
        ],
        className="what-if-move",
        **{"data-change": f"{MOVE}:{code}."},
    )
