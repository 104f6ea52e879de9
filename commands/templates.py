"""templates: WhatsApp's templates as they are submitted to Meta, a line each."""

from __future__ import annotations

import json
from argparse import Namespace

from bot.channels.whatsapp_templates import submission, templates
from commands import WELL


def run(_chosen: Namespace) -> int:
    """Print them as JSON."""
    found = templates()
    for template in (found.knock, *found.all):
        print(json.dumps(submission(template), ensure_ascii=False))
    return WELL
