"""Whatever is sent to the open data interface, the answer is the table or a clear refusal."""

import json
import re
from urllib.parse import quote

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dashboard import create_app
from dashboard.api.operations import operations
from dashboard.api.parameters import LONGEST_QUERY, LONGEST_SHOWN, MAX
from dashboard.api.problems import STATUS
from dashboard.settings import Settings
from dashboard.web import suggestions
from dashboard.web.pools import Pool
from geodata.question import parse_threshold
from geodata.vocabulary import PROFILE_SETS
from tests.support.shipped import shipped

ROOT = "/api/v1"


@pytest.fixture(scope="module")
def server(data):
    return create_app(Settings(api_rate=0), data).server


@pytest.fixture(scope="module")
def api(server) -> FlaskClient:
    """A client that may ask as often as it likes."""
    return server.test_client()


@pytest.fixture(autouse=True)
def nothing_is_worked_out(monkeypatch):
    """A suggestion that is there at once, and is none."""
    none = {"places": [], "runner_up": [], "notes": ["no_candidate"]}
    monkeypatch.setattr(suggestions.jobs, "run", lambda *_, **__: json.dumps(none).encode())


def problem(answer, status: int) -> dict:
    """The body of a refusal, after a look at what every refusal has."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json
    assert body["status"] == status
    assert body["type"].removeprefix("/api#") in STATUS
    assert body["title"] and body["detail"]
    return body


# ---- what is refused, and how -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("profiles=hout", "BWI"),
        ("profiles=BWI,", "BWI"),
        ("profiles=", "hard"),
        ("tracks=TL", "BB, KB, GL"),
        ("max=0km", "1km"),
        ("max=41km", "40km"),
        ("max=7.3km", "half"),
        ("max=4min", "5min"),
        ("max=91min", "90min"),
        ("max=10", "1km"),
        ("max=1e9km", "1km"),
        ("max=١٠km", "1km"),
        ("max=10km%0A", "1km"),
        ("distance=car", "straight, cycle"),
        ("speed=4", "5"),
        ("speed=46", "45"),
        ("speed=-16", "45"),
        ("speed=16.5", "45"),
        ("speed=nan", "45"),
        ("by=street", "municipality"),
        ("year=1999-2000", "2023-2024"),
        ("population=2022", "2021, 2025"),
        ("code=", "/api/v1/regions"),
        ("code=GM0344,,", "/api/v1/regions"),
        ("code=%00", "/api/v1/regions"),
        ("format=xml", "json, csv"),
        ("taal=fr", "nl, en"),
        ("profile=PIE", "profiles"),
        ("max=30min", "distance=cycle"),
        ("max=90min&distance=cycle&speed=45", "40 km"),
        ("by=nl&by=sto", "more than once"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named_with_what_is_allowed(api, query, named):
    body = problem(api.get(f"{ROOT}/coverage?{query}", headers={"Accept-Language": "en"}), 400)
    assert body["parameter"] == query.split("=")[0]
    assert body["parameter"] in body["detail"] and named in body["detail"]


def test_a_code_of_another_level(api):
    body = problem(api.get(f"{ROOT}/coverage?by=sto&code=GM0344&taal=en"), 400)
    assert "GM0344" in body["detail"] and "municipality" in body["detail"]
    problem(api.get(f"{ROOT}/regions?code=GM0344,PV29"), 400)


@pytest.mark.parametrize(
    "address",
    ["coverage?code=GM9999", "sites?code=GM0344,XX", "", "nothing", "coverage/", "../v2/coverage"],
)
def test_what_does_not_exist(api, address):
    problem(api.get(f"{ROOT}/{address}"), 404)


def test_what_does_not_exist_beside_the_interface(api):
    assert "/api/v1/coverage" in problem(api.get("/api/v2/coverage"), 404)["detail"]
    problem(api.get("/api/coverage"), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("address", ["coverage", "nothing", "openapi.json"])
def test_only_asking_is_allowed(api, method, address):
    found = api.open(f"{ROOT}/{address}", method=method, data=b"x" * 100)
    problem(found, 405)
    assert found.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/html", "image/png", "application/json;q=0, text/csv;q=0"])
def test_a_form_that_does_not_exist(api, accept):
    body = problem(api.get(f"{ROOT}/coverage", headers={"Accept": accept}), 406)
    assert body["allowed"] == ["application/json", "text/csv"]


def test_a_query_that_is_too_long_is_not_read(api):
    codes = ",".join(["GM0344"] * 1000)
    body = problem(api.get(f"{ROOT}/coverage?code={codes}"), 414)
    assert str(LONGEST_QUERY) in body["detail"]


def test_all_municipalities_fit_by_code(api, data):
    codes = data.tables.regions_of("municipality")["code"]
    found = api.get(f"{ROOT}/coverage?code={','.join(codes)}")
    assert found.status_code == 200 and len(found.json["rows"]) == len(codes)


def test_more_codes_than_allowed_are_refused(api):
    problem(api.get(f"{ROOT}/coverage?code={','.join(f'{n:04}' for n in range(401))}"), 400)


def test_of_a_hostile_value_only_the_first_is_repeated(api):
    text = "<script>alert(1)</script>\r\nSet-Cookie: x=1" * 20
    found = api.get(f"{ROOT}/coverage?max={quote(text)}")
    body = problem(found, 400)
    assert text[: text.index("\r")] in body["detail"] and "Set-Cookie: x=1" not in body["detail"]
    assert len(body["detail"]) < LONGEST_SHOWN + 150
    assert "\n" not in body["detail"] and "Set-Cookie" not in found.headers
    assert found.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("language", "word"), [("nl", "Toegestaan"), ("en", "Allowed")])
def test_a_refusal_is_in_the_language_of_the_reader(api, language, word):
    by_header = api.post(f"{ROOT}/coverage", headers={"Accept-Language": language})
    by_address = api.post(f"{ROOT}/coverage?taal={language}", headers={"Accept-Language": "de"})
    for found in (by_header, by_address):
        assert word in problem(found, 405)["detail"]
        assert found.headers["Content-Language"] == language


def test_what_breaks_says_so_and_nothing_more(data, monkeypatch):
    """No trace of the code reaches the one who asks."""

    def broken(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr("dashboard.api.answers.answer", broken)
    found = create_app(Settings(), data).server.test_client().get(f"{ROOT}/coverage")
    assert "secret" not in problem(found, 500)["detail"]


def test_the_pages_are_answered_as_before(api):
    assert api.get("/bestaat-niet").mimetype == "text/html"
    opened = {"Accept": "text/html,*/*"}
    assert api.post("/verantwoording", headers=opened).mimetype == "text/html"


def test_every_threshold_that_is_allowed_is_understood():
    """As many as can be asked: the answers that are kept stay few."""
    pattern = MAX.schema["pattern"]
    typed = [f"{half / 2:g}{unit}" for unit in ("km", "min") for half in range(0, 240)]
    allowed = [text for text in typed if re.fullmatch(pattern, text)]
    assert allowed[0] == "1km" and "40km" in allowed and "40.5km" not in allowed
    assert len(allowed) == 79 + 86
    for text in allowed:
        assert 0 < parse_threshold(text, "cycle", 16) <= 40_000


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("count=6", 400, "1 to 5"),
        ("profile=hard", 400, "PIE"),
        ("region=XX", 404, "XX"),
        ("region=4501", 400, "close to home"),
        ("among=schools", 400, "everywhere"),
        ("forecast=2050", 400, "2035"),
        ("max=30min", 400, "distance=cycle"),
        ("changes=stop:99XX99.mt", 400, "no site with this code"),
    ],
)
def test_what_cannot_be_suggested_is_named(api, query, status, named):
    body = problem(api.get(f"{ROOT}/suggest?{query}&taal=en"), status)
    assert body["parameter"] == query.split("=")[0] and named in body["detail"]


def test_who_asks_a_suggestion_when_all_are_busy_is_told_when_to_come_back(api, monkeypatch):
    monkeypatch.setattr(suggestions, "SUGGESTIONS", Pool(places=0, turns=1))
    found = api.get(f"{ROOT}/suggest?taal=en")
    assert found.headers["Retry-After"] in problem(found, 503)["detail"]
    assert problem(found, 503)["type"] == "/api#busy"


# ---- how often ----------------------------------------------------------------------------------


def bounded(data, **more) -> FlaskClient:
    return create_app(Settings(**more), data).server.test_client()


def test_who_asks_too_often_is_told_how_long_to_wait(data):
    client = bounded(data, api_rate=3)
    answered = [client.get(f"{ROOT}/years").status_code for _ in range(3)]
    found = client.get(f"{ROOT}/years")
    body = problem(found, 429)
    assert answered == [200, 200, 200]
    assert 1 <= int(found.headers["Retry-After"]) <= 20
    assert found.headers["Retry-After"] in body["detail"]
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    problem(client.get(f"{ROOT}/coverage?profiles=hout"), 429)
    assert client.get("/api").status_code == 200, "the page is not bounded"
    other = client.get(f"{ROOT}/years", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 200


@pytest.mark.slow
def test_a_thousand_requests_are_a_hundred_and_twenty_answers(data):
    client = bounded(data)
    found = [client.get(f"{ROOT}/openapi.json?x={n}").status_code for n in range(1000)]
    assert found[:120] == [400] * 120
    assert found.count(429) > 850


@pytest.mark.parametrize(("proxies", "apart"), [(0, False), (1, True)])
def test_a_client_behind_a_proxy_counts_only_when_the_proxy_is_trusted(data, proxies, apart):
    client = bounded(data, api_rate=1, proxies=proxies)
    found = [
        client.get(f"{ROOT}/years", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(2)
    ]
    assert found == ([200, 200] if apart else [200, 429])


# ---- the description, and everything it allows --------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_description_is_openapi(api, data, language):
    found = api.get(f"{ROOT}/openapi.json?taal={language}")
    assert found.mimetype == "application/json"
    OpenAPIV31SpecValidator(found.json).validate()
    assert found.json["openapi"].startswith("3.1")
    assert set(found.json["paths"]) == {f"/{name}" for name in operations(data)}


def test_the_description_is_what_checks(api, data):
    """The schema of every parameter stands in it as it is."""
    paths = api.get(f"{ROOT}/openapi.json").json["paths"]
    for name, operation in operations(data).items():
        listed = {one["name"]: one["schema"] for one in paths[f"/{name}"]["get"]["parameters"]}
        assert listed == {one.name: one.schema for one in operation.parameters}
        for one in operation.parameters:
            if one.default is not None:
                assert one.read(str(one.default)) == one.default
    pattern = operations(data)["coverage"].parameters[0].schema["pattern"]
    assert all(re.fullmatch(pattern, name) for name in PROFILE_SETS)


@pytest.fixture(scope="module")
def described(server):
    refusals = {"negative_data_rejection": {"expected-statuses": [400, 404, 414]}}
    config = SchemathesisConfig.from_dict({"checks": refusals})
    return schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", server, config=config)


@pytest.fixture
def cases(described, name, mode):
    """What the description of a table allows, or forbids; one for all examples."""
    return described[f"/{name}"]["GET"].as_strategy(generation_mode=mode)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("name", operations(shipped()))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_what_the_description_allows_is_answered_as_it_says(cases, name, mode, drawn):
    """No 5xx; what the schema forbids is refused; statuses, forms and bodies as described.

    A code that does not exist, or a time as the crow flies, is allowed by the schema and refused.
    """
    case = drawn.draw(cases)
    plain = {"Accept-Encoding": "identity"}
    case.call_and_validate(headers=plain, excluded_checks=[positive_data_acceptance])


NAMES = ("profiles", "tracks", "max", "distance", "speed", "by", "code", "year", "population")
raw = st.text(st.characters(codec="utf-8"), max_size=40) | st.binary(max_size=40).map(
    lambda content: quote(content, safe="&=%+,;")
)


@pytest.mark.slow
@settings(max_examples=150)
@given(
    name=st.sampled_from(["coverage", "sites", "indicators", "regions", "years", "openapi.json"]),
    pairs=st.lists(st.tuples(st.sampled_from([*NAMES, "format", "taal", "indicator"]) | raw, raw)),
    tail=raw,
)
def test_any_query_is_answered_or_refused(api, name, pairs, tail):
    query = "&".join(f"{key}={value}" for key, value in pairs) + tail
    found = api.open(f"{ROOT}/{name}", query_string=query)
    if found.status_code != 200:
        problem(found, found.status_code)
        assert found.status_code in (400, 404, 414)


@settings(max_examples=100)
@given(path=raw, accept=raw, languages=raw, tag=raw)
def test_any_path_and_header_is_answered_or_refused(api, path, accept, languages, tag):
    headers = {"Accept": accept, "Accept-Language": languages, "If-None-Match": tag}
    printed = {name: re.sub(r"[^ -~]", "?", value) for name, value in headers.items()}
    for address in (f"{ROOT}/{quote(path)}", f"{ROOT}/years"):
        found = api.get(address, headers=printed)
        assert found.status_code in (200, 304, 400, 404, 406)
        if found.status_code not in (200, 304):
            problem(found, found.status_code)


# ---- what programs and mail make of an address --------------------------------------------------


def test_codes_may_be_given_one_by_one(api):
    asked = f"{ROOT}/coverage?by=province&"
    one_by_one, together = (
        api.get(asked + codes) for codes in ("code=PV29&code=PV30", "code=PV29,PV30")
    )
    assert one_by_one.status_code == 200
    assert one_by_one.json["rows"] == together.json["rows"] and len(together.json["rows"]) == 2
    problem(api.get(asked + "by=sto"), 400)


def test_what_newsletters_add_is_left_alone_everywhere(api):
    for address in ("/download.csv?profiel=bwi", "/embed?profiel=bwi", f"{ROOT}/levels?format=csv"):
        assert api.get(f"{address}&utm_content=nieuwsbrief&fbclid=1").status_code == 200, address


def test_every_array_of_the_description_says_what_is_in_it(api):
    """Programs that make code of it leave out a schema that does not, and all that uses it."""

    def schemas(part):
        if isinstance(part, dict):
            yield part
        for child in part.values() if isinstance(part, dict) else part:
            if isinstance(child, dict | list):
                yield from schemas(child)

    arrays = [
        one
        for one in schemas(api.get(f"{ROOT}/openapi.json").json)
        if one.get("type") == "array" or "array" in list(one.get("type") or ())
    ]
    assert len(arrays) > 3 and all("items" in one for one in arrays)
