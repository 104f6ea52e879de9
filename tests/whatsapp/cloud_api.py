"""Whether a request keeps to the Cloud API's documented limits; where it does not, how Meta refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.described import MEGABYTE, Description, Upload
from tests.whatsapp.templates import Approved

CLOUD_API = Description(Path(__file__).with_name("cloud_api.toml"))
MESSAGES = CLOUD_API.tables["messages"]
OFFICE = "application/vnd.openxmlformats-officedocument"
LARGEST = {
    "image/jpeg": 5,
    "image/png": 5,
    "application/pdf": 100,
    "text/plain": 100,
    "application/msword": 100,
    "application/vnd.ms-excel": 100,
    "application/vnd.ms-powerpoint": 100,
    f"{OFFICE}.wordprocessingml.document": 100,
    f"{OFFICE}.spreadsheetml.sheet": 100,
    f"{OFFICE}.presentationml.presentation": 100,
}
"""The types of files that may be uploaded, of those a bot of ours might send, and how many megabytes one may have."""

LONGEST_TEMPLATE = 1024
MISSING, INVALID, UPLOAD = (131008, "Required parameter is missing"), (131009, "Parameter value is not valid"), 131053
COUNT = (132000, "Number of parameters does not match the expected number of params")
UNKNOWN = (132001, "Template name does not exist in the translation")
TOO_LONG = (132005, "Translated text too long")
FORMAT = (132012, "Parameter format does not match format in the created template")
WHITE = (132018, "There was an issue with the parameters in your template")
_WHITE = re.compile(r"[\n\r\t]| {5,}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused: the number of the error, its title, and what is meant in this case."""

    code: int
    title: str
    details: str


def refusals(fields: Mapping[str, Any], media: Mapping[str, Upload], approved: Sequence[Approved]) -> list[Refusal]:
    """What is wrong with what was posted as a message; `media` are the uploads by their ids."""
    kind = "read" if "status" in fields else str(fields.get("type"))
    if kind not in MESSAGES:
        return [Refusal(*INVALID, f"{kind} is no type that is described")]
    found = [_refusal(f"{kind}: {problem}") for problem in CLOUD_API.differences(MESSAGES[kind], fields)]
    return found or [*_of_all(kind, fields), *_more(kind, fields.get(kind), media, approved)]


def upload_refusals(fields: Mapping[str, Any]) -> list[Refusal]:
    """What is wrong with what was posted as a file."""
    found = [_refusal(f"upload: {problem}") for problem in CLOUD_API.differences(MESSAGES["upload"], fields)]
    if found:
        return found
    file, type_ = fields["file"], fields["type"]
    if type_ not in LARGEST or file.type != type_:
        return [Refusal(UPLOAD, "Media upload error", f"a {file.type} said to be {type_} cannot be uploaded")]
    if len(file.content) > LARGEST[type_] * MEGABYTE:
        return [Refusal(UPLOAD, "Media upload error", f"a {type_} of {len(file.content)} bytes is too large")]
    return []


def _refusal(problem: str) -> Refusal:
    return Refusal(*(MISSING if problem.endswith("is missing") else INVALID), problem)


def _of_all(kind: str, fields: Mapping[str, Any]) -> Iterator[Refusal]:
    if kind != "read" and not fields.get("to") and not fields.get("recipient"):
        yield Refusal(*MISSING, f"{kind}: neither to nor recipient")


def _more(kind: str, said: Any, media: Mapping[str, Upload], approved: Sequence[Approved]) -> Iterator[Refusal]:
    match kind:
        case "interactive":
            yield from _interactive(said, media)
        case "image" | "document":
            yield from _file(kind, said["id"], media)
        case "template":
            yield from _template(said, approved)


# -- buttons and lists


def _interactive(said: Mapping[str, Any], media: Mapping[str, Upload]) -> Iterator[Refusal]:
    if buttons := said["action"].get("buttons"):
        yield from _alike("button", [button["reply"] for button in buttons], "title", "id")
    else:
        yield from _rows(said["action"]["sections"])
    header = said.get("header", {})
    for kind in ("image", "document"):
        if kind in header:
            yield from _file(kind, header[kind]["id"], media)


def _rows(sections: Sequence[Mapping[str, Any]]) -> Iterator[Refusal]:
    rows = [row for section in sections for row in section["rows"]]
    yield from _alike("row", rows, "id")
    if len(rows) > 10:
        yield Refusal(*INVALID, f"{len(rows)} rows over all sections")
    if len(sections) > 1 and not all("title" in section for section in sections):
        yield Refusal(*MISSING, "a section has no title, and there are several")


def _alike(what: str, things: Sequence[Mapping[str, str]], *names: str) -> Iterator[Refusal]:
    for name in names:
        if len({thing[name] for thing in things}) < len(things):
            yield Refusal(*INVALID, f"two have the same {what} {name}")


def _file(kind: str, number: str, media: Mapping[str, Upload]) -> Iterator[Refusal]:
    if number not in media:
        yield Refusal(*INVALID, f"{kind}: no upload has this id")
    elif kind == "image" and not media[number].type.startswith("image/"):
        yield Refusal(*INVALID, f"image: the upload is a {media[number].type}")


# -- templates


def named(approved: Sequence[Approved], said: Mapping[str, Any]) -> Approved | None:
    """The approved template that is meant."""
    meant = (said["name"], said["language"]["code"])
    return next((one for one in approved if (one.name, one.language) == meant), None)


def values(said: Mapping[str, Any]) -> dict[str, str]:
    """The values of a template's named parameters."""
    return {str(each.get("parameter_name")): each["text"] for each in _of("body", said)}


def payloads(said: Mapping[str, Any]) -> dict[int, str]:
    """What its quick replies send back, by their places."""
    buttons = [part for part in said.get("components", ()) if part["type"] == "button"]
    return {int(part.get("index", -1)): part["parameters"][0]["payload"] for part in buttons}


def _of(kind: str, said: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [each for part in said.get("components", ()) if part["type"] == kind for each in part["parameters"]]


def _template(said: Mapping[str, Any], approved: Sequence[Approved]) -> Iterator[Refusal]:
    template = named(approved, said)
    if template is None:
        yield Refusal(*UNKNOWN, f"no template {said['name']} in {said['language']['code']} is approved")
        return
    if any(each["type"] != kind for part, kind in PARTS.items() for each in _of(part, said)):
        yield Refusal(*FORMAT, f"{template.name}: a parameter is of the wrong type")
        return
    yield from _parameters(template, [str(each.get("parameter_name")) for each in _of("body", said)])
    yield from _values(template, values(said))
    if not set(payloads(said)) <= set(range(len(template.buttons))):
        yield Refusal(*FORMAT, f"{template.name}: there is no such button")


PARTS = {"body": "text", "button": "payload"}


def _parameters(template: Approved, given: Sequence[str]) -> Iterator[Refusal]:
    if len(given) != len(template.parameters):
        yield Refusal(*COUNT, f"{template.name}: {len(given)} parameters, not {len(template.parameters)}")
    elif set(given) != set(template.parameters):
        yield Refusal(*FORMAT, f"{template.name}: parameters are {', '.join(template.parameters)}")


def _values(template: Approved, given: Mapping[str, str]) -> Iterator[Refusal]:
    if any(_WHITE.search(value) for value in given.values()):
        yield Refusal(*WHITE, f"{template.name}: a line end, a tab or more than four spaces in a parameter")
    if set(given) == set(template.parameters) and len(template.said(given)) > LONGEST_TEMPLATE:
        yield Refusal(*TOO_LONG, f"{template.name}: more than {LONGEST_TEMPLATE} characters")
