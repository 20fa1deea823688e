package io.github.jepa4j.cli;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Deliberation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Plans that are kept in a file while more are made, so that whoever was cut off goes on.
final class KeptPlans {

    private static final long EVERY = 15_000_000_000L; // ns

    private final Path file;
    private final String lesson;
    private final LongSupplier nanos;
    private List<Deliberation> plans = List.of();
    private int situations;
    private long kept;

    /// @param lesson what they are made by; those of another are passed over
    KeptPlans(Path file, String lesson, LongSupplier nanos) {
        this.file = file;
        this.lesson = lesson;
        this.nanos = nanos;
        kept = nanos.getAsLong();
        if (Files.isRegularFile(file)) {
            try {
                read(SafeTensors.read(file));
            } catch (IOException | IllegalArgumentException _) {
                plans = List.of(); // a damaged file costs what it held
                situations = 0;
            }
        }
    }

    private void read(SafeTensors there) {
        if (!lesson.equals(there.metadata().get("lesson"))) {
            return;
        }
        int count = Integer.parseInt(there.metadata().getOrDefault("plans", "0"));
        String kind = there.metadata().getOrDefault("aim", "");
        int axes = Integer.parseInt(there.metadata().getOrDefault("axes", "1"));
        List<Deliberation> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] actions = row(there, "actions", i, count);
            read.add(new Deliberation(
                    new Latent(row(there, "now", i, count)),
                    new Aim(kind, row(there, "goal", i, count)),
                    new ActionSequence(actions.length / axes, axes, actions)));
        }
        plans = List.copyOf(read);
        situations = Integer.parseInt(there.metadata().getOrDefault("situations", "0"));
    }

    private static float[] row(SafeTensors there, String name, int row, int count) {
        Tensor tensor = there.tensors().get(name);
        if (tensor == null || count == 0) {
            throw new IllegalArgumentException("The file has no %s.\nMaybe it was cut off.".formatted(name));
        }
        int width = tensor.values().length / count;
        float[] values = new float[width];
        System.arraycopy(tensor.values(), row * width, values, 0, width);
        return values;
    }

    /// Those that were there.
    List<Deliberation> plans() {
        return plans;
    }

    /// From how many situations they were made; not all may have come to one.
    int situations() {
        return situations;
    }

    /// Keeps them, if the last time is long ago or they are all.
    void keep(List<Deliberation> made, int from, boolean isEnd) throws IOException {
        if (made.isEmpty() || !isEnd && nanos.getAsLong() - kept < EVERY) {
            return;
        }
        Deliberation first = made.getFirst();
        var now = new float[made.size() * first.now().dimension()];
        var goal = new float[made.size() * first.aim().values().length];
        var actions = new float[made.size() * first.actions().values().length];
        for (int i = 0; i < made.size(); i++) {
            put(made.get(i).now().values(), now, i);
            put(made.get(i).aim().values(), goal, i);
            put(made.get(i).actions().values(), actions, i);
        }
        Map<String, Tensor> tensors = Map.of(
                "now", rows(now, made.size()), "goal", rows(goal, made.size()), "actions", rows(actions, made.size()));
        Map<String, String> told = Map.of(
                "lesson", lesson,
                "plans", Integer.toString(made.size()),
                "situations", Integer.toString(from),
                "aim", first.aim().kind(),
                "axes", Integer.toString(first.actions().dimension()));
        new SafeTensors(tensors, told).write(file);
        kept = nanos.getAsLong();
    }

    private static void put(float[] row, float[] all, int place) {
        System.arraycopy(row, 0, all, place * row.length, row.length);
    }

    private static Tensor rows(float[] values, int count) {
        return new Tensor(new int[] {count, values.length / count}, values);
    }

    /// Removes the file, once what was made of them is kept elsewhere.
    void done() throws IOException {
        Files.deleteIfExists(file);
    }
}
