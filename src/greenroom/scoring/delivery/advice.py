"""What to do about a figure of delivery that lies outside its band."""

from __future__ import annotations

from greenroom.domain import Band, Figure, Limits

__all__ = ["figure"]

ADVICE: dict[str, tuple[str, str]] = {  # below the band, above it
    "length_s": (
        "Add an example, or a point that you left out.",
        "Say the main point first, and cut what none of your points needs.",
    ),
    "pace_wpm": (
        "Say it as you would tell a friend who knows the subject.",
        "Breathe out after every point; the pause feels longer to you than to the listener.",
    ),
    "pace_change_percent": (
        "Know your last sentence by heart, so that the end keeps its pace.",
        "Slow down for the last sentences: they are what stays.",
    ),
    "filled_pauses_per_min": ("", "Close your mouth while you think: a silence sounds sure."),
    "markers_per_min": ("", "Tell it once with a full stop after every thought, and nothing in between."),
    "hedges_per_min": ("", "Say it flat where you know it, “it took two weeks”; keep “I think” for what you do not."),
    "false_starts_per_min": ("", "Think the sentence to its end before you begin it; nobody minds the silence."),
    "stuck_pauses_per_min": ("", "Pause where a sentence ends. Note the word that was missing and say it aloud twice."),
    "speaking_percent": ("Know the next point before you end the one before: three words on paper will do.", ""),
    "situation_percent": (
        "Say in one sentence where and when this was.",
        "Set the scene in one sentence, and go on.",
    ),
    "task_percent": ("Say what was yours to do.", "Say what was yours to do in one sentence."),
    "action_percent": (
        "Give most of the time to what you did yourself.",
        "Leave out a step; keep time for the result.",
    ),
    "result_percent": ("Say what came of it, with a number.", "Say what came of it in a sentence or two."),
}


def figure(name: str, value: float | None, limits: Limits, tolerance: float = 0.0) -> Figure:
    """*value* with its place against *limits* and, outside of them by more than *tolerance*, what to do about it."""
    low, high = limits.low, limits.high
    below, above = ADVICE[name]
    if value is None:
        return Figure(None, low, high, Band.UNKNOWN, limits.source)
    if low is not None and value < low - tolerance:
        return Figure(value, low, high, Band.LOW, limits.source, below)
    if high is not None and value > high + tolerance:
        return Figure(value, low, high, Band.HIGH, limits.source, above)
    return Figure(value, low, high, Band.GOOD, limits.source)
