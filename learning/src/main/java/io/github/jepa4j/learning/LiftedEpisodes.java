package io.github.jepa4j.learning;

import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// Episodes of the level below, or of the world model's latents, as a level perceives them: for each of them, or of its
/// parts between leaps, one episode from each of the `S` steps that its first latent may be of. What is too short
/// for a step is left out.
public final class LiftedEpisodes {

    private static final double MOST = 0.9;
    private static final double LEAP = 3;

    private LiftedEpisodes() {}

    /// In steps that all take `S` of the level below.
    ///
    /// @param episodes of the level below: its latents, and its actions
    /// @throws IllegalArgumentException when one is of other sizes
    public static List<LatentEpisode> of(Level level, List<LatentEpisode> episodes) {
        return lifted(level, episodes, Double.POSITIVE_INFINITY);
    }

    /// In steps that end where the level below leaps: where one of its steps goes three times as far as nine in
    /// ten do of those that go anywhere. What was done after a leap was done by someone who saw where it led, so
    /// that a macro-action over it tells what nobody could foresee, and whoever plans with it takes chance for
    /// choice. Instead it is told from what was done up to there, and from then on by what was done of late, on
    /// average: what would have been done. The part after a leap is an episode of its own; its first
    /// step belongs to the episode before too, so that a leap may be any of several steps that are learned from.
    ///
    /// Source: that actions conditioned on luck are planned for as if they made it, Paster, McIlraith and Ba, *You
    /// can't count on luck* (2022). Differs from it: luck is not learned, but seen where a latent leaps.
    ///
    /// @param episodes of the level below; lifted by this too, where that is not the world model's
    /// @throws IllegalArgumentException when one is of other sizes
    public static List<LatentEpisode> endingAtLeaps(Level level, List<LatentEpisode> episodes) {
        return lifted(level, episodes, LEAP * usual(level.spec(), episodes));
    }

    /// The same by one level after another, the lowest first.
    public static List<LatentEpisode> endingAtLeaps(List<Level> levels, List<LatentEpisode> episodes) {
        List<LatentEpisode> lifted = episodes;
        for (Level level : levels) {
            lifted = endingAtLeaps(level, lifted);
        }
        return lifted;
    }

    private static List<LatentEpisode> lifted(Level level, List<LatentEpisode> episodes, double leap) {
        List<LatentEpisode> lifted = new ArrayList<>();
        for (LatentEpisode episode : episodes) {
            var below = Below.of(level.spec(), episode);
            Part part;
            for (int start = 0; start < below.length(); start = part.end()) {
                part = below.part(start, leap);
                for (int first = start;
                        first < Math.min(part.end(), start + level.spec().span());
                        first++) {
                    Steps steps = below.steps(part, first, leap);
                    if (!steps.actions().isEmpty()) {
                        lifted.add(new LatentEpisode(
                                level.encodeAll(joined(steps.latents())), level.macros(joined(steps.actions()))));
                    }
                }
            }
        }
        return lifted;
    }

    /// How far nine in ten single steps go, of those that go anywhere.
    private static double usual(LevelSpec spec, List<LatentEpisode> episodes) {
        DoubleStream.Builder gaps = DoubleStream.builder();
        for (LatentEpisode episode : episodes) {
            var below = Below.of(spec, episode);
            for (int time = 0; time < below.length(); time++) {
                gaps.add(below.gap(time));
            }
        }
        double[] sorted = gaps.build().filter(gap -> gap > 0).sorted().toArray(); // nor is what is missing above 0
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[(int) (sorted.length * MOST)];
    }

    private static float[] joined(List<float[]> parts) {
        int width = parts.getFirst().length;
        float[] all = new float[parts.size() * width];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, all, i * width, width);
        }
        return all;
    }

    /// Latents of the level below between steps, each `[lower D]`, and what was done in these, each `[S * lower A]`.
    private record Steps(List<float[]> latents, List<float[]> actions) {}

    /// A part of an episode, in steps of the level below.
    ///
    /// @param leaps whether the last of them is a leap
    private record Part(int start, int end, boolean leaps) {}

    /// An episode of the level below, of so many steps.
    private record Below(LevelSpec spec, LatentEpisode episode, int length) {

        static Below of(LevelSpec spec, LatentEpisode episode) {
            int length = episode.actions().length / spec.lowerActions();
            if (episode.actions().length != length * spec.lowerActions()
                    || episode.latents().length != (length + 1) * spec.lowerDimension()) {
                throw new IllegalArgumentException(
                        "An episode has %d latent and %d action numbers; with %d of each latent and %d of each action there must be one latent more than actions.\nMaybe it was perceived by another level."
                                .formatted(
                                        episode.latents().length,
                                        episode.actions().length,
                                        spec.lowerDimension(),
                                        spec.lowerActions()));
            }
            return new Below(spec, episode, length);
        }

        /// How far a step goes.
        double gap(int time) {
            int d = spec.lowerDimension();
            double sum = 0;
            for (int i = time * d; i < (time + 1) * d; i++) {
                double gap = episode.latents()[i + d] - episode.latents()[i];
                sum += gap * gap;
            }
            return Math.sqrt(sum);
        }

        /// What there is up to the next leap.
        Part part(int start, double leap) {
            int time = start;
            while (time < length && !(gap(time) > leap)) {
                time++;
            }
            return time < length ? new Part(start, time + 1, true) : new Part(start, length, false);
        }

        /// Those of a part, and the first after its leap.
        Steps steps(Part part, int first, double leap) {
            Steps steps = new Steps(new ArrayList<>(List.of(latent(first))), new ArrayList<>());
            int time = first;
            while (fits(part, time)) {
                time = add(steps, part, time);
            }
            if (part.leaps()) {
                Part after = part(part.end(), leap);
                if (fits(after, after.start())) {
                    add(steps, after, after.start());
                }
            }
            return steps;
        }

        private boolean fits(Part part, int time) {
            return time + spec.span() <= part.end() || part.leaps() && time < part.end();
        }

        /// @return when the step that begins at a time ends
        private int add(Steps steps, Part part, int time) {
            int end = Math.min(part.end(), time + spec.span());
            steps.actions().add(actions(part, time, end));
            steps.latents().add(latent(end));
            return end;
        }

        private float[] latent(int time) {
            int d = spec.lowerDimension();
            return Arrays.copyOfRange(episode.latents(), time * d, (time + 1) * d);
        }

        /// Of a step that begins at a time; after its end, what was done of late.
        private float[] actions(Part part, int time, int end) {
            int a = spec.lowerActions();
            float[] done = Arrays.copyOfRange(episode.actions(), time * a, (time + spec.span()) * a);
            int since = Math.max(part.start(), end - Math.max(1, spec.span() / 4));
            for (int i = (end - time) * a; i < done.length; i++) {
                float sum = 0;
                for (int late = since; late < end; late++) {
                    sum += episode.actions()[late * a + i % a];
                }
                done[i] = sum / (end - since);
            }
            return done;
        }
    }
}
