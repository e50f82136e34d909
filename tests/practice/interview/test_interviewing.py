"""Mock interviews: what is asked, what is kept, and how one that was broken off goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.library.builders import NOON, a_report, an_attempt
from tests.practice.builders import RATE_HZ, a_sound, services_with
from tests.support.waiting import until

from greenroom.domain import Attempt, Interview, Prompt, Report, Transcript, Verdict
from greenroom.errors import Cancelled, LibraryError, PromptError, VoiceError, WeightsError
from greenroom.hearing import ScriptedTranscriber
from greenroom.practice.interview.interviewing import Answered, Manner, begin, go_on, is_finished, kept_answers
from greenroom.practice.interview.planning import Wishes, plan_interview
from greenroom.practice.planning.progressing import progress_of
from greenroom.practice.planning.scheduling import schedule_of
from greenroom.practice.recovering import recover
from greenroom.practice.reviewing.comparing import pair_named
from greenroom.practice.reviewing.rejudging import rejudge
from greenroom.practice.services import Clock, Services
from greenroom.practice.standin import ScriptedStage
from greenroom.scoring import AnswerJudge, HashEmbedder, SharedWordsEncoder
from greenroom.scoring.second_opinion import LanguageModel, ModelServer
from greenroom.sound import FileCard

PROMPT = """\
question: What did you build?
alternates: [What are you proud of?]
points:
  - {id: run, say: I cut the nightly run from nine hours to forty minutes, weight: 2}
  - {id: mentor, say: I mentored two engineers, follow_up: Who helped you?}
