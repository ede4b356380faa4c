#include "common.h"
/* Five-point stencil, two fields in turn. */
#define N 400
#define STEPS 400
static double a[N][N], b[N][N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&a[0][0], N * N);
    for (int s = 0; s < STEPS; s++) {
        for (int i = 1; i < N - 1; i++)
            for (int j = 1; j < N - 1; j++)
                b[i][j] = 0.2 * (a[i][j] + a[i][j - 1] + a[i][j + 1] + a[i - 1][j] + a[i + 1][j]);
        for (int i = 1; i < N - 1; i++)
            for (int j = 1; j < N - 1; j++)
                a[i][j] = 0.2 * (b[i][j] + b[i][j - 1] + b[i][j + 1] + b[i - 1][j] + b[i + 1][j]);
    }
    report(&a[0][0], N * N);
}
