// The rounds of a loop shared out among threads, as many as this process may use processors. Neighbouring rounds are
// put into parts, of which each thread takes the next when it is done with one; what the parts give is put together in
// their order, so that it does not depend on the threads. No thread touches Python's objects.
#include <sched.h>
#include <system_error>
#include <thread>

namespace {

constexpr i64 PARTS_A_THREAD = 8;
std::atomic<bool> halted{false};
// Asked in every round of an inner loop: what another thread has given up need not be waited for.
inline bool going_on() { require(!halted.load(std::memory_order_relaxed)); return true; }
inline int processors() {
    cpu_set_t ours;
    return sched_getaffinity(0, sizeof ours, &ours) == 0 ? CPU_COUNT(&ours) : 1;
}
template <class Part, class Work, class Merge> void in_parts(i64 n, Work work, Merge merge) {
    if (n <= 0) return;
    i64 threads = std::min<i64>(THREADS ? THREADS : processors(), n);
    i64 count = threads < 2 ? 1 : std::min(n, PARTS_A_THREAD * threads);
    std::vector<Part> parts((size_t)count);
    std::atomic<i64> next{0};
    halted = false;
    auto run = [&]() {
        for (;;) {
            i64 k = next++;
            if (k >= count || halted) return;
            try {
                work(parts[(size_t)k], (i64)((__int128)n * k / count), (i64)((__int128)n * (k + 1) / count));
            } catch (const Decline &) {
                halted = true;
            } catch (const std::bad_alloc &) {
                halted = true;
            }
        }
    };
    std::vector<std::thread> others;
    others.reserve((size_t)threads);
    try {
        for (i64 k = 1; k < threads; k++) others.emplace_back(run);
    } catch (const std::system_error &) {
        // Fewer threads do the same.
    }
    run();
    for (std::thread &other : others) other.join();
    bool gave_up = halted.exchange(false);
    if (gave_up) decline();
    for (Part &part : parts) merge(part);
}

}  // namespace
