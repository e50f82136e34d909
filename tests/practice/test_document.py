from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from tests.practice.builders import ANSWER, a_prompt, a_sound, services_with

from greenroom.domain import Corrections
from greenroom.practice.document import attempt_document
from greenroom.practice.rehearsing import rehearse
from greenroom.practice.reviewing.correcting import (
    filler_correction,
    keep_corrections,
    point_correction,
    word_corrections,
)
from greenroom.practice.scoring_files import keep_scored, score_file
from greenroom.practice.standin import ScriptedStage
from greenroom.sound import write_wav

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "attempt.schema.json").read_text(encoding="utf-8"))


def assert_documented(document: object) -> None:
    jsonschema.validate(json.loads(json.dumps(document)), SCHEMA)


def test_a_spoken_attempt_is_as_documented(tmp_path: Path) -> None:
    attempt = rehearse(services_with(tmp_path), ScriptedStage(), a_prompt(), "Why?")
    document = attempt_document(attempt)
    assert_documented(document)
    assert document["ref"] == "billing/1"
    assert document["transcript"]["text"] == ANSWER


def test_a_typed_answer_is_as_documented_and_has_no_times(tmp_path: Path) -> None:
    typed = tmp_path / "typed.txt"
    typed.write_text(f"Um, {ANSWER}", encoding="utf-8")
    document = attempt_document(score_file(services_with(tmp_path), a_prompt(), typed), file="typed.txt")
    assert_documented(document)
    assert document["ref"] is None
    assert document["delivery"]["pace_wpm"]["value"] is None
    assert [filler["start_s"] for filler in document["fillers"]] == [None]


def test_corrections_are_as_documented_with_what_the_machine_said(tmp_path: Path) -> None:
    typed = tmp_path / "typed.txt"
    typed.write_text("Um, we moved, so, fine.", encoding="utf-8")
    services = services_with(tmp_path)
    prompt_file = services.home.prompts / "billing.yaml"
    prompt_file.parent.mkdir()
    prompt_file.write_text(f"question: What?\npoints:\n  - {{id: run, say: {ANSWER}}}\n", encoding="utf-8")
    kept = keep_scored(services, score_file(services, services.prompts.load("billing"), typed))
    now = services.clock.now
    corrections = Corrections().adding(point_correction(kept, "run", "covered", now()))
    for word in word_corrections(kept, "fine", "good", now()):
        corrections = corrections.adding(word)
    corrections = corrections.adding(filler_correction(kept, "um", "no", now()))
    document = attempt_document(keep_corrections(services, kept.ref, corrections))
    assert_documented(document)
    assert [(point["verdict"], point["judged"]) for point in document["points"]] == [("covered", "missed")]
    assert [(word["text"], word["heard"], word["yours"]) for word in document["words"]][-1] == ("good.", "fine.", True)
    assert document["fillers"][0]["yours"] is False
    assert [len(document["corrections"][kind]) for kind in ("points", "words", "fillers")] == [1, 1, 1]


def test_a_scored_file_is_kept_only_when_asked_for(tmp_path: Path) -> None:
    sound = tmp_path / "elsewhere.wav"
    write_wav(sound, a_sound(), 48_000)
    services = services_with(tmp_path)
    scored = score_file(services, a_prompt(), sound)
    assert services.attempts.summaries() == ()
    kept = keep_scored(services, scored)
    assert_documented(attempt_document(kept))
    assert kept.recording is not None
    assert kept.recording.path != sound
    assert kept.recording.path.read_bytes() == sound.read_bytes()
