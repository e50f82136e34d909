"""What things are: frozen values, no input or output, standard library only.

Prompt -> Recording -> Transcript -> Report -> Attempt -> Comparison
"""

from greenroom.domain.attempt import Attempt, AttemptRef
from greenroom.domain.bands import Bands, Limits
from greenroom.domain.comparison import Change, Comparison, FigureChange, PointChange
from greenroom.domain.correction import (
    Correction,
    Corrections,
    FillerCorrection,
    PointCorrection,
    WordCorrection,
    correct_report,
    correct_words,
)
from greenroom.domain.delivery import (
    Band,
    Delivery,
    FalseStart,
    FalseStartKind,
    Figure,
    FillerCluster,
    PaceStretch,
    PauseFigures,
)
from greenroom.domain.evidence import Evidence
from greenroom.domain.prompt import Avoid, Feedback, Point, Prompt, SpokenLength
from greenroom.domain.recording import EndReason, Levels, Recording
from greenroom.domain.report import (
    AvoidSaid,
    FactCheck,
    FactState,
    FeedbackTaken,
    Filler,
    FillerKind,
    FillerPlace,
    NextAction,
    PointVerdict,
    Repeated,
    Report,
    SecondOpinion,
    SecondSlip,
    SecondVerdict,
    Source,
    Verdict,
)
from greenroom.domain.structure import Beginning, Ending, Order, Part, PartShare, Star, Structure
from greenroom.domain.transcript import Engine, Hesitation, Span, Transcript, Word

__all__ = [
    "Attempt",
    "AttemptRef",
    "Avoid",
    "AvoidSaid",
    "Band",
    "Bands",
    "Beginning",
    "Change",
    "Comparison",
    "Correction",
    "Corrections",
    "Delivery",
    "EndReason",
    "Ending",
    "Engine",
    "Evidence",
    "FactCheck",
    "FactState",
    "FalseStart",
    "FalseStartKind",
    "Feedback",
    "FeedbackTaken",
    "Figure",
    "FigureChange",
    "Filler",
    "FillerCluster",
    "FillerCorrection",
    "FillerKind",
    "FillerPlace",
    "Hesitation",
    "Levels",
    "Limits",
    "NextAction",
    "Order",
    "PaceStretch",
    "Part",
    "PartShare",
    "PauseFigures",
    "Point",
    "PointChange",
    "PointCorrection",
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
    "Star",
    "Structure",
    "Transcript",
    "Verdict",
    "Word",
    "WordCorrection",
    "correct_report",
    "correct_words",
]
