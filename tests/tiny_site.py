"""The settings of the tiny project that tests write inline."""

NAMES = {"nl": "Nederlands", "en": "English", "de": "Deutsch", "fr": "Français", "ar": "العربية", "ja": "日本語"}


def mkdocs_yml(locales):
    """The least mkdocs.yml with these Locales; the first is the source."""
    languages = "".join(
        f"        - {{locale: {code}, name: {NAMES.get(code, code)}, default: {str(code == locales[0]).lower()}}}\n"
        for code in locales
    )
    return f"site_name: Test\nplugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n{languages}"
