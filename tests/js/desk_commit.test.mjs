// The commit that the desk reads from git's own files, in the forms in which git keeps it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { commitOf } from "../../web/desk/folders.js";

const [A, B] = ["a1".repeat(20), "b2".repeat(20)];

/** @param {Record<string, string>} files */
const folder = (files) => ({
  name: "records",
  handle: null,
  chosen: Object.entries(files).map(([path, text]) =>
    Object.assign(new File([text], path.split("/").at(-1) ?? ""), {
      webkitRelativePath: `records/${path}`,
    }),
  ),
});
/** @param {Record<string, string>} files */
const at = (files) => commitOf(folder(files));

test("a branch names its commit, whatever git allows in its name", async () => {
  for (const branch of ["main", "fix/a+b", "round-#7", "émile/été", "v1.0@home"]) {
    const ref = `refs/heads/${branch}`;
    const head = { ".git/HEAD": `ref: ${ref}\n` };
    assert.equal(await at({ ...head, [`.git/${ref}`]: `${A}\n` }), A, branch);
    const first = "# pack-refs with: peeled fully-peeled sorted \n";
    const packed = `${first}${B} refs/heads/z\n${A} ${ref}\n`;
    assert.equal(await at({ ...head, ".git/packed-refs": packed }), A, branch);
    // What is loose is newer than what is packed.
    assert.equal(
      await at({ ...head, [`.git/${ref}`]: `${B}\n`, ".git/packed-refs": packed }),
      B,
      branch,
    );
  }
});

test("a detached head is the commit, in either of git's formats", async () => {
  assert.equal(await at({ ".git/HEAD": `${A}\n` }), A);
  assert.equal(await at({ ".git/HEAD": `${"c3".repeat(32)}\n` }), "c3".repeat(32));
});

test("where git does not say it, nothing is said", async () => {
  /** @type {Record<string, string>[]} */
  const unsaid = [
    {},
    { ".git": "gitdir: ../main/.git/worktrees/round\n" }, // another working tree
    { ".git/HEAD": "ref: refs/heads/main\n" }, // no commit yet
    { ".git/HEAD": "ref: refs/heads/.invalid\n" }, // its branches are in a table
    { ".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": "torn refs/heads/main\n" },
    { ".git/HEAD": `${A.slice(1)}\n` },
  ];
  for (const files of unsaid) assert.equal(await at(files), "", JSON.stringify(files));
});
