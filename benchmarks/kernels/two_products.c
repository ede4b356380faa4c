#include "common.h"
/* D = A B C, two products with the row in the middle. */
#define N 520
static double a[N][N], b[N][N], c[N][N], t[N][N], d[N][N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&a[0][0], N * N); fill(&b[0][0], N * N); fill(&c[0][0], N * N);
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++)
            for (int j = 0; j < N; j++) t[i][j] += a[i][k] * b[k][j];
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++)
            for (int j = 0; j < N; j++) d[i][j] += t[i][k] * c[k][j];
    report(&d[0][0], N * N);
}
