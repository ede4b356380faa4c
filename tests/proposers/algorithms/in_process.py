"""Runs fixture code of the tests' own in this process, through the child's own encoder, and makes facts of it."""

import random
import signal
import time
import types

from hasten.core.budget import Budget
from hasten.core.facts import Facts, ParameterFacts
from hasten.core.target import Target
from hasten.inputs.infer import from_trees
from hasten.proposers.algorithms import AlgorithmsProposer
from hasten.run.hasten_child import codec

#: What fixture code raises.
FAILURES = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RuntimeError, StopIteration)
FAILURES += (TypeError, ValueError)
#: CPU seconds for one call, as in the sandbox.
LIMIT_S = 0.5


def module_of(source):
    module = types.ModuleType("fixture")
    exec(compile(source, "fixture.py", "exec"), module.__dict__)  # code of these tests, not of a user
    return module


class OutOfTime(BaseException):
    """A call took longer than the sandbox would let it."""


def stop(signum, frame):
    raise OutOfTime


def probe_of(source, name):
    module = module_of(source)
    function, names = getattr(module, name), codec.names_for(module)
    signal.signal(signal.SIGVTALRM, stop)

    def observe(call):
        args, kwargs = codec.decode_call(call, names)
        observation = {"out": "returns"}
        memo = codec.Memo()
        started = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT_S)
        try:
            value = function(*args, **kwargs)
            items = list(value) if isinstance(value, types.GeneratorType) else None
        except OutOfTime:
            return {"out": "timeout", "limit_s": LIMIT_S}
        except FAILURES as error:
            kind = type(error)
            observation = {"out": "raises", "exc": {"type": f"{kind.__module__}:{kind.__name__}", "msg": str(error)}}
        else:
            if items is None:
                observation["value"] = codec.encode(value, module_name="fixture", memo=memo)
            else:
                found = [codec.encode(item, module_name="fixture", memo=memo) for item in items]
                observation["value"] = {"kind": "gen", "yields": found, "return": None}
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        observation["cpu_s"] = time.process_time() - started
        observation["args"] = codec.encode_call(args, kwargs, module_name="fixture", memo=memo)
        return observation

    return lambda calls: [observe(call) for call in calls]


def facts_of(source, name, examples):
    """Facts as the workload ``examples`` (argument tuples) shows them."""
    function = getattr(module_of(source), name)
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    trees = [[codec.encode(arg, module_name="fixture") for arg in args] for args in examples]
    parameters = []
    for place, parameter in enumerate(names):
        seen = [row[place] for row in trees if place < len(row)]
        parameters.append(ParameterFacts(parameter, from_trees(seen)))
    return Facts(parameters=tuple(parameters), probe=probe_of(source, name))


def proposals(source, name, examples, tmp_path=None):
    from pathlib import Path

    target = Target(name=name, file=Path("/fixture.py"), module="fixture", root=Path("/"), source=source)
    facts = facts_of(source, name, examples)
    return list(AlgorithmsProposer().propose(target, facts, None, random.Random(0), Budget()))
