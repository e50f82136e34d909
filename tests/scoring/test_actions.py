"""What went well and what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.scoring.builders import spoken, words

from greenroom.domain import (
    AvoidSaid,
    Bands,
    Beginning,
    Ending,
    Evidence,
    NextAction,
    Order,
    PointVerdict,
    Report,
    Span,
    SpokenLength,
    Structure,
    Transcript,
    Verdict,
)
from greenroom.scoring.advising.actions import next_actions
from greenroom.scoring.advising.strengths import strengths
from greenroom.scoring.delivery.false_starts import find_false_starts
from greenroom.scoring.delivery.figures import measure_delivery
from greenroom.scoring.delivery.fillers import fillers_of
from greenroom.scoring.delivery.hedges import find_hedges

GOOD = spoken("we moved the service. " * 50)


def point(name: str, verdict: Verdict, weight: float = 1.0) -> PointVerdict:
    quote = Evidence("some words", 3.0, 4.0)
    return PointVerdict(name, f"The point {name}", verdict, 0.8, quote, "Said 40%, the point says 14%.", weight=weight)


def report(*points: PointVerdict, transcript: Transcript = GOOD, structure: Structure | None = None) -> Report:
    fillers, hedges = fillers_of(transcript), find_hedges(transcript.words)
    false_starts = find_false_starts(transcript.words)
    measured = measure_delivery(transcript, fillers, hedges, false_starts, SpokenLength(60, 120), Bands())
    return Report(
        version=1,
        judge="test",
        prompt_id="why",
        scored=True,
        points=points,
        fillers=fillers,
        delivery=measured,
        hedges=hedges,
        false_starts=false_starts,
        structure=structure,
    )


def found(judged: Report, transcript: Transcript = GOOD) -> tuple[NextAction, ...]:
    actions = next_actions(judged, transcript)
    assert 1 <= len(actions) <= 3
    return actions


def actions(*points: PointVerdict, transcript: Transcript = GOOD) -> list[str]:
    return [action.text for action in found(report(*points, transcript=transcript), transcript)]


def test_a_contradiction_comes_first_then_the_heaviest_point_missed() -> None:
    texts = actions(
        point("light", Verdict.MISSED), point("heavy", Verdict.MISSED, weight=2.0), point("wrong", Verdict.CONTRADICTED)
    )
    assert [name in text for name, text in zip(("wrong", "heavy", "light"), texts, strict=True)] == [True, True, True]
    assert "the point says 14%" in texts[0]


def test_what_should_not_be_said_is_quoted_with_its_moment() -> None:
    said = AvoidSaid("I want the money", 0.9, Evidence("I just want money", 12.0, 13.0))
    (action, *_) = found(replace(report(), avoid_said=(said,)))
    assert "I just want money" in action.text
    assert action.at_s == 12.0


def test_the_delivery_gets_a_place_beside_many_missed_points() -> None:
    rushed = spoken("we moved the service. " * 80, wpm=240)
    texts = actions(*(point(str(number), Verdict.MISSED) for number in range(5)), transcript=rushed)
    assert "Slow down" in texts[2]


def test_what_is_far_off_comes_before_a_light_point() -> None:
    rushed = spoken("we moved the service. " * 100, wpm=300)
    points = [point(str(number), Verdict.COVERED) for number in range(9)]
    texts = actions(point("light", Verdict.MISSED), *points, transcript=rushed)
    assert "Slow down" in texts[0]
    assert "light" in " ".join(texts[1:])


def test_a_missed_point_is_placed_after_the_one_planned_before_it() -> None:
    (action, *_) = found(report(point("a", Verdict.COVERED), point("b", Verdict.MISSED), point("c", Verdict.COVERED)))
    assert (action.text, action.point_id, action.at_s) == ("Add “The point b”, after “The point a”.", "b", 4.0)


def test_a_missed_first_point_is_placed_before_the_next() -> None:
    (action, *_) = found(report(point("a", Verdict.MISSED), point("b", Verdict.COVERED)))
    assert (action.text, action.at_s) == ("Add “The point a”, before “The point b”.", 3.0)


def test_many_hesitations_name_the_moment_where_they_crowd_and_where_they_fall() -> None:
    said = words("we moved it and it worked. " * 20 + "um uh er we moved it. " * 8)
    transcript = Transcript(said, duration_s=80.0, speech=(Span(0.5, 79.0),))
    (about,) = [action for action in found(report(transcript=transcript), transcript) if "filled pauses" in action.text]
    assert about.at_s == said[120].start_s
    assert "where a new thought begins" in about.text


def test_hesitations_here_and_there_have_no_place_of_their_own() -> None:
    transcript = spoken("we moved it to um Presto. Um, it was um there for me, um, and it was um late. " * 4)
    (about,) = [action for action in found(report(transcript=transcript), transcript) if "filled pauses" in action.text]
    assert "most of them" not in about.text


def test_being_stuck_inside_sentences_is_named_with_its_moment() -> None:
    speech = tuple(Span(10.0 * number, 10.0 * number + 7.0) for number in range(5))
    transcript = Transcript(words("we moved it " * 40), duration_s=50.0, speech=speech)
    (about,) = [action for action in found(report(transcript=transcript), transcript) if "4 pauses" in action.text]
    assert about.at_s == 7.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("like, we moved it. " * 40, "“like” 40 times"),
        ("I think we moved it. " * 40, "40 hedges, as in “I think”"),
        ("we, we moved it. " * 40, "40 false starts, as in “we, we”"),
    ],
)
def test_habits_are_counted_and_quoted(text: str, said: str) -> None:
    transcript = spoken(text)
    (about,) = [action for action in found(report(transcript=transcript), transcript) if said in action.text]
    assert about.at_s is not None


def test_speeding_up_at_the_end_is_named_with_its_moment() -> None:
    slow, quick = words("word " * 90, wpm=120, start_s=0.0), words("word " * 50, wpm=200, start_s=45.0)
    transcript = Transcript((*slow, *quick), duration_s=60.0, speech=(Span(0.0, 60.0),))
    (about,) = [action for action in found(report(transcript=transcript), transcript) if "sped up" in action.text]
    assert about.at_s == 45.0


def structured(beginning: Beginning, ending: Ending, order: Order | None = None) -> Structure:
    return Structure(beginning, Evidence("So.", 0.5, 1.0), ending, Evidence("So yeah.", 70.0, 71.0), order)


def test_a_last_sentence_that_trails_off_is_worth_a_line() -> None:
    judged = report(structure=structured(Beginning.ANSWERS, Ending.TRAILS_OFF))
    assert [(action.text[:20], action.at_s) for action in found(judged)] == [("Decide on your last ", 70.0)]


def test_what_came_out_of_order_is_named() -> None:
    points = (point("a", Verdict.COVERED), point("b", Verdict.COVERED))
    judged = report(*points, structure=structured(Beginning.ANSWERS, Ending.POINT, Order(("b", "a"), ("a",))))
    (action,) = found(judged)
    assert action.point_id == "a"
    assert "out of the order" in action.text


def test_a_typed_answer_is_never_told_how_it_sounded() -> None:
    typed = Transcript.typed("I think, um, we, we moved it, like, you know. " * 30)
    assert actions(point("a", Verdict.COVERED), transcript=typed)[0].startswith("Nothing stands out")


def test_an_unclear_point_is_to_be_said_more_plainly() -> None:
    assert "more plainly" in actions(point("a", Verdict.UNSURE))[0]


def test_with_nothing_to_mend_there_is_still_one_action() -> None:
    assert actions(point("a", Verdict.COVERED)) == [
        "Nothing stands out. Tell it once more, shorter, and see whether every point stays."
    ]


def test_strengths_are_only_what_is_true() -> None:
    everything = strengths(report(point("a", Verdict.COVERED), point("b", Verdict.COVERED)))
    assert everything[0] == "You made all 2 of your points."
    assert len(everything) == 3
    typed = Transcript.typed("no")
    assert strengths(report(point("a", Verdict.MISSED), transcript=typed)) == ()


def test_a_good_beginning_and_ending_are_strengths_and_an_unclear_one_is_none() -> None:
    good = strengths(report(structure=structured(Beginning.ANSWERS, Ending.RESULT)))
    assert good[-2:] == ("Your first sentence answers the question.", "You ended on what came of it.")
    assert len(strengths(report(structure=structured(Beginning.OTHER, Ending.OTHER)))) == 2


def test_what_is_hardly_off_is_not_worth_a_line() -> None:
    barely = spoken("we moved the service. " * 50, wpm=168)
    assert actions(point("a", Verdict.COVERED), transcript=barely)[0].startswith("Nothing stands out")
