// Exact Python arithmetic on machine numbers. What they cannot hold, or would raise, throws Decline: the caller's
// plain Python function then runs in place of this one. Nothing outside is changed before a call has succeeded.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <tuple>
#include <unordered_map>
#include <vector>
#ifdef THREADS
#include <atomic>
#endif

namespace {

#define APART __attribute__((noinline))
// How many names a list has, and how deep calls are, where threads share lists and go deep each for itself.
#ifdef THREADS
#define PER_THREAD thread_local
typedef std::atomic<long> holders;
#else
#define PER_THREAD
typedef long holders;
#endif
typedef int64_t i64;
typedef uint32_t chr;
struct Decline {};
struct none {};

[[noreturn]] inline void decline() { throw Decline(); }
inline void require(bool holds) { if (__builtin_expect(!holds, 0)) decline(); }

// -- integers: checked where the range is not known -----------------------------------------------------------------

inline i64 add(i64 a, i64 b) { i64 r; require(!__builtin_add_overflow(a, b, &r)); return r; }
inline i64 sub(i64 a, i64 b) { i64 r; require(!__builtin_sub_overflow(a, b, &r)); return r; }
inline i64 mul(i64 a, i64 b) { i64 r; require(!__builtin_mul_overflow(a, b, &r)); return r; }
inline i64 neg(i64 a) { return sub(0, a); }
inline i64 absolute(i64 a) { return a < 0 ? neg(a) : a; }
// Whether two integers are of 32 bits without a sign, as most are: the machine divides those several times faster.
inline bool small(i64 a, i64 b) { return ((uint64_t)(a | b) >> 32) == 0; }
inline i64 floordiv(i64 a, i64 b) {
    require(b != 0);
    if (small(a, b)) return (uint32_t)a / (uint32_t)b;
    require(!(b == -1 && a == INT64_MIN));
    i64 q = a / b;
    return q - ((a % b != 0) & ((a < 0) != (b < 0)));
}
inline i64 mod(i64 a, i64 b) {
    require(b != 0);
    if (small(a, b)) return (uint32_t)a % (uint32_t)b;
    if (b == -1) return 0;
    i64 r = a % b;
    return r + ((r != 0) & ((r < 0) != (b < 0)) ? b : 0);
}
// For a >= 0 and b > 0.
inline i64 udiv(i64 a, i64 b) { return small(a, b) ? (uint32_t)a / (uint32_t)b : (uint64_t)a / (uint64_t)b; }
inline i64 umod(i64 a, i64 b) { return small(a, b) ? (uint32_t)a % (uint32_t)b : (uint64_t)a % (uint64_t)b; }
inline i64 shl(i64 a, i64 b) {
    require(b >= 0);
    if (a == 0) return 0;
    require(b < 63);
    i64 r = (i64)((uint64_t)a << b);
    require((r >> b) == a);
    return r;
}
inline i64 shr(i64 a, i64 b) { require(b >= 0); return a >> (b > 63 ? 63 : b); }
inline i64 power(i64 a, i64 b) {
    require(b >= 0);
    i64 r = 1;
    while (b) {
        if (b & 1) r = mul(r, a);
        b >>= 1;
        if (b) a = mul(a, a);
    }
    return r;
}
inline i64 powmod(i64 a, i64 b, i64 m) {
    require(b >= 0 && m > 0);
    a = mod(a, m);
    i64 r = 1 % m;
    while (b) {
        if (b & 1) r = (i64)((__int128)r * a % m);
        a = (i64)((__int128)a * a % m);
        b >>= 1;
    }
    return r;
}
inline i64 gcd(i64 a, i64 b) {
    require(a != INT64_MIN && b != INT64_MIN);
    a = a < 0 ? -a : a; b = b < 0 ? -b : b;
    while (b) { i64 t = a % b; a = b; b = t; }
    return a;
}
inline i64 isqrt(i64 n) {
    require(n >= 0);
    i64 r = (i64)std::sqrt((double)n);
    while ((__int128)r * r > n) r--;
    while ((__int128)(r + 1) * (r + 1) <= n) r++;
    return r;
}

// -- floats: what raises in Python declines --------------------------------------------------------------------------

// Through volatile pointers, so that the compiler neither folds nor replaces a call: Python makes the very same one.
#define LIBM1(name) double (*volatile libm_##name)(double) = name;
LIBM1(sin) LIBM1(cos) LIBM1(tan) LIBM1(asin) LIBM1(acos) LIBM1(atan) LIBM1(sinh) LIBM1(cosh) LIBM1(tanh)
LIBM1(exp) LIBM1(log) LIBM1(log2) LIBM1(log10)
double (*volatile libm_pow)(double, double) = pow;
double (*volatile libm_fmod)(double, double) = fmod;
double (*volatile libm_atan2)(double, double) = atan2;

inline double told(double r, double x) {
    require(!(std::isnan(r) && !std::isnan(x)) && !(std::isinf(r) && std::isfinite(x)));
    return r;
}
#define MATH1(name) inline double math_##name(double x) { return told(libm_##name(x), x); }
MATH1(sin) MATH1(cos) MATH1(tan) MATH1(asin) MATH1(acos) MATH1(atan) MATH1(sinh) MATH1(cosh) MATH1(tanh)
MATH1(exp)
inline double math_log(double x) { require(x > 0 && std::isfinite(x)); return libm_log(x); }
inline double math_log2(double x) { require(x > 0 && std::isfinite(x)); return libm_log2(x); }
inline double math_log10(double x) { require(x > 0 && std::isfinite(x)); return libm_log10(x); }
inline double math_sqrt(double x) { require(!(x < 0)); return __builtin_sqrt(x); }
inline double math_fabs(double x) { return __builtin_fabs(x); }
inline double math_radians(double x) { return x * (3.141592653589793 / 180.0); }
inline double math_degrees(double x) { return x * (180.0 / 3.141592653589793); }
inline bool math_isnan(double x) { return std::isnan(x); }
inline bool math_isinf(double x) { return std::isinf(x); }
inline bool math_isfinite(double x) { return std::isfinite(x); }
inline i64 integer(double x) {
    require(x >= -9223372036854775808.0 && x < 9223372036854775808.0);
    return (i64)x;
}
inline i64 math_floor(double x) { return integer(std::floor(x)); }
inline i64 math_ceil(double x) { return integer(std::ceil(x)); }
inline i64 math_trunc(double x) { return integer(x); }
inline i64 rounded(double x) { return integer(std::nearbyint(x)); }
inline double truediv(double a, double b) { require(b != 0); return a / b; }
inline double truediv(i64 a, i64 b) {
    const i64 most = (i64)1 << 53;
    require(b != 0 && -most <= a && a <= most && -most <= b && b <= most);
    return (double)a / (double)b;
}
inline double truediv(i64 a, double b) { return truediv((double)a, b); }
inline double truediv(double a, i64 b) { return truediv(a, (double)b); }
inline double mod(double a, double b) {
    require(b != 0);
    double r = libm_fmod(a, b);
    if (r) { if ((b < 0) != (r < 0)) r += b; } else r = std::copysign(0.0, b);
    return r;
}
inline double floordiv(double a, double b) {
    require(b != 0);
    double r = libm_fmod(a, b), q = (a - r) / b;
    if (r) { if ((b < 0) != (r < 0)) q -= 1.0; }
    if (!q) return std::copysign(0.0, a / b);
    double f = std::floor(q);
    return q - f > 0.5 ? f + 1.0 : f;
}
inline double power(double a, double b) {
    require(std::isfinite(a) && std::isfinite(b) && !(a == 0 && b < 0) && !(a < 0 && b != std::floor(b)));
    double r = libm_pow(a, b);
    require(std::isfinite(r));
    return r;
}
inline double math_pow(double a, double b) { return power(a, b); }
inline double math_fmod(double a, double b) {
    require(b != 0 && std::isfinite(a) && !std::isnan(b));
    return libm_fmod(a, b);
}
inline double math_atan2(double a, double b) { require(std::isfinite(a) && std::isfinite(b)); return libm_atan2(a, b); }

// -- numbers that are integers at one time and floats at another ----------------------------------------------------

struct num {
    bool exact;
    i64 i;
    double d;
    constexpr num() : exact(true), i(0), d(0) {}
    constexpr num(i64 v) : exact(true), i(v), d(0) {}
    constexpr num(double v) : exact(false), i(0), d(v) {}
};
inline double real(num a) { return a.exact ? (double)a.i : a.d; }
inline double real(i64 a) { return (double)a; }
inline double real(double a) { return a; }
#define MIXED(name, whole, part) \
    inline num name(num a, num b) { \
        if (a.exact && b.exact) return num(whole(a.i, b.i)); \
        double x = real(a), y = real(b); \
        return num((double)(part)); \
    }
MIXED(add, add, x + y) MIXED(sub, sub, x - y) MIXED(mul, mul, x * y)
MIXED(floordiv, floordiv, floordiv(x, y)) MIXED(mod, mod, mod(x, y)) MIXED(power, power, power(x, y))
inline num neg(num a) { return a.exact ? num(neg(a.i)) : num(-a.d); }
inline num absolute(num a) { return a.exact ? num(absolute(a.i)) : num(std::fabs(a.d)); }
inline double absolute(double a) { return __builtin_fabs(a); }
inline double truediv(num a, num b) { return a.exact && b.exact ? truediv(a.i, b.i) : truediv(real(a), real(b)); }
inline i64 math_floor(num a) { return a.exact ? a.i : math_floor(a.d); }
inline i64 math_ceil(num a) { return a.exact ? a.i : math_ceil(a.d); }
inline i64 math_trunc(num a) { return a.exact ? a.i : integer(a.d); }

// A long double holds every 64-bit integer and every double, so mixed comparisons are exact, as in Python.
inline long double wide(i64 a) { return a; }
inline long double wide(double a) { return a; }
inline long double wide(num a) { return a.exact ? (long double)a.i : (long double)a.d; }

// -- lists and texts ----------------------------------------------------------------------------------------------

template <class T> struct list {
    struct Body { holders count; i64 n, room; T *d; PyObject *origin; };
    Body *p;
    list() : p(nullptr) {}
    list(const list &o) : p(o.p) { if (p) p->count++; }
    list(list &&o) noexcept : p(o.p) { o.p = nullptr; }
    list &operator=(list o) { std::swap(p, o.p); return *this; }
    ~list() {
        if (p && --p->count == 0) {
            for (i64 k = 0; k < p->n; k++) p->d[k].~T();
            free(p->d);
            free(p);
        }
    }
    static list make(i64 room) {
        list l;
        l.p = (Body *)malloc(sizeof(Body));
        require(l.p != nullptr);
        new (l.p) Body{{1}, 0, 0, nullptr, nullptr};
        l.grow(room);
        return l;
    }
    // A handle that is const may still change what it stands for, as a name in Python may.
    void grow(i64 room) const {
        if (room <= p->room) return;
        require(room < ((i64)1 << 34) / (i64)sizeof(T));
        // Handles and numbers may be moved as bytes.
        T *d = (T *)realloc((void *)p->d, (size_t)room * sizeof(T));
        require(d != nullptr);
        p->d = d;
        p->room = room;
    }
    void push(T v) const {
        if (p->n == p->room) grow(p->n < 8 ? 16 : p->n + p->n / 2);
        new (&p->d[p->n++]) T(std::move(v));
    }
    i64 size() const { return p->n; }
    i64 place(i64 i) const {
        if (i < 0) i += p->n;
        require((uint64_t)i < (uint64_t)p->n);
        return i;
    }
    T &at(i64 i) const { return p->d[i]; }
};
typedef list<chr> str;

// Constants to loop over.
template <class T, i64 N> struct fixed { T d[N]; };
template <class T, i64 N> inline const T &item_at(const fixed<T, N> &l, i64 i) { return l.d[i]; }
template <class T, i64 N> constexpr i64 len(const fixed<T, N> &) { return N; }

// By reference: a row that is only looked into need not be held.
template <class T> inline const T &index(const list<T> &l, i64 i) { return l.at(l.place(i)); }
template <class T> inline const T &item_at(const list<T> &l, i64 i) { return l.at(i); }
template <class T> inline i64 len(const list<T> &l) { return l.size(); }
template <class T> inline void store(const list<T> &l, i64 i, T v) { l.at(l.place(i)) = std::move(v); }
template <class T> inline void push(const list<T> &l, T v) { l.push(std::move(v)); }
template <class T> inline T pop(list<T> l, i64 i) {
    i = l.place(i);
    T v = std::move(l.at(i));
    for (i64 k = i; k + 1 < l.size(); k++) l.at(k) = std::move(l.at(k + 1));
    l.at(--l.p->n).~T();
    return v;
}
template <class T> inline void insert(list<T> l, i64 i, T v) {
    i64 n = l.size();
    i = i < 0 ? (i + n < 0 ? 0 : i + n) : (i > n ? n : i);
    l.push(v);
    for (i64 k = n; k > i; k--) l.at(k) = l.at(k - 1);
    l.at(i) = std::move(v);
}
template <class T> inline void extend(list<T> l, const list<T> &m) {
    i64 n = m.size();
    for (i64 k = 0; k < n; k++) l.push(m.at(k));
}
template <class T> inline void reverse(list<T> l) { std::reverse(l.p->d, l.p->d + l.p->n); }
template <class T> inline void clear(list<T> l) { while (l.p->n) l.at(--l.p->n).~T(); }
template <class T> inline list<T> copied(const list<T> &l) {
    list<T> r = list<T>::make(l.size());
    extend(r, l);
    return r;
}
template <class T> inline list<T> concat(const list<T> &a, const list<T> &b) {
    list<T> r = list<T>::make(a.size() + b.size());
    extend(r, a);
    extend(r, b);
    return r;
}
// a += b for a text: in place where nobody else holds it.
inline void grown(str &a, const str &b) {
    if (a.p->count == 1 && !a.p->origin) extend(a, b);
    else a = concat(a, b);
}
inline void grown(str &a, chr c) {
    if (a.p->count != 1 || a.p->origin) a = copied(a);
    a.push(c);
}
template <class T> inline list<T> repeat(const list<T> &a, i64 times) {
    i64 n = a.size();
    times = times < 0 ? 0 : times;
    list<T> r = list<T>::make(mul(n, times));
    for (i64 k = 0; k < times; k++) for (i64 j = 0; j < n; j++) r.push(a.at(j));
    return r;
}
template <class T> inline list<T> slice(const list<T> &l, bool has_low, i64 low, bool has_high, i64 high, i64 step) {
    i64 n = l.size();
    i64 first = step > 0 ? 0 : n - 1, last = step > 0 ? n : -1;
    if (has_low) {
        first = low < 0 ? low + n : low;
        if (first < 0) first = step > 0 ? 0 : -1;
        if (first >= n) first = step > 0 ? n : n - 1;
    }
    if (has_high) {
        last = high < 0 ? high + n : high;
        if (last < 0) last = step > 0 ? 0 : -1;
        if (last >= n) last = step > 0 ? n : n - 1;
    }
    list<T> r = list<T>::make(step > 0 ? (last > first ? (last - first) / step + 1 : 0) : (first > last ? first - last : 0));
    if (step > 0) for (i64 k = first; k < last; k += step) r.push(l.at(k));
    else for (i64 k = first; k > last; k += step) r.push(l.at(k));
    return r;
}
template <class T>
inline void set_slice(const list<T> &l, bool has_low, i64 low, bool has_high, i64 high, const list<T> &m) {
    const i64 n = l.size();
    i64 first = !has_low ? 0 : low < 0 ? std::max((i64)0, low + n) : std::min(low, n);
    i64 last = !has_high ? n : high < 0 ? std::max((i64)0, high + n) : std::min(high, n);
    last = std::max(first, last);
    const list<T> more = m.p == l.p ? copied(m) : m;
    const i64 grows = more.size() - (last - first);
    for (i64 k = 0; k < grows; k++) l.push(T());
    T *d = l.p->d;
    if (grows > 0) std::move_backward(d + last, d + n, d + n + grows);
    if (grows < 0) {
        std::move(d + last, d + n, d + last + grows);
        while (l.p->n > n + grows) d[--l.p->n].~T();
    }
    std::copy(more.p->d, more.p->d + more.size(), d + first);
}
template <class T> inline bool contains(const list<T> &l, const T &v) {
    for (i64 k = 0; k < l.size(); k++) if (l.at(k) == v) return true;
    return false;
}
template <class T> inline i64 count(const list<T> &l, const T &v) {
    i64 found = 0;
    for (i64 k = 0; k < l.size(); k++) found += l.at(k) == v;
    return found;
}
template <class T> inline i64 position(const list<T> &l, const T &v) {
    for (i64 k = 0; k < l.size(); k++) if (l.at(k) == v) return k;
    decline();
}
inline bool operator==(const str &a, const str &b) {
    return a.size() == b.size() && memcmp(a.p->d, b.p->d, (size_t)a.size() * sizeof(chr)) == 0;
}
inline bool operator!=(const str &a, const str &b) { return !(a == b); }
inline bool operator<(const str &a, const str &b) {
    return std::lexicographical_compare(a.p->d, a.p->d + a.size(), b.p->d, b.p->d + b.size());
}
inline bool operator>(const str &a, const str &b) { return b < a; }
inline bool operator<=(const str &a, const str &b) { return !(b < a); }
inline bool operator>=(const str &a, const str &b) { return !(a < b); }
template <class T> inline bool operator==(const list<T> &a, const list<T> &b) {
    if (a.size() != b.size()) return false;
    for (i64 k = 0; k < a.size(); k++) if (!(a.at(k) == b.at(k))) return false;
    return true;
}
template <class T> inline bool operator!=(const list<T> &a, const list<T> &b) { return !(a == b); }

inline void no_nan(double v) { require(!std::isnan(v)); }
template <class T> inline void no_nan(const T &) {}
template <class T> inline void sort(list<T> l) {
    for (i64 k = 0; k < l.size(); k++) no_nan(l.at(k));
    std::stable_sort(l.p->d, l.p->d + l.p->n);
}

inline str text(chr c) { str s = str::make(1); s.push(c); return s; }
inline str text(const str &s) { return s; }
inline str text(const char32_t *t, i64 n) {
    str s = str::make(n);
    for (i64 k = 0; k < n; k++) s.push((chr)t[k]);
    return s;
}
inline str decimal(i64 v) {
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)v);
    str s = str::make(n);
    for (int k = 0; k < n; k++) s.push((chr)digits[k]);
    return s;
}
inline str joined(const str &between, const list<str> &parts) {
    i64 n = 0;
    for (i64 k = 0; k < parts.size(); k++) n += parts.at(k).size() + between.size();
    str r = str::make(n);
    for (i64 k = 0; k < parts.size(); k++) {
        if (k) extend(r, between);
        extend(r, parts.at(k));
    }
    return r;
}
// Beyond ASCII the tables of Unicode decide, and those are Python's.
inline chr ascii(chr c) { require(c < 128); return c; }
inline bool is_digit(chr c) { c = ascii(c); return c >= '0' && c <= '9'; }
inline bool is_upper(chr c) { c = ascii(c); return c >= 'A' && c <= 'Z'; }
inline bool is_lower(chr c) { c = ascii(c); return c >= 'a' && c <= 'z'; }
inline bool is_alpha(chr c) { return is_upper(c) || is_lower(c); }
inline bool is_alnum(chr c) { return is_alpha(c) || is_digit(c); }
inline bool is_space(chr c) { c = ascii(c); return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31); }
inline chr upper(chr c) { return is_lower(c) ? c - 32 : c; }
inline chr lower(chr c) { return is_upper(c) ? c + 32 : c; }
inline str upper(const str &s) { str r = str::make(s.size()); for (i64 k = 0; k < s.size(); k++) r.push(upper(s.at(k))); return r; }
inline str lower(const str &s) { str r = str::make(s.size()); for (i64 k = 0; k < s.size(); k++) r.push(lower(s.at(k))); return r; }
inline i64 digit_of(chr c) { require(is_digit(c)); return c - '0'; }
inline chr character(i64 v) { require(v >= 0 && v <= 0x10FFFF); return (chr)v; }

