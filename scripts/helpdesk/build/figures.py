"""Pictures of the portal: the place where a Shot becomes a figure."""

from __future__ import annotations

from collections.abc import Mapping

from helpdesk.build.images import Picture


def figure(picture: Picture, words: Mapping[str, str]) -> str | None:
    """The figure of a Shot, with caption and larger view; nothing for a picture that is none."""
    return None
