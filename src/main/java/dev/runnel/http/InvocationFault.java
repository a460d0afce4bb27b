package dev.runnel.http;

import dev.runnel.model.Json;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A refused request or a failed run, as AgentCore Runtime's HTTP contract tells it: 400 for what the caller has to put
 * right, else 500, with a JSON object whose member {@code error} is a text. A further member, {@code details}, is the
 * {@link Problem}, with the status that it has elsewhere.
 */
final class InvocationFault {

    private static final Logger LOG = Logger.getLogger(InvocationFault.class);

    private InvocationFault() {
    }

    /** The same result; its failures, and what is thrown while it is made, are told in this form. */
    static <T> Uni<T> in(Supplier<Uni<T>> result) {
        try {
            return result.get().onFailure().transform(InvocationFault::of);
        } catch (RuntimeException refused) {
            return Uni.createFrom().failure(of(refused));
        }
    }

    private static Throwable of(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return of(refused);
        }
        if (failure instanceof WebApplicationException || failure instanceof UnauthorizedException
                || failure instanceof ForbiddenException || failure instanceof AuthenticationFailedException) {
            return failure; // the application's own answer
        }
        LOG.error("An invocation failed", failure);
        return of(Problem.of(500, "An error inside the application; its log tells more").exception());
    }

    /** A refusal in this form; its headers stay, such as {@code Retry-After}. */
    static ProblemException of(ProblemException refused) {
        Problem problem = refused.problem();
        Response.ResponseBuilder answer = Response.fromResponse(refused.getResponse()).status(status(problem.status()));
        return new ProblemException(problem, answer, json(problem), MediaType.APPLICATION_JSON_TYPE);
    }

    /** 405 stays, since it is no invocation; what the caller may try again is the server's fault. */
    static int status(int status) {
        return status == 405 ? status : status < 500 && status != 409 && status != 429 ? 400 : 500;
    }

    static byte[] json(Problem problem) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("error", problem.detail());
            json.writeFieldName("details");
            json.writeRawValue(new String(problem.json(), StandardCharsets.UTF_8));
            json.writeEndObject();
        });
    }
}
