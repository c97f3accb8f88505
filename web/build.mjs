// Bundles every script beside this file into ../theme/assets/built/, one file each.
// The same sources and lock file give the same bytes.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "theme", "assets", "built");
const entries = readdirSync(here)
  .filter((name) => name.endsWith(".js"))
  .sort();

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: entries,
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  legalComments: "eof",
  logLevel: "warning",
});
