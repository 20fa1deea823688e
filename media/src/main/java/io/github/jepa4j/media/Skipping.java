package io.github.jepa4j.media;

import java.util.ArrayList;
import java.util.List;

/// What a reading leaves out; where that is to be refused, the first of it ends the reading. For one
/// thread.
public final class Skipping {

    private final OnDamage onDamage;
    private final List<Skipped> skipped = new ArrayList<>();

    /// Begins with what must not be read.
    ///
    /// @param refused such as [Images#refused()]
    /// @throws MediaException where there is some and that is to be refused
    public Skipping(OnDamage onDamage, List<Skipped> refused) {
        this.onDamage = onDamage;
        refused.forEach(this::add);
    }

    /// One that was not read.
    ///
    /// @throws MediaException where that is to be refused
    public void add(Skipped one) {
        if (onDamage == OnDamage.REFUSE) {
            throw new MediaException(one.name(), one.reason(), "Maybe remove it, or skip what is damaged.");
        }
        skipped.add(one);
    }

    /// One that could not be read.
    ///
    /// @throws MediaException itself, where that is to be refused
    public void add(MediaException damage) {
        if (onDamage == OnDamage.REFUSE) {
            throw damage;
        }
        skipped.add(damage.skipped());
    }

    /// What was left out so far.
    public List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    /// What became of all.
    ///
    /// @param read    how many images or videos were
    /// @param ignored how many files are of another kind
    public MediaReport report(int read, int ignored) {
        return new MediaReport(read, ignored, skipped);
    }
}
