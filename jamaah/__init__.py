"""What is true of a group. Pure Python: no input or output, no clock, no async, no framework."""