"""
RUN = "I cut the nightly run from nine hours to forty minutes."
MENTOR = "I mentored two engineers."


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """Three prompts of the same two points; answers make the first."""
    services = replace(services_with(tmp_path), clock=Clock(now=lambda: NOON, sleep=lambda seconds: None))
    for name in ("a", "b", "c"):
        write_prompt(services, name)
    return services


def write_prompt(services: Services, name: str, text: str = PROMPT) -> None:
    services.home.prompts.mkdir(parents=True, exist_ok=True)
    (services.home.prompts / f"{name}.yaml").write_text(text, encoding="utf-8")


def typing(*answers: str) -> Manner:
    """Types *answers* one after the other, then is called away."""
    script = iter(answers)

    def typed() -> str:
        for answer in script:
            return answer
        raise KeyboardInterrupt

    return Manner(lambda answered: True, typed)


def planned(services: Services, *names: str, **wishes: object) -> tuple[Interview, tuple[Prompt, ...]]:
    return plan_interview(services, ScriptedStage(), replace(Wishes(names), **wishes))  # type: ignore[arg-type]


def hold(services: Services, names: Iterable[str], manner: Manner, **wishes: object) -> Interview:
    return begin(services, ScriptedStage(), *planned(services, *names, **wishes), manner)


def asked(services: Services, *names: str, **wishes: object) -> list[str]:
    interview, prompts = planned(services, *names, **wishes)
    assert [prompt.id for prompt in prompts] == [question.prompt_id for question in interview.questions]
    return [question.prompt_id for question in interview.questions]


def test_what_is_due_is_asked_first_and_then_what_was_practised_least(services: Services) -> None:
    write_prompt(services, "d")
    for number in (1, 2):
        services.attempts.keep(an_attempt(f"a/{number}", at=NOON, report=a_report("a", covered=2)))
    services.attempts.keep(an_attempt("b/1", at=NOON, report=a_report("b", covered=2)))
    services.attempts.keep(an_attempt("c/1", at=NOON - timedelta(days=9), report=a_report("c", covered=0)))

    assert asked(services, count=9) == ["c", "d", "b", "a"]
    assert asked(services, count=2) == ["c", "d"]


def test_a_seed_gives_the_same_questions_in_the_same_words_and_another_one_others(services: Services) -> None:
    def plan(seed: int) -> object:
        return planned(services, seed=seed)[0].questions

    assert plan(3) == plan(3)
    assert len({tuple(asked(services, seed=seed)) for seed in range(20)}) > 3
    wordings = {question.asked for seed in range(20) for question in planned(services, "a", seed=seed)[0].questions}
    assert wordings == {"What did you build?", "What are you proud of?"}


def test_prompts_that_are_named_are_asked_in_that_order(services: Services) -> None:
    assert asked(services, "c", "a") == ["c", "a"]
    with pytest.raises(PromptError, match="nothing"):
        asked(services, "nothing")


def test_a_broken_prompt_is_left_out_and_too_few_are_told(services: Services) -> None:
    write_prompt(services, "b", "question: [")
    stage = ScriptedStage()
    interview, _ = plan_interview(services, stage, Wishes(count=3))
    assert sorted(question.prompt_id for question in interview.questions) == ["a", "c"]
    assert stage.lines[0].startswith("b is left out")
    assert stage.lines[1] == "2 questions and not 3: there are no more prompts to ask."


def test_without_any_prompt_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PromptError) as raised:
        planned(services_with(tmp_path / "empty"))
    assert "init" in raised.value.hint


def test_every_answer_is_an_attempt_and_the_one_to_a_follow_up_about_its_point(services: Services) -> None:
    interview = hold(services, ["a", "b"], typing(RUN, MENTOR, RUN, "I do not know."))

    assert [(one.place, str(one.ref), one.about) for one in interview.answers] == [
        (0, "a/1", ""),
        (0, "a/2", "mentor"),
        (1, "b/1", ""),
        (1, "b/2", "mentor"),
    ]
    first, second = kept_answers(services, interview)
    assert verdict_of(first.follow_ups[0]) is Verdict.COVERED
    assert verdict_of(second.follow_ups[0]) is not Verdict.COVERED
    assert first.follow_ups[0].asked == "Who helped you?"
    assert services.attempts.load(first.attempt.ref).asked in {"What did you build?", "What are you proud of?"}
    assert is_finished(services, interview)


def verdict_of(attempt: Attempt) -> Verdict:
    assert attempt.report is not None
    (point,) = attempt.report.points
    return point.verdict


def test_no_second_opinion_is_waited_for(services: Services) -> None:
    with ModelServer() as server:
        hold(replace(services, second_judge=LanguageModel(server.url)), ["a"], typing(RUN, MENTOR))
        assert server.requests == []


def test_nothing_is_asked_after_an_answer_that_makes_all_or_that_was_none(services: Services) -> None:
    interview = hold(services, ["a", "b"], typing(f"{RUN} {MENTOR}", ""))
    assert [one.about for one in interview.answers] == ["", ""]
    assert is_finished(services, interview)


@pytest.mark.parametrize(("follow_ups", "about"), [(0, [""]), (1, ["", "run"]), (2, ["", "run", "mentor"])])
def test_so_many_follow_ups_as_wished_the_weightiest_first(
    services: Services, follow_ups: int, about: list[str]
) -> None:
    interview = hold(services, ["a"], typing("Nothing much.", "No.", "No."), follow_ups=follow_ups)
    assert [one.about for one in interview.answers] == about


def test_a_follow_up_spoils_no_figure(services: Services) -> None:
    hold(services, ["a"], typing(RUN, MENTOR))
    first = services.attempts.load(services.attempts.resolve("a/1"))
    services.attempts.keep(an_attempt("a/3", at=NOON + timedelta(hours=1), report=first.report))

    (progress,) = progress_of(services, "a").prompts
    assert [str(telling.summary.ref) for telling in progress.tellings] == ["a/1", "a/3"]
    assert [str(ref) for ref in services.attempts.marks()] == ["a/3", "a/1"]
    assert [str(ref) for ref in pair_named(services, "a")] == ["a/1", "a/3"]
    services.attempts.delete(services.attempts.resolve("a/3"))
    due = schedule_of(services)
    services.attempts.delete(services.attempts.resolve("a/2"))
    assert schedule_of(services) == due


def test_a_follow_up_is_judged_again_for_its_point_alone(services: Services) -> None:
    hold(services, ["a"], typing(RUN, MENTOR))
    ((_, judged),) = rejudge(services, [services.attempts.resolve("a/2")])
    assert [point.id for point in judged.after.points] == ["mentor"]  # type: ignore[union-attr]


def test_in_a_real_interview_there_is_thanks_between_and_practice_reports_after_each(services: Services) -> None:
    stage, after = ScriptedStage(), list[Answered]()

    def remember(answered: Answered) -> bool:
        after.append(answered)
        return True

    manner = replace(typing(RUN, MENTOR, RUN, MENTOR), after=remember)
    begin(services, stage, *planned(services, "a", "b", real=True), manner)
    assert stage.lines.count("Thank you.") == 2
    assert [(one.place, len(one.follow_ups)) for one in after] == [(0, 1), (1, 1)]
    assert len(stage.questions) == 4


def test_who_wants_no_more_breaks_off_and_goes_on_later(services: Services) -> None:
    stop = replace(typing(f"{RUN} {MENTOR}"), after=lambda answered: False)
    interview = hold(services, ["a", "b", "c"], stop)
    assert len(interview.answers) == 1
    assert not is_finished(services, interview)

    stage = ScriptedStage()
    whole = go_on(services, stage, interview, typing(RUN, MENTOR, RUN, MENTOR))

    assert [str(one.ref) for one in whole.answers] == ["a/1", "b/1", "b/2", "c/1", "c/2"]
    assert [line.strip() for line in stage.lines if "Question" in line] == ["Question 2 of 3", "Question 3 of 3"]
    assert is_finished(services, whole)


def test_ctrl_c_keeps_what_was_said_and_says_how_to_go_on(services: Services) -> None:
    with pytest.raises(Cancelled) as raised:
        hold(services, ["a", "b"], typing(RUN))

    assert raised.value.message == "Interview 1 is broken off."
    assert "kept: 1 of 2." in raised.value.kept
    assert "--resume" in raised.value.hint
    interview = services.interviews.load()
    assert [one.about for one in interview.answers] == ["", "mentor"]
    stage = ScriptedStage()
    whole = go_on(services, stage, interview, typing(MENTOR, f"{RUN} {MENTOR}"))
    assert stage.lines[0] == f"\nBack to question 1 of 2: {interview.questions[0].asked}"
    assert [(str(one.ref), one.about) for one in whole.answers] == [
        ("a/1", ""),
        ("a/2", "mentor"),
        ("a/3", "mentor"),
        ("b/1", ""),
    ]
    assert [str(one.follow_ups[0].ref) for one in kept_answers(services, whole)[:1]] == ["a/3"]
    assert is_finished(services, whole)


def test_a_prompt_that_is_gone_is_left_out_when_it_goes_on(services: Services) -> None:
    with pytest.raises(Cancelled):
        hold(services, ["a", "b"], typing())
    services.prompts.path("a").unlink()
    stage = ScriptedStage()

    interview = go_on(services, stage, services.interviews.load(), typing(f"{RUN} {MENTOR}"))

    assert any(line.startswith("Question 1 is left out") for line in stage.lines)
    assert [one.place for one in kept_answers(services, interview)] == [1]


def test_a_follow_up_whose_point_is_gone_is_left_out_when_it_goes_on(services: Services) -> None:
    with pytest.raises(Cancelled):
        hold(services, ["a", "b"], typing(RUN))
    write_prompt(services, "a", PROMPT.replace("id: mentor", "id: another"))
    stage = ScriptedStage()

    interview = go_on(services, stage, services.interviews.load(), typing(f"{RUN} {MENTOR}"))

    assert stage.lines[0] == "The follow-up to question 1 is left out: a has no point 'mentor' any more."
    assert [one.place for one in kept_answers(services, interview)] == [0, 1]


def test_where_nothing_that_is_left_can_be_asked_it_is_said_what_to_do(services: Services) -> None:
    with pytest.raises(Cancelled):
        hold(services, ["a"], typing())
    services.prompts.path("a").unlink()
    with pytest.raises(PromptError, match="Nothing that is left of interview 1") as raised:
        go_on(services, ScriptedStage(), services.interviews.load(), typing(RUN))
    assert "put them back" in raised.value.hint


def test_a_prompt_from_a_file_elsewhere_is_found_again_when_it_goes_on(services: Services, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(PROMPT, encoding="utf-8")
    with pytest.raises(Cancelled):
        hold(services, ["a", str(elsewhere)], typing(f"{RUN} {MENTOR}"))

    interview = go_on(services, ScriptedStage(), services.interviews.load(), typing(f"{RUN} {MENTOR}"))

    assert [one.file for one in interview.questions] == ["", str(elsewhere)]
    assert is_finished(services, interview)


def test_a_library_that_breaks_says_so_and_how_to_go_on(services: Services) -> None:
    def typed() -> str:
        (services.home.recordings / "greenroom.db").write_bytes(b"no database at all" * 1000)
        return RUN

    with pytest.raises(LibraryError) as raised:
        hold(services, ["a"], Manner(lambda answered: True, typed))
    assert "--resume 1" in raised.value.hint


def test_spoken_answers_are_asked_for_recorded_and_kept(services: Services) -> None:
    services = replace(services, transcriber=ScriptedTranscriber(RUN))
    stage = ScriptedStage()
    interview = begin(services, stage, *planned(services, "a", real=True), Manner(lambda answered: True))

    assert stage.questions[1] == "Who helped you?"
    (answered,) = kept_answers(services, interview)
    assert answered.attempt.recording is not None
    assert answered.follow_ups[0].recording is not None
    assert isinstance(services.card, FileCard)
    assert len(services.card.played) == 3  # question, follow-up, thanks


def interrupting(when: Callable[[ScriptedStage], bool]) -> ScriptedStage:
    def press(stage: ScriptedStage) -> str | None:
        if when(stage):
            raise KeyboardInterrupt
        return None

    return ScriptedStage(press)


def test_an_answer_that_was_broken_off_is_kept_and_counts_once_it_is_recovered(services: Services) -> None:
    slow = FileCard(a_sound(20), RATE_HZ, real_time=True)
    stage = interrupting(lambda stage: bool(stage.states) and stage.states[-1].elapsed_s > 0.2)
    with pytest.raises(Cancelled) as raised:
        begin(replace(services, card=slow), stage, *planned(services, "a"), Manner(lambda answered: True))
    assert "0001.wav" in raised.value.kept
    assert kept_answers(services, services.interviews.load()) == ()

    ((ref, recording),) = services.attempts.orphans()
    recover(services, ScriptedStage(), ref, recording)

    (answered,) = kept_answers(services, services.interviews.load())
    assert answered.attempt.ref == ref
    assert is_finished(services, services.interviews.load())


def test_a_follow_up_that_is_recovered_is_still_no_whole_answer(services: Services) -> None:
    slot = services.attempts.reserve("a", "mentor")
    card = FileCard(a_sound(), RATE_HZ)
    take = card.record(slot.sound_path)
    until(lambda: take.state().ended is not None)
    take.stop()
    slot.release()
    ((ref, recording),) = services.attempts.orphans()

    attempt = recover(services, ScriptedStage(), ref, recording)

    assert attempt.about == "mentor"
    assert attempt.report is not None
    assert [point.id for point in attempt.report.points] == ["mentor"]
    assert services.attempts.summaries() == ()


def test_what_fails_says_what_is_kept_and_how_to_go_on(services: Services) -> None:
    def fail() -> str:
        raise VoiceError("It failed.", hint="Mend it.")

    with pytest.raises(VoiceError) as raised:
        hold(services, ["a"], Manner(lambda answered: True, fail))
    assert raised.value.kept == "Questions whose answer is kept: 0 of 1."
    assert raised.value.hint.startswith("Mend it. Go on: greenroom interview --resume")


def test_typed_words_stay_when_they_cannot_be_judged(services: Services) -> None:
    class Broken(AnswerJudge):
        def judge(self, prompt: Prompt, transcript: Transcript) -> Report:
            raise WeightsError("The judge's file is missing.")

    with pytest.raises(WeightsError) as raised:
        hold(replace(services, judge=Broken(HashEmbedder(), SharedWordsEncoder())), ["a"], typing(RUN))

    assert "greenroom rejudge a/1" in raised.value.kept
    attempt = services.attempts.load(services.attempts.resolve("a/1"))
    assert attempt.transcript is not None
    assert attempt.transcript.text == RUN
    assert attempt.report is None
