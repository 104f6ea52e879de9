"""How fast a turn is, as a ratio to a bare bot on the same machine."""
