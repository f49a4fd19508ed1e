"""What became of each Block when source and translation were both edited."""

import pytest

from helpdesk.blocks import split
from helpdesk.translations.ledger import Record
from helpdesk.translations.track import BlockState, track

SOURCE = """# Bestellen

Kies een product uit de lijst van vandaag.

Betaal met een kaart of op rekening.

## Bezorgen

Wij bezorgen elke dag tot acht uur 's avonds.

Een bezorger belt altijd twee keer aan.
"""
TARGET = """# Bestellung

Wählen Sie ein Produkt aus der heutigen Liste.

Bezahlen Sie mit Karte oder auf Rechnung.

## Lieferung

Wir liefern jeden Tag bis acht Uhr abends.

Ein Bote klingelt immer zweimal.
"""


def tracked(source, target, *, now, then):
    """The states and pairs, as texts, after source and target became what `now` says."""
    blocks = [[block for block in split(text) if block.tracked] for text in (source, target)]
    records = [Record(s.family, s.digest[:8], s.body, t.digest) for s, t in zip(*blocks, strict=True)]
    return track(split(now), records, split(then))


def pairs(entries):
    return {entry.source.body: entry.target.body for entry in entries if entry.source and entry.target}


def states(entries):
    return {entry.block.body: entry.state for entry in entries}


def changed(text, *edits):
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return text


def test_an_edited_translation_beside_a_moved_one_keeps_its_source():
    entries = tracked(
        SOURCE,
        TARGET,
        now=changed(
            SOURCE,
            ("Kies een product uit de lijst van vandaag.\n\n", ""),
            ("Een bezorger", "Kies een product uit de lijst van vandaag.\n\nEen bezorger"),
        ),
        then=changed(TARGET, ("Wählen Sie", "Nehmen Sie"), ("Bezahlen Sie", "Zahlen Sie")),
    )
    assert pairs(entries)["Kies een product uit de lijst van vandaag."].startswith("Nehmen Sie")
    assert pairs(entries)["Betaal met een kaart of op rekening."].startswith("Zahlen Sie")
    assert not any(entry.unsure for entry in entries)


def test_a_new_section_of_the_same_shape_does_not_take_the_edited_translations_of_the_old_one():
    source = "# A\n\n## Met npm\n\n```sh\nnpm install een\n```\n\nKlaar is het pakket voor npm.\n"
    target = "# A\n\n## Mit npm\n\n```sh\nnpm install eins\n```\n\nFertig ist das Paket für npm.\n"
    new = "## Met bun\n\n```sh\nbun add een\n```\n\nKlaar is het pakket voor bun.\n\n"
    entries = tracked(
        source,
        target,
        now=changed(source, ("## Met npm", new + "## Met npm")),
        then=changed(target, ("Mit npm", "Mit dem npm"), ("eins", "eins zwei"), ("Fertig ist", "Nun ist")),
    )
    assert pairs(entries) == {
        "A": "A",
        "Met npm": "Mit dem npm",
        "```sh\nnpm install een\n```": "```sh\nnpm install eins zwei\n```",
        "Klaar is het pakket voor npm.": "Nun ist das Paket für npm.",
    }


def test_links_to_a_translated_heading_and_translated_code_do_not_speak_against_a_pair():
    source = "# A\n\nZie [de eerste](#de-eerste-stap).\n\nMet `Toegevoegd in:` erbij.\n\nEn dan de laatste regel.\n"
    target = "# A\n\nSiehe [den ersten](#schritt-eins).\n\nMit `Neu seit:` dabei.\n\nUnd dann die letzte Zeile.\n"
    entries = tracked(
        source,
        target,
        now=source,
        then=changed(target, ("Siehe", "Sehen Sie"), ("dabei", "am Ende"), ("Und dann", "Zum Schluss")),
    )
    assert len(pairs(entries)) == 4
    assert pairs(entries)["Met `Toegevoegd in:` erbij."] == "Mit `Neu seit:` am Ende."


