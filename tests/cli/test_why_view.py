from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from greenroom.cli.views.why_view import why_lines
from greenroom.domain import Attempt, AttemptRef, Evidence, Explanation, PointVerdict, Report, Signal, Verdict

POINT = PointVerdict("mission", "The mission", Verdict.COVERED, 0.62, reason="Said in your own words.")
EXPLANATION = Explanation(
    POINT,
    ((Verdict.COVERED, 0.62), (Verdict.MISSED, 0.38)),
    tuple(Signal(f"f{at}", 0.4, f"sign {at}: 40 %", weight, Verdict.COVERED) for at, weight in enumerate([0.4, 0.2])),
    Evidence("what was said", 61.0, 63.0),
)


def lines(explanation: Explanation = EXPLANATION, kept: PointVerdict | None = POINT) -> str:
    report = Report(1, "greenroom 1", "why", scored=True, points=(kept,) if kept else ())
    attempt = Attempt(AttemptRef("why", 3), "Why?", datetime(2026, 11, 20, tzinfo=UTC), None, None, report)
    return "\n".join(line.plain for line in why_lines(attempt, explanation))


def with_weights(*weights: float) -> Explanation:
    toward = {True: Verdict.COVERED, False: Verdict.MISSED}
    signals = tuple(Signal(f"f{at}", 0.4, f"sign {at}", one, toward[one > 0]) for at, one in enumerate(weights))
    return replace(EXPLANATION, signals=signals)


def test_all_that_lies_behind_a_verdict_is_shown() -> None:
    shown = lines()
    for words in (
        "why/3 · mission",
        "✓ covered",
        "covered 62 %, missed 38 %",
        "“what was said”  [1:01]",
        "sign 0: 40 %",
    ):
        assert words in shown
    assert "kept report" not in shown


def test_a_kept_verdict_that_differs_is_told() -> None:
    assert "The kept report says partial (by greenroom 1)" in lines(kept=replace(POINT, verdict=Verdict.PARTIAL))
    assert "no such point" in lines(kept=None)
    yours = replace(POINT, verdict=Verdict.MISSED, judged=Verdict.COVERED)
    assert "You said missed; that counts." in lines(kept=yours)


def test_signs_say_how_strong_and_which_way() -> None:
    shown = lines(with_weights(0.5, -0.2, 0.06)).splitlines()
    assert shown[-3:] == ["  +++  sign 0", "  --   sign 1, for missed", "  +    sign 2"]


def test_five_to_eight_signals_are_shown() -> None:
    assert lines(with_weights(*[0.5] * 12)).count("sign ") == 8
    assert lines(with_weights(*[0.01] * 12)).count("sign ") == 5
    assert lines(with_weights(*[0.5] * 6, *[0.01] * 6)).count("sign ") == 6
    assert "What spoke" not in lines(with_weights())
