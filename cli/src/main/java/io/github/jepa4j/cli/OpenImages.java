package io.github.jepa4j.cli;

import io.github.jepa4j.media.ImageReading;
import io.github.jepa4j.media.ImageSet;
import io.github.jepa4j.media.Images;
import io.github.jepa4j.media.Skipped;
import java.util.List;

/// Images of a user's.
///
/// @param images those that were chosen
/// @param how    they are read
record OpenImages(Images images, ImageReading how) implements OpenFiles {

    @Override
    public String unit() {
        return "images";
    }

    @Override
    public int count() {
        return images.count();
    }

    @Override
    public String name(int index) {
        return images.names().get(index);
    }

    @Override
    public String stamp(int index) {
        return name(index) + " " + images.stamp(index);
    }

    @Override
    public List<Skipped> refused() {
        return images.refused();
    }

    @Override
    public int ignored() {
        return images.ignored();
    }

    @Override
    public void read(int from, int to, Group into) {
        ImageSet set = images.readPart(from, to, how);
        for (int i = 0; i < set.count(); i++) {
            into.add(set.names().get(i), set.label(i), set.image(i).values());
        }
        into.skipped().addAll(set.report().skipped());
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public void close() {
        images.close();
    }
}
