from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.practice.builders import services_with

from greenroom.config import Home
from greenroom.domain import (
    Attempt,
    AttemptRef,
    Correction,
    Corrections,
    FillerKind,
    PointCorrection,
    Transcript,
    Verdict,
    Word,
)
from greenroom.errors import NotFoundError, PromptError, UsageError
from greenroom.practice.reviewing.correcting import (
    filler_correction,
    keep_corrections,
    point_correction,
    to_undo,
    word_corrections,
)
from greenroom.practice.reviewing.rejudging import rejudge
from greenroom.practice.services import Services

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
REF = AttemptRef("billing", 1)
PROMPT = """\
question: What did you build?
points:
  - {id: run, say: I cut the nightly run from nine hours to forty minutes, facts: [forty minutes]}
  - {id: storage, say: My neighbour adopted his dog}
"""
SAID = "Um, I cut the nightly run, you know, from nine hours to four teen minutes. We used rocks DB. Um, fine."


@pytest.fixture
def services(tmp_path: Path) -> Services:
    home = Home(tmp_path)
    home.prompts.mkdir()
    (home.prompts / "billing.yaml").write_text(PROMPT, encoding="utf-8")
    services = services_with(tmp_path)
    keep(services, timed(SAID))
    return services


def timed(text: str) -> Transcript:
    """Two words a second, each half as long as its turn."""
    words = tuple(Word(token, at / 2, at / 2 + 0.25) for at, token in enumerate(text.split()))
    return Transcript(words, duration_s=len(words) / 2)


def keep(services: Services, transcript: Transcript | None) -> Attempt:
    report = services.judge.judge(services.prompts.load("billing"), transcript) if transcript else None
    attempt = Attempt(REF, "What?", NOON, None, transcript, report, NOON)
    services.attempts.keep(attempt)
    return attempt


def after(services: Services, *new: Correction) -> Attempt:
    corrections = services.attempts.load(REF).corrections
    for one in new:
        corrections = corrections.adding(one)
    return keep_corrections(services, REF, corrections)


def verdicts(attempt: Attempt) -> dict[str, tuple[Verdict, Verdict | None]]:
    assert attempt.report
    return {point.id: (point.verdict, point.judged) for point in attempt.report.points}


def texts(attempt: Attempt) -> str:
    assert attempt.transcript
    return attempt.transcript.text


def ums(attempt: Attempt) -> tuple[int, float | None]:
    assert attempt.report
    assert attempt.report.delivery
    return attempt.report.delivery.filled_pauses, attempt.report.delivery.filled_pauses_per_min.value


def test_a_corrected_verdict_wins_in_coverage_actions_and_list(services: Services) -> None:
    before = services.attempts.load(REF)
    assert before.report
    was = verdicts(before)["storage"][0]
    assert was is not Verdict.COVERED
    assert "storage" in {action.point_id for action in before.report.actions}

    attempt = after(services, point_correction(before, "storage", "covered", NOON))

    assert verdicts(attempt)["storage"] == (Verdict.COVERED, was)
    assert attempt.report
    assert attempt.report.coverage != before.report.coverage
    assert "storage" not in {action.point_id for action in attempt.report.actions}
    assert services.attempts.summaries()[0].points_covered == 1
    assert services.attempts.reports(REF)[0].report == before.report


def test_a_point_said_to_be_missed_becomes_an_action(services: Services) -> None:
    attempt = after(services, point_correction(services.attempts.load(REF), "run", "missed", NOON))
    assert attempt.report
    assert "run" in {action.point_id for action in attempt.report.actions}


def test_a_corrected_word_is_judged_again(services: Services) -> None:
    before = services.attempts.load(REF)

    attempt = after(services, *word_corrections(before, "Four teen", "forty", NOON))

    assert "to forty minutes. We" in texts(attempt)
    assert attempt.transcript
    assert attempt.report == services.judge.judge(services.prompts.load("billing"), attempt.transcript)
    assert attempt.report != before.report
    (quoted,) = [point.evidence for point in attempt.report.points if point.id == "run"]
    assert quoted
    assert "forty minutes" in quoted.text
    assert len(services.attempts.reports(REF)) == 2


def test_corrections_are_there_after_judging_again(services: Services) -> None:
    before = services.attempts.load(REF)
    attempt = after(
        services,
        point_correction(before, "run", "partial", NOON),
        *word_corrections(before, "rocks DB", "RocksDB", NOON),
        filler_correction(before, "0:00", "no", NOON),
    )

    list(rejudge(services, [REF]))

    assert services.attempts.load(REF) == attempt


def test_a_denied_filler_leaves_every_figure_and_an_added_one_enters_it(services: Services) -> None:
    before = services.attempts.load(REF)
    count, rate = ums(before)
    assert (count, rate is not None) == (2, True)

    denied = after(services, filler_correction(before, "0", "no", NOON))
    assert ums(denied)[0] == 1
    added = after(services, filler_correction(denied, "4s", "uh", NOON), filler_correction(denied, "6", "uhm", NOON))

    assert ums(added)[0] == 3
    assert services.attempts.summaries()[0].filled_pauses_per_min == ums(added)[1]
    assert ums(added)[1] == pytest.approx((rate or 0) * 3 / 2)


def test_what_the_user_added_is_not_denied_but_undone(services: Services) -> None:
    before = services.attempts.load(REF)
    added = after(services, filler_correction(before, "6", "um", NOON))
    with pytest.raises(UsageError, match="you added") as raised:
        filler_correction(added, "6", "no", NOON)
    assert "--undo 6.0" in raised.value.hint
    (one,) = to_undo(added.corrections, "6.0")
    assert ums(keep_corrections(services, REF, added.corrections.without(one))) == ums(before) != ums(added)


