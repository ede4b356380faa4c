#include "common.h"
/* L X = B for many right-hand sides. */
#define N 520
static double l[N][N], b[N][N], x[N][N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&l[0][0], N * N); fill(&b[0][0], N * N);
    for (int i = 0; i < N; i++) l[i][i] += N;
    for (int r = 0; r < N; r++)
        for (int i = 0; i < N; i++) {
            double s = b[i][r];
            for (int j = 0; j < i; j++) s -= l[i][j] * x[j][r];
            x[i][r] = s / l[i][i];
        }
    report(&x[0][0], N * N);
}