// -- texts that are only passed on and compared: Python's own objects ------------------------------------------------

struct Failed {};
struct word {
    PyObject *o;
    word() : o(nullptr) {}
    explicit word(PyObject *one) : o(one) { Py_XINCREF(o); }
    word(const word &w) : o(w.o) { Py_XINCREF(o); }
    word(word &&w) noexcept : o(w.o) { w.o = nullptr; }
    word &operator=(word w) { std::swap(o, w.o); return *this; }
    ~word() { Py_XDECREF(o); }
    static word own(PyObject *one) { if (!one) throw Failed(); word w; w.o = one; return w; }
};
inline word word_of(chr c) { return word::own(PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, &c, 1)); }
// A constant is made once and kept.
inline word kept(PyObject *&place, const char32_t *t, i64 n) {
    if (!place) place = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, t, n);
    if (!place) throw Failed();
    return word(place);
}
inline i64 len(const word &w) { return PyUnicode_GET_LENGTH(w.o); }
inline Py_hash_t known_hash(const word &w) { return ((PyASCIIObject *)w.o)->hash; }
inline bool operator==(const word &a, const word &b) {
    if (a.o == b.o) return true;
    if (len(a) != len(b) || PyUnicode_KIND(a.o) != PyUnicode_KIND(b.o)) return false;
    Py_hash_t one = known_hash(a), other = known_hash(b);
    if (one != other && one != -1 && other != -1) return false;
    return memcmp(PyUnicode_DATA(a.o), PyUnicode_DATA(b.o), (size_t)len(a) * PyUnicode_KIND(a.o)) == 0;
}
inline bool operator!=(const word &a, const word &b) { return !(a == b); }
inline bool operator<(const word &a, const word &b) { return PyUnicode_Compare(a.o, b.o) < 0; }
inline bool operator>(const word &a, const word &b) { return b < a; }
inline bool operator<=(const word &a, const word &b) { return !(b < a); }
inline bool operator>=(const word &a, const word &b) { return !(a < b); }

