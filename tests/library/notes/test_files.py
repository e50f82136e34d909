"""Notes in files: Word documents, odd encodings, and what is refused."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.domain import Prompt
from greenroom.errors import AudioFileError
from greenroom.library.notes_import import imported_as, read_notes
from greenroom.library.prompt_text import read_prompt

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, *, style: str = "", level: int | None = None) -> str:
    listed = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    half = len(text) // 2  # Word cuts a line into runs wherever it likes
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:half], text[half:]))
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{runs}</w:p>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def docx(path: Path, paragraphs: Sequence[str], *, head: str = "", part: str = "word/document.xml") -> Path:
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?>{head}{body}')
    return path


def the_prompt(path: Path) -> Prompt:
    (draft,) = read_notes(path)
    prompt, faults = read_prompt(draft.name, draft.text)
    assert prompt, faults
    return prompt


def test_a_word_file(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "Why Initech.docx",
        [
            paragraph("Why Initech?", style="Heading1"),
            paragraph(""),
            paragraph("For me", style="Heading2"),
            paragraph("The stapler team ships 2 million units & grows", level=0),
            paragraph("red staplers", level=1),
            paragraph("For them", style="Heading2"),
            paragraph("• I cut returns by 12%"),
            f"<w:tbl>{row('2021', 'led the Milton project')}</w:tbl>",
            paragraph("Avoid", style="Heading2"),
            paragraph("the printer", style="ListBullet"),
        ],
    )

    prompt = the_prompt(path)

    assert (prompt.id, prompt.question) == ("why-initech", "Why Initech?")
    assert [(point.group, point.say, point.cues) for point in prompt.points] == [
        ("For me", "The stapler team ships 2 million units & grows", ("red staplers",)),
        ("For them", "I cut returns by 12%", ()),
        ("For them", "2021: led the Milton project", ()),
    ]
    assert [avoid.say for avoid in prompt.avoid] == ["the printer"]
    assert "# notes line 8" in read_notes(path)[0].text, "empty paragraphs count, as people count them"


def test_a_word_file_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (17 * 1024 * 1024))
    with pytest.raises(AudioFileError, match="too large"):
        read_notes(path)


def test_a_word_file_that_declares_entities_is_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(AudioFileError, match="could not be read"):
        read_notes(docx(tmp_path / "laughs.docx", [paragraph("x")], head=laughs))


def test_an_archive_without_a_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match="could not be read"):
        read_notes(docx(tmp_path / "other.docx", [], part="xl/workbook.xml"))


@given(cut=st.integers(0, 600), flip=st.integers(0, 600))
def test_a_damaged_word_file_is_refused_or_read(tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(docx(folder / "whole.docx", [paragraph("One point of many", level=0)]).read_bytes())
    content[flip % len(content)] ^= 0x41
    path = folder / "damaged.docx"
    path.write_bytes(content[: len(content) - cut])
    try:
        read_notes(path)
    except AudioFileError as error:
        assert error.hint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_notes_of_other_programs_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "why.txt"
    path.write_bytes("- café “Ünal” since 2020\r\n".encode(encoding))
    assert the_prompt(path).points[0].say == "Café “Ünal” since 2020"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.txt", None, "no file"),
        ("empty.txt", b" \n\n", "empty"),
        ("sound.txt", b"RIFF\0\0", "no text"),
        ("notes.pdf", b"%PDF-1.7", "neither text"),
        ("long.txt", b"- word\n" * 99_000, "too long"),
        ("lines.txt", b"- word\n" * 3_001, "too long"),
        ("wide.txt", "- \u65e5\u672c\n".encode() * 15_000, "too long"),
    ],
)
def test_what_is_no_notes_is_refused_with_a_hint(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(AudioFileError, match=words) as raised:
        read_notes(tmp_path / name)
    assert raised.value.hint


def test_the_longest_notes_make_a_file_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "why.txt"
    path.write_text("- a word about it\n" * 3_000, encoding="utf-8")
    assert len(the_prompt(path).points) == 30
    assert len(read_notes(path)[0].text.encode()) < 256 * 1024


def test_a_remark_without_a_day_is_dated_as_the_file(tmp_path: Path) -> None:
    path = tmp_path / "why.txt"
    path.write_text("interviewer feedback : slower\n", encoding="utf-8")
    noon_s = datetime(2026, 5, 17, 12).timestamp()  # noqa: DTZ001 - the user's own day
    os.utime(path, (noon_s, noon_s))
    assert [(one.on, one.note) for one in the_prompt(path).feedback] == [(date(2026, 5, 17), "slower")]
    assert "no day" in read_notes(path)[0].text


def test_an_import_is_known_by_what_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "why.txt"
    path.write_text("- one\n", encoding="utf-8")
    (first,) = read_notes(path)
    (tmp_path / "renamed.yaml").write_text(f"{first.text}# changed by hand\n", encoding="utf-8")
    assert imported_as(tmp_path, first) == tmp_path / "renamed.yaml"
    path.write_text("- one\n- two\n", encoding="utf-8")
    (second,) = read_notes(path)
    assert imported_as(tmp_path, second) is None
