// @ts-nocheck
// Which files of which commit the page's own address names, and where each may be fetched from.
const ID = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";
const SEGMENT = /^[A-Za-z0-9._-]{1,100}$/;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
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
export const MOST_FILES = 60;
export const GITHUB_RAW = "https://raw.githubusercontent.com";

// {kind, given} for a path where a record lies that can be previewed; null for any other.
export function placeOf(path) {
  if (path.endsWith("/issuer.yml")) return null;
  for (const [kind, pattern, given] of PLACES) {
    const found = pattern.exec(path);
    if (found && found[1] !== "frameworks" && found[1] !== "jurisdictions")
      return { kind, given: given(found) };
  }
  return null;
}

const isRepo = (repo) => {
  const steps = repo.split("/");
  return (
    steps.length >= 2 &&
    steps.length <= 6 &&
    steps.every((step) => SEGMENT.test(step) && !/^\.+$/.test(step))
  );
};
const isPath = (path) =>
  path.length <= 300 &&
  !/[\\?#%\x00-\x1f]/.test(path) &&
  path.split("/").every((step) => step && !/^\.+$/.test(step));

// Where `template` (with {repo}, {commit} and {file}) puts a file; null when that would lead anywhere else.
export function rawAddress(template, { repo, commit, pull }, file) {
  const revision =
    commit || (pull && template.startsWith(`${GITHUB_RAW}/`) ? `refs/pull/${pull}/head` : "");
  if (!template || !revision || !isRepo(repo) || !isPath(file)) return null;
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

// A raw address, or that of the forge's page for a file at a commit → {repo, commit, file}.
export function takenApart(text, template, forge) {
  const pattern = (given) =>
    new RegExp(
      `^${given.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(repo|commit|file)\}/g, (_, name) => `(?<${name}>${name === "repo" ? "[^?#]+?" : name === "commit" ? "[0-9a-f]{40,64}" : "[^?#]+"})`)}$`,
    );
  const shapes = [
    template,
    forge ? `${new URL(forge).origin}/{repo}/blob/{commit}/{file}` : "",
  ].filter(Boolean);
  for (const shape of shapes) {
    const found = pattern(shape).exec(text.trim());
    if (found) return { ...found.groups, file: decoded(found.groups.file) };
  }
  return null;
}

const decoded = (path) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
};

// {repo, commit, pull, files} of the page's address, or {problem}; nothing named gives {files: []}.
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
    files: from.files ?? [from.file],
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
