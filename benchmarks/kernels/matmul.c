#include "common.h"
/* C += A B, the plain triple loop. */
#define N 420
static double a[N][N], b[N][N], c[N][N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&a[0][0], N * N); fill(&b[0][0], N * N);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double s = 0;
            for (int k = 0; k < N; k++) s += a[i][k] * b[k][j];
            c[i][j] += s;
        }
    report(&c[0][0], N * N);
}
