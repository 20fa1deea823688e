@NullMarked
package io.github.jepa4j.plant;

import org.jspecify.annotations.NullMarked;
