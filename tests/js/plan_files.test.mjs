// A plan as a calendar (RFC 5545) and as Markdown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, planCalendar, planMarkdown } from "../../theme/assets/plan/files.js";
import { made } from "./reading.mjs";

const BASE = "https://badges.example/site/";
const FACTS = {
  title: "Listening; and *asking*",
  hours: { text: "5–10 hours" },
  issuer_name: "Riverside",
  cost: { text: "Free" },
  requires_students: true,
};
const KNOWN = "Riverside · 5–10 hours · Free · needs students · by 31 December 2026";
const ITEM = { ref: "a/b", title: "Old title", target: "2026-12-31", note: "Ask Kim,\nthen go" };

test("a line of a calendar has 75 octets at most and goes on behind a space", () => {
  const folded = fold(`SUMMARY:${"ü".repeat(60)}`).split("\r\n");
  assert.deepEqual(
    folded.map((line) => new TextEncoder().encode(line).length),
    [74, 55],
  );
  assert.ok(folded[1].startsWith(" ü"));
});

test("each date is an all-day event, with special characters escaped", () => {
  const entries = [
    { item: ITEM, facts: FACTS },
    { item: { ...ITEM, ref: "a/c", target: "" }, facts: null },
  ];
  const text = planCalendar(made(entries), BASE, new Date("2026-06-01T08:00:00.123Z"));
  assert.deepEqual(text.split("\r\n").slice(4, -2), [
    "BEGIN:VEVENT",
    "UID:a.b.plan@badges.example",
    "DTSTAMP:20260601T080000Z",
    "DTSTART;VALUE=DATE:20261231",
    "DTEND;VALUE=DATE:20270101",
    "SUMMARY:Submit: Listening\\; and *asking*",
    "DESCRIPTION:About 5–10 hours\\nRiverside\\nAsk Kim\\,\\nthen go",
    "URL:https://badges.example/site/catalog/a/b/",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
});

test("Markdown keeps the order and marks no letter of a title", () => {
  const entries = [
    { item: ITEM, facts: FACTS },
    { item: { ref: "a/c", title: "", target: "", note: "" }, facts: null },
  ];
  assert.equal(
    planMarkdown(made(entries), BASE, "2026-06-01", ["5–10 hours in all"]),
    `# My plan

Written on 1 June 2026.

1. [Listening; and \\*asking\\*](${BASE}catalog/a/b/) — ${KNOWN}

   > Ask Kim,
   > then go

2. [a/c](${BASE}catalog/a/c/) — 

- 5–10 hours in all
`,
  );
});
