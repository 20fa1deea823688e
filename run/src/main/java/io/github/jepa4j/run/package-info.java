/// A run is a folder: configuration, seeds, data hash, code version, metrics, checkpoints; enough to repeat
/// it, and to go on after a kill at any instant.
@NullMarked
package io.github.jepa4j.run;

import org.jspecify.annotations.NullMarked;
