#include "common.h"
/* LU decomposition without pivots of a matrix with a heavy diagonal. */
#define N 520
static double a[N][N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&a[0][0], N * N);
    for (int i = 0; i < N; i++) a[i][i] += N;
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < i; j++) {
            double s = a[i][j];
            for (int k = 0; k < j; k++) s -= a[i][k] * a[k][j];
            a[i][j] = s / a[j][j];
        }
        for (int j = i; j < N; j++) {
            double s = a[i][j];
            for (int k = 0; k < i; k++) s -= a[i][k] * a[k][j];
            a[i][j] = s;
        }
    }
    report(&a[0][0], N * N);
}
