"""Pictures from a template and data: the same data give the same bytes, with a font of our own and nothing fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    import typst  # noqa: PLC0415  a picture is rarely sent, and every start would pay for it

    asked = json.loads(of)
    template = FOLDER / "templates" / f"{Path(asked['template']).name}.typ"
    if not template.is_file():
        raise FileNotFoundError(template.name)
    made = typst.compile(
        str(template),
        root=str(FOLDER),
        font_paths=[str(FOLDER / "fonts")],
        ignore_system_fonts=True,
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"data": json.dumps(asked["data"], ensure_ascii=False)},
        timestamp=0,
    )
    return bytes(made)