def test_a_list_put_in_another_order_on_both_sides_and_edited_is_told_by_its_links():
    source = "# A\n\n" + "".join(f"- [Stap {n}](stap-{n}.md) uitgelegd\n" for n in range(4))
    target = "# A\n\n" + "".join(f"- [Schritt {n}](stap-{n}.md) erklärt\n" for n in range(4))
    entries = tracked(
        source,
        target,
        now="# A\n\n" + "".join(f"- [Stap {n}](stap-{n}.md) uitgelegd\n" for n in (3, 0, 1, 2)),
        then="# A\n\n" + "".join(f"- [Schritt {n}](stap-{n}.md) genau erklärt\n" for n in (3, 0, 1, 2)),
    )
    assert pairs(entries) == {"A": "A"} | {
        f"[Stap {n}](stap-{n}.md) uitgelegd": f"[Schritt {n}](stap-{n}.md) genau erklärt" for n in range(4)
    }


@pytest.mark.parametrize("gone", range(3))
def test_of_repeated_blocks_the_one_beside_its_old_neighbour_is_the_same(gone):
    part = (
        "## Deel {0}\n\nDe tekst van deel {0} begint hier.\n\n```sh\nnpm install\n```\n\nNa deel {0} is het klaar.\n\n"
    )
    own = (
        "## Teil {0}\n\nDer Text von Teil {0} beginnt hier.\n\n```sh\nnpm installiert\n```\n\nNach Teil {0} fertig.\n\n"
    )
    source, target = ("# A\n\n" + "".join(map(text.format, range(3))) for text in (part, own))
    entries = tracked(
        source,
        target,
        now=changed(source, (part.format(gone), "")).replace("Na deel", "Achter deel"),
        then=changed(target, (own.format(gone), "")).replace("Der Text", "Ein Text"),
    )
    assert not [entry for entry in entries if entry.source is None or entry.target is None]
    code = [entry for entry in entries if entry.family == "code"]
    assert [entry.state for entry in code] == [BlockState.FRESH] * 2
    assert not [entry for entry in entries if entry.state is BlockState.MOVED]


def test_of_records_that_say_the_same_none_is_left_with_one_side_only():
    cell = "| Ja |\n"
    source, target = f"| Kop |\n| --- |\n{cell * 4}", "| Kopf |\n| --- |\n" + "| Ja! |\n" * 4
    entries = tracked(
        source, target, now=changed(source, (cell, "")), then=changed(target, ("| Ja! |\n" * 2, "| Ja! |\n"))
    )
    assert [entry.state for entry in entries] == [BlockState.FRESH] * 4


def test_a_paragraph_that_became_an_item_is_the_same_text():
    entries = tracked(SOURCE, TARGET, now=changed(SOURCE, ("Betaal met", "- Betaal met")), then=TARGET)
    entry = next(entry for entry in entries if entry.family == "li")
    assert entry.state is BlockState.STALE
    assert entry.target.body == "Bezahlen Sie mit Karte oder auf Rechnung."


def test_a_short_text_reworded_between_its_old_neighbours_is_the_same_block():
    entries = tracked(SOURCE, TARGET, now=changed(SOURCE, ("## Bezorgen", "## Vervoer")), then=TARGET)
    assert states(entries)["Lieferung"] is BlockState.STALE
    assert pairs(entries)["Vervoer"] == "Lieferung"


def test_a_long_text_replaced_by_another_has_no_translation():
    entries = tracked(
        SOURCE, TARGET, now=changed(SOURCE, ("Wij bezorgen elke dag tot acht uur 's avonds.", "X" * 60)), then=TARGET
    )
    assert states(entries)["X" * 60] is BlockState.MISSING
    assert states(entries)["Wir liefern jeden Tag bis acht Uhr abends."] is BlockState.ORPHAN


def test_two_texts_that_fit_one_translation_alike_are_unsure():
    source, target = "# A\n\nEen zin.\n\nEen rij.\n\n## B\n", "# A\n\nEin Satz.\n\nEine Reihe.\n\n## B\n"
    entries = tracked(source, target, now=source, then="# A\n\nEin Wort.\n\n## B\n")
    assert {entry.block.body for entry in entries if entry.unsure} == {"Een zin.", "Een rij.", "Ein Wort."}


