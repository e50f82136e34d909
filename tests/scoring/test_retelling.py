"""The words of two tellings: what is no change, what is one, what moved, and that it reads well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.scoring.tellings_builders import told

from greenroom.domain import (
    Attempt,
    Evidence,
    Filler,
    FillerKind,
    Passage,
    PointVerdict,
    Report,
    Source,
    Transcript,
    Verdict,
    Word,
    Wording,
)
from greenroom.scoring import compare_tellings

MISSION = "Meta's mission to build human connection matters even more now."
RUN = "We cut the nightly run from nine hours to forty minutes."
TEAM = "My team had three people with one summer to do it."


def side(passages: tuple[Passage, ...], name: str) -> list[str]:
    return [" ".join(run.text for run in getattr(one, name)) for one in passages if getattr(one, name)]


def shown(before: str | Attempt, after: str | Attempt) -> list[str]:
    """The passages in a short notation: same, [-out-]{+in+}, <1 moved."""
    first, second = (one if isinstance(one, Attempt) else told(one) for one in (before, after))
    lines = []
    for one in compare_tellings(first, second).passages:
        old, new = (" ".join(run.text for run in runs) for runs in (one.before, one.after))
        if one.wording is Wording.SAME:
            lines.append(new or old)
        elif one.wording is Wording.CHANGED:
            lines.append((f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else ""))
        else:
            lines.append(f"{one.move}<{old}" if old else f"{one.move}>{new}")
    return lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We did it, and I liked it.", "we did it And I liked it"),
        ("It took nine hours", "It took 9 hours."),
        ("from 4% to 14%", "from four percent to 14 percent"),
        ("open-source code", "open source code"),
        ("We don’t wait", "We don't wait"),
        ("We, um, did it. Uh, yes", "We did it um yes"),
        ("We did it. You know, it worked.", "We did it. It worked."),
    ],
)
def test_what_is_no_change(before: str, after: str) -> None:
    passages = compare_tellings(told(before), told(after)).passages
    assert {one.wording for one in passages} == {Wording.SAME}


def test_fillers_are_marked_where_they_stand() -> None:
    (passage,) = compare_tellings(told("We, um, did it"), told("We did it")).passages
    assert [(run.text, run.filler) for run in passage.before] == [("We,", False), ("um,", True), ("did it", False)]
    assert [(run.text, run.filler) for run in passage.after] == [("We did it", False)]


def test_a_hesitation_that_no_word_was_written_for_stands_at_its_time() -> None:
    um = Filler("um", FillerKind.FILLED_PAUSE, 0.9, 1.0, Source.SOUND, 0.9)
    report = Report(1, "greenroom 1", "why-meta", scored=True, fillers=(um, replace(um, confidence=0.2)))
    (passage,) = compare_tellings(told("We did it", report), told("We did it")).passages
    assert [run.text for run in passage.before] == ["We", "um", "did it"]


def test_a_filler_that_the_user_denied_is_a_word() -> None:
    start_s = 0.5 + 60 / 140
    um = Filler("um", FillerKind.FILLED_PAUSE, start_s, start_s + 0.3, Source.TEXT, 0.9, yours=False)
    report = Report(1, "greenroom 1", "why-meta", scored=True, fillers=(um,))
    assert shown(told("we um did", report), "we did") == ["we", "[-um-]", "did"]


def test_several_words_of_the_users_in_the_place_of_one_are_compared_each() -> None:
    words = (Word("we", 0.5, 0.8), Word("pie torch", 1.0, 1.5, heard="pytorch", yours=True))
    before = replace(told("we"), transcript=Transcript(words, duration_s=2.0))
    assert shown(before, "we pie-torch") == ["we pie-torch"]
    assert shown(before, "we torch") == ["we", "[-pie-]", "torch"]


def test_words_are_taken_out_and_put_in() -> None:
    assert shown("I like the people a lot.", "I like the whole mission a lot.") == [
        "I like the",
        "[-people-]{+whole mission+}",
        "a lot.",
    ]


def test_small_words_between_two_changes_become_part_of_them() -> None:
    assert shown("Today green frogs jump and tall deer run home.", "Today old cars stop and new trains go home.") == [
        "Today",
        "[-green frogs jump and tall deer run-]{+old cars stop and new trains go+}",
        "home.",
    ]


def test_changes_in_two_sentences_stay_two() -> None:
    changed = shown("It was very slow then. We fixed that.", "It ran for ages then. We mended that.")
    assert changed == ["It", "[-was very slow-]{+ran for ages+}", "then.", "We", "[-fixed-]{+mended+}", "that."]


def test_small_words_between_two_changes_stay_where_a_sentence_ends_among_them() -> None:
    changed = shown(
        "Four green frogs jump on it. We drank much cold tea.", "Old cars stop near it. We all buy new trains."
    )
    assert "it. We" not in " ".join(line for line in changed if "[-" in line)
    assert changed[1:3] == ["it.", "We"]


def test_a_whole_sentence_is_taken_out_and_not_the_end_of_one_with_the_start_of_the_next() -> None:
    assert shown("We saved it. We moved it. It worked.", "We moved it. It worked.")[0] == "[-We saved it.-]"
    assert shown("First. We did that.", "First. We did it all. We did that.")[1] == "{+We did it all.+}"
    assert shown("Thanks.", "Thanks. So many thanks.") == ["Thanks.", "{+So many thanks.+}"]


def test_a_passage_that_stands_elsewhere_moved() -> None:
    moved = shown(f"{MISSION} {RUN} {TEAM}", f"{RUN} {TEAM} {MISSION}")
    assert moved == [f"1<{MISSION}", RUN, TEAM, f"1>{MISSION}"]
    (move,) = compare_tellings(told(f"{MISSION} {RUN} {TEAM}"), told(f"{RUN} {TEAM} {MISSION}")).moves
    assert (move.before.text, move.after.text, move.before.start_s) == (MISSION, MISSION, 0.5)
    assert (move.after.start_s or 0) > 5


def test_what_is_said_once_moved_from_one_place() -> None:
    comparison = compare_tellings(told(f"{MISSION} {MISSION} {RUN} {TEAM}"), told(f"{RUN} {TEAM} {MISSION}"))
    assert len(comparison.moves) == 1
    assert sum(one.wording is Wording.MOVED for one in comparison.passages) == 2


def test_five_words_elsewhere_are_no_move_and_six_are() -> None:
    rest = "Nobody had waited for anything before that summer in the north."
    five, six = "quick brown foxes jump high.", "Six quick brown foxes jump high."
    assert not compare_tellings(told(f"{five} {rest}"), told(f"{rest} {five}")).moves
    assert compare_tellings(told(f"{six} {rest}"), told(f"{rest} {six}")).moves


def test_a_passage_that_moved_may_have_a_word_more_or_another_one() -> None:
    there = "I also like that Meta ships fast and trusts engineers to decide."
    here = "Meta ships fast, and it trusts engineers to decide."
    rest = "Nobody had waited for anything before that summer in the north."
    for other in (here, here.replace("and it", "it")):
        (move,) = compare_tellings(told(f"{there} {rest}"), told(f"{rest} {other}")).moves
        assert (move.before.text, move.after.text) == ("Meta ships fast and trusts engineers to decide.", other)
    broken = "Meta ships fast, and if you ask me it trusts engineers to decide."
    assert not compare_tellings(told(f"{there} {rest}"), told(f"{rest} {broken}")).moves


def test_a_filler_beside_a_passage_that_moved_is_no_change() -> None:
    before, after = f"{MISSION} So, {RUN} {TEAM}", f"{RUN} {TEAM} {MISSION}"
    assert Wording.CHANGED not in {one.wording for one in compare_tellings(told(before), told(after)).passages}


def judged(text: str, quoted: str, verdict: Verdict = Verdict.COVERED, *, typed: bool = False) -> Attempt:
    """A telling in which *quoted* made the point `run`."""
    attempt = told(text, typed=typed)
    words = attempt.transcript.words if attempt.transcript else ()
    first = text.split().index(quoted.split(maxsplit=1)[0])
    start_s, end_s = words[first].start_s, words[first + len(quoted.split()) - 1].end_s
    point = PointVerdict("run", "we made it quicker", verdict, 0.9, Evidence(quoted, start_s, end_s))
    return replace(attempt, report=Report(1, "greenroom 1", "why-meta", scored=True, points=(point,)))


@pytest.mark.parametrize("typed", [False, True])
def test_what_made_a_point_moved_though_it_is_short_and_reworded(*, typed: bool) -> None:
    before = judged(f"Runs got much quicker. {TEAM}", "Runs got much quicker.", typed=typed)
    after = judged(f"{TEAM} Quicker runs came.", "Quicker runs came.", typed=typed)
    (move,) = compare_tellings(before, after).moves
    assert (move.point_id, move.before.text, move.after.text) == ("run", "Runs got much quicker.", "Quicker runs came.")
    missed = judged(f"{TEAM} Quicker runs came.", "Quicker runs came.", Verdict.MISSED, typed=typed)
    assert not compare_tellings(before, missed).moves


def test_what_made_a_point_in_other_words_at_the_same_place_did_not_move() -> None:
    before = judged(f"Jobs finished quicker. {TEAM}", "Jobs finished quicker.")
    after = judged(f"Quicker finished jobs. {TEAM}", "Quicker finished jobs.")
    comparison = compare_tellings(before, after)
    assert not comparison.moves
    assert comparison.passages[0].wording is Wording.CHANGED


def test_empty_tellings() -> None:
    assert compare_tellings(told(""), told("")).passages == ()
    assert shown("", "We did it.") == ["{+We did it.+}"]
    assert shown("um", "We did it.") == ["um", "{+We did it.+}"]


WORDS = st.sampled_from(
    ["we", "the", "um", "like,", "mission.", "people", "cut", "We", "so", "it.", "you", "know,", "open-source", "4%"]
)
SENTENCES = st.sampled_from([MISSION, RUN, TEAM, "We ran it.", "um", "So we liked the people there, and they us."])
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.lists(WORDS | SENTENCES, max_size=8).map(" ".join)


@given(TEXTS, TEXTS)
def test_nothing_said_is_left_out(before: str, after: str) -> None:
    passages = compare_tellings(told(before), told(after)).passages
    for text, one in ((before, "before"), (after, "after")):
        assert "".join(side(passages, one)).replace(" ", "") == text.replace(" ", "")


@example("it, like, we we", f"{TEAM[:-1]}, we we {MISSION}")  # a filler among the few common words
@given(TEXTS, TEXTS)
def test_from_the_other_side_before_and_after_change_places(before: str, after: str) -> None:
    there = compare_tellings(told(before), told(after))
    back = compare_tellings(told(after), told(before))
    assert [(one.wording, one.before, one.after) for one in there.passages if one.wording is not Wording.MOVED] == [
        (one.wording, one.after, one.before) for one in back.passages if one.wording is not Wording.MOVED
    ]
    assert {(one.before, one.after) for one in there.moves} == {(one.after, one.before) for one in back.moves}


@given(TEXTS)
def test_case_and_punctuation_change_nothing(text: str) -> None:
    other = " ".join(word.strip(".,").upper() for word in text.split())
    assert {one.wording for one in compare_tellings(told(text), told(other)).passages} <= {Wording.SAME}
