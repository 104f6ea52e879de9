"""The tests; a package, so that tests/jamaah is not taken for jamaah nor tests/telegram for the library."""
