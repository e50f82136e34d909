"""What things are: frozen values, no input or output, standard library only.

Prompt -> Recording -> Transcript -> Report -> Attempt -> Comparison
"""

from greenroom.domain.attempt import Attempt, AttemptRef
from greenroom.domain.comparison import Change, Comparison, FigureChange, PointChange
from greenroom.domain.prompt import Avoid, Feedback, Point, Prompt, SpokenLength
from greenroom.domain.recording import EndReason, Levels, Recording
from greenroom.domain.report import (
    AvoidSaid,
    Band,
    Delivery,
    Evidence,
    Figure,
    Filler,
    FillerKind,
    NextAction,
    PauseFigures,
    PointVerdict,
    Repeated,
    Report,
    SecondOpinion,
    SecondSlip,
    SecondVerdict,
    Source,
    Verdict,
)
from greenroom.domain.transcript import Engine, Hesitation, Span, Transcript, Word

__all__ = [
    "Attempt",
    "AttemptRef",
    "Avoid",
    "AvoidSaid",
    "Band",
    "Change",
    "Comparison",
    "Delivery",
    "EndReason",
    "Engine",
    "Evidence",
    "Feedback",
    "Figure",
    "FigureChange",
    "Filler",
    "FillerKind",
    "Hesitation",
    "Levels",
    "NextAction",
    "PauseFigures",
    "Point",
    "PointChange",
    "PointVerdict",
    "Prompt",
    "Recording",
    "Repeated",
    "Report",
    "SecondOpinion",
    "SecondSlip",
    "SecondVerdict",
    "Source",
    "Span",
    "SpokenLength",
    "Transcript",
    "Verdict",
    "Word",
]
