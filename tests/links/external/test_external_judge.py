"""From an Answer to a Verdict, without network."""

import pytest

from helpdesk.links.external.judge import judged, judged_fragment
from helpdesk.links.external.model import Answer, Hop, Problem, Verdict

START = "https://site.org/docs/page"


def answer(status=200, *hops, **more):
    return Answer(more.pop("url", START), status, tuple(Hop(*hop) for hop in hops), **more)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(200, "ok"), (204, "ok"), (206, "ok"), (301, "broken"), (400, "broken"), (401, "blocked"), (403, "blocked"), (404, "broken"), (408, "transient"), (410, "broken"), (429, "blocked"), (451, "blocked"), (500, "transient"), (503, "transient"), (599, "transient"), (999, "blocked")],
)  # fmt: skip
def test_a_status_has_its_verdict(status, verdict):
    assert judged(answer(status)).verdict.value == verdict


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_verdict_and_a_reason(problem):
    assert judged(answer(0, problem=problem)).reason


@pytest.mark.parametrize("problem", [Problem.TIMEOUT, Problem.RESET, Problem.REFUSED, Problem.NAME_SERVICE])
def test_what_may_pass_is_tried_again_and_never_broken_at_once(problem):
    judgement = judged(answer(0, problem=problem))
    assert (judgement.verdict, judgement.retryable) == (Verdict.TRANSIENT, True)


@pytest.mark.parametrize(
    ("hops", "to", "safe"),
    [
        ([(301, "https://site.org/new")], "https://site.org/new", True),
        ([(308, "https://site.org/a"), (301, "https://site.org/b")], "https://site.org/b", True),
        ([(301, "https://site.org/a"), (302, "https://site.org/b")], "https://site.org/a", True),
        ([(301, "http://site.org/new")], "http://site.org/new", False),
        ([(301, "https://other.org/")], "https://other.org/", False),
        ([(301, "https://site.org/fr/docs/other")], "https://site.org/fr/docs/other", False),
        ([(301, "https://site.org/a/b/c/d/fr/page")], "https://site.org/a/b/c/d/fr/page", False),
        ([(301, "https://fr.site.org/docs/page")], "https://fr.site.org/docs/page", False),
        ([(301, "https://site.org/new?hl=fr")], "https://site.org/new?hl=fr", False),
        ([(301, "https://site.org/new?q=fr")], "https://site.org/new?q=fr", True),
        ([(301, "https://xn--bcher-kva.org/new#part")], "https://xn--bcher-kva.org/new#part", True),
    ],
)
def test_a_permanent_move_names_the_end_of_its_leading_run(hops, to, safe):
    judgement = judged(answer(200, *hops))
    assert (judgement.verdict, judgement.to, judgement.safe) == (Verdict.MOVED, to, safe)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_detour_is_no_move(status):
    assert judged(answer(200, (status, "https://site.org/x"), (301, "https://site.org/y"))).verdict is Verdict.OK


def test_a_locale_the_server_chose_for_its_visitor_is_no_move():
    assert judged(answer(200, (301, "https://site.org/en-us/docs/page"))).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("https://site.org/login?next=x", Verdict.BLOCKED),
        ("https://login.site.org/", Verdict.BLOCKED),
        ("https://site.org/users/sign_in", Verdict.BLOCKED),
        ("https://site.org/", Verdict.SOFT404),
        ("https://www.site.org/en-us/", Verdict.SOFT404),
        ("https://site.org/index.html", Verdict.SOFT404),
        ("https://site.org/errors/404.html", Verdict.SOFT404),
        ("https://site.org/blogin/page", Verdict.OK),
    ],
)
@pytest.mark.parametrize("status", [301, 302])
def test_a_redirect_may_say_that_the_page_is_gone_or_walled(status, target, verdict):
    found = judged(answer(200, (status, target))).verdict
    assert found is (Verdict.MOVED if verdict is Verdict.OK and status == 301 else verdict)


def test_a_missing_id_names_the_nearest_one():
    page = answer(anchors=frozenset({"cancel-a-subscription", "top-part"}))
    judgement = judged_fragment(judged(page), page, "cancel-subscription")
    assert (judgement.verdict, judgement.suggestion) == (Verdict.FRAGMENT, "cancel-a-subscription")


def test_without_a_list_of_ids_a_fragment_is_believed():
    page = answer(anchors=None)
    assert judged_fragment(judged(page), page, "anything").verdict is Verdict.OK


def test_the_fragment_of_a_text_is_no_id():
    page = answer(anchors=frozenset(), headers=(("content-type", "text/plain"),))
    assert judged_fragment(judged(page), page, "anything").verdict is Verdict.OK


def test_a_move_keeps_the_fragment():
    page = answer(200, (301, "https://site.org/new"), anchors=frozenset({"x"}))
    assert judged_fragment(judged(page), page, "x").to == "https://site.org/new#x"
