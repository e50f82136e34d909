"""A second judge beside the first, where the user has one: it is heard, and changes nothing."""

from __future__ import annotations

from dataclasses import replace

from greenroom.domain import Prompt, Report, SecondOpinion, Transcript
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage

__all__ = ["elsewhere_note", "with_second_opinion"]


def with_second_opinion(
    services: Services, prompt: Prompt, transcript: Transcript, report: Report, stage: Stage | None = None
) -> Report:
    """*report* with the second judge's opinion, if there is such a judge and something to judge.

    With a *stage*, where somebody waits for one report, Ctrl-C goes on without the opinion.
    """
    judge = services.second_judge
    if judge is None or not report.scored or not (prompt.points or prompt.avoid):
        return report
    if stage is None:
        return replace(report, second_opinion=judge.ask(prompt, transcript))
    note = elsewhere_note(services)
    if note:
        stage.tell(note)
    stage.working("Asking the language model for a second opinion (Ctrl-C: without it)")
    try:
        opinion = judge.ask(prompt, transcript)
    except KeyboardInterrupt:
        opinion = SecondOpinion("", absent="You did not wait for it.", elsewhere=judge.elsewhere)
    return replace(report, second_opinion=opinion)


def elsewhere_note(services: Services) -> str:
    """What must be said when answers are sent to another machine; else empty."""
    host = services.second_judge.elsewhere if services.second_judge else ""
    return f"Your settings send this answer, as text, to {host} for a second opinion." if host else ""
