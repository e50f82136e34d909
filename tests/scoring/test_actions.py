"""What went well and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from tests.scoring.builders import spoken, words

from greenroom.domain import AvoidSaid, Delivery, Evidence, PointVerdict, Span, SpokenLength, Transcript, Verdict
from greenroom.scoring.actions import next_actions, strengths
from greenroom.scoring.delivery import measure_delivery
from greenroom.scoring.fillers import find_fillers

BANDS: Mapping[str, Mapping[str, float | None]] = {
    "pace_wpm": {"low": 100.0, "high": 165.0},
    "filled_pauses_per_min": {"low": None, "high": 6.0},
    "long_pauses": {"low": None, "high": 2.0},
}
GOOD = spoken("we moved the service " * 50)


def point(name: str, verdict: Verdict, weight: float = 1.0) -> PointVerdict:
    quote = Evidence("some words", 3.0, 4.0)
    return PointVerdict(name, f"The point {name}", verdict, 0.8, quote, "Said 40%, the point says 14%.", weight=weight)


def delivery(transcript: Transcript) -> Delivery:
    return measure_delivery(transcript, find_fillers(transcript.words), SpokenLength(60, 120), BANDS)


def actions(*points: PointVerdict, transcript: Transcript = GOOD, avoided: tuple[AvoidSaid, ...] = ()) -> list[str]:
    fillers = find_fillers(transcript.words)
    found = next_actions(points, avoided, fillers, delivery(transcript), transcript, BANDS)
    assert 1 <= len(found) <= 3
    return [action.text for action in found]


def test_a_contradiction_comes_first_then_the_heaviest_point_missed() -> None:
    texts = actions(
        point("light", Verdict.MISSED), point("heavy", Verdict.MISSED, weight=2.0), point("wrong", Verdict.CONTRADICTED)
    )
    assert [name in text for name, text in zip(("wrong", "heavy", "light"), texts, strict=True)] == [True, True, True]
    assert "the point says 14%" in texts[0]


def test_what_should_not_be_said_is_quoted_with_its_moment() -> None:
    said = AvoidSaid("I want the money", 0.9, Evidence("I just want money", 12.0, 13.0))
    (action, *_) = next_actions((), (said,), (), delivery(GOOD), GOOD, BANDS)
    assert "I just want money" in action.text
    assert action.at_s == 12.0


def test_the_delivery_gets_a_place_beside_many_missed_points() -> None:
    rushed = spoken("we moved the service " * 80, wpm=240)
    texts = actions(*(point(str(number), Verdict.MISSED) for number in range(5)), transcript=rushed)
    assert "Slow down" in texts[2]


def test_many_hesitations_name_the_moment_where_they_crowd() -> None:
    said = words("we moved it and it worked " * 20 + "um uh er we moved it " * 8)
    transcript = Transcript(said, duration_s=80.0, speech=(Span(0.5, 79.0),))
    found = next_actions((), (), find_fillers(said), delivery(transcript), transcript, BANDS)
    (about,) = [action for action in found if "filled pauses" in action.text]
    assert about.at_s == said[120].start_s


def test_more_long_pauses_than_the_band_allows_are_named() -> None:
    speech = tuple(Span(10.0 * number, 10.0 * number + 7.0) for number in range(5))
    transcript = Transcript(words("we moved it " * 40), duration_s=50.0, speech=speech)
    assert any("4 pauses" in text for text in actions(transcript=transcript))


def test_an_unclear_point_is_to_be_said_more_plainly() -> None:
    assert "more plainly" in actions(point("a", Verdict.UNSURE))[0]


def test_with_nothing_to_mend_there_is_still_one_action() -> None:
    assert actions(point("a", Verdict.COVERED)) == [
        "Nothing stands out. Tell it once more, shorter, and see whether every point stays."
    ]


def test_strengths_are_only_what_is_true() -> None:
    everything = strengths((point("a", Verdict.COVERED), point("b", Verdict.COVERED)), delivery(GOOD))
    assert everything[0] == "You made all 2 of your points."
    assert len(everything) == 3
    assert strengths((point("a", Verdict.MISSED),), delivery(Transcript.typed("no"))) == ()
