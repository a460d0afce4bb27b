package dev.runnel.tool;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.util.concurrent.atomic.AtomicInteger;

/** Tools of beans of every scope, intercepted ones, and inherited ones. */
final class ScopedTools {

    private ScopedTools() {
    }

    /** Who calls, for one request context. */
    @RequestScoped
    static class Caller {

        private String name = "nobody";

        String name() {
            return name;
        }

        void name(String name) {
            this.name = name;
        }
    }

    @ApplicationScoped
    static class OfApplication {

        @Inject
        Caller caller;

        @FunctionTool
        String ttCallerInApplicationScope() {
            return caller.name();
        }
    }

    @RequestScoped
    static class OfRequest {

        private int calls;

        @FunctionTool
        int ttCallsInRequestScope() {
            return ++calls;
        }
    }

    @Dependent
    static class OfCall {

        static final AtomicInteger DESTROYED = new AtomicInteger();

        @FunctionTool
        String ttDependent() {
            return "destroyed before: " + DESTROYED.get();
        }

        @PreDestroy
        void destroy() {
            DESTROYED.incrementAndGet();
        }
    }

    @Singleton
    static class OfSingleton {

        private int calls;

        @FunctionTool
        int ttCallsOfSingleton() {
            return ++calls;
        }
    }

    @Loud
    static class Intercepted {

        @FunctionTool
        String ttIntercepted(String text) {
            return text;
        }
    }

    @InterceptorBinding
    @Retention(RUNTIME)
    @interface Loud {
    }

    @Loud
    @Interceptor
    @Priority(1)
    static class Shouting {

        @AroundInvoke
        Object shout(InvocationContext call) throws Exception {
            return call.proceed() + "!";
        }
    }

    abstract static class Base {

        @FunctionTool
        String ttInherited() {
            return "from the base, for " + getClass().getSimpleName();
        }

        @FunctionTool
        String ttOverriddenWithoutAnnotation() {
            return "never";
        }
    }

    interface WithDefault {

        @FunctionTool
        default String ttOfAnInterface() {
            return "from the interface";
        }
    }

    @Singleton
    static class Derived extends Base implements WithDefault {

        @Override
        String ttOverriddenWithoutAnnotation() {
            return "never";
        }
    }
}