// -- sets and dicts: kept in the order of insertion ------------------------------------------------------------------

inline uint64_t mixed(uint64_t x) { x ^= x >> 32; x *= 0x9E3779B97F4A7C15ull; x ^= x >> 29; return x; }
inline uint64_t hashed(i64 v) { return mixed((uint64_t)v); }
inline uint64_t hashed(chr v) { return mixed(v); }
inline uint64_t hashed(bool v) { return mixed(v); }
inline uint64_t hashed(const str &s) { uint64_t h = 7; for (i64 k = 0; k < s.size(); k++) h = mixed(h + s.at(k)); return h; }
template <class... A> inline uint64_t hashed(const std::tuple<A...> &t) {
    uint64_t h = 11;
    std::apply([&h](const A &...part) { ((h = mixed(h * 31 + hashed(part))), ...); }, t);
    return h;
}
inline uint64_t hashed(const word &w) { Py_hash_t h = known_hash(w); return mixed((uint64_t)(h == -1 ? PyObject_Hash(w.o) : h)); }
template <class K, class V> struct table {
    struct Entry { uint64_t hash; K key; V value; bool live; };
    // last: where the last key was found: what is looked up, changed and stored is often one key. given: how many
    // entries came from the object that it stands for, -1 without one. frozen: how many a display of constants made.
    struct Body {
        long count;
        std::vector<int32_t> slots;
        std::vector<Entry> entries;
        i64 n, last, given, frozen;
        PyObject *origin;
    };
    Body *p;
    table() : p(nullptr) {}
    table(const table &o) : p(o.p) { if (p) p->count++; }
    table(table &&o) noexcept : p(o.p) { o.p = nullptr; }
    table &operator=(table o) { std::swap(p, o.p); return *this; }
    ~table() { if (p && --p->count == 0) delete p; }
    static table make() { table t; t.p = new Body{1, std::vector<int32_t>(16, -1), {}, 0, -1, -1, 0, nullptr}; return t; }
    bool holds(i64 at, const K &k) const {
        const Entry &e = p->entries[at];
        return e.live && e.key == k;
    }
    uint64_t slot(const K &k, uint64_t hash) const {
        uint64_t mask = p->slots.size() - 1, s = hash & mask;
        while (p->slots[s] >= 0 && !(p->entries[p->slots[s]].hash == hash && holds(p->slots[s], k))) s = (s + 1) & mask;
        return s;
    }
    i64 find(const K &k) const {
        if (p->last >= 0 && holds(p->last, k)) return p->last;
        i64 at = p->slots[slot(k, hashed(k))];
        if (at >= 0) p->last = at;
        return at;
    }
    void put(const K &k, V v) const {
        if (p->last >= 0 && holds(p->last, k)) { p->entries[p->last].value = std::move(v); return; }
        uint64_t hash = hashed(k), s = slot(k, hash);
        if (p->slots[s] >= 0) { p->last = p->slots[s]; p->entries[p->last].value = std::move(v); return; }
        p->last = p->slots[s] = (int32_t)p->entries.size();
        p->entries.push_back(Entry{hash, k, std::move(v), true});
        p->n++;
        if (2 * p->entries.size() > p->slots.size()) again();
    }
    void again() const {
        require(p->entries.size() < ((size_t)1 << 28));
        size_t room = 16;
        while (room < 4 * p->entries.size()) room *= 2;
        p->slots.assign(room, -1);
        for (size_t k = 0; k < p->entries.size(); k++) {
            if (!p->entries[k].live) continue;
            uint64_t s = p->entries[k].hash & (room - 1);
            while (p->slots[s] >= 0) s = (s + 1) & (room - 1);
            p->slots[s] = (int32_t)k;
        }
    }
    void drop(const K &k) const {
        i64 at = find(k);
        if (at >= 0) { p->entries[at].live = false; p->n--; }
    }
};
template <class K, class V> inline i64 len(const table<K, V> &t) { return t.p->n; }
template <class K, class V> inline bool has(const table<K, V> &t, const K &k) { return t.find(k) >= 0; }
template <class K, class V> inline V get(const table<K, V> &t, const K &k) { i64 at = t.find(k); require(at >= 0); return t.p->entries[at].value; }
template <class K, class V> inline V get_or(const table<K, V> &t, const K &k, V v) { i64 at = t.find(k); return at >= 0 ? t.p->entries[at].value : v; }
template <class K, class V> inline void put(const table<K, V> &t, const K &k, V v) { t.put(k, std::move(v)); }
template <class K> inline void set_add(const table<K, none> &t, const K &k) { t.put(k, none()); }
template <class K, class V> inline void set_discard(const table<K, V> &t, const K &k) { t.drop(k); }
template <class K, class V> inline void remove(const table<K, V> &t, const K &k) { require(has(t, k)); t.drop(k); }
template <class K, class V> inline V pop_key(const table<K, V> &t, const K &k) {
    V v = get(t, k);
    t.drop(k);
    return v;
}
template <class K, class V> inline V pop_or(const table<K, V> &t, const K &k, V v) {
    if (!has(t, k)) return v;
    return pop_key(t, k);
}
template <class K, class V> inline void clear(const table<K, V> &t) {
    for (auto &e : t.p->entries) e.live = false;
    t.p->n = 0;
}
template <class K, class V> inline void extend(const table<K, V> &t, const table<K, V> &more) {
    for (size_t k = 0; k < more.p->entries.size(); k++)
        if (more.p->entries[k].live) { V v = more.p->entries[k].value; K key = more.p->entries[k].key; t.put(key, v); }
}
template <class K, class V> inline table<K, V> copied(const table<K, V> &t) {
    table<K, V> r = table<K, V>::make();
    extend(r, t);
    return r;
}
template <class K> inline void freeze(const table<K, none> &t) { t.p->frozen = t.p->n; }
template <class K, class V> inline list<K> keys(const table<K, V> &t) {
    list<K> r = list<K>::make(t.p->n);
    for (auto &e : t.p->entries) if (e.live) r.push(e.key);
    return r;
}
template <class K, class V> inline list<V> values(const table<K, V> &t) {
    list<V> r = list<V>::make(t.p->n);
    for (auto &e : t.p->entries) if (e.live) r.push(e.value);
    return r;
}
template <class K, class V> inline list<std::tuple<K, V>> items(const table<K, V> &t) {
    list<std::tuple<K, V>> r = list<std::tuple<K, V>>::make(t.p->n);
    for (auto &e : t.p->entries) if (e.live) r.push(std::tuple<K, V>(e.key, e.value));
    return r;
}

