"""The codes of 1.0x: each stands for one of the official lists of 2.03."""

import pytest

from forlik.iati.layout import layout
from forlik.iati.standard import codelists

LISTS = {
    ("date", "type_code"): "ActivityDateType",
    ("participating_org", "org_role_code"): "OrganisationRole",
    ("budget", "type_code"): "BudgetType",
    ("planned_disbursement", "type_code"): "BudgetType",
    ("transaction", "transaction_type_code"): "TransactionType",
    ("sector", "vocabulary"): "SectorVocabulary",
    ("transaction_sector", "vocabulary"): "SectorVocabulary",
    ("policy_marker", "vocabulary"): "PolicyMarkerVocabulary",
}


def test_every_column_with_old_codes_is_known_here():
    assert set(layout("activity").codes_1x) == set(LISTS)
    coded = {(table.name, column.name) for table in layout("activity").tables for column in table.columns}
    assert set(LISTS) <= coded


@pytest.mark.parametrize("place", LISTS)
def test_every_old_code_stands_for_a_code_of_the_official_list(place):
    official = codelists()[LISTS[place]]
    for old, new in layout("activity").codes_1x[place].items():
        assert new in official, f"{old} → {new}"
        assert old == old.lower()
        assert old not in official, "a code of today must not be read as an old one"


@pytest.mark.parametrize("place", LISTS)
def test_a_column_with_old_codes_is_declared_as_one(place):
    [column] = [
        column
        for table in layout("activity").tables
        if table.name == place[0]
        for column in table.columns
        if column.name == place[1]
    ]
    assert column.kind == "code"


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("c", "Outgoing Commitment"),
        ("d", "Disbursement"),
        ("e", "Expenditure"),
        ("if", "Incoming Funds"),
        ("ir", "Interest Payment"),
        ("lr", "Loan Repayment"),
        ("r", "Reimbursement"),
        ("qp", "Purchase of Equity"),
        ("qs", "Sale of Equity"),
        ("cg", "Credit Guarantee"),
    ],
)
def test_the_letters_of_transactions_mean_what_version_1_said(old, name):
    new = layout("activity").codes_1x["transaction", "transaction_type_code"][old]
    assert codelists()["TransactionType"][new].name == name
