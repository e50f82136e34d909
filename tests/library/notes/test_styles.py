"""Notes as different people write them, and the prompts that they become."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from greenroom.domain import Prompt
from greenroom.library.notes.labels import Role
from greenroom.library.notes_import import DraftFile, read_notes
from greenroom.library.prompt_text import read_prompt

DATA = Path(__file__).parent / "data"
STYLES = sorted(DATA.iterdir())


def prompts(path: Path) -> list[Prompt]:
    return [as_prompt(draft) for draft in read_notes(path)]


def as_prompt(draft: DraftFile) -> Prompt:
    prompt, faults = read_prompt(draft.name, draft.text)
    assert prompt, (faults, draft.text)
    return prompt


def says(prompt: Prompt) -> list[str]:
    return [point.say for point in prompt.points]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_line_is_in_the_draft(path: Path) -> None:
    drafts = read_notes(path)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert sum(draft.lines for draft in drafts) == len(lines)


def test_arrows() -> None:
    (prompt,) = prompts(DATA / "arrows.txt")

    assert prompt.id == "arrows"
    assert prompt.question == "Why do you want to join Globex?"
    assert prompt.alternates == ("What attracts you to our team?",)
    assert says(prompt) == [
        "Used Globex Pay since 2019, 3 years as a merchant",
        "Fraud losses 0.4%: 0.1% after their new model, I want to know how",
        "Read the paper by Ines Okafor",
        "Team of 12 ships weekly; we shipped once a quarter",
    ]
    assert prompt.points[1].facts == ("0.4%", "0.1%")
    assert prompt.points[3].cues == ("slow", "painful")
    assert prompt.points[3].follow_up == "What would you change first?"
    assert [avoid.say for avoid in prompt.avoid] == ["the layoffs"]
    assert (prompt.target.low_s, prompt.target.high_s) == (60, 90)
    assert [(one.on, one.note) for one in prompt.feedback] == [(date(2026, 10, 12), "too long, get to the point")]
    assert prompt.terms[:3] == ("Globex Pay", "Kafka", "ledger")
    assert "Ines Okafor" in prompt.terms


def test_star_notes_make_a_story() -> None:
    (prompt,) = prompts(DATA / "star.txt")

    assert prompt.question == "Tell me about a time you missed a deadline."
    assert prompt.structure == "star"
    assert [point.group for point in prompt.points] == ["Situation", "Task", "Action", "Action", "Result", "Result"]
    assert prompt.points[0].facts == ("40 thousand",)
    assert [avoid.say for avoid in prompt.avoid] == ["blaming QA", "it was impossible"]
    assert [one.note for one in prompt.feedback] == [
        "she liked the risk list",
        "asked for more on what I decided myself",
    ]
    assert prompt.feedback[1].on == date(2026, 9, 30)


def test_each_question_of_a_transcript_is_a_prompt() -> None:
    first, second = prompts(DATA / "transcript.txt")

    assert (first.id, second.id) == ("why-are-you-leaving-your-current", "what-is-your-biggest-weakness")
    assert first.ideal.startswith("I have learned a lot in four years")
    assert first.ideal.endswith("exactly that.")
    assert "your storage team is doing exactly that" in " ".join(says(first))
    assert second.points[-1].follow_up == "How do you say no?"
    assert [one.note for one in second.feedback] == ["stronger ending, drop the apology"]


def test_a_markdown_document() -> None:
    about, storage = prompts(DATA / "document.md")

    assert (about.question, storage.question) == ("Tell me about yourself.", "Why storage?")
    assert about.alternates == ("Walk me through your CV.",)
    assert (about.target.low_s, about.target.high_s) == (60, 120)
    assert [(point.group, point.say) for point in about.points] == [
        ("Now", "Staff engineer at Hooli, storage"),
        ("Now", "I run the compactor that saves 35% of disk"),
        ("Before", "PhD on log-structured trees, 2017"),
        ("Before", "Two start-ups"),
        ("Before", "2015: Umbrella, first job"),
    ]
    assert about.points[1].cues == ("written in Rust", "14 PB")
    assert [avoid.say for avoid in about.avoid] == ["I'm a perfectionist", "the salary"]
    assert says(storage) == ["Data outlives code"]


def test_one_paragraph_is_an_answer_and_its_sentences_are_points() -> None:
    (draft,) = read_notes(DATA / "paragraph.txt")
    prompt = as_prompt(draft)

    assert not draft.has_question
    assert prompt.question == "Paragraph"
    assert prompt.ideal.startswith("I want to work at Soylent")
    assert len(prompt.points) == 3
    assert prompt.points[1].facts == ("300", "11%", "6%")


def test_lines_without_any_bullets() -> None:
    (prompt,) = prompts(DATA / "plain-lines.txt")

    assert prompt.question == "What is your greatest achievement?"
    assert says(prompt) == [
        "Rewrote the scheduler at Aperture",
        "Latency from 900 ms to 80 ms",
        "Team of four, I led it",
    ]
    assert [avoid.say for avoid in prompt.avoid] == ["calling the old code garbage", "taking all the credit"]
    assert (prompt.target.low_s, prompt.target.high_s) == (60, 120)


def test_real_notes_give_what_was_made_of_them_by_hand() -> None:
    """Not the words, which a person chose, but what of the notes is there: `prompts/why-meta.yaml` is from these."""
    (prompt,) = prompts(DATA / "why-meta.txt")
    by_hand, _ = read_prompt("why-meta", (DATA.parents[3] / "prompts" / "why-meta.yaml").read_text(encoding="utf-8"))
    assert by_hand

    assert prompt.id == by_hand.id
    assert prompt.question.casefold() == by_hand.question.casefold()
    assert prompt.alternates == by_hand.alternates
    facts = {fact for point in prompt.points for fact in point.facts}
    assert facts >= {fact for point in by_hand.points for fact in point.facts}
    names = {name.casefold() for name in prompt.names}
    assert len([name for name in by_hand.terms if name.casefold() in names]) >= 9
    assert len(prompt.feedback) == len(by_hand.feedback)
    assert prompt.ideal
    assert not any("http" in point.say for point in prompt.points)
    (draft,) = read_notes(DATA / "why-meta.txt")
    assert draft.used[str(Role.UNCLEAR)] <= 5


def test_an_answer_adds_only_points_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "why.txt"
    path.write_text(
        "- my parents ran a bakery\nAnswer: My parents ran a bakery for years, and so I get up early every single day. "
        "I like early mornings with bread in the oven. Early mornings with bread, that is what I like so much here.\n",
        encoding="utf-8",
    )
    (prompt,) = prompts(path)
    assert says(prompt)[1:] == [
        "My parents ran a bakery for years, and so I get up early every single day.",
        "I like early mornings with bread in the oven.",
    ]
    path.write_text(path.read_text(encoding="utf-8").replace("- my", "- early up since my"), encoding="utf-8")
    assert len(prompts(path)[0].points) == 2
