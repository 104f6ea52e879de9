"""The templates as docs/whatsapp.md lists them: `python -m tests.whatsapp.listing` writes them there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.channels.whatsapp_templates import DATA, PARAMETER, Template, templates

DOCS = Path(__file__).resolve().parents[2] / "docs" / "whatsapp.md"
BEGIN, END = "<!-- templates: written by tests/whatsapp/listing.py -->\n", "<!-- end of templates -->\n"


def listed() -> str:
    """All templates in the order of the data, the knock first, and what has none."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    by_name = {template.name: template for template in templates().all}
    each = [templates().knock, *(by_name[told["name"]] for told in data["template"])]
    return "\n".join([*map(_one, each), "### What knocks\n", *_knocks(data["knocks"])]) + "\n"


def _one(template: Template) -> str:
    return "\n".join(_lines(template))


def _lines(template: Template) -> Iterator[str]:
    yield f"### `{template.name}` ({template.category})\n\n```"
    yield PARAMETER.sub(r"{{\1}}", template.body)
    yield "```\n"
    if template.buttons:
        yield "Buttons: " + " ".join(f"[{phone}]" for _ours, phone in template.buttons) + "\n"
    if template.example:
        told = (f"`{name}` {template.example[name]}" for name in template.parameters)
        yield "Examples: " + " · ".join(told) + "\n"


def _knocks(decided: list[dict[str, str]]) -> Iterator[str]:
    for each in decided:
        said = PARAMETER.sub("…", each["said"]).replace("\n", " ⏎ ")
        yield f"- “{said}”: {each['why']}"


def parted(text: str) -> tuple[str, str, str]:
    """What stands before the list, the list, and what stands behind it."""
    before, rest = text.split(BEGIN)
    list_, after = rest.split(END)
    return before, list_, after


def main() -> None:
    """Write the list where it belongs."""
    before, _list, after = parted(DOCS.read_text(encoding="utf-8"))
    DOCS.write_text(f"{before}{BEGIN}{listed()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