inline bool truth(bool v) { return v; }
inline bool truth(i64 v) { return v != 0; }
inline bool truth(double v) { return v != 0; }
inline bool truth(const word &w) { return len(w) != 0; }
inline bool truth(num v) { return v.exact ? v.i != 0 : v.d != 0; }
template <class T> inline bool truth(const list<T> &l) { return l.size() != 0; }
template <class K, class V> inline bool truth(const table<K, V> &t) { return t.p->n != 0; }

// -- between Python's objects and these ------------------------------------------------------------------------------

struct Change { void *body; PyObject *object; void (*back)(void *, PyObject *); void (*forget)(void *); };
struct Arguments {
    // For kernels that change one. Both forms of each are held, so that a list taken out of its place is still there
    // when it is written back, or put somewhere else.
    std::vector<Change> lists;
    // Where a list is held, for kernels that change one: what is one list outside is one list inside.
    std::unordered_map<PyObject *, size_t> places;
    bool changing = false;
    void write_back() { for (auto &c : lists) c.back(c.body, c.object); }
    ~Arguments() { for (auto &c : lists) { c.forget(c.body); Py_DECREF(c.object); } }
};
inline PyObject *made(PyObject *o) { if (!o) throw Failed(); return o; }

inline void unbox(Arguments &, PyObject *o, i64 &v) {
    require(PyLong_CheckExact(o));
#if PY_VERSION_HEX < 0x030C0000 && PYLONG_BITS_IN_DIGIT == 30
    // Read where they lie, without a call: no float could stay in a register across it.
    Py_ssize_t digits = Py_SIZE(o);
    const auto *d = ((PyLongObject *)o)->ob_digit;
    if (__builtin_expect(-1 <= digits && digits <= 1, 1)) {
        v = digits * (i64)d[0];
        return;
    }
    require(-3 <= digits && digits <= 3);
    uint64_t whole = d[0] | (uint64_t)d[1] << 30;
    if (digits == 3 || digits == -3) {
        require(d[2] < 8 || (digits < 0 && d[2] == 8 && whole == 0));
        whole |= (uint64_t)d[2] << 60;
    }
    v = (i64)(digits < 0 ? -whole : whole);
#else
#if PY_VERSION_HEX >= 0x030C0000
    if (PyUnstable_Long_IsCompact((PyLongObject *)o)) {
        v = PyUnstable_Long_CompactValue((PyLongObject *)o);
        return;
    }
#endif
    int over;
    v = PyLong_AsLongLongAndOverflow(o, &over);
    require(over == 0);
#endif
}
inline void unbox(Arguments &, PyObject *o, double &v) { require(PyFloat_CheckExact(o)); v = PyFloat_AS_DOUBLE(o); }
inline void unbox(Arguments &, PyObject *o, bool &v) { require(PyBool_Check(o)); v = o == Py_True; }
inline void unbox(Arguments &a, PyObject *o, num &v) {
    if (PyFloat_CheckExact(o)) v = num(PyFloat_AS_DOUBLE(o));
    else { i64 i; unbox(a, o, i); v = num(i); }
}
inline void unbox(Arguments &, PyObject *o, str &v) {
    require(PyUnicode_CheckExact(o));
    if (PyUnicode_READY(o)) throw Failed();
    Py_ssize_t n = PyUnicode_GET_LENGTH(o);
    v = str::make(n);
    // One loop a width, so that the compiler can take many characters at once.
    switch (PyUnicode_KIND(o)) {
        case PyUnicode_1BYTE_KIND: std::copy_n(PyUnicode_1BYTE_DATA(o), n, v.p->d); break;
        case PyUnicode_2BYTE_KIND: std::copy_n(PyUnicode_2BYTE_DATA(o), n, v.p->d); break;
        default: std::copy_n(PyUnicode_4BYTE_DATA(o), n, v.p->d);
    }
    v.p->n = n;
}
inline void unbox(Arguments &, PyObject *o, word &v) {
    require(PyUnicode_CheckExact(o));
    if (PyUnicode_READY(o)) throw Failed();
    v = word(o);
}
template <class... A> void unbox(Arguments &a, PyObject *o, std::tuple<A...> &v);
template <class T> void write_back(void *body, PyObject *o);
template <class T> void forget(void *body) { list<T> last; last.p = (typename list<T>::Body *)body; }
template <class T> void unbox(Arguments &a, PyObject *o, list<T> &v) {
    require(PyList_CheckExact(o));
    if (a.changing) {
        auto known = a.places.find(o);
        if (known != a.places.end()) {
            Change &c = a.lists[known->second];
            // Seen as a list of something else, it would be two.
            require(c.back == &write_back<T>);
            list<T> same;
            same.p = (typename list<T>::Body *)c.body;
            same.p->count++;
            v = same;
            return;
        }
    }
    Py_ssize_t n = PyList_GET_SIZE(o);
    v = list<T>::make(n);
    v.p->origin = o;
    for (Py_ssize_t k = 0; k < n; k++) {
        new (&v.p->d[k]) T();
        v.p->n = k + 1;
        unbox(a, PyList_GET_ITEM(o, k), v.p->d[k]);
    }
    if (!a.changing) return;
    a.places.emplace(o, a.lists.size());
    a.lists.push_back(Change{v.p, o, write_back<T>, forget<T>});
    v.p->count++;
    Py_INCREF(o);
}
template <class... A> void unbox(Arguments &a, PyObject *o, std::tuple<A...> &v) {
    require(PyTuple_CheckExact(o) && PyTuple_GET_SIZE(o) == (Py_ssize_t)sizeof...(A));
    Py_ssize_t k = 0;
    std::apply([&](A &...part) { (unbox(a, PyTuple_GET_ITEM(o, k++), part), ...); }, v);
}

