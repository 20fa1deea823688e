package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaReport;
import io.github.jepa4j.media.OnDamage;
import io.github.jepa4j.media.Skipped;
import io.github.jepa4j.media.Skipping;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.pretraining.FeatureModel;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Features of files, a group after the other: one is in memory at a time, and what came of it is kept before the
/// next is read.
///
/// A model looks at several at once, and what it makes of one may differ in its last digits with how many those are.
/// So a group has as many that could be read as fill so many looks, whatever is skipped: every image is looked at
/// together with the same others as if all had been read at the beginning.
final class Embedding {

    /// What is lost by a kill is at most so many.
    private static final int MOST_IMAGES = 256;

    private static final int MOST_CLIPS = 32;

    /// In memory at a time, where that is more than one look.
    private static final long MOST_BYTES = 1L << 26;

    /// Looks at images or clips.
    @FunctionalInterface
    interface Look {

        /// @param looked is given how many were looked at so far
        /// @return `[clips.size(), D]`
        Tensor at(LabelledClips clips, IntConsumer looked);
    }

    /// What looks.
    ///
    /// @param look      how
    /// @param sees      the size of images or clips
    /// @param dimension `D`
    /// @param group     how many are read together
    record Eyes(Look look, VisionSpec sees, int dimension, int group) {

        static Eyes of(FeatureModel model) {
            return new Eyes(model::features, model.spec(), model.dimension(), group(model.spec(), model.atOnce()));
        }

        /// @param atOnce how many are looked at together: a group has a multiple of it
        static int group(VisionSpec sees, int atOnce) {
            long most = Math.min(sees.frames() == 1 ? MOST_IMAGES : MOST_CLIPS, MOST_BYTES / bytes(sees));
            return (int) Math.max(1, most / atOnce) * atOnce;
        }

        private static long bytes(VisionSpec sees) {
            return 3L * sees.frames() * sees.rows() * sees.columns();
        }
    }

    /// What it came to.
    ///
    /// @param names    of those with features, `N`
    /// @param labels   theirs
    /// @param features `[N, D]`
    /// @param report   what was read and what was not
    record Result(List<String> names, List<String> labels, Tensor features, MediaReport report) {}

    private final Eyes eyes;
    private final MediaFiles media;
    private final OpenFiles files;
    private final EmbedParts parts;
    private final Console console;

    private int number;
    private int at;
    private int rows;

    /// @param media the same files, and how they are read
    Embedding(Eyes eyes, MediaFiles media, OpenFiles files, EmbedParts parts, Console console) {
        this.eyes = eyes;
        this.media = media;
        this.files = files;
        this.parts = parts;
        this.console = console;
    }

    /// Goes on with what is kept, to the end.
    ///
    /// @throws io.github.jepa4j.media.MediaException where a file is damaged and that is refused: before any is
    ///     looked at
    Result result() throws IOException {
        Skipping skipping = new Skipping(media.damaged(), files.refused());
        refuseTooMuch();
        takeKept();
        if (at > 0) {
            console.remark(String.format(Locale.ROOT, "going on after %,d of %,d %s", at, files.count(), files.unit()));
        }
        if (media.damaged() == OnDamage.REFUSE && at < files.count()) {
            refuseDamaged();
        }
        try (Telling telling = console.progress("features", files.count(), files.unit())) {
            telling.continueFrom(at);
            while (at < files.count()) {
                take(made(telling));
                takeKept(); // behind one that was damaged
                telling.update(at, "");
            }
        }
        return gathered(skipping);
    }

    /// Before anything is read.
    private void refuseTooMuch() {
        long bytes = Math.min(eyes.group(), files.count()) * Eyes.bytes(eyes.sees());
        long most = media.limits().bytesInAll();
        if (bytes > most) {
            throw new CommandFailure(
                    "The %d %s that are looked at together have %d bytes, more than the limit of %d (bytesInAll).%nMaybe take fewer or smaller frames; if there is memory for it, raise the limit: --limit bytesInAll=%d."
                            .formatted(Math.min(eyes.group(), files.count()), files.unit(), bytes, most, bytes));
        }
        if ((long) files.count() * eyes.dimension() > Integer.MAX_VALUE - 8) {
            throw new CommandFailure(
                    "%d features of each of %d %s are more than the %d numbers that one file can hold.%nMaybe make several files, of a part each: --select PREFIX."
                            .formatted(eyes.dimension(), files.count(), files.unit(), Integer.MAX_VALUE - 8));
        }
    }

    /// Reads what is left once for nothing: after hours of work nobody wants to hear that a file is damaged.
    private void refuseDamaged() {
        try (Telling telling = console.progress("read", files.count(), files.unit())) {
            telling.continueFrom(at);
            for (int i = at; i < files.count(); ) {
                i += Group.read(files, i, eyes.group()).files();
                telling.update(i, "");
            }
        }
    }

    private void takeKept() {
        for (var kept = parts.read(number, at); kept.isPresent(); kept = parts.read(number, at)) {
            take(kept.get());
        }
    }

    private void take(EmbedPart part) {
        number++;
        at = part.to();
        rows += part.names().size();
    }

    private EmbedPart made(Telling telling) throws IOException {
        Group group = Group.read(files, at, eyes.group());
        Tensor features = group.clips().isEmpty()
                ? Tensor.zeros(0, eyes.dimension())
                : eyes.look().at(group.seen(eyes.sees()), looked -> telling.update(at + (long) looked, ""));
        refuseNoNumbers(group, features);
        var part = new EmbedPart(at, group.names(), group.labels(), group.skipped(), features);
        parts.write(number, part);
        return part;
    }

    private static void refuseNoNumbers(Group group, Tensor features) {
        int dimension = features.shape()[1];
        for (int i = 0; i < features.size(); i++) {
            float value = features.values()[i];
            if (!Float.isFinite(value)) {
                throw new CommandFailure(
                        "Feature %d of %s is %s; it must be finite. Nothing is written of it.%nMaybe the weights are damaged, or the model has diverged."
                                .formatted(i % dimension, group.names().get(i / dimension), value));
            }
        }
    }

    /// All parts in one, now that it is known how large that is.
    private Result gathered(Skipping skipping) throws IOException {
        List<String> names = new ArrayList<>(rows);
        List<String> labels = new ArrayList<>(rows);
        float[] features = new float[rows * eyes.dimension()];
        int from = 0;
        for (int i = 0; i < number; i++) {
            Optional<EmbedPart> part = parts.read(i, from);
            if (part.isEmpty()) {
                throw new IOException(
                        "Part %d of the features cannot be read, though it was written.%nMaybe start again: what is there is kept."
                                .formatted(i));
            }
            float[] values = part.get().features().values();
            System.arraycopy(values, 0, features, names.size() * eyes.dimension(), values.length);
            names.addAll(part.get().names());
            labels.addAll(part.get().labels());
            part.get().skipped().forEach(skipping::add);
            from = part.get().to();
        }
        if (names.isEmpty()) {
            parts.discard(); // files that are mended are others
            Skipped first = skipping.skipped().getFirst();
            throw new CommandFailure("None of %d %s of %s can be used; the first: %s.%n%s"
                    .formatted(files.count(), files.unit(), media.path(), first, first.maybe()));
        }
        Tensor all = new Tensor(new int[] {rows, eyes.dimension()}, features);
        return new Result(names, labels, all, skipping.report(rows, files.ignored()));
    }
}
