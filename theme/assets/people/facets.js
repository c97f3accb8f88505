// @ts-nocheck
// A form of filters over things that have values: which fit, how many each choice would show,
// and the choice kept in the address. Used by the badge wall and by the list of educators.

/**
 * Wire `form`, whose fields are named like the keys of an item's values.
 * `items()` gives the things to choose from: {values: {name: [value, …]}, words?: folded text}.
 * `show(fitting, chosen)` puts the fitting ones on the page; `chosen` is null when nothing is asked.
 * `say(count)` gives the sentence for the live region.
 */
export function facets(form, { items, show, say }) {
  const said = form.querySelector("[data-said]");
  const before = said.textContent;
  const reset = form.querySelector("[type=reset]");
  const fields = [...form.elements].filter((field) => field.name);

  const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim());

  function chosen() {
    const found = {};
    for (const field of fields) if (value(field)) found[field.name] = value(field);
    return found;
  }

  function fits(item, asked, except) {
    return Object.entries(asked).every(([name, wanted]) => {
      if (name === except) return true;
      if (name === "q") return fold(wanted).split(/\s+/).every((word) => item.words.includes(word));
      return (item.values[name] || []).includes(wanted);
    });
  }

  /** Each choice says how many it would leave, given what is chosen in the other fields. */
  function recount(all, asked) {
    for (const field of fields) {
      if (field.tagName !== "SELECT") continue;
      const counts = new Map();
      for (const item of all) {
        if (!fits(item, asked, field.name)) continue;
        for (const one of item.values[field.name] || []) counts.set(one, (counts.get(one) || 0) + 1);
      }
      for (const option of field.options) {
        if (!option.value) continue;
        const count = counts.get(option.value) || 0;
        option.textContent = `${option.dataset.label} (${count})`;
        option.disabled = count === 0 && !option.selected;
      }
    }
  }

  async function apply({ keep = true } = {}) {
    const asked = chosen();
    const any = Object.keys(asked).length > 0;
    if (keep) remember(asked);
    reset.hidden = !any;
    let all;
    try {
      all = await items();
    } catch {
      said.textContent = "The list could not be loaded. What stands below is whole.";
      return;
    }
    recount(all, asked);
    const fitting = any ? all.filter((item) => fits(item, asked)) : all;
    show(fitting, any ? asked : null);
    said.textContent = any ? say(fitting.length) : before;
  }

  function remember(asked) {
    const address = new URL(location.href);
    for (const field of fields) address.searchParams.delete(field.name);
    for (const [name, wanted] of Object.entries(asked)) address.searchParams.set(name, wanted);
    history.replaceState(null, "", address);
  }

  /** Fill the form from the address; what it does not know is left out. */
  function recall() {
    const address = new URLSearchParams(location.search);
    let any = false;
    for (const field of fields) {
      const wanted = address.get(field.name) || "";
      if (field.type === "checkbox") field.checked = wanted === field.value;
      else {
        const known = field.tagName !== "SELECT" || [...field.options].some((option) => option.value === wanted);
        field.value = known ? wanted : "";
      }
      any ||= value(field) !== "";
    }
    return any;
  }

  let timer;
  form.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(apply, target.type === "search" ? 120 : 0);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) if (field.type === "checkbox") field.checked = false; else field.value = "";
    apply();
    fields[0].focus();
  });
  addEventListener("popstate", () => { recall(); apply({ keep: false }); });
  form.hidden = false;
  if (recall()) apply({ keep: false });
}

/** Text without accents and capitals, for comparing. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