template <class K, class V> void write_back_table(void *body, PyObject *o);
template <class K, class V> void forget_table(void *body) {
    table<K, V> last;
    last.p = (typename table<K, V>::Body *)body;
}
template <class K> void fill(Arguments &a, PyObject *o, table<K, none> &v) {
    require(PySet_CheckExact(o));
    word each = word::own(PyObject_GetIter(o));
    while (PyObject *item = PyIter_Next(each.o)) {
        word held = word::own(item);
        K k;
        unbox(a, item, k);
        v.put(k, none());
    }
    if (PyErr_Occurred()) throw Failed();
}
template <class K, class V> void fill(Arguments &a, PyObject *o, table<K, V> &v) {
    require(PyDict_CheckExact(o));
    Py_ssize_t at = 0;
    PyObject *key, *value;
    while (PyDict_Next(o, &at, &key, &value)) {
        K k;
        V w;
        unbox(a, key, k);
        unbox(a, value, w);
        v.put(k, std::move(w));
    }
}
template <class K, class V> void unbox(Arguments &a, PyObject *o, table<K, V> &v) {
    if (a.changing) {
        auto known = a.places.find(o);
        if (known != a.places.end()) {
            Change &c = a.lists[known->second];
            require((c.back == &write_back_table<K, V>));
            table<K, V> same;
            same.p = (typename table<K, V>::Body *)c.body;
            same.p->count++;
            v = same;
            return;
        }
    }
    v = table<K, V>::make();
    fill(a, o, v);
    v.p->origin = o;
    v.p->given = v.p->n;
    if (!a.changing) return;
    a.places.emplace(o, a.lists.size());
    a.lists.push_back(Change{v.p, o, write_back_table<K, V>, forget_table<K, V>});
    v.p->count++;
    Py_INCREF(o);
}

