"""Where something was said: the same from the library and its stand-in, through every change."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.library.builders import NOON, a_report, an_attempt, means, write_wav
from tests.library.test_migrations import VERSION_1, VERSION_2, VERSION_3, a_library_from

from greenroom.config import Home
from greenroom.domain import Attempt, AttemptRef, Corrections, Transcript, Word, WordCorrection, correct_words
from greenroom.domain.plain import to_plain
from greenroom.library import AttemptLibrary, SqliteLibrary
from greenroom.library.migrations import migrate
from greenroom.library.search import find_moments, terms_of


def said(text: str, ref: str = "why-meta/1", *, minutes: int = 0) -> Attempt:
    """An attempt in which *text* was said, one word each half second."""
    words = tuple(Word(token, i / 2, i / 2 + 0.4) for i, token in enumerate(text.split()))
    spoken = Transcript(words, duration_s=len(words) / 2)
    return replace(an_attempt(ref, at=NOON + timedelta(minutes=minutes), report=a_report()), transcript=spoken)


def refs(library: AttemptLibrary, query: str, limit: int = 9) -> list[str]:
    return [str(one.ref) for one in library.search(query, limit).found]


def test_a_moment_has_its_time_and_the_words_around(library: AttemptLibrary) -> None:
    library.keep(said("First of all, in that year, we moved every single table to RocksDB, and then it was quick."))
    result = library.search("rocksdb", 5)
    (found,) = result.found
    assert (result.total, found.ref, found.sound) == (1, AttemptRef("why-meta", 1), False)
    (moment,) = found.moments
    assert (moment.at_s, moment.said) == (6.0, "RocksDB,")
    assert (moment.before, moment.after) == ("we moved every single table to", "and then it was quick.")


def test_the_newest_come_first_and_all_are_counted(library: AttemptLibrary) -> None:
    for number in (1, 2, 3):
        library.keep(said("It was quick.", f"why-meta/{number}", minutes=number))
    library.keep(said("It was slow.", "why-meta/4", minutes=4))
    assert refs(library, "quick") == ["why-meta/3", "why-meta/2", "why-meta/1"]
    result = library.search("quick", 2)
    assert (result.total, [str(one.ref) for one in result.found]) == (3, ["why-meta/3", "why-meta/2"])
    assert refs(library, "Meta") == []  # it is in the question only


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("CAFÉ", [2]),
        ("cafe", [2]),
        ('"quick fox"', [0, 5]),
        ("quick-fox", [0, 5]),
        ('"fox quick"', []),
        ('"quick fo', []),
        ("quick absent", []),
        ("quick AND fox", [0, 1, 3, 5, 6]),
        ("not", [4]),
        ("fo*", [1, 6]),
        ('"quick fo*"', [0, 5]),
        ("qui", []),
        ('"quick fox" quick', [0, 5]),
    ],
)
def test_words_phrases_and_beginnings(library: AttemptLibrary, query: str, places: list[int]) -> None:
    library.keep(said("Quick fox, café and not quick fox."))
    found = library.search(query, 5).found
    assert [moment.at_s for one in found for moment in one.moments] == [place / 2 for place in places]


ODD = [
    "",
    " ",
    '"',
    '""',
    '"""',
    "*",
    "* *",
    "AND",
    "OR NOT",
    "NEAR(",
    "a:b",
    "-x",
    "(",
    "words:quick",
    "🎉",
    "🎉 quick",
]
ODD += ["';--", "\udcff", "^quick", "{a}", "+", "x" * 5000, "__", "e\u0301"]


@pytest.mark.parametrize("query", ODD)
def test_odd_input_is_no_error(library: AttemptLibrary, query: str) -> None:
    library.keep(said("It was quick."))
    assert refs(library, query) == (["why-meta/1"] if query in {"🎉 quick", "^quick"} else [])


@given(st.text())
def test_no_query_upsets_the_index(query: str) -> None:
    terms = terms_of(query)
    asked = " AND ".join(f'"{" ".join(term.words)}"' + " *" * term.prefix for term in terms)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE said USING fts5 (words)")
        if terms:
            db.execute("SELECT * FROM said WHERE said MATCH ?", (asked,)).fetchall()
    text = " ".join(word for term in terms for word in term.words)
    assert bool(find_moments(Transcript.typed(text), terms)) == bool(terms)


