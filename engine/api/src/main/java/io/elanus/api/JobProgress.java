package io.elanus.api;

import java.time.Duration;
import java.util.Optional;

/**
 * A moment of a job.
 *
 * @param phase what is done now: sample, train, assign, encode, link or write of a build, merge of
 *     a compaction, open of a load; empty before the first
 * @param iteration 1-based within the phase, 0 where it has none
 * @param iterations of the phase, 0 where it has none
 * @param fraction of the whole job, in [0, 1], never falling
 * @param rowsDone rows done in this phase; of a finished job all of its rows
 * @param rowsTotal rows of this phase; of a finished job all of its rows
 * @param rowsPerSecond of this phase; of a finished job its rows over its elapsed time
 * @param elapsed since it began to run; zero before
 * @param remaining an estimate; empty where there is none yet
 * @param heapBytes Java heap in use
 */
public record JobProgress(
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
