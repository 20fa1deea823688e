package io.github.jepa4j.agent;

/// What a configurator tells the agent.
public sealed interface Directive {

    /// Go on planning.
    ///
    /// @param setup  in this way
    /// @param afresh whether to plan now, even where the plan of before has actions left
    record Pursue(Setup setup, boolean afresh) implements Directive {

        /// Go on, with a new plan when the old one's time is over.
        public static Pursue of(Setup setup) {
            return new Pursue(setup, false);
        }
    }

    /// Do not plan: what is imagined is not to be trusted now.
    ///
    /// @param reason in words
    record FallBack(String reason) implements Directive {}
}
