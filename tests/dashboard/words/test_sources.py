"""What the manifest says of its sources, in words of the language."""

import re

import pytest

from dashboard.sources import sources
from dashboard.texts import texts_in
from dashboard.words.sources import PHRASES, basis_words, worded

#: Words of the other language; in names too, which may have them.
OTHERS = {
    "en": re.compile(r"\b(de|het|een|en|van|uit|met|zie|geen|naar|onbekend|genoemd|naam)\b"),
    "nl": re.compile(r"\b(the|and|from|with|see|public|own|to|unknown|named)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publishers_dates_and_licences_are_in_the_language_of_the_reader(data, language):
    texts = texts_in(language)
    for source in sources(data).values():
        read = worded(source, texts)
        for words in (read.publisher, read.date, read.licence):
            assert not OTHERS[language].search(words), words
        assert read.title == source.title


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_a_layout_rests_on_is_in_the_language_of_the_reader(data, language):
    regions = [data.region(code) for code in data.tables.regions["code"]]
    told = {basis_words(region, texts_in(language)) for region in regions}
    assert len(told) > 3 and "" in told
    for words in told:
        assert not OTHERS[language].search(words), words
    assert not basis_words(data.region("GM0855"), texts_in(language))


def test_every_phrase_is_said_by_the_manifest_or_a_layout(data):
    told = " ".join(
        [*data.tables.regions_of("sto")["basis"]]
        + [f"{one.publisher} {one.licence}" for one in sources(data).values()]
    )
    assert [phrase for phrase in PHRASES if phrase not in told] == []
