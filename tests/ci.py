"""A pytest plugin for CI (`-p tests.ci`): a run that skipped anything has failed; what tests counted is told."""

from __future__ import annotations

import pytest

TOLD = "told"
"""The property of a test whose value is told at the end."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests counted, a line each."""
    # What passed its teardown is kept under no name.
    for report in [*terminalreporter.stats.get("", []), *terminalreporter.stats.get("error", [])]:
        for name, value in getattr(report, "user_properties", ()):
            if name == TOLD:
                terminalreporter.write_line(f"{report.nodeid}: {value}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if a test or a whole file was skipped; pytest's own summary names them."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and terminal.stats.get("skipped") and not session.exitstatus:
        terminal.ensure_newline()
        terminal.write_line("In CI nothing may be skipped.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
