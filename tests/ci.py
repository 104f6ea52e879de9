"""A pytest plugin for CI (`-p tests.ci`): a run that skipped anything has failed."""

from __future__ import annotations

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if a test or a whole file was skipped; pytest's own summary names them."""
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and terminal.stats.get("skipped") and not session.exitstatus:
        terminal.ensure_newline()
        terminal.write_line("In CI nothing may be skipped.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
