"""The tests of the routes for programs share the made-up store of the pages' tests."""

from forlik.desk.pages.conftest import desk_home, made_up_store, viewer

__all__ = ["desk_home", "made_up_store", "viewer"]
