package io.elanus.shell.command;

import io.elanus.api.CompactionSummary;
import io.elanus.base.Wording;
import io.elanus.shell.action.JobFollower;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code compact}. */
final class CompactCollection extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of(
          "compact",
          "Merge small segments, and give back the space of deleted rows.",
          CompactCollection::new);

  @Override
  public Answer run(Context context) {
    CompactionSummary done =
        new JobFollower(context.session())
            .follow(
                context.engine().administration().compact(ref()),
                "compact " + collection,
                "cancelled the compaction; what was merged stays",
                "compact again to go on");
    return Answer.Outcome.of(
        "compacted collection %s: %s became %d, %s became %s"
            .formatted(
                collection,
                Wording.count(done.segmentsBefore(), "segment"),
                done.segmentsAfter(),
                Wording.size(done.bytesBefore()),
                Wording.size(done.bytesAfter())),
        Answer.object(
            "collection", collection,
            "segments_before", done.segmentsBefore(),
            "segments", done.segmentsAfter(),
            "bytes_before", done.bytesBefore(),
            "bytes", done.bytesAfter()));
  }
}