// A list that is gone over from its front: its elements are taken apart where they are needed, and none is kept.
template <class T> struct view { PyObject *o; Arguments *all; };
template <class T> inline void unbox(Arguments &a, PyObject *o, view<T> &v) {
    require(PyList_CheckExact(o));
    v = view<T>{o, &a};
}
template <class T> inline i64 len(const view<T> &l) { return PyList_GET_SIZE(l.o); }
template <class T> inline T item_at(const view<T> &l, i64 i) {
    T v;
    unbox(*l.all, PyList_GET_ITEM(l.o, i), v);
    return v;
}
template <class T> inline T index(const view<T> &l, i64 i) {
    i64 n = len(l);
    if (i < 0) i += n;
    require((uint64_t)i < (uint64_t)n);
    return item_at(l, i);
}

template <class T> inline bool truth(const view<T> &l) { return len(l) != 0; }

// A dict or set that is only looked into or gone over. Its keys are checked once: no code of theirs runs, or of what
// they are compared with. What is looked into more often than it has entries is copied then.
inline void check_key(PyObject *o, const i64 *) { require(PyLong_CheckExact(o)); }
inline void check_key(PyObject *o, const bool *) { require(PyBool_Check(o)); }
inline void check_key(PyObject *o, const chr *) { require(PyUnicode_CheckExact(o)); }
inline void check_key(PyObject *o, const str *) { require(PyUnicode_CheckExact(o)); }
inline void check_key(PyObject *o, const word *) { require(PyUnicode_CheckExact(o)); }
template <class... A> void check_key(PyObject *o, const std::tuple<A...> *) {
    require(PyTuple_CheckExact(o) && PyTuple_GET_SIZE(o) == (Py_ssize_t)sizeof...(A));
    Py_ssize_t k = 0;
    (check_key(PyTuple_GET_ITEM(o, k++), (const A *)nullptr), ...);
}
template <class K, class V> struct looked {
    PyObject *o;
    Arguments *all;
    mutable i64 asked;
    mutable table<K, V> copy;
    // Whether the copy is to be asked.
    bool copied(i64 n) const {
        if (copy.p) return true;
        if (++asked <= 2 * n + 8) return false;
        table<K, V> whole = table<K, V>::make();
        fill(*all, o, whole);
        copy = whole;
        return true;
    }
};
template <class K, class V> struct dict_view : looked<K, V> {};
template <class K> struct set_view : looked<K, none> {};
template <class K, class V> void unbox(Arguments &a, PyObject *o, dict_view<K, V> &v) {
    require(PyDict_CheckExact(o));
    Py_ssize_t at = 0;
    PyObject *key, *value;
    while (PyDict_Next(o, &at, &key, &value)) check_key(key, (const K *)nullptr);
    v.o = o; v.all = &a; v.asked = 0; v.copy = table<K, V>();
}
template <class K> void unbox(Arguments &a, PyObject *o, set_view<K> &v) {
    require(PySet_CheckExact(o));
    word each = word::own(PyObject_GetIter(o));
    while (PyObject *key = PyIter_Next(each.o)) {
        word held = word::own(key);
        check_key(key, (const K *)nullptr);
    }
    v.o = o; v.all = &a; v.asked = 0; v.copy = table<K, none>();
}
PyObject *box(i64 v);
PyObject *box(chr v);
PyObject *box(bool v);
PyObject *box(const word &v);
PyObject *box(const str &v);
template <class... A> PyObject *box(const std::tuple<A...> &v);
template <class K, class V> inline i64 len(const dict_view<K, V> &d) { return PyDict_GET_SIZE(d.o); }
template <class K> inline i64 len(const set_view<K> &s) { return PySet_GET_SIZE(s.o); }
template <class K, class V> inline bool truth(const dict_view<K, V> &d) { return len(d) != 0; }
template <class K> inline bool truth(const set_view<K> &s) { return len(s) != 0; }
template <class K, class V> inline PyObject *found(const dict_view<K, V> &d, const K &k) {
    word key = word::own(box(k));
    PyObject *o = PyDict_GetItemWithError(d.o, key.o);
    if (!o && PyErr_Occurred()) throw Failed();
    return o;
}
template <class K, class V> inline bool has(const dict_view<K, V> &d, const K &k) {
    return d.copied(len(d)) ? has(d.copy, k) : found(d, k) != nullptr;
}
template <class K> inline bool has(const set_view<K> &s, const K &k) {
    if (s.copied(len(s))) return has(s.copy, k);
    word key = word::own(box(k));
    int is = PySet_Contains(s.o, key.o);
    if (is < 0) throw Failed();
    return is;
}
template <class K, class V> inline V get(const dict_view<K, V> &d, const K &k) {
    if (d.copied(len(d))) return get(d.copy, k);
    PyObject *o = found(d, k);
    require(o != nullptr);
    V v;
    unbox(*d.all, o, v);
    return v;
}
template <class K, class V> inline V get_or(const dict_view<K, V> &d, const K &k, V other) {
    if (d.copied(len(d))) return get_or(d.copy, k, other);
    PyObject *o = found(d, k);
    if (o) unbox(*d.all, o, other);
    return other;
}
template <class K, class V> inline list<K> keys(const dict_view<K, V> &d) {
    list<K> r = list<K>::make(len(d));
    Py_ssize_t at = 0;
    PyObject *key, *value;
    while (PyDict_Next(d.o, &at, &key, &value)) { K k; unbox(*d.all, key, k); r.push(std::move(k)); }
    return r;
}
template <class K, class V> inline list<V> values(const dict_view<K, V> &d) {
    list<V> r = list<V>::make(len(d));
    Py_ssize_t at = 0;
    PyObject *key, *value;
    while (PyDict_Next(d.o, &at, &key, &value)) { V v; unbox(*d.all, value, v); r.push(std::move(v)); }
    return r;
}
template <class K, class V> inline list<std::tuple<K, V>> items(const dict_view<K, V> &d) {
    list<std::tuple<K, V>> r = list<std::tuple<K, V>>::make(len(d));
    Py_ssize_t at = 0;
    PyObject *key, *value;
    while (PyDict_Next(d.o, &at, &key, &value)) {
        K k;
        V v;
        unbox(*d.all, key, k);
        unbox(*d.all, value, v);
        r.push(std::tuple<K, V>(std::move(k), std::move(v)));
    }
    return r;
}
template <class K> inline list<K> members(const set_view<K> &s) {
    list<K> r = list<K>::make(len(s));
    word each = word::own(PyObject_GetIter(s.o));
    while (PyObject *item = PyIter_Next(each.o)) {
        word held = word::own(item);
        K k;
        unbox(*s.all, item, k);
        r.push(std::move(k));
    }
    return r;
}

