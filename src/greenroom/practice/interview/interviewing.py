"""A mock interview: several questions in a row, with follow-ups where a point was missed.

Every answer is an ordinary attempt. That to a follow-up is one as well, since its sound and words are as dear, and can
be replayed, searched and carried like any other; but it is about one point (`Attempt.about`), so it stands in no trend,
no schedule and no comparison of whole answers, and `last`, `best` and a prompt's name do not mean it.

An answer is heard while it is spoken, and judged before the next thing is asked, also in a real interview: whether to
follow up depends on it. So the interviewer thinks for a second or two; hearing goes on beside no later question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Interview,
    InterviewAnswer,
    Point,
    Prompt,
)
from greenroom.errors import Cancelled, GreenroomError, LibraryError, NotFoundError, PromptError
from greenroom.practice.asking import say
from greenroom.practice.interview.follow_ups import follow_up_question, point_to_follow
from greenroom.practice.rehearsing import keep_typed, rehearse
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage

__all__ = ["Answered", "Manner", "begin", "go_on", "is_finished", "kept_answers"]

THANKS = "Thank you."


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, and with those to its follow-ups, in the order in which they were given."""

    place: int
    attempt: Attempt
    follow_ups: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a front end takes part. `after` is called between two questions; false breaks the interview off.

    `typed` gives the answer to the question shown last, where answers are typed; None where they are spoken.
    """

    after: Callable[[Answered], bool]
    typed: Callable[[], str] | None = None


def begin(services: Services, stage: Stage, planned: Interview, prompts: Sequence[Prompt], manner: Manner) -> Interview:
    """Hold the *planned* interview; *prompts* are those of its questions. It as it is then, finished or broken off.

    Raises Cancelled on Ctrl-C, and whatever the rooms raise: each says what is kept and how to go on.
    """
    interview = services.interviews.begin(planned)
    return _hold(services, stage, interview, dict(enumerate(prompts)), manner)


def go_on(services: Services, stage: Stage, interview: Interview, manner: Manner) -> Interview:
    """Ask what is left of *interview*: first a follow-up that was broken off, then each question without an answer.

    A question whose prompt cannot be read any more, or has lost the point that was asked for, is told and left out.
    Raises PromptError (nothing of it can be asked), and as `begin`.
    """
    prompts: dict[int, Prompt] = {}
    for place, about in _left(services, interview).items():
        question = interview.questions[place]
        try:
            prompt = services.prompts.load(question.file or question.prompt_id)
        except PromptError as error:
            stage.tell(f"Question {place + 1} is left out: {error.message}")
            continue
        if about and about not in {point.id for point in prompt.points}:
            stage.tell(
                f"The follow-up to question {place + 1} is left out: {prompt.id} has no point '{about}' any more."
            )
            continue
        prompts[place] = prompt
    if not prompts:
        raise PromptError(
            f"Nothing that is left of interview {interview.number} can be asked.",
            hint="Mend the prompts, or put them back; another interview: greenroom interview",
        )
    return _hold(services, stage, interview, prompts, manner)


def is_finished(services: Services, interview: Interview) -> bool:
    """Whether every question, and every follow-up that was asked, has its answer."""
    return not _left(services, interview)


def kept_answers(services: Services, interview: Interview) -> tuple[Answered, ...]:
    """The questions that were answered, by what is kept today; of two answers to one question the later."""
    answers: dict[int, Attempt] = {}
    follow_ups: dict[int, dict[str, Attempt]] = {}
    for answer in interview.answers:
        attempt = _kept(services, answer.ref)
        if attempt is None:
            continue
        if answer.about:
            follow_ups.setdefault(answer.place, {})[answer.about] = attempt
        else:
            answers[answer.place] = attempt
    return tuple(
        Answered(place, attempt, tuple(follow_ups.get(place, {}).values()))
        for place, attempt in sorted(answers.items())
    )


def _left(services: Services, interview: Interview) -> dict[int, str]:
    """The places at which something is to be asked still: the id of a follow-up's point, or "" for the question."""
    answered = {one.place: one for one in kept_answers(services, interview)}
    left: dict[int, str] = {}
    for place in range(len(interview.questions)):
        about = _broken_off(interview, answered[place]) if place in answered else ""
        if about or place not in answered:
            left[place] = about
    return left


