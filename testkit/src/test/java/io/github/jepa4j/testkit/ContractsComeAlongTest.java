package io.github.jepa4j.testkit;

import io.github.jepa4j.actor.GradientPlanner;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.PlannerContract;
import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.Effort;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.GuardrailContract;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.ObjectiveContract;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.testkit.FailingSensors.Fault;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.EnvironmentContract;
import io.github.jepa4j.worldmodel.WorldModel;
import io.github.jepa4j.worldmodel.WorldModelContract;
import io.github.jepa4j.worlds.SubstepObserver;
import org.junit.jupiter.api.Nested;

/// One dependency brings all contracts, and the fakes keep those of what they pretend to be.
class ContractsComeAlongTest {

    private static final Readout X = DoubleIntegrator.readout("x");
    private static final Readout Y = DoubleIntegrator.readout("y");

    private static DoubleIntegrator puck() {
        return new DoubleIntegrator(0.1, 2, new double[] {0, 0, 1, 0}, SubstepObserver.NONE);
    }

    @Nested
    class OfAPuck implements EnvironmentContract {
        @Override
        public Environment environment() {
            return puck();
        }
    }

    @Nested
    class OfAPuckWithFailingSensors implements EnvironmentContract {
        @Override
        public Environment environment() {
            return new FailingSensors(
                    puck(), Fault.missing("x", 3, 5), Fault.frozen("vx", 7, 20), Fault.off("y", 3, 0, 30));
        }

        @Override
        public boolean mayMissReadings() {
            return true;
        }
    }

    @Nested
    class OfThePucksModel implements WorldModelContract {
        @Override
        public WorldModel model() {
            return new DoubleIntegratorModel(0.5);
        }
    }

    @Nested
    class OfALie implements WorldModelContract {
        @Override
        public WorldModel model() {
            return new LyingModel(new DoubleIntegratorModel(0.5), -1.5f);
        }
    }

    @Nested
    class OfAPlanner implements PlannerContract {
        @Override
        public Planner planner() {
            return new GradientPlanner();
        }
    }

    @Nested
    class OfAnObjective implements ObjectiveContract {
        @Override
        public Objective objective() {
            return new Effort();
        }

        @Override
        public int latentDimension() {
            return 4;
        }

        @Override
        public int actionDimension() {
            return 2;
        }
    }

    @Nested
    class OfAGuardrail implements GuardrailContract {
        @Override
        public Guardrail guardrail() {
            return new NoGoDisc("pit", Disc.standing(X, Y, 3, 0, 1));
        }

        @Override
        public int latentDimension() {
            return 4;
        }

        @Override
        public int actionDimension() {
            return 2;
        }
    }
}
