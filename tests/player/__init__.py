"""Plays stories of what people say and what they are answered, against the whole product through a real channel."""
