"""What people mean: Indonesian phone chat, with Javanese words, to intent and slots; offline and repeatable."""

from bot.understanding.reader import Reader, Understood

__all__ = ["Reader", "Understood"]
