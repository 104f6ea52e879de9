"""Sealing: words that only whoever has the key can read again. The key is in no database and in no backup."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Any

from lean import dataclass

_WITHIN = re.compile(r"⟦(gAAAA[\w=-]+)⟧")


@dataclass(frozen=True, slots=True)
class Seal:
    """Keys as `new_key` makes them: the first seals, each opens what it has sealed. Without any nothing is sealed."""

    keys: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_there(self) -> bool:
        """Whether there is a key at all."""
        return bool(self.keys)

    def close(self, words: str) -> str:
        """The words, sealed; each time otherwise. Raises LookupError without a key."""
        if not self.keys:
            raise LookupError("there is no key to seal with")
        sealed: bytes = self._fernet().encrypt(words.encode())
        return sealed.decode()

    def open(self, sealed: str) -> str | None:
        """What was sealed; None where none of the keys opens it."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415  seldom needed, and every start would pay for it

        try:
            words: bytes | None = self._fernet().decrypt(sealed.encode()) if self.keys else None
        except InvalidToken:
            return None
        return None if words is None else words.decode()

    def opened(self, words: str) -> str:
        """Words in which something stands sealed (`within`), with that opened; what no key opens is left out."""
        return _WITHIN.sub(lambda found: self.open(found[1]) or "", words)

    def _fernet(self) -> Any:
        from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415  seldom needed

        return MultiFernet([Fernet(key) for key in self.keys])


UNSEALED = Seal()


def within(sealed: str) -> str:
    """What was sealed, as it may stand in the recipe of a file: it is opened when the file is made."""
    return f"⟦{sealed}⟧"


def new_key() -> str:
    """A key that nobody else has."""
    from cryptography.fernet import Fernet  # noqa: PLC0415  seldom needed

    return Fernet.generate_key().decode()
