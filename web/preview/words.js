// @ts-nocheck
// Quantities and dates in the words of credfolio.pages.fragments.words. The words themselves come with the
// data of the page; what is here puts them together, and a test holds both to the same sentences.
export const count = (n, one, many = `${one}s`) => `${grouped(n)} ${n === 1 ? one : many}`;
export const grouped = (n) =>
  String(n).replace(/^\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));
// As Python rounds: what lies in the middle goes to the even number.
export const rounded = (value) =>
  value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
export const titleOf = (id) => {
  const words = String(id).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};
export const clip = (text, most) => {
  const signs = [...text];
  if (signs.length <= most) return text;
  const cut = signs.slice(0, most - 1).join("");
  const at = cut.lastIndexOf(" ");
  return `${(at < 0 ? cut : cut.slice(0, at)).replace(/[,;:. ]+$/, "")}…`;
};
export const host = (url) => (url.includes("://") ? url.split("/")[2] : url).replace(/^www\./, "");
export const listed = (words, last = "and") =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

export function hourRange(low, high) {
  return low === high
    ? `${grouped(low)} hour${low === 1 ? "" : "s"}`
    : `${grouped(low)}–${grouped(high)} hours`;
}

// What `credfolio.pages.fragments.words` offers the templates; each function takes its arguments as a list.
export function wordsFor({ tables, months, limits }) {
  const day = (iso) =>
    `${Number(iso.slice(8))} ${months[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(0, 4))}`;
  const quantity = (value, unit) => {
    const [one, many] = tables.UNITS[unit] ?? [unit, unit];
    return `${grouped(value)} ${value === 1 ? one : many}`;
  };
  const functions = {
    day: ([iso]) => day(iso),
    month: ([iso]) => `${months[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(0, 4))}`,
    title_of: ([id]) => titleOf(id),
    number: ([value]) => grouped(value),
    count: ([n, one, many]) => count(n, one, many),
    hours: ([estimate]) =>
      estimate && estimate.min_hours !== null && estimate.max_hours !== null
        ? hourRange(estimate.min_hours, estimate.max_hours)
        : "",
    duration: ([minutes]) =>
      minutes < 90 ? count(minutes, "minute") : `about ${count(rounded(minutes / 60), "hour")}`,
    money: ([cost]) => {
      if (!cost || cost.amount === null) return "";
      if (cost.amount === 0) return tables.FREE;
      const amount = cost.amount.toFixed(2).replace(/\.00$/, "");
      return `${cost.currency === "USD" ? "$" : `${cost.currency} `}${grouped(amount)}`;
    },
    amount: ([credit]) => (credit.amount === null ? "" : quantity(credit.amount, credit.unit)),
    quantity: ([value, unit]) => quantity(value, unit),
    join: ([all, last]) => listed(all, last),
    word_limit: ([limit]) => {
      const which = `${limit.kind} ${limit.min ? "min" : ""}${limit.max ? "max" : ""} ${limit.applies_to}`;
      return (limits[which] ?? "").replace("{min}", limit.min).replace("{max}", limit.max);
    },
    expiry: ([after]) =>
      listed(
        [
          after.years ? count(after.years, "year") : null,
          after.months ? count(after.months, "month") : null,
        ].filter(Boolean),
      ),
    students: ([c]) =>
      c.requires_students === null ? "" : tables.STUDENTS[c.requires_students ? "yes" : "no"],
    language: ([tag]) => {
      const [name, ...region] = tag.split("-");
      if (!Object.hasOwn(tables.LANGUAGE, name)) return tag;
      return region.length
        ? `${tables.LANGUAGE[name]} (${region.join("-")})`
        : tables.LANGUAGE[name];
    },
  };
  return { ...tables, ...functions };
}
