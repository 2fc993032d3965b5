"""The matrix: country × pillar × year under one definition, what stands beside it, and every flow behind a cell."""

from forlik.portfolio.matrix.cells import Cell, Coverage, LeftOut, Level, Matrix, Share
from forlik.portfolio.matrix.country_pillar_year import levels_of, matrix
from forlik.portfolio.matrix.drilling import Flow, drill_down

__all__ = ["Cell", "Coverage", "Flow", "LeftOut", "Level", "Matrix", "Share", "drill_down", "levels_of", "matrix"]
