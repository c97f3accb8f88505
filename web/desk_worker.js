// Runs a command of a round away from the page: Python in the browser, over files in memory, while
// keys and sealed files are opened here. See ADR 0101.
import { argumentsOf, outOf, PLACES } from "./desk/job.js";
import { isSealed, opened, sealedFor, unlocked } from "./desk/opened.js";
import { Absent, Forbidden, startPython, Unreached } from "./desk/python.js";

/**
 * @import { Answer, Done, Job, Said } from "./desk/job.js"
 * @import { Python, Run } from "./desk/python.js"
 *
 * @typedef {object} OwnWorker
 * @property {(answer: Answer) => void} postMessage
 * @property {(type: "message", then: (event: MessageEvent<Job>) => void) => void} addEventListener
 */
const worker = /** @type {OwnWorker} */ (/** @type {unknown} */ (self));
const DESK = "/desk";
const CLEAR = "/clear";
const HOME = new URL("../desk/", import.meta.url).href;

/** @type {Promise<{ python: Python, run: Run }> | null} */
let started = null;
/** What is mounted for a command, and no longer. @type {string[]} */
let mounted = [];
/** The key that is open, and the file and passphrase that it came from. */
let key = { of: "", secret: "", recipient: "", fault: "" };
/** Sealed files that were opened with it: name → which file it was. @type {Map<string, string>} */
const known = new Map();

/**
 * @param {string} told
 * @param {Record<string, string | number>} [values]
 */
const tell = (told, values) => worker.postMessage({ told, values });

worker.addEventListener("message", async ({ data }) => {
  try {
    started ??= startPython(HOME, tell).catch((error) => {
      started = null;
      throw error;
    });
    const { python, run } = await started;
    try {
      worker.postMessage({ done: await ran(data, python, run) });
    } finally {
      tidy(python, run);
    }
  } catch (error) {
    worker.postMessage({ fault: faultOf(error) });
  }
});

/**
 * Lets go of what a command was given and made in clear.
 * @param {Python} python
 * @param {Run} run
 */
function tidy(python, run) {
  try {
    for (const place of mounted) python.FS.unmount(place);
    mounted = [];
    run.desk().take = () => {};
  } catch {
    // Python broke down: the page ends this worker when it hears of it.
  }
}

/** @param {unknown} error */
function faultOf(error) {
  if (error instanceof Absent) return "absent";
  if (error instanceof Forbidden) return "forbidden";
  if (error instanceof Unreached) return "network";
  if (error instanceof DOMException && /^Not(?:Readable|Found)Error$/.test(error.name)) {
    return "unreadable";
  }
  // Python's own word for it comes as text.
  if (error instanceof RangeError || error instanceof DOMException) return "memory";
  if (/\bMemoryError\b|out of memory/i.test(String(error))) return "memory";
  return error instanceof TypeError && !started ? "network" : String(error);
}

/**
 * @param {Job} job
 * @param {Python} python
 * @param {Run} run
 * @returns {Promise<Done>}
 */
async function ran(job, python, run) {
  const { FS } = python;
  /** @type {{ clear: Blob, recipient: string }[]} */
  const taken = [];
  run.desk().take = (path, recipient) => {
    taken.push({ clear: new Blob([FS.readFile(path)]), recipient });
  };
  await layOut(job, python);
  await openAll(job, python, run);
  tell("working");
  const said = at(job, python, run);
  /** @type {Done["files"]} */
  const files = [];
  let n = 0;
  for (const path of said.changed) {
    const number = said.to_seal[path];
    let blob = new Blob([FS.readFile(`${DESK}/${path}`)]);
    if (number !== undefined) {
      n += 1;
      tell("sealing", { n, of: taken.length });
      blob = await sealedFor(taken[number].clear, taken[number].recipient);
    }
    files.push({ path, blob });
  }
  return { ...said, files };
}

/**
 * @param {Job} job
 * @param {Python} python
 * @param {Run} run
 * @returns {Said}
 */
const at = (job, python, run) => JSON.parse(run.run(python.toPy(argumentsOf(job)), DESK));

/**
 * The folder of the command: records are copied, large files only read where they are needed.
 * @param {Job} job
 * @param {Python} python
 */
