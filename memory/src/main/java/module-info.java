module io.github.jepa4j.memory {
    requires static org.jspecify;
    requires io.github.jepa4j.run;
    requires transitive io.github.jepa4j.worldmodel;
    requires java.logging;
    requires org.apache.lucene.core;
    requires tools.jackson.databind;

    exports io.github.jepa4j.memory;
}
