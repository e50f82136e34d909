"""What a mock interview asks: which prompts, in which order, in which words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.domain import Interview, InterviewQuestion, Prompt
from greenroom.errors import PromptError
from greenroom.practice.naming import load_to_keep
from greenroom.practice.planning.scheduling import schedule_of
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage

__all__ = ["Wishes", "plan_interview"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks of an interview: the prompts by `names` in that order, or where there are none `count` of
    them; the rest as in `Interview`.
    """

    names: tuple[str, ...] = ()
    count: int = 3
    follow_ups: int = 1
    real: bool = False
    seed: int = 0


def plan_interview(services: Services, stage: Stage, wishes: Wishes) -> tuple[Interview, tuple[Prompt, ...]]:
    """The interview, not begun yet, and the prompt of each of its questions.

    Without names: what is due comes first, as `next` has it, then what was practised least; the seed decides among
    equals, so the same home, day and seed give the same questions. A prompt whose file is broken is told and left out.
    Raises PromptError: a name that is none, or no prompt to ask.
    """
    chance = random.Random(wishes.seed)  # noqa: S311 - no secret
    if wishes.names:
        prompts = tuple(load_to_keep(services, name) for name in wishes.names)
        files = tuple(
            _file_elsewhere(services, name, prompt) for name, prompt in zip(wishes.names, prompts, strict=True)
        )
    else:
        prompts = _chosen(services, stage, _by_urgency(services, chance), wishes.count)
        files = ("",) * len(prompts)
    questions = tuple(
        InterviewQuestion(prompt.id, chance.choice((prompt.question, *prompt.alternates)), file)
        for prompt, file in zip(prompts, files, strict=True)
    )
    now = services.clock.now()
    return Interview(now, questions, wishes.follow_ups, wishes.real, wishes.seed), prompts


def _file_elsewhere(services: Services, name: str, prompt: Prompt) -> str:
    """The path of a prompt that is none of the home's, else nothing: the home's are found by their id."""
    return "" if prompt.id in services.prompts.ids() else str(services.prompts.path(name).resolve())


def _by_urgency(services: Services, chance: random.Random) -> list[str]:
    schedule = schedule_of(services)
    tellings = Counter(row.ref.prompt_id for row in services.attempts.summaries())
    order = [(one.due, one.grade is None, one.prompt_id) for one in schedule.prompts]
    chance.shuffle(order)
    due = sorted((one for one in order if one[0] <= schedule.today), key=lambda one: one[:2])
    later = sorted((one for one in order if one[0] > schedule.today), key=lambda one: (tellings[one[2]], one[0]))
    return [name for _, _, name in (*due, *later)]


def _chosen(services: Services, stage: Stage, names: Sequence[str], count: int) -> tuple[Prompt, ...]:
    chosen: list[Prompt] = []
    for name in names:
        if len(chosen) == count:
            break
        try:
            chosen.append(services.prompts.load(name))
        except PromptError as error:
            stage.tell(f"{name} is left out: {error.message}")
    if not chosen:
        raise PromptError(
            f"There is no prompt to ask from in {services.home.prompts}.",
            hint="Mend the file above." if names else "Get starters: greenroom init",
        )
    if len(chosen) < count:
        stage.tell(f"{_questions(len(chosen))} and not {count}: there are no more prompts to ask.")
    return tuple(chosen)


def _questions(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"
