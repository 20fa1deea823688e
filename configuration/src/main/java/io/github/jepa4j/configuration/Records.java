package io.github.jepa4j.configuration;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records through their components: names, values, canonical constructor.
final class Records {

    /// The record's own constructor threw; the cause is what it threw.
    static final class Refused extends Exception {
        private final RuntimeException reason;

        Refused(RuntimeException reason) {
            super(reason);
            this.reason = reason;
        }

        @Override
        public synchronized RuntimeException getCause() {
            return reason;
        }
    }

    private Records() {}

    static List<String> names(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    static @Nullable Object value(Record record, RecordComponent component) {
        Method accessor = component.getAccessor();
        open(accessor, record.getClass());
        try {
            return accessor.invoke(record);
        } catch (IllegalAccessException e) {
            throw closed(record.getClass(), e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The accessor " + accessor + " threw.\nMaybe it computes something.", e);
        }
    }

    /// Whether a component may be null, by an annotation of that simple name.
    static boolean isNullable(RecordComponent component) {
        return Arrays.stream(component.getAnnotatedType().getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    /// What a record's static `defaults()` returns, for items of lists and sections that are null by
    /// default; null where it has none.
    static @Nullable Record defaults(Class<? extends Record> type) {
        try {
            Method method = type.getDeclaredMethod("defaults");
            if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != type) {
                return null;
            }
            open(method, type);
            return (Record) method.invoke(null);
        } catch (NoSuchMethodException _) {
            return null;
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The defaults of " + type.getName() + " threw.\nMaybe they are invalid.", e);
        }
    }

    static <T extends Record> T construct(Class<T> type, @Nullable Object[] values) throws Refused {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            open(constructor, type);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw new Refused(reason);
            }
            throw new IllegalStateException(
                    "The constructor of " + type.getName() + " failed.\nMaybe see the cause.", e);
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type.getName() + " cannot be constructed from its components.\nMaybe it is no record.", e);
        }
    }

    private static void open(AccessibleObject member, Class<?> type) {
        if (!member.trySetAccessible()) {
            throw closed(type, null);
        }
    }

    private static IllegalStateException closed(Class<?> type, @Nullable Throwable cause) {
        return new IllegalStateException(
                "The record %s of the module %s cannot be reached.\nMaybe add to its module-info: opens %s to io.github.jepa4j.configuration;"
                        .formatted(type.getName(), type.getModule().getName(), type.getPackageName()),
                cause);
    }
}
