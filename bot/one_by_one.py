"""Several things that one message says: questions are answered, the rest is opened one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from bot import prompts
from bot.forms import Denied, Form
from bot.messages import Reply
from bot.ports import Rows
from bot.session import Session
from bot.texts import _
from bot.understanding.several import Clause

S = TypeVar("S", bound=Rows)
Forms = Mapping[str, type[Form[Any]]]


class OneByOne(Generic[S]):
    """The clauses of one message being opened; `forms` knows the form of every one."""

    def __init__(self, session: Session[S], forms: Forms) -> None:
        self._session, self._talk, self._forms = session, session.talk, forms

    def open(self, clauses: Sequence[Clause]) -> None:
        """Answer what is asked; of the rest open the first that has a question or a reading back, and let the others
        wait for it to be over.
        """
        session, run = self._session, self._session.run
        waiting: list[Clause] = []
        said = len(session.replies)
        for clause in sorted(clauses, key=lambda clause: self._forms[clause.heard.intent].writes):
            if session.run == run:
                said = len(session.replies)
                self._start(clause)
            else:
                waiting.append(clause)
        if waiting:
            session.replies.insert(said, Reply(_("One at a time: this one first, the other one right after.")))
        for clause in reversed(waiting):
            session.wait(*self._form(clause))

    def _start(self, clause: Clause) -> None:
        try:
            self._session.open(*self._form(clause))
        except Denied as denied:
            self._session.deny(denied)

    def _form(self, clause: Clause) -> tuple[type[Form[Any]], dict[str, Any]]:
        """The form of a clause with its answers, as if the clause had been all that was said."""
        self._talk.message = replace(self._talk.message, text=clause.text)
        form = self._forms[clause.heard.intent]
        return form, prompts.understood(form, self._talk, clause.heard.slots)
