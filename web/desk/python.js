// Python for the browser (Pyodide), loaded from the site itself: nothing comes from elsewhere.

/**
 * @typedef {object} Files Pyodide's file system, in memory but for what is mounted
 * @property {(path: string) => void} mkdirTree
 * @property {(path: string, data: Uint8Array | string) => void} writeFile
 * @property {(path: string) => Uint8Array<ArrayBuffer>} readFile
 * @property {(type: unknown, options: object, place: string) => void} mount
 * @property {(place: string) => void} unmount
 * @property {{ WORKERFS: unknown }} filesystems
 *
 * @typedef {object} Desk see Desk in credfolio/desk/office.py
 * @property {string} key
 * @property {string} recipient
 * @property {() => void} forget_opened
 * @property {(name: string, clear: unknown) => void} open_package
 * @property {(name: string, clear: unknown) => void} open_sheet
 * @property {(name: string, clear: unknown) => void} open_work
 * @property {(path: string, recipient: string) => void} take
 * @property {(name: string, why: string) => void} cannot_open
 *
 * @typedef {object} Run see credfolio/desk/run.py
 * @property {(words: unknown, folder: string) => string} run
 * @property {() => Desk} desk
 *
 * @typedef {object} Python
 * @property {Files} FS
 * @property {(code: string) => unknown} runPython
 * @property {(name: string) => Run & { Path: (path: string) => unknown }} pyimport
 * @property {(value: unknown) => unknown} toPy
 * @property {(bytes: ArrayBuffer, form: string, options: object) => void} unpackArchive
 */

/** The site has no Python to load. */
export class Absent extends Error {}

/** The browser, or a policy of the site's host, does not let WebAssembly run. */
export class Forbidden extends Error {}

/** The site did not answer as it should. */
export class Unreached extends Error {}

/** The smallest program there is: its mark and its version. */
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/**
 * @param {string} place  the address of assets/desk/
 * @param {(told: string, values?: Record<string, number>) => void} tell
 * @returns {Promise<{ python: Python, run: Run }>}
 */
export async function startPython(place, tell) {
  if (typeof WebAssembly === "undefined") throw new Forbidden();
  // Where it may not compile, Pyodide waits without an end.
  await WebAssembly.compile(EMPTY).catch(() => {
    throw new Forbidden();
  });
  const index = await fetch(`${place}index.json`);
  if (index.status === 404) throw new Absent();
  if (!index.ok) throw new Unreached(String(index.status));
  /** @type {{ folder: string, sizes: Record<string, number> }} */
  const { folder, sizes } = await index.json();
  const at = `${place}${folder}/`;
  const all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  let part = 0;
  /** @param {string} name */
  const loaded = async (name) => {
    const answer = await fetch(at + name);
    if (!answer.ok || !answer.body) throw new Unreached(`${name}: ${answer.status}`);
    const counted = answer.body.pipeThrough(
      new TransformStream({
        transform(piece, controller) {
          part += piece.length;
          tell("loading", { part, all });
          controller.enqueue(piece);
        },
      }),
    );
    return new Response(counted).arrayBuffer();
  };
  // The browser keeps what it loads here, so that Pyodide finds it when it asks.
  const [packages, program] = await Promise.all(["packages.zip", "program.json"].map(loaded));
  await Promise.all(["pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip"].map(loaded));
  tell("starting");
  const { loadPyodide } = await import(`${at}pyodide.mjs`);
  /** @type {Python} */
  const python = await loadPyodide({ indexURL: at, stdout: () => {}, stderr: () => {} });
  python.FS.mkdirTree("/packages");
  python.unpackArchive(packages, "zip", { extractDir: "/packages" });
  /** @type {Record<string, string>} */
  const modules = JSON.parse(new TextDecoder().decode(program));
  for (const [path, text] of Object.entries(modules)) {
    python.FS.mkdirTree(`/program/${path.slice(0, path.lastIndexOf("/"))}`);
    python.FS.writeFile(`/program/${path}`, text);
  }
  python.runPython(
    "import sys\nsys.dont_write_bytecode = True\nsys.path[:0] = ['/program', '/packages']",
  );
  return { python, run: python.pyimport("credfolio.desk.run") };
}
