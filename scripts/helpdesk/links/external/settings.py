"""What a project says of its external Links: `extra.helpdesk.links` in `mkdocs.yml`, and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpdesk.command import CannotRun
from helpdesk.links.external.cache import Patience
from helpdesk.links.external.hosts import Allowance, parsed_entry
from helpdesk.site import CONFIGURATION, Site

KEYS = ("allow-private", "sign-in", "failures", "days")


@dataclass(frozen=True, slots=True)
class Settings:
    """The wishes of one project."""

    allowance: Allowance = field(default_factory=Allowance)
    """Private hosts that may be asked."""
    sign_in: tuple[str, ...] = ()
    """Hosts that show every stranger a sign-in page: an answer of any kind is all that can be asked of them."""
    patience: Patience = field(default_factory=Patience)
    """When a row of failures counts as broken."""


def settings_of(site: Site, also_allowed: list[str]) -> Settings:
    """The project's wishes and the hosts named on the command line; raises CannotRun for what means nothing."""
    extra = site.settings.get("extra")
    ours = extra.get("helpdesk") if isinstance(extra, Mapping) else None
    given = ours.get("links") if isinstance(ours, Mapping) else None
    if given is None:
        given = {}
    if not isinstance(given, Mapping):
        raise CannotRun(
            f"{CONFIGURATION}: `extra.helpdesk.links` must hold settings such as `sign-in: [portal.azure.com]`."
        )
    for key in given:
        if key not in KEYS:
            raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk.links.{key}` is unknown. Use one of: {', '.join(KEYS)}.")
    allowed = [*words_of(given, "allow-private"), *also_allowed]
    for entry in allowed:
        check_entry(entry)
    patience = Patience(number_of(given, "failures", Patience().failures), number_of(given, "days", Patience().days))
    return Settings(Allowance(tuple(allowed)), tuple(word.lower() for word in words_of(given, "sign-in")), patience)


def check_entry(entry: str) -> None:
    """Raises CannotRun unless the entry names a host, an address or a network."""
    try:
        parsed_entry(entry)
    except ValueError as error:
        raise CannotRun(
            f"`{entry}` is no host. Give --allow-private a host, an address or a network, with a port if you like: "
            "`localhost:8000`, `10.0.0.5`, `192.168.0.0/16`."
        ) from error


def words_of(given: Mapping[str, object], key: str) -> list[str]:
    """A list of words among the settings; raises CannotRun when it is something else."""
    value = given.get(key) or []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk.links.{key}` must be a list of hosts.")
    return list(value)


def number_of(given: Mapping[str, object], key: str, default: int) -> int:
    """A whole number of 1 or more among the settings; raises CannotRun when it is something else."""
    value = given.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk.links.{key}` must be a number of 1 or more.")
    return value
