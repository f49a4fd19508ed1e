"""A Ledger is read tolerantly, written exactly, and never makes a Block fresh by accident."""

from itertools import zip_longest

import pytest
from hypothesis import example, given
from hypothesis import strategies as make

from helpdesk.blocks import digest_of
from helpdesk.translations.ledger import Fault, Record, as_text
from helpdesk.translations.lines import digits_of, lines_digest
from helpdesk.translations.reading import parse

line = make.text(make.characters(exclude_characters="\r\n", exclude_categories=("Cs",)), max_size=20)
word = make.from_regex(r"[a-z]{1,8}", fullmatch=True)


@make.composite
def record(draw):
    family = draw(make.sampled_from(["p", "li", "code"]))
    text = "\n".join(draw(make.lists(line, min_size=1, max_size=4)))
    target = f"{draw(make.integers(0, 16**10 - 1)):010x}"
    waivers = tuple(sorted(draw(make.dictionaries(word.filter(lambda w: w != "notice"), word, max_size=2)).items()))
    quiet = ("1a2b3c4d", draw(word)) if draw(make.booleans()) else ("", "")
    digits = digest_of(family, text)[:8]
    if family == "code" and draw(make.booleans()):
        others = tuple(f"{draw(make.integers(0, 16**8 - 1)):08x}" for _line in range(draw(make.integers(1, 5))))
        lines = tuple(zip_longest(digits_of(family, text), others, fillvalue=""))
        return Record(family, digits, text, lines_digest(others), waivers, quiet, (), lines)
    return Record(family, digits, text, target, waivers, quiet, bound=digits if draw(make.booleans()) else "")


@given(make.lists(record(), max_size=6))
def test_what_is_written_is_read_back(records):
    assert parse(as_text(records)).records == tuple(records)
    assert parse(as_text(records).replace("\n", "\r\n")).records == tuple(records)


CUT_IN_A_LINE = Record(
    "code", digest_of("code", "a\nb\nc")[:8], "a\nb\nc", lines_digest(["0" * 8] * 4),
    lines=(*((one, "0" * 8) for one in digits_of("code", "a\nb\nc")), ("", "0" * 8)),
)  # fmt: skip


@given(make.lists(record(), min_size=1, max_size=4), make.integers(0, 400))
@example([CUT_IN_A_LINE], len(as_text([CUT_IN_A_LINE]).rpartition(" - ")[0]))
def test_a_ledger_cut_anywhere_keeps_only_whole_records_trusted(records, place):
    whole = as_text(records)
    for found in parse(whole[:place]).records:
        if found.trusted:
            assert any((found.source, found.target, found.text) == (r.source, r.target, r.text) for r in records)


@given(make.text())
def test_any_text_is_read_without_an_exception(text):
    parse(text)


def test_unknown_lines_of_a_record_are_kept():
    text = f"[p {digest_of('p', 'a')[:8]}]\n> a\n= 0123456789\n? something new\n\n"
    assert as_text(parse(text).records) == text


def test_a_record_whose_text_was_edited_by_hand_is_not_trusted():
    found = parse("[p 01234567]\n> a\n= 0123456789\n\n")
    assert not found.records[0].trusted
    assert found.faults == ((1, Fault.DAMAGED),)


def test_both_sides_of_a_conflict_are_kept_but_not_trusted():
    a, b = digest_of("p", "a")[:8], digest_of("p", "b")[:8]
    found = parse(
        f"[p {a}]\n> a\n= 0000000000\n\n<<<<<<< ours\n[p {a}]\n> a\n= 1111111111\n\n"
        f"||||||| base\n[p {a}]\n> a\n= 3333333333\n\n=======\n[p {b}]\n> b\n= 2222222222\n\n>>>>>>> theirs\n"
    )
    assert [(r.target, r.trusted) for r in found.records] == [
        ("0000000000", True), ("1111111111", False), ("2222222222", False)
    ]  # fmt: skip
    assert (5, Fault.CONFLICT) in found.faults


LEDGERS = {"ours": ("een", "eins"), "theirs": ("twee", "zwei")}


@pytest.mark.parametrize(
    ("source", "target", "state"),
    [("een", "eins", "fresh"), ("twee", "zwei", "fresh"), ("twee", "eins", "not fresh"), ("een", "zwei", "not fresh")],
)
def test_resolving_never_makes_a_block_fresh_that_nobody_accepted(project, helpdesk, source, target, state):
    def page(word):
        return f"Dit is de tekst van {word}.\n"

    def entry(words):
        text, translation = page(words[0]).strip(), page(words[1]).strip()
        return f"[p {digest_of('p', text)[:8]}]\n> {text}\n= {digest_of('p', translation)}\n\n"

    conflict = f"<<<<<<< ours\n{entry(LEDGERS['ours'])}=======\n{entry(LEDGERS['theirs'])}>>>>>>> theirs\n"
    root = project(
        {"docs/nl/a.md": page(source), "docs/de/a.md": page(target), "i18n/state/de/a.txt": conflict},
        locales=("nl", "de"),
    )
    code, report, _err = helpdesk(root, "translations", "--blocks")
    assert code == 1
    assert "ledger-conflict" in {finding["code"] for finding in report["findings"]}
    assert {block["state"] for block in report["blocks"]} == {"unconfirmed"} or state == "not fresh"
    assert helpdesk(root, "translations", "accept", "a")[0] == 2
    assert helpdesk(root, "translations", "resolve")[0] == 0
    blocks = helpdesk(root, "translations", "--blocks")[1]["blocks"]
    assert ({block["state"] for block in blocks} == {"fresh"}) == (state == "fresh")


