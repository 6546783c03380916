package io.elanus.api;

import java.time.Duration;
import java.util.Optional;

/**
 * A moment of a running build.
 *
 * @param phase sample, train, assign, encode, link or write
 * @param iteration 1-based within the phase, 0 where it has none
 * @param fraction of the whole build, in [0, 1], never falling
 * @param rowsDone rows done in this phase; of a finished build all of its rows
 * @param rowsPerSecond of this phase; of a finished build its rows over its elapsed time
 * @param heapBytes Java heap in use
 */
public record BuildProgress(
    JobState state,
    String phase,
    int iteration,
    int iterations,
    double fraction,
    long rowsDone,
    long rowsTotal,
    double rowsPerSecond,
    Duration elapsed,
    Optional<Duration> remaining,
    long heapBytes) {}