def _broken_off(interview: Interview, answered: Answered) -> str:
    """The id of the point whose follow-up was asked, and has no answer; empty for none."""
    kept = {attempt.about for attempt in answered.follow_ups}
    asked = [one.about for one in interview.answers if one.place == answered.place and one.about]
    return next((about for about in asked if about not in kept), "")


def _hold(
    services: Services, stage: Stage, interview: Interview, prompts: Mapping[int, Prompt], manner: Manner
) -> Interview:
    hall = _Hall(replace(services, second_judge=None), stage, interview, manner)  # nobody waits a minute in between
    try:
        for place, prompt in sorted(prompts.items()):
            answered = hall.ask(place, prompt)
            if interview.real:
                hall.thank()
            if not manner.after(answered):
                break
    except KeyboardInterrupt as error:
        raise Cancelled(_broken(interview), kept=_kept_note(services, interview), hint=_how_on(interview)) from error
    except GreenroomError as error:
        error.kept = " ".join(filter(None, (_kept_note(services, interview), error.kept)))
        if isinstance(error, Cancelled):
            error.message = _broken(interview)
        error.hint = f"{error.hint} {_how_on(interview)}".strip()
        raise
    return services.interviews.load(interview.number)


def _broken(interview: Interview) -> str:
    return f"Interview {interview.number} is broken off."


def _how_on(interview: Interview) -> str:
    number = interview.number
    return f"Go on: greenroom interview --resume {number}. The report so far: greenroom interview --report {number}"


def _kept_note(services: Services, interview: Interview) -> str:
    try:
        done = len(kept_answers(services, services.interviews.load(interview.number)))
    except LibraryError:
        return ""  # what broke it off says more
    return f"Questions whose answer is kept: {done} of {len(interview.questions)}."


class _Hall:
    """Where one interview is held."""

    def __init__(self, services: Services, stage: Stage, interview: Interview, manner: Manner) -> None:
        self._services = services
        self._stage = stage
        self._interview = interview
        self._manner = manner
        self._asked: list[str] = []  # of our follow-ups: none is asked twice

    def ask(self, place: int, prompt: Prompt) -> Answered:
        """The question of that *place*, unless it has its answer, and its follow-ups."""
        interview = self._services.interviews.load(self._interview.number)
        answered = next((one for one in kept_answers(self._services, interview) if one.place == place), None)
        if answered is None:
            self._stage.tell(f"\nQuestion {place + 1} of {len(interview.questions)}")
            attempt = self._answer(place, prompt, interview.questions[place].asked)
            return self._follow_up(prompt, Answered(place, attempt))
        self._stage.tell(f"\nBack to question {place + 1} of {len(interview.questions)}: {answered.attempt.asked}")
        broken_off = _broken_off(interview, answered)
        left = [point for point in prompt.points if point.id == broken_off]
        return self._follow_up(prompt, answered, *left)

    def thank(self) -> None:
        self._stage.tell(THANKS)
        if self._manner.typed is None:
            say(self._services, self._stage, THANKS)

    def _follow_up(self, prompt: Prompt, answered: Answered, *first: Point) -> Answered:
        """*answered* with as many follow-ups as there may be; *first* are asked before what the report calls for."""
        report = answered.attempt.report
        left = list(first)
        while report is not None and len(answered.follow_ups) < self._interview.follow_ups:
            followed = {attempt.about for attempt in answered.follow_ups}
            point = left.pop(0) if left else point_to_follow(prompt, report, followed)
            if point is None:
                break
            asked = follow_up_question(prompt, point, self._asked)
            self._asked.append(asked)
            attempt = self._answer(answered.place, prompt, asked, point.id)
            answered = replace(answered, follow_ups=(*answered.follow_ups, attempt))
        return answered

    def _answer(self, place: int, prompt: Prompt, asked: str, about: str = "") -> Attempt:
        def note(ref: AttemptRef) -> None:
            self._services.interviews.note(self._interview.number, InterviewAnswer(place, ref, about))

        narrowed = prompt.only(about)
        if self._manner.typed is None:
            return rehearse(self._services, self._stage, narrowed, asked, about=about, note=note)
        slot = self._services.attempts.reserve(prompt.id, about)
        try:
            note(slot.ref)
            self._stage.question(narrowed, asked)
            return keep_typed(self._services, self._stage, narrowed, asked, slot.ref, self._manner.typed())
        finally:
            slot.release()


def _kept(services: Services, ref: AttemptRef) -> Attempt | None:
    try:
        return services.attempts.load(ref)
    except NotFoundError:
        return None
