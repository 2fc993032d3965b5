"""A profile: the course beside a figure shows no more than the figure knows, and one bad file hides no other."""

import forlik as library
from forlik.coverage import newest_periods
from forlik.discover import measure
from forlik.profile import course, newest
from forlik.store import shelf


def test_a_reconstructed_course_ends_where_its_figure_does(forlik, acd, home):
    rows = ((2020, 1, "100", 2), (2021, 1, "100", 2), (2021, 2, "100", 1), (2022, 1, "100", 2))
    forlik("import", "ucdp_acd", acd(*rows), "--published", "2023-06-10")
    for day, mode, values in (("2021-12-31", "reconstructed", [1, 2]), ("2023-12-31", "known", [1, 2, 1])):
        world = library.world(day, mode=mode, home=home)
        figure = newest(world, world.place("COL"), measure("active_conflicts"))
        assert [int(value) for value in course(world, figure, 36)] == values
        assert figure.value == values[-1]


def test_a_source_whose_reading_is_damaged_hides_no_other_from_the_list_of_what_is_new(forlik, acd, home):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)), "--published", "2021-06")
    forlik("build", "--starter")
    [tables] = (home / "tables/ucdp_acd").iterdir()
    (tables / shelf.READING).write_text("{")
    shelf.told.cache_clear()
    reach = newest_periods(library.world(home=home))
    assert reach["inform_risk"] == "2025"
