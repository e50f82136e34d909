"""How an answer sounded and was built, on the screen."""

from __future__ import annotations

from dataclasses import replace

from tests.cli.test_report_view import ATTEMPT, DELIVERY, REPORT, a_figure, listened, on_paper

from greenroom.domain import (
    Band,
    Beginning,
    Delivery,
    Ending,
    Evidence,
    FalseStart,
    FalseStartKind,
    Figure,
    FillerPlace,
    Order,
    PaceStretch,
    Part,
    PartShare,
    PauseFigures,
    Report,
    Star,
    Structure,
)

OFF = Figure(8.0, None, 3.0, Band.HIGH, "who says so", "Do this instead.")


def shown(report: Report, width: int = 100) -> str:
    return on_paper(listened(replace(ATTEMPT, report=report)), width)


def sounding(**changes: object) -> str:
    return shown(replace(REPORT, delivery=replace(DELIVERY, **changes)))  # type: ignore[arg-type]


def test_what_is_fine_takes_one_line_and_what_is_not_two() -> None:
    fine, off = sounding(pace_wpm=a_figure(140.0)), sounding(pace_wpm=OFF)
    assert "Pace          140 words a minute  good (100 to 165)\n  Um and uh" in fine
    assert "Pace          8 words a minute  high (up to 3)\n                Do this instead.\n  Um and uh" in off


def test_a_good_rate_of_hedges_is_a_count_and_a_bad_one_has_its_band() -> None:
    hedges = (Evidence("I think,", 1.0, 1.2), Evidence("maybe", 2.0, 2.2), Evidence("I think", 3.0, 3.2))
    good = shown(replace(REPORT, hedges=hedges))
    bad = shown(replace(REPORT, hedges=hedges, delivery=replace(DELIVERY, hedges_per_min=OFF)))
    assert "Hedges        3 (i think 2, maybe 1)\n" in good
    assert "Hedges        3 (i think 2, maybe 1), 8.0 a minute  high (up to 3)\n                Do this" in bad


def test_false_starts_are_quoted_with_their_times() -> None:
    starts = tuple(FalseStart(f"we, w{at}", FalseStartKind.REPEAT, 60.0 + at, 61.0 + at) for at in range(4))
    assert "4: “we, w0” [1:00], “we, w1” [1:01], “we, w2” [1:02], …" in shown(replace(REPORT, false_starts=starts))


def test_where_most_fillers_fall_is_said_in_words() -> None:
    placed = tuple(replace(REPORT.fillers[0], place=place) for place in (FillerPlace.SEARCH, FillerPlace.SEARCH, None))
    report = replace(REPORT, fillers=placed, delivery=replace(DELIVERY, filled_pauses=3))
    assert "2 of 3 before a name or a word you look for" in shown(report)
    assert "before a name" not in shown(REPORT)


def test_the_pace_is_shown_over_time_when_it_changed_at_the_end() -> None:
    stretches = tuple(PaceStretch(15.0 * at, 15.0 * at + 15, wpm) for at, wpm in enumerate((120.0, 118.0, 180.0)))
    change = Figure(51.0, -25.0, 25.0, Band.HIGH, "", "Slow down for the end.")
    told = sounding(pace_stretches=stretches, pace_change_percent=change)
    assert "At the end    quicker: 120 → 118 → 180  [0:30]\n                Slow down for the end." in told
    assert "At the end" not in sounding(pace_stretches=stretches)


def test_long_pauses_are_told_apart_where_that_is_known() -> None:
    known = sounding(pauses=PauseFigures(9, 2, 3.4, 7.0, thinking=5, inside=4, stuck=1, stuck_at_s=12.0))
    assert "Pauses        9, the longest 3.4 s; 2 over 2 s, 1 of them inside a sentence" in known
    assert "9, the longest 2.4 s; 1 over 2 s\n" in shown(REPORT)
    assert "Pauses        none\n" in sounding(pauses=PauseFigures(0, 0, 0.0, 0.0, 0, 0, 0))


def test_a_report_from_before_all_this_is_shown_as_it_was_judged() -> None:
    old = Delivery(*(getattr(DELIVERY, name) for name in list(Delivery.__dataclass_fields__)[:9]))
    assert "How it sounded" in shown(replace(REPORT, delivery=old))
    assert "How it was built" not in shown(replace(REPORT, delivery=old))


def built(**changes: object) -> str:
    plain = Structure(Beginning.OTHER, Evidence("So.", 0.5, 1.0), Ending.OTHER, Evidence("and so, yeah.", 70.0, 71.0))
    return shown(replace(REPORT, structure=replace(plain, **changes)))  # type: ignore[arg-type]


def test_of_an_unclear_structure_nothing_is_said() -> None:
    assert "How it was built" not in built()


def test_how_it_begins_and_ends_is_said_and_what_could_be_better_quoted() -> None:
    told = built(beginning=Beginning.ANSWERS, ending=Ending.TRAILS_OFF)
    assert "It begins     answers the question\n" in told
    assert "It ends       trails off: “and so, yeah.”  [1:10]" in told


def test_points_out_of_their_place_are_named() -> None:
    assert "Order         as you planned\n" in built(order=Order(("covered", "partial"), ()))
    moved = built(order=Order(("covered", "partial"), ("partial",)))
    assert (
        "Order         1 of 2 points as you planned\n                out of its place: “the point that was partial”"
        in moved
    )


def a_star(*, sure: bool) -> Star:
    result = PartShare(Part.RESULT, Figure(4.0, 15.0, 20.0, Band.LOW, "", "Say what came of it."), None)
    return Star((PartShare(Part.ACTION, Figure(96.0, 45.0, 50.0, Band.GOOD), None), result), "time", sure=sure)


def test_star_shares_come_with_what_to_do_unless_they_are_a_guess() -> None:
    sure, unsure = built(star=a_star(sure=True)), built(star=a_star(sure=False))
    assert (
        "STAR          action 96% · result 4%\n                result, aim for 15 to 20%: Say what came of it." in sure
    )
    assert "STAR          not sure: few sentences" in unsure
    assert "%" not in unsure.partition("STAR")[2]


def test_a_long_value_goes_on_under_the_value() -> None:
    starts = tuple(FalseStart(f"we had a, we built {at}", FalseStartKind.REPEAT, 60.0, 61.0) for at in range(3))
    lines = shown(replace(REPORT, false_starts=starts), width=60).splitlines()
    first = next(number for number, line in enumerate(lines) if "False starts" in line)
    assert lines[first + 1].startswith(" " * 16)
    assert lines[first + 1][16] != " "
    assert all(len(line) <= 60 for line in lines)
