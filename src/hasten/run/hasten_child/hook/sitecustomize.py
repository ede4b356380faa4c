"""Found first on ``PYTHONPATH`` by every Python that a watched command starts; hands over to the user's own file."""

import importlib.machinery
import importlib.util
import os
import sys


def _attach(folder):
    """Load the child side from its folder under a name of its own, and let it read what it is to do."""
    name = "_hasten_child"
    spec = importlib.util.spec_from_file_location(
        name, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    importlib.import_module(name + ".attached").attach(os.environ["HASTEN_ATTACH"])


def _hand_over():
    """Run the ``sitecustomize`` that would have been found without this one."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or os.curdir) != here]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


_hand_over()
if "HASTEN_ATTACH" in os.environ:
    _attach(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
