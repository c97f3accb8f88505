// Drafts of the forms: what one tab keeps never undoes what another does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../web/builder/drafts.js";

/** What a browser gives a page: the kept texts as properties, and functions that change them. */
class Kept {
  /** @param {string} key */
  getItem(key) {
    return Object.hasOwn(this, key) ? Reflect.get(this, key) : null;
  }
  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    Reflect.set(this, key, value);
  }
  /** @param {string} key */
  removeItem(key) {
    Reflect.deleteProperty(this, key);
  }
}

/** @param {unknown} storage */
function browser(storage) {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, value: storage });
}

/** @param {string} key */
const draft = (key, title = "") => ({
  ...{ key, id: "", step: 0, original: null, path: null },
  data: { title },
});
/** @param {Drafts} drafts */
const titles = (drafts) => drafts.stored().drafts.map((one) => one.data.title);

test("a tab that does not see yet what another has kept leaves it alone", () => {
  const first = new Kept();
  browser(first);
  const one = new Drafts("drafts");
  one.keep(draft("1", "before"));
  // The other tab sees the drafts as they were before the first wrote again.
  const second = Object.assign(new Kept(), first);
  one.keep(draft("2", "first"));
  browser(second);
  new Drafts("drafts").keep(draft("3", "second"));
  const written = Object.keys(second).filter((key) => !Object.hasOwn(first, key));
  assert.deepEqual(written, ["drafts/3"]);
  browser(Object.assign(new Kept(), second, first));
  assert.deepEqual(titles(new Drafts("drafts")).sort(), ["before", "first", "second"]);
});

test("a draft that another tab has changed goes on as a copy", () => {
  browser(new Kept());
  const mine = draft("1", "both");
  new Drafts("drafts").keep(mine);
  const theirs = { ...mine, data: { title: "theirs" } };
  assert.equal(new Drafts("drafts").keep(theirs).forked, false);
  const drafts = new Drafts("drafts");
  mine.data.title = "mine";
  assert.deepEqual(drafts.keep(mine), { problem: null, forked: true });
  assert.notEqual(mine.key, "1");
  assert.deepEqual(titles(drafts).sort(), ["mine", "theirs"]);
});

test("drafts that were kept under one key are there still", () => {
  const kept = new Kept();
  const old = { drafts: { a: draft("a", "One"), b: draft("b", "Two") }, version: 1 };
  kept.setItem("drafts", JSON.stringify(old));
  browser(kept);
  assert.deepEqual(titles(new Drafts("drafts")), ["One", "Two"]);
  assert.deepEqual(Object.keys(kept), ["drafts/a", "drafts/b"]);
});

test("drafts under one key that there is no room for stay there", () => {
  const kept = new Kept();
  const text = JSON.stringify({ drafts: { a: draft("a", "One") }, version: 1 });
  kept.setItem("drafts", text);
  kept.setItem = () => {
    throw new Error("quota");
  };
  Object.defineProperty(kept, "setItem", { enumerable: false });
  browser(kept);
  const drafts = new Drafts("drafts");
  assert.equal(kept.getItem("drafts"), text);
  assert.deepEqual(
    drafts.all().map((one) => one.data.title),
    ["One"],
  );
});

test("a draft that was deleted is gone, and no other is", () => {
  browser(new Kept());
  const drafts = new Drafts("drafts");
  drafts.keep(draft("1", "One"));
  drafts.keep(draft("2", "Two"));
  drafts.remove("1");
  assert.deepEqual(titles(drafts), ["Two"]);
});

test("without storage a draft lasts as long as the page, and the problem is told", () => {
  browser(undefined);
  const drafts = new Drafts("drafts");
  const open = draft("1", "One");
  assert.equal(drafts.keep(open).problem, "off");
  assert.equal(drafts.stored().problem, "off");
  assert.deepEqual(
    drafts.all().map((one) => one.data.title),
    ["One"],
  );
  open.data.title = "Another";
  assert.equal(drafts.hasUnkept(open), true);
});
