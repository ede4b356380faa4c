// What a kernel that Codon compiled needs of its surroundings. It has no collector: what it allocates is given back
// when the call ends. It raises nothing: where a call is given up, it jumps back to where the kernel was called, over
// frames of Codon only, which hold nothing that must be released.
#include <csetjmp>

namespace {

struct Span { void *start; i64 size; };
template <class T> std::vector<Span> spans(const list<list<T>> &rows) {
    std::vector<Span> found;
    found.reserve((size_t)rows.size());
    for (i64 k = 0; k < rows.size(); k++) found.push_back(Span{rows.at(k).p->d, rows.at(k).size()});
    return found;
}

jmp_buf way_out;
template <class F> __attribute__((noinline)) void escaped(F call) {
    if (_setjmp(way_out)) decline();
    call();
}

// The memory of one call: small pieces lie in blocks of one size, large ones in blocks of their own. A few blocks are kept
// for the next call, which would otherwise get its pages from the system anew.
constexpr size_t BLOCK = 1 << 16, LARGE = BLOCK / 2, MOST = (size_t)1 << 29, SPARE = 32;
struct alignas(16) Block { Block *before; size_t size; };
struct Store { Block *last = nullptr; char *free_part = nullptr; size_t left = 0, total = 0; } pool;
Block *spare = nullptr;
size_t spares = 0;

inline char *block(size_t size) {
    pool.total += size;
    Block *p = nullptr;
    if (pool.total > MOST) {
    } else if (size == BLOCK && spare) {
        p = spare;
        spare = p->before;
        spares--;
    } else {
        p = (Block *)malloc(sizeof(Block) + size);
    }
    if (!p) _longjmp(way_out, 1);
    p->before = pool.last;
    p->size = size;
    pool.last = p;
    return (char *)(p + 1);
}
inline char *allocated(i64 wanted, bool zeroed) {
    if (wanted < 0 || (size_t)wanted > MOST) _longjmp(way_out, 1);
    size_t size = ((size_t)wanted + 15) & ~(size_t)15;
    char *p;
    if (size >= LARGE) {
        p = block(size);
    } else {
        if (pool.left < size) { pool.free_part = block(BLOCK); pool.left = BLOCK; }
        p = pool.free_part;
        pool.free_part += size;
        pool.left -= size;
    }
    if (zeroed) memset(p, 0, size);
    return p;
}
struct Memory {
    ~Memory() {
        while (Block *p = pool.last) {
            pool.last = p->before;
            if (p->size == BLOCK && spares < SPARE) { p->before = spare; spare = p; spares++; } else free(p);
        }
        pool = Store();
    }
};

inline double real_at(const i64 *place) { double d; memcpy(&d, place, sizeof d); return d; }

// A list as it lies in Codon's memory, and a tuple: its parts one behind the other, each where its size allows.
template <class T> struct Held { i64 size, room; T *start; };
constexpr size_t after(size_t at, size_t align) { return (at + align - 1) / align * align; }
template <class... A> constexpr size_t row_align() { size_t most = 1; ((most = std::max(most, alignof(A))), ...); return most; }
template <class... A> constexpr size_t row_size() {
    size_t at = 0;
    ((at = after(at, alignof(A)) + sizeof(A)), ...);
    return after(at, row_align<A...>());
}
template <class... A> struct Row { alignas(row_align<A...>()) char bytes[row_size<A...>()]; };

// One list stays one object, wherever it is held: the arguments are known by where their lists lie.
struct Origins {
    std::unordered_map<void *, PyObject *> objects;
    template <class T> void note(Held<T> *l, PyObject *o) { objects.emplace(l, o); }
    template <class T> void note(Held<Held<T> *> *l, PyObject *o) {
        objects.emplace(l, o);
        for (i64 k = 0; k < l->size; k++) objects.emplace(l->start[k], PyList_GET_ITEM(o, k));
    }
    PyObject *boxed(i64 v) { return box(v); }
    PyObject *boxed(double v) { return box(v); }
    PyObject *boxed(bool v) { return box(v); }
    template <class T> PyObject *boxed(Held<T> *l) {
        auto known = objects.find(l);
        if (known != objects.end()) { Py_INCREF(known->second); return known->second; }
        PyObject *o = made(PyList_New(l->size));
        try {
            for (i64 k = 0; k < l->size; k++) PyList_SET_ITEM(o, k, boxed(l->start[k]));
        } catch (...) { Py_DECREF(o); throw; }
        objects.emplace(l, o);
        return o;
    }
    template <class... A> PyObject *boxed(const Row<A...> &row) {
        PyObject *o = made(PyTuple_New((Py_ssize_t)sizeof...(A)));
        Py_ssize_t k = 0;
        size_t at = 0;
        try { (PyTuple_SET_ITEM(o, k++, part<A>(row.bytes, at)), ...); } catch (...) { Py_DECREF(o); throw; }
        return o;
    }
    template <class A> PyObject *part(const char *bytes, size_t &at) {
        A value;
        at = after(at, alignof(A));
        memcpy((void *)&value, bytes + at, sizeof value);
        at += sizeof value;
        return boxed(value);
    }
};

// An operation of the runtime that may decline, called from code that knows no exceptions of C++.
template <class F> auto undisturbed(F operation) -> decltype(operation()) {
    decltype(operation()) found{};
    bool declined = false;
    try { found = operation(); } catch (const Decline &) { declined = true; }
    if (declined) _longjmp(way_out, 1);
    return found;
}

}  // namespace

