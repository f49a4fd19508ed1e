"""Translations in step: every Block of plain Markdown knows what it was made from."""
