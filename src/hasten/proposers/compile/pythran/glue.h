// What goes between Python's objects and values of Pythran: a type that is not the one that Python would give does not
// compile.
#include <stdexcept>
#include <type_traits>

namespace {

inline long handed(i64 v) { return v; }
inline double handed(double v) { return v; }
inline bool handed(bool v) { return v; }
template <class T> auto handed(const list<T> &l) {
    pythonic::types::list<std::decay_t<decltype(handed(T()))>> found((size_t)0);
    found.reserve((size_t)l.size());
    for (i64 k = 0; k < l.size(); k++) found.push_back(handed(l.at(k)));
    return found;
}

template <class T, class R> PyObject *returned(R value) {
    static_assert(std::is_same<T, R>::value, "a result has another type than in Python");
    return box(value);
}
template <class T, class R> PyObject *returned_list(const pythonic::types::list<R> &values) {
    static_assert(std::is_same<T, R>::value, "a list holds another type than in Python");
    PyObject *o = made(PyList_New((Py_ssize_t)values.size()));
    try {
        Py_ssize_t k = 0;
        for (auto it = values.begin(); it != values.end(); ++it) PyList_SET_ITEM(o, k++, box((T)*it));
    } catch (...) { Py_DECREF(o); throw; }
    return o;
}
template <class T> PyObject *returned_list(const pythonic::types::empty_list &) { return made(PyList_New(0)); }

}  // namespace
