package io.github.jepa4j.agent;

import io.github.jepa4j.agent.SensorWatch.Watched;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sensor watch over one episode: what was read and believed last, and when.
final class Watching {

    private final SensorWatch declared;
    private final @Nullable InstantSource time;
    private final float[] last;
    private final int[] alike;
    private final float[] believed;
    private final int[] stepsSince;
    private @Nullable Instant decided;
    private @Nullable Instant newest;

    Watching(SensorWatch declared, @Nullable InstantSource time) {
        this.declared = declared;
        this.time = time;
        int count = declared.signals().size();
        last = new float[count];
        alike = new int[count];
        believed = new float[count];
        stepsSince = new int[count];
        begin();
    }

    void begin() {
        Arrays.fill(alike, 0);
        Arrays.fill(believed, Float.NaN);
        Arrays.fill(stepsSince, 0);
        decided = null;
        newest = null;
    }

    /// What speaks against what is seen.
    ///
    /// @param taken when it was; null for now
    List<Doubt> doubts(Observation seen, @Nullable Instant taken) {
        List<Doubt> doubts = new ArrayList<>();
        if (time != null) {
            Instant now = time.instant();
            clock(now, doubts);
            age(taken == null ? now : taken, now, doubts);
        }
        boolean inTime = doubts.isEmpty();
        if (!declared.signals().isEmpty()) {
            readings(signals(seen), inTime, doubts);
        }
        return List.copyOf(doubts);
    }

    private void clock(Instant now, List<Doubt> doubts) {
        Instant before = decided;
        decided = now;
        if (before == null) {
            return;
        }
        Duration gap = Duration.between(before, now);
        if (gap.isNegative()) {
            doubts.add(new Doubt.ClockBack(gap.negated()));
            newest = null; // its time is by a clock that is gone
        } else if (!declared.longestGap().isZero() && gap.compareTo(declared.longestGap()) > 0) {
            doubts.add(new Doubt.ClockAhead(gap, declared.longestGap()));
        }
    }

    private void age(Instant taken, Instant now, List<Doubt> doubts) {
        Duration longest = declared.longestAge();
        if (longest.isZero()) {
            return;
        }
        Duration age = Duration.between(taken, now);
        Instant before = newest;
        if (age.compareTo(longest) > 0) {
            doubts.add(new Doubt.Late(age, longest));
        } else if (age.compareTo(longest.negated()) < 0) {
            doubts.add(new Doubt.Early(age.negated()));
        } else if (before != null && taken.isBefore(before)) {
            doubts.add(new Doubt.Disordered(Duration.between(taken, before)));
        } else {
            newest = taken;
        }
    }

    private void readings(float[] readings, boolean inTime, List<Doubt> doubts) {
        if (readings.length != last.length) {
            doubts.add(new Doubt.Miscounted(readings.length, last.length));
        }
        for (int i = 0; i < last.length; i++) {
            stepsSince[i]++;
            if (readings.length == last.length) {
                reading(i, readings[i], inTime, doubts);
            }
        }
    }

    private void reading(int i, float reading, boolean inTime, List<Doubt> doubts) {
        Watched watched = declared.signals().get(i);
        String name = watched.signal().name();
        String unit = watched.signal().unit();
        alike[i] = Float.floatToIntBits(reading) == Float.floatToIntBits(last[i]) ? alike[i] + 1 : 1;
        last[i] = reading;
        float most = watched.mostChange() * stepsSince[i];
        float change = Math.abs(reading - believed[i]);
        if (!Float.isFinite(reading)) {
            doubts.add(new Doubt.Missing(name));
        } else if (!watched.signal().believable(reading)) {
            float low = watched.signal().low();
            doubts.add(new Doubt.OutOfRange(name, reading, low, watched.signal().high(), unit));
        } else if (change > most) {
            doubts.add(new Doubt.Jumped(name, change, most, unit));
        } else if (watched.frozenAfter() > 0 && alike[i] >= watched.frozenAfter()) {
            doubts.add(new Doubt.Frozen(name, reading, alike[i]));
        } else if (inTime) {
            believed[i] = reading;
            stepsSince[i] = 0;
        }
    }

    private static float[] signals(Observation seen) {
        return switch (seen) {
            case Signals signals -> signals.values();
            case Pixels _ ->
                throw new IllegalArgumentException(
                        "The sensor watch looks at signals, but a picture was seen.\nMaybe it is meant for SensorWatch.ofTimes.");
        };
    }
}
