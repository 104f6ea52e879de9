"""How an answer fits a WhatsApp screen: up to three buttons, else a list, else numbers; each file a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.channels.cutting import fitting, pieces, units
from bot.channels.whatsapp_files import PICTURES, taken
from bot.channels.whatsapp_templates import Filled
from bot.channels.whatsapp_updates import OWN_NUMBER
from bot.messages import Attachment, Outgoing
from lean import dataclass

LIMITS = MappingProxyType(
    {
        "text": 4096,
        "body": 1024,
        "caption": 1024,
        "buttons": 3,
        "button": 20,
        "button id": 256,
        "rows": 10,
        "row": 24,
        "row id": 200,
        "description": 72,
        "opener": 20,
    }
)
"""How long or how many: of the text of a message, of that above buttons or a list and of that under a file; of buttons,
what one says and sends back; of the rows of a list, what one says, sends back and adds; of what opens the list."""

CHOOSE = "Pilih"
BY_NUMBER = "Balas dengan nomornya."
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One of WhatsApp's messages: of which type, and what it says of itself under this name; `file` goes with it."""

    type: str
    says: Mapping[str, Any]
    file: Attachment | None = None

    def with_file(self, uploaded: str) -> dict[str, Any]:
        """What it says, with the id that its file got when it was uploaded: above buttons, else as what it is."""
        if self.file is None or self.type != "interactive":
            return {**self.says, "id": uploaded}
        kind, named = _shown_as(self.file)
        return {**self.says, "header": {"type": kind, kind: {"id": uploaded, **named}}}


def parts(message: Outgoing, files: Sequence[Attachment] = ()) -> list[Part]:
    """A message in as few of WhatsApp's as it fits in, the buttons under the last. Raises NotTaken."""
    buttons = [(message.share, OWN_NUMBER)] if message.share else list(message.buttons)
    text, files = message.text, taken(files)
    if len(buttons) > LIMITS["rows"]:
        text, buttons = numbered(text, buttons), []
    if buttons:
        return _with_buttons(text, buttons, files)
    if files and units(text) <= LIMITS["caption"]:
        return _files(files, text)
    return [*(_text(piece) for piece in pieces(text, LIMITS["text"])), *_files(files)]


def _with_buttons(text: str, buttons: Pairs, files: Sequence[Attachment]) -> list[Part]:
    """The buttons under as much of the end of a text as may stand above them, and the last file above that: but not
    above a list, nor where the text is in two."""
    *before, last = pieces(text, LIMITS["text"])
    end = pieces(last, LIMITS["body"])[-1]
    before = [piece for piece in (*before, last.removesuffix(end).rstrip()) if piece]
    asked = _buttons(end or CHOOSE, buttons)
    if files and not before and asked["type"] == "button":
        return [*_files(files[:-1]), Part("interactive", asked, files[-1])]
    return [*map(_text, before), *_files(files), Part("interactive", asked)]


def _text(text: str) -> Part:
    return Part("text", {"body": text, "preview_url": False})


def _files(files: Sequence[Attachment], text: str = "") -> list[Part]:
    return [_file(file, text if number == 0 else "") for number, file in enumerate(files)]


def _file(file: Attachment, text: str) -> Part:
    kind, named = _shown_as(file)
    return Part(kind, {**named, "caption": text} if text else named, file)


def _shown_as(file: Attachment) -> tuple[str, dict[str, str]]:
    """As a picture, which has no name, or as a document, which has."""
    return ("image", {}) if file.type in PICTURES else ("document", {"filename": file.name})


def in_a_template(filled: Filled) -> Part:
    """A message in words that Meta has approved."""
    template = filled.template
    named = [
        {"type": "text", "parameter_name": name, "text": filled.values[name]} for name in filled.template.parameters
    ]
    body = [{"type": "body", "parameters": named}] if named else []
    buttons = [_quick_reply(place, payload) for place, (_label, payload) in enumerate(filled.buttons)]
    says: dict[str, Any] = {"name": template.name, "language": {"code": template.language}}
    return Part("template", {**says, "components": [*body, *buttons]})


def _quick_reply(place: int, payload: str) -> dict[str, Any]:
    sends = [{"type": "payload", "payload": payload}]
    return {"type": "button", "sub_type": "quick_reply", "index": str(place), "parameters": sends}


def _buttons(body: str, buttons: Pairs) -> dict[str, Any]:
    labels = [label for label, _payload in buttons]
    one_tap = len(set(labels)) == len(labels) <= LIMITS["buttons"]
    if one_tap and all(units(label) <= LIMITS["button"] for label in labels):
        replies = [{"type": "reply", "reply": {"id": payload, "title": label}} for label, payload in buttons]
        return {"type": "button", "body": {"text": body}, "action": {"buttons": replies}}
    action = {"button": CHOOSE, "sections": [{"rows": _rows(buttons)}]}
    return {"type": "list", "body": {"text": body}, "action": action}


def _rows(buttons: Pairs) -> list[dict[str, str]]:
    titles = [_title(label) for label, _payload in buttons]
    if len(set(titles)) < len(titles):
        titles = [shortened(f"{number}. {label}", LIMITS["row"]) for number, (label, _) in enumerate(buttons, 1)]
    return [_row(title, *button) for title, button in zip(titles, buttons, strict=True)]


def _title(label: str) -> str:
    """What a row says: of a label that is too long the words before a bracket, if there is one."""
    before = label.partition(" (")[0]
    return before if units(before) <= LIMITS["row"] < units(label) else shortened(label, LIMITS["row"])


def _row(title: str, label: str, payload: str) -> dict[str, str]:
    whole = {} if title == label else {"description": shortened(label, LIMITS["description"])}
    return {"id": payload, "title": title, **whole}


def numbered(text: str, buttons: Pairs) -> str:
    """What the buttons say, in lines with numbers by which one of them is meant."""
    lines = [f"{number}. {label}" for number, (label, _payload) in enumerate(buttons, 1)]
    return "\n".join([text, "", *lines, "", BY_NUMBER])


def shortened(label: str, longest: int) -> str:
    """As much of a label as there is room for, cut after a word if that leaves enough of it."""
    if units(label) <= longest:
        return label
    cut = label[: fitting(label, longest - 1)]
    words = cut[: cut.rfind(" ")] if " " in cut[len(cut) // 2 :] and label[len(cut)] != " " else cut
    return words.rstrip() + "…"
