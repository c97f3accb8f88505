// The plan and how it changes; and links that hold one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeOf } from "../../theme/assets/plan/count.js";
import { decodePlan, encodePlan } from "../../theme/assets/plan/link.js";
import {
  asItem,
  changed,
  emptyPlan,
  MOST_ITEMS,
  moved,
  parsePlan,
  withItems,
  withoutItem,
  withStack,
} from "../../theme/assets/plan/list.js";
import { conformance, problemOf } from "./reading.mjs";

/** @param {string[]} refs */
const planOf = (...refs) =>
  withItems(
    emptyPlan(),
    refs.map((ref) => ({ ref })),
  );
/** @param {{ items: { ref: string }[] }} plan */
const refsOf = (plan) => plan.items.map((item) => item.ref);

test("an item from anywhere is made safe, and nonsense is none", () => {
  const item = { ref: "a/b", title: 7, target: "2026-02-30", note: "n".repeat(3_000), extra: 1 };
  const safe = asItem(item);
  assert.deepEqual([safe?.title, safe?.target, safe?.note.length], ["", "", 2_000]);
  assert.deepEqual(Object.keys(safe ?? {}), ["ref", "title", "target", "note"]);
  for (const odd of [null, "a/b", {}, { ref: 1 }, { ref: "a" }, { ref: "../b" }, { ref: "a/B" }]) {
    assert.equal(asItem(odd), null);
  }
});

test("what was kept is read as far as it makes sense, each thing once", () => {
  const kept = { items: [{ ref: "a/b" }, { ref: "a/b" }, "?"], stacks: "?", removed: null };
  assert.deepEqual(parsePlan(kept), { ...planOf("a/b"), stacks: [], removed: [] });
});

test("what is put back has the date and note that it had", () => {
  const dated = changed(planOf("a/b", "a/c"), "a/b", { target: "2026-06-01", note: "Ask Kim" });
  const back = withItems(withoutItem(dated, "a/b"), [{ ref: "a/b", title: "B" }]);
  assert.deepEqual(refsOf(back), ["a/c", "a/b"]);
  assert.deepEqual(back.items[1], {
    ref: "a/b",
    title: "B",
    target: "2026-06-01",
    note: "Ask Kim",
  });
  assert.deepEqual(back.removed, []);
});

test("a stack adds what is not there yet, and its name once", () => {
  const stack = { ref: "a/s", title: "S", credentials: [{ ref: "a/b" }, { ref: "a/c" }] };
  const plan = withStack(withStack(planOf("a/b"), stack), stack);
  assert.deepEqual(refsOf(plan), ["a/b", "a/c"]);
  assert.deepEqual(plan.stacks, [{ ref: "a/s", title: "S" }]);
});

test("a change leaves the old plan as it was", () => {
  const plan = planOf("a/b", "a/c", "a/d");
  assert.deepEqual(refsOf(moved(plan, "a/d", 0)), ["a/d", "a/b", "a/c"]);
  assert.deepEqual(refsOf(moved(plan, "a/b", 99)), ["a/c", "a/d", "a/b"]);
  assert.deepEqual(refsOf(plan), ["a/b", "a/c", "a/d"]);
});

for (const { title, references, expected } of conformance("plan-link").cases) {
  test(`a link holds ${JSON.stringify(title)}`, () => {
    const items = planOf(...references).items;
    assert.equal(encodePlan(title, items), expected);
    assert.deepEqual(decodePlan(expected), { title, items });
  });
}

test("dates and notes travel, and a link that was changed is told from a newer one", () => {
  const { items } = changed(planOf("a/b"), "a/b", { target: "2026-06-01", note: "日本 “x”" });
  const link = encodePlan("", items);
  assert.deepEqual(decodePlan(link), { title: "", items });
  assert.match(problemOf(decodePlan(link.slice(0, -1))), /damaged/);
  assert.match(problemOf(decodePlan(`2${link.slice(1)}`)), /newer version/);
  for (const odd of ["", "1", "1..", "1.00000000.", "x.y.z"]) {
    assert.match(problemOf(decodePlan(odd)), /damaged/);
  }
});

test("the count in the header is that of the plan, also of one that was written by hand", () => {
  const many = Array.from({ length: MOST_ITEMS + 9 }, (_, n) => ({ ref: `a/b${n}` }));
  const lists = [
    [],
    [{ ref: "a/b" }, { ref: "a/b" }, null, "?", { ref: "../b" }, { ref: 7 }],
    many,
  ];
  for (const items of lists) {
    const raw = JSON.stringify({ version: 1, items });
    assert.equal(sizeOf(raw), parsePlan(JSON.parse(raw)).items.length);
  }
  assert.deepEqual(
    lists.map((items) => sizeOf(JSON.stringify({ version: 1, items }))),
    [0, 1, MOST_ITEMS],
  );
  const unread = [null, "", "{", "null", '{"version":2,"items":[{"ref":"a/b"}]}', '{"version":1}'];
  assert.deepEqual(unread.map(sizeOf), [0, 0, 0, 0, 0, 0]);
});
