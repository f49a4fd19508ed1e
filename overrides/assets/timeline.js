/* The reader's own dates: a day, the days after it from a plain table, and a calendar file. Nothing leaves the browser. */

import { data, words } from "./site.js";

const DAY = 86400000;

/** The days of a cell: "3" or "30-90". */
export function span(text) {
  const [from, to] = text.split("-").map(Number);
  return { from, to: to ?? from };
}

/** A day some days later; days are counted in UTC, so that no summer time gets in between. */
export const later = (day, days) => new Date(day.getTime() + days * DAY);

/** A date in the words of the Locale, Gregorian and with the digits the Pages use; `first` is the first day of a month. */
export function inWords(day, locale, first) {
  const form = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { dateStyle: "long", timeZone: "UTC" });
  return form.formatToParts(day).map(({ type, value }) => (type === "day" && value === "1" ? first : value)).join("");
}

const compact = (day) => day.toISOString().slice(0, 10).replaceAll("-", "");
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

/** Lines of at most 75 octets, as RFC 5545 asks; a letter is never cut. */
export function folded(line) {
  const encoder = new TextEncoder();
  const lines = [""];
  for (const letter of line) {
    const last = lines.length - 1;
    if (encoder.encode(lines[last] + letter).length > 75) lines.push(" " + letter);
    else lines[last] += letter;
  }
  return lines.join("\r\n");
}

/** The calendar file: an all-day entry per event, with a reminder the day before. */
export function calendar(events, stamp) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Opzegwijzer//Timeline//EN", "CALSCALE:GREGORIAN"];
  events.forEach(({ day, end, text, address }, number) => {
    lines.push(
      "BEGIN:VEVENT", `UID:${compact(day)}-${number}@opzegwijzer`, `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(day)}`, `DTEND;VALUE=DATE:${compact(later(end, 1))}`,
      `SUMMARY:${escaped(text)}`, `URL:${address}`, "TRANSP:TRANSPARENT",
      "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15H", `DESCRIPTION:${escaped(text)}`, "END:VALARM", "END:VEVENT",
    );
  });
  return [...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function build(wrapper) {
  const form = wrapper.previousElementSibling;
  const input = form.querySelector("input");
  const button = form.querySelector("button");
  const rows = [...wrapper.querySelectorAll("[data-days]")].map((cell) => ({
    text: cell.parentElement.cells[0].textContent.trim(),
    days: span(cell.dataset.days),
    place: cell.appendChild(element("span", { className: "timeline-dates", hidden: true })),
  }));

  const day = () => (input.validity.valid && input.value ? new Date(input.value + "T00:00:00Z") : null);
  const show = () => {
    const start = day();
    button.hidden = !start;
    for (const { place, days } of rows) {
      place.hidden = !start;
      if (!start) continue;
      const [from, to] = [days.from, days.to].map((count) => inWords(later(start, count), data.locale, words["date-first"] ?? "1"));
      place.textContent =
        days.from === days.to ? from : words["timeline-range"].replace("{from}", from).replace("{to}", to);
    }
  };
  input.addEventListener("input", show);
  // A reader, or a browser that remembers, may have filled in the day before this ran.
  show();
  button.addEventListener("click", () => {
    const start = day();
    const events = rows.filter(({ days }) => days.to > 0).map(({ text, days }) => ({
      day: later(start, days.from), end: later(start, days.to), address: location.href.split("#")[0],
      text: words["timeline-reminder"].replace("{what}", text),
    }));
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const file = new Blob([calendar(events, stamp)], { type: "text/calendar;charset=utf-8" });
    const link = element("a", { href: URL.createObjectURL(file), download: words["timeline-file"] + ".ics" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

export function start() {
  document.querySelectorAll(".timeline").forEach(build);
}
