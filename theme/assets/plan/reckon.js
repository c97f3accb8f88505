// @ts-nocheck
// What a plan adds up to. Pure: entries, facts and a day go in, figures come out.
//
// An entry is {item, facts}: `item` as in plan-list.js, `facts` as the build wrote them, or null
// while they are not known.

const DAY = 86_400_000;
const round = (value) => Math.round(value * 100) / 100;
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

export function hoursInWords(min, max) {
  if (min === max) return `${min} hour${min === 1 ? "" : "s"}`;
  return `${min}–${max} hours`;
}

export function totalHours(entries) {
  const known = entries.filter(({ facts }) => facts?.hours);
  return {
    min: round(known.reduce((sum, { facts }) => sum + facts.hours.min, 0)),
    max: round(known.reduce((sum, { facts }) => sum + facts.hours.max, 0)),
    unknown: entries.length - known.length,
  };
}

// What has to come first and comes later, or is not in the plan: [{ref, first, absent}].
export function orderProblems(entries) {
  const place = new Map(entries.map(({ item }, n) => [item.ref, n]));
  return entries.flatMap(({ item, facts }, n) =>
    (facts?.prerequisites ?? [])
      .filter((first) => !place.has(first.ref) || place.get(first.ref) > n)
      .map((first) => ({ ref: item.ref, first, absent: !place.has(first.ref) })));
}

// References in an order that has everything after what comes before it, and otherwise stays as
// it was. `stacks` are facts of stacks; the order of an ordered one counts, as does what is
// recommended before, unless a prerequisite says otherwise.
export function putInOrder(entries, stacks = []) {
  const here = new Set(entries.map(({ item }) => item.ref));
  const hard = new Map(entries.map(({ item, facts }) => [item.ref, (facts?.prerequisites ?? []).map((one) => one.ref)]));
  const soft = new Map(entries.map(({ item, facts }) => [item.ref, (facts?.recommended_before ?? []).map((one) => one.ref)]));
  for (const stack of stacks.filter((one) => one.ordered)) {
    const path = stack.credentials.map((one) => one.ref).filter((ref) => here.has(ref));
    path.forEach((ref, n) => { if (n) soft.get(ref).push(path[n - 1]); });
  }
  const left = entries.map(({ item }) => item.ref);
  const done = new Set();
  const free = (ref, edges) => edges.get(ref).every((first) => !here.has(first) || done.has(first));
  const ordered = [];
  while (left.length) {
    // A circle, which records can hold by mistake, is taken as it comes.
    const next = left.find((ref) => free(ref, hard) && free(ref, soft)) ?? left.find((ref) => free(ref, hard)) ?? left[0];
    left.splice(left.indexOf(next), 1);
    done.add(next);
    ordered.push(next);
  }
  return ordered;
}

// Both days are part of the time in which a rule holds; "" is no end.
export const isInForce = (rule, day) => (!rule.from || rule.from <= day) && (!rule.until || rule.until >= day);

// Credit by jurisdiction, counted on each item's date (or `today`), in the jurisdictions' order:
// [{id, name, address, amounts: [text], outside: [{title, text, from, until}],
//   caps: [{title, text, over, overText}], conditions}]
export function creditByJurisdiction(entries, jurisdictions, today) {
  const found = new Map();
  for (const { item, facts } of entries) {
    for (const value of facts?.credit ?? []) {
      const known = jurisdictions.find((one) => one.id === value.jurisdiction);
      if (!found.has(value.jurisdiction)) {
        found.set(value.jurisdiction, {
          id: value.jurisdiction, name: value.jurisdiction_name, address: known?.address ?? "",
          values: [], outside: [], conditions: 0, known,
        });
      }
      const place = found.get(value.jurisdiction);
      const on = item.target || today;
      if (!isInForce(value, on)) {
        place.outside.push({ ref: facts.ref, unit: value.unit, title: facts.title, text: value.text, from: value.from, until: value.until });
        continue;
      }
      place.values.push({ ref: facts.ref, value });
      place.conditions += value.conditions ? 1 : 0;
    }
  }
  const order = (id) => { const n = jurisdictions.findIndex((one) => one.id === id); return n < 0 ? 1e9 : n; };
  return [...found.values()].sort((a, b) => order(a.id) - order(b.id)).map((place) => ({
    id: place.id, name: place.name, address: place.address, conditions: place.conditions,
    // An old rule that a new one has replaced is no news.
    outside: place.outside.filter((old) => !place.values.some((one) => one.ref === old.ref && one.value.unit === old.unit)),
    amounts: amounts(place), caps: caps(place, today),
  }));
}

