"""One response, read as browsers read it."""

import errno
import gzip

import pytest

from helpdesk.links.external.connect import Connector, cause
from helpdesk.links.external.exchange import Unpacker, as_text
from helpdesk.links.external.hosts import Allowance
from helpdesk.links.external.model import Limits, Problem
from helpdesk.links.external.proxy import Proxy

MEMBERS = gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"three")


def unpacked(pieces, encoding="gzip"):
    unpacker = Unpacker(encoding)
    return b"".join(part for piece in pieces for part in unpacker.unpacked(piece))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_gzip_in_several_members_is_read_to_its_end(size):
    pieces = [MEMBERS[start : start + size] for start in range(0, len(MEMBERS), size)]
    assert unpacked(pieces) == b"one two three"


def test_what_stands_behind_a_packed_page_is_left_out():
    assert unpacked([gzip.compress(b"page") + b"\0\0 trailing"]) == b"page"
    assert unpacked([gzip.compress(b"page"), b"trailing"]) == b"page"


def test_a_tab_in_a_header_stays_for_browsers_pass_over_it_in_addresses():
    assert as_text(b"a\tb\0\r\xc3\xa9") == "a\tb  é"


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM])
def test_a_machine_without_room_for_a_connection_says_nothing_about_the_server(number):
    assert cause(OSError(number, "no room"), "192.0.2.1") == (Problem.ENGINE, "192.0.2.1")


def test_a_server_that_refuses_is_told_from_a_way_that_is_not_there():
    assert cause(OSError(errno.ECONNREFUSED, ""), "192.0.2.1")[0] is Problem.REFUSED
    assert cause(OSError(errno.EHOSTUNREACH, ""), "192.0.2.1")[0] is Problem.UNREACHABLE


def test_trouble_in_the_proxy_is_told_by_the_engine_and_not_printed(caplog):
    with Proxy(Connector(Allowance(), Limits()), "agent") as proxy:
        proxy.loop.call_soon_threadsafe(proxy.loop.call_exception_handler, {"message": "no room"})
    assert caplog.messages == []
