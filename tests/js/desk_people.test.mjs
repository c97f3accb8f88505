// Names at the desk: read from records as people write them, and shown with the ids.
import assert from "node:assert/strict";
import { test } from "node:test";
import { approversOf, askedIn, named, nameIn, peopleOf, withId } from "../../web/desk/people.js";

/** @type {(path: string, text: string) => { path: string, file: File }} */
const record = (path, text) => ({ path, file: new File([text], "x.yml") });

test("a name is read however YAML writes it", () => {
  const written = {
    "name: Eva Lund\naddress: e@d.example\n": "Eva Lund",
    "address: e@d.example\r\nname: Eva Lund\r\n": "Eva Lund",
    'name: "Eva \\u00c5s: Lund" # of Lake\n': "Eva Ås: Lund",
    "name: 'Siobhan O''Hara'\n": "Siobhan O'Hara",
    "name: Eva Lund   # since May\n": "Eva Lund",
    "name: Anne-Marie #2\n": "Anne-Marie",
    "name: C#minor\n": "C#minor",
  };
  for (const [yaml, name] of Object.entries(written)) assert.equal(nameIn(yaml), name, yaml);
});

test("a name that is not read is no name", () => {
  for (const yaml of ["", "name:\n", "name: >-\n  Eva\n", "name: &a Eva\n", 'name: "Eva\n']) {
    assert.equal(nameIn(yaml), "", yaml);
  }
  assert.equal(nameIn("legal_name: Eva\n"), "");
});

test("only people's records are people, by their names", async () => {
  const people = await peopleOf([
    record("office/people/p-zoe1.yml", "name: Ada\n"),
    record("office/people/p-ada1.yml", "name: Zoe\n"),
    record("office/people/p-non1.yaml", "account: x\n"),
    record("office/records.yml", "name: No\n"),
    record("submissions/2026/k7/sheets/p-tom1.yml", "name: No\n"),
  ]);
  assert.deepEqual(
    [...people],
    [
      ["p-non1", ""],
      ["p-zoe1", "Ada"],
      ["p-ada1", "Zoe"],
    ],
  );
  assert.equal(withId("p-zoe1", "Ada"), "Ada (p-zoe1)");
  assert.equal(withId("p-non1", ""), "p-non1");
});

test("an id in a sentence has its name once, and a path none", () => {
  const people = new Map([
    ["p-eva1", "Eva Lund"],
    ["p-non1", ""],
  ]);
  const shown = {
    "p-eva1 has to read it": "p-eva1 (Eva Lund) has to read it",
    "waits for p-eva1 and p-non1, p-who1.": "waits for p-eva1 (Eva Lund) and p-non1, p-who1.",
    "asks p-eva1.": "asks p-eva1 (Eva Lund).",
    '"p-eva1" is no approver; ask "p-non1"': '"p-eva1" (Eva Lund) is no approver; ask "p-non1"',
    "0 decisions by p-eva1": "0 decisions by p-eva1 (Eva Lund)",
    "from p-eva1: Eva Lund, e@d.example": "from p-eva1: Eva Lund, e@d.example",
    "office/people/p-eva1.yml: wrong": "office/people/p-eva1.yml: wrong",
    "p-eva1/4f2a.yml": "p-eva1/4f2a.yml",
    "skip-eva1": "skip-eva1",
  };
  for (const [text, own] of Object.entries(shown)) assert.equal(named(text, people), own);
});

test("approvers are known by account or portfolio, by name where one side has none", async () => {
  const records = [
    record("office/people/p-acc1.yml", "name: Mila Olander\naccount: m-olander\n"),
    record("office/people/p-edu1.yml", 'name: Ana\neducator: "ana-lopez"\n'),
    record("office/people/p-nam1.yml", "name: Ida Berg\n"),
    record("office/people/p-two1.yml", "name: Eva Lund\naccount: another\n"),
    record("office/people/p-non1.yml", "account: x\n"),
    record("office/records.yml", "account: m-olander\n"),
  ];
  const entries = [
    { account: "m-olander", educator: null, name: "Dr. Mila Olander" },
    { account: null, educator: "ana-lopez", name: null },
    { account: "i-berg", educator: null, name: "Ida Berg" },
    { account: "e-lund", educator: null, name: "Eva Lund" },
  ];
  const found = await approversOf(records, entries);
  assert.deepEqual([...found], ["p-acc1", "p-edu1", "p-nam1"]);
  assert.deepEqual([...(await approversOf(records, []))], []);
});

test("what a request asks is read by its number", async () => {
  const records = [
    record("requests/2025/k7qm3-xw9t2.yml", "about: portfolios/a/\nwhat: not-me\n"),
    record("submissions/2025/k7qm3-xw9t3.yml", "what: photo\n"),
  ];
  assert.equal(await askedIn(records, "K7QM3-xw9t2"), "not-me");
  assert.equal(await askedIn(records, "k7qm3-xw9t3"), "");
  assert.equal(await askedIn(records, ""), "");
});
