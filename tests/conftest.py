"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

# What must pass before anything lands is the same every time; everywhere else new examples are looked for.
# How quickly inputs are made tells of the machine's other work, and of nothing that is tested.
settings.register_profile("here", suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


# Playwright's loop stands in the main thread from its first page to the last test, and Django takes it for its own.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_addoption(parser):
    parser.addoption("--counted", action="store_true", help="print at the end what tests counted")


def pytest_terminal_summary(terminalreporter, config):
    """What tests printed, from whichever process they ran in."""
    if config.getoption("--counted"):
        terminalreporter.section("counted")
        for report in terminalreporter.stats.get("passed", []):
            for line in report.capstdout.splitlines() if report.when == "call" else ():
                terminalreporter.write_line(f"{report.nodeid}: {line}")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """An empty store, and nothing else of the machine."""
    folder = tmp_path / "home"
    for name in list(os.environ):
        if name.startswith("FORLIK_") and name not in {"FORLIK_SHARED", "FORLIK_SECRET_KEY"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("FORLIK_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; a test that asks for it is skipped where it is not at hand."""
    named = os.environ.get("FORLIK_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the folder of real files is not here (FORLIK_SHARED or ../shared)")
    return folder / "data"
