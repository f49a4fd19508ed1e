"""Hosts that legacy articles lead to and that are no more; a Site's `i18n/links.yml` adds to them and overrides them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple


class Retired(NamedTuple):
    """Why a host must not be linked to, and what to link to."""

    reason: str
    use: str


RETIRED = {
    "account.windowsazure.com": Retired("The Account Center closed on 31 December 2021.", "https://portal.azure.com"),
    "manage.windowsazure.com": Retired(
        "The classic Azure portal closed on 8 January 2018.", "https://portal.azure.com"
    ),
    "ms.portal.azure.com": Retired("It is the portal of Microsoft's own staff.", "https://portal.azure.com"),
    "windows.azure.com": Retired("The first Azure portal was replaced in 2012.", "https://portal.azure.com"),
    "code.msdn.microsoft.com": Retired("The MSDN code gallery has closed.", "https://learn.microsoft.com/samples"),
    "gallery.technet.microsoft.com": Retired("The TechNet gallery has closed.", "https://learn.microsoft.com/samples"),
    "social.msdn.microsoft.com": Retired("The MSDN forums have closed.", "https://learn.microsoft.com/answers"),
    "social.technet.microsoft.com": Retired("The TechNet forums have closed.", "https://learn.microsoft.com/answers"),
    "channel9.msdn.com": Retired("Channel 9 moved to Microsoft Learn.", "https://learn.microsoft.com/shows"),
    "msdn.microsoft.com": Retired("MSDN moved to Microsoft Learn.", "https://learn.microsoft.com"),
    "technet.microsoft.com": Retired("TechNet moved to Microsoft Learn.", "https://learn.microsoft.com"),
}


def retired_hosts(project: Path | None) -> Mapping[str, Retired]:
    """All retired hosts for this project; a `links.yml` that cannot be read adds none."""
    hosts = dict(RETIRED)
    path = project / "i18n" / "links.yml" if project else None
    if path is None or not path.is_file():
        return hosts
    import yaml  # here, because only a project with such a file needs it

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return hosts
    if not isinstance(data, dict):
        return hosts
    addresses: Any = data.get("addresses") if isinstance(data.get("addresses"), dict) else {}
    entries: Any = data.get("retired") if isinstance(data.get("retired"), dict) else {}
    for host, entry in entries.items():
        values = entry if isinstance(entry, dict) else {}
        use = str(values.get("use") or "")
        named = addresses.get(use)
        address = str(named.get("url") or use) if isinstance(named, dict) else use
        hosts[str(host).lower()] = Retired(str(values.get("reason") or "The host is retired."), address)
    return hosts
