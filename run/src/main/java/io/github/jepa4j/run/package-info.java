@NullMarked
package io.github.jepa4j.run;

import org.jspecify.annotations.NullMarked;
