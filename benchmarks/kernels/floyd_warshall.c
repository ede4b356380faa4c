#include "common.h"
/* All shortest paths. */
#define N 480
static double d[N][N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&d[0][0], N * N);
    for (int k = 0; k < N; k++)
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) d[i][j] = d[i][k] + d[k][j] < d[i][j] ? d[i][k] + d[k][j] : d[i][j];
    report(&d[0][0], N * N);
}