def test_what_the_user_corrected_is_found_and_what_was_misheard_is_not(library: AttemptLibrary) -> None:
    heard = said("We kept it in rocks debby for years.")
    library.keep(heard)
    fixed = replace(heard, corrections=means("RocksDB", "rocks debby", first=4))
    library.revise(fixed, a_report())
    (found,) = library.search('"in rocksdb for"', 5).found
    assert (found.moments[0].at_s, found.moments[0].after) == (1.5, "years.")
    assert refs(library, "debby") == []
    library.revise(replace(heard, corrections=Corrections()), a_report())
    assert (refs(library, "rocksdb"), refs(library, "debby")) == ([], ["why-meta/1"])


def test_heard_again_and_deleted(library: AttemptLibrary) -> None:
    library.keep(said("It was quick."))
    library.keep(said("It was slow."))
    assert (refs(library, "quick"), refs(library, "slow")) == ([], ["why-meta/1"])
    library.delete(AttemptRef("why-meta", 1))
    assert library.search("slow", 5).total == 0


def test_a_typed_answer_has_no_time_and_a_recorded_one_has_sound(library: AttemptLibrary, home: Home) -> None:
    library.keep(an_attempt(recording=write_wav(home.recordings / "why-meta" / "0001.wav")))
    (found,) = library.search("scale", 5).found
    assert (found.sound, found.moments[0].at_s) == (True, None)


def test_what_earlier_versions_kept_is_found(home: Home, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert refs(a_library_from(VERSION_1, home), '"because of its scale"') == ["why-meta/2", "why-meta/1"]
    second = a_library_from(VERSION_2, Home(tmp_path_factory.mktemp("second")))
    assert refs(second, '"of the scale"') == ["why-meta/1"]
    assert refs(second, "its") == []
    third = a_library_from(VERSION_3, Home(tmp_path_factory.mktemp("third")))
    assert refs(third, '"of the scale"') == ["why-meta/1"]


def test_damaged_words_are_left_out_when_an_old_database_is_brought_up_to_date(home: Home) -> None:
    library = a_library_from(VERSION_1, home)
    with closing(sqlite3.connect(home.database)) as db, db:
        db.execute("UPDATE transcripts SET transcript = '{' WHERE attempt_id = 1")
    assert library.search("scale", 5).total == 1
    assert len(library.summaries()) == 2


WORDS = st.sampled_from(["a", "b", "c"])
CORRECTION = st.builds(
    lambda first, heard, text: WordCorrection(NOON, first, tuple(heard), text),
    st.integers(0, 5),
    st.lists(WORDS, min_size=1, max_size=2),
    st.sampled_from(["x", "y z"]),
)


@given(st.lists(WORDS, max_size=6), st.lists(CORRECTION, max_size=2, unique_by=lambda one: one.first))
def test_the_index_corrects_words_as_the_domain_does(words: list[str], made: list[WordCorrection]) -> None:
    if len(made) == 2 and abs(made[0].first - made[1].first) < 2:  # they cannot overlap: `adding` sees to it
        made = made[:1]
    heard = Transcript.typed(" ".join(words))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        db.execute(
            "INSERT INTO attempts (id, prompt_id, number, created_at, scored, asked) VALUES (1, 'a', 1, '', 0, '')"
        )
        db.execute("INSERT INTO transcripts VALUES (1, ?)", (json.dumps(to_plain(heard)),))
        for one in made:
            db.execute(
                "INSERT INTO corrections (attempt_id, made_at, kind, correction) VALUES (1, '', 'words', ?)",
                (json.dumps(to_plain(one)),),
            )
        stored = db.execute("SELECT words FROM said").fetchone()[0]
    corrected = correct_words(heard, Corrections(words=tuple(made)))
    assert (stored or "").split("\n") == ([word.text for word in corrected.words] or [""])


def test_a_home_without_a_database_has_nothing_said(kept: SqliteLibrary, home: Home) -> None:
    assert kept.search("quick", 5).total == 0
    assert not home.root.exists()
