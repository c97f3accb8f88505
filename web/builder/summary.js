// What an award or a profile says, key by key; text never becomes HTML here.
import { h } from "../../theme/assets/dom.js";
import { filled } from "./record.js";

const words = (value, form, key) => (Array.isArray(value) ? h("ul", {}, value.map((one) => h("li", {}, words(one, form, key))))
  : value && typeof value === "object" ? h("dl", {}, Object.entries(value).map(([name, one]) => [h("dt", {}, form.label([name])), h("dd", {}, words(one, form, name))]))
    : form.kind.words?.[key]?.[value] ?? String(value));

export function summary(kind, data, form) {
  const all = filled(data) ?? {};
  return h("div", { class: "cf-builder__sheet" }, h("h3", {}, form.kind.titleOf(all) || "Nothing yet"),
    h("dl", {}, Object.entries(all).map(([key, value]) => [h("dt", {}, form.label([key])), h("dd", {}, words(value, form, key))])));
}
