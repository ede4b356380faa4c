"""Is NEW the same as OLD? For anyone's patch, a person's or a model's."""

from __future__ import annotations

from hasten.api.answer import Answer, answer, begun, caveats_of, finish, layer_findings
from hasten.api.judging import Judge, artifact_of
from hasten.api.options import Options
from hasten.api.setup import Setup, require_trust
from hasten.api.workloads import prepared
from hasten.core import Budget, Evidence, Spent, Target, Verdict
from hasten.stores.runs import RunStore

#: What an outcome is called for each word of the oracle.
OUTCOMES = {"proved": "no_difference", "searched": "no_difference", "within": "no_difference", "tests_only": "inconclusive", "differs": "differs"}


def verify_targets(old: Target, new: Target, options: Options, *, store: RunStore) -> Answer:
    """Search for an input on which the two part.

    Raises:
        HastenError: A side cannot be found or imported, or no inputs can be had.
    """
    spent = Spent(Budget(seconds=options.budget_s))
    setup, refusal = prepared(old, options, new=new)
    try:
        if not options.trust:
            require_trust(setup.sandbox, options)
        run, _ = begun(store, setup, options, "verify")
        if refusal is not None:
            evidence = Evidence(None, "refused", reason=refusal)
        else:
            verdict = checked(setup, old, new, options, store)
            evidence = Evidence(
                None, OUTCOMES[verdict.word], verdict=verdict, caveats=caveats_of(layer_findings(setup)), reason=verdict.weak,
            )
        spent.evaluations = setup.runner.evaluations
        finish(store, run, evidence, spent, {})
        return answer("verify", evidence, setup, spent, run=run, seed=options.seed, reproduce=options.command, new=new)
    finally:
        setup.close()


def checked(setup: Setup, old: Target, new: Target, options: Options, store: RunStore) -> Verdict:
    """The whole oracle on one pair of versions; a counterexample joins the target's corpus."""
    judge = Judge(setup, options, corpus=store)
    return judge.oracle.check(artifact_of(old), artifact_of(new))