def test_a_text_with_and_one_without_code_are_told_apart_beside_a_left_over():
    source = "# A\n\n- Oneven versies mogen altijd weg.\n- De versie gaat van `v18.14` naar `v18.20`.\n- Bij gevaar mag alles.\n"
    target = "# A\n\n- Ungerade dürfen weg.\n- Die Version geht von `v18.14` zu `v18.20`.\n- Bei Gefahr geht alles.\n"
    entries = tracked(
        source,
        target,
        now=changed(source, ("v18.14", "22.14"), ("v18.20", "22.20")),
        then="# A\n\n- Ungerade darf man streichen.\n- Die Version steigt von `22.14` auf `22.20`.\n"
        "- Mindestens von `v18.14` auf `v18.20`.\n- Bei Gefahr ist alles erlaubt.\n",
    )
    assert [(e.source.body[:4], e.target.body[:4]) for e in entries if e.source and e.target][1:] == [
        ("Onev", "Unge"), ("De v", "Die "), ("Bij ", "Bei "),
    ]  # fmt: skip


def test_an_explanation_inside_a_tag_makes_a_translation_no_longer():
    source = "# A\n\n- Taken op de achtergrond.\n- Bestanden voor de pagina's.\n"
    title = "Aufgaben, die im Hintergrund laufen, ohne Anfragen aufzuhalten, und zwar im selben Prozess wie die Seite"
    target = f'# A\n\n- <abbr title="{title}, nichts sonst, wirklich gar nichts">Im Hintergrund</abbr>.\n- Dateien.\n'
    entries = track(split(source), [], split(target))
    assert [entry.state for entry in entries][1:] == [BlockState.UNCONFIRMED] * 2


@pytest.mark.parametrize("side", ["two texts made one", "one text cut in two"])
def test_what_only_a_translator_joined_or_cut_stands_for_the_first_of_the_two(side):
    two, one = "Betaal met een kaart.\n\nOf op rekening.", "Betaal met een kaart. Of op rekening."
    joined, cut = "Zahlen Sie mit Karte. Oder auf Rechnung.", "Zahlen Sie mit Karte.\n\nOder auf Rechnung."
    text, then = (two, joined) if side == "two texts made one" else (one, cut)
    was = "Bezahlen Sie mit Karte.\n\nOder mit Rechnung." if text is two else "Bezahlen Sie mit Karte oder Rechnung."
    entries = tracked(f"# A\n\n{text}\n", f"# A\n\n{was}\n", now=f"# A\n\n{text}\n", then=f"# A\n\n{then}\n")
    assert pairs(entries) == {"A": "A", text.partition("\n")[0]: then.partition("\n")[0]}


def test_the_title_of_a_box_does_not_move_without_the_box():
    source = "# A\n\n/// note | Details\n\nDe eerste tekst.\n\n///\n\n/// info\n\nDe tweede tekst.\n\n///\n"
    target = "# A\n\n/// note | Hinweis\n\nDer erste Text.\n\n///\n\n/// info | Info\n\nDer zweite Text.\n\n///\n"
    entries = tracked(
        source,
        target,
        now=changed(source, ("/// info", "/// note")),
        then=changed(target, ("/// note | Hinweis", "/// note | Genaueres"), ("/// info | Info", "/// note | Hinweis")),
    )
    assert {e.source.body: e.target.body for e in entries if e.family == "title"} == {
        "/// note | Details": "/// note | Genaueres",
        "/// note": "/// note | Hinweis",
    }


def test_copied_code_does_not_hide_that_one_language_is_shorter():
    code = "```sh\n" + "npm install een pakket met een lange naam\n" * 30 + "```\n"
    source = f"# A\n\n{'Een zin van gewone lengte. ' * 8}\n\n{code}\n## B\n\n{'Nog een lange zin. ' * 30}\n"
    target = f"# A\n\n{'普通的一句话。' * 8}\n\n{code}\n## B\n\n{'很长的一句话。' * 30}\n"
    entries = tracked(source, target, now=source, then=changed(target, ("普通的一句话。" * 8, "普通的话。" * 7)))
    assert not [entry for entry in entries if entry.source is None or entry.target is None]


def test_an_edited_text_that_moved_with_its_neighbour_in_the_translation_only_keeps_its_source():
    moved = "Bezahlen Sie mit Karte oder auf Rechnung.\n\n"
    entries = tracked(
        SOURCE,
        TARGET,
        now=changed(SOURCE, ("of op rekening", "of later")),
        then=changed(
            TARGET,
            ("Wählen Sie ein Produkt aus der heutigen Liste.\n\n", ""),
            (moved, ""),
            ("Ein Bote", "Wählen Sie ein Produkt aus der heutigen Liste.\n\nZahlen Sie bar.\n\nEin Bote"),
        ),
    )
    assert pairs(entries)["Betaal met een kaart of later."] == "Zahlen Sie bar."


