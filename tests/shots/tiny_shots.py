"""A tiny project with two Scenes, its Labels, and pictures that need no browser."""

import io

from PIL import Image

from helpdesk.shots import labels, schema, state
from helpdesk.site import load

LABELS = """cancel:
  en: Cancel
  nl:
  seen: {en: S1}
delete:
  en: Delete
  nl: Verwijderen
  seen: {en: S1, nl: a translated article}
stop:
  en: Stop it
  nl: Zet het stop
  seen: {en: S1, nl: a translated article}
"""
SAMPLES = "mine: {en: My thing, nl: Mijn ding}\n"
CANCEL = """shows: The page of a thing.
screen:
  - bar
  - title: {word: mine, icon: key}
  - commands:
      - button: {label: cancel, icon: close, look: danger}
      - button: {label: delete}
      - blank
callouts:
  - at: cancel
"""
DELETE = "shows: Deleting.\nscreen:\n  - button: {label: delete}\ncallouts:\n  - at: delete\n"
PAGE = (
    "# A\n\n1. Kies **Cancel** (annuleren).\n\n    ![Zoek de knop.](images/cancel.png)\n\n"
    "2. Kies **Verwijderen**.\n\n    ![Zoek de knop.](images/delete.png)\n"
)
FILES = {
    "i18n/labels.yml": LABELS,
    "i18n/samples.yml": SAMPLES,
    "scenes/cancel.yml": CANCEL,
    "scenes/delete.yml": DELETE,
    "docs/nl/a.md": PAGE,
    "docs/en/a.md": PAGE.replace("Verwijderen", "Delete"),
}


def png(colour="red", size=(8, 6)):
    """A picture that nobody drew from a Scene."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


def planned(root):
    """The Shots of a project by their path."""
    wordings, _wrong = labels.load(root)
    scenes, _wrong = schema.load_scenes(root, lambda _scene: [])
    return {shot.path: shot for shot in state.planned(load(root), scenes, wordings)}


def codes(report):
    """The codes of all Findings that make a run fail."""
    return [finding["code"] for finding in report["findings"] if finding["severity"] != "note"]


def write(root, files, locales):
    """The files below the root, with an mkdocs.yml for these Locales."""
    languages = "".join(
        f"        - {{locale: {code}, name: {code}, default: {str(code == locales[0]).lower()}}}\n" for code in locales
    )
    settings = f"site_name: T\nplugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n{languages}"
    for path, content in {"mkdocs.yml": settings, **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)
    return root
