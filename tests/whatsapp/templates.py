"""Message templates as Meta has approved them: words with {{named}} parameters, and buttons below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.whatsapp_templates import Template, templates

_PARAMETER = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")


@dataclass(frozen=True, slots=True)
class Approved:
    """`category` decides what a message of it costs; `buttons` are the labels of its quick replies."""

    name: str
    body: str
    buttons: tuple[str, ...] = ()
    language: str = "id"
    category: str = "utility"

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters, in the order in which they stand there first."""
        return list(dict.fromkeys(_PARAMETER.findall(self.body)))

    def said(self, values: Mapping[str, str]) -> str:
        """Its words, with these in place of its parameters."""
        return _PARAMETER.sub(lambda found: values[found[1]], self.body)


def ours() -> list[Approved]:
    """Those that we submit, all approved as they are."""
    return [_approved(one) for one in (*templates().all, templates().knock)]


def _approved(one: Template) -> Approved:
    body = one.body.replace("{", "{{").replace("}", "}}")
    return Approved(one.name, body, tuple(phone for _ours, phone in one.buttons), one.language, one.category)
