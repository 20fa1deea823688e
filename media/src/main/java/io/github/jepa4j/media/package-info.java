/// What lies on the disk as pictures, made into arrays, with a list of what could not be.
@NullMarked
package io.github.jepa4j.media;

import org.jspecify.annotations.NullMarked;
