"""A bare python-telegram-bot echo bot, as its documentation shows it: its own updater, its default transport."""

from __future__ import annotations

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a message with the same words."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(token: str, base_url: str) -> None:
    """Run until interrupted."""
    application = Application.builder().token(token).base_url(base_url).build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(*sys.argv[1:3])
