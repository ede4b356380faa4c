#include "common.h"
/* Folding by dynamic programming over intervals, in whole numbers. */
#define N 640
static int base[N], best[N][N];
static double out[N];
static inline int most(int a, int b) { return a > b ? a : b; }
int main(int argc, char **argv) {
    seed(argc, argv);
    for (int i = 0; i < N; i++) base[i] = (int)(4 * uniform());
    for (int i = N - 1; i >= 0; i--)
        for (int j = i + 1; j < N; j++) {
            int m = most(best[i][j - 1], i + 1 < N ? best[i + 1][j] : 0);
            if (i + 1 < N && j >= 1) m = most(m, best[i + 1][j - 1] + (i < j - 1 && base[i] + base[j] == 3));
            for (int k = i + 1; k < j; k++) m = most(m, best[i][k] + best[k + 1][j]);
            best[i][j] = m;
        }
    for (int i = 0; i < N; i++) out[i] = best[0][i];
    report(out, N);
}
