"""Whatever the notes are: every line is accounted for, every word is in the draft, and the draft is in order."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from greenroom.library.notes.blocks import blocks_of_text
from greenroom.library.notes.sorting import drafts_of
from greenroom.library.notes.writing import prompt_text
from greenroom.library.prompt_text import read_prompt
from greenroom.library.yaml_writing import comment_safe

DAY = date(2026, 11, 22)
PIECES = [
    *[
        "- ",
        "  - ",
        "\t* ",
        "• ",
        "1. ",
        "# ",
        "### ",
        "> ",
        "-> ",
        "**",
        "*",
        "`",
        "| ",
        " | ",
        "---",
        "====",
        "```",
        "[x] ",
    ],
    *[
        "",
        "\n",
        "\n",
        "\n\n",
        " ",
        ": ",
        ", ",
        "? ",
        ". ",
        "#",
        "\\",
        '"',
        "'",
        "{",
        "}",
        "%",
        "@",
        "true",
        "null",
        "12",
    ],
    *["Avoid: ", "don't say ", "feedback: ", "Q: ", "A: ", "Question", "Answer:", "Situation: ", "Action", "target: "],
    *[
        "90 s",
        "1-2 min",
        "terms: ",
        "follow-up: ",
        "2026-11-20 ",
        "20 Nov: ",
        "interviewer said ",
        "also asked",
        "Why us",
    ],
    *["Tell me about yourself", "what's in it for me", "I cut costs by 14%", "500M users", "RocksDB", "“Better Work”"],
    *[
        "https://a.example/b?c=d",
        "the team of Ann in 2019",
        "word " * 40,
        "x" * 450,
        "A sentence of some length here. " * 14,
    ],
    *["é", "日本", "\u2028", "\x07"],
]
NOTES = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("\n".join),
)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


@given(NOTES)
@example("- " + "x" * 9000)
@example("\n".join(f"- point {number} says something of its own" for number in range(80)))
@example("\n".join(f"feedback: remark {number}" for number in range(250)))
@example("# Why?\n" * 30)
@example("\n".join(f"{' ' * depth}- deep down it goes" for depth in range(600)))
@example("- " + "[" * 40 + "a point")
@example("- a point\n" + "  - a cue\n" * 40)
@example("** **0")
@example("- 1" + "1" * 200)
@example("a point\nHEADING\nfollow-up: why?")
def test_nothing_is_lost(notes: str) -> None:
    numbers = [
        number for number, line in enumerate(re.split("\r\n|\r|\n", notes), start=1) if comment_safe(line).strip()
    ]

    drafts = drafts_of(blocks_of_text(notes), DAY)

    used = sorted(number for draft in drafts for number in draft.used)
    assert used == numbers, "every line in one draft, and in one only"
    texts = [prompt_text(draft, "notes.txt", "mark", "Why?") for draft in drafts]
    for text in texts:
        assert read_prompt("notes", text)[1] == ()
    held = words(" ".join(texts).replace("\\", " "))
    for word in words(comment_safe(notes)):
        assert word in held or word[:300] in " ".join(held) or any(word.startswith(part) for part in held), word


@given(NOTES)
def test_the_same_notes_give_the_same_draft(notes: str) -> None:
    def made() -> list[str]:
        return [prompt_text(draft, "n", "m", "?") for draft in drafts_of(blocks_of_text(notes), DAY)]

    assert made() == made()
