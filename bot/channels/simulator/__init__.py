"""A platform of its own: phones in a browser page and a clock that can be moved, on loopback only."""
