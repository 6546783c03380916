package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.cluster.Schedule.Iteration;
import io.elanus.index.cluster.Schedule.Meeting;
import java.io.IOException;
import java.util.List;

/**
 * The loop of Lloyd's algorithm over a sample that grows, whatever its points are: which of them
 * meet which centroids in an iteration, as a {@link Schedule} says, and a checkpoint after each.
 */
public abstract class GrowingKMeans {
  private final int points;
  private final List<Iteration> schedule;
  private final BuildContext context;
  private int done;

  /**
   * @param points of the whole sample
   * @param done iterations that were done before
   */
  protected GrowingKMeans(int points, List<Iteration> schedule, int done, BuildContext context) {
    this.points = points;
    this.schedule = schedule;
    this.done = done;
    this.context = context;
  }

  /** An iteration begins. */
  protected abstract void begin();

  /** The points {@code first}, {@code first + step} and so on meet all centroids. */
  protected abstract void meetAll(int first, int step);

  /** Every n-th point meets the centroids near the one that it belongs to. */
  protected abstract void meetNear(int every);

  /**
   * Moves the centroids to the points that belong to them.
   *
   * @param last whether it is the last iteration
   * @return whether no point of the whole sample has changed its centroid
   */
  protected abstract boolean move(Iteration step, boolean last);

  /** Saves where the next iteration begins. */
  protected abstract void save(int iterations) throws IOException;

  /** Goes through all iterations that are left; once points have settled, only the last. */
  protected final void iterate() throws IOException {
    while (done < schedule.size()) {
      context.cancellation().check();
      boolean settled = iterate(schedule.get(done));
      done = settled ? Math.max(done + 1, schedule.size() - 1) : done + 1;
      save(done);
    }
  }

  private boolean iterate(Iteration step) {
    int every = step.every();
    int known = done == 0 ? 0 : schedule.get(done - 1).every();
    int seen = SamplePoints.countEvery(points, 0, every);
    int before = known == 0 ? 0 : SamplePoints.countEvery(points, 0, known);
    int told = step.meeting() == Meeting.NEW ? seen - before : seen;
    context.listener().phase("train", done + 1, schedule.size(), told);
    begin();
    switch (step.meeting()) {
      case ALL -> meetAll(0, every);
      case NEW -> {
        for (int first = every; first < known; first += every) {
          meetAll(first, known);
        }
      }
      case NEAR -> meetNear(every);
    }
    return move(step, done == schedule.size() - 1);
  }
}
