// The office's letter, read into headings, lists, and paragraphs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayAfter } from "../../theme/assets/dates.js";
import { blocksOf } from "../../theme/assets/letter.js";

const LETTER = `Wait time

Submission k7qm3-xw9t2, attempt 1, version 1.0.
Submitted on 2026-11-02, decided on 2026-11-29.

Dear Eva Lund,

Reader A: submit again

It began on 2026-01-05.

- Part 1, Waiting: Emerging. Short waits.
  To reach Shown: Waits of three seconds.
  What this reader saw: two of them
- Part 2, Notes: Shown.

Another try

Wait 10 days first: submit again on 2026-12-09 or later.
You may appeal.
`;

test("a letter has headings, lists, and days in words", () => {
  assert.deepEqual(
    blocksOf(LETTER, "Wait time").map(({ kind, pieces }) => [kind, ...pieces]),
    [
      [
        "text",
        [
          "Submission k7qm3-xw9t2, attempt 1, version 1.0.",
          "Submitted on 2 November 2026, decided on 29 November 2026.",
        ],
      ],
      ["text", ["Dear Eva Lund,"]],
      ["heading", ["Reader A: submit again"]],
      ["text", ["It began on 2026-01-05."]],
      [
        "list",
        [
          "Part 1, Waiting: Emerging. Short waits.",
          "To reach Shown: Waits of three seconds.",
          "What this reader saw: two of them",
        ],
        ["Part 2, Notes: Shown."],
      ],
      ["heading", ["Another try"]],
      [
        "text",
        ["Wait 10 days first: submit again on 9 December 2026 or later.", "You may appeal."],
      ],
    ],
  );
});

test("a title that is not above stays, and any text is a letter", () => {
  assert.deepEqual(blocksOf(LETTER, "Another")[0].pieces, [["Wait time"]]);
  assert.deepEqual(blocksOf(""), []);
  assert.deepEqual(blocksOf("<b>x</b>\r\n- y")[0].pieces, [["<b>x</b>"]]);
});

test("a day after others crosses months and the end of summer time", () => {
  assert.equal(dayAfter("2026-02-24", 10), "2026-03-06");
  assert.equal(dayAfter("2026-10-24", 2), "2026-10-26");
});
