package dev.runnel.agent;

import io.quarkus.arc.InjectableBean;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where in the source of an application a bean is, for messages. */
public final class BeanPlace {

    /** How ArC names the class that it generates for a producer; the method's name is followed by a hash. */
    private static final Pattern PRODUCER = Pattern
            .compile(".*_Producer(?:Method_(?<method>.+)_[\\w-]{27}|Field_(?<field>.+))_Bean");

    private BeanPlace() {
    }

    /** {@code com.acme.Agents.cook()} for a method that produces the bean, {@code com.acme.Agents.cook} for a field. */
    public static String of(Bean<?> bean) {
        String place = bean.getBeanClass().getName();
        Matcher producer = PRODUCER.matcher(bean.getClass().getName());
        if (!(bean instanceof InjectableBean) || !producer.matches()) {
            return place;
        }
        return producer.group("method") == null ? place + "." + producer.group("field")
                : place + "." + producer.group("method") + "()";
    }

    /** The places of all, in alphabetical order. */
    public static String listed(Iterable<? extends Instance.Handle<?>> beans) {
        return StreamSupport.stream(beans.spliterator(), false).map(bean -> of(bean.getBean())).sorted()
                .collect(Collectors.joining(" and "));
    }
}
