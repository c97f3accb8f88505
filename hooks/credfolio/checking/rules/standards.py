"""Standards: an alignment names a framework, strand and code that exist."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.checking.rules.pointers import alignments
from credfolio.checking.rules.references import unknown
from credfolio.findings.finding import Finding, quoted
from credfolio.ids import nearest
from credfolio.records.registry import Registry, framework_path


@own_rule
def check_unknown_framework(registry: Registry) -> Iterator[Finding]:
    """A framework that an alignment names is in catalog/frameworks/.

    Readers search by standards; nobody finds an alignment to an unknown framework.

    Write the name of the framework's file without `.yml`. For standards that are not in this
    project, leave `framework` out and give `statement` and `url`.
    """
    for path, alignment, pointer in alignments(registry):
        framework = alignment.framework
        if framework and framework not in registry.frameworks:
            if framework_path(framework) in registry.broken:
                continue
            yield unknown(
                "unknown-framework",
                path,
                f"framework {quoted(framework)} is not in catalog/frameworks/",
                framework,
                registry.whole.frameworks,
                (*pointer, "framework"),
                "leave `framework` out and give `statement` and `url`.",
            )
        elif not framework and (alignment.strand or alignment.code) and not alignment.statement:
            yield Finding(
                "unknown-framework",
                path,
                "the alignment names a strand or code, but no framework",
                "add `framework:`, or say the standard in words under `statement:`",
                pointer=pointer,
            )


@own_rule
def check_unknown_strand(registry: Registry) -> Iterator[Finding]:
    """A strand that an alignment or a discussion question names is one of its framework.

    The strand decides under which heading a credential is listed.

    Write the `id` of a strand of that framework.
    """
    for path, alignment, pointer in alignments(registry):
        framework = registry.frameworks.get(alignment.framework or "")
        if framework and alignment.strand:
            strands = {strand.id for strand in framework.strands}
            if alignment.strand not in strands:
                yield unknown(
                    "unknown-strand",
                    path,
                    f"strand {quoted(alignment.strand)} is not one of {quoted(framework.id)}",
                    alignment.strand,
                    strands,
                    (*pointer, "strand"),
                    f"see catalog/frameworks/{framework.id}.yml.",
                )
    yield from found_by_rows(registry, "unknown-strand")


@own_rule
def check_unknown_code(registry: Registry) -> Iterator[Finding]:
    """A code that an alignment names is in the framework, under the strand named.

    A licensing office looks up the code.

    Write the code as the framework writes it. A framework without statements is
    not checked.
    """
    for path, alignment, pointer in alignments(registry):
        framework = registry.frameworks.get(alignment.framework or "")
        if framework is None or not alignment.code:
            continue
        strands = [s for s in framework.strands if s.id == alignment.strand]
        if alignment.strand and not strands:
            continue  # unknown-strand says so
        here = {s.code for strand in strands or framework.strands for s in strand.statements}
        if not here or alignment.code in here:
            continue
        home = next(
            (s.id for s in framework.strands if alignment.code in {c.code for c in s.statements}),
            None,
        )
        if home:
            yield Finding(
                "unknown-code",
                path,
                f"code {quoted(alignment.code)} is not in strand {quoted(alignment.strand)}",
                f"write `strand: {home}`, where the code is",
                pointer=(*pointer, "code"),
            )
            continue
        guess = nearest(alignment.code, here)
        yield Finding(
            "unknown-code",
            path,
            f"code {quoted(alignment.code)} is not in framework {quoted(framework.id)}",
            f"did you mean {quoted(guess)}?" if guess else "expected one of its codes",
            pointer=(*pointer, "code"),
        )
