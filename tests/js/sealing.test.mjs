// The archive that a worksheet is sealed in, its number, and what is said of its size.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { unzipSync } from "../../web/node_modules/fflate/esm/browser.js";
import { sheetOf } from "../../web/packet/sheet.js";
import { archiveOf, nameInside, Unreadable } from "../../web/seal/archive.js";
import { numberOf } from "../../web/seal/number.js";
import { sizeInWords } from "../../web/seal/sizes.js";

/** @param {string | Uint8Array} data */
const sha256 = (data) => new Uint8Array(createHash("sha256").update(data).digest());
/** @param {string | Uint8Array} data */
const hex = (data) => createHash("sha256").update(data).digest("hex");
/** @import { PackedFile } from "../../web/seal/archive.js" */

const about = { part: 1, item: "recording", student_data: "none", consent: false };

test("the number is that of the command", () => {
  // credfolio.records.reckoned.submission_number.number_of(b"the same bytes")
  assert.equal(numberOf(sha256("the same bytes")), "fpaxk-vnsr6");
});

test("a file is named by its place, and keeps a plain ending only", () => {
  assert.equal(nameInside(0, "Größe.MP3"), "evidence/001.mp3");
  assert.equal(nameInside(11, "../../x.tar.gz"), "evidence/012.gz");
  assert.equal(nameInside(2, "notes"), "evidence/003");
  assert.equal(nameInside(3, "x.p/hp"), "evidence/004");
  assert.equal(nameInside(4, "x.much-too-long-ending"), "evidence/005");
});

test("the archive has answers, evidence as it is, and a manifest with every digest", async () => {
  const long = new Uint8Array(3_000_000).fill(7);
  const chosen = [
    { file: new File([long], "My video.mp4"), ...about },
    { file: new File([], "empty"), ...about, part: 2 },
  ];
  let read = 0;
  let packed;
  const stream = archiveOf(
    '{"answers": "Grüße"}',
    { attempt: 2 },
    chosen,
    (bytes) => {
      read += bytes;
    },
    (files) => {
      packed = files;
    },
  );
  const made = unzipSync(new Uint8Array(await new Response(stream).arrayBuffer()));
  assert.deepEqual(Object.keys(made), [
    "worksheet.json",
    "evidence/001.mp4",
    "evidence/002",
    "manifest.json",
  ]);
  const manifest = JSON.parse(new TextDecoder().decode(made["manifest.json"]));
  assert.equal(manifest.attempt, 2);
  assert.deepEqual(manifest.files, packed);
  assert.deepEqual(
    manifest.files.map((/** @type {PackedFile} */ one) => [one.original, one.bytes, one.sha256]),
    [
      ["My video.mp4", long.length, hex(long)],
      ["empty", 0, hex("")],
    ],
  );
  assert.equal(read, long.length);
  assert.deepEqual(made["evidence/001.mp4"], long);
});

test("a file that is gone is named", async () => {
  const gone = new File([], "video.mp4");
  gone.stream = () =>
    new ReadableStream({
      pull(controller) {
        controller.error(new DOMException("gone", "NotFoundError"));
      },
    });
  const stream = archiveOf(
    "{}",
    {},
    [{ file: gone, ...about }],
    () => {},
    () => {},
  );
  await assert.rejects(
    new Response(stream).arrayBuffer(),
    (error) => error instanceof Unreadable && error.file === "video.mp4",
  );
});

test("a size is said in a word that people know", () => {
  assert.equal(sizeInWords(0), "0 bytes");
  assert.equal(sizeInWords(15_400), "15 KB");
  assert.equal(sizeInWords(1_450_000), "1.4 MB");
  assert.equal(sizeInWords(250e6), "250 MB");
  assert.equal(sizeInWords(999_600), "1.0 MB");
});

/** An element that only keeps what is put into it. */
class Put {
  /** @type {unknown[]} */
  all = [];
  /**
   * @param {string} name
   * @param {string} value
   */
  setAttribute(name, value) {
    this.all.push(`${name}=${value}`);
  }
  addEventListener() {}
  /** @param {unknown[]} children */
  append(...children) {
    this.all.push(...children);
  }
  /** @returns {string} */
  get text() {
    return this.all.map((one) => (one instanceof Put ? one.text : String(one))).join("\n");
  }
}

test("a packet asks for points only where the passing rule counts them", () => {
  Object.assign(globalThis, { Node: Put, document: { createElement: () => new Put() } });
  const texts = {
    title: "",
    intro: [],
    questions: [],
    items: [],
    checks: [],
    notes: [],
    guide: [],
  };
  const part = { ...texts, number: 1, levels: [], rubric: [] };
  for (const minimum of [null, 5]) {
    const judging = { needs: [], some: null, minimum, parts: {} };
    const named = { ref: "a/b", title: "", version: "1.0", language: "en", rule: "" };
    const found = {
      ...{ number: "", reader: "", token: "", due: "", office: { name: "", keys: [] } },
      conversation: "",
      ...{ answers: {}, ai_use: [], links: [], files: [] },
      sheet: { ...named, judging, ai_policy: [], kept: [], parts: [part] },
    };
    const [made] = sheetOf(found, new Map()).parts;
    assert.ok(made instanceof Put);
    assert.equal(made.text.includes("name=1/points"), minimum !== null);
  }
});
