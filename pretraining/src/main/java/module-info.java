module io.github.jepa4j.pretraining {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.engine;
    requires transitive io.github.jepa4j.network;
    requires transitive io.github.jepa4j.pretrained;
    requires transitive io.github.jepa4j.learning;
    requires transitive io.github.jepa4j.run;
    requires io.github.jepa4j.tensor;
    requires org.slf4j;

    exports io.github.jepa4j.pretraining;

    opens io.github.jepa4j.pretraining to
            io.github.jepa4j.configuration;
}
