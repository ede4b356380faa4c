"""Rewrite rules: one file per slow pattern, named for the pattern.

A rule is a module with a function ``find(code)`` that yields a ``Finding`` for every place where the pattern occurs.
The docstring of the module has five parts: ``Finds``, ``Slow because``, ``Unsafe when``, ``Example``, ``Source``.
Adding a rule is adding a file; the registry lists the package. A rule may be bold: whatever it proposes is verified
before anyone sees it.
"""

from hasten.proposers.rules._combine import Step, fixpoint
from hasten.proposers.rules._documentation import RuleText, reference_index, reference_page, rule_text
from hasten.proposers.rules._finding import Finding, Located, Rule, RuleFailure
from hasten.proposers.rules._proposer import RulesProposer
from hasten.proposers.rules._registry import all_rules, find_all, rule_name, scan_module

__all__ = [
    "Finding",
    "Located",
    "Rule",
    "RuleFailure",
    "RuleText",
    "RulesProposer",
    "Step",
    "all_rules",
    "find_all",
    "fixpoint",
    "reference_index",
    "reference_page",
    "rule_name",
    "rule_text",
    "scan_module",
]
