"""More misbehaviours, seldom but seen: each is served in the clear and with TLS. Importing it adds them to the cases."""

import asyncio

from fault_server import CASES, EXACT, PARAGRAPH, Case

DEEP = "<title>Deep</title>" + "<div>" * 60_000 + "<p id=inside>x"
UMLAUT = "<p id='ü'>x</p>"
COOKIES = b"".join(b"Set-Cookie: a%d=b; Path=/; HttpOnly\r\n" % number for number in range(120))
XHTML = "application/xhtml+xml"


def add(path, verdict, handler, fragment=""):
    """One misbehaviour at its path, and the Verdict on a Link to it."""
    EXACT[path] = handler
    CASES.append(Case(path + fragment, verdict))
    CASES.append(Case(path + fragment, verdict, scheme="https", host="tls-good"))


def page(body, **headers):
    return lambda _server, request: request.send(200, body, **headers)


def raw(data):
    return lambda _server, request: request.raw(data)


def leads_to(target, status=302):
    return lambda _server, request: request.redirect(target, status)


def ok(_server, request):
    return request.send(200)


def answers_the_query(_server, request):
    return request.send(200) if request.query else request.redirect("?ok")


def redirects_to_the_forbidden(address):
    def handler(server, request):
        return request.redirect(address.format(port=server.ports["forbidden"]))

    return handler


def then_nothing(start):
    async def handler(server, request):
        await request.raw(start)
        await asyncio.sleep(server.hang)

    return handler


def cut_once(_server, request):
    return request.raw(HEAD) if request.visits == 1 else request.send(200)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9000\r\n\r\n"
INERT = page(
    "<title>Inert</title><template id=own><p id=inside></template><noscript><p id=scriptless></noscript>"
    "<textarea id=field><p id=text></textarea><template><template></template><p id=after-inner></template>"
    "<p title='<xmp>' id=real>x</p>"
)
APP = page("<title>App</title><div id=root></div><script src=app.js></script>")
ONE = "<title>One</title><h1 id=one>One</h1><script src=count.js></script>"
DOUBT = "<title>shop.org</title><p>Please confirm that you are human. <img src=captcha.png>"

