"""CTDL, Credential Engine's JSON-LD → drafts of definitions."""

from __future__ import annotations

import re
from typing import Any, get_args

from credfolio.badges.verification.shape import id_of, names
from credfolio.exchange.ctdl_terms import AUDIENCE_LEVEL, RESOURCES, STATUS, ctid_of
from credfolio.exchange.importing.additions import Addition, Origin, differences, existing
from credfolio.exchange.importing.ctdl_parts import alignments_of, credit_of, parts_of
from credfolio.exchange.importing.names import Names
from credfolio.exchange.importing.rows import Plan
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import is_id, slug
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal
from credfolio.proof.strict_json import read_json
from credfolio.records.model import MicroCredential
from credfolio.records.model.terms import AudienceRole
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry, credential_path
from credfolio.records.written import written

_KINDS = frozenset({
    "ceterms:MicroCredential", "ceterms:OpenBadge", "ceterms:DigitalBadge", "ceterms:Badge",
    "ceterms:CertificateOfCompletion", "ceterms:Certificate",
})  # fmt: skip
_DURATION = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?", re.ASCII)
_CTID = re.compile(r"ce-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STATUSES = {node: word for word, node in reversed(STATUS.items())}
_LEVELS = {node: word for word, node in AUDIENCE_LEVEL.items()}
_ROLES = frozenset(get_args(AudienceRole))
_MAX_NODES = 5_000
_PROSE = 20_000


def plan_ctdl(data: bytes, path: str, registry: Registry, issuer: str, site_url: str) -> Plan:
    """The definitions in `data`, each as a draft of `issuer`, or of its owner if `issuer` is "".

    A record that already has the same CTID is compared and never overwritten.
    """
    plan = Plan()
    try:
        document = read_json(data, FOREIGN)
    except Refusal as refusal:
        plan.findings.append(_finding(path, refusal.words, "save the JSON-LD again"))
        return plan
    graph = document.get("@graph", [document]) if isinstance(document, dict) else document
    nodes = [node for node in names(graph)[:_MAX_NODES] if isinstance(node, dict)]
    by_id = {id_of({"id": node.get("@id")}): node for node in nodes}
    wanted = [
        node for node in nodes if _KINDS.intersection(filter(_is_text, names(node.get("@type"))))
    ]
    if not wanted:
        plan.findings.append(
            _finding(path, "there is no micro-credential or badge in the file",
                     "name a CTDL file: JSON-LD with ceterms:MicroCredential in it")
        )  # fmt: skip
    known = {ctid_of(c, site_url): c for c in registry.credentials.values()}
    called = Names(registry)
    for node in wanted:
        plan.rows += 1
        _add(node, plan, path, by_id, known, called, registry, issuer)
    return plan


def _add(
    node: dict[str, Any],
    plan: Plan,
    path: str,
    by_id: dict[str, dict[str, Any]],
    known: dict[str, MicroCredential],
    called: Names,
    registry: Registry,
    issuer: str,
) -> None:
    title = _text(node.get("ceterms:name"))
    owner = _text(by_id.get(_first_id(node.get("ceterms:ownedBy")), {}).get("ceterms:name"))
    home = issuer or called.issuer(owner) or ""
    ctid = node.get("ceterms:ctid")
    ctid = ctid if isinstance(ctid, str) and _CTID.fullmatch(ctid) else ""
    there = known.get(ctid)
    id_ = there.id if there else slug(title)
    home = there.issuer if there else home
    if not is_id(id_) or not home:
        plan.findings.append(
            _finding(path, f"{quoted(title or 'a credential')} has no "
                     + ("issuer here" if is_id(id_) else "name"),
                     "name the issuer's id with --issuer" if is_id(id_) else "give it a name")
        )  # fmt: skip
        return
    data = _fields(node, title, known, registry)
    if there is None and (parts := parts_of(node, by_id, _text)):
        data["parts"] = parts
    if ctid and not (there and "ctid" not in there.external_ids):
        data["external_ids"] = {**(dict(there.external_ids) if there else {}), "ctid": ctid}
    if there:
        # CTDL says the hours and the price; who pays, and notes, it leaves open.
        before = written(there)
        for key in {"cost", "time_estimate"} & set(data) & set(before):
            data[key] = {**before[key], **data[key]}
        for key in {"credit_values", "alignments"} & set(data):
            # A registry holds less of each entry than the record; what it holds is compared.
            if _is_within(data[key], before.get(key, [])):
                data[key] = before.get(key, [])
    given = frozenset(data)
    data |= {"issuer": home} | (
        {} if there else {"status": "draft", "version": data.get("version", "0.1")}
    )
    record = read_record(
        MicroCredential, data, credential_path(f"{home}/{id_}"), {"id": id_, "issuer": home}
    )
    if isinstance(record, list):
        plan.findings += record
        return
    addition = Addition(record, given - ({"status"} if not there else set()), Origin(path))
    other = existing(registry, record)
    if other is None and not any(a.path == addition.path for a in plan.additions):
        plan.additions.append(addition)
    elif other is not None and not (keys := differences(addition, other)):
        plan.unchanged += 1
    else:
        said = f"is there already and differs in {', '.join(keys)}" if other else "is there twice"
        plan.findings.append(
            Finding("import-differs", addition.path, f"{quoted(title)} {said}",
                    "change the record itself; an import never overwrites")
        )  # fmt: skip


def _fields(
    node: dict[str, Any], title: str, known: dict[str, MicroCredential], registry: Registry
) -> dict[str, Any]:
    requires = [c for c in names(node.get("ceterms:requires")) if isinstance(c, dict)]
    recommends = [c for c in names(node.get("ceterms:recommends")) if isinstance(c, dict)]
    competency = next(
        (
            text
            for condition in requires
            for target in names(condition.get("ceterms:targetCompetency"))
            if isinstance(target, dict) and not _text(target.get("ceterms:frameworkName"))
            if (text := _text(target.get("ceterms:targetNodeDescription"))
                or _text(target.get("ceterms:targetNodeName")))
        ),
        "",
    )  # fmt: skip
    summary = _text(node.get("ceterms:description"))
    duration = next(iter(names(node.get("ceterms:estimatedDuration"))), None)
    cost = next(iter(names(node.get("ceterms:estimatedCost"))), None)
    subjects = [
        text
        for one in names(node.get("ceterms:subject"))
        if isinstance(one, dict)
        if (text := _text(one.get("ceterms:targetNodeName")))
    ]
    found: dict[str, Any] = {
        "title": title,
        "summary": summary if summary != competency else "",
        "competency": competency,
        "version": _text(node.get("ceterms:versionCode")),
        "status": _STATUSES.get(_node(node.get("ceterms:credentialStatusType")), ""),
        "released": _text(node.get("ceterms:dateEffective")),
        "language": next(filter(_is_text, names(node.get("ceterms:inLanguage"))), ""),
        "human_code": _text(node.get("ceterms:codedNotation")),
        "former_titles": _texts(node.get("ceterms:alternateName")),
        "topics": [s for word in _texts(node.get("ceterms:keyword")) if is_id(s := slug(word))],
        "subjects": subjects,
        "level": _LEVELS.get(_node(node.get("ceterms:audienceLevelType")), ""),
        "audience_roles": _roles(requires),
        "time_estimate": _time(duration),
        "cost": _cost(cost),
        "credit_values": credit_of(requires, registry, _text),
        "alignments": alignments_of(requires, registry, _text),
        "prerequisites": _credentials(requires, known),
        "recommended_before": _credentials(recommends, known),
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def _is_within(found: list[dict[str, str]], before: list[dict[str, Any]]) -> bool:
    """Whether each entry says of its twin in the record what the record says, and no more."""

    def is_of(one: dict[str, str], other: dict[str, Any]) -> bool:
        return all(_same(value, other.get(key)) for key, value in one.items())

    return len(found) == len(before) and all(
        any(is_of(one, other) for other in before) for one in found
    )


def _same(said: str, stated: Any) -> bool:
    return said == (f"{stated:g}" if isinstance(stated, float) else str(stated))


def _roles(conditions: list[dict[str, Any]]) -> list[str]:
    """The audiences that this catalog has a term for."""
    named = [
        slug(_text(one.get("ceterms:targetNodeName")))
        for condition in conditions
        for one in names(condition.get("ceterms:audienceType"))
        if isinstance(one, dict)
    ]
    return [role for role in dict.fromkeys(named) if role in _ROLES]


def _credentials(conditions: list[dict[str, Any]], known: dict[str, MicroCredential]) -> list[str]:
    """The targets that are in this catalog."""
    targets = [
        id_of({"id": one}) or id_of({"id": one.get("@id")} if isinstance(one, dict) else None)
        for condition in conditions
        for one in names(condition.get("ceterms:targetCredential"))
    ]
    ctids = [target.removeprefix(RESOURCES) for target in targets]
    return [known[ctid].ref for ctid in ctids if ctid in known]


def _text(value: Any) -> str:
    """The text of a language map, or of a plain value: English if available, else the first."""
    if isinstance(value, dict):
        value = value.get("en") or value.get("en-US") or next(iter(value.values()), "")
    if isinstance(value, list):
        value = value[0] if value else ""
    text = value if isinstance(value, str) else ""
    return "".join(c for c in text if c.isprintable() or c == "\n").strip()[:_PROSE]


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = value.get("en") or value.get("en-US") or next(iter(value.values()), [])
    return [text for one in names(value) if (text := _text(one))]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _node(value: Any) -> str:
    for one in names(value):
        if isinstance(one, dict) and isinstance(one.get("ceterms:targetNode"), str):
            return str(one["ceterms:targetNode"])
    return ""


def _first_id(value: Any) -> str:
    first = next(iter(names(value)), None)
    return id_of({"id": first.get("@id")}) if isinstance(first, dict) else id_of(first)


def _time(profile: Any) -> dict[str, str]:
    if not isinstance(profile, dict):
        return {}
    exact = _hours(profile.get("ceterms:exactDuration"))
    low = _hours(profile.get("ceterms:minimumDuration")) or exact
    high = _hours(profile.get("ceterms:maximumDuration")) or exact
    return {"min_hours": low, "max_hours": high} if low and high else {}


def _hours(value: Any) -> str:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or not any(match.groups()):
        return ""
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return f"{days * 24 + hours + minutes / 60:.4f}".rstrip("0").rstrip(".")


def _cost(profile: Any) -> dict[str, str]:
    price = profile.get("ceterms:price") if isinstance(profile, dict) else None
    if not isinstance(price, int | float) or isinstance(price, bool) or not 0 <= price < 1e9:
        return {}
    currency = profile.get("ceterms:currency")
    known = isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency)
    return {
        "amount": f"{price:.4f}".rstrip("0").rstrip("."),
        "currency": currency if known else "USD",
    }


def _finding(path: str, message: str, fix: str) -> Finding:
    return Finding("import-ctdl", path, message, fix)
