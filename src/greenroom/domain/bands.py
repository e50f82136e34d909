"""Between which figures an answer's delivery should lie, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bands", "Limits"]

_OURS = "greenroom's own choice; no study gives a limit"


@dataclass(frozen=True, slots=True)
class Limits:
    """A figure is good from `low` to `high`, both ends included; None is an open end. `source` says who says so."""

    low: float | None
    high: float | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bands:
    """The band of each figure of delivery; the home's `config.toml` may set any of them in its table `[bands]`.

    These are the defaults, and the only place where they are kept. How long an answer should be is said by its prompt.
    """

    pace_wpm: Limits = Limits(100.0, 165.0, "Microsoft Speaker Coach")
    pace_change_percent: Limits = Limits(-25.0, 25.0, _OURS)  # a listener notices 5 % (Quené 2007); this is far beyond
    filled_pauses_per_min: Limits = Limits(None, 6.0, "about 5 a minute are average, from 12 they stand out")
    discourse_markers_per_min: Limits = Limits(None, 4.0, _OURS)
    hedges_per_min: Limits = Limits(None, 3.0, _OURS)
    false_starts_per_min: Limits = Limits(None, 5.0, "repeats and restarts in conversation, Bortfeld et al. 2001")
    stuck_pauses_per_min: Limits = Limits(None, 1.0, "greenroom's own choice, for pauses of 2 s inside a sentence")
    speaking_percent: Limits = Limits(60.0, None, "unprepared speech is silent for 30 to 50 % (Goldman-Eisler 1968)")
    # STAR in shares of an answer of 90 s; cues measure them to about ten points
    situation_percent: Limits = Limits(10.0, 15.0, "STAR at 90 s")
    task_percent: Limits = Limits(10.0, 15.0, "STAR at 90 s")
    action_percent: Limits = Limits(45.0, 50.0, "STAR at 90 s")
    result_percent: Limits = Limits(15.0, 20.0, "STAR at 90 s")
