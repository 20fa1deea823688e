package io.github.jepa4j.worlds;

import java.util.random.RandomGenerator;

/// How the layout of an episode is chosen.
public enum LayoutChoice {
    /// Uniformly among all layouts: the harder task, since the model must read wall and door off the image.
    RANDOM {
        @Override
        public Layout draw(RandomGenerator random) {
            return Layout.random(random);
        }
    },
    /// Always [Layout#FIXED]. Takes no draw.
    FIXED {
        @Override
        public Layout draw(RandomGenerator random) {
            return Layout.FIXED;
        }
    },
    /// Always [Layout#PLDM_FIXED]. Takes no draw.
    PLDM_FIXED {
        @Override
        public Layout draw(RandomGenerator random) {
            return Layout.PLDM_FIXED;
        }
    };

    /// The layout of one episode.
    public abstract Layout draw(RandomGenerator random);
}
