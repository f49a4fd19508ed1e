"""Our own line icons, on a grid of 24 by 24; the names are those a Scene may use."""

from __future__ import annotations

ICONS = {
    "all": '<rect x="3" y="3" width="7" height="7" rx="1.5"/><rect x="14" y="3" width="7" height="7" rx="1.5"/><rect x="3" y="14" width="7" height="7" rx="1.5"/><rect x="14" y="14" width="7" height="7" rx="1.5"/>',
    "back": '<path d="M9 6 4 11l5 5M4 11h10a6 6 0 0 1 0 9h-3"/>',
    "bin": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>',
    "card": '<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M3 10h18M7 15h4"/>',
    "check": '<path d="m4 12.500 5.500 5.500L20 7"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "data": '<ellipse cx="12" cy="6" rx="8" ry="3"/><path d="M4 6v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0"/>',
    "disk": '<rect x="3" y="4" width="18" height="7" rx="2"/><rect x="3" y="13" width="18" height="7" rx="2"/><path d="M7 7.500h.1M7 16.500h.1"/>',
    "down": '<path d="m6 9 6 6 6-6"/>',
    "eye": '<path d="M2 12c5-8 15-8 20 0-5 8-15 8-20 0z"/><circle cx="12" cy="12" r="3"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9 9.500c0-4 6-4 6 0 0 2.500-3 2-3 4.500M12 17.500v.1"/>',
    "home": '<path d="m3 12 9-8 9 8M6 10v10h12V10M10 20v-6h4v6"/>',
    "key": '<circle cx="8" cy="15" r="5"/><path d="m11.500 11.500 9-9M16 7l3.500 3.500"/>',
    "life": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/><path d="m5.600 5.600 3.600 3.600M14.800 14.800l3.600 3.600M18.400 5.600l-3.600 3.600M9.200 14.800l-3.600 3.600"/>',
    "person": '<circle cx="12" cy="8" r="4.500"/><path d="M4 21c1-8 15-8 16 0"/>',
    "people": '<circle cx="9" cy="8" r="4"/><path d="M2 20c1-7 13-7 14 0M16 4.500a4 4 0 0 1 0 7M18 15c2.500.5 4 2.500 4 5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "screen": '<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M8 21h8M12 16v5"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6.500"/><path d="m15.500 15.500 5.500 5.500"/>',
    "stop": '<rect x="5" y="5" width="14" height="14" rx="2.500" fill="currentColor"/>',
    "view": '<path d="M4 7h10M18 7h2M4 17h2M10 17h10"/><circle cx="16" cy="7" r="2.500"/><circle cx="8" cy="17" r="2.500"/>',
}


def icon(name: str) -> str:
    """The icon as inline SVG; nothing for an empty name."""
    return f'<svg viewBox="0 0 24 24">{ICONS[name]}</svg>' if name else ""
