package dev.runnel.run;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import dev.runnel.tool.FunctionTool;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;

/** Tools that say who calls and where they run; one is only for Ann. */
class GuardedTools {

    @Inject
    CurrentIdentityAssociation identity;

    @FunctionTool
    String gtBlocking() {
        return where() + " " + identity.getIdentity().getPrincipal().getName();
    }

    @FunctionTool
    Uni<String> gtUni() {
        String where = where();
        return identity.getDeferredIdentity().map(caller -> where + " " + caller.getPrincipal().getName());
    }

    @FunctionTool
    Uni<String> gtUniAtOnce() {
        return Uni.createFrom().item(where() + " " + identity.getIdentity().getPrincipal().getName());
    }

    @ForAnn
    @FunctionTool
    String gtForAnn() {
        return "open";
    }

    static String where() {
        return Context.isOnEventLoopThread() ? "event loop" : "elsewhere";
    }

    /** What {@code @RolesAllowed} is to an application with Quarkus' security. */
    @InterceptorBinding
    @Retention(RUNTIME)
    @interface ForAnn {
    }

    @ForAnn
    @Interceptor
    @Priority(1)
    static class Guard {

        @Inject
        CurrentIdentityAssociation identity;

        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            String name = identity.getIdentity().getPrincipal().getName();
            if (!name.equals("ann")) {
                throw new SecurityException("This is not for " + name);
            }
            return call.proceed();
        }
    }
}
