"""What a Locale's build does not look at."""

from mkdocs.structure.files import File, Files

from helpdesk.build import speed


def test_a_build_looks_at_no_pictures_of_locales_it_shows_nothing_of():
    names = ["nl/a.png", "fr/a.png", "de/a.png", "de/a.md", "assets/a.png"]
    files = Files([File(name, "docs", "site", use_directory_urls=True) for name in names])
    kept = speed.without_media_of_others(files, {"de"})
    assert [file.src_uri for file in kept] == ["nl/a.png", "fr/a.png", "de/a.md", "assets/a.png"]