def test_code_that_moved_and_was_edited_in_the_translation_keeps_its_source():
    code = "```sh\nkies een product uit de lijst\nbetaal met een kaart\n```\n\n"
    source = changed(SOURCE, ("Betaal", f"{code}Betaal"))
    target = changed(TARGET, ("Bezahlen", f"{code}Bezahlen"))
    entries = tracked(
        source,
        target,
        now=source,
        then=changed(target, (code, ""), ("Ein Bote", code.replace("kaart", "kaart nu") + "Ein Bote")),
    )
    assert "kaart nu" in pairs(entries)[code.strip()]


def test_a_heading_that_changed_places_with_its_neighbour_and_was_edited_is_the_last_heading_left():
    entries = tracked(
        SOURCE,
        TARGET,
        now=changed(SOURCE, ("## Bezorgen", "## Bezorging")),
        then=changed(TARGET, ("## Lieferung\n\n", ""), ("Ein Bote", "## Zustellung\n\nEin Bote")),
    )
    assert pairs(entries)["Bezorging"] == "Zustellung"


def test_a_heading_put_in_while_another_was_taken_out_elsewhere_is_no_translation_of_it():
    entries = tracked(
        SOURCE,
        TARGET,
        now=SOURCE,
        then=changed(TARGET, ("## Lieferung\n\n", "")) + "\nNoch ein Absatz.\n" * 6 + "\n## Neues\n",
    )
    assert "Bezorgen" not in pairs(entries)


def test_a_long_heading_cut_short_between_its_neighbours_that_moved_is_itself():
    heading = "Hoe Astro de webserver tijdens alle proeven opnieuw start"
    source = changed(SOURCE, ("Bezorgen", heading))
    target = changed(TARGET, ("## Lieferung", "## Wie Astro den Server bei allen Proben neu startet"))
    entries = tracked(
        source,
        target,
        now=changed(source, ("Astro de", "Astro nu de")),
        then=changed(target, ("## Wie Astro den Server bei allen Proben neu startet", "## Los")),
    )
    assert pairs(entries)[heading.replace("Astro de", "Astro nu de")] == "Los"


def test_a_paragraph_put_in_while_another_was_taken_out_elsewhere_is_no_translation_of_it():
    gone = "Wählen Sie ein Produkt aus der heutigen Liste.\n\n"
    entries = tracked(
        SOURCE,
        TARGET,
        now=SOURCE,
        then=changed(TARGET, (gone, ""), ("Ein Bote", "Neu ist hier dieser Absatz ohne Quelle.\n\nEin Bote")),
    )
    assert "Kies een product uit de lijst van vandaag." not in pairs(entries)


@pytest.mark.parametrize("added", ["", "Hier komt een nieuwe alinea bij.\n\n"])
def test_a_short_heading_reworded_while_both_its_neighbours_changed_is_the_same_block(added):
    entries = tracked(
        SOURCE,
        TARGET,
        now=changed(SOURCE, ("of op rekening", "of later"), ("## Bezorgen", f"{added}## Thuis"), ("Wij", "Wij mensen")),
        then=TARGET,
    )
    assert pairs(entries)["Thuis"] == "Lieferung"


def test_the_title_of_a_box_is_reworded_while_a_new_box_has_the_old_title():
    source = "# A\n\n{}Eerste alinea.\n\n!!! tip\n    Dit is een goede raad.\n\nTweede alinea.\n"
    target = "# A\n\nErster Absatz.\n\n!!! tip\n    Das ist ein guter Rat.\n\nZweiter Absatz.\n"
    new = "!!! tip\n    Hier staat iets heel anders.\n\n"
    entries = tracked(
        source.format(""), target, now=source.format(new).replace("tip\n    Dit", "note\n    Dit"), then=target
    )
    found = {entry.source.line: entry.target.line for entry in entries if entry.source and entry.target}
    assert found[8] == 5
    assert 3 not in found