inline PyObject *box(none) { Py_INCREF(Py_None); return Py_None; }
inline PyObject *box(bool v) { return made(PyBool_FromLong(v)); }
inline PyObject *box(i64 v) { return made(PyLong_FromLongLong(v)); }
inline PyObject *box(double v) { return made(PyFloat_FromDouble(v)); }
inline PyObject *box(num v) { return v.exact ? box(v.i) : box(v.d); }
inline PyObject *box(chr v) { return made(PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, &v, 1)); }
inline PyObject *box(const word &v) { Py_INCREF(v.o); return v.o; }
inline PyObject *box(const str &v) { return made(PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, v.p->d, v.size())); }
template <class... A> PyObject *box(const std::tuple<A...> &v);
template <class T> PyObject *box(const list<T> &v) {
    // One list stays one object, wherever it is held.
    if (v.p->origin) { Py_INCREF(v.p->origin); return v.p->origin; }
    PyObject *o = made(PyList_New(v.size()));
    v.p->origin = o;
    try {
        for (i64 k = 0; k < v.size(); k++) PyList_SET_ITEM(o, k, box(v.at(k)));
    } catch (...) { Py_DECREF(o); throw; }
    return o;
}
template <class... A> PyObject *box(const std::tuple<A...> &v) {
    PyObject *o = made(PyTuple_New(sizeof...(A)));
    Py_ssize_t k = 0;
    try {
        std::apply([&](const A &...part) { (PyTuple_SET_ITEM(o, k++, box(part)), ...); }, v);
    } catch (...) { Py_DECREF(o); throw; }
    return o;
}
// Made as Python made it, so that it has the same order: one by one, but for the constants of a display.
template <class K> PyObject *as_set(const table<K, none> &t) {
    word o = word::own(PySet_New(nullptr));
    i64 place = 0;
    if (t.p->frozen > 0) {
        word first = word::own(PyTuple_New(t.p->frozen));
        for (; place < t.p->frozen; place++) PyTuple_SET_ITEM(first.o, place, box(t.p->entries[place].key));
        word constant = word::own(PyFrozenSet_New(first.o));
        word::own(PyObject_CallMethod(o.o, "update", "O", constant.o));
    }
    for (; place < (i64)t.p->entries.size(); place++) {
        const auto &e = t.p->entries[place];
        if (!e.live) continue;
        word i = word::own(box(e.key));
        if (PySet_Add(o.o, i.o)) throw Failed();
    }
    Py_INCREF(o.o);
    return o.o;
}
template <class K> PyObject *box(const table<K, none> &t) {
    if (!t.p->origin) return t.p->origin = as_set(t);
    Py_INCREF(t.p->origin);
    return t.p->origin;
}
// What a set holds in the order in which Python goes over it, which its history decides.
template <class K> list<K> members(const table<K, none> &t) {
    require(t.p->n == (i64)t.p->entries.size());
    if (t.p->given >= 0) {
        require(t.p->given == t.p->n);
        return keys(t);
    }
    list<K> r = list<K>::make(t.p->n);
    Arguments none_held;
    word whole = word::own(as_set(t)), each = word::own(PyObject_GetIter(whole.o));
    while (PyObject *item = PyIter_Next(each.o)) {
        word held = word::own(item);
        K k;
        unbox(none_held, item, k);
        r.push(k);
    }
    return r;
}
template <class K, class V> PyObject *box(const table<K, V> &t) {
    if (t.p->origin) { Py_INCREF(t.p->origin); return t.p->origin; }
    PyObject *o = t.p->origin = made(PyDict_New());
    try {
        for (auto &e : t.p->entries)
            if (e.live) {
                word i = word::own(box(e.key)), j = word::own(box(e.value));
                if (PyDict_SetItem(o, i.o, j.o)) throw Failed();
            }
    } catch (...) { Py_DECREF(o); throw; }
    return o;
}

