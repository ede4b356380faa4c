"""Is NEW the same as OLD? For anyone's patch, a person's or a model's."""

from __future__ import annotations

from hasten.api.answer import Answer, answered, begun, caveats_of, found_on_the_way
from hasten.api.judging import Judge, artifact_of
from hasten.api.options import Options
from hasten.api.setup import Setup, apart, require_trust
from hasten.api.workloads import prepared
from hasten.core import Budget, Evidence, Spent, Target, Verdict
from hasten.stores.names import target_key
from hasten.stores.runs import RunStore

#: What an outcome is called for each word of the oracle.
OUTCOMES = {
    "proved": "no_difference",
    "searched": "no_difference",
    "within": "no_difference",
    "tests_only": "inconclusive",
    "differs": "differs",
}


def verify_targets(old: Target, new: Target, options: Options, *, store: RunStore) -> Answer:
    """Search for an input on which the two part.

    Raises:
        HastenError: A side cannot be found or imported, or no inputs can be had.
    """
    spent = Spent(Budget(seconds=options.budget_s))
    side = apart(old, new)
    setup, refusal = prepared(old, options, new=side)
    try:
        if not options.trust:
            require_trust(setup.sandbox, options)
        run, _ = begun(store, setup, options, "verify")
        if refusal is not None:
            evidence = Evidence(None, "refused", reason=refusal)
        else:
            verdict, test = checked(setup, old, side, options, store)
            evidence = Evidence(
                None,
                OUTCOMES[verdict.word],
                verdict=verdict,
                caveats=caveats_of(found_on_the_way(setup)),
                reason=verdict.weak,
                extra={"test": test} if test else {},
            )
        spent.evaluations = setup.runner.evaluations
        return answered(store, "verify", evidence, setup, options, spent, run=run, new=new)
    finally:
        setup.close()


def checked(setup: Setup, old: Target, new: Target, options: Options, store: RunStore) -> tuple[Verdict, str]:
    """The verdict of the whole oracle on one pair of versions, and its counterexample as a test or an empty text.

    A counterexample joins the target's corpus: every later run tries it first.
    """
    judge = Judge(setup, options, corpus=store)
    verdict = judge.check(artifact_of(old), artifact_of(new))
    if verdict.counterexample is not None and verdict.counterexample.trees:
        store.corpus_add(target_key(old), verdict.counterexample)
    return verdict, judge.test_text(verdict)
