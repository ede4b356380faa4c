/* What the ten kernels share: data from a seed, and a checksum of all bits. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 1;

static inline double uniform(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) / 9007199254740992.0;
}

static inline void seed(int argc, char **argv) {
    state = (argc > 1 ? strtoull(argv[1], 0, 10) : 1) * 2654435761u + 88172645463325252ull;
}

static inline void fill(double *x, int n) {
    for (int i = 0; i < n; i++) x[i] = uniform();
}

static inline void report(const double *x, int n) {
    uint64_t h = 1469598103934665603ull, bits;
    for (int i = 0; i < n; i++) {
        __builtin_memcpy(&bits, &x[i], 8);
        h = (h ^ bits) * 1099511628211ull;
    }
    printf("%016llx\n", (unsigned long long)h);
}