// Whether an object still stands for the value that was read from it; only what differs is replaced.
inline bool stands(i64 v, PyObject *o) {
    int over;
    return PyLong_CheckExact(o) && PyLong_AsLongLongAndOverflow(o, &over) == v && !over;
}
inline bool stands(double v, PyObject *o) {
    double w = PyFloat_CheckExact(o) ? PyFloat_AS_DOUBLE(o) : 0;
    return PyFloat_CheckExact(o) && memcmp(&v, &w, sizeof v) == 0;
}
inline bool stands(bool v, PyObject *o) { return o == (v ? Py_True : Py_False); }
inline bool stands(num v, PyObject *o) { return v.exact ? stands(v.i, o) : stands(v.d, o); }
inline bool stands(const word &v, PyObject *o) { return v.o == o; }
inline bool stands(const str &v, PyObject *o) {
    if (!PyUnicode_CheckExact(o) || PyUnicode_GET_LENGTH(o) != v.size()) return false;
    for (i64 k = 0; k < v.size(); k++) if (PyUnicode_READ_CHAR(o, k) != v.at(k)) return false;
    return true;
}
template <class T> inline bool stands(const list<T> &v, PyObject *o) { return v.p->origin == o; }
template <class... A> inline bool stands(const std::tuple<A...> &v, PyObject *o) {
    if (!PyTuple_CheckExact(o) || PyTuple_GET_SIZE(o) != (Py_ssize_t)sizeof...(A)) return false;
    Py_ssize_t k = 0;
    bool all = true;
    std::apply([&](const A &...part) { ((all = all && stands(part, PyTuple_GET_ITEM(o, k++))), ...); }, v);
    return all;
}
template <class T> void write_back(void *body, PyObject *o) {
    auto *p = (typename list<T>::Body *)body;
    Py_ssize_t n = PyList_GET_SIZE(o);
    if (n != p->n) {
        PyObject *whole = made(PyList_New(p->n));
        for (i64 k = 0; k < p->n; k++) {
            PyObject *old = k < n ? PyList_GET_ITEM(o, k) : nullptr;
            if (old && stands(p->d[k], old)) { Py_INCREF(old); PyList_SET_ITEM(whole, k, old); }
            else PyList_SET_ITEM(whole, k, box(p->d[k]));
        }
        int wrong = PyList_SetSlice(o, 0, n, whole);
        Py_DECREF(whole);
        if (wrong) throw Failed();
        return;
    }
    for (i64 k = 0; k < p->n; k++)
        if (!stands(p->d[k], PyList_GET_ITEM(o, k)) && PyList_SetItem(o, k, box(p->d[k]))) throw Failed();
}

template <class K> inline bool stands(const table<K, none> &v, PyObject *o) { return v.p->origin == o; }
template <class K, class V> inline bool stands(const table<K, V> &v, PyObject *o) { return v.p->origin == o; }
template <class K, class V> struct Back {
    static void put(typename table<K, V>::Body *p, PyObject *o) {
        // First what is gone, then what is new at the end, as it came.
        std::vector<word> gone;
        std::vector<std::pair<word, i64>> other;
        Py_ssize_t at = 0;
        PyObject *key, *value;
        for (i64 k = 0; k < p->given && PyDict_Next(o, &at, &key, &value); k++) {
            if (!p->entries[k].live) gone.push_back(word(key));
            else if (!stands(p->entries[k].value, value)) other.emplace_back(word(key), k);
        }
        for (auto &one : gone) if (PyDict_DelItem(o, one.o)) throw Failed();
        for (auto &one : other) {
            word now = word::own(box(p->entries[one.second].value));
            if (PyDict_SetItem(o, one.first.o, now.o)) throw Failed();
        }
        for (i64 k = p->given; k < (i64)p->entries.size(); k++) {
            if (!p->entries[k].live) continue;
            word name = word::own(box(p->entries[k].key)), now = word::own(box(p->entries[k].value));
            if (PyDict_SetItem(o, name.o, now.o)) throw Failed();
        }
    }
};
template <class K> struct Back<K, none> {
    static void put(typename table<K, none>::Body *p, PyObject *o) {
        // No kernel takes anything out of a set that it was given: its order would be that of another history.
        for (i64 k = p->given; k < (i64)p->entries.size(); k++) {
            word key = word::own(box(p->entries[k].key));
            if (PySet_Add(o, key.o)) throw Failed();
        }
    }
};
template <class K, class V> void write_back_table(void *body, PyObject *o) {
    Back<K, V>::put((typename table<K, V>::Body *)body, o);
}

// Python's own limit would stop a deep recursion: the plain function meets it.
PER_THREAD int depth = 0;
int deepest = 500;
struct Deep { Deep() { if (++depth > deepest) { --depth; decline(); } } ~Deep() { --depth; } };

}  // namespace
