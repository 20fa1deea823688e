/// Success on tasks, as numbers that carry their protocol: episodes, interval, floors, cost and machine.
@NullMarked
package io.github.jepa4j.evaluation;

import org.jspecify.annotations.NullMarked;
