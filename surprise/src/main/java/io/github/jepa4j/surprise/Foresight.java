package io.github.jepa4j.surprise;

import io.github.jepa4j.world.Clip;

/// Foresees each frame of a clip from those before it.
@FunctionalInterface
public interface Foresight {

    /// How far each frame is from what was foreseen, place by place. A frame that could not be foreseen is
    /// 0 everywhere.
    ///
    /// @return `[T][places]`, at least 0, of any unit
    float[][] errors(Clip clip);
}
