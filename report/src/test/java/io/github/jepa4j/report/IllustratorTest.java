package io.github.jepa4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Subgoals;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRoomsTask;
import io.github.jepa4j.worlds.TwoRoomsTrajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A model whose latent is the dot's place itself, a hundredth each, and which imagines that nothing is in
/// the way.
class IllustratorTest {

    /// Grey levels are cut to whole numbers, which moves the centre of mass by less than this, px.
    private static final double PIXEL_NOISE = 0.08;

    private static final Illustrator ILLUSTRATOR = new Illustrator(
            new CentreOfMass(), new NothingInTheWay(), new ActionScale(new float[2], new float[] {2, 2}));

    @Test
    void aPlaceBetweenGridPlacesIsReadOffItsLatent() {
        LatentMap map = new LatentMap(new CentreOfMass(), Layout.FIXED, 2);

        Position place = map.decode(new Latent(new float[] {0.1783f, 0.4136f}));

        assertThat(place.x()).isCloseTo(17.83, within(PIXEL_NOISE));
        assertThat(place.y()).isCloseTo(41.36, within(PIXEL_NOISE));
    }

    @Test
    void aLatentOfNothingButNaNHasNoPlace() {
        LatentMap map = new LatentMap(new CentreOfMass(), Layout.FIXED, 8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.decode(new Latent(new float[] {Float.NaN, 0})))
                .withMessageContaining("Maybe it holds NaN");
    }

    @Test
    void whereNothingIsInTheWayImaginationAgreesWithTheWorld() {
        List<Position> places = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        for (int time = 0; time <= 10; time++) {
            places.add(new Position(10 + time, 40 - 0.5 * time));
            actions.add(new Action(1, -0.5f));
        }
        TwoRoomsTrajectory trajectory = new TwoRoomsTrajectory(Layout.FIXED, places, actions.subList(0, 10));

        Imagination imagination = ILLUSTRATOR.imagination(trajectory);

        assertThat(imagination.horizon()).isEqualTo(10);
        for (int time = 0; time <= 10; time++) {
            assertThat(imagination.error(time)).isLessThan(2 * PIXEL_NOISE);
            assertThat(imagination.perceptionError(time)).isLessThan(2 * PIXEL_NOISE);
        }
        assertThat(imagination.staysPutError(10)).isCloseTo(Math.hypot(10, 5), within(1e-9));
    }

    @Test
    void imaginationsAreTheSameForTheSameSeed() {
        List<Imagination> once = ILLUSTRATOR.imaginations(LayoutChoice.RANDOM, 2, 8, new Seed(4));

        assertThat(ILLUSTRATOR.imaginations(LayoutChoice.RANDOM, 2, 8, new Seed(4)))
                .isEqualTo(once);
        assertThat(ILLUSTRATOR.imaginations(LayoutChoice.RANDOM, 2, 8, new Seed(5)))
                .isNotEqualTo(once);
    }

    @Test
    void theLandscapeIsLeastAtTheGoalAndAbsentInTheWall() {
        TwoRoomsTask task = new TwoRoomsTask(Layout.FIXED, new Position(10, 10), new Position(50.5, 20.5));

        Landscape landscape = ILLUSTRATOR.landscape(task);

        int least = 0;
        for (int index = 1; index < landscape.energy().length; index++) {
            least = landscape.energy()[index] < landscape.energy()[least] ? index : least;
        }
        assertThat(least % landscape.columns()).isEqualTo(50 - 4);
        assertThat(least / landscape.columns()).isEqualTo(20 - 4);
        assertThat(landscape.energy()[(40 - 4) * landscape.columns() + 32 - 4]).isNaN();
        assertThat(landscape.energy()[(18 - 4) * landscape.columns() + 32 - 4]).isFinite();
    }

