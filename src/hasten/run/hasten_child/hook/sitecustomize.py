"""Found first on ``PYTHONPATH`` by every Python that a watched command starts; hands over to the user's own file.

The import system's own frozen modules are used, since importing ``importlib.util`` would cost each process some
milliseconds, as much as all the rest.
"""

import _frozen_importlib as bootstrap
import _frozen_importlib_external as external
import os
import sys


def _attach(folder):
    """Load the child side from its folder under a name of its own, and let it read what it is to do."""
    name, path = "_hasten_child", os.path.join(folder, "__init__.py")
    spec = bootstrap.ModuleSpec(name, external.SourceFileLoader(name, path), origin=path, is_package=True)
    spec.submodule_search_locations.append(folder)
    spec.has_location = True
    sys.modules[name] = bootstrap.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    __import__(name + ".attached")
    sys.modules[name + ".attached"].attach(os.environ["HASTEN_ATTACH"])


def _hand_over():
    """Run the ``sitecustomize`` that would have been found without this one."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or os.curdir) != here]
    spec = external.PathFinder.find_spec("sitecustomize", sys.path)
    if spec is not None and spec.loader is not None:
        module = bootstrap.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


_hand_over()
if "HASTEN_ATTACH" in os.environ:
    _attach(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
