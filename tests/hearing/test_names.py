"""Names that were misheard are put right; ordinary words are not taken for names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from greenroom.domain import Word
from greenroom.hearing.names import repair_names

COVERAGE = Path(__file__).parents[2].parent / "shared" / "data" / "coverage"

TOOLS = ("Phabricator", "RocksDB", "Presto", "Scuba", "TAO", "Kubernetes", "PyTorch", "Terraform", "Kafka", "Grafana")
STACK = ("Postgres", "Redis", "Spark", "Airflow", "Django", "Flask", "React", "Vue", "Go", "Rust")
PEOPLE = ("Hive", "ZooKeeper", "gRPC", "Thrift", "Zuckerberg", "Menlo Park", "Siobhan", "Nguyen", "Xavier", "Snowflake")
OTHERS = (
    "Jenkins",
    "Elasticsearch",
    "Cassandra",
    "Hadoop",
    "Datadog",
    "Prometheus",
    "Kotlin",
    "Ansible",
    "Celery",
    "Jira",
)


def heard(text: str, probability: float = 0.9) -> tuple[Word, ...]:
    """The words of *text*, half a second each."""
    return tuple(Word(token, 0.5 * index, 0.5 * index + 0.4, probability) for index, token in enumerate(text.split()))


def read_again(text: str, *terms: str, probability: float = 0.9) -> str:
    return " ".join(word.text for word in repair_names(heard(text, probability), terms))


@pytest.mark.parametrize(
    ("misheard", "name"),
    [
        ("fabricator", "Phabricator"),
        ("Fabrikator", "Phabricator"),
        ("Phabricater", "Phabricator"),
        ("rocks DB", "RocksDB"),
        ("rocks-DB", "RocksDB"),
        ("rocks d b", "RocksDB"),
        ("rox DB", "RocksDB"),
        ("pie torch", "PyTorch"),
        ("Pi Torch", "PyTorch"),
        ("Pressto", "Presto"),
        ("scooba", "Scuba"),
        ("scuba", "Scuba"),
        ("Tau", "TAO"),
        ("cubernetes", "Kubernetes"),
        ("Kubernetties", "Kubernetes"),
        ("cuber netties", "Kubernetes"),
        ("terra form", "Terraform"),
        ("Teraform", "Terraform"),
        ("cafka", "Kafka"),
        ("Kafca", "Kafka"),
        ("graffana", "Grafana"),
        ("Graph Ana", "Grafana"),
        ("Gravana", "Grafana"),
        ("post gres", "Postgres"),
        ("Postgress", "Postgres"),
        ("reddis", "Redis"),
        ("Sparc", "Spark"),
        ("air flow", "Airflow"),
        ("jango", "Django"),
        ("re act", "React"),
        ("zoo keeper", "ZooKeeper"),
        ("G R P C", "gRPC"),
        ("GRPC", "gRPC"),
        ("Zuckerburg", "Zuckerberg"),
        ("Sucker berg", "Zuckerberg"),
        ("menlow park", "Menlo Park"),
        ("Zavier", "Xavier"),
        ("snow flake", "Snowflake"),
        ("elastic search", "Elasticsearch"),
        ("Casandra", "Cassandra"),
        ("hadupe", "Hadoop"),
        ("data dog", "Datadog"),
        ("Promethius", "Prometheus"),
        ("Cotlin", "Kotlin"),
    ],
)
def test_what_was_misheard_is_put_right(misheard: str, name: str) -> None:
    terms = next(terms for terms in (TOOLS, STACK, PEOPLE, OTHERS) if name in terms)
    assert read_again(f"so we ran {misheard}, and then it", *terms) == f"so we ran {name}, and then it"


@pytest.mark.parametrize(("misheard", "name"), [("tau", "TAO"), ("Kubernetics", "Kubernetes"), ("Shavon", "Siobhan")])
def test_what_was_hard_to_hear_may_be_further_off(misheard: str, name: str) -> None:
    assert read_again(f"and {misheard} was", name, probability=0.3) == f"and {name} was"
    assert read_again(f"and {misheard} was", name) == f"and {misheard} was"


@pytest.mark.parametrize("probability", [0.9, 0.3])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I had to press to get on with fabric in the tower", "Presto"),
        ("the fabric was fabricated", "Phabricator"),
        ("how the tower, the two towers, the tough one and to the top", "TAO"),
        ("a rock, a rocking debate, rocks do be", "RocksDB"),
        ("we pressed on and pressed it", "Presto"),
        ("a thrifty drift", "Thrift"),
        ("sparks sparked; the park was sparkly", "Spark"),
        ("let it go, going, gone; we go on", "Go"),
        ("roast the rest", "Rust"),
        ("have a hive of high hives of five", "Hives"),
        ("a view of a few", "Vue"),
        ("reacted, reacting, a reactor, retract", "React"),
        ("the salary was", "Celery"),
        ("they kept promises", "Prometheus"),
        ("we forget and forgot", "Fargate"),
        ("a landing strip", "Stripe"),
        ("I went to uh the shop", "TAO"),
        ("if we do go on", "Dogo"),
        ("I met a friend", "Meta"),
        ("coffee and a cough", "Kafka"),
        ("readies, reddish and radish", "Redis"),
        ("the pie, torch in hand", "PyTorch"),
        ("I met Kathryn", "Kafka"),
    ],
)
def test_ordinary_words_stay(text: str, name: str, probability: float) -> None:
    assert [word.heard for word in repair_names(heard(text, probability), [name])] == [""] * len(text.split())


def test_a_correction_shows_what_was_heard_and_keeps_the_sound_it_lies_on() -> None:
    words = (
        Word("the", 1.0, 1.2, 0.9),
        Word("rocks", 1.2, 1.5, 0.7),
        Word("DB's,", 1.6, 2.0, 0.4),
        Word("too", 2.0, 2.2),
    )
    assert repair_names(words, ["RocksDB"]) == (
        words[0],
        Word("RocksDB's,", 1.2, 2.0, 0.4, heard="rocks DB's"),
        words[3],
    )


def test_each_word_of_a_name_of_two_stays_a_word() -> None:
    assert repair_names((Word("menlow", 0.0, 0.4), Word("park.", 0.5, 0.9)), ["Menlo Park"]) == (
        Word("Menlo", 0.0, 0.4, heard="menlow"),
        Word("Park.", 0.5, 0.9),
    )


def test_a_change_of_case_is_no_correction() -> None:
    assert repair_names(heard("by pytorch."), ["PyTorch"])[1] == Word("PyTorch.", 0.5, 0.9, 0.9)
    assert read_again("Idempotency was hard", "idempotency") == "Idempotency was hard"
    assert read_again("vitamin C", "C++", "C") == "vitamin C"


def test_one_expected_name_is_not_taken_for_another() -> None:
    assert read_again("we used Postgress and Postgres", "Postgres", "Postgress") == "we used Postgress and Postgres"


@pytest.mark.parametrize("terms", [(), ("",), ("...",)])
def test_without_names_nothing_changes(terms: tuple[str, ...]) -> None:
    assert repair_names(heard("the fabricator"), terms) == heard("the fabricator")


@pytest.mark.skipif(not COVERAGE.is_dir(), reason="the coverage data is not here")
@pytest.mark.parametrize("terms", [TOOLS, STACK, PEOPLE, OTHERS], ids=["tools", "stack", "people", "others"])
@pytest.mark.parametrize("probability", [0.9, 0.3])
def test_hardly_an_ordinary_word_is_taken_for_a_name(terms: tuple[str, ...], probability: float) -> None:
    """Fewer than one in 5,000 words, and of doubtful ones too."""
    lines = (COVERAGE / "contrast-e.jsonl").read_text(encoding="utf-8").splitlines()[::3]
    texts = [passage["text"] for line in lines for passage in json.loads(line)["passages"]]
    words = sum(len(text.split()) for text in texts)
    assert words > 8_000
    wrong = [word for text in texts for word in repair_names(heard(text, probability), terms) if word.heard]
    assert len(wrong) < words / 5_000, wrong
