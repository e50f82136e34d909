"""What tests of more than one room share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from tests.support.card import VirtualCard

hypothesis.settings.register_profile("shared-machine", deadline=None)  # how long an example takes says nothing here
hypothesis.settings.load_profile("shared-machine")


@pytest.fixture(scope="session")
def virtual_card() -> Iterator[VirtualCard]:
    """The virtual sound card, for this process and all that it starts: the running one, or one of our own."""
    running = VirtualCard.running()
    if running is not None:
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="card-") as folder, pytest.MonkeyPatch.context() as patch:
        card = VirtualCard.start(Path(folder))
        for name, value in card.environment.items():
            patch.setenv(name, value)
        yield card
        card.stop()


@pytest.fixture
def private_card() -> Iterator[VirtualCard]:
    """A second card that a test may freeze and kill; only programs given its environment see it."""
    with tempfile.TemporaryDirectory(prefix="card-") as folder:
        card = VirtualCard.start(Path(folder))
        yield card
        card.stop()


@pytest.fixture(autouse=True)
def _card_where_marked(request: pytest.FixtureRequest) -> None:
    """`@pytest.mark.card` is enough to have the virtual card running."""
    if request.node.get_closest_marker("card"):
        request.getfixturevalue("virtual_card")
