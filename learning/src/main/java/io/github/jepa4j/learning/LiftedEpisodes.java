package io.github.jepa4j.learning;

import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Episodes of the level below, or of the world model's latents, as a level perceives them: for each of them one
/// episode from each of the `S` steps that its first latent may be of. Those that are too short for a step are left
/// out.
public final class LiftedEpisodes {

    private static final double MOST = 0.9;

    private LiftedEpisodes() {}

    /// In steps that all take `S` of the level below.
    public static List<LatentEpisode> of(Level level, List<LatentEpisode> episodes) {
        return lifted(level, episodes, Double.POSITIVE_INFINITY);
    }

    /// In steps that end where the level below leaps: where one of its steps goes further than nine in ten go
    /// in `S`. What was done after a leap was done by someone who saw where it led, so that a macro-action which
    /// spans it tells what nobody could foresee, and whoever plans with it takes chance for choice. Instead it
    /// is told from what was done up to there, and from then on on average of late: what would have been done.
    ///
    /// Source: that actions conditioned on luck are planned for as if they made it, Paster, McIlraith and Ba, *You
    /// can't count on luck* (2022). Differs from it: luck is not learned, but seen where a latent leaps.
    public static List<LatentEpisode> endingAtLeaps(Level level, List<LatentEpisode> episodes) {
        return lifted(level, episodes, far(level.spec(), episodes));
    }

    private static List<LatentEpisode> lifted(Level level, List<LatentEpisode> episodes, double leap) {
        List<LatentEpisode> lifted = new ArrayList<>();
        for (LatentEpisode episode : episodes) {
            var below = new Below(level.spec(), episode, leap);
            for (int first = 0; first < level.spec().span(); first++) {
                Steps steps = below.from(first);
                if (!steps.actions().isEmpty()) {
                    lifted.add(new LatentEpisode(
                            level.encodeAll(joined(steps.latents())), level.macros(joined(steps.actions()))));
                }
            }
        }
        return lifted;
    }

    /// How far nine in ten go in `S` steps.
    private static double far(LevelSpec spec, List<LatentEpisode> episodes) {
        List<Double> gaps = new ArrayList<>();
        for (LatentEpisode episode : episodes) {
            var below = new Below(spec, episode, 0);
            for (int time = 0; time + spec.span() <= below.length(); time += spec.span()) {
                double gap = below.gap(time, time + spec.span());
                if (Double.isFinite(gap)) {
                    gaps.add(gap);
                }
            }
        }
        gaps.sort(Double::compare);
        return gaps.isEmpty() ? Double.POSITIVE_INFINITY : gaps.get((int) (gaps.size() * MOST));
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

    /// An episode of the level below.
    private record Below(LevelSpec spec, LatentEpisode episode, double leap) {

        int length() {
            return episode.actions().length / spec.lowerActions();
        }

        double gap(int from, int to) {
            double sum = 0;
            for (int i = 0; i < spec.lowerDimension(); i++) {
                double gap = episode.latents()[to * spec.lowerDimension() + i]
                        - episode.latents()[from * spec.lowerDimension() + i];
                sum += gap * gap;
            }
            return Math.sqrt(sum);
        }

        Steps from(int first) {
            Steps steps = new Steps(new ArrayList<>(), new ArrayList<>());
            int time = first;
            int end = end(time);
            while (end > time) {
                steps.latents().add(latent(time));
                steps.actions().add(actions(time, end));
                time = end;
                end = end(time);
            }
            steps.latents().add(latent(Math.min(time, length())));
            return steps;
        }

        /// After a step that begins at a time; that time itself where there is none.
        private int end(int time) {
            int last = Math.min(length(), time + spec.span());
            for (int next = time + 1; next <= last; next++) {
                if (gap(next - 1, next) > leap) {
                    return next;
                }
            }
            return last == time + spec.span() ? last : time;
        }

        private float[] latent(int time) {
            int d = spec.lowerDimension();
            return Arrays.copyOfRange(episode.latents(), time * d, (time + 1) * d);
        }

        private float[] actions(int time, int end) {
            int a = spec.lowerActions();
            float[] done = Arrays.copyOfRange(episode.actions(), time * a, (time + spec.span()) * a);
            int since = Math.max(0, end - Math.max(1, spec.span() / 4));
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
