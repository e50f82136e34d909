"""From what engines heard to the rows of `./run bench hearing`."""

from __future__ import annotations

from typing import Any

from tools.bench.hearing.engines import our_fillers
from tools.bench.hearing.items import Item
from tools.bench.hearing.lines import word_errors
from tools.bench.hearing.report import tables
from tools.bench.hearing.tables import Table

from greenroom.domain import Hesitation, Transcript, Word

UM = (1.0, 1.4, "um")


def an_item(name: str = "one", group: str = "planted", words: str = "good morning all", **known: Any) -> Item:
    return Item(name, group, f"{name}.wav", 60.0, words, **known)


def heard(text: str | None = "Good morning, all.", cpu_s: float = 6.0, **more: Any) -> dict[str, Any]:
    return {"text": text, "fillers": [], "cpu_s": cpu_s, "wall_s": cpu_s, "peak_mb": 500.0, **more}


def cells(table: Table, **wanted: str) -> dict[str, str]:
    """The one row with these cells, by column."""
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    (found,) = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return found


def test_words_are_compared_with_stock_and_both_peers() -> None:
    found = {
        ("base", "ours"): {"one": heard("Good evening, all.", 3.0)},
        ("base", "stock"): {"one": heard(cpu_s=12.0)},
        ("base", "faster-whisper"): {"one": heard(cpu_s=6.0)},
    }
    (table,) = tables("words", [an_item()], found)
    ours = cells(table, engine="ours")
    assert ours["WER %"] == "33.33"
    assert ours["minus stock [95 %]"] == "+33.33 [+33.33, +33.33]"
    assert (ours["total"], ours["of stock"], ours["of faster-whisper"]) == ("0.050", "0.25", "0.50")
    assert cells(table, engine="stock")["of stock"] == "–"


def test_small_sets_are_summed_up_too() -> None:
    items = [an_item("one", "LibriSpeech"), an_item("two", "one speaker"), an_item("three", "answers of 30 s")]
    found = {("base", "stock"): {item.name: heard("Good evening, all.") for item in items}}
    (table,) = tables("words", items, found)
    assert [(row[1], row[2]) for row in table.rows] == [
        ("LibriSpeech", "3"),
        ("one speaker", "3"),
        ("all clips", "6"),
        ("answers of 30 s", "3"),
    ]


def test_hesitations_in_a_text_are_no_word_errors() -> None:
    found = {("base", "stock"): {"one": heard("Um, good morning, uh, all.")}}
    assert cells(tables("words", [an_item()], found)[0])["WER %"] == "0.00"


def test_our_hesitations_are_those_that_the_report_counts() -> None:
    words = (Word("Um,", 1.0, 1.4), Word("like,", 2.0, 2.2), Word("numbers", 3.0, 3.4))
    in_sound = (Hesitation(4.0, 4.4, "uh", 0.9), Hesitation(6.0, 6.4, "uh", 0.1))
    transcript = Transcript(words, 8.0, hesitations=in_sound)
    assert our_fillers(transcript) == [(1.0, 1.4, "um"), (4.0, 4.4, "uh")]


def test_what_was_not_measured_yet_shows_as_such() -> None:
    found: dict[tuple[str, str], dict[str, Any]] = {("base", "ours"): {}, ("base", "stock"): {"one": heard()}}
    (table,) = tables("words", [an_item()], found)
    assert cells(table, engine="ours")["WER %"] == "–"


def test_ours_is_set_against_each_peer_and_false_alarms_are_counted_apart() -> None:
    items = [an_item(fillers=(UM, (5.0, 5.4, "uh"))), an_item("two", "fluent", fillers=())]
    found = {
        ("base", "ours"): {"one": heard(fillers=[UM, (5.1, 5.5, "uh")]), "two": heard()},
        ("base", "erm"): {"one": heard(None, fillers=[UM]), "two": heard(None, fillers=[UM, UM])},
    }
    planted, fluent = tables("fillers", items, found)
    erm = cells(planted, engine="erm")
    assert erm["precision [95 %]"].startswith("1.00 ")
    assert erm["recall [95 %]"].startswith("0.50 ")
    assert erm["ours minus it [95 %]"].startswith("+0.33 ")
    assert erm["count error/min"] == "1.00"
    assert cells(planted, engine="ours")["F1 [95 %]"].startswith("1.00 ")
    assert cells(fluent, engine="erm")["a minute [95 %]"].startswith("2.00 ")


def test_invented_words_are_counted_as_they_were_written() -> None:
    found = {("base", "stock"): {"one": heard("Uh, you")}, ("base", "erm"): {"one": heard(None)}}
    (table,) = tables("silence", [an_item("silence/000 hum", "synthetic", "")], {})
    assert table.rows == ()
    item = an_item("silence/000 hum", "synthetic", "")
    found = {engine: {item.name: line} for engine, line in [(("base", "stock"), heard("Uh, you"))]}
    row = cells(tables("silence", [item], found)[0])
    assert (row["words"], row["which"]) == ("2", "hum: Uh, you")


def test_an_engine_that_tells_no_words_is_not_said_to_invent_none() -> None:
    item = an_item("silence/000 hum", "synthetic", "")
    assert cells(tables("silence", [item], {("base", "erm"): {item.name: heard(None)}})[0])["words"] == "–"


def test_latency_is_the_median_the_worst_and_how_much_longer_stock_takes() -> None:
    items = [an_item(name, "180") for name in ("one", "two", "three")]
    waits = dict(zip(items, (0.5, 0.7, 1.5), strict=True))
    fed: dict[str, Any] = {"slowest_feed_s": 0.004, "late_s": 0.3}
    ours = {item.name: heard(to_report_s=wait_s, to_transcript_s=wait_s / 2, **fed) for item, wait_s in waits.items()}
    stock = {item.name: heard(to_report_s=21.0, to_transcript_s=21.0) for item in items}
    (table,) = tables("latency", items, {("base", "ours"): ours, ("base", "stock"): stock})
    row = cells(table, engine="ours")
    assert (row["stop to report s: median"], row["worst"], row["to transcript: median"]) == ("0.70", "1.50", "0.35")
    assert row["stock waits"] == "30.0 times as long"
    assert row["slowest feed ms"] == "4"
    assert "up to 0.3 s late" in row["notes"]
    assert cells(table, engine="stock")["notes"] == "–"


def test_words_that_are_missing_or_invented_are_errors() -> None:
    assert word_errors("", "you know") == 2
    assert word_errors("you know", "") == 2
    assert word_errors("a b c", "a x c d") == 2


def test_a_table_is_aligned_on_the_screen_and_whole_in_markdown() -> None:
    table = Table("Title", ("name", "figure"), (("first", "1.0"), ("2nd", "10.25")), ("A note.",))
    assert table.text() == "Title\nname   figure\nfirst     1.0\n  2nd   10.25\nA note."
    assert table.markdown() == (
        "### Title\n\n| name | figure |\n|---|---|\n| first | 1.0 |\n| 2nd | 10.25 |\n\n- A note."
    )
