"""The prompts that come with greenroom: all there, in order, and true to the notes they were made from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from greenroom.domain import Prompt
from greenroom.library import PromptFiles, starters
from greenroom.library.schema_check import schema_text

PROMPTS = Path(__file__).parents[2] / "prompts"
WHY, SEEK = "why-meta", "how-do-you-seek-opportunities"

# Each line of the notes, by its subject: the file where it went, which part of it, and words that must stand there.
NOTES = [
    ("alternate prompt", WHY, "alternates", "How do you seek our opportunities?"),
    ("mission, from the company's page", WHY, "points", "build the future of human connection"),
    ("and the technology for it", WHY, "points", "the technology that makes it possible"),
    ("more relevant with AI", WHY, "points", "human connection will become even more relevant"),
    ("tackle new problems that emerge", WHY, "points", "tackle new problems that emerge"),
    ("adoption of B2C products will increase", WHY, "points", "adoption of Meta's B2C products will only increase"),
    ("more sophisticated infra tools", WHY, "points", "more sophisticated infra tools"),
    ("better engineers who use AI", WHY, "points", "engineers who use AI to push the boundary of connectivity"),
    ("Instagram's users", WHY, "points", "500 million"),
    ("Facebook's users", WHY, "points", "2.1 billion"),
    ("marketplaces, audiences, communities", WHY, "points", "marketplaces, audiences and communities"),
    ("freelancing to campaigning", WHY, "points", "freelancing, advertising, influencing and campaigning"),
    ("friends met their spouses", WHY, "points", "met their spouses through Facebook and Instagram"),
    ("the neighbor's dog", WHY, "points", "my neighbor adopted his dog"),
    ("the reach is unique", WHY, "points", "that reach and real-world impact is unique"),
    ("strengthen the infrastructure", WHY, "points", "help strengthen the infrastructure that makes it possible"),
    ("largest infrastructure", WHY, "points", "TAO for the social graph, RocksDB for storage, and Presto and Scuba"),
    ("a gain of 1%", WHY, "points", "even a 1% efficiency gain"),
    ("own strength", WHY, "points", "finding performance bottlenecks and optimizing large-scale distributed systems"),
    ("direct opportunity", WHY, "points", "a direct opportunity to contribute to these technologies at Meta's scale"),
    ("CI/CD as a blocker", WHY, "points", "pipeline was a blocker at critical times"),
    ("Microsoft and earlier; fixes", WHY, "points", "I often suggested or provided the fixes"),
    ("how Meta handles it", WHY, "points", "how outages and failures of auth and provisioning are tackled"),
    ("legacy code", WHY, "points", "understanding the context of an old codebase, debugging inside, sanitizing and"),
    ("14% of PRs", WHY, "points", "14% of the PRs are for code improvements"),
    ("DAT, as heard", WHY, "points", "the highest normalized DAT files are reauthored first"),
    ("enjoy contributing to it", WHY, "points", "I would enjoy contributing to Better Engineering"),
    ("what's in for me", SEEK, "points", "What is in it for me"),
    ("what's in for them", SEEK, "points", "What is in it for them"),
    ("not sure to join", WHY, "avoid", "I am not sure if I am going to join yet"),
    ("looking forward to learn more", WHY, "avoid", "you look forward to learning more"),
    ("hot paths", SEEK, "points", "studying how hot paths evolve and why certain code is difficult to refactor"),
    ("tooling: pipeline at Microsoft", SEEK, "points", "CI/CD pipeline blocked our features at Microsoft"),
    ("tooling: how Meta handles it", SEEK, "points", "outages and failures of auth and provisioning"),
    ("compliance, speed", SEEK, "points", "compliance process at Microsoft is slow-moving, whereas Meta moves fast"),
    ("Better Engineering", SEEK, "points", "4% to 14% of diffs devoted to code improvement"),
    ("the paper", SEEK, "comments", "https://arxiv.org/html/2504.12517v1"),
    ("diff authoring time", SEEK, "points", "files with the highest normalized time are reauthored first"),
    ("knowledge loss", SEEK, "points", "knowledge loss"),
    ("Logarithm", SEEK, "terms", "Logarithm"),
    ("history of scale", SEEK, "points", "from Facebook to Instagram to Llama"),
    ("info: Phabricator", SEEK, "points", "code review is powered by Phabricator"),
    ("info: Phabricator as a term", WHY, "terms", "Phabricator"),
    ("info: Java to Kotlin", SEEK, "points", "Meta is rewriting Java to Kotlin"),
    ("info: Logarithm", SEEK, "points", "support structured data and better search, filter and sort latency"),
    ("info: worked on similar", SEEK, "points", "I have worked on something similar"),
    ("question to the mock guide", WHY, "comments", "What's the ideal answer to this question?"),
    ("the guide's answer", WHY, "ideal", "Meta's mission"),
    ("feedback: vision and products", WHY, "feedback", "aligned with Meta's vision and their products"),
    ("feedback: personal reason", WHY, "feedback", "Add a personal reason: social connection"),
    ("feedback: power of social media", WHY, "feedback", "the power of social media"),
    ("feedback: help mankind", WHY, "feedback", "which social media is building can help mankind"),
    ("feedback: believe in the vision", WHY, "feedback", "Believe in the vision of what Meta does"),
    ("feedback: beliefs, experience", WHY, "feedback", "your beliefs vs Meta's, your experience vs Meta's"),
    ("feedback, made a point", WHY, "points", "products that social media builds can help mankind"),
]  # fmt: skip


def load(name: str) -> Prompt:
    return PromptFiles(PROMPTS).load(name)


@pytest.mark.parametrize(("name", "part", "words"), [line[1:] for line in NOTES], ids=[line[0] for line in NOTES])
def test_every_line_of_the_notes_went_somewhere(name: str, part: str, words: str) -> None:
    if part == "comments":
        lines = (PROMPTS / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
        assert words in "\n".join(line for line in lines if line.lstrip().startswith("#"))
    else:
        assert words in str(getattr(load(name), part)).replace("\\'", "'").replace("\n", " ")


def test_the_repository_is_a_home_without_a_fault() -> None:
    listing = PromptFiles(PROMPTS).listing()

    assert listing.problems == ()
    assert {prompt.id for prompt in listing.prompts} == {WHY, SEEK, *starters()}


@pytest.mark.parametrize("name", [WHY, SEEK])
def test_the_two_from_the_notes(name: str) -> None:
    prompt = load(name)

    assert 8 <= len(prompt.points) <= 12
    assert {point.group for point in prompt.points} == {"What is in it for me", "What is in it for them"}
    assert all(point.follow_up and point.cues for point in prompt.points)
    assert {item.on for item in prompt.feedback} == {date(2026, 11, 20)}
    spoken_s = len(prompt.ideal.split()) / 140 * 60  # in the middle of a good pace
    assert prompt.target.low_s * 0.95 <= spoken_s <= prompt.target.high_s


@pytest.mark.parametrize("name", [WHY, SEEK])
def test_an_ideal_answer_says_every_fact(name: str) -> None:
    prompt = load(name)

    for point in prompt.points:
        for fact in point.facts:
            assert fact in prompt.ideal, f"{point.id} wants {fact}"


def test_there_are_three_general_starters() -> None:
    assert list(starters()) == ["a-conflict", "a-project-you-are-proud-of", "tell-me-about-yourself"]
    for text in starters().values():
        assert "Make it your own" in text


@pytest.mark.parametrize("name", starters())
def test_the_starters_here_are_those_in_the_package(name: str) -> None:
    """To mend it: copy the files from src/greenroom/library/data/starters/ to prompts/."""
    assert (PROMPTS / f"{name}.yaml").read_text(encoding="utf-8") == starters()[name]


def test_the_schema_here_is_the_one_in_the_package() -> None:
    """To mend it: copy prompt.schema.json from src/greenroom/library/data/ to prompts/."""
    assert (PROMPTS / "prompt.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_one_and_its_examples_are_valid() -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    groups = [schema, *schema["$defs"].values()]
    for name, part in [item for group in groups for item in group["properties"].items()]:
        assert part["description"], name
        assert part["x-write"], name
        for example in part.get("examples", []):
            Draft202012Validator({**part, "$defs": schema["$defs"]}).validate(example)
