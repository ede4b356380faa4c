#include "common.h"
/* y = alpha A x + beta B x, many times; A is also read by columns. */
#define N 700
#define STEPS 40
static double a[N][N], b[N][N], x[N], y[N], z[N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&a[0][0], N * N); fill(&b[0][0], N * N); fill(x, N);
    for (int s = 0; s < STEPS; s++) {
        for (int i = 0; i < N; i++) {
            double p = 0, q = 0;
            for (int j = 0; j < N; j++) { p += a[i][j] * x[j]; q += b[i][j] * x[j]; }
            y[i] = 1.5 * p + 1.2 * q;
        }
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) z[j] += a[i][j] * y[i];
        for (int i = 0; i < N; i++) x[i] = z[i] / (1.0 + y[i] + z[i]);
    }
    report(x, N);
}
