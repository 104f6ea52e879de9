"""Labelled sayings as people type them, written apart from the code that reads them, and how it does on them."""