def test_of_two_equal_boxes_one_of_which_is_gone_each_title_stays_with_its_own_text():
    box = "!!! note\n    {}\n\n"
    boxes = [box.format("Dit hoort bij het begin."), box.format("Dit hoort bij het einde van alles.")]
    others = [box.format("Das gehört zum Anfang."), box.format("Das gehört zum Ende von allem.")]
    source, target = "# A\n\n{0}Tussen beide.\n\n{1}", "# A\n\n{0}Zwischen beiden.\n\n{1}"
    entries = tracked(
        source.format(*boxes),
        target.format(*others),
        now=source.format("", boxes[1]),
        then=target.format(*others).replace(
            "!!! note\n    Das gehört zum Ende", '!!! note "Neu"\n    Das gehört zum Ende'
        ),
    )
    titles = [(e.source.line, e.target.line) for e in entries if e.family == "title" and e.source and e.target]
    assert titles == [(5, 8)]


def test_of_three_texts_of_which_one_is_gone_and_two_were_edited_the_neighbours_do_not_make_pairs():
    source = "# A\n\n" + "".join(f"Dit is de alinea over {name}.\n\n" for name in ("bomen", "vissen", "vogels"))
    target = "# A\n\n" + "".join(f"Das ist der Absatz zu {name}.\n\n" for name in ("Baum", "Fisch", "Vogel"))
    entries = tracked(
        source,
        target,
        now=source,
        then="# A\n\nHier ist der Absatz zu Fisch.\n\nHier ist der Absatz zu Vogel.\n\n",
    )
    assert pairs(entries).get("Dit is de alinea over bomen.") is None


def test_a_row_is_known_by_what_it_says_seldom_and_not_by_what_every_row_says():
    def page(*names):
        rows = "".join(f"| App | `{name}` | Histogram | seconds |\n" for name in names)
        other = "| App | `rpc.client` | Counter | bytes |\n| --- | --- | --- | --- |\n"
        return f"| Group | Name | Type | Unit |\n| --- | --- | --- | --- |\n{rows}\n## Other\n\n{other}"

    before = page("http.client", "rpc.client", "rpc.server")
    now = page("rpc.client", "rpc.server", "queue.end", "db.server")
    entries = tracked(before, before, now=now, then=before)
    names = [(e.source.body, e.target.body) for e in entries if e.source and e.target and "." in e.source.body]
    assert [pair for pair in names if pair[0].startswith("`rpc") and pair[0] != pair[1]] == []


def test_an_empty_cell_is_no_translation():
    head = "| Option | Text |\n| --- | --- |\n"
    entries = tracked(
        head + "| `link` | Open the links |\n",
        head + "| `link` | Öffnet die Links |\n",
        now=head + "| `link` | Open all links |\n",
        then=head + "| `link` | |\n",
    )
    assert {entry.block.body: entry.state for entry in entries}["Open all links"] is BlockState.MISSING


def test_a_text_that_moved_and_was_copied_keeps_its_translation():
    moved = "## Bezorgen\n\n"
    entries = tracked(
        SOURCE,
        TARGET,
        now=changed(SOURCE, (moved, "")) + f"\n{moved}{moved}",
        then=changed(TARGET, ("## Lieferung\n\n", "")) + "\n## Lieferung\n",
    )
    assert pairs(entries)["Bezorgen"] == "Lieferung"
    found = [entry.state for entry in entries if entry.source and entry.source.body == "Bezorgen"]
    assert sorted(state.value for state in found) == ["fresh", "missing"]


@pytest.mark.parametrize(
    ("after", "state"),
    [
        # Half of its letters stand in the same order, and no word of it is the same.
        ("Meer weten over de soorten plannen? Bekijk de [ondersteuningsplannen][support-plans].", BlockState.ORPHAN),
        (
            "Is deze keuze verplicht? Lees dan eerst welke [ondersteuningsplannen][support-plans] er zijn.",
            BlockState.STALE,
        ),
    ],
)
def test_a_text_without_a_word_of_the_one_it_took_the_place_of_is_another(after, state):
    before = "Deze keuze is dan verplicht. Zonder resources en zonder ondersteuningsplan ziet u stap 7 en 8 niet."
    sentence = "Wij bezorgen elke dag tot acht uur 's avonds."
    translated = "Wir liefern jeden Tag bis acht Uhr abends."
    now = changed(SOURCE, (sentence, after))
    entries = tracked(changed(SOURCE, (sentence, before)), TARGET, now=now, then=TARGET)
    assert states(entries)[translated] is state