extern "C" {
void k_decline() { _longjmp(way_out, 1); }
i64 k_truncated(double x) { return undisturbed([&]() { return integer(x); }); }
i64 k_rounded(double x) { return undisturbed([&]() { return rounded(x); }); }
double k_mod(double a, double b) { return undisturbed([&]() { return mod(a, b); }); }
double k_floordiv(double a, double b) { return undisturbed([&]() { return floordiv(a, b); }); }
double k_power(double a, double b) { return undisturbed([&]() { return power(a, b); }); }
double k_fmod(double a, double b) { return undisturbed([&]() { return math_fmod(a, b); }); }
double k_atan2(double a, double b) { return undisturbed([&]() { return math_atan2(a, b); }); }
i64 k_isqrt(i64 n) { return undisturbed([&]() { return isqrt(n); }); }
i64 k_gcd(i64 a, i64 b) { return undisturbed([&]() { return gcd(a, b); }); }
i64 k_powmod(i64 a, i64 b, i64 m) { return undisturbed([&]() { return powmod(a, b, m); }); }
#define K_MATH(name) double k_##name(double x) { return undisturbed([&]() { return math_##name(x); }); }
K_MATH(sin) K_MATH(cos) K_MATH(tan) K_MATH(asin) K_MATH(acos) K_MATH(atan) K_MATH(sinh) K_MATH(cosh) K_MATH(tanh)
K_MATH(exp) K_MATH(log) K_MATH(log2) K_MATH(log10)

// What Codon's own library calls.
void *seq_alloc(i64 size) { return allocated(size, true); }
void *seq_alloc_atomic(i64 size) { return allocated(size, false); }
void *seq_realloc(void *old, i64 size, i64 old_size) {
    void *p = allocated(size, false);
    if (old) memcpy(p, old, (size_t)std::min(old_size, size));
    return p;
}
void *seq_alloc_exc(void *) { _longjmp(way_out, 1); }
[[noreturn]] void seq_throw(void *) { _longjmp(way_out, 1); }
void seq_free(void *) {}
// Asked when an exception passes; none ever does. 8 is "go on", _URC_CONTINUE_UNWIND.
int seq_personality(...) { return 8; }
int seq_init(int) { return 0; }
}
