"""Setting in type, from a template and data: the same data give the same bytes, with fonts of our own and nothing
fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from bot.messages import File

PICTURE = "picture"
FOLDER = Path(__file__).parent
# Pages are 360 points wide, as a phone is: three dots a point are sharp on it, and few enough for Telegram.
DOTS_PER_INCH = 216


def picture_file(name: str, template: str, data: Mapping[str, Any]) -> File:
    """A picture by a template of this folder; `name` is that of the file, without its ending."""
    of = json.dumps({"template": template, "data": data}, ensure_ascii=False, separators=(",", ":"))
    return File(f"{name}.png", "image/png", PICTURE, of)


def picture(of: str) -> bytes:
    """The PNG of what `picture_file` describes. Raises FileNotFoundError for a template that is not there."""
    asked = json.loads(of)
    return typeset(asked["template"], asked["data"], "png")


def typeset(template: str, data: Mapping[str, Any], made_as: Literal["png", "pdf"]) -> bytes:
    """Data set by a template of this folder. Raises FileNotFoundError for a template that is not there."""
    import typst  # noqa: PLC0415  a picture is rarely sent, and every start would pay for it

    path = FOLDER / "templates" / f"{Path(template).name}.typ"
    if not path.is_file():
        raise FileNotFoundError(path.name)
    made = typst.compile(
        str(path),
        root=str(FOLDER),
        font_paths=[str(FOLDER / "fonts")],
        ignore_system_fonts=True,
        format=made_as,
        ppi=DOTS_PER_INCH,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
        pdf_tags=False,
    )
    return bytes(made)
