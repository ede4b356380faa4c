"""Everything that is known of a target's parameters, in one signature."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from hasten.core.values import CallTree
from hasten.inputs.contracts import contracts_of
from hasten.inputs.doctests import doctest_calls
from hasten.inputs.guards import guards_of, narrow
from hasten.inputs.signature import Signature, from_calls, from_description, with_recorded
from hasten.inputs.usage import guessed_domain


def learned_signature(
    description: Mapping[str, Any], source: str, name: str, calls: Sequence[CallTree] = ()
) -> Signature:
    """The signature of ``name`` with the domain of each parameter.

    A domain comes from the hint, else from recorded calls (else from doctests), else from the default and from how the
    code uses the parameter; guards and contracts then narrow it softly.

    Args:
        description: What the child says of the signature.
        source: Text of the module.
        name: Qualified name of the function.
        calls: Recorded calls.
    """
    if not description["parameters"] and calls:
        return from_calls(calls)
    found = from_description(description)
    known = list(calls) or doctest_calls(source, name)
    found = with_recorded(found, known)
    guessed = []
    for parameter in found.parameters:
        open_domain = parameter.domain["k"] == "any" and not parameter.domain.get("like") and not parameter.hinted
        guess = guessed_domain(source, name, parameter.name) if open_domain else None
        if guess is not None and not parameter.kind.startswith("var_"):
            parameter = dataclasses.replace(parameter, domain={"k": "any", "like": guess})
        guessed.append(parameter)
    return narrow(Signature(tuple(guessed)), [*contracts_of(source, name), *guards_of(source, name)])
