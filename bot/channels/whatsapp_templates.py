"""WhatsApp's templates: which approved one says a message word for word, where nobody has written for a day.

Who writes a message knows nothing of them: a template is found by the words that are to be said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from bot.messages import READ, Outgoing
from lean import dataclass

DATA = Path(__file__).with_suffix(".toml")
PARAMETER = re.compile(r"\{([a-z_]+)\}")
ANY = "*"
LONGEST_BODY, LONGEST_BUTTON, MOST_BUTTONS, MOST_SPACES = 1_024, 25, 10, 4
_UNFIT = re.compile(rf"[\n\r\t]| {{{MOST_SPACES + 1}}}")
_WORD = re.compile(r"\w")
Button = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A message that Meta has approved: `body` with {parameters}, buttons under it.

    `said` is the part of the body that is ours to say, `buttons` are pairs of our label and the phone's. `only` says of
    what shape a parameter is; `example` are its values as Meta wants to see them.
    """

    name: str
    category: str
    language: str
    said: str
    before: str = ""
    after: str = ""
    buttons: tuple[Button, ...] = ()
    only: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """What stands on the phone, with its {parameters}."""
        return f"{self.before}{self.said}{self.after}"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, in their order."""
        return tuple(PARAMETER.findall(self.said))

    @property
    def weight(self) -> int:
        """How much of it is fixed: of several templates that fit, the one that says most by itself is meant."""
        return len(PARAMETER.sub("", self.said))

    def says(self, text: str) -> dict[str, str] | None:
        """The parameters with which this template says a text word for word; None if it does not, or not as Meta wants.

        Each parameter ends where the words that follow it come first: what is between is said all the same.
        """
        first, *rest = PARAMETER.split(self.said)
        if not text.startswith(first):
            return None
        found, at = {}, len(first)
        for number in range(0, len(rest), 2):
            name, words = rest[number], rest[number + 1]
            last = number + 2 == len(rest)
            end = len(text) - len(words) if last else text.find(words, at + 1)
            if end <= at or not text.startswith(words, end):
                return None
            found[name], at = text[at:end], end + len(words)
        return found if at == len(text) and self._allows(found) else None

    def _allows(self, values: Mapping[str, str]) -> bool:
        shaped = all(pattern.fullmatch(values[name]) for name, pattern in self.only.items())
        return shaped and not any(map(_UNFIT.search, values.values())) and len(self.shown(values)) <= LONGEST_BODY

    def shown(self, values: Mapping[str, str]) -> str:
        """What stands on the phone."""
        return PARAMETER.sub(lambda name: values[name[1]], self.body)

    def under(self, buttons: Sequence[Button]) -> tuple[Button, ...] | None:
        """Buttons (label, payload) as they stand under it on the phone; None if it has others."""
        if len(buttons) != len(self.buttons):
            return None
        fits = all(
            ours in (label, ANY) for (ours, _phone), (label, _payload) in zip(self.buttons, buttons, strict=True)
        )
        return (
            tuple((phone, payload) for (_o, phone), (_l, payload) in zip(self.buttons, buttons, strict=True))
            if fits
            else None
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """A template as it is sent: with the values of its parameters, and its buttons (the phone's label, payload)."""

    template: Template
    values: Mapping[str, str]
    buttons: tuple[Button, ...]

    @property
    def shown(self) -> str:
        """What stands on the phone."""
        return self.template.shown(self.values)


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates, the one that says most by itself first; `knock` says no more than that there is news."""

    all: tuple[Template, ...]
    knock: Template

    def fitting(self, message: Outgoing) -> Filled | None:
        """The template that says a message word for word, else in the words of the country; None where only a knock is
        left."""
        if message.files or message.share:
            return None
        found = (self._saying(text, buttons) for text, buttons in _wordings(message))
        return next((filled for filled in found if filled), None)

    def _saying(self, text: str, labelled: Sequence[Button]) -> Filled | None:
        for template in self.all:
            buttons = template.under(labelled)
            values = template.says(text) if buttons is not None else None
            if buttons is not None and values is not None:
                return Filled(template, values, buttons)
        return None

    def knocking(self) -> Filled:
        """The word that there is news, whose button asks for it."""
        return Filled(self.knock, {}, ((self.knock.buttons[0][1], READ),))


def _wordings(message: Outgoing) -> Iterator[tuple[str, Sequence[Button]]]:
    """A message as it is, and as it would be in the language of the templates."""
    yield message.text, message.buttons
    if message.home:
        text, labels = message.home
        yield text, [(label, payload) for label, (_l, payload) in zip(labels, message.buttons, strict=True)]


@cache
def templates() -> Templates:
    """The templates as they stand in the data."""
    return read(tomllib.loads(DATA.read_text(encoding="utf-8")))


def read(data: Mapping[str, Any]) -> Templates:
    """The templates of a document."""
    found = (_template(each, data) for each in data["template"])
    return Templates(tuple(sorted(found, key=lambda one: -one.weight)), _template(data["knock"], data))


def _template(told: Mapping[str, Any], data: Mapping[str, Any]) -> Template:
    """One template, with the words around it that it needs: its own, or those of all."""
    said, around = told["said"], data["around"]
    before = told.get("before", around["before"] if begins_with_parameter(said) else "")
    after = told.get("after", around["after"] if ends_with_parameter(said) or _is_scant(before + said) else "")
    pairs = [(each, each) if isinstance(each, str) else tuple(each) for each in told.get("buttons", ())]
    return Template(
        name=told["name"],
        category=told["category"],
        language=data["language"],
        said=said,
        before=before,
        after=after,
        buttons=tuple(pairs),
        only={name: re.compile(shape) for name, shape in told.get("only", {}).items()},
        example=told.get("example", {}),
    )


# -- what Meta wants


def submission(template: Template) -> dict[str, Any]:
    """A template as it is submitted: the body of a POST to Meta's /<account>/message_templates."""
    body: dict[str, Any] = {"type": "BODY", "text": PARAMETER.sub(r"{{\1}}", template.body)}
    if template.parameters:
        named = [{"param_name": name, "example": template.example[name]} for name in template.parameters]
        body["example"] = {"body_text_named_params": named}
    buttons = [{"type": "QUICK_REPLY", "text": phone} for _ours, phone in template.buttons]
    return {
        "name": template.name,
        "language": template.language,
        "category": template.category.upper(),
        "parameter_format": "NAMED",
        "components": [body, *([{"type": "BUTTONS", "buttons": buttons}] if buttons else [])],
    }


def begins_with_parameter(body: str) -> bool:
    """Whether nothing that is a word stands before the first parameter."""
    return not _WORD.search(PARAMETER.split(body)[0])


def ends_with_parameter(body: str) -> bool:
    """Whether nothing that is a word stands behind the last parameter."""
    return not _WORD.search(PARAMETER.split(body)[-1])


def _is_scant(body: str) -> bool:
    """Whether there are too many parameters for so few words: Meta wants two for each, and one more."""
    words = sum(bool(_WORD.search(word)) for word in PARAMETER.sub(" ", body).split())
    return words < 2 * len(PARAMETER.findall(body)) + 1


def problems(template: Template, others: Iterable[Template] = ()) -> list[str]:
    """For what Meta would refuse a template; none if it is fit to be submitted."""
    body, names = template.body, template.parameters
    filled = template.shown({name: template.example.get(name, "") for name in names})
    alike = [one.name for one in others if one.name != template.name and _worded(one) == _worded(template)]
    found = {
        "a name is of small letters, digits and underscores": not re.fullmatch(r"[a-z0-9_]{1,512}", template.name),
        "a category is utility or marketing": template.category not in ("utility", "marketing"),
        "it begins with a parameter": bool(names) and begins_with_parameter(body),
        "it ends with a parameter": bool(names) and ends_with_parameter(body),
        "two parameters stand side by side": bool(re.search(r"\}\s*\{", body)),
        "a parameter is there twice": len(set(names)) != len(names),
        "too many parameters for so few words": bool(names) and _is_scant(body),
        "it is too long": max(len(body), len(filled)) > LONGEST_BODY,
        "each parameter wants an example": set(names) != set(template.example),
        "an example has what no parameter may have": any(map(_UNFIT.search, template.example.values())),
        "too many buttons": len(template.buttons) > MOST_BUTTONS,
        "a button's label is too long": any(len(phone) > LONGEST_BUTTON for _ours, phone in template.buttons),
        "two buttons are alike": len({phone for _ours, phone in template.buttons}) != len(template.buttons),
        f"its words are those of {', '.join(alike)}": bool(alike),
    }
    return [what for what, is_so in found.items() if is_so]


def _worded(template: Template) -> str:
    return PARAMETER.sub("{}", template.body)
