"""Exact acceptabilities for two and three criteria without errors: lengths and areas on the simplex, in fractions."""

from fractions import Fraction
from itertools import pairwise, permutations

Point = tuple[Fraction, ...]


def two(scores: list[tuple[int, int]]) -> list[list[Fraction]]:
    """Rank acceptabilities of places with two scores each, weights even on the simplex.

    The mean of a place is a straight line over the first weight. Between two neighbouring crossings no two lines cross,
    so the ranking is that of the middle, and its share is the distance of the crossings.
    """
    places = len(scores)
    bounds = {Fraction(0), Fraction(1)}
    for a in scores:
        for b in scores:
            slope = (a[0] - a[1]) - (b[0] - b[1])
            if slope:
                at = Fraction(b[1] - a[1], slope)
                bounds |= {at} if 0 < at < 1 else set()
    found = [[Fraction(0)] * places for _ in range(places)]
    ends = sorted(bounds)
    for begin, end in pairwise(ends):
        middle = (begin + end) / 2
        means = [a * middle + b * (1 - middle) for a, b in scores]
        for place, mean in enumerate(means):
            better, alike = sum(one > mean for one in means), sum(one == mean for one in means)
            for rank in range(better, better + alike):
                found[place][rank] += (end - begin) / alike
    return found


TRIANGLE: list[Point] = [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)), (Fraction(0), Fraction(0))]
"""The first two weights; the third is what they leave."""


def kept(polygon: list[Point], difference: tuple[int, int, int]) -> list[Point]:
    """The part of a polygon of weights in which Σ w · difference ≥ 0 (Sutherland & Hodgman)."""

    def height(point: Point) -> Fraction:
        a, b = point
        return a * difference[0] + b * difference[1] + (1 - a - b) * difference[2]

    found: list[Point] = []
    for here, there in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        low, high = height(here), height(there)
        if low >= 0:
            found.append(here)
        if low * high < 0:
            share = low / (low - high)
            found.append(tuple(x + share * (y - x) for x, y in zip(here, there, strict=True)))
    return found


def area(polygon: list[Point]) -> Fraction:
    """As a share of the simplex."""
    edges = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    return abs(sum((a[0] * b[1] - b[0] * a[1] for a, b in edges), Fraction(0)))


def three(scores: list[tuple[int, int, int]]) -> list[list[Fraction]]:
    """Rank acceptabilities of places with three scores each, all different: areas in which a whole order holds."""
    places = len(scores)
    found = [[Fraction(0)] * places for _ in range(places)]
    for order in permutations(range(places)):
        polygon = TRIANGLE
        for better, worse in pairwise(order):
            difference = tuple(a - b for a, b in zip(scores[better], scores[worse], strict=True))
            polygon = kept(polygon, difference)
        for rank, place in enumerate(order):
            found[place][rank] += area(polygon)
    return found
