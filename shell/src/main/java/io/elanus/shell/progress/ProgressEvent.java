package io.elanus.shell.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * A moment of long work.
 *
 * @param phase what is being done now
 * @param iteration 1-based, 0 where the phase has none
 * @param fraction of the whole, in [0, 1]
 * @param unit of done and total, a plural
 * @param total 0 where it is unknown
 */
public record ProgressEvent(
    String phase,
    int iteration,
    int iterations,
    double fraction,
    String unit,
    long done,
    long total,
    double perSecond,
    Duration elapsed,
    Optional<Duration> remaining) {}
