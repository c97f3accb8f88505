// The commit and files that the page's address names, and where each may be fetched.
/**
 * @typedef {{repo: string, commit: string, pull: string, files: string[]}} Proposed
 * @typedef {{template: string, forge: string, own: string}} Places
 * @typedef {"micro-credential" | "educator" | "award"} Kind
 */

const ID = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";
const SEGMENT = /^[A-Za-z0-9._-]{1,100}$/;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** @type {[Kind, RegExp, (found: RegExpExecArray) => Record<string, string>][]} */
const PLACES = [
  [
    "micro-credential",
    new RegExp(`^catalog/(${ID})/(${ID})\\.yml$`),
    ([, issuer, id]) => ({ issuer, id }),
  ],
  ["educator", new RegExp(`^portfolios/(${ID})/profile\\.yml$`), ([, id]) => ({ id })],
  [
    "award",
    new RegExp(`^portfolios/(${ID})/awards/(${ID})\\.yml$`),
    ([, educator, id]) => ({ educator, id }),
  ],
];
const MOST_FILES = 60;
const GITHUB_RAW = "https://raw.githubusercontent.com";

/**
 * The kind of record at a path, if it can be previewed, and what its place says.
 * @param {string} path
 */
export function placeOf(path) {
  if (path.endsWith("/issuer.yml")) return null;
  for (const [kind, pattern, given] of PLACES) {
    const found = pattern.exec(path);
    if (found && found[1] !== "frameworks" && found[1] !== "jurisdictions")
      return { kind, given: given(found) };
  }
  return null;
}

/** @param {string} repo */
const isRepo = (repo) => {
  const steps = repo.split("/");
  return (
    steps.length >= 2 &&
    steps.length <= 6 &&
    steps.every((step) => SEGMENT.test(step) && !/^\.+$/.test(step))
  );
};
/** @param {string} path */
const isPath = (path) =>
  path.length <= 300 &&
  !/[\\?#%\x00-\x1f]/.test(path) &&
  path.split("/").every((step) => step && !/^\.+$/.test(step));

/**
 * Where `template` (with {repo}, {commit} and {file}) puts a file; null when that would lead
 * anywhere else.
 * @param {string} template
 * @param {Proposed} proposed
 * @param {string} file
 */
export function rawAddress(template, { repo, commit, pull }, file) {
  const revision =
    commit || (pull && template.startsWith(`${GITHUB_RAW}/`) ? `refs/pull/${pull}/head` : "");
  if (!template || !revision || !isRepo(repo) || !isPath(file)) return null;
  /** @type {Record<string, string>} */
  const filled = {
    repo,
    commit: revision,
    file: file.split("/").map(encodeURIComponent).join("/"),
  };
  const address = template.replace(/\{(repo|commit|file)\}/g, (_, name) => filled[name]);
  return URL.canParse(address) &&
    new URL(address).origin === new URL(template).origin &&
    new URL(address).href === address
    ? address
    : null;
}

/** @type {Record<string, string>} */
const PATTERNS = { repo: "[^?#]+?", commit: "[0-9a-f]{40,64}", file: "[^?#]+" };

/**
 * An expression with a group for each place in `shape`.
 * @param {string} shape
 */
function patternOf(shape) {
  const escaped = shape.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const groups = escaped.replace(
    /\{(repo|commit|file)\}/g,
    (_, name) => `(?<${name}>${PATTERNS[name]})`,
  );
  return new RegExp(`^${groups}$`);
}

/**
 * A raw address, or that of the forge's page for a file at a commit, taken apart.
 * @param {string} text
 * @param {string} template
 * @param {string} forge
 */
export function takenApart(text, template, forge) {
  const shapes = [
    template,
    forge ? `${new URL(forge).origin}/{repo}/blob/{commit}/{file}` : "",
  ].filter(Boolean);
  for (const shape of shapes) {
    const { repo = "", commit = "", file = "" } = patternOf(shape).exec(text.trim())?.groups ?? {};
    if (repo) return { repo, commit, file: decoded(file) };
  }
  return null;
}

/** @param {string} path */
const decoded = (path) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
};

/**
 * What the page's address names, or a problem; where it names nothing there are no files.
 * @param {string} search
 * @param {Places} places
 * @returns {Proposed & {problem?: undefined} | {problem: string}}
 */
export function asked(search, { template, forge, own }) {
  const query = new URLSearchParams(search);
  const raw = query.get("raw");
  const from = raw
    ? takenApart(raw, template, forge)
    : {
        repo: query.get("repo") ?? own,
        commit: query.get("commit") ?? "",
        files: query.getAll("file"),
      };
  if (!from) return { problem: "The address of the file is not one that this page may read." };
  const found = {
    repo: from.repo,
    commit: from.commit,
    pull: query.get("pull") ?? "",
    files: "files" in from ? from.files : [from.file],
  };
  if (found.pull && !/^\d{1,9}$/.test(found.pull))
    return { problem: "The link's number of a proposal is not a number." };
  if (found.commit && !COMMIT.test(found.commit))
    return { problem: "The link's commit is not the name of a commit." };
  if (found.files.length && !isRepo(found.repo))
    return { problem: "The link's repository is not written as owner/name." };
  if (found.files.some((path) => !isPath(path)))
    return { problem: "The link names a file in a way that no file can be named." };
  if (found.files.length && !rawAddress(template, found, found.files[0]))
    return { problem: "The link does not name a commit." };
  if (found.files.length > MOST_FILES)
    return { problem: `The link names more than ${MOST_FILES} files.` };
  return found;
}