    /// A level that perceives the same two numbers: its sub-goals are drawn where they are.
    @Test
    void subgoalsAreDrawnWhereTheirLevelPerceivesThemAndFuturesWhereTheyLead() {
        Position start = new Position(10, 10);
        TwoRoomsTask task = new TwoRoomsTask(Layout.FIXED, start, new Position(50.5, 20.5));
        ActionSequence still = new ActionSequence(1, 2, new float[2]);
        float[] now = {0.1f, 0.1f};
        float[] there = {0.5f, 0.2f};
        Rollout moved =
                new Rollout(new ActionBatch(1, 1, 2, new float[2]), 2, new float[] {0.1f, 0.1f, 0.2f, 0.3f}, null);
        var way = new Subgoals(2, List.of(now, there), List.of(now, there), 0, 1, 0, 0, 0);
        Plan plan = new Plan(
                still,
                0,
                List.of(),
                List.of(),
                moved,
                new Outcome.Planned(),
                new Plan.Diagnostics(1, 1, 1, 0, 0, 0, List.of(), List.of(), List.of(still)),
                List.of(way),
                List.of(moved));

        Candidates drawn = ILLUSTRATOR.candidates(task, plan, List.of(sameTwoNumbers()));

        assertThat(drawn.subgoals()).hasSize(1);
        assertThat(drawn.subgoals().getFirst().level()).isEqualTo(2);
        assertThat(drawn.subgoals().getFirst().places().get(1).distanceTo(new Position(50, 20)))
                .isLessThan(1);
        assertThat(drawn.futures().getFirst().get(1).distanceTo(new Position(20, 30)))
                .isLessThan(1);
    }

    private static Level sameTwoNumbers() {
        Map<String, Tensor> weights = new TreeMap<>();
        for (String part : List.of("encoder", "decoder")) {
            weights.put(part + ".hidden.0.weight", new Tensor(new int[] {2, 2}, new float[] {1, 0, 0, 1}));
            weights.put(part + ".output.weight", new Tensor(new int[] {2, 2}, new float[] {1, 0, 0, 1}));
            weights.put(part + ".output.bias", Tensor.zeros(2));
        }
        weights.put("macro.hidden.0.weight", Tensor.zeros(2, 4));
        weights.put("macro.output.weight", Tensor.zeros(1, 2));
        weights.put("macro.output.bias", Tensor.zeros(1));
        weights.put("affordances.hidden.0.weight", Tensor.zeros(2, 2));
        weights.put("affordances.output.weight", Tensor.zeros(2, 2));
        weights.put("affordances.output.bias", Tensor.zeros(2));
        weights.put("support.hidden.0.weight", Tensor.zeros(2, 2));
        weights.put("support.output.weight", Tensor.zeros(1, 2));
        weights.put("support.output.bias", Tensor.zeros(1));
        weights.put("predictor.hidden.0.weight", Tensor.zeros(2, 2));
        weights.put("predictor.hidden.1.weight", Tensor.zeros(2, 2));
        weights.put("predictor.hidden.1.bias", Tensor.zeros(2));
        weights.put("predictor.action.weight", Tensor.zeros(2, 1));
        weights.put("predictor.output.weight", Tensor.zeros(2, 2));
        weights.put("predictor.output.bias", Tensor.zeros(2));
        for (String part : List.of("encoder", "decoder", "macro", "affordances", "support", "predictor")) {
            weights.put(part + ".hidden.0.bias", Tensor.zeros(2));
        }
        weights.put("waves", Tensor.zeros(1, 2));
        weights.put("codes", Tensor.zeros(2, 1));
        weights.put("step", new Tensor(new int[] {1}, new float[] {1}));
        return Level.of(new LevelSpec(2, 2, 2, 2, 0, 1, 2, 1, 2), weights);
    }

    private record CentreOfMass() implements Encoder {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public Latent encode(Observation observation) {
            Pixels pixels = (Pixels) observation;
            double mass = 0;
            double x = 0;
            double y = 0;
            for (int row = 0; row < pixels.rows(); row++) {
                for (int column = 0; column < pixels.columns(); column++) {
                    double level = pixels.at(0, row, column);
                    mass += level;
                    x += level * column;
                    y += level * row;
                }
            }
            return new Latent(new float[] {(float) (x / mass / 100), (float) (y / mass / 100)});
        }
    }

    /// Actions inside are half as many as px outside.
    private record NothingInTheWay() implements WorldModel {
        @Override
        public int latentDimension() {
            return 2;
        }

        @Override
        public int actionDimension() {
            return 2;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            int times = actions.horizon() + 1;
            float[] latents = new float[actions.candidates() * times * 2];
            for (int candidate = 0; candidate < actions.candidates(); candidate++) {
                int start = candidate * times * 2;
                System.arraycopy(now.values(), 0, latents, start, 2);
                for (int index = 2; index < times * 2; index++) {
                    float action = actions.values()[actions.index(candidate, 0) + index - 2];
                    latents[start + index] = latents[start + index - 2] + 2 * action / 100;
                }
            }
            return new Rollout(actions, 2, latents, null);
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            throw new UnsupportedOperationException("not needed here");
        }
    }
}