EXACT["/slash/"] = ok
for arguments in (
    ("/deep", "ok", page(DEEP), "#inside"),
    ("/utf-16", "ok", page(UMLAUT.encode("utf-16"), content_type="text/html; charset=utf-16"), "#%C3%BC"),
    ("/latin-1", "ok", page(f"<meta charset=iso-8859-1>{UMLAUT}".encode("latin-1"), content_type="text/html"), "#%C3%BC"),
    ("/xhtml", "ok", page("<html><p id='a'>x</p></html>", content_type=XHTML), "#a"),
    ("/xhtml-gone", "fragment", page("<html><p id='a'>x</p></html>", content_type=XHTML), "#b"),
    ("/no-ids", "fragment", page("<p>x"), "#b"),
    ("/upper-case", "ok", page("<P ID=Up>x<A NAME='other'>"), "#other"),
    ("/late-newlines", "ok", raw(b"\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")),
    ("/lower-case", "ok", raw(b"http/1.1 200 ok\r\nContent-Length: 0\r\n\r\n")),
    ("/two-locations", "moved", raw(b"HTTP/1.1 301 x\r\nLocation: /status/200\r\nLocation: /status/404\r\n\r\n")),
    ("/only-fragment", "broken", leads_to("#x", 301)),
    ("/query-only", "ok", answers_the_query),
    ("/to-ftp", "broken", leads_to("ftp://127.0.0.1/x")),
    ("/to-script", "broken", leads_to("javascript:alert(1)")),
    ("/to-port-0", "broken", leads_to("http://127.0.0.1:0/")),
    ("/to-big-port", "broken", leads_to("http://127.0.0.1:70000/")),
    ("/to-no-host", "broken", leads_to("http:///x")),
    ("/brotli-unasked", "ok", page(b"\x1b\x00", content_encoding="br")),
    ("/not-modified", "ok", lambda _server, request: request.send(304)),
    ("/http-0.9", "transient", raw(b"<html>hello")),
    ("/nul-header", "ok", raw(b"HTTP/1.1 200 OK\r\nX: \x00\x01\r\nContent-Length: 0\r\n\r\n")),
    ("/negative-length", "ok", raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx")),
    ("/two-lengths", "ok", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello")),
    ("/status-99999", "transient", raw(b"HTTP/1.1 99999 OK\r\nContent-Length: 0\r\n\r\n")),
    ("/status-000", "transient", raw(b"HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n")),
    ("/other-protocol", "transient", raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")),
    ("/interim-for-ever", "transient", raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)),
    ("/long-header", "ok", raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\nContent-Length: 0\r\n\r\n")),
    ("/many-cookies", "ok", raw(b"HTTP/1.1 200 OK\r\n" + COOKIES + b"Content-Length: 0\r\n\r\n")),
    ("/slash", "moved", leads_to("/slash/", 301)),
    ("/refresh", "ok", lambda _server, request: request.send(200, refresh="0; url=http://127.0.0.9:1/")),
    ("/denied", "blocked", page("<title>Access Denied</title><h1>Access Denied</h1>You have no permission")),
    ("/on-denials", "ok", page(f"<title>Access denied errors</title><h1>Access denied errors</h1>{PARAGRAPH}")),
    ("/oops", "soft404", page("<title>Shop</title><h1>Oops!</h1><p>We can't find the page you are looking for.")),
    ("/sentence", "soft404", page("<title>Shop</title><p>Sorry, the page you requested could not be found.</p>")),
    ("/room-404", "ok", page("<title>Hotel room 404</title><h1>Room 404</h1><p>Nice room.")),
    ("/on-missing", "ok", page("<title>What does 'page not found' mean?</title><h1>On errors</h1><p>When a server ...")),
    ("/hang-after-head", "transient", then_nothing(HEAD)),
    ("/hang-in-markup", "transient", then_nothing(HEAD + b"<html><body class=shop>")),
    ("/cut-after-head", "transient", raw(HEAD)),
    ("/cut-once", "ok", cut_once),
    ("/cut-404", "broken", raw(HEAD.replace(b"200", b"404"))),
    ("/many-fields", "ok", raw(b"HTTP/1.1 200 OK\r\n" + b"Server: x\r\n" * 150 + b"Content-Length: 0\r\n\r\n")),
    ("/private/circled", "blocked", redirects_to_the_forbidden("http://\u2460\u2461\u2466.0.0.9:{port}/")),
    ("/private/backslashes", "blocked", redirects_to_the_forbidden("http:\\\\127.0.0.9:{port}\\")),
    ("/to-odd-host", "broken", leads_to("http://a\u2488b..c/")),
    ("/wall-503", "blocked", lambda _server, request: request.send(503, DOUBT)),
    ("/wall-400", "blocked", lambda _server, request: request.send(400, "<script>window._cf_chl_opt={}</script>")),
    ("/wall-in-frame", "blocked", page("<iframe src='/_Incapsula_Resource?x=1'>Request unsuccessful.</iframe>")),
    ("/waf-202", "blocked", lambda _server, request: request.send(202, "", x_amzn_waf_action="challenge")),
    ("/waf-405", "blocked", lambda _server, request: request.send(405, "Confirm", x_amzn_waf_action="captcha")),
    ("/wall-404", "broken", lambda _server, request: request.send(404, DOUBT)),
    ("/busy", "transient", lambda _server, request: request.send(503, "<title>Busy</title><p>Please try again later.")),
    ("/form", "ok", page("<title>Contact</title><h1>Contact</h1><form><div class=g-recaptcha></div></form>")),
    ("/inert", "fragment", INERT, "#inside"),
    ("/inert", "fragment", INERT, "#scriptless"),
    ("/inert", "fragment", INERT, "#text"),
    ("/inert", "fragment", INERT, "#after-inner"),
    ("/inert", "ok", INERT, "#own"),
    ("/inert", "ok", INERT, "#field"),
    ("/inert", "ok", INERT, "#real"),
    ("/app", "ok", APP, "#made-by-the-script"),
    ("/one", "fragment", page(ONE), "#two"),
    ("/comments", "ok", page("<p id=first>" + PARAGRAPH + "<!--" * 200_000), "#first"),
    ("/comments-on", "fragment", page("<p id=first>" + PARAGRAPH + "<!--" * 700_000), "#gone"),
    ("/quotes", "fragment", page("<p id=first>" + PARAGRAPH + '<a id="' * 300_000), "#gone"),
    ("/long-number", "ok", page(f"<p id='&#{'9' * 5000};'>{PARAGRAPH}<p id=last>"), "#last"),
    ("/private/tab", "blocked|broken", redirects_to_the_forbidden("http://127.0.\t0.9:{port}/")),
    ("/private/percent", "blocked|broken", redirects_to_the_forbidden("http://%31%32%37.0.0.9:{port}/")),
    ("/large-text", "ok", page("x" * 5_000_000, content_type="text/plain")),
):  # fmt: skip
    add(*arguments)
