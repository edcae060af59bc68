"""A refusal is words for a program, and the same words on a page for who follows a link."""

import pytest

#: What browsers send where they open a page, and where a script asks.
OPENED = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FETCHED = {"Accept": "*/*"}


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [
        # The words of a file are in the language of its address, whatever the browser prefers.
        ("/kaart.svg?gebied=zzz", "nl", "Dit in het adres is niet te lezen: gebied."),
        ("/download.csv?gebied=zzz&taal=en", "en", "This part of the address cannot be read"),
    ],
)
def test_who_follows_a_link_reads_a_page(client, address, language, words):
    opened = client.get(address, headers=OPENED | {"Accept-Language": "en"})
    fetched = client.get(address, headers=FETCHED)
    assert opened.status_code == fetched.status_code == 400
    assert fetched.mimetype == "text/plain" and fetched.text.startswith(words)
    assert opened.mimetype == "text/html"
    assert f'<html lang="{language}">' in opened.text and "<title>" in opened.text
    assert f'<p class="lead">{fetched.text}</p>' in opened.text
    assert f'href="/?taal={language}"' in opened.text
    assert "Accept" in opened.vary and "Accept" in fetched.vary
    assert int(opened.headers["Content-Length"]) == len(opened.data)


def test_what_is_named_stays_letters(client):
    opened = client.get("/kaart.svg?%3Cimg/src%3Dx%3E=1", headers=OPENED)
    assert opened.status_code == 400
    assert "<img" not in opened.text and "&lt;img/src=x&gt;" in opened.text


def test_a_fault_of_ours_says_so_in_both_languages(app, monkeypatch, caplog):
    def broken(**_):
        raise RuntimeError("secret")

    monkeypatch.setitem(app.server.view_functions, "statement", broken)
    monkeypatch.setitem(app.server.config, "PROPAGATE_EXCEPTIONS", False)
    client = app.server.test_client()
    for language, words in (("nl", "Er ging iets mis bij ons."), ("en", "Something went wrong")):
        answer = client.get(f"/toegankelijkheid?taal={language}", headers=OPENED)
        assert answer.status_code == 500 and answer.mimetype == "text/html"
        assert f'<html lang="{language}">' in answer.text and words in answer.text
        assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_a_method_that_is_not_ours_says_which_are(client):
    answer = client.post("/curve.csv?taal=en", headers=OPENED)
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]
    assert "This site cannot answer what was asked." in answer.text


def test_what_machines_ask_stays_plain(client):
    for address in ("/oembed?format=xml", "/api/v1/nothing"):
        answer = client.get(address, headers=OPENED)
        assert answer.status_code >= 400 and answer.mimetype != "text/html"