async function layOut(job, { FS, runPython }) {
  runPython(`import os, shutil\nos.chdir("/")\nshutil.rmtree("${DESK}", ignore_errors=True)`);
  const out = outOf(job.command);
  /** @type {[string, Job["records"]][]} */
  const copied = [
    [PLACES.records, job.records],
    [out, out ? job.there : []],
  ];
  for (const [top, files] of copied) {
    if (top) FS.mkdirTree(`${DESK}/${top}`);
    for (const { path, file } of files) {
      const place = `${DESK}/${top}/${path}`;
      FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
      // Of packets, which may be large, the command asks only whether they are there.
      const isNeeded = top !== PLACES.out.packets;
      FS.writeFile(place, isNeeded ? new Uint8Array(await file.arrayBuffer()) : "");
    }
  }
  /** @type {[string, File[]][]} */
  const read = [
    [PLACES.catalog, job.catalog ? [job.catalog] : []],
    [PLACES.came, job.came],
    [PLACES.returned, job.sheets],
    [PLACES.key, job.key ? [job.key] : []],
  ];
  for (const [top, files] of read) mountFiles(FS, `${DESK}/${top}`, files);
}

/**
 * @param {Python["FS"]} FS
 * @param {string} place
 * @param {File[]} files
 */
function mountFiles(FS, place, files) {
  FS.mkdirTree(place);
  if (!files.length) return;
  const blobs = files.map((file) => ({ name: file.name, data: file }));
  FS.mount(FS.filesystems.WORKERFS, { blobs }, place);
  mounted.push(place);
}

/**
 * Opens what is sealed for the command, one file at a time. In clear, a file is in memory only
 * while it is read; what was read in it stays with this worker.
 * @param {Job} job
 * @param {Python} python
 * @param {Run} run
 */
async function openAll(job, python, run) {
  const desk = run.desk();
  desk.key = "";
  desk.recipient = "";
  let files = [...job.came, ...job.sheets].filter(({ name }) => isSealed(name));
  if (job.command === "packets") {
    if (!job.writes) return; // nothing is opened before
    const names = new Set(at({ ...job, writes: false }, python, run).to_open);
    files = files.filter(({ name }) => names.has(name));
  }
  if (!job.key || !files.length) return;
  await unlock(job.key, job.phrase, desk);
  if (key.fault) return;
  for (const [n, file] of files.entries()) {
    const mark = `${job.command}/${file.size}/${file.lastModified}`;
    if (known.get(file.name) === mark) continue;
    tell("opening", { name: file.name, n: n + 1, of: files.length });
    const clear = await opened(file, key.secret);
    if (typeof clear === "string") desk.cannot_open(file.name, clear);
    else read(clear, file.name, job.command, python, desk);
    if (job.command === "packets") known.delete(file.name);
    else known.set(file.name, mark);
  }
}

/**
 * @param {Blob} clear
 * @param {string} name
 * @param {Job["command"]} command
 * @param {Python} python
 * @param {ReturnType<Run["desk"]>} desk
 */
function read(clear, name, command, { FS, pyimport }, desk) {
  const folder = `${CLEAR}/${mounted.length}`;
  FS.mkdirTree(folder);
  FS.mount(FS.filesystems.WORKERFS, { blobs: [{ name: "clear", data: clear }] }, folder);
  const place = pyimport("pathlib").Path(`${folder}/clear`);
  if (command === "packets") {
    desk.open_work(name, place); // it is read by the command
    mounted.push(folder);
    return;
  }
  try {
    if (command === "intake") desk.open_package(name, place);
    else desk.open_sheet(name, place);
  } finally {
    FS.unmount(folder);
  }
}

/**
 * @param {File} file
 * @param {string} phrase
 * @param {ReturnType<Run["desk"]>} desk
 */
async function unlock(file, phrase, desk) {
  const of = `${file.name}/${file.size}/${file.lastModified}/${phrase}`;
  if (key.of !== of) {
    tell("unlocking");
    const found = await unlocked(file, phrase);
    key =
      typeof found === "string"
        ? { of: "", secret: "", recipient: "", fault: found }
        : { of, ...found, fault: "" };
    known.clear();
    desk.forget_opened();
  }
  desk.key = key.fault;
  desk.recipient = key.recipient;
}
