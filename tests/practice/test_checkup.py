from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.practice.builders import services_with
from tests.practice.test_rehearsing import BrokenTranscriber

from greenroom.config import Home
from greenroom.practice.checkup import check_up
from greenroom.sound.port import Device
from greenroom.sound.standin import FileCard


class NoDevices(FileCard):
    def devices(self) -> tuple[Device, ...]:
        return ()


def failing(folder: Path, **changes: object) -> dict[str, str]:
    services = replace(services_with(folder), **changes)  # type: ignore[arg-type]  # the fields differ by test
    return {check.name: check.fix for check in check_up(services) if not check.ok}


def test_all_is_well_where_all_is_there(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    services.prompts.create("why", "Why?")
    names = [check.name for check in check_up(services) if not check.ok]
    assert names in ([], ["prompts"])  # a fresh prompt may still want its points


def test_each_missing_part_is_named_with_its_fix(tmp_path: Path) -> None:
    import numpy as np

    found = failing(
        tmp_path,
        home=Home(tmp_path / "nowhere"),
        card=NoDevices(np.zeros(1, np.float32), 48_000),
        transcriber=BrokenTranscriber(),
    )
    assert set(found) == {"microphone", "loudspeaker", "speech weights", "home", "prompts"}
    assert all(found.values())


def test_a_broken_prompt_is_counted(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "bad.yaml").write_text("points: 3\n", encoding="utf-8")
    assert "prompts" in failing(tmp_path)
