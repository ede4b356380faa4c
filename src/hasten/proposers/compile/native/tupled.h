// A tuple of parts that are made one after the other.
#include <functional>
#include <initializer_list>

namespace {

PyObject *tupled(std::initializer_list<std::function<PyObject *()>> parts) {
    PyObject *o = made(PyTuple_New((Py_ssize_t)parts.size()));
    Py_ssize_t k = 0;
    try {
        for (const auto &part : parts) PyTuple_SET_ITEM(o, k++, part());
    } catch (...) { Py_DECREF(o); throw; }
    return o;
}

}  // namespace
