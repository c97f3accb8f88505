// Bundles every script that a page loads into ../theme/assets/built/, one file each but for
// those that check badges, and the licenses of their contents. The scripts next to this file need
// libraries, the theme's need none.
// The same sources and lock file give the same bytes.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "theme", "assets", "built");
const OF_THE_THEME = {
  award: "people/award.js",
  check: "people/check.js",
  compare: "compare/main.js",
  contents: "contents.js",
  counting: "counting.js",
  credential: "credential.js",
  credfolio: "credfolio.js",
  directory: "people/directory.js",
  lost: "lost.js",
  moved: "moved.js",
  plan: "plan/main.js",
  "plan-add": "plan/add.js",
  portfolio: "people/portfolio.js",
  engine: "search/engine.js",
  finder: "search/finder.js",
  resources: "resources.js",
  search: "search/main.js",
  suggest: "suggest.js",
  worksheet: "worksheet/main.js",
};
const entries = Object.fromEntries(
  [
    ...readdirSync(here)
      .filter((name) => name.endsWith(".js"))
      .map((name) => [name.slice(0, -".js".length), name]),
    ["paste", "builder/paste/place.js"],
    ...Object.entries(OF_THE_THEME).map(([name, file]) => [name, `../theme/assets/${file}`]),
  ].sort(),
);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
// What checks badges loads rare parts when a badge needs them.
const { verify, ...whole } = entries;
/**
 * What is loaded on a press, from a file of its own: the verifier of a page that checks its own
 * badges, and what reads a pasted description.
 * @type {import("esbuild").Plugin}
 */
const onPress = {
  name: "on-press",
  setup(made) {
    made.onResolve({ filter: /\/(verify\/box|paste\/place)\.js$/ }, ({ kind, path }) =>
      kind === "dynamic-import"
        ? { path: path.includes("verify") ? "./verify-box.js" : "./paste.js", external: true }
        : undefined,
    );
  },
};
/** @type {import("esbuild").BuildOptions & {metafile: true}} */
const shared = {
  absWorkingDir: here,
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};
const made = [
  await build({ ...shared, entryPoints: whole, plugins: [onPress] }),
  await build({
    ...shared,
    entryPoints: { verify, "verify-box": "verify/box.js" },
    splitting: true,
    chunkNames: "verify-part-[hash]",
  }),
  // No module: it runs before the page is painted.
  await build({ ...shared, entryPoints: { days: "../theme/assets/days.js" }, format: "iife" }),
];
const inputs = made.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(join(target, "LICENSES.txt"), licences(inputs));

/**
 * The license of every package that one of the files `inputs` comes from.
 * @param {string[]} inputs
 */
function licences(inputs) {
  const packages = new Set(
    inputs.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
  );
  return [...packages]
    .sort()
    .map((name) => {
      const folder = join(here, "node_modules", name);
      const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      if (!file && !license) throw new Error(`${name} does not state its license`);
      const text = file ? readFileSync(join(folder, file), "utf8").trim() : license;
      return `${name} ${version}\n\n${text}\n`;
    })
    .join("\n" + "-".repeat(78) + "\n\n");
}
