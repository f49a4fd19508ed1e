"""What a reader's phone must fetch before it shows an article."""

import gzip
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

MOST_REQUESTS = 11
MOST_BYTES = 82_000


@pytest.mark.parametrize("path", ["", "cancel/", "before-you-cancel/", "after-you-cancel/", "ar/cancel/", "ja/cancel/"])
def test_the_first_view_is_light(open_page, built, path):
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    asked = [page.url, *{address.split("?")[0] for address in asked}]
    assert len(asked) <= MOST_REQUESTS, asked
    weight = 0
    for address in asked:
        name = urlsplit(address).path.removeprefix("/opzegwijzer/")
        file = built / name / "index.html" if name == "" or name.endswith("/") else built / name
        if file.suffix != ".png":
            weight += len(gzip.compress(file.read_bytes(), 6))
    assert weight <= MOST_BYTES
