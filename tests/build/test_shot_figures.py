"""One image that a writer wrote becomes a figure for light and dark, sized, lazy, and large on request."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest
from PIL import Image

from helpdesk.build.figures import figure
from helpdesk.build.images import Picture, with_pictures

REPOSITORY = Path(__file__).parents[2]
WORDS = {"shot-caption": "A <sketch>.", "shot-zoom": "Enlarge"}
STEPS = """
## Stappen { #steps }

1. Kies iets.

    ![Zoek de knop.](images/cancel-subscription.png)

2. Kies meer.

    ![Let op het venster.](images/cancel-reason.png)

3. Een echte schermafbeelding.

    ![Een schermafbeelding.](images/by-hand.png)

4. In een zin staat ![een knop](images/confirm-cancel.png) gewoon.
"""


@pytest.fixture
def shots(tmp_path):
    """A folder with a drawn pair, a picture made by hand, and one that replaced the light half of a pair."""
    folder = tmp_path / "images"
    folder.mkdir()
    source = REPOSITORY / "docs" / "nl" / "images"
    for name in ("cancel-reason", "cancel-reason-dark", "cancel-done-dark"):
        shutil.copy(source / f"{name}.png", folder)
    for name in ("hand", "cancel-done"):
        Image.new("RGB", (640, 200), "teal").save(folder / f"{name}.png")
    (folder / "broken.png").write_bytes(b"nothing")
    return folder


def made(html, folder):
    return with_pictures(html, lambda address: folder.parent / address, lambda picture: figure(picture, WORDS))


def test_a_shot_becomes_a_pair_at_half_its_pixels(shots):
    html = made('<h2>x</h2><p><img alt="Look &quot;here&quot;" src="images/cancel-reason.png"></p>', shots)
    with Image.open(shots / "cancel-reason.png") as image:
        width, height = image.width // 2, image.height // 2
    size = f'width="{width}" height="{height}" loading="lazy" decoding="async" alt="Look &quot;here&quot;"'
    name = 'aria-label="Enlarge: Look &quot;here&quot;"'
    assert html == (
        '<h2>x</h2><figure class="shot">'
        f'<a class="shot-zoom only-light" href="images/cancel-reason.png" {name}>'
        f'<img {size} src="images/cancel-reason.png"></a>'
        f'<a class="shot-zoom only-dark" href="images/cancel-reason-dark.png" {name}>'
        f'<img {size} src="images/cancel-reason-dark.png"></a>'
        "<figcaption>A &lt;sketch&gt;.</figcaption></figure>"
    )


def test_a_shot_at_the_top_of_a_page_is_not_lazy(shots):
    assert "lazy" not in made('<p><img alt="" src="images/cancel-reason.png"></p><h2>x</h2>', shots)


@pytest.mark.parametrize("name", ["hand", "cancel-done"])
def test_a_picture_made_by_hand_is_no_sketch_and_serves_both_schemes(shots, name):
    html = made(f'<p><img alt="A" src="images/{name}.png"></p>', shots)
    assert "figcaption" not in html
    assert "only-" not in html
    assert 'width="640" height="200"' in html


def test_a_dark_picture_made_by_hand_goes_with_the_light_one(shots):
    Image.new("RGB", (640, 200), "black").save(shots / "hand-dark.png")
    html = made('<p><img alt="A" src="images/hand.png"></p>', shots)
    assert 'class="shot-zoom only-dark" href="images/hand-dark.png"' in html


@pytest.mark.parametrize(
    "html",
    [
        '<p>In a sentence <img alt="A" src="images/cancel-reason.png"> here.</p>',
        '<p><img alt="A" src="images/missing.png"></p>',
        '<p><img alt="A" src="images/broken.png"></p>',
        '<p><img alt="A" src="https://example.org/images/x.png"></p>',
    ],
)
def test_any_other_picture_is_left_alone(shots, html):
    assert "<figure" not in made(html, shots)


def test_a_picture_outside_the_folder_for_shots_is_left_alone(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "x.png")
    picture = Picture({"src": "x.png"}, tmp_path / "x.png", (4, 4), lazy=True, alone=True)
    assert figure(picture, WORDS) is None


@pytest.fixture(scope="session")
def shot_address(tmp_path_factory, make_site, run_mkdocs):
    """A Site with steps that have Shots, served."""
    root = make_site(tmp_path_factory.mktemp("shots"), locales=("nl", "ar"))
    for locale in ("nl", "ar"):
        images = root / "docs" / locale / "images"
        images.mkdir(exist_ok=True)
        for path in (REPOSITORY / "docs" / locale / "images").glob("c*.png"):
            shutil.copy(path, images)
        Image.new("RGB", (640, 200), "teal").save(images / "by-hand.png")
        page = root / "docs" / locale / "cancel.md"
        page.write_text(page.read_text("utf-8") + STEPS, "utf-8")
    printed, code = run_mkdocs(root, "build", address="http://127.0.0.1:8000/")
    assert code == 0, printed

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_words):
            pass

    handler = functools.partial(Quiet, directory=str(root / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def open_shots(browser, shot_address):
    """Opens the Page with Shots; a request to anybody else fails the test."""
    contexts, strangers = [], []

    def open_one(path="/cancel/", **options):
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith(shot_address) or strangers.append(request.url))
        page.goto(shot_address + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert strangers == []


def first_shot(page):
    return page.locator('.shot-zoom:visible[href*="cancel-subscription"]')


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "ending"), [("light", "reason.png"), ("dark", "reason-dark.png")])
def test_only_the_picture_of_the_readers_colours_is_shown_and_fetched(open_shots, scheme, ending):
    page = open_shots(color_scheme=scheme)
    shown = page.locator(".shot-zoom:visible img")
    assert page.locator(f'.shot-zoom:visible img[src$="{ending}"]').count() == 1
    for number in range(shown.count()):
        shown.nth(number).scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    fetched = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any(name.endswith(ending) for name in fetched)
    other = "cancel-reason.png" if scheme == "dark" else "cancel-reason-dark.png"
    assert not any(name.endswith(other) for name in fetched)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/cancel/", "/ar/cancel/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pictures_shift_nothing_and_fit_the_screen(open_shots, path, width):
    page = open_shots(path, viewport={"width": width, "height": 800})
    page.evaluate("""() => {
      window.shift = 0;
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) window.shift += entry.value;
      }).observe({type: "layout-shift", buffered: true});
    }""")
    pictures = page.locator(".shot-zoom:visible img")
    before = page.evaluate("document.body.scrollHeight")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.naturalWidth > 0", arg=pictures.nth(number).element_handle()
        )
        box = pictures.nth(number).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("window.shift") == 0
    assert page.evaluate("document.body.scrollHeight") == before


@pytest.mark.browser
@pytest.mark.parametrize("key", ["click", "Enter"])
@pytest.mark.parametrize("way_out", ["Escape", "button", "picture"])
def test_a_picture_opens_large_and_focus_returns(open_shots, key, way_out):
    page = open_shots()
    link = first_shot(page)
    small = link.locator("img").bounding_box()
    if key == "click":
        link.click()
    else:
        link.focus()
        page.keyboard.press("Enter")
    dialog = page.locator("dialog.shot-large")
    assert dialog.evaluate("dialog => dialog.open && dialog.matches(':modal')")
    large = dialog.locator("img")
    large.evaluate("image => image.decode()")
    assert large.bounding_box()["width"] > small["width"]
    assert large.get_attribute("alt") == link.locator("img").get_attribute("alt")
    assert dialog.get_attribute("aria-label")
    if way_out == "Escape":
        page.keyboard.press("Escape")
    else:
        (dialog.get_by_role("button") if way_out == "button" else large).click()
    assert not dialog.evaluate("dialog => dialog.open")
    assert link.evaluate("link => document.activeElement === link")


@pytest.mark.browser
def test_the_larger_view_opens_again_and_again(open_shots):
    page = open_shots()
    for number in (0, 1, 0):
        link = page.locator(".shot-zoom:visible").nth(number)
        link.click()
        assert page.locator("dialog.shot-large img").get_attribute("src") == link.evaluate("link => link.href")
        page.keyboard.press("Escape")
        assert link.evaluate("link => document.activeElement === link")
    assert page.locator("dialog.shot-large").count() == 1


@pytest.mark.browser
def test_on_a_phone_the_larger_view_is_wider_than_the_screen_and_may_be_pinched(open_shots):
    page = open_shots(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
    first_shot(page).tap()
    frame = page.locator(".shot-large__frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth && frame.scrollLeft === 0")
    touch = page.locator("dialog.shot-large").evaluate("dialog => getComputedStyle(dialog).touchAction")
    assert touch in ("manipulation", "pan-x pan-y pinch-zoom")
    viewport = page.locator("meta[name=viewport]").get_attribute("content")
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport
    page.locator("dialog.shot-large").get_by_role("button").tap()
    assert not page.locator("dialog.shot-large").evaluate("dialog => dialog.open")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_and_the_larger_view_have_no_barriers(open_shots, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = open_shots("/ar/cancel/", viewport={"width": 390, "height": 844}, color_scheme=scheme)
    assert Axe().run(page, context=".shot").violations_count == 0
    first_shot(page).click()
    found = Axe().run(page, context="dialog.shot-large").response["violations"]
    assert [violation["id"] for violation in found] == []


@pytest.mark.browser
def test_without_script_a_picture_is_a_link_to_itself(open_shots):
    page = open_shots(java_script_enabled=False)
    first_shot(page).click()
    page.wait_for_url("**/images/cancel-subscription.png")


@pytest.mark.browser
def test_a_click_for_a_new_tab_is_left_to_the_browser(open_shots):
    page = open_shots()
    with page.context.expect_page() as opened:
        first_shot(page).click(modifiers=["Control"])
    assert opened.value.url.endswith("/images/cancel-subscription.png")
    assert page.locator("dialog.shot-large").count() == 0