const hoursOf = (place, unit) => place.known?.units.find((one) => one.unit === unit)?.hours ?? null;

function quantity(amount, unit, place) {
  const names = place.known?.units.find((one) => one.unit === unit);
  if (names) return `${amount} ${amount === 1 ? names.one : names.many}`;
  const said = place.values.find((one) => one.value.unit === unit)?.value.text ?? "";
  return `${amount} ${said.replace(/^[\d.,]+ /, "") || unit}`;
}

// Credit that is stated in two units, such as 0.5 CEU and 5 contact hours, is one credit: of what
// a credential states in one category, the largest counts, in hours.
function counted(place) {
  const most = new Map();
  for (const { ref, value } of place.values) {
    const each = hoursOf(place, value.unit);
    const key = `${ref} ${value.category}${each ? "" : ` ${value.unit}`}`;
    const worth = each ? value.amount * each : value.amount;
    if (worth > (most.get(key)?.worth ?? 0)) most.set(key, { worth, each, unit: value.unit });
  }
  return [...most.values()];
}

// In words: what has hours in the jurisdiction's first unit and in hours, the rest by itself.
function amounts(place) {
  const all = counted(place);
  const inHours = round(all.filter((one) => one.each).reduce((sum, one) => sum + one.worth, 0));
  const found = [];
  const [main, ...others] = (place.known?.units ?? []).filter((one) => one.hours);
  if (inHours) {
    const same = others.map((one) => quantity(round(inHours / one.hours), one.unit, place)).join(", ");
    found.push(quantity(round(inHours / main.hours), main.unit, place) + (same ? `, which is ${same}` : ""));
  }
  const rest = new Map();
  for (const { worth, unit } of all.filter((one) => !one.each)) rest.set(unit, round((rest.get(unit) ?? 0) + worth));
  return [...found, ...[...rest].map(([unit, amount]) => quantity(amount, unit, place))];
}

function caps(place, today) {
  const all = counted(place);
  return (place.known?.caps ?? []).filter((cap) => isInForce(cap, today)).flatMap((cap) => {
    const each = hoursOf(place, cap.unit);
    const sum = round(all.reduce((total, one) => {
      if (one.unit === cap.unit) return total + (one.each ? one.worth / one.each : one.worth);
      return one.each && each ? total + one.worth / each : total;
    }, 0));
    const over = Math.max(0, round(sum - cap.amount));
    return sum ? [{ title: cap.title, text: quantity(cap.amount, cap.unit, place), over, overText: quantity(over, cap.unit, place) }] : [];
  });
}

// Kinds of evidence that two or more ask for: [{name, titles, fresh}]; `fresh` are the titles of
// those that do not take earlier work.
export function sharedEvidence(entries) {
  const kinds = new Map();
  for (const { facts } of entries) {
    for (const kind of facts?.evidence ?? []) {
      if (!kinds.has(kind.type)) kinds.set(kind.type, { name: kind.name, titles: [], fresh: [] });
      kinds.get(kind.type).titles.push(facts.title);
      if (facts.past_evidence_ok === false) kinds.get(kind.type).fresh.push(facts.title);
    }
  }
  return [...kinds.values()].filter((kind) => kind.titles.length > 1).sort((a, b) => b.titles.length - a.titles.length);
}

// What a date asks of the reader: {passed} or {weeks, perWeek: {min, max}}, by reference. Hours
// of everything that is due by the same day or before are spread over the weeks from `today`.
export function workload(entries, today) {
  const dated = entries.filter(({ item }) => item.target);
  return new Map(dated.map(({ item }) => {
    const ahead = days(today, item.target);
    if (ahead < 0) return [item.ref, { passed: true }];
    const due = dated.filter((one) => one.item.target <= item.target && one.item.target >= today);
    const { min, max } = totalHours(due);
    const weeks = Math.max(ahead / 7, 1);
    const half = (value) => Math.max(0.5, Math.round((value / weeks) * 2) / 2);
    return [item.ref, { passed: false, others: due.length - 1, known: max > 0, perWeek: { min: half(min), max: half(max) } }];
  }));
}

// A class is needed on a day when most schools have none.
export const inSummer = (facts, day) => facts?.requires_students === true && /-0[678]-/.test(day);
