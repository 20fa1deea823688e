/// What can be read off frozen features: by a linear classifier, by the nearest neighbours, by attention.
@NullMarked
package io.github.jepa4j.probe;

import org.jspecify.annotations.NullMarked;
