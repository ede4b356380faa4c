#include "common.h"
/* Nine-point stencil in place: each value needs its new neighbours. */
#define N 300
#define STEPS 60
static double a[N][N];
int main(int argc, char **argv) {
    seed(argc, argv);
    fill(&a[0][0], N * N);
    for (int s = 0; s < STEPS; s++)
        for (int i = 1; i < N - 1; i++)
            for (int j = 1; j < N - 1; j++)
                a[i][j] = (a[i - 1][j - 1] + a[i - 1][j] + a[i - 1][j + 1] + a[i][j - 1] + a[i][j] + a[i][j + 1] +
                           a[i + 1][j - 1] + a[i + 1][j] + a[i + 1][j + 1]) / 9.0;
    report(&a[0][0], N * N);
}
