// @ts-nocheck
// Whether results meet a passing rule: the answers of credfolio.records.reckoned.passing, with which a test compares.
//
// `judging` is what a worksheet's page states: {needs: [[part, [levels]]], minimum, parts: {number:
// {criteria, points: {level: number}}}}. `results` are [{part, criterion?, level}].

const of = (results, number) => results.filter((one) => one.part === Number(number));

// true or false, and null as long as the part is not judged to the end.
export function partPasses(judging, number, enough, results) {
  const own = of(results, number);
  const whole = own.filter((one) => !one.criterion);
  if (whole.length) return whole.every((one) => enough.includes(one.level));
  const reached = (judging.parts[number]?.criteria ?? []).map((id) => own.filter((one) => one.criterion === id).at(-1)?.level);
  if (reached.some((level) => level !== undefined && !enough.includes(level))) return false;
  return reached.length && !reached.includes(undefined) ? true : null;
}

export function pointsOf(judging, results) {
  return Object.entries(judging.parts).reduce((sum, [number, part]) => {
    const own = of(results, number);
    const whole = own.filter((one) => !one.criterion);
    return sum + (whole.length ? whole : own).reduce((points, one) => points + (part.points[one.level] ?? 0), 0);
  }, 0);
}

export function passes(judging, results) {
  const { needs, minimum } = judging;
  if (!needs.length && minimum === null) return false;
  if (!needs.every(([number, enough]) => partPasses(judging, number, enough, results))) return false;
  return minimum === null || pointsOf(judging, results) >= minimum;
}
