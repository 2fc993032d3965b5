"""The matrix: country × pillar × year under one definition, what stands beside it, and every flow behind a cell."""

from forlik.portfolio.matrix.behind import behind, behind_all
from forlik.portfolio.matrix.by_area import Area, ByArea, Located, NotGiven, by_area
from forlik.portfolio.matrix.cells import Cell, Coverage, LeftOut, Level, Matrix, Share
from forlik.portfolio.matrix.country_pillar_year import levels_of, matrices, matrix
from forlik.portfolio.matrix.drilling import Flow, drill_down, drill_down_all
from forlik.portfolio.matrix.kept import kept_flows, kept_matrices, kept_matrix, matrix_of_years

__all__ = [
    "Area",
    "ByArea",
    "Cell",
    "Coverage",
    "Flow",
    "LeftOut",
    "Level",
    "Located",
    "Matrix",
    "NotGiven",
    "Share",
    "behind",
    "behind_all",
    "by_area",
    "drill_down",
    "drill_down_all",
    "kept_flows",
    "kept_matrices",
    "kept_matrix",
    "levels_of",
    "matrices",
    "matrix",
    "matrix_of_years",
]