def test_a_conflict_inside_a_record_gives_one_record_per_side():
    a, b = digest_of("p", "a")[:8], digest_of("p", "b")[:8]
    tail = parse(f"[p {a}]\n> a\n<<<<<<< ours\n= 1111111111\n=======\n= 2222222222\n>>>>>>> theirs\n\n")
    assert [(r.text, r.target, r.trusted) for r in tail.records] == [
        ("a", "1111111111", False),
        ("a", "2222222222", False),
    ]
    head = parse(f"<<<<<<< ours\n[p {a}]\n> a\n=======\n[p {b}]\n> b\n>>>>>>> theirs\n= 3333333333\n\n")
    assert {(r.text, r.target, r.trusted) for r in head.records} == {
        ("a", "3333333333", False),
        ("b", "3333333333", False),
    }


CODE = "```sh\nmaak\n```\n"


@pytest.fixture
def accepted(project, helpdesk):
    root = project({"docs/nl/a.md": CODE, "docs/de/a.md": CODE.replace("maak", "mach")}, locales=("nl", "de"))
    assert helpdesk(root, "translations", "accept", "a")[0] == 0
    return root


def test_code_is_recorded_line_by_line(accepted):
    fence, close, maak, mach = (digest_of("code", line)[:8] for line in ("```sh", "```", "maak", "mach"))
    text = "".join(f"> {line}\n" for line in CODE.splitlines())
    lines = f"= {fence} {fence}\n= {maak} {mach}\n= {close} {close}\n=\n"
    assert (accepted / "i18n/state/de/a.txt").read_text() == f"[code]\n{text}{lines}\n"


@pytest.mark.parametrize("old", [False, True])
def test_code_accepted_in_either_form_is_fresh_until_a_line_changes(accepted, helpdesk, old):
    if old:
        text = "".join(f"> {line}\n" for line in CODE.splitlines())
        body = CODE.strip()
        target = digest_of("code", body.replace("maak", "mach"))
        (accepted / "i18n/state/de/a.txt").write_text(f"[code {digest_of('code', body)[:8]}]\n{text}= {target}\n\n")
    assert [block["state"] for block in helpdesk(accepted, "translations", "--blocks")[1]["blocks"]] == ["fresh"]
    (accepted / "docs/de/a.md").write_text(CODE.replace("maak", "machen"))
    assert [block["state"] for block in helpdesk(accepted, "translations", "--blocks")[1]["blocks"]] == ["unconfirmed"]
    (accepted / "docs/nl/a.md").write_text(CODE.replace("maak", "maken"))
    assert [block["state"] for block in helpdesk(accepted, "translations", "--blocks")[1]["blocks"]] == ["perhaps-done"]


@pytest.mark.parametrize("change", [("> maak", "> maken"), ("=\n\n", ""), ("= ", "", 1), ("[code]", "[code 01234567]")])
def test_a_record_by_line_that_somebody_touched_is_not_trusted_and_not_mended_by_the_way(accepted, helpdesk, change):
    path = accepted / "i18n/state/de/a.txt"
    damaged = path.read_text().replace(*change)
    path.write_text(damaged)
    found = parse(damaged)
    assert [record.trusted for record in found.records] == [False]
    assert {fault for _line, fault in found.faults} <= {Fault.CUT, Fault.DAMAGED}
    assert found.faults
    assert as_text(found.records).strip() == damaged.strip()
    assert {block["state"] for block in helpdesk(accepted, "translations", "--blocks")[1]["blocks"]} != {"fresh"}


def test_a_wrapped_text_of_one_writer_with_the_translation_of_another_is_damaged():
    one, other = (digest_of("p", text)[:8] for text in ("a\nb", "a\nc"))
    found = parse(f"[p {one}]\n> a\n> b\n= {other} 0123456789\n\n")
    assert found.faults == ((1, Fault.DAMAGED),)
    assert not found.records[0].trusted


@pytest.mark.parametrize("lost", ["<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n"])
def test_where_a_marker_is_missing_nothing_is_trusted(lost):
    a, b = (f"[p {digest_of('p', text)[:8]}]\n> {text}\n= 0123456789\n\n" for text in "ab")
    found = parse(f"{a}<<<<<<< ours\n{a}=======\n{b}>>>>>>> theirs\n{b}".replace(lost, ""))
    assert not any(record.trusted for record in found.records)
    assert Fault.CONFLICT in {fault for _line, fault in found.faults}


def test_a_record_with_two_conflicts_inside_gives_one_whole_record_per_side():
    def by_line(*words):
        lines = "".join(f"= {digest_of('code', word)[:8]} {digest_of('code', word)[:8]}\n" for word in words)
        return "[code]\n" + "".join(f"> {word}\n" for word in words) + lines + "=\n\n"

    ours, theirs = by_line("a", "b", "c").split("\n"), by_line("a", "x", "c").split("\n")
    both = [mine if mine == other else f"<<<<<<< o\n{mine}\n=======\n{other}\n>>>>>>> t"
            for mine, other in zip(ours, theirs, strict=True)]  # fmt: skip
    found = parse("\n".join(both))
    assert [(record.text, record.trusted, record.raw) for record in found.records] == [
        ("a\nb\nc", False, ()),
        ("a\nx\nc", False, ()),
    ]
