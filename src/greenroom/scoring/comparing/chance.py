"""How often chance alone would make two tellings differ by as much as they do."""

from __future__ import annotations

from math import exp, fsum, lgamma, log

__all__ = ["two_rates_p", "ups_and_downs_p"]


def two_rates_p(first: int, first_s: float, second: int, second_s: float) -> float:
    """The p-value, 0..1, of *first* events in *first_s* seconds against *second* in *second_s*, if one rate made both.

    The exact conditional test: of all events together, those of the first telling are then binomial with its share of
    the time (Przyborowski and Wilenski, Biometrika 31, 1940). Two-sided, twice the smaller tail. Events that come in
    clusters, as hesitations do, differ somewhat more by chance than this says.
    """
    if first + second == 0 or min(first_s, second_s) <= 0:
        return 1.0
    return _two_sided(first, second, first_s / (first_s + second_s))


def ups_and_downs_p(up: int, down: int) -> float:
    """The p-value, 0..1, of *up* points that were made better than before and *down* that were made worse.

    The exact sign test on the points that changed, which for points made or not is McNemar's (Psychometrika 12, 1947):
    by chance a changed point goes up as easily as down. Five changes in one direction are not yet beyond it, six are.
    """
    return _two_sided(up, down, 0.5) if up + down else 1.0


def _two_sided(hits: int, others: int, share: float) -> float:
    total = hits + others
    lower = fsum(_binomial(count, total, share) for count in range(hits + 1))
    upper = fsum(_binomial(count, total, share) for count in range(hits, total + 1))
    return min(1.0, 2 * min(lower, upper))


def _binomial(hits: int, total: int, share: float) -> float:
    ways = lgamma(total + 1) - lgamma(hits + 1) - lgamma(total - hits + 1)
    return exp(ways + hits * log(share) + (total - hits) * log(1 - share))
