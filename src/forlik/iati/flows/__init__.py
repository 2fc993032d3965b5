"""Aid flows: every transaction shared out by sector and by place, converted, and added up without counting twice."""

from forlik.iati.flows.duplicates import duplicates
from forlik.iati.flows.flow import flow_batches, flows
from forlik.iati.flows.rates import Rate, Rates
from forlik.iati.flows.totals import columns_for, drill_down, totals
from forlik.iati.flows.traceability import Traceability, traceability

__all__ = [
    "Rate",
    "Rates",
    "Traceability",
    "columns_for",
    "drill_down",
    "duplicates",
    "flow_batches",
    "flows",
    "totals",
    "traceability",
]
