"""Proofs that take longer than a test may: `make prove` runs them whole, CI a month and a few kills."""
