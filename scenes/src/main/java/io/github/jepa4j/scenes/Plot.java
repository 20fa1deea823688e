package io.github.jepa4j.scenes;

import java.util.List;

/// How four clips come about.
sealed interface Plot {

    /// The two stages on which the law holds.
    List<Stage> possible();

    /// The impossible clips are the possible ones with the frames of a stretch exchanged between them.
    ///
    /// @param from  first frame exchanged
    /// @param until first frame not exchanged any more
    record Crossed(Stage first, Stage second, int from, int until) implements Plot {

        @Override
        public List<Stage> possible() {
            return List.of(first, second);
        }
    }

    /// The impossible clips have stages of their own.
    record Staged(List<Stage> possible, List<Stage> impossible) implements Plot {}
}
