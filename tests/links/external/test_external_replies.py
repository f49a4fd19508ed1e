"""What the proxy tells an engine of a redirect."""

import pytest

from helpdesk.links.external.connect import Failed
from helpdesk.links.external.replies import location
from helpdesk.links.external.veil import lane_of, unveiled, veiled

ASKED = veiled("http://a.org/docs/page", "4")


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("../x", "http://a.org/x"),
        ("//b.org/é?q=ü#ö", "http://b.org/%C3%A9?q=%C3%BC#%C3%B6"),
        (r"http:\\b.org\x?a\b", "http://b.org/x?a/b"),
        ("http://\u2460\u2461\u2466.0.0.1/", "http://127.0.0.1/"),
        ("///b.org/x", "http://b.org/x"),
        (r"http:/\/b.org//x", "http://b.org//x"),
        ("/\t/127.0.0.\t1/", "http://127.0.0.1/"),
        ("https://A.org:443/a b", "https://a.org/a%20b"),
    ],
)
def test_a_redirect_leads_where_browsers_go(value, target):
    assert unveiled(location(ASKED, value)) == target


@pytest.mark.parametrize("value", ["ftp://a.org/", "http://a.org:0/", "http://a.org:99999/", "javascript:x"])
def test_a_redirect_to_no_address_of_the_web_is_a_problem(value):
    with pytest.raises(Failed):
        location(ASKED, value)


def test_a_redirect_stays_in_its_lane_until_it_leaves_the_server():
    assert lane_of(location(ASKED, "/x")) == "4"
    assert lane_of(location(ASKED, "http://b.org/")) == ""
