"""The benchmarks that the harness can run, by name."""

from __future__ import annotations

from hasten.bench.suite import Suite
from hasten.errors import InvalidArgument

NAMES = ("coffe", "enamel", "humaneval", "mbpp", "pie", "bigobench", "bigo-prediction", "selfinvoking", "evalperf")


def suite_of(name: str) -> Suite:
    """The suite of this name.

    Raises:
        InvalidArgument: There is none.
    """
    from hasten.bench.suites.bigobench import BigOBench, BigOPrediction
    from hasten.bench.suites.coffe import Coffe
    from hasten.bench.suites.enamel import Enamel
    from hasten.bench.suites.evalperf import EvalPerf
    from hasten.bench.suites.evalplus import EvalPlus
    from hasten.bench.suites.pie import Pie
    from hasten.bench.suites.selfinvoking import SelfInvoking

    every: dict[str, Suite] = {
        "coffe": Coffe(), "enamel": Enamel(), "humaneval": EvalPlus("humaneval"), "mbpp": EvalPlus("mbpp"),
        "pie": Pie(), "bigobench": BigOBench(), "bigo-prediction": BigOPrediction(), "selfinvoking": SelfInvoking(),
        "evalperf": EvalPerf(),
    }
    if name not in every:
        raise InvalidArgument(f"hasten bench {name}: unknown; choose from {', '.join(NAMES)}")
    return every[name]