def test_a_marker_can_be_denied_by_its_text_alone(services: Services) -> None:
    one = filler_correction(services.attempts.load(REF), "You know", "no", NOON)
    assert (one.at_s, one.kind) == (None, FillerKind.DISCOURSE_MARKER)
    attempt = after(services, one)
    assert attempt.report
    assert attempt.report.delivery
    assert attempt.report.delivery.discourse_markers == 0


def test_undoing_everything_leaves_the_machines_own(services: Services) -> None:
    before = services.attempts.load(REF)
    attempt = after(
        services,
        point_correction(before, "run", "missed", NOON),
        *word_corrections(before, "rocks DB", "RocksDB", NOON),
        filler_correction(before, "0", "no", NOON),
    )
    corrections = attempt.corrections
    for what in ("run", "rocksdb", "0:00"):
        (one,) = to_undo(corrections, what)
        corrections = corrections.without(one)
    assert corrections == Corrections()

    undone = keep_corrections(services, REF, corrections)

    assert (undone.report, undone.transcript) == (before.report, before.transcript)


def test_a_word_can_be_corrected_twice_and_beside_another(services: Services) -> None:
    first = after(services, *word_corrections(services.attempts.load(REF), "rocks DB", "Rocks", NOON))
    second = after(services, *word_corrections(first, "Rocks", "RocksDB", NOON))
    third = after(services, *word_corrections(second, "fine", "thanks", NOON))

    assert texts(third).endswith("We used RocksDB. Um, thanks.")
    assert [one.heard for one in third.corrections.words] == [("rocks", "DB."), ("fine.",)]
    joined = after(services, *word_corrections(third, "used RocksDB", "chose RocksDB", NOON))
    assert texts(joined).endswith("We chose RocksDB. Um, thanks.")
    assert [one.heard for one in joined.corrections.words] == [("fine.",), ("used", "rocks", "DB.")]


def test_a_word_is_meant_by_its_time_or_wherever_it_was_heard(services: Services) -> None:
    attempt = services.attempts.load(REF)
    (by_time,) = word_corrections(attempt, "0:04", "our", NOON)
    assert (by_time.first, by_time.heard) == (8, ("from",))
    assert [one.first for one in word_corrections(attempt, "um", "hm", NOON)] == [0, 19]


def test_a_number_that_was_heard_means_that_word(services: Services) -> None:
    keep(services, timed("It took 3 of us. It was 3 weeks."))
    attempt = services.attempts.load(REF)
    assert [one.first for one in word_corrections(attempt, "3", "three", NOON)] == [2, 7]
    assert [one.first for one in word_corrections(attempt, "3s", "we", NOON)] == [6]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda attempt: point_correction(attempt, "speed", "covered", NOON), "run, storage"),
        (lambda attempt: point_correction(attempt, "run", "fine", NOON), "contradicted"),
        (lambda attempt: point_correction(attempt, "run", "unsure", NOON), "contradicted"),
        (lambda attempt: word_corrections(attempt, "zebra", "horse", NOON), "--words"),
        (lambda attempt: word_corrections(attempt, "95", "horse", NOON), "instead of its time"),
        (lambda attempt: word_corrections(attempt, "rocks", " ", NOON), "what you said"),
        (lambda attempt: filler_correction(attempt, "6", "no", NOON), "um at 0.1, you know at 3.4"),
        (lambda attempt: filler_correction(attempt, "95", "um", NOON), "time"),
        (lambda attempt: filler_correction(attempt, "um", "uh", NOON), "--filler 31.2 uh"),
        (lambda attempt: filler_correction(attempt, "like", "no", NOON), "um at 0.1"),
        (lambda attempt: to_undo(attempt.corrections, ""), ""),
    ],
)
def test_what_cannot_be_corrected_says_what_can(services: Services, make: object, said: str) -> None:
    assert callable(make)
    with pytest.raises(UsageError) as raised:
        make(services.attempts.load(REF))
    assert said in raised.value.hint


def test_a_typed_answer_has_no_times_to_point_at(services: Services) -> None:
    keep(services, Transcript.typed(SAID))
    attempt = services.attempts.load(REF)
    with pytest.raises(UsageError, match="times"):
        word_corrections(attempt, "0:04", "our", NOON)
    with pytest.raises(UsageError, match="times"):
        filler_correction(attempt, "4", "no", NOON)
    assert filler_correction(attempt, "um", "no", NOON).at_s is None


def test_a_verdict_can_be_corrected_without_the_prompt_but_a_word_cannot(services: Services) -> None:
    before = services.attempts.load(REF)
    (services.home.prompts / "billing.yaml").unlink()

    with pytest.raises(PromptError):
        after(services, *word_corrections(before, "rocks DB", "RocksDB", NOON))
    assert services.attempts.load(REF) == before

    attempt = after(services, point_correction(before, "storage", "covered", NOON))
    assert verdicts(attempt)["storage"][0] is Verdict.COVERED


def test_an_attempt_without_words_or_report_says_so(services: Services) -> None:
    services.attempts.keep(Attempt(AttemptRef("billing", 2), "What?", NOON, None, None, None))
    with pytest.raises(UsageError, match="no report"):
        point_correction(services.attempts.load(AttemptRef("billing", 2)), "run", "covered", NOON)
    with pytest.raises(NotFoundError, match="no words"):
        word_corrections(services.attempts.load(AttemptRef("billing", 2)), "um", "hm", NOON)


def test_undoing_the_latest_and_what_is_not_there(services: Services) -> None:
    mine = Corrections(points=(PointCorrection(NOON, "run", Verdict.MISSED),))
    assert to_undo(mine, "") == mine.points
    with pytest.raises(UsageError) as raised:
        to_undo(mine, "storage")
    assert "run" in raised.value.hint
