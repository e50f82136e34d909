"""Two reports side by side."""

from __future__ import annotations

from dataclasses import replace

from tests.scoring.builders import a_prompt, a_quick_judge, spoken

from greenroom.domain import Change, PointVerdict, Report, Verdict
from greenroom.scoring import compare_reports


def report(**verdicts: Verdict) -> Report:
    points = tuple(PointVerdict(name, name, verdict, 0.9) for name, verdict in verdicts.items())
    return Report(1, "greenroom 1", "why-meta", scored=True, points=points)


def test_points_are_gained_kept_lost_or_open() -> None:
    before = report(a=Verdict.MISSED, b=Verdict.COVERED, c=Verdict.COVERED, d=Verdict.PARTIAL)
    after = report(a=Verdict.COVERED, b=Verdict.COVERED, c=Verdict.UNSURE, d=Verdict.MISSED)
    changes = {point.id: point.change for point in compare_reports(before, after).points}
    assert changes == {"a": Change.GAINED, "b": Change.KEPT, "c": Change.LOST, "d": Change.OPEN}


def test_points_that_were_edited_in_between_are_shown_on_one_side() -> None:
    comparison = compare_reports(report(old=Verdict.COVERED), report(new=Verdict.COVERED))
    assert [(point.id, point.before is None, point.after is None) for point in comparison.points] == [
        ("new", True, False),
        ("old", False, True),
    ]


def test_figures_have_their_difference() -> None:
    judge, prompt = a_quick_judge(), a_prompt("I like the scale of it")
    slow = judge.judge(prompt, spoken("I like the scale of it and the people there " * 5, wpm=100))
    fast = judge.judge(prompt, spoken("I like the scale of it and the people there " * 5, wpm=150))
    (pace,) = [figure for figure in compare_reports(slow, fast).figures if figure.name == "pace_wpm"]
    assert pace.delta is not None
    assert 45 < pace.delta < 55


def test_a_report_without_a_score_compares_without_figures() -> None:
    empty = replace(report(a=Verdict.MISSED), scored=False)
    comparison = compare_reports(empty, report(a=Verdict.COVERED))
    assert all(figure.delta is None for figure in comparison.figures)
