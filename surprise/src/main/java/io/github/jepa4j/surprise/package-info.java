/// How surprising a clip is to what foresees it, calibrated on clips in which nothing is wrong, and how
/// well that tells the impossible from the possible.
@NullMarked
package io.github.jepa4j.surprise;

import org.jspecify.annotations.NullMarked;
