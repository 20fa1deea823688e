@NullMarked
package io.github.jepa4j.pretrained;

import org.jspecify.annotations.NullMarked;
