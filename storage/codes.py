"""One-time codes: what they open, until when. Only a digest of a code is kept."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from handlers.ports import Code
from jamaah.roles import Role
from storage.direct import Connection
from storage.schema import codes, meta

PEPPER = "pepper"

_PEPPER = select(meta.c.value).where(meta.c.name == PEPPER)
_ADD = insert(codes)
_OPENS = (
    codes.c.role,
    codes.c.group_id,
    codes.c.member,
    codes.c.by_person,
    codes.c.account_of,
    codes.c.in_place_of,
)
_VALID = (codes.c.digest == bindparam("of"), codes.c.used.is_(None), codes.c.expires > bindparam("now"))
_PEEK = select(*_OPENS).where(*_VALID)
_PAST = select(*_OPENS).where(codes.c.digest == bindparam("of"))
_USE = update(codes).where(*_VALID).values(used=bindparam("now"), used_by=bindparam("person")).returning(*_OPENS)
_VOID = update(codes).where(codes.c.used.is_(None)).values(used=bindparam("now"))
_VOID_BY = _VOID.where(codes.c.by_person == bindparam("of_person"))
_VOID_OF = _VOID.where(codes.c.account_of == bindparam("of_person"))


class Codes:
    """Rows of codes.

    A code is short, so that it can be typed: everybody's codes could be hashed beforehand and compared. The digest is
    therefore keyed with a random value of this database: a digest seen alone (in a log, a query's result) says nothing.
    Who holds the whole database can still try all codes; against that stand that a code expires and is used once.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, code: str, opens: Code, expires: int, now: int) -> None:
        """Keep a code (only its digest) until it expires."""
        row = {
            "digest": self._digest(code),
            "role": opens.role.value,
            "group_id": opens.group,
            "member": opens.member,
            "by_person": opens.by,
            "account_of": opens.account_of,
            "in_place_of": opens.in_place_of,
            "entered": now,
            "expires": expires,
        }
        self._connection.execute(_ADD, row)

    def use(self, code: str, person: int, now: int) -> Code | None:
        """What a code opens, and use it up; None if it is unknown, used or expired."""
        values = {"of": self._digest(code), "person": person, "now": now}
        return _opened(self._connection.execute(_USE, values).first())

    def peek(self, code: str, now: int) -> Code | None:
        """What a code would open, without using it."""
        return _opened(self._connection.execute(_PEEK, {"of": self._digest(code), "now": now}).first())

    def past(self, code: str) -> Code | None:
        """What a code was given out for, also when it is used or expired; None if it never was one."""
        return _opened(self._connection.execute(_PAST, {"of": self._digest(code)}).first())

    def void_given_by(self, person: int, now: int) -> None:
        """Let no code that a person gave out open anything any more."""
        self._connection.execute(_VOID_BY, {"of_person": person, "now": now})

    def void_account_of(self, person: int, now: int) -> None:
        """Let no code open anything any more by which a person was to have another account."""
        self._connection.execute(_VOID_OF, {"of_person": person, "now": now})

    def _digest(self, code: str) -> str:
        pepper = self._connection.execute(_PEPPER).scalar_one()
        return hmac.new(pepper.encode(), code.encode(), sha256).hexdigest()


def _opened(row: Any) -> Code | None:
    return (
        None
        if row is None
        else Code(Role(row.role), row.group_id, row.member, row.by_person, row.account_of, row.in_place_of)
    )
