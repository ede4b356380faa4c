#include "common.h"
#include <math.h>
/* Correlation of columns. */
#define N 440
static double x[N][N], corr[N][N], mean[N], deviation[N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&x[0][0], N * N);
    for (int j = 0; j < N; j++) {
        for (int i = 0; i < N; i++) mean[j] += x[i][j];
        mean[j] /= N;
        for (int i = 0; i < N; i++) deviation[j] += (x[i][j] - mean[j]) * (x[i][j] - mean[j]);
        deviation[j] = sqrt(deviation[j] / N);
    }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) x[i][j] = (x[i][j] - mean[j]) / (sqrt((double)N) * deviation[j]);
    for (int i = 0; i < N; i++)
        for (int j = i; j < N; j++) {
            double s = 0;
            for (int k = 0; k < N; k++) s += x[k][i] * x[k][j];
            corr[i][j] = corr[j][i] = s;
        }
    report(&corr[0][0], N * N);
}
