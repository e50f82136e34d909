"""What every library of attempts does: the real one and its stand-in alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.library.builders import NOON, a_report, an_attempt, means, says, write_wav

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Corrections,
    EndReason,
    Hint,
    Recording,
    Report,
    Transcript,
    Verdict,
    correct_report,
)
from greenroom.errors import AudioFileError, LibraryError, NotFoundError
from greenroom.library import AttemptLibrary, KeptReport


def test_numbers_count_up_for_each_prompt(library: AttemptLibrary) -> None:
    slots = [library.reserve("why-meta"), library.reserve("why-meta"), library.reserve("a-conflict")]

    assert [str(slot.ref) for slot in slots] == ["why-meta/1", "why-meta/2", "a-conflict/1"]
    assert slots[1].sound_path.name == "0002.wav"
    assert slots[1].sound_path.parent.is_dir()
    assert not slots[1].sound_path.exists()


@pytest.mark.parametrize("name", ["", "Why Meta", "../x", "a/b", "-x"])
def test_a_number_is_given_only_to_what_can_be_a_prompt(library: AttemptLibrary, name: str) -> None:
    with pytest.raises(LibraryError):
        library.reserve(name)


def test_what_is_kept_comes_back_equal(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    recording = write_wav(slot.sound_path)
    attempt = an_attempt(str(slot.ref), report=a_report(), recording=recording)

    library.keep(attempt)

    assert library.load(slot.ref) == attempt


def test_a_typed_answer_has_no_recording(library: AttemptLibrary) -> None:
    library.keep(an_attempt())

    assert library.load(AttemptRef("why-meta", 1)).recording is None


def test_keeping_again_replaces_transcript_and_report_and_adds_no_row(library: AttemptLibrary) -> None:
    attempt = an_attempt(report=a_report(covered=0))
    library.keep(attempt)
    later = replace(attempt, transcript=Transcript.typed("Its mission."), report=a_report(covered=2))

    library.keep(later)

    assert library.load(attempt.ref) == later
    assert [summary.coverage for summary in library.summaries()] == [1.0]


def test_what_a_later_keep_leaves_out_stays(library: AttemptLibrary) -> None:
    attempt = an_attempt(report=a_report())
    library.keep(attempt)

    library.keep(replace(attempt, transcript=None, report=None))

    assert library.load(attempt.ref) == attempt
    assert library.summaries()[0].scored


def test_the_list_is_newest_first_and_holds_the_figures(library: AttemptLibrary, tmp_path: Path) -> None:
    recording = write_wav(tmp_path / "elsewhere.wav", seconds=1.5)
    library.keep(an_attempt("why-meta/1", report=a_report(covered=1, of=2), recording=recording))
    library.keep(an_attempt("a-conflict/1", at=NOON + timedelta(hours=1)))

    newest, oldest = library.summaries()

    assert (str(newest.ref), newest.scored, newest.coverage, newest.points_total) == ("a-conflict/1", False, None, None)
    assert (oldest.created_at, oldest.duration_s, oldest.scored) == (NOON, 1.5, True)
    assert (oldest.points_covered, oldest.points_total, oldest.coverage) == (1, 2, 0.5)
    assert (oldest.filled_pauses_per_min, oldest.pace_wpm) == (2.0, 133.0)
    assert library.summaries("why-meta") == (oldest,)
    assert library.summaries("unknown") == ()


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("why-meta/1", "why-meta/1"),
        ("why-meta", "why-meta/3"),
        ("why-meta/last", "why-meta/3"),
        ("why-meta/best", "why-meta/2"),
        ("last", "a-conflict/1"),
        ("best", "a-conflict/1"),
    ],
)
def test_names(library: AttemptLibrary, name: str, ref: str) -> None:
    library.keep(an_attempt("why-meta/1", report=a_report(covered=1)))
    library.keep(an_attempt("why-meta/2", at=NOON + timedelta(minutes=1), report=a_report(covered=2, of=3)))
    library.keep(an_attempt("why-meta/3", at=NOON + timedelta(minutes=2)))
    library.keep(an_attempt("a-conflict/1", at=NOON + timedelta(minutes=3), report=a_report(covered=2)))

    assert str(library.resolve(name)) == ref


def test_of_equals_the_newest_is_best(library: AttemptLibrary) -> None:
    library.keep(an_attempt("why-meta/1", report=a_report()))
    library.keep(an_attempt("why-meta/2", at=NOON + timedelta(minutes=1), report=a_report()))

    assert str(library.resolve("best")) == "why-meta/2"


@pytest.mark.parametrize("name", ["why-meta/9", "why-mta", "a-conflict/best", "", "/", "why-meta/0", "why-meta/x"])
def test_an_unknown_name_is_answered_with_what_there_is(library: AttemptLibrary, name: str) -> None:
    library.keep(an_attempt("why-meta/1"))

    with pytest.raises(NotFoundError) as raised:
        library.resolve(name)

    assert "why-meta/1" in raised.value.hint


@pytest.mark.parametrize("name", ["best", "why-meta/best"])
def test_nothing_is_best_before_a_judgement(library: AttemptLibrary, name: str) -> None:
    library.keep(an_attempt("why-meta/1"))

    with pytest.raises(NotFoundError, match="judged"):
        library.resolve(name)


@pytest.mark.parametrize("name", ["last", "best", "why-meta", "why-meta/1"])
def test_an_empty_library_says_how_to_begin(library: AttemptLibrary, name: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        library.resolve(name)

    assert "greenroom practice" in raised.value.hint


def test_loading_what_is_not_there(library: AttemptLibrary) -> None:
    with pytest.raises(NotFoundError):
        library.load(AttemptRef("why-meta", 1))


def test_a_deleted_attempt_is_gone_with_its_sound_but_not_its_number(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    recording = write_wav(slot.sound_path)
    library.keep(an_attempt(str(slot.ref), recording=recording, report=a_report()))
    slot.release()

    library.delete(slot.ref)

    assert library.summaries() == ()
    assert not slot.sound_path.exists()
    assert str(library.reserve("why-meta").ref) == "why-meta/2"
    with pytest.raises(NotFoundError):
        library.delete(slot.ref)


def test_deleting_leaves_sound_alone_that_lies_elsewhere(library: AttemptLibrary, tmp_path: Path) -> None:
    recording = write_wav(tmp_path / "phone" / "memo.wav")
    library.keep(an_attempt(recording=recording))

    library.delete(AttemptRef("why-meta", 1))

    assert recording.path.exists()


def test_sound_of_a_session_that_goes_on_is_no_orphan(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    write_wav(slot.sound_path)

    assert library.orphans() == ()


def test_sound_without_a_row_is_found_once_its_slot_is_free(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    written = write_wav(slot.sound_path, seconds=2.0, rate_hz=48_000)
    slot.release()
    slot.release()  # twice does no harm

    ((ref, recording),) = library.orphans()

    assert ref == slot.ref
    assert (recording.path, recording.rate_hz, recording.frames) == (written.path, 48_000, 96_000)
    assert recording.end is EndReason.RECOVERED
    assert recording.started_at.tzinfo is not None

    library.keep(an_attempt(str(ref), recording=recording))
    assert library.orphans() == ()


def test_a_kept_attempt_is_no_orphan(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    library.keep(an_attempt(str(slot.ref), recording=write_wav(slot.sound_path)))
    slot.release()

    assert library.orphans() == ()


def test_a_file_that_no_sound_had_reached_is_not_offered(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    write_wav(slot.sound_path, seconds=0)
    slot.release()

    assert library.orphans() == ()


def test_an_orphan_can_be_thrown_away(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    write_wav(slot.sound_path)
    slot.release()

    library.discard(slot.ref)

    assert not slot.sound_path.exists()
    with pytest.raises(NotFoundError):
        library.discard(slot.ref)


def test_neither_kept_nor_running_sound_can_be_thrown_away(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    recording = write_wav(slot.sound_path)

    with pytest.raises(LibraryError):
        library.discard(slot.ref)
    library.keep(an_attempt(str(slot.ref), recording=recording))
    slot.release()
    with pytest.raises(LibraryError):
        library.discard(slot.ref)

    assert recording.path.exists()


def test_naming_unfinished_sound_leads_to_recovery(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    write_wav(slot.sound_path)
    slot.release()

    with pytest.raises(NotFoundError) as raised:
        library.resolve(str(slot.ref))

    assert "greenroom recover" in raised.value.hint


def revised(attempt: Attempt, judged: Report, corrections: Corrections | None = None) -> Attempt:
    """*attempt* as the use cases hand it to `revise`: an hour later, *corrections* applied."""
    corrections = corrections or attempt.corrections
    later = NOON + timedelta(hours=1)
    return replace(attempt, report=correct_report(judged, corrections), judged_at=later, corrections=corrections)


def test_a_further_report_counts_and_the_earlier_stay_with_their_times(library: AttemptLibrary) -> None:
    first, second = a_report(covered=0), replace(a_report(covered=2), judge="test 2")
    attempt = replace(an_attempt(report=first), judged_at=NOON)
    library.keep(attempt)

    assert library.revise(revised(attempt, second), second)

    assert library.reports(attempt.ref) == (
        KeptReport(second, NOON + timedelta(hours=1)),
        KeptReport(first, NOON),
    )
    assert library.load(attempt.ref) == revised(attempt, second)
    (row,) = library.summaries()
    assert (row.coverage, row.judge) == (1.0, "test 2")


def test_the_same_report_again_is_no_further_one(library: AttemptLibrary) -> None:
    attempt = replace(an_attempt(report=a_report()), judged_at=NOON)
    library.keep(attempt)

    assert not library.revise(revised(attempt, a_report()), a_report())

    assert library.reports(attempt.ref) == (KeptReport(a_report(), NOON),)
    assert library.load(attempt.ref).judged_at == NOON


def test_what_has_no_report_yet_can_get_one(library: AttemptLibrary) -> None:
    library.keep(an_attempt())
    assert library.reports(AttemptRef("why-meta", 1)) == ()

    assert library.revise(revised(an_attempt(), a_report()), a_report())

    assert library.load(AttemptRef("why-meta", 1)).report == a_report()


def test_a_correction_wins_in_report_and_list_and_the_judges_own_stays(library: AttemptLibrary) -> None:
    attempt = an_attempt(report=a_report(covered=0, of=2))
    library.keep(attempt)

    library.revise(revised(attempt, a_report(covered=0, of=2), says("p1")), a_report(covered=0, of=2))

    loaded = library.load(attempt.ref)
    assert loaded.corrections == says("p1")
    assert loaded.report
    assert [(point.verdict, point.judged) for point in loaded.report.points] == [
        (Verdict.MISSED, None),
        (Verdict.COVERED, Verdict.MISSED),
    ]
    (row,) = library.summaries()
    assert (row.coverage, row.points_covered, row.corrections) == (0.5, 1, 1)
    assert [kept.report for kept in library.reports(attempt.ref)] == [a_report(covered=0, of=2)]


def test_corrections_that_are_taken_back_leave_no_trace(library: AttemptLibrary) -> None:
    judged = a_report(covered=0)
    attempt = an_attempt(report=judged)
    library.keep(attempt)
    library.revise(revised(attempt, judged, says()), judged)

    library.revise(revised(attempt, judged, Corrections()), judged)

    assert library.load(attempt.ref) == attempt
    assert library.summaries()[0].corrections == 0


def test_a_corrected_word_is_there_and_what_was_heard_beside_it(library: AttemptLibrary) -> None:
    attempt = an_attempt(report=a_report())
    library.keep(attempt)

    library.revise(revised(attempt, a_report(), means("the scale", "its scale.", first=2)), a_report())

    transcript = library.load(attempt.ref).transcript
    assert transcript
    assert transcript.text == "Because of the scale"
    assert (transcript.words[2].heard, transcript.words[2].yours) == ("its scale.", True)


def test_keeping_again_what_was_loaded_changes_nothing(library: AttemptLibrary) -> None:
    attempt = an_attempt(report=a_report(covered=0))
    library.keep(attempt)
    corrections = Corrections(says().points, means("the", "its", first=2).words)
    library.revise(revised(attempt, a_report(covered=0), corrections), a_report(covered=0))
    loaded = library.load(attempt.ref)

    library.keep(loaded)
    library.keep(replace(loaded, transcript=None, report=None))

    assert library.load(attempt.ref) == loaded
    library.revise(revised(loaded, a_report(covered=0), Corrections()), a_report(covered=0))
    assert library.load(attempt.ref).transcript == attempt.transcript


def test_corrections_stay_when_a_new_report_is_kept(library: AttemptLibrary) -> None:
    attempt = an_attempt(report=a_report(covered=0))
    library.keep(attempt)
    library.revise(revised(attempt, a_report(covered=0), says("p1")), a_report(covered=0))

    library.keep(replace(attempt, report=a_report(covered=0, of=3)))

    assert library.load(attempt.ref).report == correct_report(a_report(covered=0, of=3), says("p1"))
    assert library.summaries()[0].points_covered == 1


def test_what_is_not_there_can_be_neither_revised_nor_looked_into(library: AttemptLibrary) -> None:
    with pytest.raises(NotFoundError):
        library.revise(an_attempt(), a_report())
    with pytest.raises(NotFoundError):
        library.reports(AttemptRef("why-meta", 1))


def test_a_number_that_is_used_again_after_a_deletion_has_no_old_reports(library: AttemptLibrary) -> None:
    attempt = an_attempt(report=a_report())
    library.keep(attempt)
    library.revise(revised(attempt, a_report(), says()), a_report())

    library.delete(attempt.ref)
    library.keep(an_attempt())

    assert library.load(attempt.ref) == an_attempt()
    assert library.reports(attempt.ref) == ()


def test_an_answer_about_one_point_counts_in_no_history_and_is_there_when_asked_for(library: AttemptLibrary) -> None:
    whole = an_attempt("why-meta/1", report=a_report(covered=1))
    library.keep(whole)
    slot = library.reserve("why-meta", "p1")
    part = replace(an_attempt(str(slot.ref), at=NOON + timedelta(minutes=1), report=a_report(of=1)), about="p1")

    library.keep(part)

    assert [row.ref for row in library.summaries()] == [whole.ref]
    assert [(row.ref, row.about) for row in library.summaries("why-meta", parts=True)] == [
        (part.ref, "p1"),
        (whole.ref, ""),
    ]
    assert list(library.marks()) == [whole.ref]
    assert library.resolve("last") == library.resolve("why-meta") == library.resolve("best") == whole.ref
    assert library.resolve(str(part.ref)) == part.ref
    assert library.load(part.ref) == part
    assert len(library.search("scale", 5).found) == 2


def test_what_a_number_was_given_out_for_is_known_before_and_whatever_is_kept_later(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta", "p1")

    assert (library.point_asked(slot.ref), library.point_asked(AttemptRef("why-meta", 9))) == ("p1", "")

    library.keep(an_attempt(str(slot.ref)))
    library.keep(replace(an_attempt(str(slot.ref)), about="p0"))
    assert library.load(slot.ref).about == "p1"


def moved(recording: Recording, path: Path) -> None:
    """As good as compressing: half of the bytes in another file."""
    path.write_bytes(recording.path.read_bytes()[::2])


def test_the_sound_of_old_attempts_can_be_put_into_another_file(library: AttemptLibrary) -> None:
    attempts = []
    for day in range(2):
        slot = library.reserve("why-meta")
        attempts.append(an_attempt(str(slot.ref), at=NOON + timedelta(days=day), recording=write_wav(slot.sound_path)))
        assert library.is_recording()
        library.keep(attempts[-1])
        slot.release()
    library.keep(an_attempt("why-meta/3", at=NOON))  # typed
    first, second = (attempt.ref for attempt in attempts)
    assert not library.is_recording()
    assert library.closable(NOON) == ()
    assert library.closable(NOON + timedelta(seconds=1)) == (first,)
    assert library.closable(NOON + timedelta(days=9)) == (first, second)
    size = attempts[0].recording.path.stat().st_size if attempts[0].recording else 0

    assert library.close_sound(first, moved) == size - size // 2

    recording = library.load(first).recording
    assert recording
    assert (recording.path.name, recording.path.stat().st_size) == ("0001.flac", size // 2)
    assert replace(recording, path=Path()) == replace(attempts[0].recording or recording, path=Path())
    assert not recording.path.with_suffix(".wav").exists()
    assert library.closable(NOON + timedelta(days=9)) == (second,)
    assert library.close_sound(first, moved) is None
    assert library.close_sound(AttemptRef("why-meta", 3), moved) is None
    assert library.close_sound(AttemptRef("why-meta", 9), moved) is None
    library.delete(first)
    assert not recording.path.exists()


def test_sound_that_cannot_be_put_into_another_file_stays(library: AttemptLibrary) -> None:
    slot = library.reserve("why-meta")
    library.keep(an_attempt(str(slot.ref), recording=write_wav(slot.sound_path)))
    slot.release()

    def refuse(recording: Recording, path: Path) -> None:
        raise AudioFileError("It is damaged.")

    with pytest.raises(AudioFileError):
        library.close_sound(slot.ref, refuse)
    recording = library.load(slot.ref).recording
    assert recording == write_wav(slot.sound_path)
    assert [path.name for path in slot.sound_path.parent.iterdir()] == ["0001.wav"]


def test_the_most_help_that_was_shown_is_kept_and_no_later_judgement_loses_it(library: AttemptLibrary) -> None:
    attempt = replace(an_attempt(report=a_report(covered=0)), hints=Hint.WORDS)
    library.keep(attempt)
    assert library.load(attempt.ref).hints is Hint.WORDS

    library.keep(replace(attempt, hints=Hint.NONE, report=a_report(covered=2)))
    library.revise(replace(library.load(attempt.ref), report=a_report(covered=1)), a_report(covered=1))
    assert library.load(attempt.ref).hints is Hint.WORDS
    library.keep(an_attempt("why-meta/2"))
    assert [row.hints for row in library.summaries()] == [Hint.NONE, Hint.WORDS]
