package io.github.jepa4j.actor;

import org.junit.jupiter.api.Nested;

/// All planners keep the contract; the two that are a peer's keep its exceptions.
class PlannerContractTest {

    @Nested
    class OfReferenceCem implements PlannerContract {
        @Override
        public Planner planner() {
            return new ReferenceCem(new ReferenceCem.Config(100, 6, 10, 1.5f, 2.45f));
        }

        @Override
        public boolean usesWarmStart() {
            return false; // the peer starts every plan from zero
        }

        @Override
        public boolean keepsGuardrails() {
            return false; // the peer has none
        }
    }

    @Nested
    class OfReferenceMppi implements PlannerContract {
        @Override
        public Planner planner() {
            return new ReferenceMppi(new ReferenceMppi.Config(100, 6, 10, 2, 0.005f));
        }

        @Override
        public boolean obeysBounds() {
            return false; // the peer never limits MPPI's actions, and executes what it sampled
        }

        @Override
        public boolean usesWarmStart() {
            return false; // the peer starts every plan from zero
        }

        @Override
        public boolean keepsGuardrails() {
            return false; // the peer has none
        }
    }

    @Nested
    class OfImprovedCem implements PlannerContract {
        @Override
        public Planner planner() {
            return new ImprovedCem();
        }
    }

    @Nested
    class OfImprovedMppi implements PlannerContract {
        @Override
        public Planner planner() {
            return new ImprovedMppi();
        }
    }

    @Nested
    class OfGradientPlanner implements PlannerContract {
        @Override
        public Planner planner() {
            return new GradientPlanner();
        }
    }

    @Nested
    class OfHybridPlanner implements PlannerContract {
        @Override
        public Planner planner() {
            return new HybridPlanner();
        }
    }
}
